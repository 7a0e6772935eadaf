"""Problems with the theme (T001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

THEME: dict[str, ProblemKind] = {
    "T001": ProblemKind(
        severity="error",
        message=N_("there is no theme `{name}`"),
        hint=N_("make the folder `themes/{name}/`, or remove `tema:` from `site.yml`"),
        explanation=N_(
            "Pages are made by the theme's templates; nothing can be published without them."
        ),
        wrong="tema: kotaa",
        right="tema: kota",
    ),
    "T002": ProblemKind(
        severity="error",
        message=N_("the theme lacks `{name}`"),
        hint=N_("restore the file, or remove the city's own copy so that the built-in one is used"),
        explanation=N_(
            "A city's theme overrides files of the built-in one; what it does not have comes "
            "from there."
        ),
        wrong=N_("(templates/report.html deleted)"),
        right=N_("(file restored)"),
    ),
    "T003": ProblemKind(
        severity="error",
        message=N_("the template cannot be used: {reason}"),
        hint=N_("correct the template at this line; docs/theme-contract.md lists every variable"),
        explanation=N_("Every page uses templates, so nothing is published while one is broken."),
        wrong="{{ titel }}",
        right="{{ title }}",
    ),
}
