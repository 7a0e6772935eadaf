"""`sitegen list`: the city's contents as lines with a header, or as JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sitegen.cli.answers import answer
from sitegen.cli.plain import plain
from sitegen.i18n import N_
from sitegen.keys.vocabulary import RHYTHM_DAYS
from sitegen.pages.review import is_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.engine.contents import Contents
    from sitegen.i18n import Translator
    from sitegen.model import Duty, UnitEntry, UnitKind

Row = dict[str, str | int]
_REMARKS = {
    "": N_("announced"),
    "away": N_("does not count: its link leads into a private store or to nothing"),
    "missing": N_("not here yet"),
}
# So long before its day a review is told of.
SOON = timedelta(days=30)
_REASONS = {"draf": "draft", "mendatang": "future", "kedaluwarsa": "expired"}
# The first line of lists with several figures; other lists explain themselves.
_HEADS = {
    "unit": (
        N_("unit"),
        N_("name"),
        N_("reports"),
        N_("datasets"),
        N_("last report"),
        N_("drafts"),
        N_("held back"),
        N_("warnings"),
        N_("closed"),
        N_("formerly"),
    ),
    "kip": (N_("unit"), N_("duty"), N_("address"), N_("date"), N_("remark")),
    "kip-unit": (N_("unit"), N_("name"), N_("announced"), N_("duties")),
    "tinjau": (N_("review by"), N_("state"), N_("unit"), N_("address"), N_("title")),
    "masalah": (N_("unit"), N_("file"), N_("line"), N_("code"), N_("severity"), N_("message")),
    "kunci": (N_("file"), N_("key"), N_("other names"), N_("type"), N_("own"), N_("meaning")),
    "masalah-unit": (N_("unit"), N_("name"), N_("errors"), N_("warnings")),
}


def chosen_units(
    entries: Iterable[UnitEntry], kind: str, parent: str, keys: Sequence[str]
) -> tuple[str, ...]:
    """Return the keys of units of a kind and below a unit (its key), of `keys` if there are any."""
    return tuple(
        entry.key
        for entry in entries
        if (not kind or entry.kind == kind)
        and (not parent or entry.parent == parent)
        and (not keys or entry.key in keys)
    )


def silent(contents: Contents, since: date) -> bool:
    """Whether an active unit has published no report since a day."""
    reports = contents.reports
    return contents.entry.active and not (reports and reports[0][0] >= since)


def late(contents: Contents, kinds: Iterable[UnitKind], today: date) -> bool:
    """Whether a unit has published no report for longer than its kind's rhythm allows."""
    rhythm = next((kind.rhythm for kind in kinds if kind.name == contents.entry.kind), "")
    return bool(rhythm) and silent(contents, today - timedelta(days=RHYTHM_DAYS[rhythm]))


def listing(what: str, contents: Iterable[Contents], form: str, t: Translator) -> str:
    """Return the list as tab-separated lines, or as a JSON object with `--format json`."""
    return printed(what, [row for unit in contents for row in _rows(what, unit)], form, t)


def reviews(contents: Iterable[Contents], today: date) -> list[Row]:
    """Return what is due for review (`lewat`), then what comes within 30 days (`segera`), by day."""
    found = sorted(
        (day, unit.entry.key, url, title) for unit in contents for day, url, title in unit.reviews
    )
    return [
        {
            "date": str(day),
            "state": "lewat" if is_due(day, today) else "segera",
            "unit": key,
            "url": url,
            "title": title,
        }
        for day, key, url, title in found
        if day <= today + SOON
    ]


def printed(what: str, rows: Sequence[Row], form: str, t: Translator) -> str:
    """Return rows as tab-separated lines under their header, or as a JSON object."""
    if form == "json":
        return answer("list", list=what, items=rows)
    lines = ["\t".join(plain(str(value)) for value in row.values()) for row in rows]
    if head := _HEADS.get(what):
        lines.insert(0, "\t".join(map(t.gettext, head)))
    return "\n".join(lines)


def duties(
    announced: Iterable[tuple[UnitEntry, tuple[Duty, ...]]],
    form: str,
    t: Translator,
    *,
    counted: bool,
) -> str:
    """Return what each unit must announce with where it does, or how much of it each announces."""
    if counted:
        rows: list[Row] = [
            {
                "unit": entry.key,
                "name": entry.name,
                "announced": sum(bool(duty.url) for duty in own),
                "duties": len(own),
            }
            for entry, own in announced
        ]
        return printed("kip-unit", rows, form, t)
    rows = [
        {
            "unit": entry.key,
            "duty": duty.name,
            "url": duty.url or "-",
            "date": str(duty.day or "-"),
            "remark": t.gettext(_REMARKS["away" if duty.away else "" if duty.url else "missing"]),
        }
        for entry, own in announced
        for duty in own
    ]
    return printed("kip", rows, form, t)


def _closed(entry: UnitEntry) -> str:
    """Until when a closed unit existed and what the register says of who follows, `-` of another."""
    if entry.active:
        return "-"
    return " → ".join(part for part in (entry.until or "-", "|".join(entry.successors)) if part)


def _earlier(entry: UnitEntry) -> tuple[str, ...]:
    """Names, ids and codes that a unit had before."""
    return (*entry.former_names, *entry.former_ids, *entry.former_codes)


def _rows(what: str, unit: Contents) -> Iterator[Row]:
    if what == "unit":
        yield {
            "unit": unit.entry.key,
            "name": unit.entry.name,
            "reports": len(unit.reports),
            "datasets": len(unit.datasets),
            "last": str(unit.reports[0][0]) if unit.reports else "-",
            "drafts": sum(skipped.reason == "draft" for skipped in unit.skipped),
            "held": unit.held,
            "warnings": unit.warnings,
            "closed": _closed(unit.entry),
            "formerly": ", ".join(_earlier(unit.entry)) or "-",
        }
    elif what == "laporan":
        for day, url, title in unit.reports:
            yield {"date": str(day), "url": url, "title": title}
    elif what == "data":
        for url, rows, title in unit.datasets:
            yield {"url": url, "rows": rows, "title": title}
    else:
        for skipped in unit.skipped:
            if skipped.reason == _REASONS[what]:
                yield {"path": skipped.path, "date": str(skipped.date or "-")}
