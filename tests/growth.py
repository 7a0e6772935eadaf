"""Made files of one repeated piece, and how the time to read them grows with their size.

The oracle is a ratio of processor times on the same machine: what grows with the square of the
size is found however fast the machine is.
"""

from __future__ import annotations

import gc
import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from markupsafe import Markup

from sitegen.datasets.dataset import parse_chart, parse_dataset, parse_metadata
from sitegen.images.variants import scans
from sitegen.keys.rules import Rules
from sitegen.model import Problem
from sitegen.privacy.gate import Gate, redacted, screen, screen_table
from sitegen.problems.repeated import summed_up
from sitegen.reports.markdown.body import AuthorText, Resolvers, Target, render_body
from sitegen.reports.markdown.engine import markdown
from sitegen.reports.parse import parse_report
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.files.workbook import WorkbookError, _parts

# Sizes differ by this factor; what grows with the size takes about as many times longer, what grows
# with its square the square of it.
TIMES = 4
WORST = 9.0
# Processor seconds below which nothing is worth a word.
LEAST = 0.4
RULES = Rules(zone="Asia/Jakarta")

WORDS = (
    "a", "1", " ", "\n", "\t", ".", ",", ";", "-", "/l/5th", "Siti/P/11 th ", " 0812 3456 7890",
    "3273011501900001 ", "rek BCA 1234567890 ", "NPWP 01.234.567.8-901.000 ", "a.b@gmail.com ",
    "x (at) gmail (dot) com ", "www.a ", "https://a.b/c ", "&#48;", "&nbsp;", "&#7;", "\\u0030",
    "nik=", "kk ", "Rp", "thn ", "\u00a0", "\uff11", "\u0301", "1[](x)", "1<b>", "<!---->", "E+15",
    "tulis di sini\n", "Senin, 3 November 2026 ", "2026-11-03 ", "jumlah ", "kota ", "tahun 2024 ",
)  # fmt: skip
MARKS = (
    "*", "**a", "_", "`", "```\n", "~~~\n", "[", "]", "[a](b)", "[a](a b.pdf) ", "![](b) ", "(", ")",
    "[a]: b\n", "[a]", "[^1]", "[^1]: a\n", "> ", "- ", "1. ", "# a\n", "|a", "|-", "|\n", "---\n",
    "===\n", "<a@b.c> ", "<b>", "</b>", "<!--", "-->", "<![CDATA[", '<a "', "<a '", "<x ", "<script>",
    "[caption a]", "[/caption]", "[a](#b) ", "# judul 1\n", "\\", "\\\n", "  \n", "&amp;", "{{a}}",
    "{% a %}", '![a](b "c")', "~~a~~", "\n\n", "`` ` ``",
)  # fmt: skip
CELLS = (
    ",", ";", "\n", "\r\n", '"', '""', '"a",', "a,b\n", "1,2\n", "a b,", "jumlah,1\n", " ", "\t", "|",
    "1.234,5,", "nik,", "nama,", "2026-11-03,", "Januari 2026,", "semester 1,", "kota a,", "-,", "é",
)  # fmt: skip
KEYS = (
    "a: b\n", "- ", "  ", "[", "]", "{", "}", "'", '"', ": ", "? ", "#", "| \n", "> \n", "a: [b, c]\n",
    "grafik:\n", "  - jenis: garis\n    x: a\n    y: b\n", "kolom:\n", "  - nama: a\n", "saring: {a: b}\n",
    "judul: a\n", "\\x07", "&a ", "*a ", "!!str ", "<<: ", "a,", "\n", "tanggal: kemarin\n", "k1: v\n",
)  # fmt: skip
PARTS = (
    "<c ", "<c r='A1'>", "</c>", "<row>", "<row r='1'>", "</row>", "<v>1</v>", "<f/>", "<is><t>a</t></is>",
    "<c/>", "<c t='e'/>", "<cols>", "<col min='1' hidden='1'/>", "<!-- -->", "<?a b?>", "&amp;", " a='b'",
    "<headerFooter>&amp;L1</headerFooter>", "<mergeCell ref='A1:B2'/>", "<x:c xmlns:x='y'/>", "1", "<t>",
)  # fmt: skip
SEGMENTS = (
    b"\xff\xda\x00\x02a", b"\xff\xe1\x00\x04ab", b"\xff\xff", b"\xff\x00", b"\xff\xd0", b"\xff\xd8",
    b"a" * 8, b"\xff\xda\xff", b"\xff\xc2\x00\x02",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file of a kind: `piece` repeated between a beginning and an end."""

    kind: str
    start: bytes
    piece: bytes
    end: bytes

    def of(self, size: int) -> bytes:
        """Return the file with about so many bytes."""
        return self.start + self.piece * (size // len(self.piece)) + self.end


def made(kind: str, chance: Random) -> Made:
    """Return a file of this kind from one to four pieces of its grammar."""
    if kind == "jpeg":
        parts = [chance.choice(SEGMENTS) for _ in range(chance.randint(1, 4))]
        return Made(kind=kind, start=b"\xff\xd8", piece=b"".join(parts), end=b"\xff\xd9")
    known = {"text": WORDS + MARKS, "table": WORDS + CELLS, "keys": KEYS + WORDS, "chart": KEYS}
    pieces = known.get(kind, PARTS)
    start, end = _AROUND[kind]
    if kind != "sheet":
        start += chance.choice(("", *pieces))
        end = chance.choice(("", *pieces)) + end
    piece = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 4)))
    return Made(kind=kind, start=start.encode(), piece=piece.encode(), end=end.encode())


_AROUND = {
    "text": ("---\njudul: Uji\ntanggal: 2026-11-03\n---\n", "\n"),
    "table": ("nama,jumlah\n", "\n"),
    "keys": ("judul: Uji\n", "\n"),
    "chart": ("jenis: garis\nx: a\ny: b\n", "\n"),
    "sheet": ("<worksheet><sheetData>", "</sheetData></worksheet>"),
}


def _text(data: bytes) -> object:
    path = "content/kelurahan/dago/laporan/2026-11-03-uji.md"
    screening = screen(data, path, Gate())
    report, problems = parse_report(data, path, RULES)
    source = data.decode().partition("\n---\n")[2]
    resolvers = Resolvers(
        link=lambda words, where: (
            Problem.of("M004", where, found=words, nearest="-")
            if words.endswith("pdf")
            else Target(href="/x/")
        ),
        image=lambda _, where: Problem.of("G001", where, file="b", files="-"),
        chart=lambda _, __: (Markup(), ()),
        table_label="Tabel",
    )
    body = render_body(AuthorText(source=source, path=path, line=5), markdown("cmark"), resolvers)
    found = summed_up((*screening.problems, *problems, *body.problems))
    return report, [redacted(problem, screening) for problem in found]


def _table(data: bytes) -> object:
    path = "content/kelurahan/dago/data/uji.csv"
    raw = parse_raw(data, path)
    if isinstance(raw, Problem):
        return raw
    screening = screen_table(raw, path, Gate())
    _, problems = parse_dataset(raw, path, None, RULES)
    return [redacted(each, screening) for each in summed_up((*screening.problems, *problems))]


def _sheet(data: bytes) -> object:
    stream = io.BytesIO()
    relation = "http://a/officeDocument"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<r><Relationship Id="a" Type="{relation}" Target="xl/workbook.xml"/></r>',
        )
        archive.writestr(
            "xl/workbook.xml",
            '<w xmlns:r="r"><sheets><sheet name="a" r:id="b"/></sheets></w>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<r><Relationship Id="b" Type="s" Target="worksheets/sheet1.xml"/></r>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", data)
        archive.writestr("xl/comments1.xml", data)
    try:
        return _parts(stream.getvalue())
    except WorkbookError as error:
        return error


READERS: dict[str, Callable[[bytes], object]] = {
    "text": _text,
    "table": _table,
    "keys": lambda data: parse_metadata(data, "content/kelurahan/dago/data/uji.yml", RULES),
    "chart": lambda data: parse_chart(data.decode(), "a.md", 1, RULES),
    "sheet": _sheet,
    "jpeg": scans,
}
# No kind of file is longer, so that more says nothing.
LONGEST = {
    "text": 240_000,
    "keys": 240_000,
    "chart": 16_000,
    "table": 400_000,
    "sheet": 400_000,
    "jpeg": 800_000,
}


def seconds(file: Made, size: int) -> float:
    """Return the processor time of reading the file at this size."""
    data = file.of(size)
    # What is in memory already, that of all tests before, is looked at by no collection meanwhile.
    gc.freeze()
    try:
        start = time.process_time()
        READERS[file.kind](data)
        return time.process_time() - start
    finally:
        gc.unfreeze()


def growth(file: Made, size: int) -> float:
    """Return how many times longer the file takes at TIMES the size; 0 if that is no time at all.

    A ratio over WORST is measured again: the machine may have been busy.
    """
    worst = 0.0
    for _ in range(3):
        long = seconds(file, size * TIMES)
        if long < LEAST:
            return 0.0
        ratio = long / max(seconds(file, size), 1e-3)
        worst = min(worst or ratio, ratio)
        if worst <= WORST:
            break
    return worst
