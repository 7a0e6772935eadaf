"""Lists of people in a text: rows with bars or tabs, items of a list, and forms with labels."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

import re2
from msgspec import Struct
from msgspec.structs import replace

from sitegen.privacy.finding import Finding
from sitegen.privacy.people.persons import name_level
from sitegen.privacy.people.roster import (
    PeopleColumn,
    Roster,
    Telling,
    item_roster,
    label,
    named,
    roster,
    telling,
)
from sitegen.privacy.people.words import OFFICE, told_by, words_of

_RULE = re.compile(r"[\s|:+-]*")
_ITEM = re.compile(
    r"\s*(?:>\s*)*(?:(?:\d{1,3}\s?[.)]|[-*+\u2022\u2013\u25aa\u00b7\u2705]|[a-z][.)])\s*(?:\[[ xX]\]\s*)?)?(?:[A-Z]{1,3}[-/.]?\d{1,4} )?"
)
_MARKED = re.compile(r"\s*(?:\d{1,3}\s?[.)]|[-*+\u2022\u2013\u25aa\u00b7\u2705]|[a-z][.)])")
# Where a name ends in an item of a list.
_END = re.compile(r"\s*(?:[,;:/|=(\u2013\u2014]|\s-\s|\s{2,}|\bRT\b|\bRW\b|\d)")
_HEADING = re.compile(r"\s*#{1,6}\s|\s*\*{1,2}[^*]+\*{1,2}\s*:?\s*$")
_TITLE = re.compile(r"^(?:judul|ringkasan|topik):[^\S\n]*(.*)", re.MULTILINE)
_KIND = re.compile(r"^jenis:[^\S\n]*['\"]?bantuan\b", re.MULTILINE)
# Keys stand in these lines at most.
_KEYS = 40
_LABEL = re.compile(r"\W{0,6}([A-Za-z][A-Za-z /.()]{1,28}?)\s*[:=]\s*(\S.*)")
_MAY_BE_FORM = r"(?im)^\W{0,6}(?:nama|penerima|pasien|a\.?n|atas nama)\b[^:=\n]{0,20}[:=]"
_NAMES = frozenset(
    each.strip()
    for each in [
        "nama",
        "nama lengkap",
        "nama pasien",
        "nama penerima",
        "nama korban",
        "nama warga",
        "nama kk",
        "nama anak",
        "nama balita",
        "nama ibu",
        "nama kepala keluarga",
        "nama kpm",
        "nama siswa",
        "nama lansia",
        "penerima",
        "pasien",
        "a n",
        "an",
        "atas nama",
        "nama penderita",
        "nama pemohon",
    ]
)
# A form has no more lines than these between a name and what is told of it.
_FORM = 8
# Headings above a list are looked for in so many lines.
_ABOVE = 60
_NEAR = 3
# Lines of prose are longer than an item that names somebody.
_LONGEST = 240
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "rule": _RULE,
    "item": _ITEM,
    "marked": _MARKED,
    "end": _END,
    "heading": _HEADING,
    "title": _TITLE,
    "kind": _KIND,
    "label": _LABEL,
    "form": re.compile(_MAY_BE_FORM),
}
WORDS: dict[str, frozenset[str]] = {"names": _NAMES}


class _Line(Struct, frozen=True):
    text: str
    start: int


class _Block(Struct, frozen=True):
    """Lines from `start` to before `end`: rows of a table, or items."""

    start: int
    end: int
    rows: bool


class _Row(Struct, frozen=True):
    """A line split into cells by a sign; it may begin with one."""

    line: _Line
    sign: str
    cells: tuple[str, ...]

    def place(self, at: int) -> int:
        """The place of a cell in the text."""
        parts = self.line.text.split(self.sign)
        at += len(parts) - len(self.cells)
        left = len(parts[at]) - len(parts[at].lstrip())
        return self.line.start + sum(len(part) + 1 for part in parts[:at]) + left


def people_in_text(text: str, name: str, clues: Sequence[int]) -> Iterator[Finding]:
    """Yield the lists of people in a text; `name` is its file's name.

    `clues` has the places where something may name a person, in order; a block without any is none.
    """
    lines = _lines(text)
    around = _Around(text, name, lines)
    for block in _blocks(lines, clues):
        about = partial(around.telling, block.start)
        own = lines[block.start : block.end]
        yield from _of_rows(own, about) if block.rows else _of_items(own, about)
    if _may_be_form().search(text):
        yield from _of_forms(lines)


def _blocks(lines: Sequence[_Line], clues: Sequence[int]) -> Iterator[_Block]:
    """Yield the tables and lists of two lines or more that have a clue in them."""
    at = 0
    while at < len(lines) and clues and lines[at].start <= clues[-1]:
        if not lines[at].text or len(lines[at].text) > _LONGEST:
            at += 1
            continue
        end = _rows_end(lines, at)
        rows = end - at > 1
        if not rows:
            end = _items_end(lines, at)
        if end - at > 1:
            last = lines[end - 1]
            near = bisect_left(clues, lines[at].start)
            if near < len(clues) and clues[near] <= last.start + len(last.text):
                yield _Block(at, end, rows)
        at = max(end, at + 1)


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(_Line(line, start))
        start += len(line) + 1
    return lines


class _Around:
    """What the words around the lists of a text say; finding it takes longer than most lists."""

    def __init__(self, text: str, name: str, lines: Sequence[_Line]) -> None:
        self._text, self._name, self._lines = text, name, lines

    @cached_property
    def _whole(self) -> tuple[Telling, bool]:
        """What the titles of the text and its file's name say, and whether it is a report on aid."""
        lines = self._lines
        head = self._text[: lines[_KEYS].start] if len(lines) > _KEYS else self._text
        own = telling(f"{self._name.replace('-', ' ')} {' '.join(_TITLE.findall(head))}")
        aided = bool(_KIND.search(head))
        return replace(own, aid=own.aid or aided), aided

    def telling(self, at: int) -> Telling:
        """What the sentence and the heading above line `at` say, else what the whole text says."""
        whole, aided = self._whole
        near: list[str] = []
        level = 7
        for line in reversed(self._lines[max(0, at - _ABOVE) : at]):
            stripped = line.text.strip()
            if not stripped or stripped == "---":
                continue
            if _HEADING.match(line.text):
                own_level = len(stripped) - len(stripped.lstrip("#")) or 6
                if own_level < level:
                    near.append(stripped)
                level = min(level, own_level)
            elif level == 7 and len(near) < _NEAR and not _MARKED.match(line.text):
                near.append(stripped)
        own = telling(" ".join(near[:1]))
        rest = telling(" ".join(near[1:]))
        acting = own.acting or (whole.acting and not own.recipients)
        return Telling(
            aid=own.aid or rest.aid or whole.aid,
            illness=own.illness or rest.illness or whole.illness,
            acting=acting,
            recipients=not own.acting
            and (
                own.recipients
                or own.aid
                or own.illness
                or rest.illness
                or whole.recipients
                or aided
            ),
        )


def _has_cells(text: str) -> bool:
    return text.count("|") > 1 or "\t" in text.strip("\t ")


def _cells(line: _Line) -> _Row | None:
    if not _has_cells(line.text):
        return None
    sign = "\t" if "\t" in line.text.strip("\t ") else "|"
    cells = [part.strip().strip("*_ ") for part in line.text.split(sign)]
    begun = sign == "|" and line.text.lstrip().startswith("|")
    return _Row(line, sign, tuple(cells[begun:]))


def _rows_end(lines: Sequence[_Line], at: int) -> int:
    while at < len(lines) and _has_cells(lines[at].text):
        at += 1
    return at


def _of_rows(lines: Sequence[_Line], about: Callable[[], Telling]) -> Iterator[Finding]:
    rows = [
        row
        for line in lines
        if not _RULE.fullmatch(line.text) and (row := _cells(line)) is not None
    ]
    if len(rows) < 2:
        return
    headless = named(rows[0].cells)
    body = rows if headless else rows[1:]
    width = max(len(row.cells) for row in rows)
    columns = [
        PeopleColumn(
            () if headless else tuple(filter(None, rows[0].cells[at : at + 1])),
            tuple(row.cells[at] for row in body if at < len(row.cells) and row.cells[at]),
        )
        for at in range(width)
    ]
    found = roster(columns, about, headless=headless)
    if found is not None:
        yield from _finding(
            [
                (row.cells[found.at], row.place(found.at))
                for row in body
                if found.at < len(row.cells)
            ],
            found,
        )
        return
    yield from _transposed(rows, about)


def _transposed(rows: Sequence[_Row], about: Callable[[], Telling]) -> Iterator[Finding]:
    """Yield the people of a table whose first column has what is otherwise its header."""
    columns = [PeopleColumn(row.cells[:1], row.cells[1:]) for row in rows]
    found = roster(columns, about)
    if found is not None and len(columns) > 1:
        row = rows[found.at]
        yield from _finding(
            [(cell, row.place(at)) for at, cell in enumerate(row.cells) if at], found
        )


def _items_end(lines: Sequence[_Line], at: int) -> int:
    """The end of the list that begins here: items in marked lines, or in lines without marks."""
    marked = bool(_MARKED.match(lines[at].text))
    last = at
    while at < len(lines):
        text = lines[at].text
        if (
            text.strip()
            and bool(_MARKED.match(text)) != marked
            and not text.startswith((" ", "\t"))
        ):
            break
        if not text.strip():
            if not marked or at > last:
                break
        else:
            last = at + 1
        at += 1
    return max(last, at if at == last else last)


def _of_items(lines: Sequence[_Line], about: Callable[[], Telling]) -> Iterator[Finding]:
    names: list[tuple[str, int]] = []
    rests: list[str] = []
    count = 0
    for line in lines:
        mark = _ITEM.match(line.text)
        text = line.text[mark.end() :] if mark else line.text
        if not text or text.isspace():
            continue
        count += 1
        if not text[0].isupper() and text[0] not in "*_":
            continue
        end = _END.search(text, 0, _LONGEST)
        name = text[: end.start()] if end else text
        if name_level(name):
            names.append((name.strip().strip("*_ "), line.start + (mark.end() if mark else 0)))
            rests.append(text[len(name) :])
    if len(names) < 2 or 10 * len(names) < 6 * count:
        return
    found = item_roster([name for name, _ in names], rests, about)
    if found is not None:
        yield from _finding(names, found)


@lru_cache(maxsize=1)
def _may_be_form() -> re2._Regexp:
    return re2.compile(_MAY_BE_FORM)


def _of_forms(lines: Sequence[_Line]) -> Iterator[Finding]:
    """Yield people from lines such as `Nama : Siti` with `Umur : 67` below."""
    labels = [
        (at, " ".join(re.findall(r"[a-z]+", match[1].casefold())), match[2].strip(), line)
        for at, line in enumerate(lines)
        if (match := _LABEL.match(line.text))
    ]
    for index, (at, name, value, line) in enumerate(labels):
        if name not in _NAMES or not name_level(value):
            continue
        near = [each for each in labels[index + 1 : index + 1 + _FORM] if each[0] - at <= _FORM]
        own: list[tuple[int, str, str, _Line]] = []
        for each in near:
            if each[1] in _NAMES:
                break
            own.append(each)
        if any(words_of(each[1]) & OFFICE for each in own):
            continue
        told = [kind for each in own if (kind := told_by(words_of(each[1]), aided=False))]
        # An address alone may be a shop's.
        if told and set(told) != {"address"}:
            start = line.start + line.text.index(value)
            found = Roster(at=0, beside=label(told[0]), held=True)
            yield from _finding([(value, start)], found)


def _finding(names: Sequence[tuple[str, int]], found: Roster) -> Iterator[Finding]:
    own = [(name, at) for name, at in names if name]
    if not own:
        return
    yield Finding(
        kind="daftar-orang" if found.held else "nama-orang",
        start=own[0][1],
        end=own[0][1] + len(own[0][0]),
        value="\n".join(sorted(" ".join(name.casefold().split()) for name, _ in own)),
        beside=found.beside,
        parts=tuple((at, at + len(name)) for name, at in own),
    )
