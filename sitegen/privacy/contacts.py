"""Telephone numbers and mail addresses in folded text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.privacy.finding import Finding
from sitegen.privacy.numbers import telephone

_MOBILE = re.compile(
    r"(?<![0-9A-Za-z_])(?<![0-9][.,/-])(?:\(?\+?62\)?[ .-]?(?:\(0\))?|\(?0)"
    r"(8[1-9][0-9]?\)?(?:[ .-]{0,2}[0-9]){6,9})(?![0-9])"
)
_LANDLINE = re.compile(r"(?<![0-9])\((0[2-9][0-9]{1,2}\) ?[0-9](?:[ .-]?[0-9]){5,7})(?![0-9])")
_SAID_LANDLINE = re.compile(
    r"\b(?:telp|tlp|telepon|fax|faks|hubungi|kontak|call)\b[^0-9\n]{0,20}"
    r"(0[2-9][0-9]{1,2}[ -][0-9](?:[ .-]?[0-9]){5,7})(?![0-9])",
    re.IGNORECASE,
)
# Links that call or write to a number.
_CHAT = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?phone=|\btel:)\+?([0-9][0-9-]{8,14})")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MAIL = re.compile(
    r"[A-Za-z0-9][\w.+-]{0,63}(?:@| ?[(\[]at[)\]] ?)"
    r"((?:[\w-]{1,63}(?:\.| ?[(\[]dot[)\]] ?)){1,4}[A-Za-z]{2,10})"
)
_DOT = re.compile(r" ?[(\[]dot[)\]] ?")
_AT = re.compile(r"@| ?[(\[]")
# Public mailbox providers.
_PRIVATE = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|aol|proton"
    r"|protonmail|zoho|gmx|mail|telkom|plasa|yandex)\.(?:com|co\.id|co\.uk|net|net\.id|me|id|ru)",
    re.IGNORECASE,
)
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "mobile": _MOBILE,
    "landline": _LANDLINE,
    "said_landline": _SAID_LANDLINE,
    "chat": _CHAT,
    "thousands": _THOUSANDS,
    "mail": _MAIL,
    "dot": _DOT,
    "at": _AT,
    "private": _PRIVATE,
}


def telephones(text: str, in_link: Callable[[int], bool]) -> Iterator[Finding]:
    """Yield telephone numbers; `in_link` says whether a position is inside a web address."""
    for match in _CHAT.finditer(text):
        yield _telephone(match)
    for match in _MOBILE.finditer(text):
        if not in_link(match.start()) and not _THOUSANDS.fullmatch(match[0]):
            yield _telephone(match, 0)
    for expression in (_LANDLINE, _SAID_LANDLINE):
        for match in expression.finditer(text):
            if not in_link(match.start()):
                yield _telephone(match)


def mails(text: str) -> Iterator[Finding]:
    """Yield addresses at public mailbox providers; an agency has its own host."""
    if "@" not in text and "at)" not in text and "at]" not in text:
        return
    for match in _MAIL.finditer(text):
        host = _DOT.sub(".", match[1])
        if _PRIVATE.fullmatch(host):
            name = _AT.split(match[0], maxsplit=1)[0]
            value = f"{name}@{host}".casefold()
            yield Finding(kind="surel", start=match.start(), end=match.end(), value=value)


def is_mobile(value: str) -> bool:
    """Return whether a value of `telephone` is a mobile number."""
    return value.startswith("8") and 8 <= len(value) <= 12


def _telephone(match: re.Match[str], group: int = 1) -> Finding:
    value = telephone(match[group])
    return Finding(kind="telepon", start=match.start(group), end=match.end(group), value=value)
