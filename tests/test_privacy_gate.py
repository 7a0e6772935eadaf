"""Nothing personal gets out: not to a page, a log, a cache or the state."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from sitegen.cli.main import run
from sitegen.i18n import translator
from sitegen.model import Problem, Where
from sitegen.privacy.gate import Gate, own_contacts, redacted, screen
from sitegen.serve.notes import as_fields, notes
from tests.conftest import SITE, UNITS, CityFolder, told, write_blocks

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
REPORT = f"{DAGO}/laporan/2026-11-03-a.md"
BOOK = f"{DAGO}/data/x.xlsx"
NIK = "3273014501809901"
KEY = "0123456789abcdef0123456789abcdef"
# Each makes a file with a value in one place; all are files that would be published without it.
SLOTS: dict[str, Callable[[str], tuple[str, str]]] = {
    "title": lambda v: (REPORT, f"---\njudul: {v}\n---\nIsi.\n"),
    "unknown key": lambda v: (REPORT, f"---\njudul: A\n'{v}': 1\n---\nIsi.\n"),
    "date": lambda v: (REPORT, f"---\njudul: A\ntanggal: {v}\n---\nIsi.\n"),
    "number": lambda v: (REPORT, f"---\njudul: A\npeserta: {v}\n---\nIsi.\n"),
    "budget": lambda v: (REPORT, f"---\njudul: A\nanggaran: sekitar {v}\n---\nIsi.\n"),
    "topic": lambda v: (REPORT, f"---\njudul: A\ntopik: [{v}]\n---\nIsi.\n"),
    "slug": lambda v: (REPORT, f"---\njudul: A\nslug: a-{v}\n---\nIsi.\n"),
    "alias": lambda v: (REPORT, f"---\njudul: A\nalias: [/a/{v}/]\n---\nIsi.\n"),
    "alt": lambda v: (REPORT, f"---\njudul: A\n---\nIsi. ![KTP {v}](x.jpg)\n"),
    "picture": lambda v: (REPORT, f"---\njudul: A\n---\nIsi. ![KTP](<ktp {v}.jpg>)\n"),
    "link": lambda v: (REPORT, f"---\njudul: A\n---\nIsi. [a](<{v}.md>) [b](/{v}/)\n"),
    "body": lambda v: (REPORT, f"---\njudul: A\n---\nWarga {v} datang.\n"),
    "long line": lambda v: (REPORT, f"---\njudul: A\ntanggal: {'x ' * 70}{v}\n---\nIsi.\n"),
    "broken keys": lambda v: (REPORT, f"---\njudul: A: {v}\n---\nIsi.\n"),
    "no keys": lambda v: (REPORT, f"Warga {v} datang.\n"),
    "conflict": lambda v: (REPORT, f"---\njudul: A\n---\n<<<<<<< {v}\n"),
    "chart block": lambda v: (REPORT, f"---\njudul: A\n---\n```grafik\ndata: x\n{v}: 1\n```\n"),
    "draft": lambda v: (REPORT, f"---\njudul: A\ndraf: ya\n---\n{v}\n"),
    "page": lambda v: (f"{DAGO}/halaman/a.md", f"---\njudul: A\n---\nWarga {v}.\n"),
    "profile": lambda v: (f"{DAGO}/unit.yml", f"tentang: warga {v}\n"),
    "profile key": lambda v: (f"{DAGO}/unit.yml", f"media_sosial: {{'{v}': a}}\n"),
    "metadata": lambda v: (f"{DAGO}/data/x.yml", f"judul: X {v}\nkolom:\n  - nama: '{v}'\n"),
    "cell": lambda v: (f"{DAGO}/data/x.csv", f"nama,jumlah\na,{v}\nb,2\n"),
    "quoted cell": lambda v: (f"{DAGO}/data/x.csv", f'"a (1; 2; 3)",nik,b\n"x; y",{v},1\n'),
    "quoted row": lambda v: (f"{DAGO}/data/x.csv", f'"a,nik,b"\n"x,{v},1"\n"y,{v},2"\n'),
    "header": lambda v: (f"{DAGO}/data/x.csv", f"nama,{v},{v}\na,1,2\nb,2\n"),
    "typed cell": lambda v: (f"{DAGO}/data/x.csv", f"jumlah;nama\n{v};x\nenam;x\n"),
    "file name": lambda v: (f"{DAGO}/laporan/{v}.md", "---\njudul: A\n---\nIsi.\n"),
    "folder name": lambda v: (f"{DAGO}/laporan/{v}/2026-11-03-a.md", "---\njudul: A\n---\nIsi.\n"),
    "unit folder": lambda v: (f"content/kelurahan/{v}/unit.yml", "tentang: a\n"),
    "unused file": lambda v: (f"{DAGO}/{v}.docx", "x"),
}  # fmt: skip
FORMS = (
    str,
    lambda n: f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:]}",
    lambda n: f"{n[:6]}-{n[6:12]}-{n[12:]}",
    lambda n: f"{n[:8]}\u00a0{n[8:]}",
)


def spoken(arguments: list[str]) -> str:
    """Return all that a command writes to both streams."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        run(arguments)
    return out.getvalue() + err.getvalue()


def everything(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of all that the build made: pages, state, caches."""
    for folder in (root / "build", root / ".sitegen"):
        for path in sorted(folder.rglob("*")):
            yield path.relative_to(root).as_posix(), b""
            if path.is_file():
                yield path.relative_to(root).as_posix(), path.read_bytes()


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the file of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(book: openpyxl.Workbook, parts: dict[str, str]) -> bytes:
    """Return the file of a workbook with further parts."""
    stream = io.BytesIO(saved(book))
    with zipfile.ZipFile(stream, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def leaks(number: str, *texts: str) -> list[str]:
    """Return the texts in which more than the first six digits stand, however apart."""
    rest = r"(?:[^A-Za-z\d\n]{0,3})".join(number[6:13])
    return [text for text in texts if re.search(rest, text)]


@given(st.data())
@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_value_in_every_place_of_a_city_is_nowhere_afterwards(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("kota")
    write_blocks(root, f"-- site.yml --\n{SITE}batas_tahan: 100\n-- data/units.csv --\n{UNITS}")
    day, serial = data.draw(st.tuples(st.integers(41, 68), st.integers(1000, 9999)))
    number = f"327301{day}0787{serial}"
    for at, slot in enumerate(sorted(SLOTS)):
        path, text = SLOTS[slot](data.draw(st.sampled_from(FORMS))(number))
        path = path.replace("-a.md", f"-a{at}.md").replace("/x.", f"/x{at}.")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    common = ("--root", str(root), "--clock", "2026-11-21")
    heard = [
        spoken(["build", *common, "-v"]),
        spoken(["build", *common, "--format", "json"]),
        spoken(["check", *common, "--format", "github"]),
        spoken(["list", "laporan", *common]),
    ]
    assert leaks(number, *heard) == []
    assert all(text.count("P001") >= 20 for text in heard[:3])
    for name, body in everything(root):
        assert leaks(number, name, body.decode("utf-8", "replace")) == []


@pytest.mark.parametrize("slot", sorted(set(SLOTS) - {"unit folder", "unused file"}))
def test_every_place_is_looked_into(slot: str) -> None:
    path, text = SLOTS[slot](NIK)
    by_name = NIK in path
    assert by_name or not screen(text.encode(), path, Gate()).passed


def test_whole_messages_of_a_report(city: City) -> None:
    made = city(
        f"-- {DAGO}/unit.yml --\ntelepon: 0811-2222-333\n"
        f"-- {REPORT} --\n---\njudul: A\ntangal: {NIK}\n---\n"
        "Rekening BJB 0012345678901, WA 0811 2222 333 dan 0812-3456-7890. Terima kasih.\n"
    )
    result = made.build()
    assert [told(problem) for problem in result.problems] == [
        f"{REPORT}:3:1: [F006] there is no key `tangal`; did you mean `tanggal`? = write this in place of the line: `tanggal: 327301xxxxxxxxxx`",
        (
            f"{REPORT}:3:9: [P001] a NIK stands here: 327301xxxxxxxxxx (1 in all) = delete "
            "it; say how many people it concerns instead"
        ),
        (
            f"{REPORT}:5:14: [P004] the number of a bank account stands here: 001234xxxxxxx (1 in all)"
            " = delete it; for an official account ask Kominfo for a permit"
        ),
        (
            f"{REPORT}:5:50: [P010] a telephone number stands here that is none of the unit's: "
            "812345xxxxx (1 in all) = write a number of the unit, or add it to `unit.yml` if "
            "it is one"
        ),
    ]
    assert result.problems[0].excerpt == ""
    assert result.held_back == (REPORT,)


def test_a_file_with_warnings_only_is_published(city: City) -> None:
    made = city(f"-- {REPORT} --\n---\njudul: A\n---\nWA 0812-3456-7890, siti@gmail.com\n")
    result = made.build()
    assert [problem.code for problem in result.problems] == ["P010", "P011"]
    assert result.held_back == ()


def test_a_held_table_has_no_chart_drawn(city: City) -> None:
    rows = "".join(f"{year},{year - 2000}\n" for year in range(2018, 2026))
    made = city(f"-- {DAGO}/data/x.csv --\ntahun,jumlah\n{rows}{NIK},1\n")
    assert made.build().held_back == (f"{DAGO}/data/x.csv",)
    assert not (made.root / ".sitegen/cache/charts").exists()


def test_a_sheet_that_nobody_sees_is_looked_into_as_well(city: City) -> None:
    made = city("")
    book = openpyxl.Workbook()
    shown, hidden = book.worksheets[0], book.create_sheet("Sumber")
    for row in (["tahun", "jumlah"], [2025, 7], [2026, 9]):
        shown.append(row)
    hidden.sheet_state = "hidden"
    hidden.append(["nama", "nik"])
    hidden.append(["A", int(NIK)])
    path = made.root / DAGO / "data/x.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    result = made.build()
    assert [problem.code for problem in result.problems] == ["D010", "D029", "P001"]
    assert result.held_back == (f"{DAGO}/data/x.xlsx",)


def test_a_second_sheet_with_a_title_is_looked_into_by_its_columns() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["tahun", "jumlah"])
    second = book.create_sheet("Pengurus")
    rows = (["DAFTAR PENGURUS"], ["No", "Nama", "No Rekening"], [1, "Asep", "1310012345678"])
    for row in (*rows, [2, "Budi", "1310012345679"]):
        second.append(row)
    (problem,) = screen(saved(book), f"{DAGO}/data/x.xlsx", Gate()).problems
    assert (problem.code, problem.where.row, problem.where.field) == ("P004", 3, "No Rekening")


def write_margin(book: openpyxl.Workbook, text: str) -> None:
    margin = book.worksheets[0].oddFooter
    assert margin is not None
    margin.center.text = text


def table_book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in (["tahun", "jumlah"], [2025, 7], [2026, 9]):
        book.worksheets[0].append(row)
    return book


def named_sheet(book: openpyxl.Workbook) -> None:
    book.worksheets[0].title = f"NIK {NIK}"


def footer(book: openpyxl.Workbook) -> None:
    write_margin(book, f"&12 Kepala {NIK}")


def bold_footer(book: openpyxl.Workbook) -> None:
    write_margin(book, f"{NIK[:8]}&B{NIK[8:]}")


def creator(book: openpyxl.Workbook) -> None:
    book.properties.creator = f"Siti {NIK}"


def cell_name(book: openpyxl.Workbook) -> None:
    book.defined_names["catatan"] = DefinedName("catatan", attr_text=f'"{NIK}"')


def remark(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["A2"].comment = Comment(f"NIK {NIK}", "Siti")


def allowed_values(book: openpyxl.Workbook) -> None:
    rule = DataValidation(type="list", formula1=f'"{NIK},{NIK[:-1]}2"')
    rule.add("B2")
    book.worksheets[0].add_data_validation(rule)


@pytest.mark.parametrize(
    ("put", "place"),
    [
        (named_sheet, "the name of a sheet or of cells"),
        (cell_name, "the name of a sheet or of cells"),
        (footer, "a header or footer, or a rule of a sheet"),
        (bold_footer, "a header or footer, or a rule of a sheet"),
        (allowed_values, "a header or footer, or a rule of a sheet"),
        (creator, "the properties of the file"),
        (remark, "a comment"),
    ],
)
def test_a_workbook_holds_nothing_personal_beside_its_cells(
    put: Callable[[openpyxl.Workbook], None], place: str
) -> None:
    book = table_book()
    put(book)
    problem = screen(saved(book), BOOK, Gate()).problems[0]
    assert told(problem) == (
        f"{BOOK}: [P020] the workbook holds personal data beside its cells: nik 327301xxxxxxxxxx in "
        f"{place} = delete it there (File > Info > Inspect Document), or save the table as CSV"
    )


def test_contacts_beside_the_cells_of_a_workbook_are_warned_of_unless_they_are_the_units() -> None:
    book = table_book()
    write_margin(book, "Hubungi 0812-3456-7890 atau siti@gmail.com")
    book.properties.creator = "siti@gmail.com"
    screening = screen(saved(book), BOOK, Gate())
    assert screening.passed
    assert [told(problem) for problem in screening.problems] == [
        f"{BOOK}: [P024] the workbook holds {found} beside its cells, in a header or footer, or a rule "
        "of a sheet, none of the unit's (seal -) = delete it there, save the table as CSV, or add a "
        "number or address of the unit to `unit.yml`"
        for found in ("telepon 812345xxxxx", "surel s...@gmail.com")
    ]
    own = own_contacts(b"kontak: {telepon: 0812-3456-7890, surel: siti@gmail.com}")
    assert screen(saved(book), BOOK, Gate(own=own)).problems == ()


def test_an_ordinary_workbook_with_a_chart_and_properties_is_published() -> None:
    book = table_book()
    footer_text = "Dinas Kesehatan, 12 November 2026, halaman &P dari &N"
    write_margin(book, footer_text)
    book.properties.creator = "Dinas Kesehatan"
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=2, min_row=1, max_row=3))
    book.worksheets[0].add_chart(chart, "D2")
    assert screen(saved(book), BOOK, Gate()).problems == ()


def test_a_number_in_several_formats_of_a_text_box_is_one() -> None:
    parts = {
        "xl/drawings/drawing1.xml": "<a:p><a:r><a:rPr b='1'><a:latin typeface='x1'/></a:rPr>"
        f"<a:t>{NIK[:8]}</a:t></a:r><a:r><a:rPr lang='id'/><a:t>{NIK[8:]}</a:t></a:r></a:p>"
    }
    (problem,) = screen(with_parts(table_book(), parts), BOOK, Gate()).problems
    assert dict(problem.params)["reason"] == "a text box, a chart or a pivot table"


def test_copies_of_cells_in_charts_are_judged_with_their_columns() -> None:
    book = openpyxl.Workbook()
    for row in (["nomor", "x"], [NIK, "a"], ["2012345678901234", "b"], ["9912345678901234", "c"]):
        book.worksheets[0].append(row)
    parts = {"xl/charts/chart9.xml": f"<c:v>{NIK}</c:v>"}
    assert screen(with_parts(book, parts), BOOK, Gate()).problems == ()


def test_a_permit_lets_a_footer_through() -> None:
    book = table_book()
    write_margin(book, "Donasi: rekening BJB 0012345678901")
    data, key = saved(book), KEY.encode()
    (problem,) = screen(data, BOOK, Gate(key=key)).problems
    permit = (BOOK, "rekening", dict(problem.params)["seal"])
    screening = screen(data, BOOK, Gate(key=key, permits=(permit,)))
    assert (screening.passed, screening.used) == (True, (permit,))


def test_a_broken_profile_shows_nothing_of_itself(city: City) -> None:
    made = city(f"-- {DAGO}/unit.yml --\nalamat: Jalan Dago 1\ntentang: NIK {NIK}\n")
    assert made.build().held_back == (f"{DAGO}/unit.yml",)
    assert "Jalan Dago 1" not in made.read("/kelurahan/dago/")


def test_what_was_published_is_removed_from_pages_and_state(city: City) -> None:
    made = city(f"-- {REPORT} --\n---\njudul: Warga lama\n---\nIsi.\n")
    made.build()
    made.write(REPORT, f"---\njudul: Warga lama {NIK}\n---\nIsi.\n")
    made.build()
    state = b"".join(body for _, body in everything(made.root))
    assert NIK.encode() not in state
    assert "Warga lama" in made.read("/kelurahan/dago/laporan/2026/11/a/")  # its last good version
    (made.root / REPORT).unlink()
    made.build()
    state = b"".join(body for _, body in everything(made.root))
    assert b"Warga lama" not in state
    assert not (made.output / "kelurahan/dago/laporan/2026/11/a").exists()


def test_names_in_the_history_of_git_are_kept_nowhere(city: City) -> None:
    made = city(f"-- {DAGO}/laporan/2026-11-03-{NIK}.md --\n---\njudul: A\n---\nIsi.\n")
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "a")):
        subprocess.run((*git, *arguments), cwd=made.root, check=True, capture_output=True)
    made.build()
    state = dict(everything(made.root))
    assert state[".sitegen/git.json"] == b""
    assert leaks(NIK, *(body.decode("utf-8", "replace") for body in state.values())) == []


def test_messages_of_other_mistakes_are_hushed_even_where_they_cut_a_value() -> None:
    path = f"{DAGO}/data/x.csv"
    table = f"surel\nsiti.contoh.misal@gmail.com\n{NIK}\n"
    screening = screen(table.encode(), path, Gate())
    where = Where(path=path, row=2, field=NIK)
    params = (("found", "kepada siti.contoh.misal@gmail.com"[:40] + ", " + NIK[:13]),)
    cut = (("found", ("x" * 40 + " siti.contoh.misal@gmail.com")[:55]),)
    one = redacted(Problem(code="D009", where=where, params=params), screening)
    other = redacted(Problem(code="D009", where=where, params=cut), screening)
    assert dict(one.params)["found"] == "kepada s...@gmail.com, 327301xxxxxxx"
    assert one.where.field == "327301xxxxxxxxxx"
    assert "siti" not in dict(other.params)["found"]


def test_the_overlay_of_the_server_is_hushed(tmp_path: Path) -> None:
    where = Where(path=f"{DAGO}/laporan/{NIK}.md", line=1, column=1)
    problem = Problem(code="F006", where=where, params=(("key", NIK),), excerpt=f"{NIK}: 1")
    t = translator("en")
    (note,) = notes((problem,), tmp_path, t)
    assert leaks(NIK, json.dumps(as_fields(note, t))) == []


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("name", ["laporan/a.md", "data/a.csv", "unit.yml", "data/a.yml"])
def test_any_bytes_can_be_screened(name: str, data: bytes) -> None:
    assert screen(data, f"{DAGO}/{name}", Gate()).problems is not None


def test_an_earlier_version_can_be_asked_about() -> None:
    assert screen(b"Isi.", REPORT, Gate()).passed
    assert not screen(NIK.encode(), REPORT, Gate()).passed
