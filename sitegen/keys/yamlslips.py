"""All slips of a YAML text at once: each is mended for the moment, to see what is wrong below it.

libyaml stops at the first slip. Authors would mend a file in as many rounds as it has slips, and
be shown one line each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from sitegen.keys.yamltext import MAX_BYTES, Node, YamlMistakeError, in_quotes, parse_yaml

# Each slip takes a few readings of the text; whoever made more of them sees the rest next time.
MOST = 10
LONGEST_LINE = 400
# Nothing below these can be told: they concern the text as a whole.
_WHOLE = frozenset({"F014", "F015", "F016"})
_INDENT = re.compile(r"[ \t]*")
_LEAD = re.compile(r" *(?:- +)*")
_KEY = re.compile(r"( *(?:- +)*[A-Za-z][\w-]{0,39}):(?=\S)")
_KEY_AND_WORDS = re.compile(r"( *(?:- +)*)([A-Za-z][\w-]{0,39}) +(\S.*)")
_STARRED = re.compile(r"(.*?: +|(?: *- +)+)?([^:]*)")
_BEHIND_KEY = re.compile(r"( *(?:- +)*[^\s:'\"\[{][^:]*: +)(['\"])(.*)")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

_ESCAPED = re.compile(
    r"\\(?:x[01789][0-9a-fA-F]|[0abe]|u(?:fff[ef]|00[01789][0-9a-f]))", re.IGNORECASE
)


class YamlReading(Struct, frozen=True, kw_only=True):
    """A YAML text: its `root` (None if it is empty, or broken beyond its slips) and the slips in it.

    Each slip that can be mended has the finished line among its params, as `line`. `dropped` says
    that a line was left out, so that keys may be missing that the author wrote.
    """

    root: Node | None = None
    slips: tuple[YamlMistakeError, ...] = ()
    dropped: bool = False


def read_yaml(
    text: str,
    *,
    first_line: int = 1,
    max_bytes: int = MAX_BYTES,
    known: frozenset[str] = frozenset(),
) -> YamlReading:
    """Return the document in `text`, as `parse_yaml` does, with all of its slips.

    `known` are the keys that the file may have. Never raises, whatever the input.
    """
    lines = text.split("\n")
    slips: list[YamlMistakeError] = []
    dropped = False
    while True:
        try:
            root = parse_yaml("\n".join(lines), first_line=first_line, max_bytes=max_bytes)
        except YamlMistakeError as slip:
            row = slip.line - first_line
            while 0 < row < len(lines) and not lines[row].strip():
                row -= 1  # noticed at the end; it is in the last line with words
            slip.line = row + first_line
            slips.append(slip)
            done = slip.code in _WHOLE or len(slips) == MOST or not 0 <= row < len(lines)
            if done or (len(slips) > 1 and slip.line <= slips[-2].line):
                return YamlReading(slips=_in_order(slips), dropped=True)
            mended = _mended(lines, row, slip, known, (first_line, max_bytes))
            if mended is None:
                dropped = True
                _drop(lines, row)
            else:
                lines[row] = mended
                own = (pair for pair in slip.params if pair[0] != "line")
                slip.params = (*own, ("line", mended))
        else:
            return YamlReading(root=root, slips=_in_order(slips), dropped=dropped)


def _in_order(slips: list[YamlMistakeError]) -> tuple[YamlMistakeError, ...]:
    """The slips without those that only show because a line above was left out."""
    return tuple(
        slip
        for at, slip in enumerate(slips)
        if not any(earlier.line >= slip.line for earlier in slips[:at])
    )


def _drop(lines: list[str], row: int) -> None:
    """Leave out a line and what is indented below it."""
    width = len(_indent(lines[row]))
    lines[row] = ""
    for below in range(row + 1, len(lines)):
        if lines[below].strip() and len(_indent(lines[below])) <= width:
            return
        lines[below] = ""


def _mended(
    lines: list[str],
    row: int,
    slip: YamlMistakeError,
    known: frozenset[str],
    rules: tuple[int, int],
) -> str | None:
    """The line of a slip as it has to be, if one of the usual ways to mend it helps."""
    line = lines[row]
    if len(line) > LONGEST_LINE:
        return None
    for candidate in _candidates(line, lines[:row], slip, known):
        if candidate == line or not candidate.strip():
            continue
        text = "\n".join((*lines[:row], candidate, *lines[row + 1 :]))
        try:
            parse_yaml(text, first_line=rules[0], max_bytes=rules[1])
        except YamlMistakeError as left:
            if left.line > slip.line:
                return candidate
        else:
            return candidate
    return None


def _candidates(
    line: str, above: list[str], slip: YamlMistakeError, known: frozenset[str]
) -> Iterator[str]:
    """Yield what the author of a line may have meant, the likeliest first."""
    for unseen in (_UNSEEN, _ESCAPED):
        if (plain := unseen.sub("", line)) != line:
            yield plain
    if "\t" in line:
        yield _without_tabs(line, above)
    if slip.code == "F013":
        yield _without_stars(line)
    if slip.code == "F019":
        yield from _as_key(line, known)
    if behind := _BEHIND_KEY.fullmatch(line.rstrip()):
        key, sign, words = behind.groups()
        if sign not in words:
            yield f"{key}{sign}{words}{sign}"
    yield from (line.rstrip() + sign for sign in ("]", "}") if _opened(line, sign))
    if quoted := in_quotes(line):
        yield quoted
    yield from (indent + line.lstrip() for indent in _indents(line, above))
    if slip.code in {"F001", "F019"} and above:
        yield f"{_indent(above[-1])}  {line.strip()}"


def _without_tabs(line: str, above: list[str]) -> str:
    """The line with the indent of the lines above in place of tabs, and blanks for other tabs."""
    words = line.lstrip()
    lead = line[: len(line) - len(words)]
    if "\t" in lead:
        lead = next((_indent(each) for each in reversed(above) if each.strip()), "")
        if words and above and above[-1].rstrip().endswith(":"):
            lead += "  "
    return lead + words.replace("\t", " ")


def _without_stars(line: str) -> str:
    """The line without the stars of WhatsApp or Markdown around its words."""
    match = _STARRED.match(line)
    key = (match[1] or "") if match else ""
    return key + line[len(key) :].replace("*", "").strip()


def _as_key(line: str, known: frozenset[str]) -> Iterator[str]:
    """Yield a line without a colon, or without the space behind it, as a key with its value."""
    yield _KEY.sub(r"\1: ", line, count=1)
    match = _KEY_AND_WORDS.fullmatch(line.rstrip())
    if match and match[2].casefold() in known:
        words = match[3].lstrip("=-:; ")
        yield f"{match[1]}{match[2].casefold()}: {words}"


def _opened(line: str, sign: str) -> bool:
    other = "[" if sign == "]" else "{"
    return line.count(other) > line.count(sign)


def _indents(line: str, above: list[str]) -> Iterator[str]:
    """Yield the indents that fit to the lines above: that of an item or of the keys in it."""
    own = len(_indent(line))
    seen = {own}
    for each in reversed(above):
        if not each.strip():
            continue
        item = line.lstrip().startswith("- ")
        width = len(_indent(each)) if item else len(_lead(each))
        if width not in seen:
            seen.add(width)
            yield " " * width
        if len(seen) > 2 or not _indent(each):
            return


def _indent(line: str) -> str:
    match = _INDENT.match(line)
    return match[0] if match else ""


def _lead(line: str) -> str:
    match = _LEAD.match(line)
    return match[0] if match else ""
