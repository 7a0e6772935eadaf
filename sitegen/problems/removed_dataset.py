"""Problems with the lists of what is published no more, `data/dataset-lama.csv` and `data/tulisan-lama.csv` (S094...)."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

_ROW = "/skpd/dinkes/data/posyandu/,Jumlah posyandu,2026-11-30,Digabung dengan data puskesmas,"

REMOVED_DATASET: dict[str, ProblemKind] = {
    "S094": ProblemKind(
        severity="error",
        message=N_("`{found}` in the column `{column}` cannot be used: {reason}"),
        hint=N_(
            "write it as `{example}`; the last cell may have the address of what takes its place"
        ),
        explanation=N_(
            "Whoever finds something gone wants to know since when and why; of datasets, portals that had them are told for a year."
        ),
        wrong="/skpd/dinkes/data/,Jumlah posyandu,kemarin,,",
        right=_ROW,
    ),
    "S095": ProblemKind(
        severity="warning",
        message=N_("what is at {found} is still published, so that its row says nothing"),
        hint=N_(
            "remove the row; if it is a dataset whose figures are continued no more, write `dihentikan` in its description"
        ),
        explanation=N_(
            "The lists are for what is gone. A dataset that stays without new figures says so on its own page."
        ),
        wrong=_ROW,
        right="dihentikan: {tanggal: 2026-11-30, alasan: Digabung dengan data puskesmas}",
    ),
    "S096": ProblemKind(
        severity="warning",
        message=N_(
            "`{found}`, which is said to take the place of what is gone, leads nowhere: {reason}"
        ),
        hint=N_(
            "copy the address of the page from the site into the column `pengganti`, or empty the cell"
        ),
        explanation=N_("Whoever looks for something that is gone is led to what replaces it."),
        wrong=f"{_ROW}/skpd/dinkes/data/puskesmass/",
        right=f"{_ROW}/skpd/dinkes/data/puskesmas/",
    ),
    "S101": ProblemKind(
        severity="warning",
        message=N_("the old address `{found}` of what was withdrawn leads nowhere: {reason}"),
        hint=N_(
            "write in the column `alamat_lama` paths such as /kelurahan/dago/laporan/2026/11/posyandu-lama/, with "
            "spaces between them, or take this one out"
        ),
        explanation=N_(
            "Links to an older address of a report lead to the page that says that it was withdrawn. What other "
            "pages have, and what belongs to the city or another unit, is left to them."
        ),
        wrong="posyandu-lama",
        right="/kelurahan/dago/laporan/2026/11/posyandu-lama/",
    ),
}
