"""The city as an Eleventy site: collections by unit, topic and date, a paginated template each."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.corpus import Plan, Report, Unit
from bench.frontmatter import facts
from bench.install import npm_tool
from bench.tool import Program, Tool, style_sheet, template_files

# If the newest cannot be fully installed, an older one is measured and named.
VERSIONS = ("latest", "3.1.2", "2.0.1")


def install(work: Path) -> Program:
    """Install Eleventy from npm."""
    folder = npm_tool(work, "eleventy", "@11ty/eleventy", VERSIONS)
    command = str(folder / "node_modules" / ".bin" / "eleventy")
    done = subprocess.run(  # noqa: S603 - the command that was just installed
        [command, "--version"], capture_output=True, text=True, check=True, cwd=folder
    )
    return Program(command=(command,), version=done.stdout.split()[-1])


def frame(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield configuration, templates and tables."""
    yield from template_files("eleventy")
    yield "content/style.css", style_sheet()
    for unit in corpus.publishers(plan):
        yield dataset(unit), corpus.dataset_csv(plan, unit).encode()


def report_path(item: Report, plan: Plan) -> str:
    """Return where a report is."""
    del plan
    return f"content/{item.unit.key}/laporan/{item.day:%Y/%m}/{item.slug}.md"


def report_text(item: Report, body: str, plan: Plan) -> str:
    """Return a report with Eleventy's keys."""
    del plan
    own = "".join(
        f"{key}: {corpus.quoted(value) if isinstance(value, str) else value}\n"
        for key, value in facts(item).items()
    )
    return f"""\
---
layout: report.njk
tags: laporan
permalink: {item.url}index.html
title: {corpus.quoted(item.title)}
date: {item.day}
description: {corpus.quoted(item.summary)}
topik: [{", ".join(item.topics)}]
{own}---
{body}"""


def dataset(unit: Unit) -> str:
    """Return where a unit's table is; it is only copied."""
    return f"content/{unit.key}/data/kunjungan.csv"


def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that builds; it runs in the site's folder."""
    del site, port
    return [*program.command, f"--output={out}", "--quiet"]


def serve(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that serves and rebuilds what changed."""
    return [*build(program, site, out), "--serve", "--incremental", f"--port={port}"]


TOOL = Tool(
    name="eleventy",
    install=install,
    frame=frame,
    report_path=report_path,
    report_text=report_text,
    dataset=dataset,
    unit_folders=lambda unit: (f"content/{unit.key}",),
    theme="_includes/base.njk",
    state=(".cache",),
    build=build,
    serve=serve,
)
