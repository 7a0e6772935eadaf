"""Pages on their way out: the reload script is added, and their look gets a fingerprint."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from sitegen.digest import digest
from sitegen.serve.headers import with_script

BASE = "/__sitegen/"
SCRIPT = BASE + "reload.js"
STYLE = BASE + "overlay.css"
EVENTS = BASE + "events"
# How many pictures of a page are compared; waiting for more would take too long.
COMPARED = 200
_SHEET = re.compile(r"<link\b[^>]*\brel=[\"']?stylesheet\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]*)", re.IGNORECASE)
_POLICY = re.compile(
    rb"<meta\b[^>]*\bhttp-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(rb"""(\bcontent=)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SOURCE = re.compile(r"\s(src|srcset)=\"([^\"]*)\"", re.IGNORECASE)


class Look(Struct, frozen=True):
    """What a page looks like: digests of its content with pictures, and of its style sheets."""

    content: str
    style: str
    sheets: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.content}.{self.style}"


def look(page: bytes, load: Callable[[str], bytes | None]) -> Look:
    """Return the look of a page; `load` returns the bytes behind one of its links, or None."""
    text = page.decode("utf-8", "replace")
    sheets = tuple(
        html.unescape(found[1]) for tag in _SHEET.findall(text) if (found := _HREF.search(tag))
    )
    style = digest(*(part for sheet in sheets for part in (sheet, load(sheet) or b"")))
    pictures = [load(link) or b"" for link in sorted(set(_pictures(text)))[:COMPARED]]
    return Look(digest(_SHEET.sub("", text), *pictures)[:16], style[:16], sheets)


def inject(page: bytes, seen: str) -> bytes:
    """Return a page with the reload script at the end of its body, which its own policy lets run.

    The script reports in `seen` which look it came with, so that a build between loading the page
    and opening its event stream is not missed.
    """
    page = _POLICY.sub(lambda tag: _CONTENT.sub(_opened, tag[0]), page)
    tag = f'<script src="{SCRIPT}" data-seen="{html.escape(seen)}" defer></script>\n'.encode()
    at = page.lower().rfind(b"</body>")
    return page + tag if at < 0 else page[:at] + tag + page[at:]


def _opened(content: re.Match[bytes]) -> bytes:
    """The content of a policy's element, with what the reload script needs."""
    given = html.unescape((content[2] or content[3] or b"").decode("utf-8", "replace"))
    return content[1] + b'"' + html.escape(with_script(given)).encode() + b'"'


def _pictures(text: str) -> Iterator[str]:
    for name, value in _SOURCE.findall(text):
        plain = html.unescape(value)
        if name.lower() == "src":
            yield plain
        else:
            yield from (part.split()[0] for part in plain.split(",") if part.strip())
