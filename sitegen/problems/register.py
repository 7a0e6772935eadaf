"""Problems with the register of units and its rows (U001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

REGISTER: dict[str, ProblemKind] = {
    "U001": ProblemKind(
        severity="error",
        message=N_("the register of units cannot be read: {reason}"),
        hint=N_(
            "make `data/units.csv` with the header "
            "id,jenis,nama,kode_wilayah,induk,nama_lama,status"
        ),
        explanation=N_(
            "The register lists every unit that must exist; the portal is built from it."
        ),
        wrong=N_("(no data/units.csv)"),
        right="data/units.csv",
    ),
    "U002": ProblemKind(
        severity="error",
        message=N_("the register lacks the columns {columns}"),
        hint=N_("the first row must be {expected}"),
        explanation=N_("The columns are found by their names."),
        wrong="id,nama",
        right="id,jenis,nama,kode_wilayah,induk,nama_lama,status",
    ),
    "U003": ProblemKind(
        severity="error",
        message=N_("the row cannot be read: {reason}"),
        hint=N_("look for a quotation mark that is not closed"),
        explanation=N_("A quotation mark opens a cell; it must be closed."),
        wrong='dago,kelurahan,"Dago',
        right="dago,kelurahan,Dago",
    ),
    "U004": ProblemKind(
        severity="error",
        message=N_("`{found}` is no kind of unit; the kinds are {allowed}"),
        hint=N_(
            "write `{nearest}` if that is meant; a kind of its own is named in `site.yml`, under "
            "`jenis_unit`"
        ),
        explanation=N_("The kind is the first folder below `content/`."),
        wrong="dago,kel,Dago",
        right="dago,kelurahan,Dago",
    ),
    "U005": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be a folder name"),
        hint=N_("write `{nearest}`: small letters, digits and hyphens"),
        explanation=N_("The id is the unit's folder and part of every address; it never changes."),
        wrong="Kel. Dago,kelurahan,Dago",
        right="dago,kelurahan,Dago",
    ),
    "U006": ProblemKind(
        severity="error",
        message=N_("the unit has no name"),
        hint=N_("write its official name"),
        explanation=N_("Pages show the name."),
        wrong="dago,kelurahan,",
        right="dago,kelurahan,Dago",
    ),
    "U007": ProblemKind(
        severity="error",
        message=N_("`{found}` is no Kemendagri code of a {kind}"),
        hint=N_("write it such as `{example}`, as text"),
        explanation=N_(
            "Names are spelled in several ways; the code is the one key that all official "
            "lists share."
        ),
        wrong="dago,kelurahan,Dago,32.73.02",
        right="dago,kelurahan,Dago,32.73.02.1004",
    ),
    "U008": ProblemKind(
        severity="error",
        message=N_("`{found}` is no state of a unit"),
        hint=N_("write one of: {allowed}"),
        explanation=N_(
            "Units that were merged or closed are `nonaktif`; their pages are kept as they are."
        ),
        wrong="...,tutup",
        right="...,nonaktif",
    ),
    "U009": ProblemKind(
        severity="error",
        message=N_("the id `{found}` stands twice; the other one is {other}"),
        hint=N_("give each unit of a kind its own id"),
        explanation=N_("The id is the unit's folder."),
        wrong="dago,kelurahan,Dago\ndago,kelurahan,Dago Atas",
        right="dago,kelurahan,Dago\ndago-atas,kelurahan,Dago Atas",
    ),
    "U010": ProblemKind(
        severity="error",
        message=N_("the code `{found}` stands twice; the other one is {other}"),
        hint=N_("look the code up in the list of Kemendagri"),
        explanation=N_("Each area has its own code."),
        wrong="..., 32.73.02.1004\n..., 32.73.02.1004",
        right="..., 32.73.02.1004\n..., 32.73.02.1005",
    ),
    "U011": ProblemKind(
        severity="error",
        message=N_("{unit} belongs to no {kinds} of the register: {reason}"),
        hint=N_(
            "write the id of a {kinds}, such as `{nearest}`; add it to the register if it is missing"
        ),
        explanation=N_(
            "`induk` is the id of the unit above: of a kelurahan, its kecamatan. `jenis_unit` in "
            "`site.yml` says which kinds may be above which."
        ),
        wrong="dago,kelurahan,Dago,32.73.02.1004,coblog",
        right="dago,kelurahan,Dago,32.73.02.1004,coblong",
    ),
    "U033": ProblemKind(
        severity="error",
        message=N_("`{found}` is no code of BPS for a {kind}"),
        hint=N_("write 7 digits for a kecamatan, 10 for a kelurahan, or leave the cell empty"),
        explanation=N_(
            "The column kode_bps is optional. With it tables that have codes of BPS alone can be joined to "
            "the register."
        ),
        wrong="id,jenis,nama,kode_wilayah,kode_bps\ndago,kelurahan,Dago,32.73.02.1004,3273",
        right="id,jenis,nama,kode_wilayah,kode_bps\ndago,kelurahan,Dago,32.73.02.1004,3273230004",
    ),
    "U043": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be a former id of this unit: {reason}"),
        hint=N_(
            "write in `id_lama` an id that no active unit has any more, such as "
            "`dinas-perdagangan`, several separated by |"
        ),
        explanation=N_(
            "All addresses below a former id lead to this unit. So it must not belong to a unit that "
            "still has pages, and only one unit can have had it. Where several units follow one, keep "
            "its row with `nonaktif` and name them in `penerus`."
        ),
        wrong="diskopdag,skpd,Dinas Koperasi dan Perdagangan,,,,aktif,Disperdagin",
        right="diskopdag,skpd,Dinas Koperasi dan Perdagangan,,,,aktif,disperdagin",
    ),
    "U044": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot follow this unit: {reason}"),
        hint=N_(
            "write in `penerus` the id of another unit, such as `{nearest}`, or empty the cell"
        ),
        explanation=N_(
            "`penerus` names the units that follow a closed one, as id or as kind and id, several "
            "separated by |. A unit that follows may be closed later and name its own."
        ),
        wrong="disperdagin,skpd,Dinas Perdagangan,,,,nonaktif,diskopdg",
        right="disperdagin,skpd,Dinas Perdagangan,,,,nonaktif,diskopdag",
    ),
    "U045": ProblemKind(
        severity="warning",
        message=N_("{count} more rows have the problem `{kind}` in this column: rows {rows}"),
        hint=N_("correct the whole column in the same way, such as with search and replace"),
        explanation=N_(
            "A spreadsheet makes the same slip in every row. It is told once, with the first rows."
        ),
        wrong=N_("(a column of codes that lost their last digit)"),
        right=N_("(a column of codes stored as text)"),
    ),
    "U046": ProblemKind(
        severity="error",
        message=N_("`{found}` is no year, month or day from which or until which a unit exists"),
        hint=N_(
            "write it such as `2026`, `2026-01` or `2026-01-15`, with `sejak` before `sampai`, or "
            "empty the cell"
        ),
        explanation=N_(
            "`sejak` is the first day of a unit, `sampai` its last one; of a year or a month all days "
            "count. Tables of earlier years are judged by the areas that there were."
        ),
        wrong="sejak: awal tahun",
        right="sejak: 2026-01",
    ),
    "U047": ProblemKind(
        severity="error",
        message=N_(
            "{unit} has the code `{found}`, but its kecamatan `{parent}` has the code `{other}`"
        ),
        hint=N_(
            "write the right kecamatan in `induk` (by the code it is `{nearest}`), or correct the code"
        ),
        explanation=N_(
            "The code of a kelurahan begins with that of its kecamatan. With another one it would "
            "stand below the wrong kecamatan on all pages."
        ),
        wrong="dago,kelurahan,Dago,32.73.07.1004,coblong",
        right="dago,kelurahan,Dago,32.73.02.1004,coblong",
    ),
    "U048": ProblemKind(
        severity="warning",
        message=N_("{unit} has the code `{found}`, but nearly all areas here begin with `{city}`"),
        hint=N_("look the code up in the list of Kemendagri and correct it"),
        explanation=N_(
            "The first four digits stand for the kabupaten or kota. Where more than a tenth of the "
            "register lies elsewhere, as in a region, nothing is said."
        ),
        wrong="dago,kelurahan,Dago,62.73.02.1004",
        right="dago,kelurahan,Dago,32.73.02.1004",
    ),
    "U049": ProblemKind(
        severity="warning",
        message=N_(
            "the former unit `{unit}` has more than {limit} old addresses; the newest {limit} lead on"
        ),
        hint=N_(
            "let the host lead all addresses below `/{unit}/` on, as docs/reorganisation.md shows"
        ),
        explanation=N_(
            "Each old address is a file of the site, and hosts take a limited number of files."
        ),
        wrong=N_("(a closed unit with 40,000 reports)"),
        right=N_("(one rule of the host)"),
    ),
    "U050": ProblemKind(
        severity="error",
        message=N_("the code `{found}` is that of a {other}, and {name} is a {kind}"),
        hint=N_("write `{other}` as its `jenis`, or look the code up in the list of Kemendagri"),
        explanation=N_(
            "The last four digits of a code tell a kelurahan (1001 and more) from a desa (2001 and "
            "more). That is compared where a city has kinds for both."
        ),
        wrong="cibiru-wetan,kelurahan,Cibiru Wetan,32.04.05.2003",
        right="cibiru-wetan,desa,Cibiru Wetan,32.04.05.2003",
    ),
    "U051": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be a kind of unit: the address `/{found}/` is the city's own"),
        hint=N_("choose another name, such as `{nearest}`; taken are {taken}"),
        explanation=N_(
            "The name of a kind is the first part of the addresses of its units, beside those of the "
            "city's pages. Its words on pages are free: `nama`, `jamak` and `singkat`."
        ),
        wrong="jenis_unit:\n  layanan: {nama: Unit layanan}",
        right="jenis_unit:\n  unit-layanan: {nama: Unit layanan}",
    ),
    "U052": ProblemKind(
        severity="error",
        message=N_("no {kind} can stand below a `{found}`; above it may be: {allowed}"),
        hint=N_("write `{nearest}`, or leave `induk` out"),
        explanation=N_(
            "A kelurahan or desa lies in a kecamatan, a kecamatan in the city itself. An office may "
            "stand below a unit of any kind."
        ),
        wrong="jenis_unit:\n  desa: {induk: [skpd]}",
        right="jenis_unit:\n  desa: {induk: [kecamatan]}",
    ),
    "U053": ProblemKind(
        severity="error",
        message=N_("`{kind}` is of the level `{level}`, and not `{found}`"),
        hint=N_("leave `tingkat` out here, or make a kind of another name"),
        explanation=N_(
            "Codes, the map and the areas of datasets rely on the level of the three kinds that every "
            "city has. Their words may be others."
        ),
        wrong="jenis_unit:\n  kelurahan: {nama: Desa, tingkat: desa}",
        right="jenis_unit:\n  kelurahan: {nama: Kalurahan}\n  desa: {}",
    ),
}
