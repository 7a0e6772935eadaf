"""`sitegen bench`: the cost of building a city, measured on a copy in a temporary folder."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, to_builtins

from sitegen.cli.answers import answer
from sitegen.engine.measure import Cost, RunError, difference, read_tree, run, spread
from sitegen.errors import SitegenError
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.engine.options import Options
    from sitegen.i18n import Translator

# In this order: each one after the first starts from what the previous one left.
WORKS = {
    "clean": N_("clean build"),
    "nothing": N_("nothing changed"),
    "edit": N_("one report edited"),
}


class Sample(Struct, frozen=True, kw_only=True):
    """One build: its cost, the site's files and bytes after it, and the files that it changed."""

    work: str
    run: int
    cost: Cost
    files: int
    size: int
    changed: int


def measure(options: Options, runs: int) -> tuple[Sample, ...]:
    """Build a copy of the city `runs` times and return what each build cost.

    The city's own output and state are neither used nor touched. Raises SitegenError when a
    build fails.
    """
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as folder:
        work = Path(folder)
        _copy(options, work / "city")
        try:
            return tuple(
                sample for number in range(runs) for sample in _one_run(options, work, number)
            )
        except RunError as error:
            raise SitegenError(str(error)) from None


def _copy(options: Options, target: Path) -> None:
    """Copy the sources; git's history is read from its original place."""
    root = options.root.resolve()
    left_out = {root / ".sitegen", root / ".git", options.output.resolve()}

    def ignore(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder, name) in left_out]

    shutil.copytree(root, target, symlinks=True, ignore=ignore)
    history = root / ".git"
    if history.is_dir():
        (target / ".git").write_text(f"gitdir: {history}\n", encoding="utf-8")
    elif history.is_file():
        shutil.copyfile(history, target / ".git")


def _one_run(options: Options, work: Path, number: int) -> Iterator[Sample]:
    city, site = work / "city", work / "site"
    shutil.rmtree(city / ".sitegen", ignore_errors=True)
    shutil.rmtree(site, ignore_errors=True)
    for name in WORKS:
        if name == "edit" and not _edit(city, number):
            continue
        before = read_tree(site)
        cost = run(_command(options, city, site), work / "log")
        after = read_tree(site)
        yield Sample(
            work=name,
            run=number + 1,
            cost=cost,
            files=len(after.files),
            size=after.size,
            changed=difference(before, after).changed,
        )


def _edit(city: Path, number: int) -> bool:
    """Add a sentence to the last report of the last unit that has one; return whether any has."""
    reports = sorted(city.glob("content/*/*/laporan/**/*.md"))
    if not reports:
        return False
    with reports[-1].open("a", encoding="utf-8") as report:
        report.write(f"\n\nDiubah {number + 1} kali.\n")
    return True


def _command(options: Options, city: Path, site: Path) -> list[str]:
    clock = ["--clock", f"{options.clock:%Y-%m-%dT%H:%M}"] if options.clock else []
    where = ["--root", str(city), "--output", str(site), "--jobs", str(options.jobs), *clock]
    return [sys.executable, "-P", "-m", "sitegen", "build", "-q", *where]


def report(samples: tuple[Sample, ...], t: Translator, form: str) -> str:
    """Return the samples as JSON, or a table of medians with minimum and maximum."""
    if form == "json":
        return answer("bench", samples=[to_builtins(sample) for sample in samples])
    _ = t.gettext
    rows = [(_(N_("build")), _(N_("seconds")), "CPU s", "MB", _(N_("files")), _(N_("changed")))]
    for name, title in WORKS.items():
        own = [sample for sample in samples if sample.work == name]
        if own:
            rows.append(
                (
                    _(title),
                    spread([each.cost.wall for each in own]),
                    spread([each.cost.cpu for each in own]),
                    spread([each.cost.memory / 1e6 for each in own], digits=0),
                    f"{own[-1].files} ({own[-1].size / 1e6:.1f} MB)",
                    spread([each.changed for each in own], digits=0),
                )
            )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    note = N_("Median (least–most). MB: peak memory of all processes, measured every 50 ms.")
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join([*map(str.rstrip, lines), _(note)])
