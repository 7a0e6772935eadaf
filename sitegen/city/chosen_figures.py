"""The figures that a city chose to show: the list `angka` of `site.yml`."""

from __future__ import annotations

import re

from sitegen.i18n import N_
from sitegen.keys.field import Field, Reading, Value
from sitegen.model import Problem, WantedFigure, Where

# `skpd/dinas/nama`, also as it stands in an address: `/skpd/dinas/data/nama/`.
_DATASET = re.compile(r"/?([a-z0-9-]+/[a-z0-9-]+)/(?:data/)?([a-z0-9-]+)/?")
# More are no overview.
MOST = 24
_BETTER = {"naik": "up", "turun": "down"}

FIGURE_FIELDS: tuple[Field, ...] = (
    Field(
        key="data",
        aliases=("dataset",),
        name="dataset",
        type="text",
        required=True,
        doc=N_("The dataset: kind and name of its unit, then its name, as in its address."),
        example="skpd/disdukcapil/penduduk",
    ),
    Field(
        key="kolom",
        aliases=("column",),
        name="column",
        type="text",
        required=True,
        doc=N_("The column with the figures."),
        example="jumlah_penduduk",
    ),
    Field(
        key="saring",
        aliases=("filter",),
        name="rows",
        type="filter",
        doc=N_("Only the rows with these values, by column, if there are several for a period."),
        example="{kode_wilayah: 32.73.02}",
    ),
    Field(
        key="label",
        name="label",
        type="text",
        doc=N_("What the figure is called. Default: the title of the column."),
        example="Penduduk",
    ),
    Field(
        key="baik",
        aliases=("better",),
        name="better",
        type="choice",
        choices=("naik", "turun"),
        doc=N_("Which change is good: `naik` or `turun`. Without it none is called so."),
        example="turun",
    ),
    Field(
        key="beranda",
        aliases=("home",),
        name="home",
        type="yes-no",
        doc=N_("`ya` shows it on the home page too."),
        example="ya",
    ),
    Field(
        key="penduduk",
        aliases=("inhabitants",),
        name="inhabitants",
        type="yes-no",
        doc=N_(
            "`ya` says that it counts all inhabitants of the city: pages of budgets then tell spending per inhabitant."
        ),
        example="ya",
    ),
)


def chosen_figures(
    given: tuple[tuple[dict[str, Value], int], ...], reading: Reading
) -> tuple[tuple[WantedFigure, ...], tuple[Problem, ...]]:
    """Return the figures of `angka` in order, and the problems of those that name no dataset."""
    figures: list[WantedFigure] = []
    problems: list[Problem] = []
    for number, (values, _) in enumerate(given, start=1):
        if not {"dataset", "column"} <= values.keys():  # already reported (F004)
            continue
        at = values["dataset"]
        found = _DATASET.fullmatch(str(at.value).strip().lower())
        if found is None or number > MOST:
            where = Where(path=reading.path, line=at.line, column=at.column, field="data")
            code = "S084" if found is None else "S091"
            text = {"found": str(at.value), "limit": str(MOST)}
            problems.append(Problem.of(code, where, excerpt=reading.line(at.line), **text))
            continue
        rows = values["rows"].value if "rows" in values else ()
        figures.append(
            WantedFigure(
                number=number,
                unit=found[1],
                dataset=found[2],
                column=str(values["column"].value),
                label=str(values["label"].value) if "label" in values else "",
                rows=tuple((name, own[0]) for name, own in rows if own),
                better=_BETTER[values["better"].value] if "better" in values else "",
                home="home" in values and bool(values["home"].value),
                inhabitants="inhabitants" in values and bool(values["inhabitants"].value),
                line=at.line,
                character=at.column,
            )
        )
    return tuple(figures), tuple(problems)
