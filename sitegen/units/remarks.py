"""The problems of one unit, from all of its files, and the files that these hold back."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from sitegen.keys.contacts import mails
from sitegen.keys.frontmatter import MAX_BYTES as MAX_TEXT
from sitegen.model import (
    Problem,
)
from sitegen.model.roles import named_in_text, role
from sitegen.privacy.gate import Screening, redacted, together
from sitegen.problems import is_error
from sitegen.problems.repeated import summed_up
from sitegen.programmes.named_codes import KnownCodes, unknown_codes
from sitegen.programmes.progress import of_newest_year
from sitegen.reports.quality import late, meetings
from sitegen.units.files import open_file
from sitegen.units.parts import (
    UnitParts,
)


def held_back_files(made: UnitParts) -> tuple[str, ...]:
    """Return the paths of the files that are not published as they are, sorted."""
    others = (*made.content.unread, *(p for text in made.texts for p in text.beside))
    held = {each.path for each in made.content.chosen if each.held}
    return tuple(sorted(held | {p.where.path for p in others if is_error(p)}))


def unit_problems(made: UnitParts, later: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return all problems, each once and without personal data; many of one kind are summed up.

    Those of earlier versions are left out, since they can no longer be fixed.
    """
    content = made.content
    old = {each.path for each in content.stand_ins}
    found = [*content.unread, *(p for each in content.chosen for p in each.problems)]
    for text in made.texts:
        found += (*text.beside, *(() if text.stand_in else text.problems))
    found += [p for each in made.datasets if not each.stand_in for p in each.problems]
    found += [
        p
        for p in (
            *_quality(made),
            *_unreachable(made),
            *_codes(made),
            *made.services.problems,
            *made.identity.problems,
            *made.figures.problems,
            *later,
        )
        if p.where.path not in old
    ]
    found += _unused_files(made)
    screenings = _screenings(made)
    shown = (redacted(p, screenings.get(p.where.path)) for p in summed_up(found))
    return tuple(dict.fromkeys(shown))


def _screenings(made: UnitParts) -> dict[str, Screening]:
    """What the gate found in each current file."""
    found: dict[str, Screening] = {}
    later = ((text.draft.source.path, text.screening) for text in made.texts if not text.stand_in)
    for path, screening in (*(s for each in made.content.chosen for s in each.screenings), *later):
        if screening.problems:
            found[path] = together((found[path], screening)) if path in found else screening
    return found


def _quality(made: UnitParts) -> Iterator[Problem]:
    """Warn about reports published late, and about a unit that reports little but meetings."""
    files = made.content.files
    began = min((file.first for file in files.source.files if file.first), default=None)
    for item in made.reports:
        with made.faults.over(item.report.path):
            if problem := late(item.report, item.first, began):
                yield problem
    if problem := meetings([item.report for item in made.reports], files.folder):
        yield problem


def _unreachable(made: UnitParts) -> Iterator[Problem]:
    """Warn if whom the city names for information has no address for mail, which harvesters want."""
    site = made.unit.site
    if made.key != site.ppid.unit or site.complaint[1].startswith("mailto:"):
        return
    profile = made.content.profile
    given = dict(profile.ppid).get("email", "") or profile.email
    if not any(each.href for each in mails(given)):
        yield Problem.of("U056", f"{made.content.files.folder}/unit.yml", unit=made.key)


def _codes(made: UnitParts) -> Iterator[Problem]:
    """Warn about projects that name activities and packages which no table of the unit has."""
    own = [each.summary for each in made.datasets]
    items = of_newest_year(item for each in own for item in each.progress)
    packages = [item for each in own for item in each.packages]
    newest = max((each.year for each in packages), default=0)
    yield from unknown_codes(
        [(each.path, project) for each in made.datasets for project in each.summary.projects],
        KnownCodes(
            year=max((each.year for each in items), default=0),
            codes=frozenset(each.code for each in items),
        ),
        KnownCodes(year=newest, codes=frozenset(each.code for each in packages)),
    )


def _unused_files(made: UnitParts) -> Iterator[Problem]:
    """Warn about pictures and documents that no page shows, except those that a waiting text names."""
    paths = (*held_back_files(made), *(skipped.path for skipped in made.content.skipped))
    waiting = "\n".join(_words(made, path) for path in dict.fromkeys(paths))
    used = {path for text in made.texts for path in text.used}
    used |= made.services.used | made.identity.used
    files = made.content.files
    for code, of_kind in (("G005", files.paths("image")), ("M011", files.paths("document"))):
        for path in of_kind:
            # Also those whose capitals or ending the text has mistaken, which is told there.
            name = normalize("NFC", path.rpartition("/")[2].rpartition(".")[0]).casefold()
            if path not in used and name not in waiting:
                yield Problem.of(code, path, **named_in_text(path.rpartition("/")[2]))


def _words(made: UnitParts, path: str) -> str:
    """What a text says, as it is and with the signs that stand for others in addresses."""
    files = made.content.files
    if role(path) not in {"report", "page"} or files.larger(path, MAX_TEXT):
        return ""
    text = (open_file(files, path).data or b"").decode("utf-8", "replace")
    return normalize("NFC", f"{text}\n{unquote(text)}").casefold()
