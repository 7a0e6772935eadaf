"""`masuk` in `meja.yml`: how people sign in at the desk, and how long that lasts."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.desk.access.sessions import Lasting
from sitegen.desk.reviewing import ReviewRules
from sitegen.errors import ConfigError
from sitegen.i18n import N_
from sitegen.keys.field import Field, Value
from sitegen.model import Problem, Where

HOUR, DAY = 3600.0, 86400.0
PROXY_FIELDS: tuple[Field, ...] = (
    Field(
        key="dari",
        name="peers",
        type="texts",
        required=True,
        doc=N_("Addresses or networks of the proxies before the desk: only they are believed."),
        example="[127.0.0.1, 10.20.0.0/28]",
    ),
    Field(
        key="pengguna",
        name="user",
        type="text",
        doc=N_(
            "The header in which the proxy names who has signed in there: an account or an e-mail "
            "address. Without it, nobody signs in by the proxy."
        ),
        example="X-Remote-User",
    ),
    Field(
        key="kelompok",
        name="groups",
        type="text",
        doc=N_("The header with their groups, separated by commas: teams of the list of owners."),
        example="X-Remote-Groups",
    ),
    Field(
        key="keluar",
        name="leave",
        type="text",
        doc=N_("Address at which people sign out of the proxy."),
        example="https://masuk.bandung.example/keluar",
    ),
)
OIDC_FIELDS: tuple[Field, ...] = (
    Field(
        key="penerbit",
        name="issuer",
        type="text",
        required=True,
        doc=N_("The provider's address (issuer), exactly as it names itself."),
        example="https://sso.bandung.example/realms/kota",
    ),
    Field(
        key="klien",
        name="client",
        type="text",
        required=True,
        doc=N_("The name (client id) that the provider has for the desk."),
        example="meja",
    ),
    Field(
        key="rahasia",
        name="secret",
        type="text",
        required=True,
        doc=N_(
            "Where the desk's password at the provider is: a file that only the desk reads, or `env:` and "
            "the name of an environment variable. Never the password itself."
        ),
        example="env:MEJA_OIDC",
    ),
    Field(
        key="akun",
        name="account",
        type="text",
        doc=N_(
            "The claim that names an account or an address, where only the provider's own people can set "
            "it. Without it: `email`, if the provider says that it is verified."
        ),
        example="preferred_username",
    ),
    Field(
        key="kelompok",
        name="groups",
        type="text",
        doc=N_("The claim with groups: teams of the list of owners."),
        example="groups",
    ),
    Field(
        key="cakupan",
        name="scopes",
        type="texts",
        doc=N_(
            "What the desk asks the provider for beside `openid` (scopes). Default `[email]`; `akun` and "
            "`kelompok` may need more."
        ),
        example="[email, profile, groups]",
    ),
)
LINK_FIELDS: tuple[Field, ...] = (
    Field(
        key="berlaku_hari",
        name="days",
        type="count",
        doc=N_("For how many days a printed link opens the desk, 1 to 400. Default 180."),
        example="180",
    ),
    Field(
        key="sekali",
        name="once",
        type="yes-no",
        doc=N_("Whether a link opens the desk on one device only. Default no."),
        example="tidak",
    ),
    Field(
        key="perangkat",
        name="devices",
        type="count",
        doc=N_(
            "On how many devices a link is open at the same time, 1 to 50; the one that was used longest "
            "ago is signed out. Default 5."
        ),
        example="5",
    ),
)
SESSION_FIELDS: tuple[Field, ...] = (
    Field(
        key="diam_jam",
        name="idle",
        type="count",
        doc=N_("After how many hours without use a device is signed out, 1 to 720. Default 12."),
        example="12",
    ),
    Field(
        key="paling_lama_hari",
        name="whole",
        type="count",
        doc=N_("After how many days a device is signed out in any case, 1 to 90. Default 7."),
        example="7",
    ),
)
ACCESS_FIELDS: tuple[Field, ...] = (
    Field(
        key="alamat",
        name="origin",
        type="text",
        required=True,
        doc=N_(
            "The desk's own address, by which people reach it. Requests for any other are refused."
        ),
        example="https://meja.bandung.example",
    ),
    Field(
        key="proksi",
        name="proxy",
        type="mapping",
        fields=PROXY_FIELDS,
        doc=N_("The proxies before the desk, and what they say of who has signed in with them."),
        example="{dari: [127.0.0.1], pengguna: X-Remote-User}",
    ),
    Field(
        key="oidc",
        name="oidc",
        type="mapping",
        fields=OIDC_FIELDS,
        doc=N_("Sign-in by a provider of OpenID Connect, such as Keycloak."),
        example="{penerbit: https://sso.bandung.example/realms/kota, klien: meja, rahasia: env:MEJA_OIDC}",
    ),
    Field(
        key="tautan",
        name="links",
        type="mapping",
        fields=LINK_FIELDS,
        doc=N_("Sign-in of offices by a link, printed with `sitegen list --qr`."),
        example="{berlaku_hari: 180}",
    ),
    Field(
        key="sesi",
        name="sessions",
        type="mapping",
        fields=SESSION_FIELDS,
        doc=N_("How long a device stays signed in."),
        example="{diam_jam: 12, paling_lama_hari: 7}",
    ),
    Field(
        key="catatan",
        name="log",
        type="text",
        doc=N_("File for the lines of what is done at the desk. Default: the error output."),
        example="/var/log/sitegen/meja.jsonl",
    ),
)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Names of headers that cannot be mistaken for others: proxies may write `-` for `_`.
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
# Headers that browsers and proxies set for other ends, and that anybody may send.
_NOT_A_NAME = frozenset(
    ("host", "cookie", "origin", "authorization", "user-agent", "referer", "forwarded")
)
_SCOPE = re.compile(r"[!#-\[\]-~]{1,200}")  # RFC 6749, 3.3
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_LOCAL = frozenset(("localhost", "127.0.0.1"))
_RANGES = {
    "days": (1, 400),
    "devices": (1, 50),
    "idle": (1, 720),
    "whole": (1, 90),
}


class ProxySettings(Struct, frozen=True, kw_only=True):
    """The proxies that are believed; `user` and `groups` are headers in small letters, or ""."""

    peers: tuple[Network, ...] = ()
    user: str = ""
    groups: str = ""
    leave: str = ""


class OidcSettings(Struct, frozen=True, kw_only=True):
    """A provider, the desk's name and password with it, and the claims that say who somebody is."""

    issuer: str
    client: str
    secret: str
    account: str = ""
    groups: str = ""
    scopes: tuple[str, ...] = ("email",)


class LinkSettings(Struct, frozen=True, kw_only=True):
    """Links of offices: how long they last in seconds, whether they open once, on how many devices."""

    lasting: float = 180 * DAY
    once: bool = False
    devices: int = 5


class AccessSettings(Struct, frozen=True, kw_only=True):
    """`masuk`, typed. `origin` is the desk's own, such as `https://meja.kota.example`; `log` "" for stderr.

    `files` are the addresses that take files, with how many bytes, `forms` patterns of those
    whose forms are larger than others, and `review` who reviews whom; the rest of the desk says so. A
    body may pause for `silence` seconds.
    """

    origin: str
    proxy: ProxySettings = ProxySettings()
    oidc: OidcSettings | None = None
    links: LinkSettings | None = None
    lasting: Lasting = Lasting(idle=12 * HOUR, whole=7 * DAY)
    log: str = ""
    files: dict[str, int] = {}
    forms: dict[str, int] = {}
    silence: float = 20.0
    review: ReviewRules = ReviewRules()

    @property
    def host(self) -> str:
        """The host that requests must be for, with its port if it has one."""
        return urlsplit(self.origin).netloc


def parse_access(values: Mapping[str, Value], path: str) -> AccessSettings:
    """Return the settings in the values of `masuk`; raises ConfigError with all problems.

    Secrets are read where they are said to be.
    """
    problems = tuple(_mistakes(values, path))
    if problems:
        raise ConfigError(problems=problems)
    proxy, oidc = _inner(values, "proxy"), _inner(values, "oidc")
    links, sessions = _inner(values, "links"), _inner(values, "sessions")
    return AccessSettings(
        origin=_origin(values["origin"].value),
        proxy=ProxySettings(
            peers=tuple(ipaddress.ip_network(each) for each in proxy.get("peers", ())),
            user=proxy.get("user", "").lower(),
            groups=proxy.get("groups", "").lower(),
            leave=proxy.get("leave", ""),
        ),
        oidc=OidcSettings(**{**oidc, "secret": _secret(oidc["secret"])}) if oidc else None,
        links=LinkSettings(
            lasting=links.get("days", 180) * DAY,
            once=links.get("once", False),
            devices=links.get("devices", 5),
        )
        if "links" in values
        else None,
        lasting=Lasting(idle=sessions.get("idle", 12) * HOUR, whole=sessions.get("whole", 7) * DAY),
        log=values["log"].value if "log" in values else "",
    )


def _inner(values: Mapping[str, Value], name: str) -> dict[str, Any]:
    found = values[name].value if name in values else {}
    return {key: value.value for key, value in found.items()}


def _mistakes(values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    """What the types of the keys alone do not say."""
    proxy = values["proxy"].value if "proxy" in values else {}
    oidc = values["oidc"].value if "oidc" in values else {}
    if not ("user" in proxy or oidc or "links" in values):
        yield Problem.of("K022", Where(path=path, field="masuk"))
    if "origin" in values and not _origin(values["origin"].value):
        text = N_("write https:// and the host by which people reach the desk, without a path")
        yield _mistake(values["origin"], "alamat", path, text)
    for each in proxy["peers"].value if "peers" in proxy else ():
        if _network(each) is None:
            text = N_(
                "write addresses or networks such as 127.0.0.1 or 10.20.0.0/28, not all of them"
            )
            yield _mistake(proxy["peers"], "dari", path, text, each)
    for name, key in (("user", "pengguna"), ("groups", "kelompok")):
        if name in proxy and not _is_own_header(proxy[name].value):
            text = N_(
                "write the name of a header that the proxy sets itself, such as X-Remote-User"
            )
            yield _mistake(proxy[name], key, path, text)
    for group, name, key in ((proxy, "leave", "keluar"), (oidc, "issuer", "penerbit")):
        if name in group and not _is_safe_address(group[name].value):
            text = N_("write a whole address that begins with https://")
            yield _mistake(group[name], key, path, text)
    for each in oidc["scopes"].value if "scopes" in oidc else ():
        if not _SCOPE.fullmatch(each):
            text = N_("write the names of scopes that the provider has, such as profile or groups")
            yield _mistake(oidc["scopes"], "cakupan", path, text, each)
    yield from _numbers(values, path)
    if "secret" in oidc and not _secret(oidc["secret"].value):
        where = _where(oidc["secret"], "rahasia", path)
        yield Problem.of("K031", where, found=_told_place(oidc["secret"].value))


def _numbers(values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    for group, fields in (("links", LINK_FIELDS), ("sessions", SESSION_FIELDS)):
        inner = values[group].value if group in values else {}
        for field in fields:
            least, most = _RANGES.get(field.name, (0, 0))
            value = inner.get(field.name)
            if most and value is not None and not least <= value.value <= most:
                text = N_("write a whole number within the limits in docs/desk.md")
                yield _mistake(value, field.key, path, text)


def _mistake(value: Value, key: str, path: str, step: str, found: str = "") -> Problem:
    shown = (found or str(value.value))[:80]
    return Problem.of("K030", _where(value, key, path), key=key, found=shown, step=step)


def _where(value: Value, key: str, path: str) -> Where:
    return Where(path=path, line=value.line, column=value.column, field=key)


def _origin(text: str) -> str:
    """An address as browsers name its origin; "" for what is none, or is neither HTTPS nor this machine."""
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return ""
    plain = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    allowed = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    if not (plain and allowed and _HOST.fullmatch(host)):
        return ""
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def _is_safe_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    local = parts.scheme == "http" and parts.hostname in _LOCAL
    return bool(parts.hostname) and (parts.scheme == "https" or local) and not parts.username


def _network(text: str) -> Network | None:
    try:
        found = ipaddress.ip_network(text.strip())
    except ValueError:
        return None
    return found if found.prefixlen else None  # all addresses: then anybody could say who they are


def _is_own_header(text: str) -> bool:
    name = text.lower()
    return bool(_HEADER.fullmatch(text)) and name not in _NOT_A_NAME and not name.startswith("sec-")


def _secret(place: str) -> str:
    """The password at a place, "" if there is none."""
    if place.startswith("env:"):
        return os.environ.get(place.removeprefix("env:"), "").strip()
    try:
        return Path(place).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _told_place(place: str) -> str:
    """A place as a message may show it: what looks like a password itself is not repeated."""
    plain = place.startswith(("env:", "/", "./", "../"))
    return place[:80] if plain else "..."
