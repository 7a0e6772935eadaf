"""Commands of the README and the docs: each runs as it is pasted, or stands here with a reason."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli.main import run
from tests.handed_in import package
from tests.test_panduan import Block, blocks_of, without_blocks

ROOT = Path(__file__).resolve().parent.parent
GENERATED = {"docs/commands.md", "docs/problems.md", "docs/panduan/pesan.md"}
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md"))
    if path.relative_to(ROOT).as_posix() not in GENERATED
)
# By how a command begins: why it is not run here.
NOT_RUN = {
    "./scripts/build": "makes an environment from the network; what it runs is `sitegen build`",
    "./scripts/test": "runs these tests",
    ".venv/bin/python -m pip": "adds to an environment from the network",
    "dask ": "a scheduler and its workers run until they are stopped",
    "sitegen build --executor": "needs that scheduler",
    "git -C ../kota-bersih.git filter-repo": "a program of its own, which rewrites history",
    "goaccess ": "a program of its own, on the log of a web server",
    "code=0; sitegen build": "what brings the site to its host is the city's own",
    "sitegen check --base": "a part of a command, which is named",
    "sitegen new city --owner": "a part of a command, which is named",
}
_SHELL = {"console", "bash", "sh"}
# In a block of text only lines that are nothing but a command of ours.
_OURS = re.compile(r"sitegen (?:build|check|clean|explain|list|new|serve)\b[^:]*")
# In a sentence a command of ours with something to run it on; without, the command is only named.
_IN_PROSE = re.compile(r"`((?:\.venv/bin/)?sitegen (?:new [a-z]+|(?!new )[a-z]+) [^`]+)`")
# In a shell: all commands of the page that strangers paste first, and elsewhere those that need one.
# A plain command is its words, whoever hands them over, and a new process for each takes a second.
IN_A_SHELL = {"README.md"}
_PLAIN = re.compile(r"(?:\.venv/bin/)?sitegen [^$|><&;*~`\\(){}\[\]#?!\n]+")
# What stands for something else: FILE, {address}, github|gitlab, "..."
_PLACE = re.compile(r"\b[A-Z]{3,}\b|[{|]|\.\.\.")


def commands(page: str) -> list[str]:
    """Return the commands in the blocks of a page, then those in its sentences, each in order.

    Continued lines are joined.
    """
    text = (ROOT / page).read_text(encoding="utf-8")
    pasted = [command for block in blocks_of(page, text) for command in commands_of(block)]
    sentences = " ".join(without_blocks(text).split())
    named = [found for found in _IN_PROSE.findall(sentences) if not _PLACE.search(found)]
    return pasted + named


def commands_of(block: Block) -> list[str]:
    lines = [line.strip() for line in block.text.replace("\\\n", " ").split("\n")]
    if block.info == "console":
        return [line[2:] for line in lines if line.startswith("$ ")]
    if block.info in _SHELL:
        return [line for line in lines if line and line[0] != "#"]
    return [line for line in lines if block.info == "text" and _OURS.fullmatch(line)]


def reason(command: str) -> str:
    """Return why a command is not run, or ""."""
    return next((why for start, why in NOT_RUN.items() if command.startswith(start)), "")


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a city in git that has the units that the docs speak of, and its origin."""
    home = tmp_path_factory.mktemp("pola")
    folder = home / "kota"
    given = ["--name", "Kota Dua", "--base-url", "https://dua.example", "--owner", "@kominfo"]
    assert run(["new", "city", str(folder), *given]) == 0
    register = folder / "data/units.csv"
    text = register.read_text(encoding="utf-8")
    text += "sukamaju,kecamatan,Sukamaju,99.99.01,,,aktif\nmekarsari,kelurahan,Mekarsari,99.99.01.1001,sukamaju,,aktif\n"
    text += "coblong,kecamatan,Coblong,99.99.02,,,aktif\ndago,kelurahan,Dago,99.99.02.1001,coblong,,aktif\n"
    register.write_text(text, encoding="utf-8")
    owners = folder / "data/pemilik.yml"
    owners.write_text('kota: ["@kominfo"]\nunit:\n  kelurahan/dago: ["@kel-dago"]\n')
    assert run(["new", "unit", "--all", "--root", str(folder)]) == 0
    data = folder / "content/kelurahan/mekarsari/data"
    (data / "kehadiran-per-rt.csv").write_text("rt,hadir\nRT 01,12\nRT 02,15\n")
    report = (
        folder / "content/kelurahan/mekarsari/laporan/2026/2026-01-12-kerja-bakti-saluran-air.md"
    )
    report.parent.mkdir(parents=True)
    report.write_text(
        "---\njudul: Kerja bakti\ntanggal: 2026-01-12\njenis: layanan\n---\nSaluran bersih.\n"
    )
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("init", "-q", "--bare", "-b", "main", "../asal.git"),
        ("remote", "add", "origin", str(home / "asal.git")),
        ("add", "-A"),
        ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "awal"),
        ("push", "-q", "origin", "main"),
        ("checkout", "-q", "-b", "usulan"),
        ("config", "user.name", "Kominfo"),
        ("config", "user.email", "kominfo@dua.example"),
    ):
        subprocess.run(("git", *arguments), cwd=folder, check=True, capture_output=True)
    (home / "meja").mkdir()
    (home / "meja/meja.yml").write_text(
        "masuk:\n  alamat: https://meja.bandung.example\n  tautan: {berlaku_hari: 180}\n"
    )
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
    (folder / "daftar-skpd.csv").write_text("nama\nDinas Sosial\nDinas Pertanian\n")
    (folder / "kiriman-dago-20261130-1000.zip").write_bytes(package())
    (folder / "kegiatan.csv").write_text(
        "judul,tanggal,isi\nKerja bakti,2025-11-07,Saluran bersih.\n"
    )
    beside = (".venv", "daftar-skpd.csv", "kegiatan.csv", "*.zip", "")
    (folder / ".git/info/exclude").write_text("\n".join(beside))
    return home


@pytest.fixture
def made(tmp_path: Path, pattern: Path) -> Path:
    """A copy of that city for one test, in a place like a clone of this one."""
    shutil.copytree(pattern, tmp_path, symlinks=True, dirs_exist_ok=True)
    folder = tmp_path / "kota"
    git = ("git", "remote", "set-url", "origin", str(tmp_path / "asal.git"))
    subprocess.run(git, cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
def test_commands_of_a_page_run_as_they_are_pasted(
    page: str, made: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(made)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for command in commands(page):
        if reason(command):
            continue
        if page not in IN_A_SHELL and _PLAIN.fullmatch(command):
            code = run(shlex.split(command)[1:])
        else:
            shell = ["bash", "-c", command]
            code = subprocess.run(shell, stdin=subprocess.DEVNULL, check=False).returncode
        said = capfd.readouterr()
        assert code == 0, f"{command}\n{said.out}{said.err}"


def test_each_reason_not_to_run_a_command_is_needed() -> None:
    every = [command for page in PAGES for command in commands(page)]
    assert [start for start in NOT_RUN if not any(c.startswith(start) for c in every)] == []
    assert sum(not reason(command) for command in every) >= 9


def test_the_guide_shows_the_report_that_its_command_makes(made: Path) -> None:
    guide = (ROOT / "docs/panduan/laporan-pertama.md").read_text(encoding="utf-8")
    shown = [b.text for b in blocks_of("laporan-pertama.md", guide) if b.info == "text"]
    (command,) = [text for text in shown if text.strip().startswith("sitegen new laporan")]
    subprocess.run(
        [Path(sys.executable).parent / "sitegen", *shlex.split(command)[1:]],
        cwd=made,
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    (file,) = (made / "content/kelurahan/mekarsari/laporan").rglob("2026-11-12-*.md")
    text = file.read_text(encoding="utf-8")
    assert any(
        "".join(line.removeprefix("   ") + "\n" for line in block.split("\n")[:-1]) == text
        for block in shown
    )


@pytest.mark.parametrize(
    ("command", "plain"),
    [
        ("sitegen build --verify", True),
        ('.venv/bin/sitegen new laporan dago "Gang terang" --date 2026-11-12', True),
        ("sitegen list owners > CODEOWNERS", False),
        ("cd kota && sitegen build", False),
        ("sitegen theme check   # before each commit", False),
        ("sitegen explain *.md", False),
        ("sitegen build --root $KOTA", False),
        ("sitegen build &", False),
    ],
)
def test_a_command_is_plain_that_a_shell_only_splits_into_words(
    command: str, *, plain: bool
) -> None:
    assert (_PLAIN.fullmatch(command) is not None) == plain


def test_the_readme_leads_to_the_guide_in_its_first_lines() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")[:5]
    assert "docs/panduan/README.md" in "".join(first)
