"""Problems with following a branch and its server, as `sitegen watch` and the desk do."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

WATCHING: dict[str, ProblemKind] = {
    "K027": ProblemKind(
        severity="warning",
        message=N_("the branch could not be fetched from its server: {detail}"),
        hint=N_(
            "run `git fetch` in the city's folder, as the user who runs this program, and see what it "
            "says; it is tried again by itself"
        ),
        explanation=N_(
            "What is committed here is built all the same. The program asks for no password: the server "
            "has to be reached by a key of that user."
        ),
        wrong="git remote add origin git@git.kota.example:kota/situs.git",
        right="ssh-copy-id git@git.kota.example",
    ),
    "K028": ProblemKind(
        severity="error",
        message=N_("this branch and {detail} went apart: each has commits that the other lacks"),
        hint=N_(
            "run `git pull --rebase` and `git push` in the city's folder; nothing is followed until then"
        ),
        explanation=N_(
            "A branch that is watched follows its server only where nothing of either side is lost. Who "
            "commits in this folder pushes at once, or uses another clone."
        ),
        wrong="git commit",
        right="git commit\ngit push",
    ),
    "K029": ProblemKind(
        severity="error",
        message=N_("the server's newer commits cannot be checked out here: {detail}"),
        hint=N_(
            "run `git status` in the city's folder, and put away or commit what is changed there; it is "
            "tried again by itself"
        ),
        explanation=N_(
            "Files that are changed in the folder and not committed are in the way of newer ones. "
            "Nothing is overwritten."
        ),
        wrong=" M content/kelurahan/dago/unit.yml",
        right=N_("(nothing to commit)"),
    ),
}
