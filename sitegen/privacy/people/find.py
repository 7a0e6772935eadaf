"""People named in a text: what every report passes, so ordinary ones are ruled out first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import re2

from sitegen.privacy.finding import Finding
from sitegen.privacy.people.listed import people_in_text
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


def may_name(data: bytes) -> bool:
    """Return whether UTF-8 text may tell something of people; quick, with no false negatives."""
    return _signs().search(data) is not None


def find_people(text: str, name: str) -> Iterator[Finding]:
    """Yield the people named in a text: first whole lists, then single ones in sentences.

    `name` is the file's name, which may say what the text is about.
    """
    listed: list[tuple[int, int]] = []
    for found in people_in_text(text, name):
        listed += found.parts
        yield found
    known = {at for at, _ in listed}
    done = 0
    for match in _lines().finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        done = text.find("\n", match.start())
        done = len(text) if done < 0 else done
        for found in people_in_sentences(text[start:done], start):
            if found.start not in known:
                yield found


@lru_cache(maxsize=1)
def _signs() -> re2._Regexp:
    return re2.compile(f"(?i){_TOLD}{_LISTED}".encode())


@lru_cache(maxsize=1)
def _lines() -> re2._Regexp:
    return re2.compile(f"(?i){_TOLD}")
