"""HTML of an older site as Markdown: what it says stays, how it looked goes, and what is dropped is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from sitegen.i18n import N_
from sitegen.migration.tags import tokens

# What a picture or link gets in place of its address, "" for none; given the address.
Resolve = Callable[[str], str]

_DROPPED = {
    "script": N_("a script"),
    "style": "",
    "iframe": N_("a frame of another site, such as a film or map"),
    "object": N_("an embedded object"),
    "embed": N_("an embedded object"),
    "video": N_("a film"),
    "audio": N_("a recording"),
    "form": N_("a form"),
    "svg": N_("a drawing"),
    "noscript": "",
    "template": "",
    "head": "",
}
_EMPTY = frozenset({"embed"})
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "figure", "center", "main"),
        *("address", "dl", "dt", "dd", "table", "tr", "fieldset", "details", "summary", "aside"),
        *("ul", "ol", "li", "blockquote", "pre", "hr", "figcaption"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_HEADINGS = {f"h{n}": max(2, n) for n in range(1, 7)}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
_MAX_DEPTH = 6
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_AT_START = re.compile(r"(?m)^(\s*\d{0,9})([#+.)-])(?=\s|$)")
# Blocks of plugins in square brackets; other words in brackets are words.
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|embed|video|audio|playlist|wpvideo|googlemaps|contact-form(?:-7)?|wpforms|ninja_form|"
    r"(?:vc|et_pb|fusion|av|su|fl|elementor|rev|tablepress|table|ngg|youtube|pdf|wp)[_-][a-z0-9_-]*|table|"
    r"rev_slider|youtube|pdf-embedder)(?:\s[^\[\]\n]{0,2000})?/?\]",
    re.IGNORECASE,
)
# One with a value (`[smartslider3 slider="2"]`), or with an end (`[/button]`), is a block whatever its name is.
_WITH_VALUE = re.compile(
    r"\[[a-z][a-z0-9_-]{1,40}(?:\s{1,5}[a-z_-]{1,30}=(?:\"[^\"\[\]]{0,500}\"|'[^'\[\]]{0,500}'|[^\s\[\]\"']{1,500}))"
    r"{1,30}\s{0,5}/?\]",
    re.IGNORECASE,
)
_END_OF_BLOCK = re.compile(r"\[/([a-z][a-z0-9_-]{1,40})\]", re.IGNORECASE)
_BEGIN_OF_BLOCK = re.compile(r"\[([a-z][a-z0-9_-]{1,40})\]", re.IGNORECASE)
# HTML that a page builder keeps as letters that nobody can read.
_CODED = re.compile(
    r"\[vc_raw_(?:html|js)(?:\s[^\[\]]{0,500})?\][A-Za-z0-9+/=%\s]{0,100000}", re.IGNORECASE
)
# What WordPress fills when a page is asked for: lists of posts, blocks that several posts share.
_FILLED = re.compile(
    r"<!-- wp:(?!separator|spacer|more|nextpage)[a-z0-9/-]{1,80}\s[^<>]{0,2000}?/-->"
)
_UNFIT = re.compile(r"[\s()<>\\]")
_CAPTION = re.compile(r"\[(/?)caption\b[^\[\]]{0,500}\]", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?m)^[ \t]{0,20}https?://(?:www\.)?(?:youtube\.com|youtu\.be|facebook\.com|instagram\.com)/"
    r"\S{1,300}[ \t]*$"
)
# Marks and links within others that are kept; what is deeper is no text that anybody wrote.
_MAX_OPEN = 20


def to_markdown(html: str, picture: Resolve, link: Resolve) -> tuple[str, tuple[str, ...]]:
    """Return HTML as Markdown, and message ids of what was left out of it.

    `picture` returns the name of a picture for its address, `link` an address for a link; "" leaves the
    picture out, and of the link the words alone.
    """
    text = _CAPTION.sub(r"<\1figure>", html)
    dropped: dict[str, None] = {}
    if _EMBEDDED.search(text):
        dropped[_DROPPED["iframe"]] = None

    if _FILLED.search(text):
        dropped[N_("a part that the older site filled by itself")] = None
    text, plugins = _without_plugins(text)
    if plugins:
        dropped[N_("a block of a plugin")] = None
    # The older editor of WordPress leaves lines to be made paragraphs and breaks; HTML has spaces there.
    lines = not re.search(r"<(?:p|br|div)\b|<!-- wp:", text, re.IGNORECASE)
    writer = _MarkdownWriter(picture, link, dropped, lines=lines)
    for name, given in tokens(text):
        if not name:
            writer.add(str(given))
        elif isinstance(given, dict):
            writer.start(name, given)
        else:
            writer.end(name)
    return writer.result(), tuple(filter(None, dropped))


def _without_plugins(text: str) -> tuple[str, int]:
    """The text without blocks of plugins in square brackets, and how many marks of them there were."""
    text, coded = _CODED.subn("\n\n", text)
    text, known = _SHORTCODE.subn("\n\n", text)
    text, valued = _WITH_VALUE.subn("\n\n", text)
    ended = {name.casefold() for name in _END_OF_BLOCK.findall(text)}
    if ended:
        text = _BEGIN_OF_BLOCK.sub(
            lambda found: "\n\n" if found[1].casefold() in ended else found[0], text
        )
        text = _END_OF_BLOCK.sub("\n\n", text)
    return text, coded + known + valued + len(ended)


class _MarkdownWriter:
    """Writes Markdown as it reads; `_line` is the block that is being written."""

    def __init__(
        self, picture: Resolve, link: Resolve, dropped: dict[str, None], *, lines: bool
    ) -> None:
        self._breaks = lines
        self._picture, self._link, self._dropped = picture, link, dropped
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._start = ""
        self._lists: list[list[int]] = []  # for each open list: 0 of points, else the next number
        self._quotes = 0
        self._ignored: list[str] = []
        self._open: list[tuple[str, int]] = []  # open marks, with where they begin in the line
        self._links: list[tuple[str, int]] = []
        self._row: list[str] | None = None
        self._rows: list[list[str]] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take a start tag with its attributes."""
        if self._ignored:
            if tag == self._ignored[-1]:
                self._ignored.append(tag)
        elif tag in _DROPPED:
            self._dropped[_DROPPED[tag]] = None
            if tag not in _EMPTY:
                self._ignored.append(tag)
        elif tag == "img":
            self._image(given)
        elif tag == "a":
            self._links += [(given.get("href", ""), len(self._line))][
                : _MAX_OPEN - len(self._links)
            ]
        elif tag in _MARKS:
            self._open += [(tag, len(self._line))][: _MAX_OPEN - len(self._open)]
        elif tag == "br":
            self._line.append("\n")
        elif tag in ("td", "th"):
            self._cell()
        elif tag in _BLOCKS and self._row is None:
            self._break()
            self._begin(tag)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self._ignored:
            if tag == self._ignored[-1]:
                self._ignored.pop()
        elif tag == "a":
            self._end_link()
        elif tag in _MARKS:
            self._mark(tag)
        elif tag in ("td", "th"):
            self._cell()
        elif tag in ("tr", "table"):
            self._end_row()
            if tag == "table":
                self._table()
        elif tag in _BLOCKS and self._row is None:
            self._break()
            self._finish(tag)

    def _begin(self, tag: str) -> None:
        """Begin a block, after the one before has ended."""
        if tag in _HEADINGS:
            self._start = "#" * _HEADINGS[tag] + " "
        elif tag in ("ul", "ol"):
            self._lists.append([0 if tag == "ul" else 1])
        elif tag == "li":
            self._start = self._point()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "tr":
            self._row = []

    def _finish(self, tag: str) -> None:
        """End what was begun."""
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def add(self, data: str) -> None:
        """Take a text."""
        if self._ignored:
            return
        if self._row is not None:
            self._line.append(_SPECIAL.sub(r"\\\1", data.replace("\n", " ").replace("|", " ")))
            return
        pieces = re.split(r"\n[ \t]*\n\s*", data)
        for at, piece in enumerate(pieces):
            if at:
                self._break()
            own = piece if self._breaks else piece.replace("\n", " ")
            self._line.append(_SPECIAL.sub(r"\\\1", own))

    def result(self) -> str:
        """The text, when all was read."""
        self._end_row()
        self._table()
        self._break()
        text = "\n\n".join(self._blocks)
        return re.sub(
            r"(?m)^((?:> )*(?: *)(?:[*]|\d+\.) .*)\n\n(?=(?:> )*(?:    |[*] |(?!1\.)\d+\. ))",
            r"\1\n",
            text,
        )

    def _image(self, given: dict[str, str]) -> None:
        address = given.get("data-src") or given.get("src", "")
        name = self._picture(address) if address else ""
        if not name:
            return
        alt = " ".join(_SPECIAL.sub(" ", given.get("alt", "")).split())
        inside = bool(self._links)
        if inside:
            self._line.append(f"![{alt}]({name})")
            return
        kept = self._row
        if kept is None:
            self._break()
        self._line.append(f"![{alt}]({name})")
        if kept is None:
            self._break()

    def _end_link(self) -> None:
        if not self._links:
            return
        href, at = self._links.pop()
        words = "".join(self._line[at:])
        if "![" in words:  # a picture that opens larger: here it does so by itself
            del self._line[at:]
            self._break()
            self._line.append(words.strip())
            self._break()
            return
        target = self._link(href.strip())
        shown = " ".join(words.split())
        if target and shown:
            fit = _UNFIT.sub(lambda sign: quote(sign[0]), target)
            self._line[at:] = [f"[{shown}]({fit})"]

    def _mark(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        sign, at = _MARKS[tag], self._open.pop()[1]
        words = "".join(self._line[at:])
        bare = words.strip()
        if bare and "\n" not in bare and sign not in bare:
            before = words[: len(words) - len(words.lstrip())]
            after = words[len(words.rstrip()) :]
            self._line[at:] = [f"{before}{sign}{bare}{sign}{after}"]

    def _point(self) -> str:
        if not self._lists:
            return "* "
        inner = self._lists[-1]
        indent = "    " * (min(len(self._lists), _MAX_DEPTH) - 1)
        if not inner[0]:
            return f"{indent}* "
        inner[0] += 1
        return f"{indent}{inner[0] - 1}. "

    def _cell(self) -> None:
        if self._row is None:
            self._break()
            return
        text = " ".join("".join(self._line).split())
        self._line, self._open, self._links = [], [], []
        if text:
            self._row.append(text)

    def _end_row(self) -> None:
        if self._row is not None:
            self._cell()
            if self._row:
                self._rows.append(self._row)
            self._row = None

    def _table(self) -> None:
        rows, self._rows = self._rows, []
        width = max(map(len, rows), default=0)
        if width == 1:
            self._blocks += [row[0] for row in rows]
        elif width:
            rows = [[*row, *[""] * (width - len(row))] for row in rows]
            lines = [f"| {' | '.join(row)} |" for row in rows]
            self._blocks.append("\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]))

    def _break(self) -> None:
        """End the block that is being written."""
        raw = "".join(self._line)
        start, self._start = self._start, ""
        self._line, self._open, self._links = [], [], []
        lines = [" ".join(line.split()) for line in raw.strip().split("\n")]
        text = "\n".join(filter(None, lines))
        if not text:
            self._start = start if start.strip().endswith(("*", ".")) else ""
            return
        text = _AT_START.sub(r"\1\\\2", text) if not start else text.replace("\n", " ")
        text = "\\\n".join(text.split("\n")) if not start else text
        quote = "> " * min(self._quotes, _MAX_DEPTH)
        self._blocks.append("\n".join(quote + line for line in (start + text).split("\n")))
