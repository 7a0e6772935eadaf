"""What a check of a change counts: the problems of its files, and those that it brings about."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sitegen.cli.main import run
from tests.conftest import SITE
from tests.repository import DAGO, REPORT, SEKELOA, Repository, repository

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
def test_a_mistake_of_others_fails_no_change_and_is_one_line(
    repo: Repository, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    repo.write(DAGO, CHANGED)
    code, out, err = check(repo, capsys, form=form)
    line = "1 problem of other files is not counted\n"
    assert (code, line in (out if form == "text" else err)) == (0, True)
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
    assert (code, "2 problems of other files are not counted" in out) == (0, True)


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
    assert "2 problems of other files are not counted" in out


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
    assert (code, "3 problems of other files are not counted" in out) == (0, True), out


def test_a_base_that_cannot_be_checked_forgives_nothing_that_may_be_new(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write(DAGO.replace("posyandu", "lama"), WRONG)
    settle(repo)
    repo.write(DAGO, CHANGED)

    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("sitegen.cli.changed.run_git", fails)
    code, out, _ = check(repo, capsys)
    assert (code, "1 problem of other files" in out) == (1, True)
