"""Problems with the list of datasets that are published no more, `data/dataset-lama.csv` (S094...)."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

_ROW = "/skpd/dinkes/data/posyandu/,Jumlah posyandu,2026-11-30,Digabung dengan data puskesmas,"

REMOVED_DATASET: dict[str, ProblemKind] = {
    "S094": ProblemKind(
        severity="error",
        message=N_("`{found}` in the column `{column}` cannot be used: {reason}"),
        hint=N_(
            "write it as `/skpd/dinkes/data/posyandu/,Posyandu,2026-11-30,Digabung,`; the last cell may have the address of "
            "what takes its place"
        ),
        explanation=N_(
            "Whoever finds a dataset gone wants to know since when and why, and portals that had it are told for a year."
        ),
        wrong="/skpd/dinkes/data/,Jumlah posyandu,kemarin,,",
        right=_ROW,
    ),
    "S095": ProblemKind(
        severity="warning",
        message=N_("the dataset at {found} is still published, so that its row says nothing"),
        hint=N_(
            "remove the row; if the figures are continued no more, write `dihentikan` in the description of the dataset"
        ),
        explanation=N_(
            "The list is for datasets that are gone. One that stays without new figures says so on its own page."
        ),
        wrong=_ROW,
        right="dihentikan: {tanggal: 2026-11-30, alasan: Digabung dengan data puskesmas}",
    ),
    "S096": ProblemKind(
        severity="warning",
        message=N_(
            "`{found}`, which is said to take the place of a dataset, leads nowhere: {reason}"
        ),
        hint=N_(
            "copy the address of the page from the site into the column `pengganti`, or empty the cell"
        ),
        explanation=N_("Whoever looks for figures that are gone is led to what replaces them."),
        wrong=f"{_ROW}/skpd/dinkes/data/puskesmass/",
        right=f"{_ROW}/skpd/dinkes/data/puskesmas/",
    ),
}
