"""Headers of answers: content types, and the site's security headers as its host sends them."""

from __future__ import annotations

import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from sitegen.policy import HEADER, directives, rules, written

Headers = tuple[tuple[str, str], ...]
# Written out, since the system's table differs between machines.
TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".ttl": "text/turtle; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".vcf": "text/vcard; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
OTHER = "application/octet-stream"
# Caching would show old pages, and this server does not speak HTTPS.
_NOT_HERE = frozenset({"cache-control", "strict-transport-security"})
# What the reload script needs on top of the site's own policy.
_ADDED = {
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
}


class HeaderRule(Struct, frozen=True):
    """Headers for addresses that match `pattern`, in which `*` matches anything."""

    pattern: str
    values: Headers

    def matches(self, path: str) -> bool:
        """Return whether the rule applies to this path (of the site, without a prefix)."""
        start, *parts = self.pattern.split("*")
        if not parts:
            return path == start
        *between, end = parts
        at = len(start)
        if not path.startswith(start):
            return False
        for part in between:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return len(path) - at >= len(end) and path.endswith(end)


def _here(values: Headers) -> Headers:
    return tuple(pair for pair in values if pair[0].lower() not in _NOT_HERE)


DEFAULT = tuple(HeaderRule(pattern, kept) for pattern, values in rules() if (kept := _here(values)))


def content_type(name: str) -> str:
    """Return the content type of a file by its ending."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), OTHER)


def parse_headers(text: str) -> tuple[HeaderRule, ...]:
    """Return the header rules of a `netlify.toml`, maybe (); raises ValueError if not TOML."""
    found: list[HeaderRule] = []
    blocks: Any = tomllib.loads(text).get("headers", [])
    for block in blocks if isinstance(blocks, list) else []:
        pattern, given = block.get("for"), block.get("values")
        if not isinstance(pattern, str) or not isinstance(given, dict):
            continue
        kept = tuple(
            (name, ", ".join(value) if isinstance(value, list) else str(value))
            for name, value in given.items()
        )
        found.append(HeaderRule(pattern, _here(kept)))
    return tuple(rule for rule in found if rule.values)


def read_headers(root: Path) -> tuple[HeaderRule, ...]:
    """Return the headers that the city's host is configured to send, or the default ones."""
    try:
        text = (root / "netlify.toml").read_text(encoding="utf-8")
        return parse_headers(text) or DEFAULT
    except (OSError, ValueError):
        return DEFAULT


def page_headers(rules: tuple[HeaderRule, ...], path: str) -> Headers:
    """Return the headers of an answer; its policy also lets the reload script work."""
    found: dict[str, tuple[str, str]] = {}
    for rule in rules:
        if rule.matches(path):
            found.update({name.lower(): (name, value) for name, value in rule.values})
    key = HEADER.lower()
    if key in found:
        found[key] = (HEADER, with_script(found[key][1]))
    return (*found.values(), ("Cache-Control", "no-store"))


def with_script(policy: str) -> str:
    """Return a Content-Security-Policy that allows this server's own script, style and events."""
    parts = directives(policy)
    for name, source in _ADDED.items():
        given = parts.get(name, parts.get("default-src"))
        if given is not None and source not in given:
            parts[name] = [*(word for word in given if word != "'none'"), source]
    return written(parts)
