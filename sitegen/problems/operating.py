"""Problems of those who publish a city: history that is not here, reports of how it stands (S059...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

# That git does not tell of a file's earlier versions, and that the clone was made without them.
HISTORY_LACKS = frozenset({"U038", "S062"})
OPERATING: dict[str, ProblemKind] = {
    "S059": ProblemKind(
        severity="error",
        message=N_(
            "{count} held-back files are missing from the site, and git may have a right version of "
            "them that is not here: {names}"
        ),
        hint=N_("run `{command}` in the city's folder, and build again"),
        explanation=N_(
            "A file with errors gives way to its last good version, which this build could not look "
            "for. Where `.sitegen/` knows what is online, that stays; here it does not. The site is "
            "published without these pages and the exit code is 4, so that nobody takes it for right. "
            "On a build server, clone without --depth and --filter."
        ),
        wrong="git clone --depth 1 ...",
        right="git clone ...",
    ),
    "S060": ProblemKind(
        severity="error",
        message=N_("the status cannot be written into `{folder}`, which {reason}"),
        hint=N_("name a folder outside the site and its sources, such as `--status ../status`"),
        explanation=N_(
            "What units have to mend is for them and for Kominfo, and must not be published with the "
            "site: not even under an address that nobody links to."
        ),
        wrong="sitegen build --status build/status",
        right="sitegen build --status ../status",
    ),
    "S061": ProblemKind(
        severity="error",
        message=N_("nothing is known of a build into `{folder}`"),
        hint=N_("run `sitegen build` first, with the same --output"),
        explanation=N_(
            "`sitegen status` and `sitegen audit` look at what the last build left, and build nothing themselves."
        ),
        wrong="rm -rf .sitegen\nsitegen status",
        right="sitegen build\nsitegen status",
    ),
    "S062": ProblemKind(
        severity="warning",
        message=N_(
            "earlier versions of this file are not in this clone, so that the last right one was not "
            "found"
        ),
        hint=N_("run `{command}` in the city's folder, and build again"),
        explanation=N_(
            "A clone made with --depth or --filter has only a part of git's history. What is online of "
            "the file stays as it is, as long as `.sitegen/` knows it."
        ),
        wrong="git clone --depth 1 ...",
        right="git clone ...",
    ),
    "S067": ProblemKind(
        severity="error",
        message=N_("the search names `{named}`, which the site does not have"),
        hint=N_(
            "run `sitegen build --force`, which writes every file anew; if it comes again, report it"
        ),
        explanation=N_(
            "`--verify` looks whether all that the search's files name is published, so that no result "
            "leads to a missing page."
        ),
        wrong="sitegen build --verify",
        right="sitegen build --force",
    ),
    "S068": ProblemKind(
        severity="warning",
        message=N_("{count} files of the search are in one folder, more than {limit}"),
        hint=N_("report it: the program has to divide the folder; the search works until then"),
        explanation=N_("Some hosts take no more files into one folder, or become slow."),
        wrong="cari/2026/",
        right="cari/2026-11/",
    ),
}
