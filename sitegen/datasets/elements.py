"""The ten minimal elements of metadata that Satu Data Indonesia asks of every dataset."""

from __future__ import annotations

from pathlib import PurePosixPath

from sitegen.i18n import N_
from sitegen.model import DatasetMeta
from sitegen.tables.table import readable

# In the order of the form, with their names there; `producer` is the unit, which is always known.
ELEMENTS: tuple[tuple[str, str], ...] = (
    ("title", N_("name")),
    ("description", N_("operational definition")),
    ("unit", N_("unit of measure")),
    ("presentation", N_("classification")),
    ("frequency", N_("frequency")),
    ("period", N_("period")),
    ("method", N_("method of collection")),
    ("source", N_("source")),
    ("producer", N_("producer")),
    ("responsible", N_("who is responsible")),
)


def given_elements(meta: DatasetMeta) -> frozenset[str]:
    """Return the names of those of the ten elements that a dataset has.

    A title that only repeats the name of the file is none.
    """
    given = {
        "title": meta.described or meta.title != readable(PurePosixPath(meta.path).stem),
        "period": bool(meta.period_start or meta.period_end),
        "producer": True,
    }
    return frozenset(
        name
        for name, _ in ELEMENTS
        if (given[name] if name in given else bool(getattr(meta, name)))
    )
