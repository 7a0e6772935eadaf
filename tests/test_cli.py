from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.cli.main import run
from sitegen.cli.problem_text import as_github, as_text
from sitegen.i18n import translator
from sitegen.model import Problem, Where
from sitegen.store.marker import MARKER
from sitegen.store.state import state_path
from tests.conftest import CityFolder
from tests.repository import make

Make = Callable[[str], CityFolder]
CLOCK = ["--clock", "2026-11-21T12:00", "--jobs", "1"]
GOOD = """
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu melayani 84 balita
jenis: layanan
---
Penimbangan selesai sebelum tengah hari. Enam balita dirujuk ke puskesmas.
"""
BROKEN = """
-- content/kelurahan/dago/laporan/2026-11-04-rusak.md --
---
judul: Laporan rusak
tanggal: 31-02-2026
---
Isi laporan.
"""


def sitegen(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line in this process; return exit code, standard output and error."""
    code = run(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_build_publishes_and_says_what_it_wrote(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    code, out, _ = sitegen(capsys, "build", "--root", str(folder.root), "--lang", "en", *CLOCK)
    assert code == 0
    assert "0 errors, 0 warnings in 4 units" in out
    assert f"Published in {folder.root / 'build'}:" in out
    assert re.search(r"files held back +0 ", out)
    assert (folder.root / "build" / "index.html").is_file()


def test_a_held_back_file_is_listed_and_the_build_still_ends_well(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD + BROKEN)
    code, out, _ = sitegen(capsys, "build", "--root", str(folder.root), "--lang", "en", *CLOCK)
    assert code == 0
    assert (
        "content/kelurahan/dago/laporan/2026-11-04-rusak.md:3:10: error[F008]: "
        "`tanggal: 31-02-2026` is no date\n"
        "   3 | tanggal: 31-02-2026\n"
        "     |          ^\n"
        "     = next step: write this in place of the line: `tanggal: 2026-11-04`\n"
    ) in out
    assert (
        "Held back: 1\n  content/kelurahan/dago/laporan/2026-11-04-rusak.md "
        "(not published: no earlier version is right)\n"
    ) in out


def test_the_version_that_stands_in_for_a_held_back_file_is_listed_in_every_format(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    path = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
    arguments = ["build", "--root", str(folder.root), "--lang", "en", *CLOCK, "--format"]
    sitegen(capsys, *arguments, "text")
    folder.write(path, "---\njudul: a: b\n---\n")
    _, out, _ = sitegen(capsys, *arguments, "text")
    assert f"  {path} (published: the version before, kept in .sitegen/)\n" in out
    _, out, _ = sitegen(capsys, *arguments, "json")
    report = json.loads(out)
    assert report["held_back"] == [path]
    assert report["stand_ins"] == [{"path": path, "commit": "", "date": ""}]
    _, out, _ = sitegen(capsys, *arguments, "github")
    notice = f"::notice file={path},line=1::published: the version before, kept in .sitegen/"
    assert out.splitlines()[-1] == notice


def test_json_is_one_object_on_standard_output_with_the_fields_of_the_contract(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD + BROKEN)
    arguments = ["build", "--root", str(folder.root), "--format", "json", "--lang", "en", *CLOCK]
    code, out, _ = sitegen(capsys, *arguments)
    report = json.loads(out)
    assert code == 0
    assert {"written", "pruned", "held_back", "problems", "seconds"} <= set(report)
    assert "kelurahan/dago/laporan/2026/11/posyandu/index.html" in report["written"]
    assert report["held_back"] == ["content/kelurahan/dago/laporan/2026-11-04-rusak.md"]
    (problem,) = report["problems"]
    assert problem == {
        "severity": "error",
        "code": "F008",
        "path": "content/kelurahan/dago/laporan/2026-11-04-rusak.md",
        "line": 3,
        "column": 10,
        "row": 0,
        "field": "tanggal",
        "message": "`tanggal: 31-02-2026` is no date",
        "hint": "write this in place of the line: `tanggal: 2026-11-04`",
    }


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("missing", "`.sitegen` no longer knows what was built into "),
        ("version", "Another version of sitegen built into "),
        ("unreadable", "`.sitegen` is damaged: everything was built anew."),
    ],
)
def test_a_build_that_could_use_nothing_of_the_last_one_says_why(
    city: Make, capsys: pytest.CaptureFixture[str], reason: str, said: str
) -> None:
    folder = city(GOOD)
    arguments = ["build", "--root", str(folder.root), "--lang", "en", *CLOCK]
    _, out, _ = sitegen(capsys, *arguments)
    assert said not in out
    path = state_path(folder.root, folder.root / "build")
    for wanted, form in ((said, "text"), (f'"anew": "{reason}"', "json")):
        if reason == "missing":
            path.unlink()
        elif reason == "version":
            with closing(sqlite3.connect(path)) as db:
                db.execute("PRAGMA user_version = 1")
        else:
            path.write_bytes(b"rusak")
        _, out, _ = sitegen(capsys, *arguments, "--format", form)
        assert wanted in out
    _, out, _ = sitegen(capsys, *arguments)
    assert said not in out


def test_a_history_that_git_cannot_give_is_told_without_being_asked(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    arguments = ["build", "--root", str(folder.root), "--lang", "en", *CLOCK]
    repo = make(folder.root)
    repo.commit(day=1)
    repo.commit(day=2)
    _, out, _ = sitegen(capsys, *arguments)
    assert "shallow" not in out
    head = repo.git("rev-parse", "HEAD").strip()
    (folder.root / ".git/shallow").write_text(f"{head}\n")
    (folder.root / ".sitegen/git.json").unlink()  # it knows the dates of this commit
    _, out, _ = sitegen(capsys, *arguments)
    assert "The git repository is a shallow clone" in out
    _, out, _ = sitegen(capsys, *arguments, "--format", "json")
    assert json.loads(out)["history"].startswith("The git repository is a shallow clone")


def test_metrics_that_cannot_be_written_stop_the_build_before_it_begins(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    arguments = ["build", "--root", str(folder.root), "--lang", "en", *CLOCK, "--metrics"]
    code, _, err = sitegen(capsys, *arguments, str(folder.root / "tidak/ada.json"))
    assert (code, (folder.root / "build").exists()) == (2, False)
    assert "--metrics: nothing can be written into `" in err
    code, _, _ = sitegen(capsys, *arguments, str(folder.root / "ada.json"))
    assert (code, json.loads((folder.root / "ada.json").read_text())["units"]) == (0, 4)


def test_check_writes_nothing_and_fails_on_errors(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD + BROKEN)
    code, out, _ = sitegen(capsys, "check", "--root", str(folder.root), "--lang", "en", *CLOCK)
    assert code == 1
    assert "error[F008]" in out
    assert not (folder.root / "build").exists()


def test_check_of_a_sound_city_succeeds(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(GOOD)
    code, out, _ = sitegen(capsys, "check", "--root", str(folder.root), "--lang", "en", *CLOCK)
    assert (code, "0 errors, 0 warnings" in out) == (0, True)


def test_strict_publishes_nothing_when_there_is_a_warning(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    folder.write("content/kelurahan/dago/catatan.docx", b"x")
    arguments = ["build", "--strict", "--root", str(folder.root), "--lang", "en", *CLOCK]
    code, out, _ = sitegen(capsys, *arguments)
    assert code == 1
    assert "warning[U014]" in out
    assert not (folder.root / "build" / "index.html").exists()


def test_problems_of_the_configuration_are_printed_and_exit_with_2(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("-- site.yml --\nnama: Kota Contoh\nalamat_situs: contoh.example\n")
    code, _, err = sitegen(capsys, "build", "--root", str(folder.root), "--lang", "en", *CLOCK)
    assert code == 2
    assert "site.yml:2:15: error[S004]: `contoh.example` is no address of a site" in err


def test_a_broken_theme_publishes_nothing_and_exits_with_3(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    folder.write("themes/kota/templates/report.html", "{{ titel }}")
    code, _, err = sitegen(capsys, "build", "--root", str(folder.root), "--lang", "en", *CLOCK)
    assert code == 3
    assert "templates/report.html:1: error[T003]" in err
    assert not (folder.root / "build" / "index.html").exists()


def test_an_output_folder_of_somebody_else_is_refused(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    foreign = tmp_path / "rumah"
    foreign.mkdir()
    (foreign / "surat.txt").write_text("penting")
    arguments = ["build", "--root", str(folder.root), "--output", str(foreign), *CLOCK]
    code, _, err = sitegen(capsys, *arguments)
    assert code == 2
    assert "[S014]" in err
    assert [path.name for path in foreign.iterdir()] == ["surat.txt"]


def test_clean_removes_the_output_and_the_state(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    sitegen(capsys, "build", "--root", str(folder.root), *CLOCK)
    code, out, _ = sitegen(capsys, "clean", "--root", str(folder.root), "--lang", "en")
    assert code == 0
    assert "Removed: the state in .sitegen/" in out
    assert not (folder.root / "build").exists()
    assert not (folder.root / ".sitegen").exists()


def test_clean_leaves_the_files_of_others_and_says_so(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    sitegen(capsys, "build", "--root", str(folder.root), *CLOCK)
    (folder.root / "build" / "kelurahan" / "CNAME").write_text("contoh.example")
    code, out, _ = sitegen(capsys, "clean", "--root", str(folder.root), "--lang", "en")
    build = folder.root / "build"
    assert (code, f"Left: 1 files in {build} that sitegen did not write\n" in out) == (0, True)
    left = [path.relative_to(build).as_posix() for path in build.rglob("*")]
    assert sorted(left) == [MARKER, "kelurahan", "kelurahan/CNAME"]
    code, _, _ = sitegen(capsys, "build", "--root", str(folder.root), *CLOCK)
    assert code == 0
    assert (build / "kelurahan" / "CNAME").read_text() == "contoh.example"


@pytest.mark.parametrize("lock", ["build", "serve"])
def test_clean_does_nothing_while_the_city_is_being_built_or_served(
    city: Make, capsys: pytest.CaptureFixture[str], lock: str
) -> None:
    folder = city(GOOD)
    sitegen(capsys, "build", "--root", str(folder.root), *CLOCK)
    state = state_path(folder.root, folder.root / "build").with_suffix(".lock")
    path = state if lock == "build" else folder.root / ".sitegen" / "serve.lock"
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.write("4711")
        handle.flush()
        code, _, err = sitegen(capsys, "clean", "--root", str(folder.root), "--lang", "en")
    assert code == 75
    assert "another build of this city is running (process 4711)" in err
    assert (folder.root / "build" / "index.html").is_file()
    code, out, _ = sitegen(capsys, "clean", "--root", str(folder.root), "--lang", "en")
    assert (code, "Removed: the state in .sitegen/" in out) == (0, True)


def test_clean_without_anything_to_remove_makes_nothing(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    code, out, _ = sitegen(capsys, "clean", "--root", str(folder.root), "--lang", "en")
    assert (code, out) == (0, f"Removed: 0 files in {folder.root / 'build'}\n")
    assert not (folder.root / ".sitegen").exists()


def test_an_unknown_unit_is_named_with_the_nearest_one(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    arguments = ["build", "--root", str(folder.root), "--unit", "dagoo", "--lang", "en", *CLOCK]
    code, _, err = sitegen(capsys, *arguments)
    assert code == 2
    assert "there is no unit `dagoo` in data/units.csv; the nearest is `dago`" in err


@pytest.mark.parametrize("arguments", [["bild"], ["build", "--jobs", "-1"], ["explain", "X999"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = sitegen(capsys, *arguments)
    assert code == 2
    assert "\nKesalahan: " in err


def test_explain_shows_a_wrong_and_a_right_example(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = sitegen(capsys, "explain", "f008", "--lang", "en")
    assert code == 0
    assert out.startswith("F008 (error: the file is held back; a warning")
    assert "Wrong:\n    tanggal: 31-02-2026" in out
    assert "Right:\n    tanggal: 2026-02-28" in out


def test_explain_of_a_file_says_why_it_is_not_on_the_site(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD + BROKEN)
    options = ["--root", str(folder.root), "--lang", "en", "--clock", "2026-11-21T12:00"]
    path = "content/kelurahan/dago/laporan/2026-11-04-rusak.md"
    code, out, _ = sitegen(capsys, "explain", path, *options)
    assert (code, out) == (
        0,
        (
            f"{path}\n"
            "activity report: kelurahan/dago\n"
            "It is held back because of its errors:\n"
            f"{path}:3:10: error[F008]: `tanggal: 31-02-2026` is no date\n"
            "   3 | tanggal: 31-02-2026\n"
            "     |          ^\n"
            "     = next step: write this in place of the line: `tanggal: 2026-11-04`\n"
            "The unit was never built.\n"
        ),
    )
    sitegen(capsys, "build", "--root", str(folder.root), *CLOCK)
    path = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
    folder.write(path, (folder.root / path).read_text() + "Lagi.\n")
    code, out, _ = sitegen(capsys, "explain", path, *options)
    lines = out.splitlines()
    assert lines[:3] == [path, "activity report: kelurahan/dago", "It is on the site."]
    assert re.fullmatch(
        r"The unit was last built \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: first build\.", lines[3]
    )
    assert lines[4:12] == [
        "The next build makes it anew: its files changed.",
        "Changed: 1",
        f"  {path}",
        "Makes: 1",
        "  kelurahan/dago/laporan/2026/11/posyandu/index.html",
        "Shown on: 1",
        "  /kelurahan/dago/laporan/2026/11/posyandu/",
        "Named in lists and feeds: 20",
    ]


def test_explain_as_json_has_every_field(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(GOOD)
    options = ["--root", str(folder.root), "--format", "json", "--clock", "2026-11-21T12:00"]
    path = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
    code, out, _ = sitegen(capsys, "explain", path, *options)
    assert code == 0
    assert json.loads(out) == {
        "schema": "explain",
        "version": 1,
        "path": path,
        "kind": "report",
        "status": "published",
        "unit": "kelurahan/dago",
        "date": "",
        "online": False,
        "problems": [],
        "outputs": ["kelurahan/dago/laporan/2026/11/posyandu/index.html"],
        "pages": ["/kelurahan/dago/laporan/2026/11/posyandu/"],
        "lists": [],
        "prepared": {},
        "sources": [],
        "target": "",
        "held_back": [],
        "waiting": [],
        "built": "",
        "reason": "",
        "stale": "new",
        "changed": [],
        "stale_units": 0,
    }


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            "content/kelurahan/dago/laporan/2026-11-03-posyando.md",
            "Error: There is no `content/kelurahan/dago/laporan/2026-11-03-posyando.md` in this city; the nearest is `content/kelurahan/dago/laporan/2026-11-03-posyandu.md`.\n",
        ),
        (
            "zzzz",
            "Error: There is no `zzzz` in this city; name a file, a unit's folder or an address.\n",
        ),
    ],
)
def test_explain_of_an_unknown_path_is_a_usage_error(
    city: Make, capsys: pytest.CaptureFixture[str], given: str, told: str
) -> None:
    folder = city(GOOD)
    code, _, err = sitegen(capsys, "explain", given, "--root", str(folder.root), "--lang", "en")
    assert (code, err.endswith(told)) == (2, True)


def test_template_times_go_to_standard_error_and_into_json(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    where = ["--root", str(folder.root), "--lang", "en", *CLOCK, "--template-metrics"]
    figures = tmp_path / "angka.json"
    code, out, err = sitegen(capsys, "build", *where, "--metrics", str(figures))
    assert (code, "report.html" in out) == (0, False)
    assert re.search(
        r"^report\.html +1 .* /kelurahan/dago/laporan/2026/11/posyandu/$", err, re.MULTILINE
    )
    assert "report.html" in {each["name"] for each in json.loads(figures.read_text())["templates"]}
    code, out, _ = sitegen(capsys, "build", *where, "--force", "--format", "json")
    report = json.loads(out)
    assert "report.html" in {each["name"] for each in report["figures"]["templates"]}
    assert report["figures"]["written"] == len(report["written"])


def test_list_names_drafts_with_their_paths(city: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(GOOD.replace("jenis: layanan", "jenis: layanan\ndraf: ya"))
    code, out, _ = sitegen(capsys, "list", "draf", "--root", str(folder.root), *CLOCK)
    assert (code, out) == (0, "content/kelurahan/dago/laporan/2026-11-03-posyandu.md\t-\n")


def test_a_new_city_builds_without_any_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "contoh"
    given = ("--name", "Kota Dua", "--base-url", "https://dua.example")
    code, out, _ = sitegen(capsys, "new", "city", str(folder), *given, "--lang", "en")
    assert (code, "Made: " in out) == (0, True)
    code, out, _ = sitegen(capsys, "build", "--strict", "--root", str(folder), "--jobs", "1")
    assert code == 0


def test_new_city_leaves_a_folder_that_is_not_empty_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "surat.txt").write_text("penting")
    code, _, err = sitegen(capsys, "new", "city", str(tmp_path))
    assert (code, "[S019]" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]


def test_a_new_report_is_a_draft_that_checks_without_an_error(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    root = ["--root", str(folder.root)]
    code, _, _ = sitegen(
        capsys, "new", "laporan", "dago", 'Pasar "Kaget": dibuka', "--date", "2026-11-05",
        "--kind", "layanan", "--topic", "ekonomi-umkm", *root,
    )  # fmt: skip
    path = "content/kelurahan/dago/laporan/2026/2026-11-05-pasar-kaget-dibuka.md"
    assert code == 0
    assert (folder.root / path).is_file()
    code, out, _ = sitegen(capsys, "check", "--drafts", "--strict", *root, *CLOCK)
    assert code == 0, out


def test_new_reports_of_one_title_get_free_names_in_their_month(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    root = ["--root", str(folder.root)]
    command = ["new", "laporan", "dago", "Jumat bersih", "--kind", "layanan", *root, "--date"]
    days = ("2026-02-06", "2026-02-13", "2026-02-20", "2026-03-06")
    assert [sitegen(capsys, *command, day)[0] for day in days] == [0] * 4
    made = folder.root / "content/kelurahan/dago/laporan/2026"
    assert {path.name for path in made.glob("*jumat*")} == {
        "2026-02-06-jumat-bersih.md",
        "2026-02-13-jumat-bersih-13.md",
        "2026-02-20-jumat-bersih-20.md",
        "2026-03-06-jumat-bersih.md",
    }
    (made / "2026-02-13-jumat-bersih-13.md").write_text("---\nslug: jumat-bersih-27\n---\n")
    assert sitegen(capsys, *command, "2026-02-27")[0] == 0
    assert (made / "2026-02-27-jumat-bersih-2.md").exists()
    code, out, _ = sitegen(capsys, "check", "--drafts", *root, *CLOCK)
    assert "[M008]" not in out
    code, _, err = sitegen(capsys, *command, "2026-02-06")
    assert (code, "[S020]" in err) == (2, True)


def test_a_copied_table_gets_a_name_that_no_other_table_has(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    data = folder.root / "content/kelurahan/dago/data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "Kunjungan Warga.xlsx").write_bytes(b"")
    table = tmp_path / "kunjungan-warga.csv"
    table.write_text("bulan,warga\nJanuari,80\nFebruari,90\n")
    command = ["new", "data", "dago", "--from", str(table), "--root", str(folder.root)]
    assert sitegen(capsys, *command)[0] == 0
    assert (data / "kunjungan-warga-2.csv").exists()


def test_a_new_report_of_an_unknown_kind_names_the_kinds(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    arguments = ["new", "laporan", "dago", "Judul", "--kind", "pesta", "--root", str(folder.root)]
    code, _, err = sitegen(capsys, *arguments)
    assert (code, "[S021]" in err, "layanan, pembangunan" in err) == (2, True, True)


def test_a_new_dataset_describes_the_columns_of_the_given_table(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    table = tmp_path / "kunjungan.csv"
    table.write_text("tahun,jumlah kunjungan\n2024,80\n2025,90\n")
    arguments = ["--from", str(table), "--title", "Kunjungan", "--root", str(folder.root)]
    code, _, _ = sitegen(capsys, "new", "data", "dago", *arguments)
    assert code == 0
    text = (folder.root / "content/kelurahan/dago/data/kunjungan.yml").read_text()
    assert "- nama: jumlah kunjungan\n    judul: Jumlah kunjungan\n    tipe: bulat" in text
    assert "jenis: garis" in text
    code, out, _ = sitegen(capsys, "check", "--root", str(folder.root), *CLOCK)
    assert code == 0, out


def test_a_new_unit_gets_its_folder_and_its_row_in_the_register(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    options = ["--name", "Cipaganti", "--code", "32.73.02.1001", "--parent", "coblong"]
    code, _, _ = sitegen(
        capsys, "new", "unit", "kelurahan/cipaganti", *options, "--root", str(folder.root)
    )
    assert code == 0
    assert (folder.root / "content/kelurahan/cipaganti/unit.yml").is_file()
    register = (folder.root / "data/units.csv").read_text()
    assert register.endswith("cipaganti,kelurahan,Cipaganti,32.73.02.1001,coblong,,aktif\n")


def test_a_new_unit_that_does_not_fit_the_register_changes_nothing(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    before = (folder.root / "data/units.csv").read_bytes()
    options = ["--name", "Baru", "--code", "32.73.02.1004", "--parent", "coblog"]
    code, _, err = sitegen(
        capsys, "new", "unit", "kelurahan/baru", *options, "--root", str(folder.root)
    )
    assert code == 2
    assert "[U010]" in err
    assert "[U011]" in err
    assert (folder.root / "data/units.csv").read_bytes() == before


def test_without_a_terminal_a_missing_answer_is_a_usage_error(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    code, _, err = sitegen(
        capsys, "new", "laporan", "dago", "--root", str(folder.root), "--lang", "en"
    )
    assert (code, "Title of the report is missing: give it with JUDUL." in err) == (2, True)


def test_github_annotations_escape_what_would_end_them() -> None:
    where = Where(path="content/a,b.md", line=3, column=4, field="judul")
    problem = Problem(code="F008", where=where, params=(("key", "judul"), ("found", "50%\nx")))
    assert as_github(problem, translator("en")) == (
        "::error file=content/a%2Cb.md,line=3,col=4,title=F008::"
        "`judul: 50%25␊x` is no date%0Anext step: "
        "write the date after `judul:` as year-month-day, with four, two and two digits"
    )


def test_a_problem_of_a_table_names_row_and_column() -> None:
    where = Where(path="data/a.csv", row=14, field="jumlah")
    problem = Problem(code="D009", where=where, params=(("column", "jumlah"),))
    assert as_text(problem, translator("en")).startswith("data/a.csv: row 14, column jumlah: ")


def imported(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has imported after running `code`."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n"))


def test_help_imports_nothing_heavy() -> None:
    modules = imported("from sitegen.cli.main import run\nrun(['--help', '--lang', 'id'])")
    assert not modules & {"pandas", "altair", "babel", "jinja2", "rich", "PIL", "yaml", "numpy"}


def test_help_takes_less_than_a_third_of_a_second_of_work(tmp_path: Path) -> None:
    # Processor time of the child, not the clock on the wall: other tests run at the same time.
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'sitegen', '--help'], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(done.returncode, used.ru_utime + used.ru_stime)\n"
    )
    seconds = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        status, used = done.stdout.split()
        assert status == "0"
        seconds.append(float(used))
    assert min(seconds) < 0.3


def test_on_a_terminal_new_asks_for_what_is_missing(city: Make) -> None:
    folder = city(GOOD)
    command = [sys.executable, "-m", "sitegen", "new", "laporan", "dago"]
    ours, theirs = pty.openpty()
    try:
        asked = subprocess.Popen(
            [*command, "--root", str(folder.root), "--date", "2026-11-20", "--lang", "en"],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        # The title, then return for every question that has a default.
        os.write(ours, b"Kerja bakti RW 04\n\n\n\n\n")
        printed, _ = asked.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert asked.returncode == 0, printed
    assert "Title of the report" in printed
    made = folder.root / "content/kelurahan/dago/laporan/2026/2026-11-20-kerja-bakti-rw-04.md"
    assert "judul: Kerja bakti RW 04\n" in made.read_text(encoding="utf-8")


def test_a_build_without_charts_and_tables_imports_neither_pandas_nor_altair(city: Make) -> None:
    folder = city(GOOD)
    arguments = ["build", "--root", str(folder.root), *CLOCK]
    modules = imported(f"from sitegen.cli.main import run\nassert run({arguments!r}) == 0")
    assert not modules & {"pandas", "altair", "numpy", "vl_convert"}
    assert (folder.root / "build" / "index.html").is_file()


@pytest.mark.parametrize(
    "command", [["-m", "sitegen"], [str(Path(sys.executable).parent / "sitegen")]]
)
def test_python_files_in_the_citys_folder_never_run(city: Make, command: list[str]) -> None:
    folder = city(GOOD + GOOD.replace("kelurahan/dago", "kelurahan/sekeloa"))
    trap = "open('terjebak', 'w').close()\n"
    for name in ("yaml", "selectors", "jinja2", "cmarkgfm", "pandas"):
        folder.write(f"{name}.py", trap)
    program = [sys.executable, *command] if command[0] == "-m" else command
    done = subprocess.run(
        [*program, "build", "--clock", "2026-11-21", "--jobs", "2"],
        cwd=folder.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (folder.root / "terjebak").exists()


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        (["check", "--clock", "0001-01-01"], "YYYY-MM-DD[THH:MM]"),
        (["check", "--clock", "9999-12-31"], "YYYY-MM-DD[THH:MM]"),
        (["new", "laporan", "dago", "A", "--date", "31-02-2026"], "YYYY-MM-DD[THH:MM]"),
        (["list", "unit", "--silent-since", "2026-02-30"], "YYYY-MM-DD"),
    ],
)
def test_an_option_that_is_no_date_is_answered_with_the_form(
    capsys: pytest.CaptureFixture[str], arguments: list[str], form: str
) -> None:
    code, _, err = sitegen(capsys, *arguments, "--lang", "en")
    assert code == 2
    assert f"`{arguments[-1]}` is no date of the years 1900 to 2999 in the form {form}." in err


@pytest.mark.parametrize("command", [["check"], ["clean"], ["new", "workflow", "github"]])
def test_a_root_that_is_not_there_is_a_usage_error_and_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    root = tmp_path / "tidak-ada"
    code, _, err = sitegen(capsys, *command, "--root", str(root), "--lang", "en")
    assert (code, f"'{root}' does not exist" in err, root.exists()) == (2, True, False)


def test_a_folder_without_a_city_is_named_as_such_before_its_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--root", str(tmp_path), "--lang", "en")
    code, _, err = sitegen(capsys, "list", "unit", "--kind", "skpd", *given)
    assert (code, "error[S001]" in err, "U001" in err) == (2, True, False)


def test_a_next_step_with_a_folder_can_be_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kota saya"
    code, out, _ = sitegen(capsys, "new", "city", str(folder), "--lang", "en")
    assert (code, f'Next: cd "{folder}" && sitegen build' in out) == (0, True)


def test_no_sign_of_a_path_reaches_the_terminal_that_it_would_obey(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    odd = "content/\x1b[31mmerah\a\u202e\u2028"
    code, _, err = sitegen(capsys, "explain", odd, "--root", str(folder.root), "--lang", "en")
    assert (code, "`content/\u241b[31mmerah\u2407\ufffd\ufffd`" in err) == (2, True)
    name = "content/kelurahan/dago/laporan/a\u2028b.txt"
    folder.write(name, "x")
    code, out, _ = sitegen(capsys, "explain", name, "--root", str(folder.root), "--lang", "en")
    assert (code, "a\ufffdb.txt" in out, "\u2028" in out) == (0, True, False)


def test_a_table_that_cannot_be_copied_is_told_where_it_is(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    table = tmp_path / "kunjungan.csv"
    table.write_text("bulan,kunjungan\n")
    given = ("--from", str(table), "--root", str(folder.root), "--lang", "en")
    code, _, err = sitegen(capsys, "new", "data", "dago", *given)
    assert (code, f"{table}: error[D004]" in err or f"{table}: row 1: error[D004]" in err) == (
        2,
        True,
    )
    assert not (folder.root / "content/kelurahan/dago/data").exists()


def test_a_parent_that_is_like_no_kecamatan_is_answered_with_one_of_them(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(GOOD)
    given = ("--name", "Baru", "--code", "32.73.02.1009", "--parent", "xyz")
    root = ("--root", str(folder.root), "--lang", "en")
    code, _, err = sitegen(capsys, "new", "unit", "kelurahan/baru", *given, *root)
    assert (code, "such as `coblong`" in err) == (2, True)


def test_a_notice_until_the_last_day_of_the_calendar_is_published(city: Make) -> None:
    folder = city(GOOD.replace("jenis: layanan", "jenis: layanan\nkedaluwarsa: 9999-12-31"))
    assert folder.build().held_back == ()
    assert "84 balita" in folder.read("/kelurahan/dago/laporan/2026/11/posyandu/")
