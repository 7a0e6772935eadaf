"""Problems with the theme (T001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import NAMED, ProblemKind

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
    "T010": ProblemKind(
        severity="warning",
        message=N_(
            "the original of this copy has changed: it is of version {version}, the present one of {now}"
        ),
        hint=N_(
            "look at `sitegen theme diff {name}`, then take it over with `sitegen theme copy {name} "
            "--merge`"
        ),
        explanation=N_(
            "A copy does not get what later versions mend in its original. Pages are made with the "
            "copy all the same."
        ),
        wrong=N_("(the copy as it was, after an upgrade)"),
        right=N_("(the copy with what is new in its original)"),
    ),
    "T011": ProblemKind(
        severity="warning",
        message=N_("nothing says which original `{name}` was copied from"),
        hint=N_(
            "compare the two with `sitegen theme diff {name}`, then write `sitegen theme copy {name} "
            "--keep`"
        ),
        explanation=N_(
            "`sitegen theme copy` keeps the original beside each copy. Without it nobody is told when "
            "a later version changes the original."
        ),
        wrong=N_("(unit.html copied by hand)"),
        right=N_("(unit.html copied with `sitegen theme copy unit.html`)"),
    ),
    "T012": ProblemKind(
        severity="error",
        message=N_("`{name}` is no name of {view}"),
        hint=N_("write one of: {known}"),
        explanation=N_(
            "A template gets the fields of its view alone; docs/theme-contract.md lists them. Where a "
            "page reaches this place, nothing can be published."
        ),
        wrong="{{ unit.nama }}",
        right="{{ unit.name }}",
        fix=NAMED,
    ),
    "T013": ProblemKind(
        severity="error",
        message=N_("the city's copy and the present original of `{name}` differ at the same lines"),
        hint=N_(
            "change them by hand after `sitegen theme diff {name}`, then write `sitegen theme copy "
            "{name} --keep`"
        ),
        explanation=N_(
            "Only what one of the two has changed can be put together; here nobody but you can say "
            "what is meant. No file was changed."
        ),
        wrong=N_("(the same line changed in both)"),
        right=N_("(the copy as you want it)"),
    ),
    "T014": ProblemKind(
        severity="warning",
        message=N_("the block `{name}` is shown nowhere: `{parent}` has none of this name"),
        hint=N_("write the name of one of its blocks: {known}"),
        explanation=N_(
            "A template that extends another one fills its blocks. What stands in a block that it "
            "does not have is left out of every page."
        ),
        wrong="{% block isi %}",
        right="{% block main %}",
        fix=NAMED,
    ),
    "T015": ProblemKind(
        severity="error",
        message=N_("there is no file `{name}` of this name to copy, or no copy of it"),
        hint=N_("write `sitegen theme copy {nearest}` to have it"),
        explanation=N_(
            "Files are called as in the built-in theme: `unit.html`, `parts/cards.html`, `style.css`. "
            "--keep, --merge and `sitegen theme diff` are about files that the city has copied."
        ),
        wrong="sitegen theme copy unti.html",
        right="sitegen theme copy unit.html",
    ),
}
