"""Problems with tables on the progress of activities (D079 to D083), on budgets (D084, D085) and on
projects (D086 to D089).
"""

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
            "`{column}` of {activity} is {found}, but a percentage of the work lies between 0 and 100; it does "
            "not count as progress"
        ),
        hint=N_("correct the figure; both columns are per cent of the whole work of the year"),
        explanation=N_("Nothing can be more than wholly done. Often a decimal comma is missing."),
        wrong=f"{_HEAD}{_ROW},10,70,620",
        right=f"{_HEAD}{_ROW},10,70,62",
    ),
    "D081": ProblemKind(
        severity="warning",
        message=N_("the plan of {activity} for December is {found} per cent, not 100"),
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
            "`{column}` of {activity} falls from {before} in {month} to {found}, though it counts from January"
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
        message=N_(
            "the table lacks columns of a table of progress (RFK): {columns}; no progress is shown"
        ),
        hint=N_("name the columns of the table as the standard does"),
        explanation=N_(
            "The page of programmes is made from these columns. The table itself is published as any other."
        ),
        wrong="kode,kegiatan,tahun\n1.03.02.2.01.0001,Perbaikan saluran,2026",
        right=f"{_HEAD}{_ROW},10,70,62",
    ),
    "D084": ProblemKind(
        severity="warning",
        message=N_(
            "account {account} has {found} in the phase `{phase}` of {year}, its parts together {expected}"
        ),
        hint=N_("correct the amount of the account, or those of the accounts right below it"),
        explanation=N_(
            "An account is the sum of the accounts one level below, in the same phase of the same year; "
            "account 6 is 6.1 less 6.2. A rupiah of rounding is no difference."
        ),
        wrong="kode,jumlah\n5,300\n5.1,100\n5.2,150",
        right="kode,jumlah\n5,250\n5.1,100\n5.2,150",
    ),
    "D085": ProblemKind(
        severity="warning",
        message=N_(
            "what is left (SILPA) is {found} in the phase `{phase}` of {year}, but revenue - spending + financing "
            "is {expected}"
        ),
        hint=N_("correct SILPA, or the amounts of accounts 4, 5 and 6 of this phase"),
        explanation=N_(
            "What is left of a year is revenue less spending plus financing, where financing is what "
            "is received less what is paid. A rupiah of rounding is no difference."
        ),
        wrong="kode,jumlah\n4,500\n5,450\n6,20\nSILPA,50",
        right="kode,jumlah\n4,500\n5,450\n6,20\nSILPA,70",
    ),
    "D086": ProblemKind(
        severity="warning",
        message=N_("{work} ends on {found}, before it begins on {start}"),
        hint=N_("correct one of the two days, in the columns `mulai` and `selesai`"),
        explanation=N_(
            "The page shows both days as the table has them. Often day and month, or the year, were changed over."
        ),
        wrong="kode,nama,keadaan,mulai,selesai\nP-01,Taman,berjalan,2026-08-01,2026-03-31",
        right="kode,nama,keadaan,mulai,selesai\nP-01,Taman,berjalan,2026-03-01,2026-08-31",
    ),
    "D087": ProblemKind(
        severity="warning",
        message=N_("the contract of {work} is {found}, more than its budget of {ceiling}"),
        hint=N_("correct the contract or the budget, in the columns `kontrak` and `pagu`"),
        explanation=N_(
            "A contract is not concluded above the budget of its package. Often a digit is missing or too many."
        ),
        wrong="kode_rup,nama,tahun,metode,pagu,kontrak\n5012,Saluran,2026,tender,200000000,1950000000",
        right="kode_rup,nama,tahun,metode,pagu,kontrak\n5012,Saluran,2026,tender,200000000,195000000",
    ),
    "D088": ProblemKind(
        severity="warning",
        message=N_(
            "{work} names the activity `{found}`, which no table of progress (RFK) of this unit has in {year}"
        ),
        hint=N_("write the code as that table has it, such as `{nearest}`, or empty the cell"),
        explanation=N_(
            "The page of a project leads to the activity that pays for it, and the activity to its projects."
        ),
        wrong="kode,nama,keadaan,kegiatan\nP-01,Taman,berjalan,1.03.02.2.01.01",
        right="kode,nama,keadaan,kegiatan\nP-01,Taman,berjalan,1.03.02.2.01.0001",
    ),
    "D089": ProblemKind(
        severity="warning",
        message=N_(
            "{work} names the package `{found}`, which no table of packages of this unit has in {year}"
        ),
        hint=N_(
            "write the RUP code as that table has it, such as `{nearest}`; several stand apart by semicolons"
        ),
        explanation=N_(
            "The page of a project shows its packages: how the supplier was chosen, budget and contract."
        ),
        wrong="kode,nama,keadaan,paket\nP-01,Taman,berjalan,50123",
        right="kode,nama,keadaan,paket\nP-01,Taman,berjalan,501234",
    ),
}
