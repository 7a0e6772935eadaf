"""Problems with the addresses of an older system, `data/alamat-lama.csv` (S050...)."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

OLD_ADDRESS: dict[str, ProblemKind] = {
    "S050": ProblemKind(
        severity="error",
        message=N_("`{path}` cannot be read: {reason}"),
        hint=N_("begin it with the line `lama,baru`, then an old and a new address in each line"),
        explanation=N_("Hosts lead on from the addresses of an older system by this list."),
        wrong="dari,ke\n/kel-dago.html,/kelurahan/dago/",
        right="lama,baru\n/kel-dago.html,/kelurahan/dago/",
    ),
    "S051": ProblemKind(
        severity="error",
        message=N_("the old address `{found}` cannot lead on: {reason}"),
        hint=N_(
            "write it as the old system had it, such as /?p=12 or /kel-dago.html, or remove the row"
        ),
        explanation=N_(
            "An old address is what browsers asked the host for: a path, perhaps with `?` and a few "
            "values. Where rows contradict each other or lead in a circle, nobody arrives."
        ),
        wrong="kel-dago.html,/kelurahan/dago/",
        right="/kel-dago.html,/kelurahan/dago/",
    ),
    "S052": ProblemKind(
        severity="warning",
        message=N_("the new address `{found}` of an old one leads nowhere: {reason}"),
        hint=N_(
            "copy the address of the page from the site into the column `baru`, or remove the row"
        ),
        explanation=N_("Whoever follows an old link should arrive at a page that is there."),
        wrong="/kel-dago.html,/kelurahan/dagoo/",
        right="/kel-dago.html,/kelurahan/dago/",
    ),
    "S053": ProblemKind(
        severity="warning",
        message=N_("the old address `{found}` is one of this site: hosts would lead away from it"),
        hint=N_("remove the row"),
        explanation=N_(
            "An address cannot be both. For a page that moved within the site, `alias` in its text "
            "leads on from where it was."
        ),
        wrong="/kelurahan/dago/,/kelurahan/dago/halaman/layanan/",
        right="/dago/,/kelurahan/dago/",
    ),
}
