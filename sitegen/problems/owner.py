"""Problems with the owners of paths, and with what a change touches (U020...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

OWNER: dict[str, ProblemKind] = {
    "U020": ProblemKind(
        severity="error",
        message=N_("`{who}` may not change this path; it belongs to {owners}"),
        hint=N_("take it out of the change, or ask its owners to make it themselves"),
        explanation=N_(
            "`data/pemilik.yml` says who may change which unit, as it stands in the branch that "
            "the change is for. New owners are added there by the owners of the city's files."
        ),
        wrong=N_("(staff of kelurahan Dago edit content/kelurahan/sekeloa/)"),
        right=N_("(staff of kelurahan Dago edit content/kelurahan/dago/)"),
    ),
    "U021": ProblemKind(
        severity="error",
        message=N_("`{who}` may not add a link or a submodule; only {owners} may"),
        hint=N_("put the files themselves here"),
        explanation=N_(
            "A link or a submodule could bring in files that nobody checked in this repository."
        ),
        wrong="git submodule add ... content/kelurahan/dago/data",
        right="content/kelurahan/dago/data/penduduk.csv",
    ),
    "U022": ProblemKind(
        severity="error",
        message=N_("`{ref}` has no `data/pemilik.yml`, so nobody may change anything yet"),
        hint=N_("commit one there with `kota:` and an owner, without this check"),
        explanation=N_(
            "Owners are read from the branch that a change is for, so that no change can give "
            "rights to itself. The first list comes from somebody who may write to that branch."
        ),
        wrong=N_("(no data/pemilik.yml)"),
        right='kota: ["@kominfo-bdg"]',
    ),
    "U023": ProblemKind(
        severity="error",
        message=N_("`data/pemilik.yml` of `{ref}` cannot be used, so nobody may change anything"),
        hint=N_("mend it there, without this check; what is wrong is said before this message"),
        explanation=N_(
            "Owners are read from the branch that a change is for. While its list is broken, "
            "nobody's rights are known."
        ),
        wrong="kota: @kominfo-bdg",
        right='kota: "@kominfo-bdg"',
    ),
    "U024": ProblemKind(
        severity="error",
        message=N_("`{found}` is no owner"),
        hint=N_(
            'write an account such as `"@siti"`, a team such as `"@kota/dinkes"`, an e-mail address, '
            'or `"*@"` and a host for all its addresses'
        ),
        explanation=N_(
            "Names of people are not unique and can be chosen freely. In YAML, what begins with "
            "@ or * needs quotes."
        ),
        wrong="kelurahan/dago: [Siti Aminah]",
        right='kelurahan/dago: ["@siti-aminah", "*@dago.bandung.example"]',
    ),
    "U025": ProblemKind(
        severity="error",
        message=N_("there is no unit `{key}` in data/units.csv; the nearest is `{nearest}`"),
        hint=N_("write the unit as its folder below `content/`: `<jenis>/<id>`"),
        explanation=N_("Owners of a unit that does not exist own nothing."),
        wrong='dago: ["@kel-dago"]',
        right='kelurahan/dago: ["@kel-dago"]',
    ),
    "U026": ProblemKind(
        severity="error",
        message=N_("`{who}` is neither an e-mail address nor an account"),
        hint=N_("write `--author` with one of them, such as `--author @siti`"),
        explanation=N_("Names of people are not unique and can be chosen freely."),
        wrong='sitegen check --author "Siti Aminah" --base main',
        right="sitegen check --author siti@dago.bandung.example --base main",
    ),
    "U027": ProblemKind(
        severity="error",
        message=N_("`{ref}` is no commit of this repository"),
        hint=N_(
            "write a branch, a tag or a commit, such as `origin/main`, or `git fetch` it first"
        ),
        explanation=N_(
            "The change is compared with this commit, and owners are read from it. A clone has "
            "only the branches that were fetched."
        ),
        wrong="sitegen check --author @siti --base mian",
        right="sitegen check --author @siti --base origin/main",
    ),
    "U028": ProblemKind(
        severity="error",
        message=N_("`{ref}` is the name of several things, such as a branch and a tag"),
        hint=N_("write the whole name, such as `refs/remotes/origin/main`"),
        explanation=N_(
            "A tag with the name of a branch comes first, and anybody who may push could make one "
            "with owners of their own."
        ),
        wrong="sitegen check --author @siti --base origin/main",
        right="sitegen check --author @siti --base refs/remotes/origin/main",
    ),
    "U029": ProblemKind(
        severity="error",
        message=N_("the history here has no commit that HEAD and `{ref}` share"),
        hint=N_("fetch all of it: `git fetch --unshallow`, in a workflow `fetch-depth: 0`"),
        explanation=N_(
            "A change begins where it left the branch that it is for. A shallow clone lacks that "
            "commit."
        ),
        wrong="git clone --depth 1 ...",
        right="git clone ...",
    ),
    "U030": ProblemKind(
        severity="error",
        message=N_("git is not installed, so the change is not known"),
        hint=N_("install git, or leave out `--author` and `--base`"),
        explanation=N_("Which paths a change touches is read from git."),
        wrong=N_("(no git)"),
        right="git --version",
    ),
    "U031": ProblemKind(
        severity="error",
        message=N_("git cannot show the change: {reason}"),
        hint=N_("run this in a clone of the city's repository that git can read"),
        explanation=N_("The reason is in git's own words."),
        wrong=N_("(a folder without git)"),
        right="git clone ...",
    ),
    "U032": ProblemKind(
        severity="error",
        message=N_("the list of owners cannot be opened: {reason}"),
        hint=N_("make `data/pemilik.yml` a file of its own, and check its rights"),
        explanation=N_("A link is not followed, since it could show another file."),
        wrong="data/pemilik.yml -> /tmp/pemilik.yml",
        right="data/pemilik.yml",
    ),
    "U041": ProblemKind(
        severity="error",
        message=N_(
            "whether `{who}` may change this path is not known here: it belongs to {owners}, and who "
            "is in the team {teams} was not told"
        ),
        hint=N_(
            "let Kominfo name the account beside the team in `data/pemilik.yml`, or run the check with "
            '`--author-team "{who}={teams}"` where that is known'
        ),
        explanation=N_(
            "Only the platform knows who is in a team, and tells it to nobody without a secret. For "
            "its own approvals (CODEOWNERS) a team counts as it is."
        ),
        wrong='kelurahan/dago: ["@kota/dago"]',
        right='kelurahan/dago: ["@kota/dago", "@siti"]',
    ),
    "U042": ProblemKind(
        severity="warning",
        message=N_(
            "no account is among the owners of `{owner}` (lists like this: {count}), so that the check "
            "of changes on the platform refuses everybody of them"
        ),
        hint=N_('add an account, such as `{owner}: ["@siti"]`'),
        explanation=N_(
            "The platform tells the check who made a change by the account, never by an e-mail "
            "address or a team. Addresses count where somebody runs the check by hand."
        ),
        wrong='kota: ["*@diskominfo.bandung.example"]',
        right='kota: ["@kominfo-bdg", "*@diskominfo.bandung.example"]',
    ),
}
