"""Problems with copies of the desk's folder."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

BACKUP: dict[str, ProblemKind] = {
    "K034": ProblemKind(
        severity="error",
        message=N_("there is no desk in `{folder}`"),
        hint=N_("name the folder that `sitegen desk --state` is given, with `meja.db` in it"),
        explanation=N_("A copy is made of a desk that has been started at least once."),
        wrong="sitegen desk --state /srv --backup /cadangan",
        right="sitegen desk --state /srv/meja --backup /cadangan",
    ),
    "K035": ProblemKind(
        severity="error",
        message=N_("`{file}` of the desk is missing or damaged, so that no copy was made"),
        hint=N_(
            "run the same command again; if it says the same, start the desk with the last good copy"
        ),
        explanation=N_(
            "A copy is only given its name when it is whole. What was accepted is in git and cannot be "
            "lost with the desk's folder; what still waits there can."
        ),
        wrong="rm /srv/meja/kiriman/*",
        right="ls /cadangan",
    ),
}
