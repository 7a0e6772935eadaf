"""What can be done with an item: of each act, how it is checked and how it is accepted.

Only the worker imports this: it needs the engine. Each function may be run again after a kill, and
must then find what it did before.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from sitegen.desk.jobs import Job
from sitegen.desk.store import ItemPiece
from sitegen.i18n import Translator, translator
from sitegen.problems import is_error
from sitegen.submission.commits import ACCEPTED
from sitegen.submission.receiving import ReceivedPiece, open_package, receive
from sitegen.submission.refused import RefusedPackage


class Act(Struct, frozen=True, kw_only=True):
    """How an item is looked at, and how it is done; both return its pieces with their problems."""

    check: Callable[[Job, Translator], tuple[ItemPiece, ...]]
    accept: Callable[[Job, Translator], tuple[ItemPiece, ...]]


def _check_package(job: Job, t: Translator) -> tuple[ItemPiece, ...]:
    return _received(job, t, dry=True)


def _accept_package(job: Job, t: Translator) -> tuple[ItemPiece, ...]:
    return _received(job, t, dry=False)


def _received(job: Job, t: Translator, *, dry: bool) -> tuple[ItemPiece, ...]:
    name = f"kiriman-{job.number}.zip"
    try:
        package, entry = open_package(job.options.root, job.data, name, job.unit)
    except RefusedPackage as refusal:
        problem = refusal.problem(name)
        return (ItemPiece(kind="kiriman", title=name, good=False, problems=(problem,)),)
    lines = ((ACCEPTED, job.by),) if job.by else ()
    receipt = receive(job.options, package, entry, t, dry=dry, lines=lines)
    return tuple(map(_piece, receipt.pieces))


def _piece(each: ReceivedPiece) -> ItemPiece:
    return ItemPiece(
        kind=each.kind,
        title=each.title,
        path=each.path,
        good=each.state != "returned",
        commit=each.commit,
        # A line of the text could have what somebody asks to be taken out of it.
        problems=tuple(
            replace(problem, excerpt="")
            for problem in sorted(each.problems, key=lambda problem: not is_error(problem))
        ),
    )


ACTS: dict[str, Act] = {
    "kiriman": Act(check=_check_package, accept=_accept_package),
}


def do(job: Job) -> tuple[ItemPiece, ...]:
    """Do a job and return the pieces of its item; raises SitegenError and OSError as builds do."""
    t = translator(job.lang)
    act = ACTS[job.act]
    return act.check(job, t) if job.kind == "check" else act.accept(job, t)
