"""People who are named in a sentence beside their age, illness, home or school."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sitegen.privacy.finding import Finding, FindingKind
from sitegen.privacy.people.persons import name_level
from sitegen.privacy.people.words import ACTING, ILL, OFFICE, SCHOOL, words_of

_WORD = r"[A-Z][A-Za-z'\u2019`-]*\.?"
_NAME = rf"{_WORD}(?: (?:bin|binti) {_WORD}| {_WORD}){{0,4}}"
_CHILD = (
    r"[Aa]nanda|[Aa]n\.|[Aa]dik|[Aa]nak|[Bb]ayi|[Bb]y\.|[Bb]alita|[Ss]isw[ai]|[Mm]urid|[Pp]elajar"
)
_ADULT = (
    r"[Ii]bu|[Bb]apak|[Bb]pk\.?|[Bb]p\.?|[Pp]ak|[Bb]u|[Ss]dr[i]?\.?|[Ss]audar[ai]|[Nn]y\.?|[Nn]yonya|[Tt]n\.?|[Tt]uan"
    r"|[Nn]enek|[Kk]akek|[Mm]bah|[Aa]bah|[Ee]mak|[Mm]ak|[Aa]lm\.?|[Aa]lmarhum(?:ah)?"
)
_CALLED = re.compile(
    rf"(?<![\w.])(?P<call>{_CHILD}|{_ADULT}) (?:atas nama |a\.n\.? |bernama )?(?P<name>{_NAME})"
)
_ALONE = re.compile(rf"(?<![\w.])(?P<name>{_NAME})")
_AGE = re.compile(
    r"\W{0,3}(?:ber)?(?:usia |umur )?(?P<age>\d{1,3}) ?(?P<unit>th|thn|tahun|bln|bulan|hari)\b"
    r"| ?\((?P<bare>\d{1,3})\)",
    re.IGNORECASE,
)
# What follows a name and makes its owner ill, and what goes before it.
_IS_ILL = re.compile(
    r"(?:[^;:!?]){0,90}?\b(?:menderita|mengidap|didiagnos[ai]s?|terdiagnos[ai]s?|terjangkit|dinyatakan|positif"
    r"|mengalami|yang sakit|sedang sakit|penderita|penyandang|pasien|odgj|lumpuh|terkena|mengaku|sudah \d+ \w+ dipasung|pemakai|mengambil arv)\b[^.;:!?]{0,40}",
    re.IGNORECASE,
)
_BESIDE = re.compile(r" ?[(,/\u2013-] ?(?P<words>[^().;:!?]{3,40})")
_OF_ILL = re.compile(
    r"(?:pasien|penderita|penyandang|pengidap|odgj|korban|bumil|ibu hamil|balita (?:stunting|gizi)|disabilitas)"
    r"[^.;:!?\n]{0,30}$",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"[^.;!?\n]{0,24}?\b(?:warga|beralamat|alamat(?:nya)?|tinggal|berdomisili|rumah(?:nya)?)\b[^.;!?\n]{0,24}?"
    r"\b(?:RT|Gang|Gg|Jl|Jalan|Blok|No)\b\.? ?\w|,? di (?:RT|Gang|Gg|Jl|Jalan)\b"
)
# Aid and aids that are handed to somebody.
_GIVEN_TO = re.compile(
    r"\b(?:kursi roda|kaki palsu|tangan palsu|alat (?:bantu )?dengar|tongkat|kruk|blt|bpnt|pkh|sembako|santunan|bansos"
    r"|bantuan|beasiswa|bedah rumah|rutilahu|modal usaha)\b(?:[^.;!?\n]|\.(?=\d)){0,90}\b(?:untuk|kepada|bagi|oleh)\b[^.;!?\n]{0,16}$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:kategori|kelas|kelompok|putra|putri|umum|lomba|tim)\b[^,.;]{0,12}$", re.IGNORECASE
)
_OFFICE = re.compile(
    r"\b(?:lurah|camat|ketua|sekretaris|bendahara|kepala|kasi|kader|dokter|dr|bidan|perawat|petugas|narasumber|penyuluh"
    r"|babinsa|bhabinkamtibmas|pembina|wakil|wali kota|bupati|gubernur|anggota|staf|guru|koordinator|selaku|direktur"
    r"|ustadz?|ustadzah|psikolog|pemateri)\b[^.;:!?\n]{0,24}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z)\d]{2})[.!?;](?=\s|$)|\n")
# Whoever speaks about an illness does not have it.
_SPEAKS = re.compile(
    r"\b(?:menyampaikan|menjelaskan|memaparkan|materi|tentang|mengenai|mengajak|membuka|memimpin|memberi\w*|selaku"
    r"|sebagai|berharap|mengatakan|menurut|bagi|untuk|kepada|kelas|posyandu|tim|kader|pencegahan|penanganan)\b",
    re.IGNORECASE,
)
# A sentence that is still about the same person.
_GOES_ON = re.compile(
    r"\s*(?:yang bersangkutan|ybs|beliau|ia|dia|istri(?:nya)?|suami(?:nya)?|korban|pasien|keluarga(?:nya)?)\b",
    re.IGNORECASE,
)
_ADULT_AGE = 18
_BEFORE = 48
# No more of a sentence is looked at on either side of a name.
_AROUND = 300
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "called": _CALLED,
    "alone": _ALONE,
    "age": _AGE,
    "is_ill": _IS_ILL,
    "beside": _BESIDE,
    "of_ill": _OF_ILL,
    "home": _HOME,
    "given_to": _GIVEN_TO,
    "group": _GROUP,
    "office": _OFFICE,
    "sentence": _SENTENCE,
    "speaks": _SPEAKS,
    "goes_on": _GOES_ON,
    "child": re.compile(_CHILD),
}


def people_in_sentences(text: str, start: int = 0) -> Iterator[Finding]:
    """Yield people who are named in a line beside something of their own; `start` is its place."""
    seen: list[int] = []  # in order
    for match in _CALLED.finditer(text):
        name = _as_name(match["name"])
        if not name_level(f"{match['call']} {name}") or _in_office(text, match.start()):
            continue
        child = bool(re.fullmatch(_CHILD, match["call"]))
        kind = _kind(
            text, match.start("name"), match.start("name") + len(name), child=child, called=True
        )
        if kind:
            seen.append(match.start("name"))
            yield _found(kind, match.start("name"), name, start)
    for match in _ALONE.finditer(text):
        name = _as_name(match["name"])
        at = match.start("name")
        end = at + len(name)
        near = bisect_left(seen, at)
        if near < len(seen) and seen[near] < end:
            continue
        if name_level(name) < 2 or _in_office(text, at):
            continue
        if _GROUP.search(text[max(0, at - _BEFORE) : at]):
            continue
        kind = _kind(text, at, end, child=False, called=False)
        if kind:
            yield _found(kind, at, name, start)


def _as_name(words: str) -> str:
    """A match without the end of its sentence."""
    return words.rstrip(".")


def _in_office(text: str, at: int) -> bool:
    return bool(_OFFICE.search(text[max(0, at - _BEFORE) : at]))


def _kind(text: str, at: int, end: int, *, child: bool, called: bool) -> FindingKind | None:
    """What is told of the person named from `at` to `end` makes it: None if nothing is."""
    stop = _SENTENCE.search(text, end, end + _AROUND)
    if stop and _GOES_ON.match(text, stop.end()):
        stop = _SENTENCE.search(text, stop.end(), stop.end() + _AROUND)
    after = text[end : stop.start() if stop else end + _AROUND]
    first = max(0, at - _AROUND)
    begin = max((each.end() for each in _SENTENCE.finditer(text, first, at)), default=first)
    before = text[begin:at]
    if words_of(after[:40]) & OFFICE or _OFFICE.match(after[:30].strip(" ,(") + "\n"):
        return None
    age = _AGE.match(after)
    young = child or bool(age and _is_young(age))
    school = SCHOOL.search(after[:80]) or SCHOOL.search(before[-60:])
    ill = (
        ((told := _IS_ILL.match(after)) and ILL.search(told[0]))
        or _OF_ILL.search(before)
        or (called and (told := ILL.search(after[:36])) and not _SPEAKS.search(after[: told.end()]))
        or ((words := _BESIDE.match(after)) and ILL.fullmatch(words["words"].strip()))
    )
    if young and (age or ill or school):
        return "nama-anak"
    if school and not age and not ill:
        return None if ACTING.search(before) else "nama-orang"
    if age or ill or _HOME.match(after) or _GIVEN_TO.search(before):
        return "nama-orang"
    return None


def _is_young(age: re.Match[str]) -> bool:
    small = (age["unit"] or "").lower() in {"bln", "bulan", "hari"}
    return small or int(age["age"] or age["bare"]) < _ADULT_AGE


def _found(kind: FindingKind, at: int, name: str, start: int) -> Finding:
    value = " ".join(name.casefold().split())
    return Finding(kind=kind, start=start + at, end=start + at + len(name), value=value)
