"""What can be done with an item: of each act, how it is checked and how it is accepted.

Only the worker imports this: it needs the engine. Each function may be run again after a kill, and
must then find what it did before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.commit import Tip, read_tip
from sitegen.desk.jobs import Job
from sitegen.desk.kept_previews import drop_old, pages_file, preview_folder
from sitegen.desk.preview import make_preview
from sitegen.desk.published.doing import Planned, act, look, planned_edit, planned_withdrawal
from sitegen.desk.store import ItemPiece
from sitegen.errors import UsageError
from sitegen.i18n import Translator, translator
from sitegen.problems import is_error
from sitegen.store import files
from sitegen.submission.commits import ACCEPTED
from sitegen.submission.receiving import ReceivedPiece, open_package, placed_files, receive
from sitegen.submission.refused import RefusedPackage


class Act(Struct, frozen=True, kw_only=True):
    """How an item is looked at, and how it is done; both return its pieces with their problems.

    `files` returns the tip of the branch and what would become of files of the city, for a preview.
    """

    check: Callable[[Job, Translator], tuple[ItemPiece, ...]]
    accept: Callable[[Job, Translator], tuple[ItemPiece, ...]]
    files: Callable[[Job], tuple[Tip, Mapping[str, bytes | None]]]


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


def _files_of_package(job: Job) -> tuple[Tip, Mapping[str, bytes | None]]:
    package, entry = open_package(job.options.root, job.data, f"kiriman-{job.number}.zip", job.unit)
    return placed_files(job.options.root, package, entry)


def _change(kind: str, plan: Callable[[Job], Planned]) -> Act:
    """An act on what is published already."""

    def files(job: Job) -> tuple[Tip, Mapping[str, bytes | None]]:
        tip = read_tip(job.options.root)
        return tip, plan(job)[0](tip).files

    return Act(
        check=lambda job, t: look(job, t, kind, plan),
        accept=lambda job, t: act(job, t, kind, plan, ((ACCEPTED, job.by),) if job.by else ()),
        files=files,
    )


ACTS: dict[str, Act] = {
    "kiriman": Act(check=_check_package, accept=_accept_package, files=_files_of_package),
    "ubah": _change("ubah", planned_edit),
    "cabut": _change("cabut", planned_withdrawal),
}


def show(job: Job) -> None:
    """Make the preview of an item; raises SitegenError and OSError as builds do."""
    try:
        tip, contents = ACTS[job.act].files(job)
    except RefusedPackage as refusal:
        raise UsageError(problems=(refusal.problem(job.unit),)) from None
    target = preview_folder(job.body.parent.parent, job.number)
    made = make_preview(job.options, (tip.commit, tip.folder), job.unit, contents, target)
    files.write(pages_file(target), msgspec.json.encode(made))
    drop_old(target.parent, job.number)


def do(job: Job) -> tuple[ItemPiece, ...]:
    """Do a job and return the pieces of its item; raises SitegenError and OSError as builds do."""
    t = translator(job.lang)
    own = ACTS[job.act]
    return own.check(job, t) if job.kind == "check" else own.accept(job, t)
