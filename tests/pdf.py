"""PDF documents for tests, made of their objects without a library."""

from __future__ import annotations

from collections.abc import Iterable

CATALOG = "<</Type/Catalog/Pages 2 0 R{more}>>"


def pdf(
    *pages: str, catalog: str = "", info: str = "", page: str = "", objects: Iterable[str] = ()
) -> bytes:
    """Return a document with these lines of text, one a page; "" draws a picture alone.

    `catalog` and `page` are further keys of the catalogue and of each page, `info` those of its
    properties, `objects` further objects, numbered from 100.
    """
    pages = pages or ("Isi",)
    kids = [10 + 2 * at for at in range(len(pages))]
    found = {
        1: CATALOG.format(more=catalog),
        2: f"<</Type/Pages/Kids[{' '.join(f'{n} 0 R' for n in kids)}]/Count {len(kids)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: f"<<{info}>>",
    }
    for number, text in zip(kids, pages, strict=True):
        words = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET" if text else "0 0 90 90 re f"
        found[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>>>{page}>>"
        )
        found[number + 1] = f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"
    found |= dict(enumerate(objects, start=100))
    body, places = "%PDF-1.4\n", {}
    for number, text in found.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{n} 1\n{at:010} 00000 n \n" for n, at in places.items())
    end = f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size 200/Root 1 0 R/Info 4 0 R>>\n"
    return f"{body}{end}startxref\n{len(body)}\n%%EOF\n".encode("latin-1")


def changed(document: bytes, text: str = "Diganti") -> bytes:
    """Return a document of `pdf` whose first page was changed by adding to its end."""
    drawn = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET"
    at, before = len(document), document.rpartition(b"startxref\n")[2].split()[0].decode()
    new = f"11 0 obj\n<</Length {len(drawn)}>>stream\n{drawn}\nendstream\nendobj\n"
    info = at + len(new)
    new += "4 0 obj\n<<>>\nendobj\n"
    end = at + len(new)
    table = f"xref\n4 1\n{info:010} 00000 n \n11 1\n{at:010} 00000 n \n"
    trailer = f"trailer\n<</Size 200/Root 1 0 R/Info 4 0 R/Prev {before}>>\n"
    return document + f"{new}{table}{trailer}startxref\n{end}\n%%EOF\n".encode("latin-1")
