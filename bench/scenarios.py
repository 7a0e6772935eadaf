"""What is measured, in the order in which each run does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import serving, sites
from bench.corpus import Plan
from bench.tool import Program, Tool
from sitegen.engine.measure import Cost, Mismatch, OutputTree, RunError, difference, read_tree, run

# Each one after the first builds on the output of the previous one.
BUILDS = ("clean", "nothing", "edit", "add200", "dataset", "theme", "delete")
SERVED = ("serve", "reload")
ALL = (*BUILDS, *SERVED)
TITLES = {
    "clean": "clean build",
    "nothing": "nothing changed",
    "edit": "one report edited",
    "add200": "200 reports added",
    "dataset": "one dataset edited",
    "theme": "theme edited",
    "delete": "one unit deleted",
    "serve": "`serve` to first page",
    "reload": "save to new page",
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


def one_run(bench: Bench, number: int, wanted: tuple[str, ...]) -> Iterator[Sample]:
    """Go once through the wanted scenarios and leave the sources as they were.

    Raises RunError; samples yielded before that are valid.
    """
    sites.ensure_site(bench.tool, bench.plan, bench.site)
    stamp = bench.folder / sites.STAMP
    seal = stamp.read_text(encoding="utf-8")
    stamp.unlink()  # a killed run leaves changed sources, which are then rewritten
    changes = sites.Changes(site=bench.site, spare=bench.folder / "spare")
    shutil.rmtree(changes.spare, ignore_errors=True)
    _forget(bench)
    try:
        # At least one build, for the others to start from.
        for name in [s for s in BUILDS if s in wanted or s == "clean"]:
            sample = _build(bench, name, number, changes)
            if name in wanted:
                yield sample
        if any(name in wanted for name in SERVED):
            yield from _serve(bench, number, changes, wanted)
    finally:
        changes.undo()
        stamp.write_text(seal, encoding="utf-8")


def _forget(bench: Bench) -> None:
    """Remove the output and everything that the tool has cached."""
    for path in (bench.out, *(bench.site / name for name in bench.tool.state)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _build(bench: Bench, name: str, number: int, changes: sites.Changes) -> Sample:
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
) -> list[Sample]:
    if bench.tool.serve is None:
        return []
    port = serving.free_port()
    command = bench.tool.serve(bench.program, bench.site, bench.out, port)

    def save() -> tuple[str, str]:
        mark = 1000 + number
        item = sites.edit_report(changes, bench.tool, bench.plan, mark)
        return item.url, f"Koreksi ke-{mark}:"

    edit = save if "reload" in wanted else None
    costs = serving.measure(command, bench.folder / "serve.log", bench.site, port, edit)
    return [
        Sample(
            tool=bench.tool.name,
            reports=bench.plan.size,
            scenario=name,
            run=number,
            cost=cost,
        )
        for name, cost in zip(SERVED, costs, strict=True)
        if cost is not None and name in wanted
    ]
