"""Problems of pages that load more than their budget, which `sitegen audit` names (R013...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

WEIGHT: dict[str, ProblemKind] = {
    "R013": ProblemKind(
        severity="warning",
        message=N_("{url} is sent in {size} KB, mostly {reason}; its budget is {limit} KB"),
        hint=N_("run `sitegen explain {url}` and shorten or divide what the page is made of"),
        explanation=N_(
            "Each type of page has a budget, compressed as it is sent and without pictures: 20 KB for a "
            "dataset, which has its whole table, and 14 KB for all others. That much comes in the "
            "first answers of a connection, without waiting for another turn."
        ),
        wrong=N_("(a report with twenty charts of 2,000 points)"),
        right=N_("(a report with the three charts that it speaks of)"),
    ),
    "R014": ProblemKind(
        severity="warning",
        message=N_(
            "the {reason} of {url} (pages with them: {count}) weigh {size} KB, most of it {file}; their budget is "
            "{limit} KB"
        ),
        hint=N_("take out of the files in `themes/` what the city's pages do not need"),
        explanation=N_(
            "Before anything is shown, a phone has to load all style sheets. A page has 10 KB of sheets, "
            "one with a map 12 KB, and 8 KB of scripts, compressed; those of the built-in theme are below that, so that "
            "what is too much comes from files of the city's own theme."
        ),
        wrong=N_("(a copy of a whole framework in `themes/kota-kami/assets/style.css`)"),
        right=N_("(the few rules that differ)"),
    ),
    "R015": ProblemKind(
        severity="warning",
        message=N_(
            "{url} loads {size} KB the first time without photos, mostly {reason}; the budget is {limit} KB"
        ),
        hint=N_("run `sitegen explain {url}` and take out of its sources what it can do without"),
        explanation=N_(
            "Counted are the page, its style sheets and scripts, its icon and the drawings that it "
            "shows, compressed as they are sent. A visitor on a slow line waits for all of it, and "
            "pays for it."
        ),
        wrong=N_("(a page of a unit that shows ten charts as drawings)"),
        right=N_("(the three charts that say most)"),
    ),
}
