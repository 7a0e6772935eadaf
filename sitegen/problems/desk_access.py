"""Problems with who signs in at the desk, and who looks at what is sent: its settings (K: kiriman)."""

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
    "K036": ProblemKind(
        severity="error",
        message=N_(
            "`tinjau` names `{found}`, which is neither a kind of unit nor a unit of the register"
        ),
        hint=N_(
            "write `{nearest}`, or another kind such as `kelurahan` or unit such as `kelurahan/dago`; or take "
            "this line out"
        ),
        explanation=N_(
            "`tinjau` says of which units somebody looks at what they send. A name that nothing has would "
            "leave open whether its content is published unseen, so the desk does not start with it."
        ),
        wrong="tinjau:\n  kelurahn: ya",
        right="tinjau:\n  kelurahan: ya",
    ),
    "K037": ProblemKind(
        severity="error",
        message=N_("`{found}: induk` in `tinjau`, but nothing stands above it in the register"),
        hint=N_(
            "write `{found}: ya`, so that its reviewers and Kominfo look at it; or name in `data/units.csv` "
            "what stands above it, in the column `induk`"
        ),
        explanation=N_(
            "With `induk` those who write for the unit above may publish or return what a unit sends, as a "
            "kecamatan does for its kelurahan."
        ),
        wrong="tinjau:\n  kecamatan: induk",
        right="tinjau:\n  kelurahan: induk",
    ),
}
