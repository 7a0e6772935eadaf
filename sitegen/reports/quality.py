"""Whether a report is worth reading: what its readers would stumble over or miss.

All findings are warnings. A false alarm costs more trust than a missed slip, so anything that may
be intended is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.keys.placeholders import left_examples, leftovers
from sitegen.keys.vocabulary import CLARIFICATION, MEETING
from sitegen.model import Params, Problem, Report, Where
from sitegen.reports.markdown.places import code_areas, covers
from sitegen.reports.titles import sentence_case, shouted
from sitegen.reports.weekday import contradictions

if TYPE_CHECKING:
    from sitegen.keys.field import Value
    from sitegen.keys.frontmatter import Document

# A month is enough for three paragraphs and a photo; anything later is no longer news.
LATE = timedelta(days=30)
# This many reports within a year show a habit.
ENOUGH_REPORTS = 10
# In signs; lists, search results and shared links cut a longer one.
LONGEST_TITLE = 100
MOST_TOPICS = 3
LONGEST_SENTENCE = 1_000
# Fewer words are no sentence: "Lihat lampiran", or the name of a photo.
WORDS_OF_A_SENTENCE = 5
# An announcement may well be one sentence.
ANNOUNCEMENT = "pengumuman"
_YEAR = timedelta(days=365)
_Found = tuple[int, str, Params]
# Forms are not documents, so Google's are left out.
_DRIVE = re.compile(
    r"https?://((?:drive\.google\.com|docs\.google\.com(?!/forms/)|(?:www\.|dl\.)?dropbox\.com"
    r"|onedrive\.live\.com|1drv\.ms|[\w-]+\.sharepoint\.com))/",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.){0,400})\]\("
    r"\s*<?(?P<file>[^<>()\s]{1,300}|[^<>()\n\"]{1,300}?)>?(?P<title>\s+[\"'][^\n]{1,300}?)?\s*\)"
)
_PICTURE_ENDING = re.compile(r"\.(?:jpe?g|jfif|png|webp|gif|hei[cf])", re.IGNORECASE)
# Names that cameras, phones and programs give.
_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|pxl|mvimg|photo|image|foto|gambar|screenshot|untitled|scan)[\s_-]*"
    r"\d[\d\s_.:-]*|img[_-].*|whatsapp image.*|\d{6,}[\d_-]*",
    re.IGNORECASE,
)
# A list, table, chart, or lines with a label each, say more than the sentence above it.
_MORE = re.compile(
    r"^\s*(?:[-*+]|\d+[.)])\s+\S|^\s*\||^ {0,3}(?:```|~~~)"
    r"|^[^\n:]{1,40}:[ \t]+\S[^\n]*\n[^\n:]{1,40}:[ \t]+\S",
    re.MULTILINE,
)
_NO_PROSE = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)|<[^<>]*>|^ {0,3}(?:#.*|[=_*-]+[ \t]*)$", re.MULTILINE
)
_END = re.compile(
    r"(?P<last>\w+)?(?:[.!?\u2026]['\"\u201d\u2019)\]*_]*\s+['\"\u201c\u2018(\[*_]*[A-Z0-9]|\n[ \t]*\n\s*\S)"
)
_SHORTENED = (
    "Drs Dra Dr dr drg drh Ir Prof H Hj KH Ust Jl Jln Gg No Kel Kec Kab Kp Bpk Sdr Ny Tn Kol Kapt "
    "Rp tgl hlm hal"
)
_ABBREVIATED = frozenset(_SHORTENED.split())
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "drive": _DRIVE,
    "picture": _PICTURE,
    "picture_ending": _PICTURE_ENDING,
    "camera": _CAMERA,
    "more": _MORE,
    "no_prose": _NO_PROSE,
    "end": _END,
}
WORDS: dict[str, frozenset[str]] = {"abbreviated": _ABBREVIATED}


def text_problems(document: Document, near: date | None) -> Iterator[Problem]:
    """Yield what is wrong with the words of a file, including those of its keys, with positions.

    `near` is the date of the report, or None for a page without one.
    """
    for value, words in left_examples(document.mapping):
        yield document.problem("R002", value.line, value.column, found=words)
    text = "\n".join(document.lines)
    body_at = len(text) - len(document.body)
    low = text.lower()
    if len(low) != len(text):  # a letter that grows would shift all positions after it
        low = text
    found: list[_Found] = [
        (
            each.at,
            "R001",
            (("found", each.words), ("date", each.day.isoformat()), ("weekday", each.weekday)),
        )
        for each in contradictions(text, low, near)
    ]
    found += [(at, "R002", (("found", words),)) for at, words in leftovers(text, low, body_at)]
    if "://" in text:
        found += [(m.start(), "R006", (("host", m[1].casefold()),)) for m in _drives(text)]
    if "![" in document.body:
        found += _pictures(text, body_at)
    if not found:
        return
    code = code_areas(document.body)
    starts = tuple(accumulate((len(line) + 1 for line in document.lines), initial=0))
    for at, kind, params in sorted(found):
        line = bisect_right(starts, at) - 1
        column = at - starts[line]
        remark = at < body_at and document.lines[line].lstrip().startswith("#")
        if remark or covers(code, at - body_at):
            continue
        yield document.problem(kind, line + 1, column + 1, **dict(params))


def _drives(text: str) -> Iterator[re.Match[str]]:
    """Yield the links to a file store; ten times as fast as the pattern over the whole text."""
    at = text.find("://")
    while at >= 0:
        for start in (at - len("https"), at - len("http")):
            if start >= 0 and (match := _DRIVE.match(text, start)):
                yield match
                break
        at = text.find("://", at + 1)


def leads_away(text: str) -> bool:
    """Return whether a text links into a private store, whose documents are not really published."""
    return next(_drives(text), None) is not None


def _pictures(text: str, body_at: int) -> Iterator[_Found]:
    for match in _PICTURE.finditer(text, body_at):
        params = (("file", match["file"]), ("alt", match["alt"]))
        if not match["alt"].strip():
            if not match["title"]:
                yield match.start(), "G009", params
        elif is_file_name(match["alt"], match["file"]):
            yield match.start(), "G010", params


def is_file_name(alt: str, file: str) -> bool:
    """Return whether the words for a picture are only a file name.

    A name chosen to say what the picture shows, such as `meja timbang.jpg`, counts as words.
    """
    words = alt.strip()
    if _PICTURE_ENDING.search(words[-5:]) or _CAMERA.fullmatch(unquote(words)):
        return True
    stem = file.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    if words not in {stem, unquote(stem)}:
        return False
    return "%" in words or (
        not any(map(str.isspace, words)) and any(c in "-_0123456789" for c in words)
    )


def key_problems(
    document: Document, values: dict[str, Value], names: Sequence[str]
) -> Iterator[Problem]:
    """Yield the problems of a title in capitals or too long, and of too many topics.

    `names` are those of the city's units, which keep their capitals.
    """
    title, topics = values.get("title"), values.get("topics")
    if title and shouted(title.value):
        suggestion = sentence_case(title.value, document.body, names)
        yield document.problem("R004", title.line, title.column, "judul", suggestion=suggestion)
    if title and len(title.value) > LONGEST_TITLE:
        counts = {"length": str(len(title.value)), "limit": str(LONGEST_TITLE)}
        yield document.problem("R011", title.line, title.column, "judul", **counts)
    if topics and len(topics.value) > MOST_TOPICS:
        counts = {"count": str(len(topics.value)), "limit": str(MOST_TOPICS)}
        yield document.problem("R012", topics.line, topics.column, "topik", **counts)


def clarification_problem(document: Document, values: dict[str, Value]) -> Iterator[Problem]:
    """Yield the problem of a clarification without its claim, or without what is true."""
    kind, claim, truth = (values.get(name) for name in ("kind", "claim", "truth"))
    given = claim or truth or (kind if kind and kind.value == CLARIFICATION else None)
    if given and not (claim and truth):
        missing = "fakta" if claim else "klaim"
        yield document.problem("R016", given.line, given.column, missing, missing=missing)


def brevity(document: Document, kind: str) -> Iterator[Problem]:
    """Yield the problem of a report whose whole text is one sentence."""
    body = document.body
    if kind == ANNOUNCEMENT or not _is_one_sentence(body):
        return
    blank = len(body) - len(body.lstrip())
    line = document.body_line + body.count("\n", 0, blank)
    yield document.problem("R003", line, 1)


def _is_one_sentence(body: str) -> bool:
    if len(body) > LONGEST_SENTENCE or _MORE.search(body):
        return False
    prose = _NO_PROSE.sub("", body).strip()
    if len(prose.split()) < WORDS_OF_A_SENTENCE:
        return False
    return all(end["last"] in _ABBREVIATED for end in _END.finditer(prose))


def late(report: Report, first: date | None, began: date | None) -> Problem | None:
    """Return the problem of a report that came out long after its activity, or None.

    `first` is the day on which git first saw the file, `began` that of the unit's first file: a
    report older than that was moved here from another site, where it may have come out in time.
    """
    event = report.event_end or report.event_date or report.date
    out = report.date
    if first and began and report.date >= began:
        out = max(out, first)
    if out - event <= LATE:
        return None
    where = Where(path=report.path, line=1, column=1, field="tanggal_kegiatan")
    return Problem.of(
        "R005",
        where,
        event=event.isoformat(),
        out=out.isoformat(),
        days=str((out - event).days),
        limit=str(LATE.days),
    )


def meetings(reports: Sequence[Report], folder: str) -> Problem | None:
    """Return the problem of a unit more than half of whose reports are about meetings, or None.

    Only the year up to the newest report counts, so that the answer never depends on today.
    """
    newest = max((report.date for report in reports), default=None)
    recent = [r for r in reports if newest and newest - r.date < _YEAR]
    held = sum(report.kind == MEETING for report in recent)
    if len(recent) < ENOUGH_REPORTS or held * 2 <= len(recent):
        return None
    return Problem.of("R007", folder, meetings=str(held), total=str(len(recent)))
