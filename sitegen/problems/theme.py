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
    "T004": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be the main colour: {reason}"),
        hint=N_('write `warna: "{nearest}"`, or the code of another colour that is dark enough'),
        explanation=N_(
            "The main colour is the ground of the head of every page, with white texts on it, and the "
            "hue of links and charts. Texts need a contrast of 4.5:1 (WCAG 2.2, 1.4.3)."
        ),
        wrong='warna: "#ffd500"',
        right='warna: "#7d6700"',
    ),
    "T005": ProblemKind(
        severity="warning",
        message=N_("`{file}` is not shown as the city's `{key}`: {reason}"),
        hint=N_("{step}"),
        explanation=N_(
            "Pages are published with what is built in instead. Logo and icon are SVG or PNG; what "
            "drawing programs write besides shapes is left out."
        ),
        wrong="logo: merek/logo.psd",
        right="logo: merek/logo.svg",
    ),
    "T006": ProblemKind(
        severity="warning",
        message=N_("no page uses the template `{name}`"),
        hint=N_(
            "rename it to `{nearest}` if that is meant, include it in a template, or remove it"
        ),
        explanation=N_(
            "A template takes the place of the built-in one of the same name; docs/theme-contract.md "
            "lists these. Names that begin with `bawaan/` mean the built-in ones themselves."
        ),
        wrong="themes/kota/templates/unti.html",
        right="themes/kota/templates/unit.html",
    ),
    "T007": ProblemKind(
        severity="warning",
        message=N_("`{file}` does nothing for the site: {reason}"),
        hint=N_("{step}"),
        explanation=N_(
            "A theme has templates, style sheets and pictures; docs/theming.md says how a page names "
            "them. Whatever else lies in its folder is not loaded by any page."
        ),
        wrong="themes/kota/assets/robots.txt",
        right="akar/robots.txt",
    ),
    "T008": ProblemKind(
        severity="warning",
        message=N_("browsers will not load `{link}`, which the style sheet names: {reason}"),
        hint=N_(
            'put the file beside the style sheet and write its name, such as `url("{nearest}")`'
        ),
        explanation=N_(
            "Pages load files of this site alone. The build gives each asset its address and writes "
            "it into the style sheet."
        ),
        wrong='url("https://contoh.example/pola.svg")',
        right='url("pola.svg")',
    ),
    "T009": ProblemKind(
        severity="error",
        message=N_("`{file}` is not published as `{url}`: {reason}"),
        hint=N_("{step}"),
        explanation=N_(
            "The folder `akar` is for files that other programs look for at the root of the site, and "
            "only for those: everything else on the site is made by the build."
        ),
        wrong="akar/sitemap.xml",
        right="akar/.well-known/security.txt",
    ),
}
