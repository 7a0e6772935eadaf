"""Documents (PDF): what is published of them, what is told, and that each is read once."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sitegen.documents.kind import other_kind
from sitegen.documents.reading import DocumentText, checked_document
from sitegen.engine.build import Result
from sitegen.privacy.people.find import find_people
from sitegen.processes.worker import WorkerError
from sitegen.units import documents
from tests.conftest import CityFolder
from tests.pdf import changed, pdf

City = Callable[[str], CityFolder]
LAPORAN = "content/kelurahan/dago/laporan"
PAGE = "kelurahan/dago/laporan/2026/11/a/"
TEXT = f"-- {LAPORAN}/2026-11-03-a.md --\n---\njudul: A\n---\nSurat: [SK](sk.pdf).\n"
NIK = "3273011501900001"
LINK = "<</Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(https://x.example/?nik={address})>>>>"
# A page that no list of pages has any more; what it draws is the next object.
LOST_PAGE = "<</Type/Page/MediaBox[0 0 600 200]/Contents 101 0 R/Resources<</Font<</F1 3 0 R>>>>>>"


def drawing(orders: str) -> str:
    """An object that draws something."""
    return f"<</Length {len(orders) + 6}>>stream\nBT {orders} ET\nendstream"


def unlisted(document: bytes, thing: str) -> bytes:
    """The document with an object at its end that no table of objects names."""
    end = document.rpartition(b"startxref")[2]
    return document + f"7 0 obj\n{thing}\nendobj\nstartxref".encode() + end


def published(city: CityFolder, data: bytes) -> tuple[Result, bool]:
    """The result of a build with this document, and whether it is beside its page."""
    city.write(f"{LAPORAN}/sk.pdf", data)
    result = city.build()
    there = (city.output / PAGE / "sk.pdf").exists()
    page = city.read(f"/{PAGE}")
    assert (f'<a href="/{PAGE}sk.pdf">SK</a>' in page) is there
    assert ("<p>Surat: SK.</p>" in page) is not there
    return result, there


def of_document(result: Result) -> list[str]:
    return [each.code for each in result.problems if each.where.path.endswith(".pdf")]


@pytest.fixture(autouse=True)
def _own_limit() -> Iterator[None]:
    """The reader limits its process, which is that of all tests here."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "an empty file"),
        (b"\0" * 500, "an empty file"),
        (b"<!DOCTYPE html><title>502</title>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\n<html>", "a web page (HTML)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an XML document or a drawing (SVG)"),
        (b"MZ\x90" + pdf(), "a program"),
        (b"\x7fELF", "a program"),
        (b"#!/bin/sh\n", "a program"),
        (b"PK\x03\x04", "a workbook, an Office document or an archive (ZIP)"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"Halo", "another kind of file"),
        (b"%PDF-1.4", "a PDF document that ends too early, as after a lost connection"),
        (pdf()[:-200], "a PDF document that ends too early, as after a lost connection"),
        (pdf(), ""),
        (b"\n" + pdf() + b"\r\n", ""),
    ],
)
def test_what_a_file_is_that_is_called_pdf(data: bytes, kind: str) -> None:
    assert other_kind(data) == kind


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"catalog": "/OpenAction<</S/JavaScript/JS(x)>>"}, id="a script at once"),
        pytest.param({"catalog": "/OpenAction<</S/URI/URI(http://x.example)>>"}, id="an address"),
        pytest.param({"catalog": "/OpenAction<</S/Named/N/Print>>"}, id="the printer"),
        pytest.param({"page": "/AA<</O<</S/URI/URI(http://x.example)>>>>"}, id="at a page"),
        pytest.param({"objects": ["<</S/Launch/F(cmd.exe)>>"]}, id="a program, unused"),
        pytest.param({"objects": ["<</S/JavaScript/JS(x)>>"]}, id="a script, unused"),
        pytest.param({"catalog": "/Names<</JavaScript<</Names[]>>>>"}, id="a list of scripts"),
        pytest.param({"catalog": "/AcroForm<</Fields[]/XFA(x)>>"}, id="a form that is a program"),
        pytest.param(
            {"catalog": "/Names<</EmbeddedFiles<</Names[(a)100 0 R]>>>>"}, id="a file within"
        ),
        pytest.param(
            {"objects": ["<</Type/Filespec/F(a)/EF<</F 101 0 R>>>>", "<<>>"]}, id="a file, unused"
        ),
        pytest.param(
            {"page": "/Annots[<</Subtype/FileAttachment/Rect[0 0 1 1]>>]"}, id="a file on a page"
        ),
        pytest.param({"page": "/Annots[<</Subtype/RichMedia/Rect[0 0 1 1]>>]"}, id="a film"),
    ],
)
def test_a_document_that_acts_or_carries_something_is_refused(parts: dict[str, Any]) -> None:
    assert checked_document(pdf(**parts)).code == "L004"


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"catalog": "/OpenAction[10 0 R/Fit]"}, id="opens at a page"),
        pytest.param({"catalog": "/OpenAction<</S/GoTo/D[10 0 R/Fit]>>"}, id="goes to a page"),
        pytest.param(
            {"page": "/Annots[<</Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(https://x.example)>>>>]"},
            id="a link",
        ),
    ],
)
def test_a_document_may_lead_to_pages_and_addresses(parts: dict[str, Any]) -> None:
    found = checked_document(pdf("Isi surat", **parts))
    assert (found.code, found.pages, found.left) == ("", ("Isi surat",), ())


def test_a_locked_a_damaged_and_an_endless_document_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    locked = pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard>>")
    assert checked_document(locked).code == "L003"
    assert checked_document(b"%PDF-1.4\n%%EOF\n").code == "L002"
    monkeypatch.setattr("sitegen.documents.reading.MAX_PAGES", 2)
    assert checked_document(pdf("a", "b", "c")) == DocumentText(code="L005", reason="3")
    monkeypatch.setattr("sitegen.documents.actions.MAX_OBJECTS", 5)
    assert checked_document(pdf()).code == "L005"


def test_a_document_without_a_table_of_its_objects_is_read_as_viewers_do() -> None:
    head, _, _ = pdf("Isi surat").partition(b"xref")
    bare = head + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"
    assert checked_document(bare).pages == ("Isi surat",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "L001"),
        (b"<html><script>alert(1)</script></html>", "L001"),
        (b"%PDF-1.4\n%%EOF\n", "L002"),
        (pdf(catalog="/OpenAction<</S/JavaScript/JS(x)>>"), "L004"),
        (pdf("Penerima", f"NIK {NIK}"), "L007"),
        (pdf("Isi surat", info=f"/Author(Siti {NIK})"), "L007"),
        (pdf("Ananda Budi Contoh (3 th) dinyatakan gizi buruk"), "L007"),
        (pdf("Isi surat", page=f"/Annots[<</Subtype/Text/Contents(NIK {NIK})>>]"), "L007"),
        (pdf("Isi surat", page=f"/Annots[{LINK.format(address=NIK)}]"), "L007"),
        (changed(pdf(f"NIK {NIK}")), "L010"),
        (changed(changed(pdf(f"NIK {NIK}"))), "L010"),
        (changed(pdf("Isi surat", info=f"/Author(Siti {NIK})")), "L010"),
        (pdf("Isi surat", objects=[f"<</Note(Siti {NIK})>>"]), "L010"),
        (
            pdf(
                "Isi surat", objects=[drawing(f"(NIK {NIK[:8]})Tj[({NIK[8:10]})-9({NIK[10:]})]TJ")]
            ),
            "L010",
        ),
        (pdf("Isi surat", objects=[LOST_PAGE, drawing(f"/F1 9 Tf({NIK})Tj")]), "L010"),
        (unlisted(pdf("Isi surat"), f"<</Note({NIK})>>"), "L010"),
    ],
)
def test_a_document_that_may_not_be_published_leaves_its_words(
    city: City, data: bytes, code: str
) -> None:
    made = city(TEXT)
    result, there = published(made, data)
    assert (of_document(result), there) == ([code], False)
    assert "M010" in {each.code for each in result.problems}
    assert result.held_back == (f"{LAPORAN}/sk.pdf",)
    good, there = published(made, pdf("Isi surat"))
    assert (good.problems, there) == ((), True)


def test_warned_kinds_and_scans_are_told_and_published(city: City) -> None:
    made = city(TEXT)
    result, there = published(made, pdf("Hubungi 0812-3456-7890"))
    assert (of_document(result), there) == (["L008"], True)
    result, there = published(made, pdf("Ibu Siti Contoh (67 tahun), warga RT 02"))
    assert (of_document(result), there) == (["L008"], True)
    result, there = published(made, changed(pdf("Hubungi 0812-3456-7890")))
    assert (of_document(result), there) == (["L011"], True)
    result, there = published(made, pdf("", ""))
    assert (of_document(result), there) == (["L006"], True)
    assert dict(result.problems[0].params) == {"count": "2", "pages": "2"}


def test_a_document_keeps_a_few_earlier_versions_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that was signed does."""
    monkeypatch.setattr("sitegen.documents.reading.MAX_VERSIONS", 2)
    twice = changed(changed(pdf("Isi surat")))
    assert checked_document(twice).code == ""
    assert checked_document(changed(twice)) == DocumentText(code="L012", reason="3")


def test_what_is_left_is_told_once_and_in_the_place_where_it_is_shown() -> None:
    now = checked_document(changed(pdf("Isi surat"), "Isi surat"))
    assert (now.pages, now.left) == (("Isi surat",), ())


@pytest.mark.parametrize(
    "rest",
    [b"startxref\n0\n%%EOF\n", b"startxref\n99999\n%%EOF\n", b"1 0 obj\n<<((\n", b"9 0 obj"],
)
def test_remains_that_are_no_version_and_no_object_do_no_harm(rest: bytes) -> None:
    head, _, tail = pdf("Isi surat").rpartition(b"startxref")
    found = checked_document(head + rest + b"\nstartxref" + tail)
    assert (found.code, found.pages, found.left) == ("", ("Isi surat",), ())


def test_a_document_is_read_once_and_nothing_of_it_is_kept(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(TEXT)
    result, _ = published(made, pdf(f"NIK {NIK}"))
    assert [dict(p.params)["found"] for p in result.problems if p.code == "L007"] == [
        "327301xxxxxxxxxx"
    ]
    monkeypatch.setattr(documents, "checked_document", lambda _: pytest.fail("read again"))
    documents._reader.cache_clear()
    assert of_document(made.build(force=True)) == ["L007"]
    documents._reader.cache_clear()
    for path in (made.root / ".sitegen").rglob("*"):
        assert not path.is_file() or NIK.encode() not in path.read_bytes()


def test_all_that_judges_documents_decides_whether_they_are_read_again() -> None:
    """Lists of people are found by a room of their own."""
    rooms = ("sitegen.documents.", "sitegen.privacy.")
    judging = {each.__file__ for name, each in sys.modules.items() if name.startswith(rooms)}
    assert find_people.__code__.co_filename in judging
    assert judging <= {str(path) for path in documents.rule_modules()}


def test_a_document_that_cannot_be_looked_at_stays_as_it_is_online(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(TEXT)
    published(made, pdf("Isi surat"))

    class Dead:
        def run(self, _: bytes) -> DocumentText:
            raise WorkerError("died")

    monkeypatch.setattr(documents, "_reader", Dead)
    for _ in range(2):
        result, there = published(made, pdf("Isi surat yang baru"))
        assert ([each.code for each in result.problems], there) == (["L009"], True)
        assert (made.output / PAGE / "sk.pdf").read_bytes() == pdf("Isi surat")
    monkeypatch.undo()
    result, there = published(made, pdf("Isi surat yang baru"))
    assert (result.problems, there) == ((), True)
    assert (made.output / PAGE / "sk.pdf").read_bytes() == pdf("Isi surat yang baru")


def test_a_document_that_no_text_publishes_is_not_looked_at(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(TEXT.replace("judul: A", "judul: A\ndraf: ya"))
    made.write(f"{LAPORAN}/sk.pdf", b"bukan")
    monkeypatch.setattr(documents, "document_verdict", lambda *_: pytest.fail("looked at"))
    assert made.build().problems == ()
