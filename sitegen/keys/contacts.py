"""Telephone numbers, mail addresses, web addresses and accounts as people write them."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import Struct

# Between two numbers or addresses in one value, but not within brackets.
_BETWEEN = re.compile(r"\s*(?:[,;&\n]|\b(?:dan|atau|and|or)\b)\s*(?![^()]*\))", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*(?![^()]*\))")
_NUMBER = re.compile(r"\+?[\d(][\d\s().\-\u2010-\u2015]*\d")
_EXTENSION = re.compile(
    r"\b(?:extension|ext|ekstensi|ekst|eks|pesawat|pswt|pes|psw)\b[\s.:]*(\d{1,6})", re.IGNORECASE
)
_CHAT = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)(\+?\d+)\S*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:.]+")
_MAIL_SCHEME = re.compile(r"^mailto:", re.IGNORECASE)
_WEB = re.compile(
    r"(?:(?P<scheme>https?):)?(?://)?(?P<host>[^\W_](?:[\w-]*\.)+[^\W\d_]{2,}\.?)(?P<rest>(?::\d{1,5})?(?:[/?#]\S*)?)",
    re.IGNORECASE,
)
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"web": _WEB}
_ACCOUNT = re.compile(r"@?[A-Za-z0-9._-]{1,60}")
# A shorter one is the end of the number before it, as in `022-5550104/05`.
_SHORTEST = 4
_SHORTEST_CHAT = 8
# Networks that are known by name: their label and the address of an account.
NETWORKS = {
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "x": ("X", "https://x.com/{}"),
    "twitter": ("X", "https://x.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@{}"),
    "threads": ("Threads", "https://www.threads.net/@{}"),
}


class Contact(Struct, frozen=True):
    """A number or address as it is shown, and where it leads; "" if nowhere."""

    text: str
    href: str


def telephones(text: str) -> tuple[Contact, ...]:
    """Return the telephone numbers in a value, each with a `tel:` address."""
    return tuple(Contact(part, _tel(part)) for part in _numbers(text))


def chats(text: str) -> tuple[Contact, ...]:
    """Return the WhatsApp numbers in a value, each with the address of its chat."""
    parts = _numbers(_CHAT.sub(r"\1", text))
    return tuple(Contact(part, _chat(part)) for part in parts)


def mails(text: str) -> tuple[Contact, ...]:
    """Return the mail addresses in a value, each with a `mailto:` address."""
    found: list[Contact] = []
    for given in _BETWEEN.split(text):
        part = _MAIL_SCHEME.sub("", given).partition("?")[0].strip()
        addresses = _MAIL.findall(part)
        if len(addresses) > 1:
            found += [Contact(each, _mailto(each)) for each in addresses]
        elif part:
            found.append(Contact(part, _mailto(addresses[0]) if addresses else ""))
    return tuple(found)


def web_address(text: str) -> str:
    """Return a web address with its scheme and host in small letters, or "" if it is none.

    One without `https://` gets it.
    """
    match = _WEB.fullmatch(text.strip())
    if match is None:
        return ""
    return f"{(match['scheme'] or 'https').lower()}://{match['host'].lower()}{match['rest']}"


def account(network: str, text: str) -> Contact | None:
    """Return an account in a network with its address, None if it leads nowhere.

    Of a network without a known address, the whole address is needed.
    """
    label, pattern = NETWORKS.get(network.casefold(), (network, ""))
    if "/" in text:
        address = web_address(text)
        return Contact(label, address) if address else None
    if not pattern or not _ACCOUNT.fullmatch(text):
        return None
    name = text.lstrip("@")
    return Contact(f"{label} @{name}", pattern.format(quote(name, safe=""))) if name else None


def _numbers(text: str) -> list[str]:
    parts: list[str] = []
    for each in _BETWEEN.split(text):
        for number, part in enumerate(_SLASH.split(each)):
            short = sum(map(str.isdigit, part)) < _SHORTEST
            if parts and short and number:
                parts[-1] += f"/{part}"
            elif parts and short and part.isdigit() and _EXTENSION.search(parts[-1]):
                parts[-1] += f", {part}"
            elif part.strip():
                parts.append(part.strip())
    return parts


def _tel(part: str) -> str:
    own = _EXTENSION.search(part)
    number = _NUMBER.search(part[: own.start()] if own else part)
    if number is None:
        return ""
    return f"tel:{_digits(number[0])}" + (f";ext={own[1]}" if own else "")


def _chat(part: str) -> str:
    number = _NUMBER.search(part)
    digits = _digits(number[0]).removeprefix("+") if number else ""
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    elif digits.startswith("8"):
        digits = "62" + digits
    return f"https://wa.me/{digits}" if len(digits) >= _SHORTEST_CHAT else ""


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal() or sign == "+")


def _mailto(address: str) -> str:
    return f"mailto:{quote(address, safe='@.+-_')}"
