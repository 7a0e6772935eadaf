"""`sitegen new laporan`: a draft of a report, with its usual keys ready to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.cli.free_names import free_report
from sitegen.cli.named_units import unit_key
from sitegen.cli.own_keys import own_lines
from sitegen.cli.writing import (
    one_line,
    quoted,
    refuse_errors,
    refuse_personal,
    write_new,
)
from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.keys.field import nearest
from sitegen.keys.placeholders import ALT_PLACEHOLDER, BODY_PLACEHOLDER, OFFERED
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.rules import Rules
from sitegen.keys.vocabulary import keys, meant
from sitegen.reports.parse import parse_report
from sitegen.units.context import choices
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from sitegen.city.config import Config
    from sitegen.i18n import Translator


class NewReport(Struct, frozen=True, kw_only=True):
    """A report to make."""

    unit: str
    title: str
    date: date
    kind: str
    topics: tuple[str, ...] = ()


def proposal(word: str, allowed: tuple[str, ...]) -> str:
    """Return which allowed word somebody may have meant: another name of it, the nearest, the first."""
    return meant(word, allowed) or nearest(word, allowed, 0.5) or allowed[0]


def make_report(root: Path, report: NewReport, config: Config, t: Translator) -> tuple[Path, ...]:
    """Make a report with all its usual keys; those without a value are commented out.

    One of the same title in the same month gets another name, since it needs an address of its own.
    Raises UsageError for what `sitegen check` would refuse, such as personal data in the title.
    """
    key = unit_key(root, report.unit)
    _refuse_unknown(report.kind, keys(config.kinds))
    for topic in report.topics:
        _refuse_unknown(topic, keys(config.topics))
    day = report.date.isoformat()
    folder = f"content/{key}/laporan/{day[:4]}"
    slug = slugify(report.title) or slugify(report.kind) or "laporan"
    if not (root / f"{folder}/{day}-{slug}.md").exists():
        slug = free_report(root, key, report.date, slug, config)
    path = f"{folder}/{day}-{slug}.md"
    text = "\n".join(_lines(report, config, t)) + "\n"
    refuse_personal(path, text)
    refuse_errors(parse_report(text.encode(), path, _rules(config))[1])
    return write_new(root, {path: text})


def _rules(config: Config) -> Rules:
    return Rules(zone=config.zone, choices=choices(config), own=config.own)


def _refuse_unknown(word: str, allowed: tuple[str, ...]) -> None:
    if word not in allowed:
        raise UsageError.of(
            "S021", found=word, allowed=", ".join(allowed), nearest=proposal(word, allowed)
        )


def _lines(report: NewReport, config: Config, t: Translator) -> Iterator[str]:
    """A line that begins with `# ` explains, one with `#` and a key is that key without a value."""
    fields = {field.name: field for field in REPORT_FIELDS}
    yield "---"
    yield f"judul: {quoted(one_line(report.title))}"
    yield f"tanggal: {report.date.isoformat()}"
    yield f"jenis: {report.kind}"
    if report.topics:
        yield f"topik: [{', '.join(report.topics)}]"
    else:
        pick = t.gettext(N_("Take one to three: {topics}"))
        yield "# " + pick.format(topics=", ".join(keys(config.topics)))
        yield "#topik:"
    yield f"# {t.gettext(fields['summary'].doc)}"
    yield "#ringkasan:"
    for name in OFFERED:
        field = fields[name]
        example = t.gettext(N_("Example: {example}")).format(example=field.example)
        yield f"# {t.gettext(field.doc)} {example}"
        yield f"#{field.key}:"
    yield from own_lines("laporan", config.own, t)
    yield f"# {t.gettext(fields['photos'].doc)}"
    yield "#foto:"
    yield "#  - berkas: foto.jpg"
    yield "#    alt: " + t.gettext(ALT_PLACEHOLDER)
    yield "# " + t.gettext(N_("Remove the next line to publish."))
    yield "draf: ya"
    yield "---"
    yield ""
    yield t.gettext(BODY_PLACEHOLDER)
