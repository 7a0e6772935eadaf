"""The city as a Pelican site: a category for each unit, a tag for each topic, period archives."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.corpus import Plan, Report, Unit
from bench.frontmatter import facts
from bench.install import python_tool
from bench.tool import Program, Tool, style_sheet, template_files


def install(work: Path) -> Program:
    """Install Pelican with Python-Markdown from PyPI."""
    command = str(python_tool(work, "pelican", ("pelican[markdown]",)) / "bin" / "pelican")
    done = subprocess.run(  # noqa: S603 - the command that was just installed
        [command, "--version"], capture_output=True, text=True, check=True
    )
    return Program(command=(command,), version=done.stdout.strip())


def frame(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield settings, theme and tables."""
    yield from template_files("pelican")
    yield "tema/static/style.css", style_sheet()
    for unit in corpus.publishers(plan):
        yield dataset(unit), corpus.dataset_csv(plan, unit).encode()


def report_path(item: Report, plan: Plan) -> str:
    """Return where a report is."""
    del plan
    return f"content/{item.unit.key}/laporan/{item.day:%Y/%m}/{item.slug}.md"


def report_text(item: Report, body: str, plan: Plan) -> str:
    """Return a report with Pelican's keys."""
    del plan
    head = {
        "title": item.title,
        "date": f"{item.day}",
        "category": item.unit.id,
        "tags": ", ".join(item.topics),
        "slug": item.slug,
        "summary": item.summary,
        **facts(item),
    }
    return "".join(f"{key}: {value}\n" for key, value in head.items()) + "\n" + body


def dataset(unit: Unit) -> str:
    """Return where a unit's table is; it is only copied."""
    return f"content/data/{unit.id}.csv"


def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that builds."""
    del port
    settings = ["-s", str(site / "pelicanconf.py"), "-o", str(out), "-q"]
    return [*program.command, str(site / "content"), *settings]


def serve(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that serves and rebuilds."""
    return [*build(program, site, out), "-l", "-r", "-p", str(port), "-b", "127.0.0.1"]


TOOL = Tool(
    name="pelican",
    install=install,
    frame=frame,
    report_path=report_path,
    report_text=report_text,
    dataset=dataset,
    unit_folders=lambda unit: (f"content/{unit.key}",),
    theme="tema/templates/base.html",
    state=("cache", "__pycache__"),
    build=build,
    serve=serve,
)
