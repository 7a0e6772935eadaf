"""`sitegen new editor`: settings that its editors accept, and a page that runs what it names."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sitegen.cli.main import run
from sitegen.editors.programs import PROGRAMS, EditorName
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.definition import Field
from sitegen.keys.page import PAGE_FIELDS
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from tests.conftest import SITE
from tests.repository import DAGO, REPORT, Repository, make, repository

EDITORS = Path(__file__).parent.parent / ".tools/editors"
TRIED = ("--host", "test")
HOSTED = ("--host", "forgejo", "--server", "https://git.kota.example", "--repo", "kota/dago")


def package(editor: EditorName) -> Path:
    return EDITORS / f"{PROGRAMS[editor].package}@{PROGRAMS[editor].version}"


needs_editors = pytest.mark.skipif(
    not package("decap").exists(), reason="no editors: run `python scripts/editors.py`"
)


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return repository(tmp_path / "kota")


def made(city: Repository, editor: str, *options: str) -> Path:
    folder = city.folder.parent / f"unit-{editor}"
    code = run(["new", "editor", editor, "dago", str(folder), "--root", str(city.folder), *options])
    assert code == 0
    return folder / "admin"


def settings(folder: Path) -> dict[str, Any]:
    found = yaml.safe_load((folder / "config.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def names(widgets: list[dict[str, Any]]) -> list[str]:
    return [widget["name"] for widget in widgets]


def every_key(fields: tuple[Field, ...]) -> list[str]:
    return [field.key for field in fields if field.name != "photo_alt"]


@pytest.mark.parametrize("editor", PROGRAMS)
def test_a_form_asks_for_every_key_of_a_file(city: Repository, editor: str) -> None:
    reports, pages, tables, profile = settings(made(city, editor, *TRIED))["collections"]
    assert sorted(names(reports["fields"])) == sorted([*every_key(REPORT_FIELDS), "body"])
    assert sorted(names(pages["fields"])) == sorted([*every_key(PAGE_FIELDS), "body"])
    assert names(tables["fields"]) == every_key(DATASET_FIELDS)
    assert names(profile["files"][0]["fields"]) == every_key(UNIT_FIELDS)


def test_groups_photos_and_words_of_the_city_are_in_the_form(city: Repository) -> None:
    city.write("site.yml", f"{SITE}jenis_laporan:\n  kerja-bakti: Kerja bakti warga\n")
    fields = {
        f["name"]: f for f in settings(made(city, "sveltia", *TRIED))["collections"][0]["fields"]
    }
    assert names(fields["peserta"]["fields"]) == ["laki_laki", "perempuan", "jumlah"]
    assert {"label": "Kerja bakti warga", "value": "kerja-bakti"} in fields["jenis"]["options"]
    assert {"label": "Kesehatan", "value": "kesehatan"} in fields["topik"]["options"]
    photo, alt = fields["foto"]["fields"][:2]
    assert (photo["widget"], photo["name"], alt["required"]) == ("image", "berkas", True)
    assert fields["lokasi"]["hint"].startswith("Tempat kegiatan.")


def schema(name: str) -> dict[str, Any]:
    """The schema that Sveltia ships, for a part of it; widgets that others may add are none here."""
    found: dict[str, Any] = json.loads(
        (package("sveltia") / "schema/sveltia-cms.json").read_text("utf-8")
    )
    found["definitions"]["Field"] = {"$ref": "#/definitions/StandardField"}
    return {**found, "$ref": f"#/definitions/{name}"}


@needs_editors
def test_settings_follow_the_schema_that_sveltia_ships(city: Repository) -> None:
    found = settings(made(city, "sveltia", *TRIED))
    assert not list(jsonschema.Draft7Validator(schema("CmsConfig")).iter_errors(found))
    found["collections"][0]["fields"][0]["widget"] = "dattime"
    assert list(jsonschema.Draft7Validator(schema("CmsConfig")).iter_errors(found))


@pytest.mark.parametrize(
    "options",
    [
        ("--host", "github", "--repo", "kota/dago"),
        ("--host", "github", "--repo", "kota/dago", "--sign-in", "https://masuk.kota.example"),
        ("--host", "gitlab", "--repo", "kota/kelurahan/dago", "--app", "0f"),
        ("--host", "gitlab", "--repo", "kota/dago", "--server", "https://git.kota.example"),
        HOSTED,
        ("--host", "gitea", "--repo", "kota/dago", "--app", "0f", "--branch", "utama"),
    ],
    ids=" ".join,
)
@needs_editors
def test_repositories_are_named_as_that_schema_has_them(
    city: Repository, options: tuple[str, ...]
) -> None:
    found = settings(made(city, "sveltia", *options))["backend"]
    assert not list(jsonschema.Draft7Validator(schema("Backend")).iter_errors(found))
    assert "api.netlify.com" not in json.dumps(found)


@pytest.mark.parametrize("editor", PROGRAMS)
@needs_editors
def test_the_page_runs_the_very_file_of_the_version_that_it_names(editor: EditorName) -> None:
    program = PROGRAMS[editor]
    data = (package(editor) / program.path).read_bytes()
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
    assert program.integrity == f"sha384-{digest}"
    for font in program.fonts:
        assert (EDITORS / f"{font.package}@{font.version}" / font.path).is_file()


def test_a_page_names_no_host_but_that_of_the_repository(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (made(city, "sveltia", *HOSTED) / "index.html").read_text("utf-8")
    assert set(re.findall(r"https?://[\w.-]+", text)) == {"https://git.kota.example"}
    assert '<script src="sveltia-cms.js" integrity="sha384-' in text
    assert "script-src 'self';" in text
    assert "Berikutnya: simpan berkas ini di" in (said := capsys.readouterr().out)
    assert f"sveltia-cms.js  {PROGRAMS['sveltia'].address}\n" in said


def test_a_page_loads_from_others_only_what_was_asked_for(city: Repository) -> None:
    text = (made(city, "decap", *HOSTED, "--app", "0f", "--cdn") / "index.html").read_text("utf-8")
    address = "https://unpkg.com/decap-cms@3.16.3/dist/decap-cms.js"
    assert f'<script src="{address}" integrity="sha384-' in text
    # Decap checks its settings by code that it writes; Sveltia does not.
    assert f"script-src {address} 'unsafe-eval';" in text


@pytest.mark.parametrize(
    ("editor", "options", "said"),
    [
        ("sveltia", ("--host", "gitlab"), "--repo perlu diisi"),
        ("sveltia", ("--host", "gitlab", "--repo", "dago"), "--repo perlu diisi"),
        ("decap", ("--host", "github", "--repo", "kota/dago"), "Decap perlu --sign-in"),
        ("decap", ("--host", "gitea", "--repo", "kota/dago"), "idnya sebagai aplikasi di gitea"),
        ("sveltia", (*HOSTED, "--sign-in", "masuk"), "--sign-in: masuk bukan alamat"),
    ],
)
def test_what_nobody_could_sign_in_with_is_refused(
    city: Repository,
    capsys: pytest.CaptureFixture[str],
    editor: str,
    options: tuple[str, ...],
    said: str,
) -> None:
    folder = city.folder.parent / "unit"
    call = ["new", "editor", editor, "dago", str(folder), "--root", str(city.folder), *options]
    assert run(call) == 2
    assert said in capsys.readouterr().err
    assert not folder.exists()


def test_an_editor_that_is_there_is_not_replaced(city: Repository) -> None:
    folder = made(city, "sveltia", *TRIED)
    (folder / "config.yml").write_text("milik: unit\n", encoding="utf-8")
    call = ["new", "editor", "sveltia", "dago", str(folder.parent), "--root", str(city.folder)]
    assert run([*call, *TRIED]) == 2
    assert settings(folder) == {"milik": "unit"}


def taking_in() -> str:
    """The commands of docs/editors.md that take a unit's content in."""
    text = (Path(__file__).parent.parent / "docs/editors.md").read_text("utf-8")
    found = re.search(r"```text\n(git fetch.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def test_content_of_a_unit_comes_into_the_city_by_the_commands_of_the_docs(
    city: Repository, tmp_path: Path
) -> None:
    unit = make(tmp_path / "dago")
    unit.write("admin/index.html", "<p>editor</p>")
    unit.write("content/kelurahan/sekeloa/unit.yml", "nama_pendek: Bukan milik kami\n")
    new = "content/kelurahan/dago/laporan/2026/2026-11-04-imunisasi.md"
    text = REPORT.replace("Posyandu melayani", "Imunisasi melayani").replace("11-03", "11-04")
    unit.write(new, text)
    unit.commit(1)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "sitegen").write_text(f'#!/bin/sh\nexec {sys.executable} -m sitegen "$@"\n')
    (bin_ / "sitegen").chmod(0o755)
    script = taking_in().replace("https://git.kota.example/kota/dago.git", str(unit.folder))
    own = {"PATH": f"{bin_}:{os.environ['PATH']}", "PYTHONPATH": str(Path(__file__).parent.parent)}

    def run_script() -> int:
        shell = ["sh", "-c", script]
        return subprocess.run(shell, cwd=city.folder, env=os.environ | own, check=False).returncode

    city.git("config", "user.name", "Kominfo")
    city.git("config", "user.email", "kominfo@kota.example")
    before = city.git("rev-parse", "HEAD")
    assert run_script() == 0
    changed = city.git("diff", "--no-renames", "--name-status", before, "HEAD").split("\n")
    assert changed == [f"D\t{DAGO}", f"A\t{new}"]
    assert city.git("log", "-1", "--format=%an") == "Kelurahan Dago"
    assert city.git("status", "--porcelain") == ""
    taken = city.git("rev-parse", "HEAD")
    assert run_script() == 0
    assert city.git("rev-parse", "HEAD") == taken
    unit.write(new, text.replace("judul:", "jdul:"))
    unit.commit(2)
    assert run_script() == 1
    assert city.git("rev-parse", "HEAD") == taken
    assert city.git("status", "--porcelain") == ""


SHORT = REPORT.replace(
    "jenis: layanan\n", "jenis: Layanan\ntopik: kesehatan, keluarga\npeserta: 84\n"
)
FULL = REPORT.replace(
    "jenis: layanan\n",
    "jenis: layanan\ntopik:\n- kesehatan\n- keluarga\npeserta:\n  jumlah: 84\n",
)


def test_content_of_the_city_comes_along_with_its_keys_in_full(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    city.write(DAGO, SHORT)
    photo = city.folder / "content/kelurahan/dago/laporan/antrean.jpg"
    photo.write_bytes(b"\xff\xd8\xff foto")
    (photo.parent / "tautan.md").symlink_to("/etc/passwd")
    folder = made(city, "sveltia", *TRIED).parent
    assert (folder / DAGO).read_text("utf-8") == FULL
    assert (
        folder / "content/kelurahan/dago/laporan/antrean.jpg"
    ).read_bytes() == photo.read_bytes()
    copied = {path.name for path in (folder / "content").rglob("*") if path.is_file()}
    assert copied == {"2026-11-03-posyandu.md", "antrean.jpg"}
    said = capsys.readouterr().out
    assert "Disalin dari kota: 2 berkas, 1 di antaranya dengan kunci yang ditulis lengkap." in said
    assert city.git("diff", "--name-only") == DAGO


def test_content_that_is_there_is_not_touched_and_its_short_forms_are_named(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    there = city.folder.parent / "unit-sveltia" / DAGO
    there.parent.mkdir(parents=True)
    there.write_text(SHORT.replace("2026-11-03", "2026-11-03 08:30"), encoding="utf-8")
    before = there.read_bytes()
    made(city, "sveltia", *TRIED)
    assert there.read_bytes() == before
    said = capsys.readouterr().out
    assert f"{DAGO}:3: editor menghapus `tanggal` ketika menyimpan berkas ini." in said
    assert f"{DAGO}: editor menghapus kunci yang ditulis pendek; tulislah lengkap." in said
