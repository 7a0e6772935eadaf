"""Problems with the city's settings and the build as a whole (S001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

SITE: dict[str, ProblemKind] = {
    "S001": ProblemKind(
        severity="error",
        message=N_("there is no `site.yml` here"),
        hint=N_(
            "go to the city's folder, name it with --root, or make one with `sitegen new city DIR`"
        ),
        explanation=N_("`site.yml` says which city this is; the build begins there."),
        wrong=N_("sitegen build (in the wrong folder)"),
        right="sitegen build --root ~/kota-bandung",
    ),
    "S002": ProblemKind(
        severity="error",
        message=N_("`site.yml` cannot be opened: {reason}"),
        hint=N_("check the rights of the file"),
        explanation=N_("The build begins with this file."),
        wrong=N_("(no right to read)"),
        right=N_("(right to read)"),
    ),
    "S003": ProblemKind(
        severity="error",
        message=N_("there is no setting `{key}`"),
        hint=N_("remove the line, or use one of: {known}"),
        explanation=N_("A setting that is ignored without a word is worse than an error."),
        wrong="warna: biru",
        right=N_("(remove the line)"),
    ),
    "S004": ProblemKind(
        severity="error",
        message=N_("`{found}` is no address of a site"),
        hint=N_("write it with https:// and the host, such as https://terbuka.bandung.go.id"),
        explanation=N_(
            "Links in feeds, sitemaps and shared pages need the full address: a host, perhaps a port "
            "and folders, without a user, a password, `..` or a question mark."
        ),
        wrong="alamat_situs: terbuka.bandung.go.id",
        right="alamat_situs: https://terbuka.bandung.go.id",
    ),
    "S005": ProblemKind(
        severity="error",
        message=N_("`{found}` is no time zone"),
        hint=N_("write WIB, WITA or WIT"),
        explanation=N_(
            "The time zone decides when a day begins, and so when a dated report appears."
        ),
        wrong="zona_waktu: GMT+7",
        right="zona_waktu: WIB",
    ),
    "S006": ProblemKind(
        severity="error",
        message=N_("`{found}` is no address"),
        hint=N_("write it with https://, or from the site's root with `/`"),
        explanation=N_("People follow the link from pages of the site."),
        wrong="tautan: lapor.go.id",
        right="tautan: https://www.lapor.go.id",
    ),
    "S007": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be a stable name"),
        hint=N_("write small letters, digits and hyphens, such as `{nearest}`"),
        explanation=N_("The name is part of addresses and never changes; the label beside it may."),
        wrong="topik: {Air Bersih: Air bersih}",
        right="topik: {air-bersih: Air bersih}",
    ),
    "S008": ProblemKind(
        severity="error",
        message=N_("`{found}` is no name of a theme"),
        hint=N_("write the name of a folder below `themes/`, such as `{nearest}`"),
        explanation=N_("A theme is a folder of the city, not a path."),
        wrong="tema: ../tema",
        right="tema: kota",
    ),
    "S009": ProblemKind(
        severity="error",
        message=N_("`{found}` is no percentage"),
        hint=N_("write a number from 0 to 100"),
        explanation=N_(
            "When more units than this have files held back, something general is wrong, and "
            "nothing is published."
        ),
        wrong="batas_tahan: 500",
        right="batas_tahan: 10",
    ),
    "S010": ProblemKind(
        severity="error",
        message=N_("{held} of {all} units have files held back; the limit is {limit} %"),
        hint=N_(
            "mend the files listed above; a cause that many share is listed most often; "
            "--allow-removal lets go of units without a folder or a row"
        ),
        explanation=N_(
            "So many errors at once mostly have one common cause, such as a wrong setting; "
            "publishing would empty many pages at once."
        ),
        wrong=N_("(30 of 200 units)"),
        right=N_("(2 of 200 units)"),
    ),
    "S011": ProblemKind(
        severity="error",
        message=N_("the page {url} of `{second}` collides with {taken} of `{first}`"),
        hint=N_(
            "give the page of `{second}` another address, or remove {url} from its `alias`: the other "
            "page keeps it"
        ),
        explanation=N_(
            "Two pages cannot share an address. Capitals and the way in which an accent is stored "
            "do not tell two addresses apart, since many file systems take them for one; nor can "
            "a page lie in another. The city's own pages come first; else the text that has had the "
            "address longer keeps it, as git's history says, and without git the unit that comes "
            "first in the register."
        ),
        wrong="alias: [/skpd/]",
        right="alias: [/berita/skpd/]",
    ),
    "S012": ProblemKind(
        severity="error",
        message=N_("processing `{unit}` failed: {reason}"),
        hint=N_(
            "this is a fault of the program: report it with this message; the other units "
            "are published"
        ),
        explanation=N_(
            "One unit's fault never takes the others along. What is online of the unit stays as it "
            "is, and the next build tries again."
        ),
        wrong="-",
        right="-",
    ),
    "S013": ProblemKind(
        severity="warning",
        message=N_("the tile map `{path}` cannot be used: {reason}"),
        hint=N_("write the columns kode_wilayah,baris,kolom with whole numbers from 1 to 12"),
        explanation=N_(
            "The tile map shows the kecamatan on the home page; without it they stand in a list."
        ),
        wrong="kode_wilayah,x,y",
        right="kode_wilayah,baris,kolom\n32.73.02,2,3",
    ),
    "S014": ProblemKind(
        severity="error",
        message=N_("{folder} is not empty and was not made by sitegen; nothing was touched"),
        hint=N_("choose another --output, or empty the folder yourself"),
        explanation=N_(
            "The output folder is wholly managed: what no source makes any more is removed. "
            "So a folder with files of somebody else is never used."
        ),
        wrong="sitegen build --output ~/Documents",
        right="sitegen build --output build",
    ),
    "S015": ProblemKind(
        severity="error",
        message=N_("{folder} is a file, not a folder"),
        hint=N_("choose another --output"),
        explanation=N_(
            "The site is a folder of files. A link has to lead to a folder that is there."
        ),
        wrong="sitegen build --output site.yml",
        right="sitegen build --output build",
    ),
    "S016": ProblemKind(
        severity="error",
        message=N_("another build of this city is running (process {holder})"),
        hint=N_("wait until it ends, then build again"),
        explanation=N_(
            "Two builds at once would mix their files. The lock is released when the other "
            "process ends, however it ends."
        ),
        wrong="sitegen build & sitegen build",
        right="sitegen build && sitegen build",
    ),
    "S023": ProblemKind(
        severity="error",
        message=N_("this file is not what a rebuild from nothing makes"),
        hint=N_(
            "it is a fault of the program: report it with what is in {report}, then build again, "
            "which makes this file anew"
        ),
        explanation=N_(
            "`--verify` rebuilds units and pages from nothing and compares them with what is "
            "published. A difference means that something stale is online."
        ),
        wrong="sitegen build --verify",
        right="sitegen build",
    ),
    "S030": ProblemKind(
        severity="error",
        message=N_("another build is writing into {folder}"),
        hint=N_("wait until it ends, or choose another --output"),
        explanation=N_(
            "Two copies of a city that build into one folder at once would mix their files. The lock "
            "is released when the other process ends, however it ends."
        ),
        wrong="sitegen build --root a --output situs & sitegen build --root b --output situs",
        right="sitegen build --root a --output situs-a & sitegen build --root b --output situs-b",
    ),
    "S031": ProblemKind(
        severity="error",
        message=N_("{path} is in the way of the site's pages"),
        hint=N_("move it out of the output folder, then build again"),
        explanation=N_(
            "Sitegen did not make what is there: a file or link where the site has a folder, or a "
            "folder with files where it has a file. Pages are never written through a link, since "
            "they would replace files elsewhere. Only the pages that it is in the way of are left "
            "out; all others are published."
        ),
        wrong=N_("(a file `build/kelurahan/dago`)"),
        right=N_("(a folder `build/kelurahan/dago`)"),
    ),
    "S032": ProblemKind(
        severity="error",
        message=N_(
            "{folder} is no place for the site: `{name}` of the city would lie beside pages"
        ),
        hint=N_("choose another --output, such as `build`"),
        explanation=N_(
            "The output folder is wholly managed, and what lies in it is published. So it neither "
            "lies in `content`, `data`, `themes` or `.sitegen` nor holds the city's folder."
        ),
        wrong="sitegen build --output content/situs",
        right="sitegen build --output build",
    ),
    "S033": ProblemKind(
        severity="warning",
        message=N_("this page is in the output folder, but no source makes it"),
        hint=N_("remove it, unless somebody else put it there on purpose"),
        explanation=N_(
            "`--verify all` looks for pages that sitegen does not know, in folders where its own "
            "pages are. They stay online until somebody removes them."
        ),
        wrong=N_("(a page `build/kelurahan/dago/lama/index.html` that nobody made)"),
        right=N_("(only pages of the city)"),
    ),
    "S034": ProblemKind(
        severity="error",
        message=N_("the Markdown library `cmarkgfm` cannot be used here: it lacks `{missing}`"),
        hint=N_(
            "install its own wheel: pip install --force-reinstall --only-binary :all: cmarkgfm"
        ),
        explanation=N_(
            "The functions that give memory back and tell where links stand are part of the library. "
            "A package that some systems build themselves hides them, and a build of a whole city "
            "would fill the memory."
        ),
        wrong="pip install --no-binary :all: cmarkgfm",
        right="pip install --only-binary :all: cmarkgfm",
    ),
    "S035": ProblemKind(
        severity="warning",
        message=N_("{count} more problems `{kind}` are in this file; only {limit} are listed"),
        hint=N_("mend the {limit} that are listed and build again: then the next ones are"),
        explanation=N_(
            "One slip repeated by a program can make thousands of problems of one kind, among which "
            "all others would be lost. How serious they are does not change."
        ),
        wrong=N_("(a report with 5,000 numbers of phones)"),
        right=N_("(a report without them)"),
    ),
    "S040": ProblemKind(
        severity="error",
        message=N_("the folder `content/` cannot be read: {reason}"),
        hint=N_(
            "put it back (a disk not mounted, a checkout that stopped), or make it empty if no unit "
            "publishes anything; --allow-removal builds without it"
        ),
        explanation=N_(
            "Everything that units publish is in this folder. A build without it would empty the "
            "site, so nothing is published."
        ),
        wrong="kontent/",
        right="content/",
    ),
    "S041": ProblemKind(
        severity="error",
        message=N_(
            "{units} of {all} units would vanish or have nothing left ({names}), and {pages} of "
            "{total} of their pages; the limit is {limit} %"
        ),
        hint=N_(
            "see whether `content/` and `data/units.csv` are whole (a disk not mounted, a folder "
            "renamed); if all this is meant to go, build with --allow-removal"
        ),
        explanation=N_(
            "So much at once is seldom meant. The last site stays, and nothing of this build is "
            "published. Up to three small units, or 20 pages, may always go."
        ),
        wrong="mv content/kelurahan content/kel",
        right="sitegen build --allow-removal",
    ),
    "S042": ProblemKind(
        severity="warning",
        message=N_("`{unit}` had pages on the site ({count}) and has none any more"),
        hint=N_(
            "nothing is to be done if this is meant; if not, put back its files in `content/{unit}/`"
        ),
        explanation=N_(
            "Reports, datasets and standing pages are removed with their files. When the last one "
            "of a unit goes it is said, since a folder is soon moved by mistake."
        ),
        wrong="mv content/kelurahan/dago arsip/",
        right="content/kelurahan/dago/",
    ),
    "S043": ProblemKind(
        severity="error",
        message=N_("making `{unit}` took more than it may: {reason}"),
        hint=N_(
            "look for the file that was added last, since one with very long lines, very many "
            "columns or a huge picture costs most; make it smaller or remove it"
        ),
        explanation=N_(
            "Each unit has a budget of processor time and memory that grows with its files, so "
            "that none can hold up the others. What is online of it stays as it is, and the "
            "next build tries again."
        ),
        wrong=N_("(a table with 100,000 columns)"),
        right=N_("(a table with 20 columns)"),
    ),
    "S065": ProblemKind(
        severity="warning",
        message=N_("the map `{path}` cannot be used: {reason}"),
        hint=N_(
            "export it as GeoJSON in degrees (EPSG:4326), with the area code of each area, such as "
            "32.73.02.1004, in one of its properties"
        ),
        explanation=N_(
            "Boundaries in `data/peta/` make maps of the city and of its datasets; without them the "
            "tiles of `data/peta/ubin.csv` do. Nothing else depends on them."
        ),
        wrong='{"type": "Topology", "objects": {}}',
        right='{"type": "FeatureCollection", "features": []}',
    ),
    "S066": ProblemKind(
        severity="warning",
        message=N_("{count} of {all} areas of the map `{path}` are of no unit: {names}"),
        hint=N_(
            "give each area the area code that its unit has in data/units.csv, or the unit's name; or "
            "remove the areas of other cities"
        ),
        explanation=N_(
            "An area is found by a property that holds the area code of a unit, else by one that holds "
            "its name. Areas of no unit are left out of the map."
        ),
        wrong='"properties": {"nama": "Dago Atas"}',
        right='"properties": {"kode": "32.73.02.1004"}',
    ),
    "S070": ProblemKind(
        severity="error",
        message=N_("`{found}` is no single unit of data/units.csv"),
        hint=N_("write the unit with its kind, such as `{nearest}`"),
        explanation=N_("An entry of the register belongs to the unit that holds the information."),
        wrong="dagoo,Arsip surat keterangan,setiap-saat",
        right="kelurahan/dago,Arsip surat keterangan,setiap-saat",
    ),
}
