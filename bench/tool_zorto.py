"""The city as a zorto site: a section for each unit, taxonomies for all that is dated or by topic.

zorto is a compiled generator (Rust) with templates like Jinja2's. A report is in one section and knows
no other report; feeds and sitemaps are its own, one of each.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench import corpus
from bench.corpus import Plan, Report, Unit
from bench.frontmatter import facts, long_date
from bench.install import python_tool
from bench.tool import Program, Tool, style_sheet, template_files

# Its templates and front matter may change with any version.
VERSION = "0.25.0"
TAXONOMIES = ("topik", "topikbulan", "bulan", "hari", "unittahun", "unitbulan")
SETTINGS = f"""\
base_url = "{corpus.BASE_URL}"
title = "{corpus.NAME}"
default_language = "id"
compile_sass = false
generate_feed = true
generate_sitemap = true
generate_llms_txt = false
generate_search = false
generate_md_files = false

[markdown]
highlight_code = false

"""


def install(work: Path) -> Program:
    """Install zorto from PyPI; it comes compiled, and Python only starts it."""
    command = str(python_tool(work, f"zorto-{VERSION}", (f"zorto=={VERSION}",)) / "bin" / "zorto")
    done = subprocess.run(  # noqa: S603 - the command that was just installed
        [command, "--version"], capture_output=True, text=True, check=True
    )
    return Program(command=(command,), version=done.stdout.split()[-1])


def frame(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield settings, templates, the index pages of kinds and units, and tables."""
    yield from template_files("zorto")
    yield "static/style.css", style_sheet()
    taxonomies = "".join(f'[[taxonomies]]\nname = "{name}"\n\n' for name in TAXONOMIES)
    yield "config.toml", f"{SETTINGS}{taxonomies}".encode()
    # In the pages that list them, not in the settings, which zorto hands to every page anew.
    yield "content/_index.md", _index({"title": corpus.NAME}, _listed(corpus.units()))
    for kind in corpus.KINDS:
        own = sorted((u for u in corpus.units() if u.kind == kind), key=lambda u: u.title)
        head = {"title": kind.upper(), "template": "jenis.html"}
        yield f"content/{kind}/_index.md", _index(head, _listed(own))
    for unit in corpus.units():
        yield from stub(unit)
    for unit in corpus.publishers(plan):
        yield dataset(unit), corpus.dataset_csv(plan, unit).encode()


def stub(unit: Unit) -> Iterator[tuple[str, bytes]]:
    """Yield a unit's index page, without which other pages cannot be made."""
    about = f"{unit.title} melayani warga dan menerbitkan laporan kegiatannya setiap hari."
    head = {"title": unit.title, "description": about, "template": "unit.html"}
    below = ", ".join(f"{{{_named(u)}}}" for u in corpus.units() if u.parent == unit.id)
    extra = f'kunci = "{_key(unit)}"\nbawahan = [{below}]\n'
    yield f"content/{unit.key}/_index.md", _index(head, extra)


def _listed(units: Iterable[Unit]) -> str:
    named = (f'  {{{_named(unit)}, kind = "{unit.kind}"}},\n' for unit in units)
    return f"units = [\n{''.join(named)}]\n"


def _named(unit: Unit) -> str:
    return f'id = "{unit.key}", title = {corpus.quoted(unit.title)}'


def _key(unit: Unit) -> str:
    return unit.key.replace("/", "-")


def _index(head: dict[str, str], extra: str = "") -> bytes:
    lines = "".join(f"{key} = {corpus.quoted(value)}\n" for key, value in head.items())
    return f"+++\n{lines}[extra]\n{extra}+++\n".encode()


def report_path(item: Report, plan: Plan) -> str:
    """Return where a report is: in its unit's section itself, which lists nothing further down."""
    del plan
    return f"content/{item.unit.key}/{item.slug}.md"


def report_text(item: Report, body: str, plan: Plan) -> str:
    """Return a report with zorto's keys; its slug makes the same address as elsewhere."""
    del plan
    month = f"{item.day:%Y-%m}"
    own = {"hari": long_date(item.day), "tahun": f"{item.day:%Y}", "bulan": month, **facts(item)}
    extra = "".join(
        f"{key} = {corpus.quoted(value) if isinstance(value, str) else value}\n"
        for key, value in own.items()
    )
    topics = ", ".join(f'"{topic}"' for topic in item.topics)
    months = ", ".join(f'"{topic}-{month}"' for topic in item.topics)
    return f"""\
+++
title = {corpus.quoted(item.title)}
date = {item.day}
slug = "laporan/{item.day:%Y/%m}/{item.slug}"
description = {corpus.quoted(item.summary)}
topik = [{topics}]
topikbulan = [{months}]
bulan = ["{month}"]
hari = ["{item.day}"]
unittahun = ["{_key(item.unit)}-{item.day:%Y}"]
unitbulan = ["{_key(item.unit)}-{month}"]
[extra]
{extra}+++
{body}"""


def dataset(unit: Unit) -> str:
    """Return where a unit's table is; it is only copied."""
    return f"content/{unit.key}/data/kunjungan.csv"


def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that builds; code in texts is not run."""
    del port
    return [*program.command, "--no-exec", "build", "--root", str(site), "--output", str(out)]


def serve(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that serves and rebuilds."""
    where = ["--root", str(site), "--output", str(out), "--no-drafts", "--port", str(port)]
    return [*program.command, "--no-exec", "preview", *where]


TOOL = Tool(
    name="zorto",
    install=install,
    frame=frame,
    report_path=report_path,
    report_text=report_text,
    dataset=dataset,
    unit_folders=lambda unit: (f"content/{unit.key}",),
    left_behind=stub,
    theme="templates/base.html",
    state=(".zorto",),
    build=build,
    serve=serve,
)
