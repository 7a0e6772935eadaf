"""Problems with what `sitegen new` and `sitegen export` are asked to make (S017...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

COMMAND: dict[str, ProblemKind] = {
    "S017": ProblemKind(
        severity="error",
        message=N_("there is no unit `{unit}` in data/units.csv; the nearest is `{nearest}`"),
        hint=N_(
            "write the id of a unit, such as `dago` or `kelurahan/dago`; `sitegen list unit` "
            "shows all"
        ),
        explanation=N_("Units are known by their id in the register."),
        wrong="sitegen build --unit dagoo",
        right="sitegen build --unit dago",
    ),
    "S018": ProblemKind(
        severity="error",
        message=N_("`{unit}` is the id of several units: {options}"),
        hint=N_("write the kind too, such as `kelurahan/{unit}`"),
        explanation=N_("A kecamatan and a kelurahan may share a name."),
        wrong='sitegen new laporan batununggal "..."',
        right='sitegen new laporan kelurahan/batununggal "..."',
    ),
    "S019": ProblemKind(
        severity="error",
        message=N_("{folder} is not empty; nothing was written"),
        hint=N_("name a new folder"),
        explanation=N_(
            "A new city gets a folder of its own, so that no file of yours is replaced."
        ),
        wrong="sitegen new city .",
        right="sitegen new city kota-kami",
    ),
    "S020": ProblemKind(
        severity="error",
        message=N_("{path} exists already; nothing was written"),
        hint=N_("choose another title or name, or edit the file"),
        explanation=N_("New files never replace old ones."),
        wrong="sitegen new data dago --from kunjungan.csv",
        right="sitegen new data dago kunjungan-2027 --from kunjungan.csv",
    ),
    "S021": ProblemKind(
        severity="error",
        message=N_("`{found}` is not in the list: {allowed}"),
        hint=N_("write one of them, such as `{nearest}`"),
        explanation=N_("Kinds and topics come from the city's list in `site.yml`."),
        wrong='sitegen new laporan dago "..." --kind pesta',
        right='sitegen new laporan dago "..." --kind layanan',
    ),
    "S022": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be a name of a file or folder"),
        hint=N_("write `{nearest}`: small letters, digits and hyphens"),
        explanation=N_("Names become addresses, which never change."),
        wrong='sitegen new unit "kelurahan/Dago Atas"',
        right="sitegen new unit kelurahan/dago-atas",
    ),
    "S047": ProblemKind(
        severity="error",
        message=N_("`{unit}` is no kecamatan, so that it has no kelurahan"),
        hint=N_(
            "name a kecamatan, such as `--unit kecamatan/coblong`, or leave out --with-kelurahan"
        ),
        explanation=N_("The register says which kecamatan each kelurahan belongs to (`induk`)."),
        wrong="sitegen check --unit dago --with-kelurahan",
        right="sitegen check --unit coblong --with-kelurahan",
    ),
    "S048": ProblemKind(
        severity="error",
        message=N_("there is no table `{found}` in `{folder}`; the nearest is `{nearest}`"),
        hint=N_(
            "put the table there, for instance as `{folder}/{file}` (CSV or Excel), and run this again"
        ),
        explanation=N_(
            "`sitegen new data` describes a table that is there and never writes figures of its own, "
            "which would be published as if they were true. With --from it copies a table first."
        ),
        wrong="sitegen new data dago kunjungan",
        right="content/kelurahan/dago/data/kunjungan.csv\nsitegen new data dago kunjungan",
    ),
    "S049": ProblemKind(
        severity="error",
        message=N_("`{found}` may be any of these tables: {names}"),
        hint=N_("write the whole name, such as {first}"),
        explanation=N_("Tables of one name can have several endings."),
        wrong="sitegen new data dago kunjungan",
        right="sitegen new data dago kunjungan.csv",
    ),
    "S054": ProblemKind(
        severity="error",
        message=N_("no kota or kabupaten has the code or name `{found}`"),
        hint=N_("the nearest is {name}: write `--code {area}` if that is meant"),
        explanation=N_(
            "The codes are Kemendagri's: two digits of the province, two of the kota or kabupaten. "
            "A name may stand with its kind, such as `kota bandung`."
        ),
        wrong='sitegen new city kota-kami --code "banjar masin"',
        right="sitegen new city kota-kami --code 63.71",
    ),
    "S058": ProblemKind(
        severity="error",
        message=N_("no unit can be made of this row (`{found}`): {reason}"),
        hint=N_("mend the row, or name the kind of such rows with --kind (one of: {allowed})"),
        explanation=N_(
            "`sitegen new units` makes all units of a file or none. A unit has a name; its kind comes "
            "from a column, from its code or from --kind; a kelurahan lies in a kecamatan of the "
            "register or of the file."
        ),
        wrong="sitegen new units --from dinas.csv",
        right="sitegen new units --from dinas.csv --kind skpd",
    ),
    "S063": ProblemKind(
        severity="error",
        message=N_("`{found}` may be any of these: {options}"),
        hint=N_("write the code, such as `--code {first}`"),
        explanation=N_("A kota and the kabupaten around it often have one name."),
        wrong="sitegen new city kota-kami --code bandung",
        right="sitegen new city kota-kami --code 32.73",
    ),
    "S064": ProblemKind(
        severity="error",
        message=N_("the folder `{folder}` has signs that a workflow cannot name"),
        hint=N_("rename it, such as to `{nearest}`"),
        explanation=N_(
            "A workflow names the city's folder in YAML and in a shell: letters, digits, `-`, `_`, `.` "
            "and `/` mean the same in both."
        ),
        wrong='sitegen new workflow github --root "kota kami"',
        right="sitegen new workflow github --root kota-kami",
    ),
    "S097": ProblemKind(
        severity="error",
        message=N_("the output folder has no pages of `{unit}`"),
        hint=N_("build the city first with `sitegen build`, or name its folder with --output"),
        explanation=N_("`sitegen export` copies pages of the built site and makes none itself."),
        wrong="sitegen export kelurahan/dago 2026 --output kosong",
        right="sitegen build; sitegen export kelurahan/dago 2026",
    ),
    "S098": ProblemKind(
        severity="error",
        message=N_("`{unit}` has no reports of {year}; it has {years}"),
        hint=N_("name one of these years"),
        explanation=N_("`sitegen export` makes a copy of a year in which the unit has reports."),
        wrong="sitegen export kelurahan/dago 1999",
        right="sitegen export kelurahan/dago 2026",
    ),
    "S099": ProblemKind(
        severity="error",
        message=N_("{path} cannot be written: {reason}"),
        hint=N_("make room, or name another file with --to"),
        explanation=N_(
            "The copy of a unit's year is one ZIP file, which needs about the room of its pictures."
        ),
        wrong="sitegen export kelurahan/dago 2026 --to /tidak-ada/dago.zip",
        right="sitegen export kelurahan/dago 2026 --to dago.zip",
    ),
}
