"""What the XML of a workbook says is seen however a program has written it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from sitegen.privacy.gate import Gate, screen
from sitegen.tables.table import parse_table
from tests.conftest import told

PATH = "content/kelurahan/dago/data/k.xlsx"
NIK = "3273014501809901"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROWS = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>nama</t></is></c>"
    "<c r='B1' t='inlineStr'><is><t>n</t></is></c></row>"
    "<row r='2'><c r='A2' t='inlineStr'><is><t>Dago</t></is></c><c r='B2'><v>5</v></c></row>"
)
LAST = "<row r='3'><c r='A3' t='inlineStr'><is><t>Braga</t></is></c><c r='B3'><v>7</v></c></row>"
HIDDEN = LAST.replace("<row ", "<row hidden='1' ")


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f"<worksheet xmlns='{MAIN}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def prefixed(xml: str) -> str:
    """The same XML with a prefix for each element."""
    names = ("worksheet", "sheetData", "cols", "col", "row", "c", "v", "f", "is", "t")
    for name in names:
        for end in (" ", "\n", ">", "/"):
            xml = xml.replace(f"<{name}{end}", f"<x:{name}{end}")
        xml = xml.replace(f"</{name}>", f"</x:{name}>")
    return xml.replace("xmlns=", "xmlns:x=")


BOOK = (
    f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets>"
    "<sheet name='Data' sheetId='1' r:id='rId1'/></sheets></workbook>"
)
RELS = (
    f"<Relationships xmlns='{PACKAGE}'><Relationship Id='rId1' "
    f"Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
)
ROOT = (
    f"<Relationships xmlns='{PACKAGE}'><Relationship Id='rId1' "
    f"Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
)


def packed(
    xml: str | bytes = sheet(ROWS + LAST),
    *,
    book: str = BOOK,
    rels: str = RELS,
    package: str = ROOT,
    name: str = "xl/worksheets/sheet1.xml",
    **others: str,
) -> bytes:
    """Return a workbook of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", package)
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", rels)
        archive.writestr(name, xml)
        for other, text in others.items():
            archive.writestr(f"xl/{other}.xml", text)
    return stream.getvalue()


def found(data: bytes) -> list[str]:
    """Return the problems of a workbook, without their next steps."""
    return [told(each).split(": ", 1)[1].split(" = ")[0] for each in parse_table(data, PATH)[1]]


UNSEEN = "[D032] sheet `Data` has hidden rows or columns: "
DAMAGED = "[D026] the workbook cannot be read: it is damaged or incomplete"


def test_a_workbook_of_these_parts_is_a_table() -> None:
    file, problems = parse_table(packed(), PATH)
    assert file is not None
    assert problems == ()
    assert file.table.frame["n"].tolist() == [5, 7]


@pytest.mark.parametrize("change", [str, prefixed], ids=["plain", "prefix"])
@pytest.mark.parametrize(
    "row",
    [
        "<row r='3' hidden='1'>",
        "<row hidden='1' r='3'>",
        '<row r="3" hidden="true">',
        "<row r='3' hidden = 'true' >",
        "<row\n\tr='3'\n\thidden='1'\n>",
        "<row r='3' spans='1:2' hidden='&#49;'>",
        "<row r='3' hidden=' 1 '>",
        "<row hidden='1'>",
        "<row r='3' ht='0' customHeight='1'>",
        "<row r='3' title='a > b' hidden='1'>",
        "<!-- <row r='3'> --><row r='3' hidden='1'>",
    ],
)
def test_a_hidden_row_is_seen_however_it_is_written(row: str, change: Callable[[str], str]) -> None:
    xml = change(sheet(ROWS + LAST.replace("<row r='3'>", row)))
    assert found(packed(xml)) == [f"{UNSEEN}3"]


@pytest.mark.parametrize("change", [str, prefixed], ids=["plain", "prefix"])
@pytest.mark.parametrize(
    "column",
    [
        "<col min='2' max='2' hidden='1'/>",
        "<col hidden='true' max='2' min='2' width='9'/>",
        '<col width="9" hidden = "1" min="2" max="2"></col>',
        "<col min='2' max='2' width='0' customWidth='1'/>",
    ],
)
def test_a_hidden_column_is_seen_however_it_is_written(
    column: str, change: Callable[[str], str]
) -> None:
    assert found(packed(change(sheet(ROWS + LAST, f"<cols>{column}</cols>")))) == [f"{UNSEEN}B"]


@pytest.mark.parametrize(
    "row",
    [
        "<row r='3' hidden='0'>",
        "<row r='3' hidden='false'>",
        "<!-- <row r='3' hidden='1'> --><row r='3'>",
        "<row r='3' ht='15' customHeight='1'>",
    ],
)
def test_a_row_that_is_shown_is_no_hidden_one(row: str) -> None:
    assert found(packed(sheet(ROWS + LAST.replace("<row r='3'>", row)))) == []


def test_a_text_that_looks_like_a_row_is_none() -> None:
    text = "<![CDATA[<row r='3' hidden='1'>]]>"
    data = packed(sheet(ROWS + LAST.replace("Braga", text)))
    assert found(data) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("name='Data' sheetId='1' r:id='rId1'", "r:id='rId1' name='Data' sheetId='1'"),
        pytest.param("name='Data'", "name = 'Data' state = 'visible'"),
        pytest.param(MAIN, STRICT),
        pytest.param(
            f"xmlns:r='{RELATIONS}'><sheets><sheet",
            f"><sheets><sheet xmlns:r='{RELATIONS}'",
        ),
        pytest.param(RELATIONS, STRICT_RELATIONS),
        pytest.param("<sheets>", "<!-- <sheet name='X' r:id='rId9'/> --><sheets>"),
    ],
    ids=["order", "spaces", "strict", "namespace at the sheet", "strict relations", "remark"],
)
def test_the_sheet_of_hidden_rows_is_found_however_the_book_names_it(old: str, new: str) -> None:
    assert old in BOOK
    data = packed(sheet(ROWS + HIDDEN), book=BOOK.replace(old, new))
    assert found(data) == [f"{UNSEEN}3"]


def test_elements_of_the_book_may_have_a_prefix() -> None:
    book = BOOK.replace("<workbook", "<x:workbook").replace("</workbook", "</x:workbook")
    book = book.replace("<sheet", "<x:sheet").replace("</sheets", "</x:sheets")
    data = packed(sheet(ROWS + HIDDEN), book=book.replace("xmlns=", "xmlns:x="))
    assert found(data) == [f"{UNSEEN}3"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("place", ["state='{}' name='Nama'", "name = 'Nama' state = '{}'"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_hidden_sheet_is_seen_however_it_is_written(state: str, place: str, prefix: str) -> None:
    other = f"<sheet {place.format(state)} sheetId='2' r:id='rId2'/></sheets>"
    book = BOOK.replace("</sheets>", other)
    if prefix:
        book = book.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    second = "<Relationship Id='rId2' Target='worksheets/sheet2.xml' "
    second += f"Type='{RELATIONS}/worksheet'/></Relationships>"
    rels = RELS.replace("</Relationships>", second)
    data = packed(book=book, rels=rels, **{"worksheets/sheet2": sheet(ROWS)})
    assert found(data) == [
        "[D029] hidden sheets are not published: Nama; nor is the original workbook"
    ]


def test_a_relationship_of_another_prefix_is_never_read_past_hidden_rows() -> None:
    book = BOOK.replace("xmlns:r=", "xmlns:rel=").replace("r:id=", "rel:id=")
    (problem,) = found(packed(sheet(ROWS + HIDDEN), book=book))
    assert problem in {f"{UNSEEN}3", DAMAGED}


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("lembar/data.xml", "xl/lembar/data.xml"),
    ],
)
def test_the_part_of_a_sheet_may_lie_anywhere(target: str, name: str) -> None:
    rels = RELS.replace("worksheets/sheet1.xml", target)
    (problem,) = found(packed(sheet(ROWS + HIDDEN), rels=rels, name=name))
    assert problem in {f"{UNSEEN}3", DAMAGED}


def test_attributes_of_a_relationship_come_in_any_order() -> None:
    rels = (
        f"<p:Relationships xmlns:p='{PACKAGE}'><p:Relationship Target = 'worksheets/sheet1.xml' "
        f"Type='{RELATIONS}/worksheet' Id = 'rId1'/></p:Relationships>"
    )
    assert found(packed(sheet(ROWS + HIDDEN), rels=rels)) == [f"{UNSEEN}3"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_sheet_in_another_encoding_is_never_read_past_hidden_rows(encoding: str) -> None:
    (problem,) = found(packed(sheet(ROWS + HIDDEN).encode(encoding)))
    assert problem in {f"{UNSEEN}3", DAMAGED, "[D003] the file is empty or no text"}


def failing(cell: str) -> str:
    return sheet(ROWS + LAST.replace("<c r='B3'><v>7</v></c>", cell))


@pytest.mark.parametrize("change", [str, prefixed], ids=["plain", "prefix"])
@pytest.mark.parametrize(
    "cell",
    [
        "<c r='B3'><f>B2*2</f></c>",
        "<c r='B3'><f>B2*2</f><v></v></c>",
        "<c r='B3'><f>B2*2</f><v/></c>",
        "<c r='B3'>\n<f t='shared' si='0'/>\n</c>",
        "<c r='B3'><f><![CDATA[IF(A1<2,1)]]></f></c>",
        "<c r='B3'><f>B2*2</f><v><!-- 7 --></v></c>",
        "<c><f>B2*2</f></c>",
        "<c t='e' r='B3'><v>#REF!</v></c>",
        '<c s="1" r="B3" t = "e"><f>1/0</f><v>#DIV/0!</v></c>',
    ],
)
def test_a_formula_without_a_result_is_seen_however_it_is_written(
    cell: str, change: Callable[[str], str]
) -> None:
    assert found(packed(change(failing(cell)))) == ["[D030] a formula gave no result: B3"]


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='B3'><f>B2*2</f><v>10</v></c>",
        "<c r='B3'><f t='shared' si='0'/><v>10</v></c>",
        "<c r='B3' ><f ca='1'>B2*2</f>\n<v>\n10</v></c>",
        "<c r='B3'><f>B2*2</f><v><!-- x -->10</v></c>",
    ],
)
def test_a_formula_with_a_result_is_a_figure(cell: str) -> None:
    assert "[D030]" not in " ".join(found(packed(failing(cell))))


@pytest.mark.parametrize("change", [str, prefixed], ids=["plain", "prefix"])
@pytest.mark.parametrize(
    "row",
    [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        "<row r='1048576'><c s='0' r = \"XFD1048576\" ><v>1</v></c></row>",
        "<row r='4'><c r='XFD4'><v>1</v></c></row><row r='1048576'><c><v>1</v></c></row>",
    ],
)
def test_a_far_cell_is_seen_however_it_is_written(row: str, change: Callable[[str], str]) -> None:
    (problem,) = found(packed(change(sheet(ROWS + LAST + row))))
    assert problem == "[D028] a sheet reaches over more than 20,000,000 cells"


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param("<!DOCTYPE w>" + sheet(ROWS + LAST), id="document type"),
        pytest.param(
            "<!DOCTYPE w [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>" + sheet(ROWS + LAST), id="entities"
        ),
        pytest.param(sheet(ROWS + LAST)[:-3], id="cut"),
        pytest.param("<c " * 2000, id="open elements"),
        pytest.param(sheet(ROWS, after=f"<sheetData>{LAST}</sheetData>"), id="two lists of rows"),
        pytest.param(sheet(ROWS + LAST.replace("'A3'", "'3A'")), id="place"),
        pytest.param(sheet(ROWS + LAST.replace("'A3'", "'AAAA3'")), id="column"),
        pytest.param("<?xml version='1.0' encoding='cp037'?>" + sheet(ROWS + LAST), id="encoding"),
    ],
)
def test_xml_that_is_none_of_a_workbook_is_refused(xml: str) -> None:
    assert found(packed(xml)) == [DAMAGED]


def test_a_book_whose_sheet_has_no_part_is_refused() -> None:
    assert found(packed(rels=RELS.replace("rId1", "rId2"))) == [DAMAGED]
    twice = BOOK.replace("</sheets>", "<sheet name='DATA' sheetId='2' r:id='rId1'/></sheets>")
    assert found(packed(book=twice)) == [DAMAGED]


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO(packed())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.xml", sheet(ROWS + HIDDEN))
    assert found(stream.getvalue()) == [DAMAGED]


def test_a_workbook_behind_other_bytes_is_no_workbook() -> None:
    other = (
        "[D026] the workbook cannot be read: it is another kind of file with the name of a workbook"
    )
    assert found(b"x" + packed(sheet(ROWS + HIDDEN))) == [other]
    assert found(b"\xd0\xcf\x11\xe0" + packed(sheet(ROWS + HIDDEN))) == [other]
    assert found(packed(package=ROOT.replace("/officeDocument'", "/other'"))) == [other]
    two = ROOT.replace("/>", "/>" + ROOT.partition(">")[2].partition(">")[0] + ">")
    assert found(packed(package=two)) == [DAMAGED]


def beside(xml: str | None = None, **others: str) -> list[tuple[str, str]]:
    """Return code and place of what is personal beside the cells."""
    data = packed(**others) if xml is None else packed(xml, **others)
    problems = screen(data, PATH, Gate()).problems
    return [(each.code, dict(each.params)["reason"]) for each in problems]


MARGIN = [("P020", "a header or footer, or a rule of a sheet")]
OTHER = [("P020", "a text box, a chart or a pivot table")]


@pytest.mark.parametrize(
    "margin",
    [
        f"<headerFooter><oddFooter>&amp;C{NIK}</oddFooter></headerFooter>",
        f"<x:oddFooter xmlns:x='{MAIN}'><![CDATA[&C{NIK}]]></x:oddFooter>",
        f"<headerFooter><oddFooter>{NIK[:8]}&amp;B{NIK[8:]}</oddFooter></headerFooter>",
        f"<headerFooter><oddFooter>{NIK[:8]}<!-- x -->{NIK[8:]}</oddFooter></headerFooter>",
        f"<headerFooter><oddFooter>&#51;{NIK[1:]}</oddFooter></headerFooter>",
        f"<hyperlinks><hyperlink tooltip = 'NIK {NIK}' ref='A1'/></hyperlinks>",
        f"<!-- NIK {NIK} -->",
        f"<?catatan {NIK}?>",
    ],
)
def test_what_stands_beside_the_rows_is_seen_however_it_is_written(margin: str) -> None:
    assert beside(sheet(ROWS + LAST, after=margin)) == MARGIN
    assert beside(prefixed(sheet(ROWS + LAST)).replace("</x:work", f"{margin}</x:work")) == MARGIN


def test_texts_of_other_parts_are_seen_in_xml_or_not() -> None:
    runs = f"<x><r><rPr><sz val='1'/></rPr><t>{NIK[:8]}</t></r>\n<r><t>{NIK[8:]}</t></r></x>"
    assert beside(**{"drawings/drawing1": runs}) == OTHER
    assert beside(**{"drawings/drawing1": f"<div><br>NIK {NIK}</div>"}) == OTHER
    assert beside(**{"drawings/drawing1": f"<!DOCTYPE a [<!ENTITY b '{NIK}'>]><a/>"}) == OTHER
    assert beside(comments1=f'<a><b c="NIK {NIK}"/></a>') == [("P020", "a comment")]


def test_a_sheet_that_the_book_does_not_name_is_looked_into() -> None:
    unused = sheet(ROWS.replace("Dago", NIK))
    assert beside(**{"worksheets/sheet9": unused}) == MARGIN
