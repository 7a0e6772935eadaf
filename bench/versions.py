"""`python -m bench.versions`: what it costs to compare the earlier versions of a city's tables.

Each of the 200 units has a table of 48 rows that was committed eleven times; `--workbooks` are as many
workbooks. Counted are CPU seconds of the build with all its processes, and how many processes it started.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bench import corpus
from bench.corpus import CLOCK, Plan
from bench.sites import write_site
from bench.tool_sitegen import TOOL

COMMITS = 11
_LAST = datetime.fromisoformat(f"{corpus.LAST_DAY}T12:00:00+07:00")


def make_city(plan: Plan, workbooks: int, root: Path) -> None:
    """Write the city into a repository in which each table was changed ten times."""
    write_site(TOOL, plan, root)
    _git(root, _LAST, "init", "-q", "-b", "main")
    _git(root, _LAST, "config", "user.name", "Kota")
    _git(root, _LAST, "config", "user.email", "kota@contoh.example")
    for run in range(COMMITS):
        for number, unit in enumerate(corpus.publishers(plan)):
            path = root / TOOL.dataset(unit)
            text = corpus.dataset_csv(plan, unit, run=run)
            if number < workbooks:
                path.unlink(missing_ok=True)
                path.with_suffix(".xlsx").write_bytes(_workbook(text))
            else:
                path.write_text(text, encoding="utf-8")
        when = _LAST - timedelta(days=COMMITS - run)
        _git(root, when, "add", "-A")
        _git(root, when, "commit", "-q", "-m", f"Versi {run}")


def _workbook(text: str) -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for line in text.splitlines():
        sheet.append([int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _git(root: Path, when: datetime, *arguments: str) -> None:
    stamp = when.isoformat()
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    subprocess.run(["git", *arguments], cwd=root, check=True, env={**os.environ, **dates})  # noqa: S603, S607 - our own city


def measure(root: Path, listed: int) -> tuple[float, int]:
    """Return the CPU seconds and the started processes of a clean build that lists so many changes."""
    with tempfile.TemporaryDirectory(dir=root.parent) as output:
        shutil.rmtree(root / ".sitegen", ignore_errors=True)
        command = [
            sys.executable,
            "-m",
            "bench.versions",
            "--build",
            str(root),
            output,
            str(listed),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    seconds, processes = json.loads(done.stdout.splitlines()[-1])
    return seconds, processes


def build_once(root: Path, output: Path, listed: int) -> None:
    """Build in this process and print what it took."""
    from sitegen.engine.build import build
    from sitegen.engine.options import Options
    from sitegen.units import revisions

    started: list[str] = []

    def noted(event: str, _: object) -> None:
        if event == "subprocess.Popen":
            started.append(event)

    sys.addaudithook(noted)
    revisions.LISTED = listed
    build(Options(root=root, output=output, clock=datetime.fromisoformat(CLOCK), jobs=1))
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(each.ru_utime + each.ru_stime for each in spent)
    sys.stdout.write(f"\n{json.dumps([seconds, len(started)])}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the city, build it with each number of changes, and print what that took."""
    parser = argparse.ArgumentParser(prog="python -m bench.versions", description=__doc__)
    parser.add_argument("--size", type=int, default=4000, help="reports of the city")
    parser.add_argument("--workbooks", type=int, default=0, help="how many tables are workbooks")
    parser.add_argument("--runs", type=int, default=2, help="how often each is built")
    parser.add_argument("--work", type=Path, help="a folder to make the city in")
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.build:
        root, output, listed = given.build
        build_once(Path(root), Path(output), int(listed))
        return 0
    with tempfile.TemporaryDirectory(dir=given.work) as folder:
        root = Path(folder) / "kota"
        make_city(Plan(size=given.size, datasets=200), given.workbooks, root)
        for run in range(given.runs):
            for listed in (0, 1, 10):
                seconds, processes = measure(root, listed)
                sys.stdout.write(
                    f"run {run + 1}, {listed} changes: {seconds:.1f} CPU s, {processes} processes\n"
                )
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
