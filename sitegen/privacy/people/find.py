"""People named in a text: what every report passes, so ordinary ones are ruled out first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

import re2

from sitegen.privacy.finding import Finding
from sitegen.privacy.people.listed import people_in_text
from sitegen.privacy.people.persons import NAMED, may_begin
from sitegen.privacy.people.roster import HEADED
from sitegen.privacy.people.told import people_in_sentences

# Something that is told of people; in linear time, in one pass.
_TOLD = (
    r"\b(?:menderita|mengidap|mengalami|dinyatakan|didiagnos\w*|terdiagnos\w*|positif|pasien|penderita|penyandang|pengidap"
    r"|korban|odgj|hiv|arv|tbc?|stroke|gizi|lumpuh|stunting|disabilitas|difabel|hamil|kanker|leukemia|tumor|kusta|epilepsi"
    r"|autis\w*|terkena|terjangkit|katarak|hipertensi|diabetes|depresi|sabu|gangguan|utang|utangnya|pinjol|menunggak|anemia|dipasung|palsu|dengar|dipukul|kursi roda"
    r"|bantuan|santunan|sembako|blt|bansos|rt|gang|gg|jl|kelas|siswa|siswi|murid|pelajar)\b"
    r"|\d ?(?:th|thn|tahun|bln|bulan|hari)\b|\(\d{1,3}\)"
)
_LISTED = r"|\b(?:nama|name|penerima|bpnt|pkh|kpm|rutilahu|yatim|dhuafa|beasiswa|tunggakan|menunggak|umur|usia|alamat|rw|l/p)\b"

# Something that may name them.
_CLUES = f"{NAMED}|(?im:{HEADED})"
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "told": re.compile(_TOLD, re.IGNORECASE),
    "signs": re.compile(_TOLD + _LISTED, re.IGNORECASE),
}


def may_tell(data: bytes) -> bool:
    """Return whether UTF-8 text may tell something of people, whether it names them or not.

    Quick, with no false negatives.
    """
    return bool(_signs().search(data))


def may_name(data: bytes) -> bool:
    """Return whether UTF-8 text may tell something of people whom it names, as `may_tell`."""
    return may_tell(data) and any(True for _ in _clues_in(data))


def names_people(text: str) -> bool:
    """Return whether words name somebody beside something of their own, such as an age or an illness."""
    return may_name(text.encode()) and any(True for _ in find_people(text, ""))


def find_people(text: str, name: str) -> Iterator[Finding]:
    """Yield the people named in a text: first whole lists, then single ones in sentences.

    `name` is the file's name, which may say what the text is about.
    """
    clues = _clues_of(text)
    if not clues:
        return
    known: set[int] = set()
    for found in people_in_text(text, name, clues):
        known.update(at for at, _ in found.parts)
        yield found
    done = 0
    for clue in clues:
        if clue < done:
            continue
        start = text.rfind("\n", 0, clue) + 1
        done = text.find("\n", clue)
        done = len(text) if done < 0 else done
        if not _told().search(text[start:done]):
            continue
        for found in people_in_sentences(text[start:done], start):
            if found.start not in known:
                yield found


def _clues_of(text: str) -> list[int]:
    """The places in a text where something may name somebody, in order."""
    # In bytes, since re2 would make them of the text itself, and count its characters for each match.
    data = text.encode()
    places = list(_clues_in(data))
    if len(data) == len(text):
        return places
    spans = pairwise((0, *places))
    return list(accumulate(len(data[start:end].decode()) for start, end in spans))


def _clues_in(data: bytes) -> Iterator[int]:
    """Yield these places in UTF-8."""
    for match in _clues().finditer(data):
        if match[1] is None or may_begin(match[1].decode()):
            yield match.start()


@lru_cache(maxsize=1)
def _clues() -> re2._Regexp:
    return re2.compile(_CLUES.encode())


@lru_cache(maxsize=1)
def _signs() -> re2._Regexp:
    return re2.compile(f"(?i){_TOLD}{_LISTED}".encode())


@lru_cache(maxsize=1)
def _told() -> re2._Regexp:
    return re2.compile(f"(?i){_TOLD}")
