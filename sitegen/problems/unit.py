"""Problems with the register, units and their folders (U001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import RENAME, ProblemKind

UNIT: dict[str, ProblemKind] = {
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
    "U012": ProblemKind(
        severity="error",
        message=N_("`{found}` is no kind of unit; below `content/` there are {allowed}"),
        hint=N_(
            "rename it to `{nearest}` if that is meant; if `{found}` is a kind of the city's own, name "
            "it in `site.yml`, under `jenis_unit`"
        ),
        explanation=N_(
            "The folders of units lie in `content/<jenis>/<id>/`. Nothing of this folder is read; "
            "what is online of units whose files seem to be in it stays as it is. A kind that was taken "
            "out of `site.yml` for good goes with its folder: remove that too."
        ),
        wrong="content/kel/dago/",
        right="content/kelurahan/dago/",
    ),
    "U013": ProblemKind(
        severity="error",
        message=N_("there is no {kind} `{found}` in `data/units.csv`; the nearest is `{nearest}`"),
        hint=N_("rename the folder, or ask Kominfo to add the unit to the register"),
        explanation=N_(
            "The register says which units exist. Nothing of this folder is read until it names "
            "one of them; what is online of a unit that the register has lost stays as it is."
        ),
        wrong="content/kelurahan/dagoo/",
        right="content/kelurahan/dago/",
    ),
    "U014": ProblemKind(
        severity="warning",
        message=N_("nothing reads this file ({found}), so it is not published"),
        hint=N_(
            "put reports into `laporan/` and pages into `halaman/` as .md, pictures beside them, tables "
            "into `data/` as .csv or .xlsx; documents as .pdf"
        ),
        explanation=N_(
            "Each kind of file has its folder. A file elsewhere, or of another type, would "
            "be overlooked without a word. Notepad adds a hidden `.txt` unless All files is chosen in Save As."
        ),
        wrong="content/kelurahan/dago/undangan.docx",
        right="content/kelurahan/dago/halaman/undangan.pdf",
        fix=RENAME,
    ),
    "U015": ProblemKind(
        severity="error",
        message=N_("the folder cannot be opened: {reason}"),
        hint=N_(
            "give the user that builds the right to list and enter the folder, or check its disk"
        ),
        explanation=N_(
            "Nobody knows what has become of the files in it. So all that is online of the units "
            "with such a folder stays as it is, and the next build tries again. Where "
            "nothing is known of the last build, a unit is built from what can be read."
        ),
        wrong=N_("(no right to read)"),
        right=N_("(right to read)"),
    ),
    "U016": ProblemKind(
        severity="error",
        message=N_("this is a link or a device, not a file"),
        hint=N_("put the file itself here"),
        explanation=N_(
            "A link could show a file from outside the unit's folder, so none is followed."
        ),
        wrong="foto.jpg -> /home/staf/foto.jpg",
        right="foto.jpg",
    ),
    "U017": ProblemKind(
        severity="warning",
        message=N_("this file lies outside of every unit's folder and is not published"),
        hint=N_("move it into the folder of its unit"),
        explanation=N_("Only `content/<jenis>/<id>/` is read."),
        wrong="content/laporan.md",
        right="content/kelurahan/dago/laporan/2026-11-03-laporan.md",
    ),
    "U018": ProblemKind(
        severity="error",
        message=N_("the name `{found}` holds invisible or unreadable signs"),
        hint=N_("rename the file with letters, digits and hyphens"),
        explanation=N_("Such names look like others, or cannot be stored on other systems."),
        wrong="laporan\\u202egpj.md",
        right="laporan.md",
    ),
    "U019": ProblemKind(
        severity="error",
        message=N_("folders are nested too deep here"),
        hint=N_("use `laporan/<tahun>/` at most"),
        explanation=N_("Nothing below this folder is read."),
        wrong="laporan/a/b/c/d/e/f/g/h/",
        right="laporan/2026/",
    ),
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
    "U034": ProblemKind(
        severity="error",
        message=N_("the unit has {count} files; the first {limit} are read"),
        hint=N_("remove what no page needs any more, or ask Kominfo"),
        explanation=N_("Hosts refuse folders with more than 50,000 files."),
        wrong=N_("(60000 photos)"),
        right=N_("(the photos that reports show)"),
    ),
    "U035": ProblemKind(
        severity="warning",
        message=N_("the name `{found}` cannot be stored on Windows"),
        hint=N_("rename the file with letters, digits and hyphens"),
        explanation=N_(
            "The page is made, but colleagues with Windows cannot fetch the folder. Names of "
            'devices such as `con` and `aux`, the signs < > : " | ? * and a dot or space at the '
            "end are not possible there."
        ),
        wrong="laporan/aux.md",
        right="laporan/2026-11-03-posyandu.md",
    ),
    "U036": ProblemKind(
        severity="warning",
        message=N_("on Windows and macOS this file has the same name as `{other}`"),
        hint=N_("rename one of the two, so that they differ in more than capitals or accents"),
        explanation=N_(
            "There, one of the two files would replace the other as soon as somebody fetches the "
            "folder."
        ),
        wrong="Posyandu.jpg\nposyandu.jpg",
        right="posyandu-mawar.jpg\nposyandu-melati.jpg",
    ),
    "U037": ProblemKind(
        severity="error",
        message=N_("the file cannot be opened: {reason}"),
        hint=N_("give the user that builds the right to read the file, or check its disk"),
        explanation=N_(
            "What cannot be read is not taken for removed: a text or a table keeps its last good "
            "version."
        ),
        wrong=N_("(no right to read)"),
        right=N_("(right to read)"),
    ),
    "U038": ProblemKind(
        severity="warning",
        message=N_(
            "git's history of this file is not whole here, so that no earlier version was found"
        ),
        hint=N_(
            "build in a full clone (`git clone` without --depth and --filter) that belongs to the "
            "user that builds"
        ),
        explanation=N_(
            "A file with errors gives way to its last good version in git. When git is missing "
            "or does not answer, refuses a folder of another user, is damaged, or the clone was cut, "
            "nobody can say that there is none. So what is online of the file stays as it is, as "
            "long as `.sitegen/` knows it."
        ),
        wrong="git clone --depth 1 ...",
        right="git clone ...",
    ),
    "U039": ProblemKind(
        severity="warning",
        message=N_("the unit has {count} old addresses; the first {limit} become redirects"),
        hint=N_("remove from `alias` what nobody follows any more, until {limit} are left"),
        explanation=N_(
            "Each old address is a file of the site, and hosts take a limited number of files."
        ),
        wrong=N_("alias: (1,500 addresses in 100 texts)"),
        right="alias: [/berita/posyandu/]",
    ),
    "U040": ProblemKind(
        severity="warning",
        message=N_("{count} more addresses of the unit are gone with their texts, such as {url}"),
        hint=N_(
            "look at what was removed; `sitegen explain` and an address says which text it had been"
        ),
        explanation=N_(
            "The first are told one by one. So many at once mostly have one cause, such as a folder "
            "that was removed by mistake."
        ),
        wrong="git rm -r laporan/2026",
        right="git mv laporan/2026 laporan/arsip-2026",
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
    "U054": ProblemKind(
        severity="warning",
        message=N_(
            "`{found}` is not used as the unit's colour: white letters on it have a contrast of {ratio}:1, "
            "and need 4.5:1"
        ),
        hint=N_('write `warna: "{nearest}"`, the nearest colour that is dark enough, or another'),
        explanation=N_(
            "The colour is the ground of the unit's tile and of its picture for shared links (WCAG 2.2, "
            "1.4.3). Until then both have the colours of the city. Dark pages get it brighter by themselves."
        ),
        wrong='warna: "#ffd500"',
        right='warna: "#7d6700"',
    ),
    "U055": ProblemKind(
        severity="warning",
        message=N_("`{file}` is not shown as the unit's logo: {reason}"),
        hint=N_("{step}"),
        explanation=N_(
            "The logo lies beside `unit.yml`, as SVG or PNG of at most 128 KB. Until then the unit has its "
            "letters."
        ),
        wrong="logo: logo.jpg",
        right="logo: logo.svg",
    ),
    "U056": ProblemKind(
        severity="warning",
        message=N_(
            "`site.yml` names `{unit}` as the unit that gives information for the city (`ppid`), but it has no "
            "e-mail address"
        ),
        hint=N_("write the e-mail address of the office here, such as `email: ppid@bandung.go.id`"),
        explanation=N_(
            "Harvesters of `data.json` require an address for each dataset. It is that of the dataset, else of its "
            "unit, else this one; data of units without an address have none until then."
        ),
        wrong="email: {}",
        right="email: ppid@bandung.go.id",
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
