"""Problems with the folders of units and what lies in them (U012...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import RENAME, ProblemKind

UNIT: dict[str, ProblemKind] = {
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
}
