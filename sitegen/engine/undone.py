"""What becomes of the steps of a commit that could not be done: in the state, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from sitegen.engine.moves import Failure, Outcome
from sitegen.i18n import N_
from sitegen.model import Problem
from sitegen.model.roles import folder_of
from sitegen.problems.system import system_words
from sitegen.store.change import StateChange
from sitegen.store.marker import PublishedSite, site_of
from sitegen.store.state import (
    COMPRESSED,
    OutputEntry,
    State,
    found_entry,
    original,
    product_mark,
    product_of,
)


def settled(
    folder: Path, state: State, outcome: Outcome, last: Mapping[str, OutputEntry]
) -> tuple[PublishedSite, StateChange]:
    """Return the site that is online, and the change that makes the state tell of it.

    `state` claims that all steps were done; `last` has the entries from before, where these are
    known. Who made a file that was not moved has to make it again, and what was not removed is
    removed by the next build.
    """
    online = dict(state.outputs)
    outputs: dict[str, OutputEntry] = {}
    for path in outcome.undone:
        claimed = online.pop(path, None)
        found = last.get(path) or found_entry(folder, path)
        if found is not None:
            outputs[path] = found._replace(owner=claimed.owner if claimed else "", key="")
    online |= outputs
    made = {state.outputs[path] for path in outcome.undone if path in state.outputs}
    units = {entry.owner for entry in made if entry.owner in state.units}
    products = {product_of(entry) for entry in made if not entry.owner}
    site = site_of((path, entry.digest) for path, entry in online.items())
    return site, StateChange(
        meta={product_mark(name): "" for name in sorted(products)},
        units={key: replace(state.units[key], until=0.0) for key in sorted(units)},
        outputs=outputs,
        outputs_gone=frozenset(outcome.undone - outputs.keys()),
        site=(site.name, site.name),
    )


def failures(outcome: Outcome, outputs: Mapping[str, OutputEntry]) -> tuple[Problem, ...]:
    """Return a problem for each cause of files that could not be moved or removed.

    Files of one folder that failed for one reason are one problem, which names the folder; it is the
    unit's if one has files there. What stopped the whole commit is told by `stopped`.
    """
    causes: dict[tuple[str, str, str, str], list[Failure]] = {}
    for path, failure in outcome.failed.items():
        if path == outcome.cut:
            continue
        owner = outputs[path].owner if path in outputs else ""
        if owner == COMPRESSED:
            owner = outputs[page].owner if (page := original(path)) in outputs else ""
        folder = failure.path if failure.code == "S031" else failure.path.rpartition("/")[0]
        causes.setdefault((owner, failure.code, folder, failure.reason), []).append(failure)
    problems: list[Problem] = []
    of_units = {cause[1:] for cause in causes if cause[0]}
    for (owner, code, folder, reason), found in sorted(causes.items()):
        if not owner and (code, folder, reason) in of_units:
            continue  # the city's pages in a unit's folder have no trouble of their own
        path = found[0].path if len(found) == 1 else folder
        given = {"path": path, "reason": reason} if reason else {"path": path}
        problems.append(Problem.of(code, folder_of(owner), **given))
    return tuple(problems)


def stopped(cause: OSError | Outcome) -> Problem:
    """Return the problem of a commit that the disk stopped: by an error, or at a step."""
    if isinstance(cause, OSError):
        path, reason = str(cause.filename or ""), system_words(cause)
    else:
        failure = cause.failed[cause.cut]
        path, reason = failure.path, failure.reason
    return Problem.of("S039", "", path=path, reason=reason)


def given_up(outcome: Outcome) -> Problem:
    """Return the problem of an earlier commit of which some steps could not be done now."""
    failure = outcome.failed[outcome.cut or min(outcome.failed)]
    return Problem.of(
        "S038",
        "",
        count=str(len(outcome.undone)),
        path=failure.path,
        reason=failure.reason or N_("something that sitegen did not make is there"),
    )
