"""Personal data in what a document says: kept as what a message may show, never as it stands there."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sitegen.model import PermitKey, Problem
from sitegen.privacy.finding import WARNED, FindingKind, masked_value
from sitegen.privacy.gate import Gate
from sitegen.privacy.people.find import find_people
from sitegen.privacy.permits import seal
from sitegen.privacy.text import find

# Beside the numbers of pages: the name, properties, remarks and forms of a document, and what it
# keeps without showing it.
BESIDE = 0
LEFT = -1
# Findings of one kind that are kept; a list of recipients has thousands.
_KEPT = 50


class Sealed(Struct, frozen=True):
    """A piece of personal data on a page (or BESIDE, or LEFT), as messages show it; the seal names it."""

    page: int
    kind: FindingKind
    shown: str
    seal: str


def sealed_findings(
    pages: Iterable[str], beside: Iterable[str], left: Iterable[str], path: str, gate: Gate
) -> tuple[Sealed, ...]:
    """Return the personal data in the pages of a document, beside them, and left behind in it.

    Permits are not looked at: they may change while the document does not.
    """
    name = path.rpartition("/")[2]
    texts = [*enumerate(pages, start=1), *((BESIDE, text) for text in beside)]
    texts += [(LEFT, text) for text in left]
    found: dict[tuple[str, str], Sealed] = {}
    counts: dict[str, int] = {}
    for page, text in texts:
        for each in (*find(text), *find_people(text, name)):
            if each.value in gate.own or (each.kind, each.value) in found:
                continue
            counts[each.kind] = counts.get(each.kind, 0) + 1
            if counts[each.kind] <= _KEPT:
                own = seal(gate.key, path, each.kind, each.value)
                found[each.kind, each.value] = Sealed(
                    page, each.kind, masked_value(each.value), own
                )
    return tuple(found.values())


def judged(
    findings: Iterable[Sealed], path: str, gate: Gate
) -> tuple[tuple[Problem, ...], tuple[PermitKey, ...]]:
    """Return a problem for each finding, and the exceptions that let others through."""
    problems: list[Problem] = []
    used: list[PermitKey] = []
    for each in findings:
        key = (path, each.kind, each.seal)
        if key in gate.permits:
            used.append(key)
            continue
        shown, left = ("L008", "L011") if each.kind in WARNED else ("L007", "L010")
        code = left if each.page == LEFT else shown
        page = str(each.page) if each.page > BESIDE else "-"
        params = {"kind": each.kind, "found": each.shown, "page": page, "seal": each.seal}
        problems.append(Problem.of(code, path, **params))
    return tuple(problems), tuple(used)
