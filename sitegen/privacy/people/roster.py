"""Whether a table lists people, whichever kind of file or text it stands in.

People are listed when a column names them and another tells something of them, or when the words
around say that they get aid or are ill. Officials with their office are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from msgspec import Struct

from sitegen.privacy.people.persons import CALLED, are_names, name_level
from sitegen.privacy.people.words import (
    ACTING,
    AID,
    BUSINESS,
    ILL,
    ILLNESS,
    OFFICE,
    RECIPIENTS,
    Told,
    told_by,
    words,
    words_of,
)

# So many different cells show what a column holds.
_SAMPLE = 200
_NAME = words("lengkap name nama panggilan")
_PERSON = words(
    "anak art ayah balita bayi bumil ibu istri jenazah kepala keluarga kk korban kpm lansia murid"
    " mustahik odgj orang pasien pegawai pelaku pelajar pelanggan pelapor pemilik pemohon penderita"
    " penduduk penerima pengantin penghuni pengurus penyandang penyewa peserta santri siswa suami tua"
    " terlapor tersangka wali warga yatim manfaat pkh bpnt blt bansos ortu wp pajak wajib calon"
    " usulan inisial jamaah pendaftar anggota nasabah debitur peminjam pus akseptor"
)
_NAMING = _NAME | _PERSON
_HEADS = "|".join(sorted(_NAMING))
# A header or a label that names people, or a form of address at the start of a cell or an item: then the
# form of a name is enough below or beside it. Without regard to case, and with `^` and `$` for each line.
HEADED = (
    rf"[|\t](?:[^\n]*[^\na-z])?(?:{_HEADS})(?:[^\na-z]|$)|(?:^|[^\na-z])(?:{_HEADS})(?:[^\na-z][^\n]*)?[|\t]"
    r"|\b(?:nama|penerima|pasien|a\.?n|atas nama)\b[^:=\n]{0,20}[:=]"
    rf"|(?:^|[^\w\s,-]|(?:^|\W)-|\d ) *(?:{CALLED})\b"
)
_FILLER = words("dan yang si sdr no per dari / full")
# Cells by their own shape, where no header says what they are.
_AGE_CELL = re.compile(r"\d{1,3} ?(?:th|thn|tahun|bln|bulan)\b", re.IGNORECASE)
_PLACE_CELL = re.compile(
    r"\b(?:RT|RW|Rt|Rw|rt|rw)\b[. ]*\d|\b(?:[Jj]ln?|[Jj]alan|[Gg]g|[Gg]ang|Blok|Kp|Kampung|Dusun)\b[. ]*[A-Z0-9]"
)
_MONEY_CELL = re.compile(
    r"(?:Rp\.? ?)?\d{1,3}(?:[.,]\d{3})+(?:[.,-]{1,2}\d{0,2})?|Rp\.? ?\d+|\b\d+(?:[.,]\d+)? ?(?:jt|juta|rb|ribu)\b",
    re.IGNORECASE,
)
_BIRTH_CELL = re.compile(r"\b\d{1,2}[-/. ]\w{1,9}[-/. ](?:19|20)\d\d\b")
_SEX_CELL = re.compile(r"[LP]|[Ll]aki(?:-laki)?|[Pp]erempuan")
_OFFICE_CELL = re.compile(
    r"\b(?:ketua|lurah|camat|kader|sekretaris|kepala|kasi|anggota|bendahara|koordinator|babinsa"
    r"|bhabinkamtibmas|petugas|staf|dokter|bidan|guru|narasumber|wakil|pembina|penyuluh|dinas|juara)\b",
    re.IGNORECASE,
)

_IN_ITEMS: tuple[tuple[Told, re.Pattern[str]], ...] = (
    ("address", _PLACE_CELL),
    ("age", _AGE_CELL),
    ("birth", _BIRTH_CELL),
    ("amount", _MONEY_CELL),
    ("sex", re.compile(r"[/(,] ?(?:[LP]|[Ll]aki-laki|[Pp]erempuan) ?(?:[/),]|$)")),
)
LABELS: dict[Told, str] = {
    "address": "alamat",
    "age": "umur",
    "aid": "bantuan",
    "amount": "jumlah uang",
    "birth": "tanggal lahir",
    "illness": "kesehatan",
    "kin": "keluarga",
    "sex": "jenis kelamin",
}
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "age_cell": _AGE_CELL,
    "place_cell": _PLACE_CELL,
    "money_cell": _MONEY_CELL,
    "birth_cell": _BIRTH_CELL,
    "sex_cell": _SEX_CELL,
    "office_cell": _OFFICE_CELL,
    "headed": re.compile(HEADED, re.IGNORECASE | re.MULTILINE),
    "in_items_sex": _IN_ITEMS[-1][1],
}
WORDS: dict[str, frozenset[str]] = {"name": _NAME, "person": _PERSON, "filler": _FILLER}


class Telling(Struct, frozen=True, kw_only=True):
    """What the words around a list say: that its people get aid, are ill, or act for the public."""

    aid: bool = False
    illness: bool = False
    acting: bool = False
    recipients: bool = False


class PeopleColumn(Struct, frozen=True):
    """A column: its name and the texts that make it up, and its distinct cells in order."""

    titles: tuple[str, ...]
    cells: Sequence[str]


class Roster(Struct, frozen=True, kw_only=True):
    """A list of people: which column names them, and what stands beside; `held` or only warned of."""

    at: int
    beside: str
    held: bool


def telling(text: str) -> Telling:
    """Return what a title, a file's name or the sentence above a list says."""
    own = words_of(text)
    return Telling(
        aid=bool(own & AID),
        illness=bool(own & ILLNESS),
        acting=bool(ACTING.search(text)),
        recipients=bool(RECIPIENTS.search(text)),
    )


def roster(
    columns: Sequence[PeopleColumn], around: Callable[[], Telling], *, headless: bool = False
) -> Roster | None:
    """Return the list of people in a table, None if it is none.

    `around` gives what the words around the table say, and is asked only where a column may name
    people; `headless` says that its first row is no header.
    """
    samples = [tuple(islice(column.cells, _SAMPLE)) for column in columns]
    named_so = (at for at in range(len(columns)) if _names(columns[at], samples[at], headless))
    by_shape = (at for at in range(len(columns)) if are_names(samples[at], said=False))
    said = next(named_so, None)
    at = next(by_shape, None) if said is None else said
    if at is None:
        return None
    about = around()
    grave = (about.aid or about.illness) and not about.acting
    if said is None and not grave:
        return None
    beside: dict[Told, str] = {}
    office = business = False
    for number, (column, cells) in enumerate(zip(columns, samples, strict=True)):
        if number == at or not any(cells):
            continue
        header = words_of(" ".join(column.titles)) if not headless else frozenset()
        office = office or bool(header & OFFICE) or _most(_OFFICE_CELL, cells)
        business = business or bool(header & BUSINESS)
        told = told_by(header, aided=about.aid) or _told_by_cells(cells, headless=headless)
        if told and told not in beside:
            beside[told] = column.titles[0] if column.titles and not headless else label(told)
    name = words_of(" ".join(columns[at].titles)) if not headless else frozenset()
    plain = name <= _NAME and not (about.aid or about.illness)
    if plain and set(beside) <= {"address", "kin"} and not are_names(samples[at], said=False):
        return None  # a "nama" with an address may be a building's
    return _judged(at, beside, about, name, office=office, business=business)


def item_roster(
    names: Sequence[str], rests: Sequence[str], around: Callable[[], Telling]
) -> Roster | None:
    """Return the list of people in items of a list, None if it is none.

    `names` begin the items, and `rests` follow them, "" where nothing does; `around` gives what the
    words around the list say.
    """
    if not any(name_level(name) > 1 for name in names):
        return None
    about = around()
    beside: dict[Told, str] = {}
    for told, pattern in _IN_ITEMS:
        if _most(pattern, rests):
            beside[told] = label(told)
    if 2 * sum(1 for rest in rests if ILL.search(rest)) >= len(rests):
        beside["illness"] = label("illness")
    if about.aid and "amount" in beside:
        beside["aid"] = label("aid")
    # Where the words say whom the list is of, one name that is sure is enough.
    said = (about.aid or about.illness) and (bool(beside) or not about.acting)
    if not are_names(names, said=said):
        return None
    office = _most(_OFFICE_CELL, rests)
    return _judged(0, beside, about, frozenset(), office=office, business=False)


def label(told: Told) -> str:
    """Return the word for what is told, as a column would be called."""
    return LABELS[told]


def _judged(
    at: int,
    beside: dict[Told, str],
    about: Telling,
    name: frozenset[str],
    *,
    office: bool,
    business: bool,
) -> Roster | None:
    graver = "illness" in beside or "aid" in beside
    told = next(iter(beside.values()), "")
    recipients = bool(name & (AID | ILLNESS)) or (
        (about.aid or about.illness) and (about.recipients or bool(beside)) and not about.acting
    )
    if office and not graver:
        # People in an office act for the public; their homes and birthdays are their own.
        return Roster(at=at, beside=told, held=False) if "birth" in beside else None
    if (business or name & {"pemilik"}) and not graver and not recipients:
        return Roster(at=at, beside=told, held=False) if "address" in beside else None
    if graver:
        told = beside.get("illness") or beside.get("aid") or told
    if not told:
        told = label("illness" if about.illness and not about.aid else "aid")
    return Roster(at=at, beside=told, held=True) if beside or recipients else None


def _names(column: PeopleColumn, cells: Sequence[str], headless: bool) -> bool:
    if headless or not column.titles:
        return are_names(cells, said=False)
    return any(_names_people(title, cells) for title in column.titles)


def _names_people(title: str, cells: Sequence[str]) -> bool:
    own = words_of(title) - _FILLER
    if own.isdisjoint(_NAMING):
        return False
    if "inisial" in own:
        return any(cells)
    if own <= _NAMING and own & _NAME:
        # A plain "nama" may be a building's.
        return are_names(cells, said=True)
    if own & _NAME and own & _PERSON and not own & (OFFICE | BUSINESS):
        return are_names(cells, said=True)
    return bool(own & _PERSON) and len(own) <= 4 and are_names(cells, said=True)


def _most(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return 2 * sum(1 for cell in cells if pattern.search(cell)) >= len(cells)


def _told_by_cells(cells: Sequence[str], *, headless: bool) -> Told | None:
    """What cells tell by their shape; a header of no meaning for people does not hide it."""
    if _most(_PLACE_CELL, cells) and not _most(_OFFICE_CELL, cells):
        return "address"
    if _most(_AGE_CELL, cells):
        return "age"
    if not headless:
        return None
    if all(_SEX_CELL.fullmatch(cell) for cell in cells if cell):
        return "sex"
    if all(_MONEY_CELL.fullmatch(cell) for cell in cells if cell):
        return "amount"
    if _most(_BIRTH_CELL, cells):
        return "birth"
    return (
        "illness"
        if sum(1 for cell in cells if words_of(cell) & ILLNESS) * 2 >= len(cells)
        else None
    )


def named(cells: Sequence[str]) -> bool:
    """Return whether one of the cells of a row is a name with a common given name."""
    return any(name_level(cell) == 2 for cell in cells)
