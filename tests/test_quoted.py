"""What the guides and the README quote of sitegen is what it prints, to the letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent

import pytest

from sitegen.cli.main import run
from sitegen.cli.problem_text import as_text
from sitegen.i18n import translator
from tests.conftest import CityFolder
from tests.quoted import CASES, REGISTER, REPORTS
from tests.repository import repository
from tests.test_panduan import WRITTEN, Block, MakeCity, blocks

README = "../../README.md"
_MESSAGE = re.compile(r"\S.*?: \w+\[([A-Z]\d{3})\]: .+")
# A change and its author, not files alone: they have a test of their own.
OWNERS = "pemilik.md"


def codes(block: Block) -> list[str]:
    """Return the codes of the messages in a block, in order."""
    return [found[1] for line in block.text.split("\n") if (found := _MESSAGE.fullmatch(line))]


QUOTED = {
    (block.guide, codes(block)[0]): block
    for block in blocks("text", guides=(*WRITTEN, README))
    if codes(block)
}


def test_each_quotation_has_the_files_that_it_is_about() -> None:
    assert {(guide, code) for guide, code in QUOTED if guide != OWNERS} == CASES.keys()
    assert len(QUOTED) > 40


@pytest.mark.parametrize(("guide", "code"), CASES)
def test_a_message_quoted_in_a_guide_is_what_sitegen_prints(
    guide: str, code: str, city: MakeCity
) -> None:
    made = city(f"-- data/units.csv --\n{REGISTER}")
    for path, content in CASES[guide, code].items():
        made.write(path, content)
    block, t = QUOTED[guide, code], translator("id")
    found = [each for each in made.build().problems if each.code in codes(block)]
    assert "".join(as_text(each, t) + "\n" for each in found) == block.text


def test_messages_about_owners_are_what_sitegen_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    owners = 'kota: ["@kominfo-bdg"]\nunit:\n'
    owners += "".join(f'  kelurahan/{name}: ["@kel-{name}"]\n' for name in ("dago", "sekeloa"))
    repo = repository(tmp_path / "kota", owners)
    repo.write("content/kelurahan/sekeloa/unit.yml", "nama_pendek: Sekeloa\n")
    (repo.folder / "content/kelurahan/dago/foto.jpg").symlink_to("laporan")
    repo.commit()
    run(["check", "--root", str(repo.folder), "--author", "@kel-dago", "--base", "main"])
    printed = capsys.readouterr().out
    for code in ("U020", "U021"):
        assert QUOTED[OWNERS, code].text in printed


@pytest.fixture
def waiting(city: MakeCity) -> CityFolder:
    """A city with the two texts that the guide says are not published."""
    made = city(f"-- data/units.csv --\n{REGISTER}")
    text = "---\njudul: Jam layanan akhir tahun\n{draft}---\nLoket tutup pukul 12. Loket daring buka.\n"
    made.write(f"{REPORTS}/2026-12-01-jam-layanan-akhir-tahun.md", text.format(draft=""))
    draft = f"{REPORTS}/2026-11-12-gang-melati-kini-terang-oleh-12-lampu.md"
    made.write(draft, text.format(draft="draf: ya\n"))
    return made


@pytest.mark.parametrize(
    ("command", "begin"),
    [
        pytest.param("check", "Tidak diterbitkan saat ini: 2\n", id="what waits"),
        pytest.param(
            f"explain {REPORTS}/2026-12-01-jam-layanan-akhir-tahun.md",
            f"{REPORTS}/2026-12-01",
            id="why a text waits",
        ),
    ],
)
def test_what_is_said_of_a_waiting_text_is_what_sitegen_prints(
    command: str, begin: str, waiting: CityFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    (quoted,) = (
        text
        for block in blocks("text", guides=("laporan-pertama.md",))
        if (text := dedent(block.text)).startswith(begin)
    )
    run([*command.split(), "--root", str(waiting.root), "--clock", "2026-11-21", "--lang", "id"])
    assert quoted in capsys.readouterr().out


def test_the_answer_to_a_right_city_is_what_sitegen_prints(
    city: MakeCity, capsys: pytest.CaptureFixture[str]
) -> None:
    (quoted,) = (
        block.text
        for block in blocks("text", guides=("laporan-pertama.md",))
        if block.text.startswith("0 kesalahan")
    )
    made = city(f"-- data/units.csv --\n{REGISTER}")
    made.write(
        f"{REPORTS}/2026-11-03-posyandu-mawar.md", "---\njudul: Posyandu\n---\nIsi. Baris.\n"
    )
    run(["check", "--unit", "mekarsari", "--root", str(made.root), "--lang", "id"])
    printed = capsys.readouterr().out
    assert printed.startswith(quoted.partition("\n")[0] + "\n")
    # Times and memory differ from run to run.
    assert re.sub(r"\d[\d.,]*", "0", printed) == re.sub(r"\d[\d.,]*", "0", quoted)


@pytest.mark.parametrize("guide", ["laporan-pertama.md", README])
def test_a_new_report_is_answered_as_quoted(
    guide: str, city: MakeCity, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(f"-- data/units.csv --\n{REGISTER}")
    monkeypatch.chdir(made.root)
    lines = [
        line.strip()
        for block in blocks("text", "console", guides=(guide,))
        for line in block.text.split("\n")
    ]
    (at,) = (n for n, line in enumerate(lines) if re.search(r"(?:^|/)sitegen new laporan", line))
    (answer,) = (line for line in lines if line.startswith("Dibuat: "))
    _, *arguments = shlex.split(lines[at].removeprefix("$ "))
    run([*arguments, *(() if "--date" in arguments else ("--date", "2026-11-21")), "--lang", "id"])
    assert capsys.readouterr().out.strip() == answer
