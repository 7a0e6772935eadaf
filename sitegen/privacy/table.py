"""Personal data in a table, where a column says what all of its cells are.

Rows are (row number as in a spreadsheet, cells), whatever kind of file they come from; there may
be titles above the header.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from sitegen.privacy.contacts import is_mobile
from sitegen.privacy.finding import FindingKind
from sitegen.privacy.header import LONG, Headed, TextRow
from sitegen.privacy.numbers import (
    digits,
    is_birth,
    is_budget_code,
    is_example,
    is_resident,
    telephone,
)
from sitegen.privacy.text import find
from sitegen.tables.shape.layout import HEAD_ROWS

# Rows in which a number over several cells is looked for.
SPLIT_ROWS = 300
# Words of a header, and the number of digits in the cells below it.
_HEADERS: dict[FindingKind, tuple[frozenset[str], range]] = {
    "nik": (frozenset({"nik", "ktp", "kependudukan"}), range(15, 18)),
    "kk": (frozenset({"kk", "nkk"}), range(15, 18)),
    "npwp": (frozenset({"npwp", "nitku"}), range(11, 23)),
    "rekening": (frozenset({"rekening", "rek", "norek"}), range(10, 19)),
}
# Numbers that only the header tells, and how many digits they have.
_PERSONAL: dict[str, tuple[frozenset[str], range]] = {
    "BPJS": (frozenset({"bpjs", "jkn", "kis", "noka"}), range(8, 14)),
    "NISN": (frozenset({"nisn"}), range(9, 11)),
    "paspor": (frozenset({"paspor", "passport"}), range(6, 9)),
    "SIM": (frozenset({"sim"}), range(12, 15)),
}
# A number of a person in a column that says so in other words.
_NUMBERED = frozenset({"id", "identitas", "ktp", "nik", "nomor", "penduduk"})
_BANK = frozenset({"bank"})
_OF_BANK = frozenset({"akun", "no", "nomor", "norek", "number"})
_ACCOUNT_CELL = re.compile(r"[0-9][0-9 .\-]{8,24}")
_TELEPHONE = frozenset(
    {
        "contact",
        "fax",
        "handphone",
        "hp",
        "kontak",
        "nohp",
        "notelp",
        "phone",
        "ponsel",
        "telepon",
        "telp",
        "telpon",
        "tlp",
        "wa",
        "whatsapp",
    }
)
_MAIL = frozenset({"email", "mail", "surel"})
_NO_ACCOUNT = frozenset({"kode", "uraian", "belanja", "jumlah", "anggaran", "listrik", "air"})
_MONEY = frozenset(
    {
        "anggaran",
        "belanja",
        "harga",
        "jumlah",
        "nilai",
        "omzet",
        "pagu",
        "pdrb",
        "pendapatan",
        "realisasi",
        "rp",
        "rupiah",
        "total",
    }
)
_PERSON = re.compile(
    r"nama (?:lengkap|pasien|penerima|warga|siswa|murid|anak|bayi|balita|ibu|ayah|korban|peserta"
    r"|pemilik|pengurus|lansia|orang tua|suami|istri|wali|penduduk|penyandang|kepala keluarga|kk|pegawai)"
    r"(?: .*)?|penerima|pasien|full name"
)
# Beside these a column of mobile numbers lists people; a "nama" may be a building's.
_NAMED = (frozenset({"nama"}), frozenset({"nama", "kader"}), frozenset({"kader"}))
_WORD = re.compile(r"[a-z]+")
# A cell with one of these may itself be a table row: a whole row in quotes, a line with an unusual
# separator, text pasted into one column of a workbook.
SPLIT = re.compile(r"[,;\t|\u00a6]")
_BROKEN = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,15})?E\+?1[3-7]", re.IGNORECASE)
# A mobile's number without its 0, which a spreadsheet drops.
_SHORT_MOBILE = re.compile(r"8[1-9][0-9]{7,10}")
_SEVERAL = re.compile(r"\s*[,/;]\s*|\s{2,}")
_TELEPHONE_CELL = re.compile(r"[+()0-9 .\-]{6,24}")
_NUMBER_CELL = re.compile(r"[0-9][0-9 .,/\-]{8,30}")


class ColumnFinding(Struct, frozen=True, kw_only=True):
    """What one column holds; `row` is the first such row, `values` are (as typed, plain).

    `beside` is the column that tells something of the people named in this one.
    """

    kind: FindingKind
    row: int
    column: str
    values: tuple[tuple[str, str], ...]
    beside: str = ""

    @property
    def value(self) -> str:
        """All values as one text, the same however the rows are sorted."""
        return "\n".join(sorted({plain for _, plain in self.values}))


class _ScreenedColumn(Struct, frozen=True):
    """A column: its name, the words of it, and the first row of each distinct non-empty cell.

    `above` has the words of each text between the header and the first long number. `packed` says
    that such a text, or the name, may be several names.
    """

    name: str
    words: frozenset[str]
    rows: dict[str, int]
    people: bool
    named: bool = False
    banked: bool = False
    above: tuple[frozenset[str], ...] = ()
    packed: bool = False

    def parts(self, cell: str) -> Iterator[str]:
        """Yield a cell, and its parts if the column is packed."""
        yield cell
        if self.packed:
            yield from map(str.strip, SPLIT.split(cell))


def find_in_headed(table: Headed, own: frozenset[str] = frozenset()) -> tuple[ColumnFinding, ...]:
    """Return what a table's titles, header and notes hold, then what each column holds.

    `own` are the unit's own telephone numbers and addresses, as `Finding.value` has them.
    """
    found = [each for row in table.above for each in _in_words(row, own)]
    # A note stands in no column.
    found += [replace(each, column="") for row in table.below for each in _in_words(row, own)]
    for column in _columns(table):
        found += _in_column(column, own)
    return tuple(found)


def header_words(name: str) -> frozenset[str]:
    """Return the words of a column's name in lower case."""
    return frozenset(_WORD.findall(name.casefold()))


def names_personal(name: str) -> bool:
    """Return whether a column's name says that its cells are people's numbers."""
    words = header_words(name)
    return bool(words & _TELEPHONE) or any(_says(words, kind) for kind in _HEADERS)


def names_people(name: str) -> bool:
    """Return whether a column of this name holds people's names."""
    return bool(_PERSON.fullmatch(" ".join(_WORD.findall(name.casefold()))))


def _in_words(row: TextRow, own: frozenset[str]) -> Iterator[ColumnFinding]:
    """Yield what a title or header row holds, within a cell or across cells."""
    number, cells = row
    filled = [cell for cell in cells if cell]
    known = set(own)
    for text in (*filled, "; ".join(filled)):
        for each in find(text):
            if each.value not in known:
                known.add(each.value)
                name = text if text in filled else ""
                values = ((text[each.start : each.end], each.value),)
                yield ColumnFinding(kind=each.kind, row=number, column=name, values=values)


def _columns(table: Headed) -> Iterator[_ScreenedColumn]:
    people = any(
        names_people(part)
        for at in range(len(table.names))
        for text in table.called(at)
        for part in (text, *map(str.strip, SPLIT.split(text)))
    )
    named = people or any(header_words(name) in _NAMED for name in table.names)
    banked = any(header_words(name) & _BANK for name in table.names)
    for name, column in zip_longest(table.names, table.columns):
        rows = column.rows if column else {}
        above = tuple(_above(rows))
        yield _ScreenedColumn(
            name or "",
            header_words(name or ""),
            rows,
            people,
            named,
            banked,
            tuple(map(header_words, above)),
            any(map(SPLIT.search, (name or "", *above))),
        )


def _above(cells: Iterable[str]) -> Iterator[str]:
    """Yield cells that may still be a header, such as that of a second table."""
    for cell in islice(cells, HEAD_ROWS):
        if len(digits(cell)) >= LONG:
            return
        yield cell


def _in_column(column: _ScreenedColumn, own: frozenset[str]) -> Iterator[ColumnFinding]:
    said = dict(_said(column))
    shaped: dict[FindingKind, list[tuple[str, str]]] = {}
    for cell, kind, value in _shaped(column):
        of_office = kind == "telepon" and not column.people and not is_mobile(value)
        if cell not in said and value not in own and not of_office:
            shaped.setdefault(kind, []).append((cell, value))
    for cell, (kind, value) in said.items():
        if value not in own:
            shaped.setdefault(kind, []).append((cell, value))
    if _is_chance(column, shaped.get("nik", ())):
        del shaped["nik"]
    for kind, many in shaped.items():
        row = min(column.rows[cell] for cell, _ in many)
        yield ColumnFinding(
            kind=_of_column(kind, column, many),
            row=row,
            column=column.name,
            values=tuple(many),
            beside=_number_label(column) if kind == "nomor-pribadi" else "",
        )


def _said(column: _ScreenedColumn) -> Iterator[tuple[str, tuple[FindingKind, str]]]:
    """Yield cells that are what the header says, even with a digit wrong or lost."""
    for kind, (_, lengths) in _HEADERS.items():
        named = _says(column.words, kind)
        if not named and (
            column.words & _NO_ACCOUNT or not any(_says(words, kind) for words in column.above)
        ):
            continue
        for cell in column.rows:
            for part in column.parts(cell):
                number = digits(part)
                counts = named or _NUMBER_CELL.fullmatch(part)
                if (
                    counts
                    and len(number) in lengths
                    and not is_example(number)
                    and not is_budget_code(part)
                ):
                    yield cell, (kind, number)
                    break
    if column.words & _TELEPHONE:
        for cell in column.rows:
            numbers = [
                telephone(part)
                for whole in column.parts(cell)
                for part in _SEVERAL.split(whole)
                if _TELEPHONE_CELL.fullmatch(part) and len(digits(part)) in range(6, 14)
            ]
            if numbers and (column.people or any(map(is_mobile, numbers))):
                yield cell, ("telepon", " ".join(numbers))
    yield from _said_otherwise(column)
    if not column.words & _MONEY or column.words & {"nik", "kk", "npwp"}:
        for cell in column.rows:
            if _BROKEN.fullmatch(cell):
                yield cell, ("angka-rusak", cell.casefold())


def _said_otherwise(column: _ScreenedColumn) -> Iterator[tuple[str, tuple[FindingKind, str]]]:
    """Yield cells whose kind the header, other columns, or most of the column's cells tell."""
    for words, lengths in _PERSONAL.values():
        if column.words & words:
            for cell in column.rows:
                if len(digits(cell)) in lengths:
                    yield cell, ("nomor-pribadi", digits(cell))
    if column.banked and column.words <= _OF_BANK and column.words:
        for cell in column.rows:
            if _ACCOUNT_CELL.fullmatch(cell) and len(digits(cell)) in range(10, 19):
                yield cell, ("rekening", digits(cell))
    short = [cell for cell in column.rows if _SHORT_MOBILE.fullmatch(cell)]
    if column.named and len(short) * 5 >= len(column.rows) * 3 and not column.words & _MONEY:
        for cell in short:
            yield cell, ("telepon", cell)
    yield from _rounded(column)


def _rounded(column: _ScreenedColumn) -> Iterator[tuple[str, tuple[FindingKind, str]]]:
    """Yield NIKs whose last digits a spreadsheet made 0, as it keeps only 15."""
    long = [cell for cell in column.rows if len(cell) == 16 and cell.isdigit() and cell.isascii()]
    lost = [cell for cell in long if cell.endswith("0000") and is_birth(cell[:12])]
    if not lost:
        return
    shaped = len(lost) + sum(map(is_resident, long))
    sure = bool(column.words & _NUMBERED) or len(lost) > 1
    if sure and shaped * 10 >= len(long) * 8:
        for cell in lost:
            yield cell, ("nik", cell)


def _says(words: frozenset[str], kind: FindingKind) -> bool:
    """Whether the words of a header mean numbers of this kind."""
    return bool(words & _HEADERS[kind][0]) and not (kind == "rekening" and words & _NO_ACCOUNT)


def _shaped(column: _ScreenedColumn) -> Iterator[tuple[str, FindingKind, str]]:
    """Yield (cell, kind, value) of cells whose shape alone shows what they hold."""
    cells: list[str] = []
    for cell in column.rows:
        if len(cell) == 16 and cell.isascii() and cell.isdigit():
            if is_resident(cell):
                yield cell, "nik", cell
        elif not _is_plain_code(cell):
            cells.append(cell)
    ends = list(accumulate(len(cell) + 1 for cell in cells))
    for found in find("\n".join(cells)):
        yield cells[bisect_right(ends, found.start)], found.kind, found.value


def _is_plain_code(cell: str) -> bool:
    """Whether a cell is too short for a person's number and no telephone; a quick check."""
    short = len(cell) < 15 and cell.isdigit() and not cell.startswith(("08", "628"))
    return short or len(cell) < 9


def _is_chance(column: _ScreenedColumn, found: Sequence[tuple[str, str]]) -> bool:
    """Whether 16-digit numbers look like a NIK by chance (3 in 100 do): most here do not."""
    alike = [cell for cell in column.rows if len(digits(cell)) == 16 and len(cell) < 32]
    plain = [cell for cell, value in found if len(digits(cell)) == 16 and is_resident(value)]
    named = column.words & _HEADERS["nik"][0]
    return bool(plain) and not named and 2 * len(plain) < len(alike)


def _number_label(column: _ScreenedColumn) -> str:
    return next((label for label, (words, _) in _PERSONAL.items() if column.words & words), "")


def _of_column(
    kind: FindingKind, column: _ScreenedColumn, many: Sequence[tuple[str, str]]
) -> FindingKind:
    """The kind for a column: one of contacts lists people; one contact among texts does not."""
    most = 2 * len(many) >= len(column.rows)
    if kind == "telepon" and (most or column.words & _TELEPHONE):
        return "kolom-telepon"
    if kind == "surel" and (most or column.words & _MAIL):
        return "kolom-surel"
    return kind


def split_numbers(rows: Sequence[TextRow], names: Sequence[str]) -> Iterator[ColumnFinding]:
    """Yield NIKs that neighbouring cells of a row share, such as two columns of eight digits.

    One row may be so by chance; most rows are not, unless a header says that it is a NIK.
    """
    found: dict[tuple[int, int], list[tuple[int, str, str]]] = {}
    filled: Counter[tuple[int, int]] = Counter()
    for number, cells in rows:
        for start, end in _windows(cells):
            parts = [cell.strip() for cell in cells[start:end]]
            filled[start, end] += 1
            joined = "".join(parts)
            if is_resident(joined):
                found.setdefault((start, end), []).append((number, " ".join(parts), joined))
    for (start, end), many in found.items():
        said = any(header_words(name) & {"nik", "ktp"} for name in names[start:end])
        if said or (len(many) > 1 and 10 * len(many) >= 7 * filled[start, end]):
            yield ColumnFinding(
                kind="nik",
                row=many[0][0],
                column=names[start] if start < len(names) else "",
                values=tuple(dict.fromkeys((typed, joined) for _, typed, joined in many)),
            )


def _windows(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where neighbouring cells have 16 digits together, and nothing else."""
    for start in range(len(cells)):
        length = 0
        for end in range(start, len(cells)):
            cell = cells[end].strip()
            if not (cell.isdigit() and cell.isascii()):
                break
            length += len(cell)
            if length >= 16:
                if length == 16 and end > start:
                    yield start, end + 1
                break


# For those who have to do the same elsewhere, as the form for offices does.
PATTERNS = {
    "person": _PERSON,
    "split": SPLIT,
    "broken": _BROKEN,
    "short_mobile": _SHORT_MOBILE,
    "several": _SEVERAL,
    "account_cell": _ACCOUNT_CELL,
    "telephone_cell": _TELEPHONE_CELL,
    "number_cell": _NUMBER_CELL,
}
WORDS = {
    **{kind: words for kind, (words, _) in _HEADERS.items()},
    **{label: words for label, (words, _) in _PERSONAL.items()},
    "numbered": _NUMBERED,
    "bank": _BANK,
    "of_bank": _OF_BANK,
    "telephone": _TELEPHONE,
    "mail": _MAIL,
    "no_account": _NO_ACCOUNT,
    "money": _MONEY,
}
