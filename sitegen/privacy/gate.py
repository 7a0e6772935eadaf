"""The gate that every text passes before anything is made of it.

What it finds never gets out: its own messages are masked, and other messages about the same
file are redacted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import PermitKey, Problem, Where
from sitegen.model.roles import role
from sitegen.privacy.finding import CODES, WARNED, Finding, FindingKind, masked_digits, masked_value
from sitegen.privacy.header import TextRow
from sitegen.privacy.names import masked_path
from sitegen.privacy.numbers import digits
from sitegen.privacy.permits import seal
from sitegen.privacy.readings import readings
from sitegen.privacy.table import SPLIT_ROWS, ColumnFinding, find_in_headed, split_numbers
from sitegen.privacy.text import find, found_in, masked, may_hold
from sitegen.problems import is_error
from sitegen.tables.files.raw import RawTable, parse_raw
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.files.workbook import LEFT_OUT
from sitegen.tables.shape.cells import Row, text_of

NO_CONTACTS: frozenset[str] = frozenset()
_CONTACTS = frozenset({"telepon", "surel"})
# Their messages say what is told of the people, or what kind of number it is.
_TOLD = frozenset({"daftar-orang"})
_NUMBERED = frozenset({"nomor-pribadi"})
# Seven or more digits, even with signs between: what remains of a number cut short in a message.
_REST = re.compile(r"\d(?:[^A-Za-z\d\n]{0,3}\d){6,}")
# A date, and a time behind it, as cameras and phones put them into names.
_DATED = re.compile(
    r"(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[-_ ]\d\d[-_.]?\d\d(?:[-_.]?\d\d)?)?"
)
_LINE_END = re.compile(r"\n")
# Messages quote at least this many characters before they cut a value short.
CUT = 40
_LEAST = 4
# No message quotes more of a value before it cuts it short.
_LONGEST = 2000
# Findings in the words of a page whose line is looked for; a list of problems shows fewer.
_PLACED = 100
_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Screening(Struct, frozen=True, kw_only=True):
    """The gate's verdict on one file.

    `used` are the exceptions that it needed; `lines` and `texts` are where personal data is
    and how it is typed, used only by `redacted`.
    """

    problems: tuple[Problem, ...] = ()
    used: tuple[PermitKey, ...] = ()
    lines: frozenset[int] = frozenset()
    texts: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the file may be published."""
        return not any(is_error(problem) for problem in self.problems)


class Gate(Struct, frozen=True, kw_only=True):
    """The city's key, a unit's reviewed exceptions, and its own contacts (`own_contacts`)."""

    key: bytes = b""
    permits: Collection[PermitKey] = ()
    own: frozenset[str] = NO_CONTACTS


def screen(data: bytes, path: str, gate: Gate) -> Screening:
    """Return the personal data in a unit's file; never raises, whatever the bytes.

    Works on any version of the file: `screen(old, path, gate).passed`.
    """
    kind = role(path)
    if kind == "table":
        raw = parse_raw(data, path)
        # An unreadable file is held back by the reader of its table.
        return Screening() if isinstance(raw, Problem) else screen_table(raw, path, gate)
    # Its patterns take time to make, which a build without a new text does not have to spend.
    from sitegen.privacy.people.find import find_people, may_tell

    # Most texts end here, before they are decoded. A profile names the people of its offices.
    marked = data.startswith(_MARKS)
    people = kind != "profile" and (marked or may_tell(data))
    if not (holds := marked or may_hold(data)) and not people:
        return Screening()
    text = _decoded(data)
    found = find(text) if holds else ()
    if kind == "profile":
        found = tuple(each for each in found if each.kind not in _CONTACTS)
    elif people:
        found = _with_people(found, find_people(text, path.rpartition("/")[2]))
    others = tuple(each for each in found if each.value not in gate.own)
    return _screened_text(text, others, _places(text, path), gate) if others else Screening()


def _with_people(found: Sequence[Finding], people: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the people that are not among them already, in order of position."""
    taken = sorted((each.start, each.end) for each in found)
    starts = [start for start, _ in taken]

    def free(each: Finding) -> bool:
        at = bisect_right(starts, each.end - 1)
        return at == 0 or taken[at - 1][1] <= each.start

    return tuple(sorted((*found, *filter(free, people)), key=lambda each: each.start))


def screen_earlier(data: bytes, path: str, gate: Gate) -> Screening:
    """Return the verdict on an earlier version of a text: if it is held, only the first reason.

    Nobody can mend an earlier version any more, and there may be twenty of them.
    """
    if not may_hold(data) and not data.startswith(_MARKS):
        return Screening()

    def holds(each: Finding) -> bool:
        if each.kind in WARNED or each.value in gate.own:
            return False
        return (path, each.kind, seal(gate.key, path, each.kind, each.value)) not in gate.permits

    first = next(filter(holds, found_in(_decoded(data))), None)
    if first is None:
        return screen(data, path, gate)
    shown = masked_value(first.value)
    return Screening(problems=(Problem.of(CODES[first.kind], path, found=shown, count="1"),))


def screen_table(raw: RawTable, path: str, gate: Gate, about: str = "") -> Screening:
    """Return the personal data in a table: all sheets of a workbook, and text outside its cells.

    `about` is what its description calls it.
    """
    sheets = [_screened_sheet(each, raw.delimiter, path, gate, about) for each in raw.sheets]
    beside = {
        (each.kind, each.value): (place, text[each.start : each.end])
        for place, text in raw.beside
        for each in find(text)
        if each.value not in gate.own and not (each.kind in WARNED and place in LEFT_OUT)
    }
    if not beside:
        return together(sheets)
    # Charts keep copies of cells, which were judged with their columns.
    cells = {digits(text_of(cell)) for sheet in raw.sheets for _, row in sheet.rows for cell in row}
    # The value of a telephone number is without its zero.
    own = {key: told for key, told in beside.items() if not cells & {key[1], f"0{key[1]}"}}
    return together([*sheets, _screened_beside(own, path, gate)])


def _screened_sheet(sheet: Sheet, delimiter: str, path: str, gate: Gate, about: str) -> Screening:
    """Return the personal data in the rows of a sheet, in every way they can be read."""
    from sitegen.privacy.people.counts import small_counts
    from sitegen.privacy.people.tables import people_in_table

    problems: list[Problem] = []
    used: list[PermitKey] = []
    texts: list[str] = []
    known: set[tuple[FindingKind, str]] = set()
    held: set[str] = set()
    around = f"{path.rpartition('/')[2]} {sheet.name} {about}"
    for at, table in enumerate(readings(sheet, delimiter)):
        split = () if at else split_numbers(_texts(sheet.rows), table.names)
        for found in (*find_in_headed(table, gate.own), *split, *people_in_table(table, around)):
            values = {value for _, value in found.values}
            # Already found, as the same kind or a more serious one.
            if at and all((found.kind, each) in known or each in held for each in values):
                continue
            known |= {(found.kind, each) for each in values}
            held |= values if found.kind not in WARNED else set()
            own = seal(gate.key, path, found.kind, found.value)
            if (path, found.kind, own) in gate.permits:
                used.append((path, found.kind, own))
                continue
            problems.append(_of_column(found, path, own))
            texts += [typed for typed, _ in found.values]
        if not at:
            problems += small_counts(table, path)
    return Screening(problems=tuple(problems), used=tuple(used), texts=tuple(texts))


def _texts(rows: Sequence[Row]) -> list[TextRow]:
    return [(number, [text_of(cell) for cell in cells]) for number, cells in rows[:SPLIT_ROWS]]


def screen_shown(shown: str, source: str, where: Where, gate: Gate) -> Screening:
    """Return the personal data in the words of a page that could not be seen in their `source`.

    `source` begins at `where`. Only what people write gets warnings, not what a page makes of it.
    """
    found = tuple(each for each in find(shown) if each.kind not in WARNED)
    lines = source.split("\n")
    known: dict[str, int] = {}

    def place(each: Finding) -> Where:
        typed = shown[each.start : each.end]
        if len(known) < _PLACED and typed not in known:
            known[typed] = _line_of(typed, lines)
        return Where(path=where.path, line=where.line + known.get(typed, 0))

    one = _screened_text(shown, found, place, gate)
    # There is no telling which pieces of the lines make up a number.
    hidden = range(where.line, where.line + len(lines)) if one.problems else ()
    return replace(one, lines=frozenset(hidden))


def _line_of(typed: str, lines: Sequence[str]) -> int:
    """The first line that has the beginning and the end of a split number; 0 if none has."""
    start, end = typed[:_LEAST], typed[-_LEAST:]
    return next((at for at, line in enumerate(lines) if start in line and end in line), 0)


def _screened_beside(
    beside: dict[tuple[FindingKind, str], tuple[str, str]], path: str, gate: Gate
) -> Screening:
    """Return the screening of text outside the cells, (kind, value) -> (place, as typed)."""
    problems: list[Problem] = []
    used: list[PermitKey] = []
    texts: list[str] = []
    for (kind, value), (place, typed) in beside.items():
        own = seal(gate.key, path, kind, value)
        if (path, kind, own) in gate.permits:
            used.append((path, kind, own))
            continue
        found = (("found", masked_value(value)), ("kind", kind))
        params = (*found, ("reason", place), ("seal", own))
        code = "P024" if kind in WARNED else "P020"
        problems.append(Problem(code=code, where=Where(path=path), params=params))
        texts.append(typed)
    return Screening(problems=tuple(problems), used=tuple(used), texts=tuple(texts))


def together(parts: Sequence[Screening]) -> Screening:
    """Return several screenings of one file as one."""
    return Screening(
        problems=tuple(problem for part in parts for problem in part.problems),
        used=tuple(key for part in parts for key in part.used),
        lines=frozenset(line for part in parts for line in part.lines),
        texts=tuple(text for part in parts for text in part.texts),
    )


def own_contacts(profile: bytes) -> frozenset[str]:
    """Return the telephone numbers and addresses in a unit's profile, which it publishes itself."""
    return frozenset(each.value for each in find(_decoded(profile)) if each.kind in _CONTACTS)


def redacted(problem: Problem, screening: Screening | None = None) -> Problem:
    """Return a problem without personal data in its path, its values and the line that it shows.

    With the `screening` of its file, pieces of what was found there are masked too.
    """
    where = replace(
        problem.where,
        path=masked_path(problem.where.path),
        field=_redacted(problem.where.field, screening),
    )
    own_line = screening is not None and where.line in screening.lines
    return replace(
        problem,
        where=where,
        params=tuple(
            (name, _redacted(value, screening, dates=name == "file"))
            for name, value in problem.params
        ),
        excerpt="" if own_line else _redacted(problem.excerpt, screening),
    )


def _decoded(data: bytes) -> str:
    """The text of a file with LF line ends.

    Its readers take only UTF-8; but what they refuse is judged too, and a profile in another
    encoding still says which contacts are the unit's own.
    """
    encoding = "utf-16" if data.startswith(_MARKS) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _places(text: str, path: str) -> Callable[[Finding], Where]:
    """Return the function from what was found in a text to its line and column."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(each: Finding) -> Where:
        line = bisect_right(starts, each.start)
        return Where(path=path, line=line, column=each.start - starts[line - 1] + 1)

    return place


def _screened_text(
    text: str, found: Iterable[Finding], place: Callable[[Finding], Where], gate: Gate
) -> Screening:
    problems: list[Problem] = []
    used: list[PermitKey] = []
    lines: set[int] = set()
    texts: list[str] = []
    for each in found:
        where = place(each)
        own = seal(gate.key, where.path, each.kind, each.value)
        if (where.path, each.kind, own) in gate.permits:
            used.append((where.path, each.kind, own))
            continue
        spans = each.parts or ((each.start, each.end),)
        problems.append(_problem(each.kind, where, each.value, len(spans), own, each.beside))
        lines |= {place(replace(each, start=start)).line for start, _ in spans}
        texts += [text[start:end] for start, end in spans]
    return Screening(
        problems=tuple(problems),
        used=tuple(dict.fromkeys(used)),
        lines=frozenset(lines),
        texts=tuple(dict.fromkeys(texts)),
    )


def _of_column(found: ColumnFinding, path: str, own: str) -> Problem:
    where = Where(path=path, row=found.row, field=masked(found.column))
    first = found.values[0][1]
    return _problem(found.kind, where, first, len(found.values), own, masked(found.beside))


def _problem(
    kind: FindingKind, where: Where, value: str, count: int, own: str, beside: str
) -> Problem:
    params = {"found": masked_value(value), "count": str(count), "seal": own}
    if kind in _TOLD:
        params["other"] = beside
    if kind in _NUMBERED:
        params["kind"] = beside
    return Problem.of(CODES[kind], where, **params)


def _redacted(text: str, screening: Screening | None, *, dates: bool = False) -> str:
    """The text with what was found masked; `dates` of the names of files are left as they are."""
    if not text:
        return text
    text = masked(text)
    if screening is None or not screening.texts:
        return text
    known = _known_of(screening.texts)
    text = known.masked(text)
    if len(text) >= CUT:
        text = known.without_start(text)
    if not known.numbers:  # a date beside names is no piece of a number
        return text
    return _REST.sub(
        lambda match: match[0] if dates and _DATED.fullmatch(match[0]) else masked_digits(match[0]),
        text,
    )


class _Known(Struct, frozen=True, kw_only=True):
    """What was found in a file, as typed, so that looking for it costs the same however much it is.

    `ordered` is sorted; `lengths` has the lengths that occur, the longest first. `numbers` says that
    not only names were found.
    """

    texts: frozenset[str]
    ordered: tuple[str, ...]
    lengths: tuple[int, ...]
    numbers: bool

    def masked(self, text: str) -> str:
        """Return `text` with everything that was found masked."""
        parts: list[str] = []
        done = at = 0
        lengths = [length for length in self.lengths if length <= len(text)]
        while lengths and at < len(text):
            found = next((n for n in lengths if text[at : at + n] in self.texts), 0)
            if found:
                parts += (text[done:at], masked_value(text[at : at + found]))
                done = at + found
            at += found or 1
        return "".join((*parts, text[done:])) if parts else text

    def without_start(self, text: str) -> str:
        """Return `text` with the beginning of a finding, if cut off at its end, masked."""
        most = min(len(text), max(self.lengths, default=0) - 1, _LONGEST)
        for length in range(most, _LEAST - 1, -1):
            end = text[-length:]
            at = bisect_right(self.ordered, end)
            if at < len(self.ordered) and self.ordered[at].startswith(end):
                return text[:-length] + masked_value(self.ordered[at])
        return text


@lru_cache(maxsize=2)
def _known_of(texts: tuple[str, ...]) -> _Known:
    whole = frozenset(texts) - {""}
    lengths = sorted({len(each) for each in whole}, reverse=True)
    return _Known(
        texts=whole,
        ordered=tuple(sorted(whole)),
        lengths=tuple(lengths),
        numbers=any(any(map(str.isdigit, each)) for each in whole),
    )
