"""Problems of files that cannot be stored, moved or removed in the output folder (S036...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

PUBLISHING: dict[str, ProblemKind] = {
    "S036": ProblemKind(
        severity="error",
        message=N_("no file can be stored for the address {url}: {reason}"),
        hint=N_(
            "shorten the address in this source, or choose an --output whose own path is shorter"
        ),
        explanation=N_(
            "Each part of an address is the name of a folder, which has 255 bytes at most on most "
            "disks; the whole path, with that of the output folder, has 4,095. Only this file is "
            "left out; all others are published."
        ),
        wrong="alias: [/berita/pembangunan-jembatan-pembangunan-jembatan-(...)-pembangunan/]",
        right="alias: [/berita/pembangunan-jembatan/]",
    ),
    "S037": ProblemKind(
        severity="error",
        message=N_("{path} cannot be written or removed: {reason}"),
        hint=N_(
            "let the account that builds write there, or mend the disk, then build again: that "
            "tries it anew"
        ),
        explanation=N_(
            "A folder in the output folder belongs to another account, often since somebody built "
            "with `sudo`, or the disk has a fault there. What is online at this place stays as it "
            "was; everything else is published."
        ),
        wrong="sudo sitegen build",
        right="sudo chown -R $USER build && sitegen build",
    ),
    "S038": ProblemKind(
        severity="warning",
        message=N_(
            "an earlier build was stopped, and {count} of its files could not be put in place "
            "now, such as {path}: {reason}"
        ),
        hint=N_("see whether this build tells an error of them: if not, it has made them anew"),
        explanation=N_(
            "A build that was stopped while it published is finished by the next one. What cannot "
            "be finished is given up and made from the sources again, so that nothing fails "
            "for ever."
        ),
        wrong="-",
        right="-",
    ),
    "S039": ProblemKind(
        severity="error",
        message=N_("the new site is online only in part: {path}: {reason}"),
        hint=N_("make room or mend the disk, then build again: that publishes the rest"),
        explanation=N_(
            "The disk failed while files were moved to their places. What is online has pages of "
            "the old and of the new site, but no link to a page that is missing: new pages "
            "come first, lists after them, and removals last."
        ),
        wrong=N_("(a full disk)"),
        right=N_("(a disk with room for the changed pages once more)"),
    ),
    "S055": ProblemKind(
        severity="warning",
        message=N_("{url} is no address any more: its page waits as a draft"),
        hint=N_("remove the line `draf: ya` if the page is to stay; if not, nothing is to be done"),
        explanation=N_(
            "The page was published. People have links to it, and search engines know it."
        ),
        wrong="draf: ya",
        right="draf: tidak",
    ),
    "S056": ProblemKind(
        severity="error",
        message=N_("`{found}` does not say which account is in which team"),
        hint=N_("write both with `=` between them, such as `--author-team @siti=@kota/dinkes`"),
        explanation=N_("A change may have several authors, and each is in teams of their own."),
        wrong="--author-team @kota/dinkes",
        right="--author-team @siti=@kota/dinkes",
    ),
    "S057": ProblemKind(
        severity="warning",
        message=N_(
            "exceptions for personal data ({count}) were taken as they are written: without "
            "{variable} nobody can tell whether they are about what stands in the files"
        ),
        hint=N_(
            "let the reviewer look at the files they name; publishing judges them with the key"
        ),
        explanation=N_(
            "A check of changes has no secret. The build that publishes has one: what they are not "
            "about holds the file back there."
        ),
        wrong=N_("(no key)"),
        right="export SITEGEN_KUNCI_IZIN=...",
    ),
}
