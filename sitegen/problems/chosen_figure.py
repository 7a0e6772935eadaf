"""Problems with the figures that a city chose to show, in its settings (S084...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

CHOSEN_FIGURE: dict[str, ProblemKind] = {
    "S084": ProblemKind(
        severity="error",
        message=N_("`{found}` is no address of a dataset"),
        hint=N_(
            "write the kind and name of its unit and its own name: skpd/dinkes/kunjungan-posyandu"
        ),
        explanation=N_(
            "A figure of the page `/angka/` comes from a dataset of this site; its address has all three "
            "parts."
        ),
        wrong="- {data: kunjungan-posyandu, kolom: kunjungan}",
        right="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjungan}",
    ),
    "S085": ProblemKind(
        severity="error",
        message=N_("there is no dataset `{found}`, so that its figure is not shown"),
        hint=N_("write one that is published, such as `{nearest}`; or remove the entry"),
        explanation=N_("The other figures of the page `/angka/` are shown."),
        wrong="- {data: skpd/dinkes/kunjungan-posyandy, kolom: kunjungan}",
        right="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjungan}",
    ),
    "S086": ProblemKind(
        severity="error",
        message=N_("the dataset has no column `{column}`"),
        hint=N_("write `kolom: {nearest}`; columns with figures are: {known}"),
        explanation=N_("The other figures of the page `/angka/` are shown."),
        wrong="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjugan}",
        right="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjungan}",
    ),
    "S087": ProblemKind(
        severity="error",
        message=N_("the column `{column}` has no figure that can be shown"),
        hint=N_("choose a column with figures: {known}; or remove the entry"),
        explanation=N_(
            "A tile shows one figure of the newest period: not a text, an empty cell, or a figure that is "
            "most likely a missing one."
        ),
        wrong="- {data: skpd/dinkes/kunjungan-posyandu, kolom: nama_posyandu}",
        right="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjungan}",
    ),
    "S088": ProblemKind(
        severity="error",
        message=N_(
            "{count} rows of the newest period have `{column}`; it is not said which one is meant"
        ),
        hint=N_("choose one with `saring`, such as: saring: {right}"),
        explanation=N_(
            "Figures of several rows are not added up: what a sum of shares or of overlapping groups would "
            "say is not true."
        ),
        wrong="- {data: skpd/disdukcapil/penduduk, kolom: jumlah}",
        right="- {data: skpd/disdukcapil/penduduk, kolom: jumlah, saring: {kecamatan: Coblong}}",
    ),
    "S089": ProblemKind(
        severity="error",
        message=N_("no row has `{value}` in a column `{column}`"),
        hint=N_("write `{right}` in `saring`; there are: {known}"),
        explanation=N_("A tile shows the figure of the rows that have all values of `saring`."),
        wrong="- {data: skpd/disdukcapil/penduduk, kolom: jumlah, saring: {kecamatan: Coblog}}",
        right="- {data: skpd/disdukcapil/penduduk, kolom: jumlah, saring: {kecamatan: Coblong}}",
    ),
    "S090": ProblemKind(
        severity="error",
        message=N_("{count} rows have a figure in `{column}` and nothing tells them apart"),
        hint=N_("choose a dataset with one row for each period; or remove the entry"),
        explanation=N_("A tile shows one figure of the newest period, as its table has it."),
        wrong="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjungan}",
        right="- {data: skpd/dinkes/kunjungan-per-bulan, kolom: kunjungan}",
    ),
    "S091": ProblemKind(
        severity="error",
        message=N_(
            "`angka` has more than {limit} figures; this one and those after it are not shown"
        ),
        hint=N_("remove those that are asked least"),
        explanation=N_(
            "A page of very many figures is no overview; each dataset has its own page."
        ),
        wrong=N_("(30 figures)"),
        right=N_("(up to 24 figures)"),
    ),
    "S092": ProblemKind(
        severity="error",
        message=N_("the dataset `{found}` is not published, so that its figure is not shown"),
        hint=N_("mend {path}, or take `draf` out of its description; until then remove the entry"),
        explanation=N_(
            "A dataset that is held back without an earlier version, or is a draft, has no page; its figure "
            "comes with it."
        ),
        wrong="draf: ya",
        right="draf: tidak",
    ),
    "S093": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` publishes no datasets, so that the figure of `{dataset}` is not shown"
        ),
        hint=N_("take the address of a dataset from the page `/data/`; or remove the entry"),
        explanation=N_("A figure of the page `/angka/` comes from a dataset of this site."),
        wrong="- {data: skpd/dinkess/kunjungan-posyandu, kolom: kunjungan}",
        right="- {data: skpd/dinkes/kunjungan-posyandu, kolom: kunjungan}",
    ),
    "S100": ProblemKind(
        severity="warning",
        message=N_(
            "`{column}` is {found}, which cannot count the inhabitants of the city, so that nothing is told per inhabitant"
        ),
        hint=N_(
            "put `penduduk: ya` at a figure in whole numbers, such as the number of registered inhabitants; or remove it here"
        ),
        explanation=N_(
            "Spending per inhabitant is told by dividing by this figure. A share, an index or thousands with a decimal "
            "comma would make each amount wrong by that much."
        ),
        wrong="- {data: skpd/disdukcapil/kepadatan, kolom: jiwa_per_km2, penduduk: ya}",
        right="- {data: skpd/disdukcapil/penduduk, kolom: jumlah_penduduk, penduduk: ya}",
    ),
}
