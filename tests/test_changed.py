"""What a check of a change counts: the problems of its files, and those that it brings about."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli.main import run
from sitegen.engine.parallel import Task, attempt
from sitegen.model import UnitResult
from tests.conftest import SITE
from tests.repository import DAGO, OWNERS, REPORT, SEKELOA, Repository, repository

ONE = "Checked what the change touches: 1 of 4 units.\n"
BROKEN = SEKELOA.replace("posyandu", "rusak")
WRONG = REPORT.replace("tanggal: 2026-11-03", "tanggal: kemarin")
CHANGED = REPORT.replace("84", "85")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A city whose main branch has a broken report of Sekeloa, and where a change begins."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    made = repository(tmp_path / "kota")
    made.write(BROKEN, WRONG)
    settle(made)
    return made


def settle(repo: Repository) -> None:
    """Make what the working tree holds part of the main branch."""
    repo.commit()
    repo.git("branch", "-f", "main", "HEAD")


def check(
    repo: Repository, capsys: pytest.CaptureFixture[str], who: str = "@dago", form: str = "text"
) -> tuple[int, str, str]:
    given = ("--author", who, "--base", "main", "--format", form, "--lang", "en", "--jobs", "1")
    code = run(["check", "--root", str(repo.folder), "--clock", "2026-11-21", *given])
    return code, *capsys.readouterr()


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_a_mistake_of_other_units_is_not_even_looked_for(
    repo: Repository, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    repo.write(DAGO, CHANGED)
    code, out, err = check(repo, capsys, form=form)
    assert (code, ONE in (out if form == "text" else err)) == (0, True)
    assert "F008" not in out + err
    assert BROKEN not in out + err
    if form == "json":
        assert json.loads(out)["problems"] == []


def test_a_mistake_of_the_change_fails_it(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO, WRONG)
    code, out, _ = check(repo, capsys)
    assert (code, f"{DAGO}:3:10: error[F008]" in out, BROKEN in out) == (1, True, False)


def test_an_old_mistake_beside_a_changed_file_is_not_counted(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO.replace("posyandu", "lama"), WRONG)
    settle(repo)
    repo.write(DAGO, CHANGED)
    code, out, _ = check(repo, capsys)
    assert (code, f"{ONE}1 problem of other files is not counted\n" in out) == (0, True)


def test_what_a_change_breaks_in_other_files_is_counted(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    target = "/kelurahan/dago/laporan/2026/11/posyandu/"
    repo.write(SEKELOA, REPORT + f"\nLihat [Dago]({target}).\n")
    repo.write(DAGO.replace("posyandu", "foto"), REPORT.replace("jenis", "foto: a.jpg\njenis"))
    (repo.folder / DAGO).with_name("a.jpg").write_bytes(b"bukan gambar")
    settle(repo)
    (repo.folder / DAGO).unlink()
    (repo.folder / DAGO).with_name("a.jpg").unlink()
    code, out, _ = check(repo, capsys)
    assert (code, "warning[G001]" in out, "warning[M007]" in out) == (1, True, True)
    assert "1 problem of other files is not counted" in out
    assert "[F008]" not in out


def test_a_change_of_the_city_answers_for_what_it_breaks_everywhere(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("site.yml", SITE + "slogan: Kota\n")
    code, out, _ = check(repo, capsys, "@kominfo")
    assert (code, "1 problem of other files" in out) == (0, True)
    units = (repo.folder / "data/units.csv").read_text(encoding="utf-8")
    kept = [line for line in units.splitlines() if not line.startswith("sekeloa,")]
    repo.write("data/units.csv", "\n".join(kept) + "\n")
    code, out, _ = check(repo, capsys, "@kominfo")
    assert (code, "[U013]" in out) == (1, True)


def test_an_exception_without_the_key_fails_no_change(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITEGEN_KUNCI_IZIN", raising=False)
    donation = DAGO.replace("posyandu", "donasi")
    repo.write(donation, REPORT + "\nRekening BJB 0012345678901.\n")
    keys = {"jenis": "rekening", "alasan": "SK", "peninjau": "Kominfo", "sidik": "b" * 24}
    entry = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    repo.write("data/izin-data-pribadi.yml", f"- berkas: {donation}\n{entry}")
    settle(repo)
    repo.write(DAGO, CHANGED)
    code, out, _ = check(repo, capsys)
    assert (code, "problem of other files" in out) == (0, False), out


def test_a_base_that_cannot_be_checked_forgives_nothing_that_may_be_new(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write(DAGO.replace("posyandu", "lama"), WRONG)
    settle(repo)
    repo.write(DAGO, CHANGED)

    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("sitegen.engine.before.checked_out", fails)
    code, out, _ = check(repo, capsys)
    assert (code, DAGO.replace("posyandu", "lama") in out) == (1, True)
    assert BROKEN not in out


FOR_LINK = "/kelurahan/dago/laporan/2026/11/posyandu/"
TABLE = "content/kelurahan/dago/data/warga.csv"
PAGE = "content/kelurahan/dago/halaman/layanan.md"
STANDING = "---\njudul: Layanan\n---\nIsi halaman.\n\n## Syarat\n\nKTP.\n"


def moved(repo: Repository) -> None:
    (repo.folder / DAGO).rename(repo.folder / DAGO.replace("posyandu", "timbang"))


def corrected(repo: Repository) -> None:
    repo.write(DAGO, REPORT.replace("2026-11-03", "2026-10-03"))


def hidden(repo: Repository) -> None:
    repo.write(DAGO, REPORT.replace("jenis", "draf: ya\njenis"))


def without_folder(repo: Repository) -> None:
    shutil.rmtree(repo.folder / "content/kelurahan/dago")


def without_table(repo: Repository) -> None:
    (repo.folder / TABLE).unlink()


def without_page(repo: Repository) -> None:
    (repo.folder / PAGE).unlink()


def unregistered(repo: Repository) -> None:
    units = (repo.folder / "data/units.csv").read_text(encoding="utf-8")
    kept = [line for line in units.splitlines() if not line.startswith("dago,")]
    repo.write("data/units.csv", "\n".join(kept) + "\n")


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (moved, {("M024", FOR_LINK)}),
        (corrected, {("M025", FOR_LINK)}),
        (hidden, {("S055", FOR_LINK)}),
        (without_table, {("M030", "/kelurahan/dago/data/warga/")}),
        (without_page, {("M024", "/kelurahan/dago/halaman/layanan/")}),
        *(
            (
                change,
                {
                    ("M024", FOR_LINK),
                    ("M030", "/kelurahan/dago/data/warga/"),
                    ("M024", "/kelurahan/dago/halaman/layanan/"),
                },
            )
            for change in (without_folder, unregistered)
        ),
    ],
)
def test_each_address_that_a_change_removes_is_named(
    repo: Repository,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Repository], None],
    told: set[tuple[str, str]],
    *,
    committed: bool,
) -> None:
    repo.write(TABLE, "tahun,warga\n2024,10\n2025,12\n")
    repo.write(PAGE, STANDING)
    settle(repo)
    change(repo)
    if committed:
        repo.commit()
        if change in {moved, corrected}:
            told = set()  # git leads from the old address to the new one
    code, out, _ = check(repo, capsys, "@kominfo", form="json")
    found = json.loads(out)["problems"]
    gone = {p["code"]: p for p in found if p["code"] in {"M024", "M025", "M030", "S055"}}
    assert {
        (p["code"], re.sub(r"[^/]*(/\S*/).*", r"\1", p["message"]))
        for p in found
        if p["code"] in gone
    } == told
    assert ("S042" in {p["code"] for p in found}) == (change in {without_folder, unregistered})
    # What is removed on purpose fails no check; a folder that nobody registers does.
    assert code == (1 if change is unregistered else 0), out


def test_a_change_that_empties_most_of_the_city_is_refused(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (DAGO, SEKELOA):
        for n in range(12):
            repo.write(path.replace("posyandu", f"posyandu-{n}"))
    (repo.folder / BROKEN).unlink()
    settle(repo)
    for unit in ("dago", "sekeloa"):
        shutil.rmtree(repo.folder / "content/kelurahan" / unit)
    code, out, _ = check(repo, capsys, "@kominfo")
    assert (code, "content: error[S041]: 2 of 2 units would vanish" in out) == (1, True), out


@pytest.mark.parametrize(
    ("link", "change"),
    [
        (FOR_LINK, moved),
        ("https://contoh.example" + FOR_LINK, moved),
        (FOR_LINK.rstrip("/"), corrected),
        ("/kelurahan/dago/halaman/layanan/#syarat", without_page),
        ("/kelurahan/dago/data/warga/warga.csv", without_table),
    ],
)
def test_a_link_of_another_unit_that_a_change_breaks_fails_it(
    repo: Repository,
    capsys: pytest.CaptureFixture[str],
    link: str,
    change: Callable[[Repository], None],
) -> None:
    repo.write(TABLE, "tahun,warga\n2024,10\n2025,12\n")
    repo.write(PAGE, STANDING)
    repo.write(
        SEKELOA, REPORT + f"\nLihat [Dago]({link}) dan [lama](/kelurahan/dago/tidak-ada/).\n"
    )
    settle(repo)
    repo.write(DAGO, CHANGED)
    assert check(repo, capsys)[0] == 0
    change(repo)
    code, out, _ = check(repo, capsys)
    assert (code, out.count("M007")) == (1, 1), out
    assert f"{SEKELOA}:8:" in out


def test_a_heading_that_others_link_to_is_missed(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(PAGE, STANDING)
    repo.write(SEKELOA, REPORT + "\nLihat [syarat](/kelurahan/dago/halaman/layanan/#syarat).\n")
    settle(repo)
    repo.write(PAGE, STANDING.replace("Syarat", "Berkas"))
    code, out, _ = check(repo, capsys)
    assert (code, f"{SEKELOA}:8:16: warning[M019]" in out) == (1, True), out


def test_a_link_of_the_footer_that_a_change_breaks_fails_it(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write("site.yml", SITE + f"tautan_kaki:\n  - {{nama: Posyandu, tautan: {FOR_LINK}}}\n")
    settle(repo)
    moved(repo)
    code, out, _ = check(repo, capsys)
    assert (code, "site.yml" in out, "[M007]" in out) == (1, True, True), out


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("/kelurahan/sekeloa/", 0),
        ("/kelurahan/sekeloa/laporan/2026/11/posyandu/", 0),
        ("/arsip/2026/11/", 0),
        ("/kelurahan/sekeloa/laporan/2026/11/rusak/", 1),
        ("/kelurahan/tidak-ada/", 1),
        ("/arsip/2025/", 1),
        ("/tidak-ada/", 1),
    ],
)
def test_a_link_of_a_changed_file_is_followed_wherever_it_leads(
    repo: Repository, capsys: pytest.CaptureFixture[str], link: str, code: int
) -> None:
    repo.write(DAGO, CHANGED + f"\nLihat [ini]({link}).\n")
    found, out, _ = check(repo, capsys)
    assert (found, "[M007]" in out) == (code, bool(code)), out
    assert BROKEN not in out


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The units that are made, in order."""
    found: list[str] = []

    def noted(task: Task, *rest: Any) -> UnitResult:
        found.append(task.source.entry.key)
        return attempt(task, *rest)

    monkeypatch.setattr("sitegen.engine.parallel.attempt", noted)
    return found


def test_a_change_makes_only_what_it_touches_as_it_was_and_as_it_is(
    repo: Repository, capsys: pytest.CaptureFixture[str], made: list[str]
) -> None:
    repo.write(DAGO, CHANGED)
    assert check(repo, capsys)[0] == 0
    assert made == ["kelurahan/dago"] * 2
    repo.write("README.md", "Baca saya.")
    repo.git("checkout", "-q", "--", DAGO)
    made.clear()
    assert check(repo, capsys, "@kominfo")[0] == 0
    assert made == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("data/pemilik.yml", OWNERS + "  kecamatan/coblong: ['@kec']\n", []),
        ("data/peta-ubin.csv", "kode_wilayah,baris,kolom\n", []),
        ("site.yml", SITE + "slogan: Kota\n", ["all", "kelurahan/sekeloa"]),
        ("themes/kota/assets/kota.css", "main { max-width: 60rem; }\n", ["all"]),
    ],
)
def test_a_file_of_the_city_makes_those_that_read_it_and_once_more_only_those_in_doubt(
    repo: Repository,
    capsys: pytest.CaptureFixture[str],
    made: list[str],
    path: str,
    text: str,
    expected: list[str],
) -> None:
    repo.write(path, text)
    code, out, _ = check(repo, capsys, "@kominfo")
    assert code == 0, out
    everything = ["kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa", "skpd/dinkes"]
    more = [key for key in expected if key != "all"]
    both = ["kelurahan/sekeloa"] if "all" in expected else []
    assert sorted(made) == sorted([*(everything if "all" in expected else []), *(more or both)])


def test_a_renamed_unit_makes_its_family_and_no_other(
    repo: Repository, capsys: pytest.CaptureFixture[str], made: list[str]
) -> None:
    units = (repo.folder / "data/units.csv").read_text(encoding="utf-8")
    repo.write("data/units.csv", units.replace("Dago", "Dago Baru"))
    assert check(repo, capsys, "@kominfo")[0] == 0
    assert "skpd/dinkes" not in made
    assert made.count("kelurahan/dago") == 2


def test_a_merge_a_detached_head_and_a_folder_of_the_city_are_checked_alike(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO, WRONG)
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(SEKELOA, WRONG)
    repo.commit()
    repo.git("checkout", "-q", "--detach", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "gabung", "usulan")
    code, out, _ = check(repo, capsys)
    assert (code, f"{DAGO}:3:10: error[F008]" in out, SEKELOA in out) == (1, True, False)


def test_a_shallow_clone_says_what_it_lacks(
    repo: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(DAGO, CHANGED)
    repo.commit()
    repo.git("clone", "-q", "--depth=1", "--no-single-branch", repo.folder.as_uri(), "../dangkal")
    shallow = Repository(tmp_path / "dangkal")
    given = ("--root", str(shallow.folder), "--author", "@dago", "--base", "origin/main")
    assert run(["check", *given, "--lang", "en"]) == 2
    assert "error[U029]" in capsys.readouterr().err


def test_an_exception_without_the_key_is_a_note_for_a_change_of_its_file(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITEGEN_KUNCI_IZIN", raising=False)
    donation = DAGO.replace("posyandu", "donasi")
    money = REPORT + "\nRekening BJB 0012345678901.\n"
    keys = {"jenis": "rekening", "alasan": "SK", "peninjau": "Kominfo", "sidik": "b" * 24}
    entry = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    repo.write(donation, money)
    repo.write("data/izin-data-pribadi.yml", f"- berkas: {donation}\n{entry}")
    settle(repo)
    repo.write(donation, money.replace("84", "85"))
    code, out, _ = check(repo, capsys)
    assert (code, "warning[S057]" in out, "[P004]" in out) == (0, True, False), out
    repo.write(DAGO, money)  # no exception names this file
    code, out, _ = check(repo, capsys)
    assert (code, f"{DAGO}:8:14: error[P004]" in out) == (1, True), out
    assert "0012345678901" not in out
