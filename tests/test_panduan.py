"""The guides for agency staff: their examples build, and what they quote is what sitegen says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from sitegen.cli.problem_text import as_text
from sitegen.i18n import translator
from sitegen.keys.vocabulary import CLASSES, FREQUENCIES, REPORT_KINDS, TOPICS, keys
from sitegen.model import CHART_KINDS, COLUMN_KINDS
from tests.conftest import CityFolder, told
from tests.pdf import pdf
from tests.test_maps import MAP, collection, square

GUIDES = Path(__file__).resolve().parent.parent / "docs" / "panduan"
# pesan.md and kunci.md are made from the program; links to them count, their text is not ours.
WRITTEN = (
    "README.md",
    "laporan-pertama.md",
    "data-dan-grafik.md",
    "halaman-dan-profil.md",
    "pemilik.md",
    "data-pribadi.md",
    "tulis.md",
)
# Its files are wrong before they are right, so that they make cities of their own.
MISTAKES = "sepuluh-kesalahan.md"
GUIDES_AND_MISTAKES = (*WRITTEN, MISTAKES)
WHOLE_FILES = ("markdown", "yaml", "csv")
UNIT = "content/kelurahan/mekarsari"
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
sukamaju,kecamatan,Sukamaju,99.99.01,,,aktif
mekarsari,kelurahan,Mekarsari,99.99.01.1001,sukamaju,,aktif
"""
BESIDE = {"sukaharja": "1002", "cibening": "1003", "pasirmulya": "1004"}
CHART_PAGE = "kelurahan/mekarsari/laporan/2026/11/semua-grafik/"

MakeCity = Callable[[str], CityFolder]

_FENCE = re.compile(r" *(`{3,})(\S*)")
_FILE = re.compile(rf"Berkas `({UNIT}/[^`]+)`:")
_MISTAKEN = re.compile(rf"(Salah|Benar|Keterangan tabelnya), `({UNIT}/[^`]+)`:")
_DATA = re.compile(rf"Blok dengan data `{UNIT}/data/([^`]+)\.csv`:")
_BESIDE = re.compile(r"(?:berkas: |\]\()([\w-]+\.(?:jpg|pdf))")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a guide: the line before it, its info string and its text."""

    guide: str
    before: str
    info: str
    text: str


def blocks(*infos: str, guides: tuple[str, ...] = WRITTEN) -> list[Block]:
    """Return the blocks with one of the info strings; a block inside another one is its text."""
    found = [
        block
        for guide in guides
        for block in blocks_of(guide, (GUIDES / guide).read_text(encoding="utf-8"))
    ]
    return [block for block in found if block.info in infos]


def blocks_of(guide: str, text: str) -> list[Block]:
    """Return the blocks of a guide's text."""
    found: list[Block] = []
    before, opening, info = "", "", ""
    inside: list[str] = []
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line)
        if not opening and fence:
            opening, info, inside = fence[1], fence[2], []
        elif opening and fence and fence[1] == opening and not fence[2]:
            found.append(Block(guide, before, info, "\n".join([*inside, ""])))
            opening = ""
        elif opening:
            inside.append(line)
        else:
            before = line
    return found


def mistakes() -> dict[str, list[Block]]:
    """Return the blocks of each section of the guide to mistakes, by its heading."""
    text = (GUIDES / MISTAKES).read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]
    return {title: blocks_of(MISTAKES, rest) for title, _, rest in parts}


def prose(guide: str) -> str:
    """Return a guide without its blocks and without code inside its lines."""
    text = without_blocks((GUIDES / guide).read_text(encoding="utf-8"))
    return re.sub(r"`[^`\n]+`", "", text)


def without_blocks(text: str) -> str:
    """Return a page without its fenced blocks."""
    return re.sub(r"^ *(`{3,})\S*\n.*?^ *\1$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(guide: str) -> set[str]:
    """Return the fragments that git hosts give to the headings of a guide."""
    text = (GUIDES / guide).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def example(city: Callable[[str], CityFolder]) -> CityFolder:
    """Return a city with every whole file of the guides, and the photos and PDFs that they name."""
    rows = (
        f"{id_},kelurahan,{id_.title()},99.99.01.{code},sukamaju,,aktif\n"
        for id_, code in BESIDE.items()
    )
    made = city(REGISTER + "".join(rows))
    shapes = (square(at, {"nama": id_}) for at, id_ in enumerate(("mekarsari", *BESIDE)))
    made.write(MAP, collection(*shapes))
    for block in blocks(*WHOLE_FILES):
        name = _FILE.fullmatch(block.before)
        assert name, f"{block.guide}: no `Berkas` line before {block.text[:60]!r}"
        made.write(name[1], block.text)
        folder = name[1].rpartition("/")[0]
        for beside in _BESIDE.findall(block.text):
            made.write(f"{folder}/{beside}", picture() if beside.endswith(".jpg") else pdf())
    return made


def test_whole_files_of_the_guides_build_without_error_or_warning(example: CityFolder) -> None:
    result = example.build()
    assert [told(problem) for problem in result.problems] == []
    assert result.held_back == ()
    assert result.skipped == ()
    made = example.files()
    unit = "kelurahan/mekarsari"
    reports = [p for p in made if re.fullmatch(rf"{unit}/laporan/\d{{4}}/\d\d/[^/]+/index.html", p)]
    pages = [p for p in made if re.fullmatch(rf"{unit}/halaman/[^/]+/index.html", p)]
    datasets = [p for p in made if re.fullmatch(rf"{unit}/data/[^/]+/index.html", p)]
    paths = [path.relative_to(example.root / UNIT) for path in (example.root / UNIT).rglob("*.*")]
    count = {name: sum(path.parts[0] == name for path in paths) for name in ("data", "halaman")}
    assert len(reports) == sum(path.suffix == ".md" for path in paths) - len(pages)
    assert len(datasets) * 2 == count["data"]
    assert 0 < len(pages) < count["halaman"]


def test_files_named_beside_an_example_are_published(example: CityFolder) -> None:
    example.build()
    files = example.files()
    assert "kelurahan/mekarsari/laporan/2026/11/posyandu-mawar/posyandu-mawar-640.jpg" in files
    assert "kelurahan/mekarsari/halaman/ppid/rencana-kerja-2026.pdf" in files
    assert "kelurahan/mekarsari/halaman/ppid/laporan-keuangan-2025.pdf" in files


def test_chart_blocks_of_the_guides_all_draw_a_chart(example: CityFolder) -> None:
    charts = blocks("grafik")
    body = "\n\n".join(f"```grafik\n{block.text}```" for block in charts)
    report = f"---\njudul: Semua grafik\n---\nGrafik panduan.\n\n{body}\n"
    example.write(f"{UNIT}/laporan/2026/2026-11-20-semua-grafik.md", report)
    result = example.build()
    assert [told(problem) for problem in result.problems] == []
    drawn = {path for path in example.files() if path.startswith(CHART_PAGE)}
    assert {f"{CHART_PAGE}grafik-{n}.svg" for n in range(1, len(charts) + 1)} <= drawn


def test_chart_blocks_show_every_kind_and_name_their_dataset() -> None:
    charts = blocks("grafik")
    kinds = {re.findall(r"^jenis: (.+)$", block.text, flags=re.MULTILINE)[0] for block in charts}
    assert kinds == set(CHART_KINDS)
    for block in charts:
        data = _DATA.fullmatch(block.before)
        assert data, f"{block.guide}: no `Blok dengan data` line before {block.text[:60]!r}"
        assert f"data: {data[1]}\n" in block.text


@pytest.mark.parametrize(
    ("guide", "words"),
    [
        pytest.param("laporan-pertama.md", keys(REPORT_KINDS), id="kinds of report"),
        pytest.param("laporan-pertama.md", keys(TOPICS), id="topics"),
        pytest.param("data-dan-grafik.md", COLUMN_KINDS, id="kinds of column"),
        pytest.param("data-dan-grafik.md", CHART_KINDS, id="kinds of chart"),
        pytest.param("data-dan-grafik.md", keys(FREQUENCIES), id="frequencies"),
        pytest.param("data-dan-grafik.md", keys(CLASSES), id="classes of information"),
    ],
)
def test_guides_name_every_choice(guide: str, words: tuple[str, ...]) -> None:
    text = (GUIDES / guide).read_text(encoding="utf-8")
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_guide_to_mistakes_has_ten_in_order() -> None:
    assert [title.partition(". ")[0] for title in mistakes()] == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize(("title", "shown"), mistakes().items(), ids=mistakes().keys())
def test_a_mistake_gets_the_message_quoted_and_its_correction_none(
    title: str, shown: list[Block], city: MakeCity
) -> None:
    made = city(REGISTER)
    (quoted,) = (block.text for block in shown if block.info == "text")
    files: dict[str, dict[str, str]] = {"Salah": {}, "Benar": {}, "Keterangan tabelnya": {}}
    for block in shown:
        if named := _MISTAKEN.fullmatch(block.before):
            files[named[1]][named[2]] = block.text
            for beside in _BESIDE.findall(block.text):
                folder = named[2].rpartition("/")[0]
                if named[1] == "Benar":
                    made.write(f"{folder}/{beside}", picture())
    assert sum(map(len, files.values())) == len(shown) - 1, f"{title}: a block without its file"

    for path, text in (files["Keterangan tabelnya"] | files["Salah"]).items():
        made.write(path, text)
    t = translator("id")
    assert "".join(as_text(problem, t) + "\n" for problem in made.build().problems) == quoted

    for path in files["Salah"]:
        (made.root / path).unlink()
    for path, text in files["Benar"].items():
        made.write(path, text)
    assert [as_text(problem, t) for problem in made.build().problems] == []


@pytest.mark.parametrize("guide", [*GUIDES_AND_MISTAKES, "kunci.md", "pesan.md"])
def test_a_guide_has_one_word_for_one_thing_and_no_mark_of_a_format(guide: str) -> None:
    made = guide in {"kunci.md", "pesan.md"}  # from messages, whose words are looked at there
    words = r"\{\{|<(?:kind|id|year)>|[?!]\.(?=\s)|\?;|[^.]\.\.(?=\s)"
    words += "" if made else r"|\b(?:[bB]ila|[jJ]ika|[gG]alat|[dD]iska|[tT]erlanjur)\b"
    assert re.findall(words, prose(guide)) == []


@pytest.mark.parametrize("guide", GUIDES_AND_MISTAKES)
def test_links_of_a_guide_lead_to_a_guide_and_a_heading(guide: str) -> None:
    for link in _LINK.findall(prose(guide)):
        name, _, fragment = link.partition("#")
        assert (GUIDES / (name or guide)).is_file(), link
        assert not fragment or fragment in anchors(name or guide), link
