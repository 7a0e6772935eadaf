"""Posts brought into a unit: each is a report that a check passes, or is left out with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from sitegen.city.old_addresses import COLUMNS
from sitegen.city.old_addresses import PATH as OLD_ADDRESSES
from sitegen.engine.arriving import check_arrival, concerning
from sitegen.engine.options import Options
from sitegen.migration.places import TWICE, ReportPlaces, bytes_of
from sitegen.migration.post import OldPost
from sitegen.migration.writing import MadeReport, Media, made_report
from sitegen.model import Problem
from sitegen.model.roles import CONTENT
from sitegen.problems import is_error
from sitegen.store import files
from sitegen.submission.worktree import put_files
from sitegen.urls import page_url, report_url

# So many posts, or so many bytes of pictures, are checked and written at once.
_AT_ONCE = 100
_BYTES_AT_ONCE = 48 * 1024 * 1024

State = Literal["made", "known", "left"]


class ImportedPost(Struct, frozen=True, kw_only=True):
    """What became of a post. `path` is its report, "" for none; `reason` a message id of why not, or of
    what is other about one that is known.

    `notes` are message ids of what it lost on the way, `problems` what a check says of it.
    """

    source: str
    title: str
    state: State
    path: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Importing(Struct, frozen=True, kw_only=True):
    """Where posts go: a unit of a city, with its topics, its day and the pictures that are there."""

    options: Options
    unit: str
    topics: tuple[str, ...]
    today: date
    media: Media
    dry: bool = False


def bring(to: Importing, posts: Iterable[OldPost]) -> Iterator[ImportedPost]:
    """Bring posts into a unit, and yield what became of each.

    What was written stays if a later post cannot be read; a second run finds it and writes the rest.
    """
    places = ReportPlaces(to.options.root, f"{CONTENT}/{to.unit}")
    waiting: list[tuple[str, MadeReport]] = []
    size = 0
    for post in posts:
        made = made_report(post, to.media, to.topics, to.today)
        if isinstance(made, str):
            yield ImportedPost(source=post.source, title=post.title, state="left", reason=made)
            continue
        made = places.with_free_media(made)
        path, known = places.place(made)
        if known is not None:
            state: State = "left" if known == TWICE else "known"
            yield ImportedPost(
                source=post.source, title=made.title, state=state, path=path, reason=known
            )
            continue
        waiting.append((path, made))
        size += sum(map(len, made.media.values()))
        if len(waiting) >= _AT_ONCE or size > _BYTES_AT_ONCE:
            yield from _written(to, waiting)
            waiting, size = [], 0
    yield from _written(to, waiting)


def _written(to: Importing, waiting: list[tuple[str, MadeReport]]) -> Iterator[ImportedPost]:
    """Check some reports together, write those without errors, and yield each."""
    if not waiting:
        return
    root = to.options.root
    contents = {path: _files(path, made) for path, made in waiting}
    every = {name: data for own in contents.values() for name, data in own.items()}
    found = check_arrival(to.options, ("", ""), to.unit, every)
    problems = {path: concerning(found, own) for path, own in contents.items()}
    good = [pair for pair in waiting if not any(map(is_error, problems[pair[0]]))]
    new = {name: data for path, _ in good for name, data in contents[path].items()}
    if not to.dry:
        with put_files(root, new, {}) as put:
            put.keep()
        _lead_on(to, good)
    for path, made in waiting:
        left = (path, made) not in good
        yield ImportedPost(
            source=made.post.source,
            title=made.title,
            state="left" if left else "made",
            path="" if left else path,
            notes=made.notes,
            problems=problems[path],
        )


def _files(path: str, made: MadeReport) -> dict[str, bytes]:
    folder = path.rpartition("/")[0]
    media = {f"{folder}/{name}": data for name, data in made.media.items()}
    return {path: made.text.encode(), **media}


def _lead_on(to: Importing, made: list[tuple[str, MadeReport]]) -> None:
    """Add the old addresses that no folder of the site can have to the city's list of them."""
    root = to.options.root
    rows = [
        (old, _new_address(to.unit, report, path))
        for path, report in made
        for old in report.old.rows
    ]
    if not rows:
        return
    text = (bytes_of(root, OLD_ADDRESSES) or b"").decode("utf-8-sig", "replace")
    known = {row[0].strip() for row in csv.reader(io.StringIO(text)) if row}
    body = io.StringIO()
    writer = csv.writer(body, lineterminator="\n")
    if not text.strip():
        writer.writerow(COLUMNS)
    for old, new in rows:
        if old not in known:
            known.add(old)
            writer.writerow((old, new))
    parts = (text, "" if not text or text.endswith("\n") else "\n", body.getvalue())
    files.write(root / OLD_ADDRESSES, "".join(parts).encode())


def _new_address(unit: str, made: MadeReport, path: str) -> str:
    name = path.rpartition("/")[2].removesuffix(".md")
    return report_url(unit, made.day, name[11:]) if made.day else page_url(unit, name)
