"""Titles in capitals, and how they read in sentence case."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Written in capitals even within a sentence; those without a vowel need no list.
_CAPITALS = (
    "AIDS APBD APBN ASEAN ASI ASN ATM ATR BAZNAS BIAS BRIDA BSI BUMD BUMN COVID DAK DAU DIP "
    "DIPA DIY DKI DPA FKUB GOR HIV HUT IKD IKM ILP IPAL IPM ISO IT ITB IUD IUMK IVA KIA KIP "
    "KIS KPU KUA KUR LAKIP LAPOR LKJIP LPA LRA MPASI MUI NIB NIK NIP NU ODF ODGJ OJK OPD OSIS "
    "OSS PAD PAUD PIK PIP PMI POLRI PPID PUG QRIS RAB RAPBD RI RKA RSIA RSUD RUU SAKIP SDA "
    "SIM SIPD SMA SOP SPBE TIK TNI TPA TPID UKM UKS UMKM UNESCO UPT UPTD USG UU UUD WIB WIT "
    "WITA ZI"
)
ABBREVIATIONS = frozenset(_CAPITALS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_ROMAN = re.compile(r"[IVXL]+")
# Two words that are not abbreviations; a single one may be the name of a programme.
_ENOUGH = 2
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"word": _WORD, "roman": _ROMAN}


def shouted(title: str) -> bool:
    """Return whether a title is written entirely in capitals, abbreviations aside."""
    if title != title.upper() or title == title.lower():
        return False
    words = [word for word in _WORD.findall(title) if len(word) > 3 and not _kept(word)]
    return len(words) >= _ENOUGH


def sentence_case(title: str, text: str, names: Iterable[str] = ()) -> str:
    """Return a title in capitals in sentence case.

    `names` are written as they are. Known abbreviations stay, and a word that the report's own text capitalises, such as a place
    name, is taken from there.
    """
    quiet = _WORD.sub(lambda match: _quiet(match[0], text), title)
    low = quiet.casefold()
    for name in sorted((each for each in names if each.casefold() in low), key=len):
        quiet = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, quiet, flags=re.IGNORECASE)
    first = next((at for at, sign in enumerate(quiet) if sign.isalpha()), 0)
    return quiet[:first] + quiet[first : first + 1].upper() + quiet[first + 1 :]


def _quiet(word: str, text: str) -> str:
    forms = set(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))
    low = word.casefold()
    if low in forms:
        return low
    if word in forms or _kept(word):
        return word
    return word.capitalize() if word.capitalize() in forms else low


def _kept(word: str) -> bool:
    vowels = set("AIUEOY").intersection(word)
    return word in ABBREVIATIONS or not vowels or bool(_ROMAN.fullmatch(word))
