"""How a table file was read, in sentences for its page: every guess is stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.i18n import N_, Translator
from sitegen.model import Column, Convention
from sitegen.pages import wording
from sitegen.tables.files.sheetxml import letters

if TYPE_CHECKING:
    from sitegen.tables.table import TableFile, TableReading

_DELIMITERS = {
    ",": N_("commas"),
    ";": N_("semicolons"),
    "\t": N_("tabs"),
    "|": N_("vertical bars"),
}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "windows-1252": "Windows-1252",
}
_DECIMALS = {",": N_("comma before decimals"), ".": N_("dot before decimals")}
_GROUPS = {
    ".": N_("dots between thousands"),
    ",": N_("commas between thousands"),
    " ": N_("spaces between thousands"),
    "'": N_("apostrophes between thousands"),
}
_ORDERS = {"dmy": N_("day before month"), "mdy": N_("month before day")}
# What needs no explanation: a file with values such as `1234` and `2026-11-03`.
_SHOWN = 4


def reading_notes(file: TableFile, t: Translator) -> Iterator[str]:
    """Yield a sentence for each decision made when the file was read."""
    reading, table = file.reading, file.table
    yield from _file_notes(reading, t)
    yield from _layout_notes(file, t)
    for column, convention in zip(table.columns, table.conventions, strict=True):
        told = _column_note(column, convention, t)
        if told:
            yield told


def _file_notes(reading: TableReading, t: Translator) -> Iterator[str]:
    if reading.sheet:
        yield t.gettext(N_("The table stands in sheet “{sheet}” of the workbook.")).format(
            sheet=reading.sheet
        )
        return
    yield t.gettext(N_("The cells of the original file are separated by {sign}.")).format(
        sign=t.gettext(_DELIMITERS[reading.delimiter])
    )
    if reading.encoding != "utf-8":
        yield t.gettext(N_("The letters of the original file were read as {encoding}.")).format(
            encoding=_ENCODINGS[reading.encoding]
        )
    if reading.bom:
        yield t.gettext(N_("The original file begins with a byte order mark; it was removed."))


def _layout_notes(file: TableFile, t: Translator) -> Iterator[str]:
    reading, table = file.reading, file.table
    if reading.header != (1,):
        yield t.gettext(N_("The names of the columns stand in row {rows}.")).format(
            rows=_numbers(reading.header)
        )
    if reading.numbering:
        yield t.gettext(N_("Row {row} numbers the columns and was left out.")).format(
            row=reading.numbering
        )
    if reading.dropped:
        yield t.gettext(
            N_("Columns without a name and without a cell were left out: {numbers}.")
        ).format(numbers=_numbers(reading.dropped))
    for total in table.totals:
        yield t.gettext(
            N_("Row {row} (“{label}”) is a total: it was left out of the tidy table and of charts.")
        ).format(row=total.row, label=total.cells[0] if total.cells else "")
    if table.levels and table.levels.rows:
        yield t.gettext(
            N_(
                "Some rows contain others, as “{column}” tells: charts show one level of them, so that nothing "
                "counts twice."
            )
        ).format(column=table.levels.column)
    yield from _left_out(reading, t)
    for note in table.notes:
        yield t.gettext(N_("Row {row} stands outside the table: “{text}”.")).format(
            row=note.row, text=" ".join(note.cells)
        )
    if file.original and file.reading.sheet:
        yield t.gettext(
            N_("The properties of the workbook that is offered, such as its author, were left out.")
        )
    if not file.original:
        yield t.gettext(
            N_(
                "The original workbook is not offered, as it holds more than this table; one with its values is."
            )
        )


def _left_out(reading: TableReading, t: Translator) -> Iterator[str]:
    """The rows that are no part of the table and are not shown."""
    if reading.repeated:
        yield t.gettext(N_("The header is repeated in row {rows}; it was left out there.")).format(
            rows=_numbers(reading.repeated)
        )
    first, last = reading.second
    if first:
        yield t.gettext(
            N_("Rows {first} to {last} hold another table, which was left out.")
        ).format(first=first, last=last)
    left, right = reading.aside
    if left:
        yield t.gettext(
            N_("Columns {first} to {last} hold another table, which was left out.")
        ).format(first=letters(left), last=letters(right))
    if reading.signed:
        yield t.gettext(
            N_("From row {row} on stand signatures; they are no part of the table.")
        ).format(row=reading.signed)


def _column_note(column: Column, convention: Convention, t: Translator) -> str:
    """What was found in a column and how it was read, "" if that goes without saying."""
    parts: list[str] = []
    for label, words in ((convention.decimal, _DECIMALS), (convention.grouping, _GROUPS)):
        if label:
            parts.append(t.gettext(words[label]))
    if convention.order:
        parts.append(t.gettext(_ORDERS[convention.order]))
    if convention.filled:
        text = t.ngettext(
            N_("{count} merged cell filled with the value above it"),
            "{count} merged cells filled with the value above them",
            convention.filled,
        )
        parts.append(text.format(count=wording.whole(convention.filled, t.lang)))
    for text, count in convention.missing:
        if text:
            parts.append(
                t.gettext(N_("no value where it says “{text}” ({count})")).format(
                    text=text, count=wording.whole(count, t.lang)
                )
            )
    parts += [
        t.gettext(N_("“{text}” is read as {value} ({count})")).format(
            text=text, value=value, count=wording.whole(count, t.lang)
        )
        for text, count, value in convention.stands[:_SHOWN]
    ]
    if not parts:
        return ""
    forms = [
        f"“{example}” ({wording.whole(count, t.lang)})"
        for _, count, example in convention.forms[:_SHOWN]
    ]
    seen = t.gettext(N_("as in {forms}")).format(forms=", ".join(forms)) if forms else ""
    return f"{column.title}: {'; '.join(part for part in (*parts, seen) if part)}."


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
