"""Posts in a table with a row for each: CSV, as form programs export it, or a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import tzinfo

from sitegen.i18n import N_
from sitegen.migration.days import NO_DAY, UNREAD_DAY, day_in
from sitegen.migration.post import NOT_PUBLISHED, PAGE, PASSWORD, STATES, OldPost
from sitegen.migration.xmlitems import UnreadableError
from sitegen.model import Problem
from sitegen.tables.files.csvfile import delimiter_of, limit_cells
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.shape.cells import text_of

_COLUMNS = {
    "title": ("judul", "title", "nama kegiatan", "kegiatan", "post_title", "judul berita"),
    "day": ("tanggal", "date", "publishedat", "published_at", "post_date", "waktu", "timestamp"),
    "body": ("isi", "body", "content", "uraian", "deskripsi", "post_content", "teks"),
    "summary": ("ringkasan", "excerpt", "summary", "description"),
    "cover": ("foto", "gambar", "image", "photo", "thumbnail"),
    "address": ("alamat", "url", "link", "tautan", "permalink"),
    "words": ("kategori", "category", "categories", "tags", "topik"),
    "state": ("status", "post_status", "status publikasi", "keadaan"),
    "kind": ("post type", "post_type", "tipe", "jenis konten"),
    "password": ("password", "post_password"),
}
# What exports of plugins call the kind of a row.
_POST_KINDS = frozenset({"", "post", "posts", "berita", "artikel"})
_PAGE_KINDS = frozenset({"page", "pages", "halaman"})
_MAX_BYTES = 64 * 1024 * 1024
# Rows that may stand above the header of a workbook.
_ABOVE = 10
_NO_COLUMNS = N_("it has no columns `judul` and `isi`")


def parse_sheet(data: bytes, zone: tzinfo) -> Iterator[OldPost]:
    """Yield a post for each row of a CSV, dated in `zone`; raises UnreadableError."""
    if len(data) > _MAX_BYTES:
        raise UnreadableError(N_("it is too long"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(N_("it is not UTF-8 text")) from None
    limit_cells()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        at = _columns(next(rows, []))
        if not at:
            raise UnreadableError(_NO_COLUMNS)
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                yield _post(row, at, number, zone)
    except csv.Error:
        raise UnreadableError(N_("it cannot be read as CSV")) from None


def parse_book(data: bytes, name: str, zone: tzinfo) -> Iterator[OldPost]:
    """Yield a post for each row of the sheet of a workbook that has titles and texts.

    Rows above its header are left out. Raises UnreadableError, also for a sheet with hidden rows or
    columns: nobody sees what would be published.
    """
    raw = parse_raw(data, name)
    if isinstance(raw, Problem):
        raise UnreadableError(N_("it cannot be read as a workbook"))
    for sheet in raw.sheets:
        if sheet.hidden:
            continue
        rows = [(number, [text_of(cell) for cell in cells]) for number, cells in sheet.every_row()]
        headers = (i for i, (_, cells) in enumerate(rows[:_ABOVE]) if _columns(cells))
        header = next(headers, -1)
        if header < 0:
            continue
        if sheet.unseen:
            raise UnreadableError(N_("it has hidden rows or columns: show or remove them"))
        at = _columns(rows[header][1])
        yield from (_post(row, at, number, zone) for number, row in rows[header + 1 :])
        return
    raise UnreadableError(_NO_COLUMNS)


def _columns(cells: list[str]) -> dict[str, int]:
    """The place of each column by what it means, -1 for none; empty without titles and texts."""
    header = [" ".join(cell.casefold().split()) for cell in cells]
    at = {
        name: next((header.index(each) for each in words if each in header), -1)
        for name, words in _COLUMNS.items()
    }
    return at if at["title"] >= 0 and at["body"] >= 0 else {}


def _post(row: list[str], at: dict[str, int], number: int, zone: tzinfo) -> OldPost:
    cells = {name: row[n].strip() if 0 <= n < len(row) else "" for name, n in at.items()}
    body = cells["body"]
    html = "</" in body or "<br" in body.casefold()
    # Form programs put a bar where a line ended.
    plain = body.replace("|", "\n\n") if "\n" not in body and not html else body
    return OldPost(
        source=f":{number}",
        title=cells["title"],
        day=day_in(cells["day"], zone),
        undated=UNREAD_DAY if cells["day"] else NO_DAY,
        body=plain,
        markup="html" if html else "plain",
        summary=cells["summary"],
        cover=cells["cover"],
        address=cells["address"],
        words=tuple(filter(None, map(str.strip, re.split(r"[,;|]", cells["words"])))),
        skipped=_left(cells),
        page=cells["kind"].casefold() in _PAGE_KINDS,
    )


def _left(cells: dict[str, str]) -> str:
    """Why a row is not to be taken, as its cells say; a state in words that are not known is none."""
    kind, state = cells["kind"].casefold(), cells["state"].casefold()
    if cells["password"]:
        return PASSWORD
    if kind in _PAGE_KINDS:
        return PAGE
    if kind not in _POST_KINDS:
        return N_("it is neither a post nor a page")
    return STATES.get(state, NOT_PUBLISHED) if state else ""
