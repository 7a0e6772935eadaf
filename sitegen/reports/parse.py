"""Markdown files to reports and standing pages, and `unit.yml` to a profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sitegen.charts.palette import PAPER
from sitegen.city.brand import LEAST_CONTRAST
from sitegen.colour import contrast, nearest_with_contrast
from sitegen.keys.contacts import web_address
from sitegen.keys.field import Field, Reading, Value, parse_fields
from sitegen.keys.frontmatter import Document, decode, split
from sitegen.keys.own import extras, fields_of
from sitegen.keys.placeholders import left_values
from sitegen.keys.profile import PAUSE_FIELDS
from sitegen.keys.review import review_problem
from sitegen.keys.rules import Rules
from sitegen.keys.told import as_value, surely, words_of
from sitegen.keys.values import date_within, parse_date
from sitegen.keys.yamlfile import parse_with_slips
from sitegen.keys.yamltext import Mapping, Scalar
from sitegen.model import Extra, Photo, Problem, Profile, Report, Service, StandingPage, Where
from sitegen.model.roles import IMAGE_ENDINGS
from sitegen.problems import is_error
from sitegen.reports.notices import Appearance, notice_problems, of_notice
from sitegen.reports.quality import (
    brevity,
    clarification_problem,
    is_file_name,
    key_problems,
    text_problems,
)
from sitegen.urls import slugify

Made = TypeVar("Made")
MAX_PROFILE = 64 * 1024
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_HEADING = re.compile(r"#\s+(\S.*)")


def parse_report(
    data: bytes, path: str, rules: Rules, seen: Appearance | None = None
) -> tuple[Report | None, tuple[Problem, ...]]:
    """Return the report in `data` and all its problems; None when one of them is an error.

    `seen` says when it came out; without, nothing is said of a notice's end.
    """
    return _parse(data, path, rules, fields_of("laporan", rules.own), partial(_report, seen=seen))


def parse_page(
    data: bytes, path: str, rules: Rules
) -> tuple[StandingPage | None, tuple[Problem, ...]]:
    """Return the standing page in `data` and all its problems; None when one is an error."""
    return _parse(data, path, rules, fields_of("halaman", rules.own), _page)


def parse_profile(data: bytes, path: str, rules: Rules) -> tuple[Profile, tuple[Problem, ...]]:
    """Return the profile in `data` and all its problems; an empty one if it is unreadable."""
    fields = fields_of("profil", rules.own)
    file = parse_with_slips(data, path, MAX_PROFILE, words_of(fields))
    if isinstance(file, Problem):
        return Profile(), (file,)
    if file.root is not None and not isinstance(file.root, Mapping):
        where = Where(path=path, line=file.root.line, column=file.root.column)
        return Profile(), (Problem.of("F026", where),)
    reading = Reading(
        path=path,
        zone=ZoneInfo(rules.zone),
        lines=file.lines,
        choices=rules.choices,
        spares=True,
        withheld="F039",
    )
    values, problems = parse_fields(file.mapping, fields, reading)
    problems = (*file.mistakes, *surely(problems, whole=file.whole))
    problems += tuple(left_values(file.root, reading))
    extra = extras(values)
    pale = _pale_colour(values, path)
    logo = values.get("logo")
    profile = replace(
        _profile({name: value.value for name, value in values.items()}, extra),
        logo_line=logo.line if logo else 0,
    )
    if pale:
        return replace(profile, colour=""), (*problems, pale)
    return profile, problems


def _pale_colour(values: dict[str, Value], path: str) -> Problem | None:
    """The problem of a unit's colour in which white letters are hard to read."""
    given = values.get("colour")
    if given is None or not given.value:
        return None
    colour = str(given.value)
    ratio = contrast(colour, PAPER)
    if ratio >= LEAST_CONTRAST:
        return None
    near = nearest_with_contrast(colour, PAPER, LEAST_CONTRAST)
    where = Where(path=path, line=given.line, column=given.column, field="warna")
    return Problem.of("U054", where, found=colour, ratio=f"{ratio:.1f}", nearest=near)


def file_date_and_name(path: str) -> tuple[date | None, str]:
    """Return the date and the rest of a report's file name: `2026-11-03-posyandu.md`.

    A folder with an `index.md` counts as a file with the folder's name.
    """
    pure = PurePosixPath(path)
    stem = pure.parent.name if pure.stem in {"index", "_index"} else pure.stem
    match = _DATED.fullmatch(stem)
    day = parse_date(match[1]) if match else None
    return (day, match[2]) if match and day else (None, stem)


def dated_name(path: str) -> dict[str, str]:
    """Return the path of a report with the date that its name has in another form, as `rename`.

    Nothing is returned if there is none: a date that nobody wrote would be published as one.
    """
    folder, _, file = path.rpartition("/")
    stem, dot, ending = file.rpartition(".")
    found = date_within(stem)
    if found is None or stem in {"index", "_index"}:
        return {}
    day, rest = found
    return {"rename": f"{folder}/{day.isoformat()}-{slugify(rest) or 'laporan'}{dot}{ending}"}


def text_day(moment: date | datetime | None, file_day: date | None) -> date | None:
    """Return the day of a report: that of its key `tanggal`, else the one in its file name."""
    return moment.date() if isinstance(moment, datetime) else moment or file_day


def _parse(
    data: bytes,
    path: str,
    rules: Rules,
    fields: tuple[Field, ...],
    make: Callable[
        [Document, dict[str, Value], tuple[str, ...]], tuple[Made | None, tuple[Problem, ...]]
    ],
) -> tuple[Made | None, tuple[Problem, ...]]:
    text = decode(data, path)
    if isinstance(text, Problem):
        return None, (text,)
    document = split(text, path, words_of(fields))
    if isinstance(document, Problem):
        return None, (document,)
    document = _with_heading_title(document)
    reading = Reading(
        path=path,
        zone=ZoneInfo(rules.zone),
        lines=document.lines,
        choices=rules.choices,
        title=_title_of(path),
        day=file_date_and_name(path)[0],
        spares=True,
        withheld="F038",
    )
    if not document.mapping.entries and document.body_line == 1:
        return None, (_without_keys(document, reading),)
    values, problems = parse_fields(document.mapping, fields, reading)
    if not document.whole:
        return None, (*document.mistakes, *surely(problems, whole=False))
    problems = (*document.mistakes, *problems)
    made, more = make(document, values, rules.names)
    problems += more
    return (None if any(is_error(p) for p in problems) else made), problems


def _title_of(path: str) -> str:
    """The title that a file's name suggests, "" if it has no words."""
    _, name = file_date_and_name(path)
    words = " ".join(re.sub(r"[-_]+", " ", name).split())
    return words[:1].upper() + words[1:] if any(map(str.isalpha, words)) else ""


def _without_keys(document: Document, reading: Reading) -> Problem:
    """The problem of a text without front matter, with the lines that it lacks."""
    example = f"judul: {as_value(reading.title or 'Posyandu Mawar layani 84 balita')}"
    lines = {"above": f"---\n{example}\n---"} if reading.title else {}
    return document.problem("F031", 1, 1, example=example, **lines)


def _with_heading_title(document: Document) -> Document:
    """Take the title of a text without `judul` from its first line, if that is `# Title`."""
    names = {key.text for key, _ in document.mapping.entries}
    if names & {"judul", "title"}:
        return document
    stripped = document.body.lstrip("\n")
    first, _, rest = stripped.partition("\n")
    match = _HEADING.fullmatch(first)
    if match is None:
        return document
    text = match[1].rstrip()
    unclosed = text.rstrip("#")  # CommonMark: closing signs come after a space
    if unclosed and unclosed != unclosed.rstrip():
        text = unclosed.rstrip()
    skipped = document.body_line + len(document.body) - len(stripped)
    title = (Scalar("judul", skipped, 1), Scalar(text, skipped, 3))
    entries = (*document.mapping.entries, title)
    return Document(
        path=document.path,
        mapping=Mapping(entries, document.mapping.line, document.mapping.column),
        body=rest,
        body_line=skipped + 1,
        lines=document.lines,
        mistakes=document.mistakes,
        whole=document.whole,
    )


def _report(
    document: Document,
    values: dict[str, Value],
    names: tuple[str, ...],
    seen: Appearance | None = None,
) -> tuple[Report | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    extra = extras(values)
    plain = {name: value.value for name, value in values.items()}
    file_day, name = file_date_and_name(document.path)
    moment = plain.pop("date", None)
    day = text_day(moment, file_day)
    if day is None and not _has_text(document.mapping, "tanggal", "date"):
        where = Where(path=document.path, line=1, column=1, field="tanggal")
        fix = dated_name(document.path)
        problems.append(Problem.of("F027", where, name=slugify(name) or "laporan", **fix))
    if not document.body.strip():
        where = Where(path=document.path, line=document.body_line, column=1)
        problems.append(Problem.of("M002", where))
    slug = slugify(plain.pop("slug", "") or name) or slugify(plain.get("title", ""))
    if not slug:
        where = Where(path=document.path, line=1, column=1, field="slug")
        problems.append(Problem.of("F028", where))
    photos = _photos(plain, document, problems)
    plain.pop("photo_alt", None)
    plain["references"] = _references(plain.get("references", ()))
    plain |= of_notice(plain)
    if not plain.get("draft"):
        problems += text_problems(document, day)
        problems += key_problems(document, values, names)
        problems += clarification_problem(document, values)
        if not (plain.get("claim") and plain.get("truth")):
            problems += brevity(document, plain.get("kind", ""))
        if day and seen:
            problems += notice_problems(document, values, day, seen)
    start, end = plain.get("event_date") or day, plain.get("event_end")
    if start and end and end < start:
        value = values["event_end"]
        where = Where(
            path=document.path, line=value.line, column=value.column, field="tanggal_selesai"
        )
        problems.append(Problem.of("F029", where, start=start.isoformat(), end=end.isoformat()))
        del plain["event_end"]
        plain.pop("event_date", None)
    if day is None or not plain.get("title") or (problems and any(map(_is_error, problems))):
        return None, tuple(problems)
    report = Report(
        **{
            **plain,
            "path": document.path,
            "slug": slug,
            "date": day,
            "published": moment if isinstance(moment, datetime) else None,
            "photos": photos,
            "extra": extra,
            "body": document.body,
            "body_line": document.body_line,
        }
    )
    return report, tuple(problems)


def _references(given: Iterable[tuple[dict[str, Value], int]]) -> tuple[tuple[str, str], ...]:
    """Who says what is true, as (name, address) pairs; an address alone is its own name."""
    found = []
    for values, _ in given:
        name, url = (str(values[key].value) if key in values else "" for key in ("name", "url"))
        if name.startswith(("https://", "http://")):
            url = url or web_address(name)
        if name or url:
            found.append((name or url, url))
    return tuple(found)


def _has_text(mapping: Mapping, *keys: str) -> bool:
    """Whether one of `keys` has a value, even a wrong one, which was already reported."""
    return any(
        key.text.strip().casefold() in keys and not (isinstance(node, Scalar) and not node.text)
        for key, node in mapping.entries
    )


def _is_error(problem: Problem) -> bool:
    return is_error(problem)


def _photos(
    plain: dict[str, object], document: Document, problems: list[Problem]
) -> tuple[Photo, ...]:
    given = plain.get("photos", ())
    lone_alt = str(plain.get("photo_alt", ""))
    photos: list[Photo] = []
    for values, line in given:  # type: ignore[attr-defined]  # from the converter "mappings"
        texts = {name: str(value.value) for name, value in values.items()}
        if "file" not in texts:
            continue
        if len(names := _file_names(texts["file"])) > 1:
            photos += [
                Photo(file=name, alt=texts.get("alt", lone_alt), line=line) for name in names
            ]
            continue
        texts.setdefault("alt", lone_alt)
        where = Where(path=document.path, line=line, column=1, field="foto")
        params = (("file", texts["file"]), ("alt", texts["alt"]))
        if not texts["alt"]:
            problems.append(Problem(code="G002", where=where, params=params))
        elif is_file_name(texts["alt"], texts["file"]):
            if "alt" in values:
                alt = values["alt"]
                where = Where(path=document.path, line=alt.line, column=alt.column, field="alt")
            problems.append(Problem(code="G010", where=where, params=params))
        photos.append(Photo(**texts, line=line))
    return tuple(photos)


def _file_names(text: str) -> tuple[str, ...]:
    """The names of pictures in one value, if each part between its commas is one."""
    parts = tuple(part.strip() for part in text.split(","))
    pictures = all(PurePosixPath(part).suffix.lower() in IMAGE_ENDINGS for part in parts)
    return parts if pictures else (text,)


def _page(
    document: Document, values: dict[str, Value], names: tuple[str, ...]
) -> tuple[StandingPage | None, tuple[Problem, ...]]:
    problems = [*review_problem(values, document.path, document.lines)]
    extra = extras(values)
    plain = {name: value.value for name, value in values.items()}
    _, name = file_date_and_name(document.path)
    slug = slugify(plain.pop("slug", "") or name) or slugify(plain.get("title", ""))
    if not slug:
        where = Where(path=document.path, line=1, column=1, field="slug")
        return None, (*problems, Problem.of("F028", where))
    if not plain.get("title"):
        return None, tuple(problems)
    if not plain.get("draft"):
        problems += text_problems(document, None)
        problems += key_problems(document, values, names)
    page = StandingPage(
        **{
            **plain,
            "path": document.path,
            "slug": slug,
            "extra": extra,
            "body": document.body,
            "body_line": document.body_line,
        }
    )
    return page, tuple(problems)


def _profile(plain: dict[str, object], extra: tuple[Extra, ...]) -> Profile:
    head: dict[str, Value] = plain.pop("head", {})  # type: ignore[assignment]  # "mapping"
    office: dict[str, Value] = plain.pop("office", {})  # type: ignore[assignment]  # "mapping"
    pause: dict[str, Value] = plain.pop("pause", {})  # type: ignore[assignment]  # "mapping"
    photo = (
        Photo(
            **{"alt": "", **{name: str(value.value) for name, value in office.items()}},
            line=office["file"].line,
        )
        if "file" in office
        else None
    )
    services = tuple(
        _service({name: value.value for name, value in values.items()}, line)
        for values, line in plain.pop("services", ())  # type: ignore[attr-defined]  # "mappings"
        if "name" in values
    )
    return Profile(
        **plain,  # type: ignore[arg-type]  # typed by FIELDS["profil"]
        head_title=head["title"].value if "title" in head else "",
        head_name=head["name"].value if "name" in head else "",
        services=services,
        extra=extra,
        office=photo,
        pause=pause["reason"].value if len(pause) == len(PAUSE_FIELDS) else "",
        paused=pause["since"].value if len(pause) == len(PAUSE_FIELDS) else None,
    )


def _service(plain: dict[str, Any], line: int) -> Service:
    needed = "; ".join(plain.pop("requirements", ()))
    named = tuple(dict.fromkeys(filter(None, plain.pop("other_names", ()))))
    return Service(**plain, other_names=named, requirements=needed, line=line)
