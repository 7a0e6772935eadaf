"""Personal data in a text, with its positions.

Ordinary text is ruled out first: a few searches show that it cannot hold any, so a report
without long numbers costs microseconds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from sitegen.privacy.contacts import mails, telephones
from sitegen.privacy.finding import Finding, masked_value
from sitegen.privacy.folding import fold
from sitegen.privacy.identity import (
    accounts,
    broken_numbers,
    identities,
    named_ages,
    personal_numbers,
    starred,
)

# Anything allowed between two digits of a number is deleted and every digit becomes a 0, so ten
# zeros in a row mean ten digits of one number. Non-ASCII bytes cover no-break spaces and the like.
_AS_ZEROS = bytes(ord("0") if chr(b) in "0123456789" else b for b in range(256))
_BETWEEN = bytes(b for b in range(256) if b > 127 or chr(b) in " \t.,:-_/()[]*`~\"'\\;&#")
_LEAST = 10
# How the digits of other scripts begin in UTF-8: full-width, mathematical, Arabic, raised, circled,
# Balinese, Sundanese, Javanese.
_OTHER_DIGITS = (
    *(b"\xef\xbc", b"\xf0\x9d\x9f", b"\xd9", b"\xdb", b"\xe2\x81", b"\xe2\x91"),
    *(b"\xe1\xad", b"\xe1\xae", b"\xea\xa7"),
)
_SCIENTIFIC = re.compile(rb"[0-9][Ee]\+?1[3-7]")
# In that form, which is searched for one sign.
_MAY_BE_SCIENTIFIC = re.compile(rb"0[Ee]\+?00")
_PASSPORT = (b"aspor", b"ASPOR", b"assport")
# A number that a line break cuts after a hyphen; in bytes, the pattern begins with what is searched for.
_CUT = re.compile(r"(?<=[0-9])-\n(?=[0-9])")
_CUT_BYTES = re.compile(rb"-\n(?<=[0-9]-\n)[0-9]")
# Signs of mail addresses.
_SIGNS = (b"@", b"(at", b"[at")
# In that form: an age, or a letter in place of a digit; then, near it, an age beside a sex.
_HINT = re.compile(rb"0(?:thn?|tahun|bln|bulan|[lIiOo]0)")
_NEAR = 16
_SMALL = re.compile(rb"[lp]0{1,3}(?:th|tahun|bln|bulan)")
_AGED = re.compile(
    rb"(?:[LP]|L[kK]|P[rR]|[Ll]aki|rempuan|[Pp]ria|anita)0{1,3}(?:th|tahun|bln|bulan)"
    rb"|0(?:thn?|tahun|bln|bulan)(?:[LP]|[Ll]aki|[Pp]erempuan|[Pp]ria|[Ww]anita)"
    rb"|0[lIiOo]0"
)
# What the page turns into digits, or drops between them.
_HIDDEN = re.compile(rb"\d(?:&[#\w]{2,32};|<[!/a-zA-Z]|!?\[\]\()|&#[xX]?\d|\\[xu][0-9a-fA-F]{2}")
_HIDERS = (b"&", b"<", b"\\", b"[](")
_LINK = re.compile(r"(?:https?://|www\.|data:)[^\s<>\"']+")
_QUERY = re.compile(r"(?:nik|no_?kk|ktp|npwp)=$", re.IGNORECASE)
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"cut": _CUT, "link": _LINK, "query": _QUERY}


def find(text: str) -> tuple[Finding, ...]:
    """Return the personal data in `text`, in order of position and without overlaps.

    A number continues on another line only after a hyphen.
    """
    data = text.encode("utf-8", "surrogatepass")
    if not may_hold(data):
        return ()
    found: list[Finding] = []
    start = 0
    for cut in _CUT.finditer(text):
        found += _over_lines(text, cut.start())
    for line, raw in zip(text.split("\n"), data.split(b"\n"), strict=True):
        if may_hold(raw):
            found += _of_line(line, start)
        start += len(line) + 1
    return tuple(found)


def _over_lines(text: str, at: int) -> Iterator[Finding]:
    """Yield the number that goes on in the next line after the hyphen at `at`."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at + 2)
    line = text[first:at] + "-" + text[at + 2 : last if last >= 0 else len(text)]
    for found in _of_line(line, first):
        if found.start < at < found.end + 1:
            yield replace(found, end=found.end + 1)


def may_hold(data: bytes) -> bool:
    """Return whether UTF-8 text has any sign of personal data; quick, with no false negatives."""
    shape = data.translate(_AS_ZEROS, _BETWEEN)
    # Most lines have no digit, and are done sooner.
    if b"0" in shape and (
        b"0" * _LEAST in shape
        or (_MAY_BE_SCIENTIFIC.search(shape) and _SCIENTIFIC.search(data))
        or _may_tell_age(data, shape)
    ):
        return True
    if _CUT_BYTES.search(data):
        return True
    if any(map(data.__contains__, _SIGNS)) or any(map(data.__contains__, _PASSPORT)):
        return True
    if any(map(data.__contains__, _HIDERS)) and _HIDDEN.search(data):
        return True
    return not data.isascii() and any(map(data.__contains__, _OTHER_DIGITS))


def _may_tell_age(data: bytes, shape: bytes) -> bool:
    """Whether a sex (l or p only in slashes) may stand beside an age, or a letter in a number."""
    slashed = b"/l/" in data or b"/p/" in data
    for hint in _HINT.finditer(shape):
        near = max(0, hint.start() - _NEAR), hint.end() + _NEAR
        if _AGED.search(shape, *near) or (slashed and _SMALL.search(shape, *near)):
            return True
    return False


def has_digits(data: bytes, count: int) -> bool:
    """Return whether UTF-8 text has `count` digits in a row, or joined by other signs."""
    shape = data.translate(_AS_ZEROS, _BETWEEN)
    return b"0" * count in shape or (
        not data.isascii() and any(map(data.__contains__, _OTHER_DIGITS))
    )


def masked(text: str) -> str:
    """Return `text` with all personal data in it masked."""
    parts: list[str] = []
    done = 0
    for found in find(text):
        parts += (text[done : found.start], masked_value(found.value))
        done = found.end
    return "".join((*parts, text[done:])) if parts else text


def found_in(text: str) -> Iterator[Finding]:
    """Yield the personal data in `text` one by one; positions are those in their line as folded."""
    data = text.encode("utf-8", "surrogatepass")
    if may_hold(data):
        for line, raw in zip(text.split("\n"), data.split(b"\n"), strict=True):
            if may_hold(raw):
                yield from _kept(fold(line).text)


def _of_line(line: str, offset: int) -> list[Finding]:
    folded = fold(line)
    plain = [
        replace(
            found,
            start=folded.origin(found.start) + offset,
            end=folded.origin(found.end - 1) + 1 + offset,
        )
        for found in sorted(_kept(folded.text), key=lambda found: found.start)
    ]
    if "*" not in line and "xx" not in line.casefold() and "##" not in line:
        return plain
    known = {found.start for found in plain}
    hidden = (
        replace(found, start=found.start + offset, end=found.end + offset)
        for found in starred(line)
    )
    return sorted(
        [*plain, *(found for found in hidden if found.start not in known)],
        key=lambda found: found.start,
    )


def _kept(text: str) -> Iterator[Finding]:
    """Yield the candidates that overlap no surer one."""
    # They are kept in order, so only its neighbours can meet another: a line of a whole file has
    # tens of thousands.
    starts: list[int] = []
    ends: list[int] = []
    for found in _candidates(text):
        at = bisect_right(ends, found.start)
        if at == len(starts) or starts[at] >= found.end:
            starts.insert(at, found.start)
            ends.insert(at, found.end)
            yield found


def _candidates(text: str) -> Iterator[Finding]:
    """Yield possible personal data, the surest kinds first; positions may overlap.

    Numbers in web addresses name pictures and posts, unless the address says `nik=`.
    """
    links = [match.span() for match in _LINK.finditer(text)]
    ends = [last for _, last in links]

    def in_link(start: int) -> bool:
        at = bisect_right(ends, start)
        return at < len(links) and links[at][0] <= start

    for found in chain(
        identities(text),
        personal_numbers(text),
        accounts(text),
        named_ages(text),
        broken_numbers(text),
    ):
        asked = _QUERY.search(text[max(0, found.start - 8) : found.start])
        if asked or not in_link(found.start):
            yield found
    yield from telephones(text, in_link)
    yield from mails(text)
