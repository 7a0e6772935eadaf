"""`python -m bench`: runs the tools in turn and prints a Markdown table."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from pathlib import Path
from typing import TextIO

from msgspec import to_builtins

from bench import table
from bench.corpus import Plan
from bench.scenarios import ALL, TITLES, Bench, Sample, ScenarioError, one_run
from bench.sites import ensure_site
from bench.tool import NotInstalledError, Program, Tool
from bench.tool_eleventy import TOOL as ELEVENTY
from bench.tool_hugo import TOOL as HUGO
from bench.tool_pelican import TOOL as PELICAN
from bench.tool_sitegen import TOOL as SITEGEN
from bench.tool_zorto import TOOL as ZORTO
from sitegen.engine.measure import RunError

TOOLS = {tool.name: tool for tool in (SITEGEN, HUGO, ZORTO, PELICAN, ELEVENTY)}


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", default="1000", help="reports, such as 1000,10000,73000")
    parser.add_argument("--tools", default=",".join(TOOLS), help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--scenarios", default=",".join(ALL), help="default: %(default)s")
    parser.add_argument("--work", type=Path, default=Path(".sitegen/bench"), help="work folder")
    parser.add_argument("--json", type=Path, help="write every measurement to this file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--datasets", type=int, default=20, help="units with a dataset")
    parser.add_argument("--charts", action="store_true", help="datasets with a chart (sitegen)")
    parser.add_argument("--photos", type=float, default=0.0, help="share of reports with a photo")
    given = parser.parse_args(arguments)
    for text, known in ((given.tools, TOOLS), (given.scenarios, ALL)):
        for name in text.split(","):
            if name not in known:
                parser.error(f"{name!r} is none of {', '.join(known)}")
    if "dataset" in given.scenarios and not given.datasets:
        parser.error("the scenario `dataset` needs --datasets")
    return given


def main(arguments: list[str] | None = None) -> int:
    """Run everything and return the exit code."""
    given = options(arguments)
    work: Path = given.work.resolve()
    programs, missing = _programs(given.tools.split(","), work)
    wanted = tuple(name for name in ALL if name in given.scenarios.split(","))
    samples: list[Sample] = []
    for size in (int(text) for text in given.size.split(",")):
        plan = Plan(
            size=size,
            seed=given.seed,
            datasets=given.datasets,
            charts=given.charts,
            photos=given.photos,
        )
        samples += _measure(plan, programs, missing, wanted, given.runs, work)
    command = "python -m bench " + shlex.join(sys.argv[1:] if arguments is None else arguments)
    versions = {name: program.version for name, program in programs.items()}
    _say(table.markdown(samples, versions, missing, command), sys.stdout)
    if given.json:
        report = {
            "machine": table.machine(),
            "versions": versions,
            "missing": missing,
            "command": command,
            "samples": [to_builtins(sample) for sample in samples],
        }
        given.json.write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0 if samples else 1


def _programs(names: list[str], work: Path) -> tuple[dict[str, Program], dict[str, str]]:
    programs: dict[str, Program] = {}
    missing: dict[str, str] = {}
    for name in names:
        _say(f"installing {name}")
        try:
            programs[name] = TOOLS[name].install(work)
        except NotInstalledError as error:
            missing[name] = f"not installed ({error})"
    return programs, missing


def _measure(
    plan: Plan,
    programs: dict[str, Program],
    missing: dict[str, str],
    wanted: tuple[str, ...],
    runs: int,
    work: Path,
) -> list[Sample]:
    """Go through the tools in turn, `runs` times.

    A tool whose build fails is left out afterwards; where only a scenario fails, that is.
    """
    samples: list[Sample] = []
    failed: set[tuple[str, str]] = set()
    benches = [_bench(TOOLS[name], program, plan, work) for name, program in programs.items()]
    for bench in benches:
        _say(f"{plan.size}: site for {bench.tool.name}")
        ensure_site(bench.tool, plan, bench.site)
    for number in range(runs):
        for bench in benches:
            name = f"{bench.tool.name} at {plan.size}"
            if name in missing:
                continue
            _say(f"{plan.size}: run {number + 1} of {runs}, {bench.tool.name}")
            left = tuple(each for each in wanted if (name, each) not in failed)
            try:
                samples.extend(one_run(bench, number, left))
            except ScenarioError as error:
                failed.add((name, error.scenario))
                missing[f"{name}, {TITLES[error.scenario]}"] = _short(error)
            except RunError as error:
                missing[name] = _short(error)
    return samples


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _bench(tool: Tool, program: Program, plan: Plan, work: Path) -> Bench:
    return Bench(tool=tool, program=program, plan=plan, folder=work / str(plan.size) / tool.name)


def _say(text: str, stream: TextIO = sys.stderr) -> None:
    print(text, file=stream, flush=True)


if __name__ == "__main__":
    sys.exit(main())
