"""Problems that are no mistake of an author: faults of the program, and what may pass (S044...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

FAULT: dict[str, ProblemKind] = {
    "S044": ProblemKind(
        severity="error",
        message=N_("the program failed over this file: {reason}"),
        hint=N_(
            "this is a fault of the program: report it with this message; everything else is "
            "published"
        ),
        explanation=N_(
            "A fault of the program costs the one file over which it happens. Its last good version "
            "stays online, and the next build tries again. The message names the place in the "
            "program, and nothing of what the file says."
        ),
        wrong="-",
        right="-",
    ),
    "S045": ProblemKind(
        severity="error",
        message=N_("the workbook could not be read this time: {reason}"),
        hint=N_("build again; if it happens again, save the sheet as CSV and publish that"),
        explanation=N_(
            "Workbooks are read by a program of their own, and it was ended twice: by the system, "
            "which may be short of memory, or because it worked for more than a minute. The last good "
            "version stays online, and the next build tries again."
        ),
        wrong=N_("kunjungan.xlsx (with a million empty cells that have a colour)"),
        right="kunjungan.csv",
    ),
    "S046": ProblemKind(
        severity="error",
        message=N_(
            "{folder} has a site that `.sitegen` does not know, so that `--unit` cannot tell what "
            "the other units have published; nothing was touched"
        ),
        hint=N_("build the whole city once, without --unit"),
        explanation=N_(
            "With `--unit` the city's pages show of the other units what was published last. That is "
            "kept in `.sitegen`, which is missing, damaged, or of another site."
        ),
        wrong="rm -r .sitegen\nsitegen build --unit dago",
        right="sitegen build\nsitegen build --unit dago",
    ),
}
