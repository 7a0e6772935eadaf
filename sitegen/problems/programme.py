"""Problems with tables on the progress of activities, schema `rfk` (D079 to D083)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

_HEAD = "kode,nama,tahun,bulan,rencana_fisik,realisasi_fisik\n"
_ROW = "1.03.02.2.01.0001,Perbaikan saluran,2026"

PROGRAMME: dict[str, ProblemKind] = {
    "D079": ProblemKind(
        severity="warning",
        message=N_("`{found}` is no month; the row does not count as progress"),
        hint=N_("write the number of the month, 1 to 12, or its name"),
        explanation=N_("Without its month nobody can say whether an activity is on plan."),
        wrong=f"{_HEAD}{_ROW},13,70,62",
        right=f"{_HEAD}{_ROW},10,70,62",
    ),
    "D080": ProblemKind(
        severity="warning",
        message=N_(
            "`{column}` of {code} is {found}; a percentage of the work lies between 0 and 100"
        ),
        hint=N_("correct the figure; both columns are per cent of the whole work of the year"),
        explanation=N_("Nothing can be more than wholly done. Often a decimal comma is missing."),
        wrong=f"{_HEAD}{_ROW},10,70,620",
        right=f"{_HEAD}{_ROW},10,70,62",
    ),
    "D081": ProblemKind(
        severity="warning",
        message=N_("the plan of {code} for December is {found} per cent, not 100"),
        hint=N_(
            "correct the plan: it counts from January, so that in December all of the year's work is done"
        ),
        explanation=N_(
            "A plan that ends below 100 per cent makes an activity look on plan that is late."
        ),
        wrong=f"{_HEAD}{_ROW},12,90,88",
        right=f"{_HEAD}{_ROW},12,100,88",
    ),
    "D082": ProblemKind(
        severity="warning",
        message=N_(
            "`{column}` of {code} falls from {before} in {month} to {found}, though it counts from January"
        ),
        hint=N_("correct the figure, or the one of the month before"),
        explanation=N_(
            "What was planned or done since January cannot become less in a later month. Often the figure of "
            "the month alone was written."
        ),
        wrong=f"{_HEAD}{_ROW},9,60,55\n{_ROW},10,70,7",
        right=f"{_HEAD}{_ROW},9,60,55\n{_ROW},10,70,62",
    ),
    "D083": ProblemKind(
        severity="warning",
        message=N_("the table lacks columns of the schema `rfk`: {columns}; no progress is shown"),
        hint=N_("name the columns of the table as the schema does"),
        explanation=N_(
            "The page of programmes is made from these columns. The table itself is published as any other."
        ),
        wrong="kode,kegiatan,tahun\n1.03.02.2.01.0001,Perbaikan saluran,2026",
        right=f"{_HEAD}{_ROW},10,70,62",
    ),
}
