"""What is measured, in the order in which each run does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench import serving, sites
from bench.corpus import Plan
from bench.tool import Program, Tool
from sitegen.engine.measure import Cost, Mismatch, OutputTree, RunError, difference, read_tree, run

START = "start"
# Each one after the first builds on the output of the previous one, `clone` on a copy of it.
BUILDS = ("clean", "nothing", "clone", "edit", "add200", "dataset", "theme", "delete")
SERVED = ("serve", "reload")
ALL = (START, *BUILDS, *SERVED)
TITLES = {
    START: "cold start of `--help`",
    "clean": "clean build",
    "nothing": "nothing changed",
    "clone": "fresh clone with restored cache",
    "edit": "one report edited",
    "add200": "200 reports added, one to each of 200 units",
    "dataset": "one dataset edited",
    "theme": "theme edited",
    "delete": "one unit deleted",
    "serve": "`serve` to first page",
    "reload": "save to new page in `serve`",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One measurement. `files` and `size` are of the output; served pages have none."""

    tool: str
    reports: int
    scenario: str
    run: int
    cost: Cost
    files: int = 0
    size: int = 0
    difference: Mismatch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A tool with its site of one size. `folder` holds `site/`, `out/` and logs."""

    tool: Tool
    program: Program
    plan: Plan
    folder: Path

    @property
    def site(self) -> Path:
        """The sources."""
        return self.folder / "site"

    @property
    def out(self) -> Path:
        """The built site."""
        return self.folder / "out"

    @property
    def elsewhere(self) -> Bench:
        """The same at another place, where a build server would have cloned the sources."""
        return replace(self, folder=self.folder / "mesin lain" / "kerja")


class ScenarioError(Exception):
    """A scenario could not be measured; the others of its run can. The text says why."""

    def __init__(self, text: str, *, scenario: str) -> None:
        super().__init__(text)
        self.scenario = scenario


def one_run(bench: Bench, number: int, wanted: tuple[str, ...]) -> Iterator[Sample]:
    """Go once through the wanted scenarios and leave the sources as they were.

    Raises RunError when a build fails, and ScenarioError when the development server does, which
    comes last; samples yielded before that are valid.
    """
    sites.ensure_site(bench.tool, bench.plan, bench.site)
    stamp = bench.folder / sites.STAMP
    seal = stamp.read_text(encoding="utf-8")
    stamp.unlink()  # a killed run leaves changed sources, which are then rewritten
    changes = sites.Changes(site=bench.site, spare=bench.folder / "spare")
    shutil.rmtree(changes.spare, ignore_errors=True)
    _forget(bench)
    try:
        if START in wanted:
            yield _start(bench, number)
        # At least one build, for the others to start from.
        for name in [s for s in BUILDS if s in wanted or s == "clean"]:
            sample = _build(bench, name, number, changes)
            if name in wanted:
                yield sample
        if any(name in wanted for name in SERVED):
            yield from _serve(bench, number, changes, wanted)
    finally:
        changes.undo()
        shutil.rmtree(bench.elsewhere.folder.parent, ignore_errors=True)
        stamp.write_text(seal, encoding="utf-8")


def _start(bench: Bench, number: int) -> Sample:
    """Start the tool only to say how it is used."""
    command = [*bench.program.command, *bench.tool.help]
    cost = run(command, bench.folder / f"{START}.log", cwd=bench.site)
    return Sample(
        tool=bench.tool.name, reports=bench.plan.size, scenario=START, run=number, cost=cost
    )


def _forget(bench: Bench) -> None:
    """Remove the output and everything that the tool has cached."""
    for path in (bench.out, *(bench.site / name for name in bench.tool.state)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _build(bench: Bench, name: str, number: int, changes: sites.Changes) -> Sample:
    if name == "clone":
        sites.clone(
            bench.tool, (bench.site, bench.out), (bench.elsewhere.site, bench.elsewhere.out)
        )
        bench = bench.elsewhere
    before = OutputTree(files={}, size=0) if name == "clean" else read_tree(bench.out)
    _change(bench, name, number, changes)
    command = bench.tool.build(bench.program, bench.site, bench.out)
    cost = run(command, bench.folder / f"{name}.log", cwd=bench.site)
    after = read_tree(bench.out)
    if len(after.files) < bench.plan.size:
        raise RunError(f"only {len(after.files)} files for {bench.plan.size} reports")
    return Sample(
        tool=bench.tool.name,
        reports=bench.plan.size,
        scenario=name,
        run=number,
        cost=cost,
        files=len(after.files),
        size=after.size,
        difference=None if name == "clean" else difference(before, after),
    )


def _change(bench: Bench, name: str, number: int, changes: sites.Changes) -> None:
    """Apply a scenario's change to the sources."""
    if name == "edit":
        sites.edit_report(changes, bench.tool, bench.plan, number)
    elif name == "add200":
        sites.add_reports(changes, bench.tool, bench.plan)
    elif name == "dataset":
        sites.edit_dataset(changes, bench.tool, bench.plan, number)
    elif name == "theme":
        sites.edit_theme(changes, bench.tool, number)
    elif name == "delete":
        sites.delete_unit(changes, bench.tool)


def _serve(
    bench: Bench, number: int, changes: sites.Changes, wanted: tuple[str, ...]
) -> Iterator[Sample]:
    if bench.tool.serve is None:
        return
    port = serving.free_port()
    command = bench.tool.serve(bench.program, bench.site, bench.out, port)

    def save() -> tuple[str, str]:
        mark = 1000 + number
        item = sites.edit_report(changes, bench.tool, bench.plan, mark)
        return item.url, f"Koreksi ke-{mark}:"

    edit = save if "reload" in wanted else None
    name, names = SERVED[0], iter(SERVED)
    try:
        for cost in serving.measure(command, bench.folder / "serve.log", bench.site, port, edit):
            name = next(names)
            if name in wanted:
                yield Sample(
                    tool=bench.tool.name,
                    reports=bench.plan.size,
                    scenario=name,
                    run=number,
                    cost=cost,
                )
            name = SERVED[-1]
    except RunError as error:
        raise ScenarioError(str(error), scenario=name) from None
