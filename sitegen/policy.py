"""What every host of the site has to answer with: its headers, and the policy in each page too.

Pages load nothing from elsewhere, and run only scripts that are files of the site: none of a text.
Browsers hold to that even if a fault ever let something through, also where nobody knows which
headers the host sends.
"""

from __future__ import annotations

HEADER = "Content-Security-Policy"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# What hosts send with every answer. The files for hosts, and the server of `sitegen serve`, have them
# from here; the last is for hosts with HTTPS alone.
HEADERS = (
    (HEADER, POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Strict-Transport-Security", "max-age=63072000"),
)
# Addresses below `aset/` carry a digest of their bytes, so what they answer never changes.
FOREVER = ("Cache-Control", "public, max-age=31536000, immutable")
# Open data, which pages of other sites may read too: what they are does not depend on who asks. Pages,
# scripts and pictures are not among them.
OPEN = (".csv", ".geojson", ".ics", ".json", ".jsonld", ".tsv", ".ttl", ".xls", ".xlsx", "feed.xml")
SHARED = ("Access-Control-Allow-Origin", "*")
# What a browser saves instead of showing it as a page of the site, also where a link leads straight to it.
SAVED = (".csv", ".geojson", ".tsv", ".ttl", ".xls", ".xlsx", ".zip")
ATTACHMENT = ("Content-Disposition", "attachment")
# What gets smaller when it is compressed; pictures, workbooks and PDF are compressed already.
TEXTS = (
    *(".html", ".css", ".js", ".mjs", ".svg", ".webmanifest"),
    *(".csv", ".tsv", ".txt", ".ttl", ".ics", ".vcf", ".json", ".jsonld", ".geojson", ".xml"),
)
# Browsers ignore these in an element, and complain about each (CSP Level 3, 3.3).
_HEADER_ONLY = frozenset({"frame-ancestors", "report-uri", "sandbox"})


def rules(prefix: str = "") -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the headers of all answers, and what comes on top for some addresses.

    Each is a pattern of addresses below `prefix`, in which `*` stands for anything, with its headers.
    """
    return (
        ("/*", HEADERS),
        (f"{prefix}/aset/*", (FOREVER,)),
        *((f"{prefix}/*{ending}", (SHARED,)) for ending in OPEN if ending not in SAVED),
        *(
            (f"{prefix}/*{ending}", (SHARED, ATTACHMENT) if ending in OPEN else (ATTACHMENT,))
            for ending in SAVED
        ),
    )


def directives(policy: str) -> dict[str, list[str]]:
    """Return the sources of each directive of a policy, by its name in small letters."""
    parts = (part.split() for part in policy.split(";"))
    found: dict[str, list[str]] = {}
    for name, *sources in filter(None, parts):
        found.setdefault(name.lower(), sources)  # browsers ignore a second one
    return found


def written(found: dict[str, list[str]]) -> str:
    """Return directives as a policy."""
    return "; ".join(" ".join((name, *sources)) for name, sources in found.items())


def element_policy(policy: str = POLICY) -> str:
    """Return what a `meta` element can carry of a policy."""
    found = directives(policy)
    return written({name: found[name] for name in found if name not in _HEADER_ONLY})
