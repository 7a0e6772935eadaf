"""Posts in a table: CSV with a row for each, as spreadsheets and form programs export them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sitegen.i18n import N_
from sitegen.keys.values import date_within
from sitegen.migration.post import OldPost
from sitegen.migration.xmlitems import UnreadableError
from sitegen.tables.files.csvfile import delimiter_of, limit_cells

_COLUMNS = {
    "title": ("judul", "title", "nama kegiatan", "kegiatan", "post_title"),
    "day": ("tanggal", "date", "publishedat", "published_at", "post_date", "waktu", "timestamp"),
    "body": ("isi", "body", "content", "uraian", "deskripsi", "post_content", "teks"),
    "summary": ("ringkasan", "excerpt", "summary", "description"),
    "cover": ("foto", "gambar", "image", "photo", "thumbnail"),
    "address": ("alamat", "url", "link", "tautan", "permalink"),
    "words": ("kategori", "category", "tags", "topik"),
}
_MAX_BYTES = 64 * 1024 * 1024


def parse_sheet(data: bytes) -> Iterator[OldPost]:
    """Yield a post for each row; raises UnreadableError."""
    if len(data) > _MAX_BYTES:
        raise UnreadableError(N_("it is too long"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(N_("it is not UTF-8 text")) from None
    limit_cells()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        header = [" ".join(cell.casefold().split()) for cell in next(rows, [])]
        at = {
            name: next((header.index(each) for each in words if each in header), -1)
            for name, words in _COLUMNS.items()
        }
        if at["title"] < 0 or at["body"] < 0:
            raise UnreadableError(N_("it has no columns `judul` and `isi`"))
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                yield _post(row, at, number)
    except csv.Error:
        raise UnreadableError(N_("it cannot be read as CSV")) from None


def _post(row: list[str], at: dict[str, int], number: int) -> OldPost:
    cells = {name: row[n].strip() if 0 <= n < len(row) else "" for name, n in at.items()}
    found = date_within(cells["day"])
    body = cells["body"]
    html = "</" in body or "<br" in body.casefold()
    # Form programs put a bar where a line ended.
    plain = body.replace("|", "\n\n") if "\n" not in body and not html else body
    return OldPost(
        source=f":{number}",
        title=cells["title"],
        day=found[0] if found else None,
        body=plain,
        markup="html" if html else "plain",
        summary=cells["summary"],
        cover=cells["cover"],
        address=cells["address"],
        words=tuple(filter(None, map(str.strip, cells["words"].split(",")))),
    )
