"""Problems with how people sign in at the desk: `masuk` in its settings (K: kiriman)."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

DESK_ACCESS: dict[str, ProblemKind] = {
    "K030": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` cannot be used for signing in at the desk"),
        hint=N_("{step}"),
        explanation=N_(
            "Who may send and publish hangs on these lines, so the desk does not start with one that it "
            "would have to guess at."
        ),
        wrong="alamat: meja.bandung.example",
        right="alamat: https://meja.bandung.example",
    ),
    "K031": ProblemKind(
        severity="error",
        message=N_("the desk's password at the provider is not at `{found}`"),
        hint=N_(
            "name in `rahasia` a file that the desk may read and that is not empty, or `env:` and the name of "
            "a variable that is set, such as `env:MEJA_OIDC`"
        ),
        explanation=N_(
            "The password itself never stands in `meja.yml`, which is copied and shown more easily than it "
            "should be."
        ),
        wrong="rahasia: s3cr3t-9f2",
        right="rahasia: env:MEJA_OIDC",
    ),
    "K032": ProblemKind(
        severity="error",
        message=N_("the desk has no links of offices, so there are none to print"),
        hint=N_(
            "write into `{path}`, below `masuk`, the desk's address as `alamat` and "
            "`tautan: {{berlaku_hari: 180}}`, then run this again"
        ),
        explanation=N_(
            "Links are one of the ways of signing in. A desk takes them only where its settings say so."
        ),
        wrong="masuk:\n  alamat: https://meja.bandung.example\n  oidc: {penerbit: https://sso.bandung.example}",
        right="masuk:\n  alamat: https://meja.bandung.example\n  tautan: {berlaku_hari: 180}",
    ),
    "K033": ProblemKind(
        severity="error",
        message=N_("the file in which the desk keeps sessions and links cannot be used: {reason}"),
        hint=N_(
            "run `sitegen desk` and `sitegen list --qr` by one account, and let the folder of `{path}` be its own"
        ),
        explanation=N_("Both work with this file, and nobody else may read it."),
        wrong="-rw------- root masuk.sqlite3",
        right="-rw------- sitegen masuk.sqlite3",
    ),
}
