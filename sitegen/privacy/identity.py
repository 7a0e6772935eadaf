"""Numbers that identify a person, and names beside an age, in folded text.

A number counts by its shape, or because the words before it say what it is; it does not count as
part of something longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.privacy.finding import Finding, FindingKind
from sitegen.privacy.numbers import (
    digits,
    is_birth,
    is_budget_code,
    is_dates,
    is_example,
    is_resident,
    is_years,
)

# How many characters before a number may say what it is.
_BEFORE = 48
_S = r"(?: {1,2}|[.\-/_])"
# In pairs, the usual grouping with spaces or hyphens; in thousands, as in spreadsheets; one by one.
_RESIDENT = re.compile(
    rf"(?<![0-9])(?=([0-9]{{2}}(?:{_S}?[0-9]{{2}}){{7}}"
    rf"|[0-9](?:\.[0-9]{{3}}){{5}}|[0-9](?:,[0-9]{{3}}){{5}}|[0-9](?:{_S}[0-9]){{15}})(?![0-9]))"
)
# In groups that people write, whatever they put between them.
_J = r"[ \t]{0,3}(?:[-.,:/)(\u00b7]{0,2}|_)[ \t]{0,3}"
_GROUPED = re.compile(
    r"(?<![0-9])(?=("
    + "|".join(
        _J.join(f"[0-9]{{{length}}}" for length in lengths)
        for lengths in (
            (4, 4, 4, 4),
            (6, 6, 4),
            (8, 8),
            (3, 3, 3, 3, 4),
            (6, 2, 2, 2, 4),
            (12, 4),
            (6, 10),
        )
    )
    + r")(?![0-9]))"
)
_LIST = re.compile(r", ")
# The first digits tell area and birth; the others are starred out, which hides nobody.
_STARRED = re.compile(r"(?<![0-9])([0-9]{11,12})(?:\\?[*xX\u2022#]){3,5}(?![0-9A-Za-z])")
# What a program leaves of a long number, with all digits: 3.273011501900001E15.
_SCIENTIFIC = re.compile(r"(?<![\w.,])([0-9][.,][0-9]{14,15})E\+?15(?![0-9])", re.IGNORECASE)
# Numbers that only the word before them tells.
_PERSONAL: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        ("BPJS", rf"\b(?:BPJS|JKN|KIS)\b[^0-9\n]{{0,24}}([0-9](?:{_S}?[0-9]){{12}})(?![0-9])"),
        ("NISN", rf"\bNISN\b[^0-9\n]{{0,16}}([0-9](?:{_S}?[0-9]){{9}})(?![0-9])"),
        ("paspor", r"\b(?:paspor|passport)\b[^0-9\n]{0,16}\b([A-Z]{1,2} ?[0-9]{6,7})(?![0-9])"),
        (
            "SIM",
            rf"\bSIM\b(?: [ABCD](?: ?(?:I|II|1|2|umum))?)?[^0-9\n]{{0,16}}([0-9](?:{_S}?[0-9]){{11,13}})(?![0-9])",
        ),
    )
)
# After the word, a number counts even with a digit that is wrong, missing or extra.
_SAID_RESIDENT = re.compile(
    rf"\b(?:NIK|KTP|N?KK|kartu keluarga)\b[^0-9\n]{{0,20}}([0-9](?:{_S}?[0-9]){{14,16}})(?![0-9])",
    re.IGNORECASE,
)
# With a letter in place of a digit that looks like it.
_LETTERED = re.compile(
    rf"\b(?:N[IilL1]K|KTP|N?KK|kartu keluarga)\b[^0-9\n]{{0,20}}([0-9](?:{_S}?[0-9lIOo]){{15}})(?!\w)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[0-9][lIiOo][ .\-/_]{0,2}[0-9]")
_LIKE_DIGITS = str.maketrans("lIiOo", "11100")
_FAMILY = re.compile(r"\b(?:N?KK|kartu keluarga)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:NIK|KTP)", re.IGNORECASE)
_TAX = re.compile(
    r"(?<![0-9.,])0?[0-9]{2}[., ][0-9]{3}[., ][0-9]{3}[., ][0-9] ?[-., ] ?[0-9]{3}[., ][0-9]{3}"
    r"(?:[-. ][0-9]{6})?(?![0-9])"
)
# With 15, 16 or 22 digits, or with commas and cut short, as a spreadsheet leaves it.
_SAID_TAX = re.compile(
    rf"\b(?:NPWP|NITKU)\b[^0-9\n]{{0,20}}([0-9](?:{_S}?[0-9]){{21}}|[0-9](?:{_S}?[0-9]){{14,15}}"
    r"|[0-9]{2}[.,][0-9]{3}[.,][0-9]{3}[.,][0-9][.,-][0-9]{2,3}(?:[.,-][0-9]{1,3})?)(?![0-9])",
    re.IGNORECASE,
)
_SERVANT = re.compile(
    r"(?<![0-9])(?:19[3-9][0-9]|200[0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"{_S}?(?:19[6-9][0-9]|20[0-4][0-9])(?:0[1-9]|1[0-2]|21){_S}?[12]{_S}?[0-9]{{3}}(?![0-9])"
)
_ACCOUNT = re.compile(
    r"\b(?:rek(?:ening)?|norek)\b\.?([^0-9\n]{0,40}?)"
    rf"([0-9](?:{_S}?[0-9]){{9,17}})(?![0-9])",
    re.IGNORECASE,
)
_NUMBER = r"([0-9](?:-?[0-9]){9,17})(?![0-9])"
_BANKS = r"BCA|BRI|BNI|BTN|BSI|BJB|CIMB|OCBC|danamon|permata|muamalat"
# Banks for things other than money.
_OTHER_BANKS = r"(?!(?:sampah|darah|data|soal|tanah|benih|bibit|pohon|pangan|makanan|asi|ide)\b)"
# Names that are also words: only where money is sent to them, or before the holder's name.
_WORDS = r"mandiri|mega|niaga|panin|jago"
_BANK = re.compile(
    rf"\b(?:{_BANKS}|bank {_OTHER_BANKS}[a-z]+|(?:ke|via|lewat|melalui|transfer) (?:{_WORDS}))\b"
    rf"([^0-9\n]{{0,12}}?){_NUMBER}",
    re.IGNORECASE,
)
# As it stands on a card, in groups; numbers with a zero before are those of telephones.
_BANK_CARD = re.compile(
    rf"\b(?:{_BANKS})\b([^0-9\n]{{0,12}}?)([1-9][0-9]{{2,4}}(?: [0-9]{{3,5}}){{2,3}})(?![0-9])",
    re.IGNORECASE,
)
_BEFORE_BANK = re.compile(
    rf"(?<![0-9.,/-])(){_NUMBER}(?=[ ,(-]{{1,3}}(?:bank )?(?:{_BANKS}|{_WORDS})\b)", re.IGNORECASE
)
_BEFORE_HOLDER = re.compile(
    rf"(?<![0-9.,/-])(){_NUMBER}(?=[ ,(]{{1,3}}(?:a\.? ?n\b|atas nama\b))", re.IGNORECASE
)
_AFTER_WORD = re.compile(rf"\b(?:{_WORDS})\b[^0-9\n]{{0,12}}$", re.IGNORECASE)
# Budget accounts, household bills, sums of money and numbers of other things.
_NO_ACCOUNT = re.compile(
    r"\b(?:kode|belanja|pendapatan|anggaran|listrik|pln|pdam|air|telp|telepon|hp|wa|hubungi|call"
    r"|rp|nilai|sebesar|senilai|tanggal|nota|surat|tahun|jumlah|banyaknya|total|nib|nop)\b",
    re.IGNORECASE,
)
# The accounts that taxes and fees go to are the government's own.
_TREASURY = re.compile(
    r"\b(?:kas (?:umum )?daerah|RKUD|kas negara|(?:a\.?n\.?|atas nama) (?:pemerintah|pemkot|pemkab))\b",
    re.IGNORECASE,
)
_AGE = r"([0-9]{1,3}) ?(?:th|thn|tahun|bln|bulan)\b\.?"
_UNITS = ("th", "tahun", "bln", "bulan")
_SEX = r"(?:[LP]|L[Kk]|P[Rr]|[Ll]aki(?:-?laki)?|[Pp]erempuan|[Pp]ria|[Ww]anita)"
_AGED = re.compile(
    rf" ?(?:[/(,] ?{_SEX} ?[/,] ?{_AGE}|/[lp]/ ?{_AGE}|[/(,] ?{_AGE} ?[/,] ?{_SEX}(?![A-Za-z]))"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*){0,4}$")
# Nobody in particular; a name has a word other than these.
_ANYBODY = frozenset(
    {
        "an",
        "anak",
        "balita",
        "bapak",
        "bayi",
        "dengan",
        "ibu",
        "kasus",
        "korban",
        "lansia",
        "nama",
        "orang",
        "pasien",
        "pelaku",
        "pemohon",
        "penderita",
        "pengendara",
        "penerima",
        "saksi",
        "seorang",
        "siswa",
        "tersangka",
        "warga",
    }
)
_GROUP = re.compile(
    r"\b(?:kategori|kelas|kelompok|putra|putri|tim|peserta|anak|lomba|remaja|dewasa|umum)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<![\w.,])[0-9]{1,2}(?:[.,][0-9]{1,15})?E\+?1[3-7](?![0-9])", re.IGNORECASE)
_IDENTITY = re.compile(r"\b(?:NIK|KTP|N?KK|NPWP|NIP|rek(?:ening)?)\b[^\n]{0,20}$", re.IGNORECASE)
_WORD_TOUCHES = re.compile(r"(?:NIK|KTP|KK|NIP|NPWP)$", re.IGNORECASE)
_MONEY = re.compile(r"\bRp\.? ?$", re.IGNORECASE)
_MOBILE = re.compile(r"(?:0|62)8[1-9]")
_NO_DECIMALS = re.compile(r"[.,]0{1,2}(?![0-9])")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "resident": _RESIDENT,
    "grouped": _GROUPED,
    "list": _LIST,
    "starred": _STARRED,
    "scientific": _SCIENTIFIC,
    "said_resident": _SAID_RESIDENT,
    "lettered": _LETTERED,
    "letter": _LETTER,
    "family": _FAMILY,
    "person": _PERSON,
    "tax": _TAX,
    "said_tax": _SAID_TAX,
    "servant": _SERVANT,
    "account": _ACCOUNT,
    "bank": _BANK,
    "bank_card": _BANK_CARD,
    "before_bank": _BEFORE_BANK,
    "before_holder": _BEFORE_HOLDER,
    "after_word": _AFTER_WORD,
    "no_account": _NO_ACCOUNT,
    "treasury": _TREASURY,
    "aged": _AGED,
    "name": _NAME,
    "group": _GROUP,
    "broken": _BROKEN,
    "identity": _IDENTITY,
    "word_touches": _WORD_TOUCHES,
    "money": _MONEY,
    "mobile": _MOBILE,
    "no_decimals": _NO_DECIMALS,
    **{f"personal_{label}": pattern for label, pattern in _PERSONAL},
}
WORDS: dict[str, frozenset[str]] = {"anybody": _ANYBODY, "units": frozenset(_UNITS)}


def identities(text: str) -> Iterator[Finding]:
    """Yield NIP, NPWP, NIK and family card numbers; those that a word announces come first."""
    for match in _SERVANT.finditer(text):
        if _bounded(text, *match.span()):
            yield _finding("nip", match)
    for expression, group in ((_SAID_TAX, 1), (_TAX, 0)):
        for match in expression.finditer(text):
            if not is_example(digits(match[group])):
                yield _finding("npwp", match, group)
    for match in _SAID_RESIDENT.finditer(text):
        number = digits(match[1])
        if is_resident(number) or (number == match[1] and not is_example(number)):
            yield _finding(_said(text, match.start(1)), match, 1)
    yield from _lettered(text)
    yield from _grouped(text)
    for match in _RESIDENT.finditer(text):
        if is_resident(digits(match[1])) and _stands_alone(text, match):
            yield _finding(_said(text, match.start()), match, 1)


def _lettered(text: str) -> Iterator[Finding]:
    """Yield NIKs in which a letter stands for a digit."""
    for match in _LETTERED.finditer(text) if _LETTER.search(text) else ():
        number = digits(match[1].translate(_LIKE_DIGITS))
        if is_resident(number):
            kind, (start, end) = _said(text, match.start(1)), match.span(1)
            yield Finding(kind=kind, start=start, end=end, value=number)


def _grouped(text: str) -> Iterator[Finding]:
    """Yield NIKs as programs write large numbers, and in groups with other signs between."""
    for match in _SCIENTIFIC.finditer(text):
        number = digits(match[1]).ljust(16, "0")
        if is_resident(number):
            yield Finding(kind="nik", start=match.start(), end=match.end(), value=number)
    for match in _GROUPED.finditer(text):
        number = digits(match[1])
        grouped = number != match[1] and not _LIST.search(match[1])
        if grouped and is_resident(number) and _stands_alone(text, match):
            yield _finding(_said(text, match.start()), match, 1)


def personal_numbers(text: str) -> Iterator[Finding]:
    """Yield numbers of BPJS, pupils, passports and driving licences after the word for them."""
    for label, pattern in _PERSONAL:
        for match in pattern.finditer(text):
            if not is_example(digits(match[1])):
                value = match[1].replace(" ", "").casefold()
                start, end = match.span(1)
                yield Finding(kind="nomor-pribadi", start=start, end=end, value=value, beside=label)


def starred(line: str) -> Iterator[Finding]:
    """Yield numbers whose last digits are starred out, in a line as it is typed."""
    for match in _STARRED.finditer(line):
        if is_birth(match[1]):
            yield _finding("nik", match, 1)


def accounts(text: str) -> Iterator[Finding]:
    """Yield bank account numbers, which only the words around them give away."""
    for expression in (_ACCOUNT, _BANK, _BANK_CARD, _BEFORE_BANK, _BEFORE_HOLDER):
        for match in expression.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if (
                is_budget_code(match[2])
                or is_years(match[2])
                or _NO_ACCOUNT.search(before + match[1])
                or (expression is _BEFORE_BANK and _MOBILE.match(match[2]))
                or (expression is _BEFORE_HOLDER and not _of_bank(text, match))
                or _TREASURY.search(text[max(0, match.start() - _BEFORE) : match.end() + _BEFORE])
            ):
                continue
            if not _NO_DECIMALS.match(text, match.end()) and not text[match.end() :][:1].isalpha():
                yield _finding("rekening", match, 2)


def _of_bank(text: str, match: re.Match[str]) -> bool:
    """Whether a bank whose name is also a word precedes the number, which is not a mobile's."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return bool(_AFTER_WORD.search(before)) and not _MOBILE.match(match[2])


def named_ages(text: str) -> Iterator[Finding]:
    """Yield names with sex and age, as in lists of victims and patients: Siti/P/11 th."""
    for match in _AGED.finditer(text) if any(map(text.__contains__, _UNITS)) else ():
        name = _NAME.search(text[max(0, match.start() - _BEFORE) : match.start()])
        if name and not _GROUP.search(name[0]) and _names_somebody(name[0], match[0]):
            age = next(filter(None, match.groups()))
            value = " ".join(f"{name[0]} {age}".casefold().split())
            start = match.start() - len(name[0])
            yield Finding(kind="nama-umur", start=start, end=match.end(), value=value)


def _names_somebody(words: str, after: str) -> bool:
    """Whether words are a name; in lower case only if a slash follows, as people type lists."""
    own = [word for word in words.split() if word.casefold().strip(".") not in _ANYBODY]
    return any(word[0].isupper() for word in own) or (bool(own) and after.lstrip().startswith("/"))


def broken_numbers(text: str) -> Iterator[Finding]:
    """Yield numbers such as 3,27E+15 after a word that says they identify somebody."""
    for match in _BROKEN.finditer(text):
        if _IDENTITY.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield _finding("angka-rusak", match)


def _finding(kind: FindingKind, match: re.Match[str], group: int = 0) -> Finding:
    start, end = match.span(group)
    return Finding(kind=kind, start=start, end=end, value=digits(match[group]))


def _said(text: str, start: int) -> FindingKind:
    """Return "kk" if the last such word before a number means a family card, else "nik"."""
    before = text[max(0, start - _BEFORE) : start]
    family = [match.end() for match in _FAMILY.finditer(before)]
    person = [match.end() for match in _PERSON.finditer(before)]
    return "kk" if family and (not person or family[-1] > person[-1]) else "nik"


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a number is not money, dates, or part of a longer number or a code."""
    start, end = match.span(1)
    if is_dates(match[1]) or _MONEY.search(text[max(0, start - 5) : start]):
        return False
    joins = ".,_" if match[1].isdigit() else ".,_ -/"
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    continued = (
        before[:1].isdigit() and before[1:] in joins,
        after[:1] in joins and after[1:].isdigit() and not _NO_DECIMALS.match(text, end),
    )
    return _bounded(text, start, end) and not any(continued)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the number, as in hashes and codes."""
    before = text[max(0, start - 4) : start]
    return (not before[-1:].isalnum() or bool(_WORD_TOUCHES.search(before))) and not text[
        end : end + 1
    ].isalnum()
