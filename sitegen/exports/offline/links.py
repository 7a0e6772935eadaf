"""Addresses in a page or a style sheet: which there are, and the same file with others in their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

# Attributes with an address, and whether the page needs what is there to be seen.
_ADDRESSES = {
    "href": False,
    "action": False,
    "src": True,
    "poster": True,
    "data": True,
    "xlink:href": True,
}
_ATTRIBUTE = re.compile(
    r"""(?<=[\s"'])([a-zA-Z:-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""",
)
_URL = re.compile(r"""url\(\s*("[^"]*"|'[^']*'|[^\s"')]+)\s*\)""")
_QUOTES = "\"'"
# Of links in the head, those that the page needs.
_NEEDED = frozenset({"stylesheet", "icon", "apple-touch-icon"})
# Nothing runs and nothing is framed; pictures and sheets may come from the folder.
POLICY = "script-src 'none'; object-src 'none'; frame-src 'none'; base-uri 'none'"

# Gets an address and whether the page needs what is there; returns what is to stand in its place.
Change = Callable[[str, bool], str]


def with_links(page: str, change: Change, notice: str = "") -> str:
    """Return a page with its addresses changed, without scripts, and with `notice` (HTML) at its top."""
    parser = _PageCopy(change, notice)
    parser.feed(page)
    parser.close()
    return "".join(parser.parts)


def sheet_with_links(sheet: str, change: Change) -> str:
    """Return a style sheet with its addresses changed."""

    def changed(found: re.Match[str]) -> str:
        address = change(found[1].strip(_QUOTES), True)
        return f'url("{address}")'

    return _URL.sub(changed, sheet)


class _PageCopy(HTMLParser):
    """Copies a page tag by tag; what needs no change is copied as it is written."""

    def __init__(self, change: Change, notice: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._change, self._notice = change, notice
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag with its addresses changed."""
        given = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = True
        elif tag == "noscript":
            pass  # what is for browsers without scripts is for this copy too
        elif tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            policy = escape(POLICY)
            self.parts.append(f'<meta http-equiv="Content-Security-Policy" content="{policy}">')
        elif tag == "link" and given.get("rel") == "alternate":
            pass  # feeds of the live site, which has the page at its canonical address
        else:
            self.parts.append(self._tag(tag, given))
            if tag == "body":
                self.parts.append(self._notice)

    handle_startendtag = handle_starttag

    def _tag(self, tag: str, given: dict[str, str]) -> str:
        raw = self.get_starttag_text() or ""
        in_head = tag == "link"
        needed = bool(_NEEDED.intersection(given.get("rel", "").split()))
        canonical = in_head and not needed

        def changed(found: re.Match[str]) -> str:
            name = found[1].lower()
            value = unescape(found[3].strip(_QUOTES))
            if name == "srcset":
                return f'{found[1]}="{escape(self._set(value))}"'
            if name not in _ADDRESSES or canonical:
                return found[0]
            return f'{found[1]}="{escape(self._change(value, needed or _ADDRESSES[name]))}"'

        return _ATTRIBUTE.sub(changed, raw)

    def _set(self, value: str) -> str:
        """The addresses of pictures in several sizes."""
        entries = (entry.split(None, 1) for entry in value.split(",") if entry.strip())
        return ", ".join(" ".join((self._change(url, True), *size)) for url, *size in entries)

    def handle_endtag(self, tag: str) -> None:
        """Copy the end of a tag."""
        if tag == "script":
            self._script = False
        elif tag != "noscript":
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Copy a text."""
        if not self._script:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        """Copy a named sign."""
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy a numbered sign."""
        self.parts.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Copy the declaration at the top."""
        self.parts.append(f"<!{decl}>")
