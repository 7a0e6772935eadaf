"""What the words of the monitor mean, as its first page says it."""

from __future__ import annotations

from sitegen.i18n import N_

DEFINITIONS = (
    (
        N_("Reports of a month"),
        N_(
            "Each report counts on the day on which it was first published, not on the one that it bears: "
            "what is dated back fills no past month. Days end at midnight of the city's time."
        ),
    ),
    (
        N_("Usual"),
        N_(
            "As often as the city expects of the kind of unit, if it says so; else the median of the "
            "unit's own complete months, once there are three. This month is not judged before it is over."
        ),
    ),
    (
        N_("Silent"),
        N_(
            "No new report for more than 30 days; holidays of the city's list do not count. Units that have never "
            "reported are not silent: they have not begun."
        ),
    ),
    (
        N_("Meetings"),
        N_(
            "The share of reports of the kind “Meeting” in all reports of twelve months, on pages of units in those of their "
            "latest year. All others tell of something that was done, planned or announced."
        ),
    ),
    (
        N_("Data"),
        N_(
            "By the rhythm that datasets state and the last period of their figures: due after one rhythm, "
            "overdue after half of it again. Data without a rhythm are not counted."
        ),
    ),
    (
        N_("To be announced"),
        N_(
            "How many of the kinds of information that a public body must announce (UU 14/2008, Perki "
            "1/2021) the unit has here. The register of public information of each unit lists them."
        ),
    ),
    (
        N_("Channels"),
        N_(
            "What units name in their profiles. Whether anything is published there is not looked at; "
            "one that is not named may still exist."
        ),
    ),
    (
        N_("Comparison"),
        N_(
            "Only with the median of units of the same kind. There is no rank and no score: a number of "
            "reports says nothing of how well an office works."
        ),
    ),
)
