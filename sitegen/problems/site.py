"""Problems with the site's configuration and the build (S001...)."""

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
    "S024": ProblemKind(
        severity="error",
        message=N_("`--executor` needs Dask, which is not installed"),
        hint=N_("run `pip install 'distributed>=2025.1'`, or build without `--executor`"),
        explanation=N_("Only a build on several machines needs it."),
        wrong="sitegen build --executor tcp://scheduler:8786",
        right="pip install 'distributed>=2025.1'\nsitegen build --executor tcp://scheduler:8786",
    ),
    "S025": ProblemKind(
        severity="error",
        message=N_("`{found}` is no address of a Dask scheduler"),
        hint=N_("write `tcp://host:port` or `tls://host:port`, as `dask scheduler` shows it"),
        explanation=N_("The scheduler shows its address when it starts."),
        wrong="sitegen build --executor scheduler",
        right="sitegen build --executor tcp://scheduler:8786",
    ),
    "S026": ProblemKind(
        severity="error",
        message=N_("no Dask scheduler answered at {address} within {seconds} seconds: {reason}"),
        hint=N_("start it with `dask scheduler`, or build without `--executor`"),
        explanation=N_(
            "The scheduler must run before the build starts. For `tls://`, both need the keys that "
            "Dask's own configuration names."
        ),
        wrong="sitegen build --executor tcp://scheduler:8786",
        right="dask scheduler --port 8786",
    ),
    "S027": ProblemKind(
        severity="error",
        message=N_("the Dask scheduler {address} had no workers for {seconds} seconds"),
        hint=N_("start some with `dask worker {address} --nthreads 1`, then build again"),
        explanation=N_("The scheduler builds nothing itself; its workers do."),
        wrong="dask scheduler",
        right="dask worker tcp://scheduler:8786 --nworkers 4 --nthreads 1",
    ),
    "S028": ProblemKind(
        severity="error",
        message=N_("{worker} of the Dask cluster has {found}; this build has {expected}"),
        hint=N_("install the same versions there, and start it again"),
        explanation=N_(
            "Pages must have the same bytes wherever they are made, and another version can make "
            "others. The scheduler makes no pages, but has to know what it passes on."
        ),
        wrong=N_("(a worker with an older sitegen)"),
        right="pip install --require-hashes -r requirements/runtime.txt",
    ),
    "S029": ProblemKind(
        severity="error",
        message=N_("the Dask cluster {address} failed ({reason}); nothing was published"),
        hint=N_("build again; if it happens again, the log of the scheduler says why"),
        explanation=N_(
            "What is online stays as it was. A worker that stops costs nothing: others do its work."
        ),
        wrong="-",
        right="-",
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
    "S069": ProblemKind(
        severity="error",
        message=N_("the table `{path}` of the city cannot be read: {reason}"),
        hint=N_("save it as CSV in UTF-8, beginning with this row: {head}"),
        explanation=N_(
            "The city's own tables in `data/` add what no unit's file says: the register of public "
            "information, holidays, requests, complaints. The pages of units are made without them too."
        ),
        wrong=N_("(a workbook renamed to .csv)"),
        right="unit,ringkasan,klasifikasi",
    ),
    "S070": ProblemKind(
        severity="error",
        message=N_("`{found}` is no single unit of data/units.csv"),
        hint=N_("write the unit with its kind, such as `{nearest}`"),
        explanation=N_("An entry of the register belongs to the unit that holds the information."),
        wrong="dagoo,Arsip surat keterangan,setiap-saat",
        right="kelurahan/dago,Arsip surat keterangan,setiap-saat",
    ),
    "S071": ProblemKind(
        severity="error",
        message=N_("this row does not say what the information is about"),
        hint=N_("write it in the column `ringkasan`, or remove the row"),
        explanation=N_("The summary is what people look for in the register."),
        wrong="kelurahan/dago,,setiap-saat",
        right="kelurahan/dago,Arsip surat keterangan 2025,setiap-saat",
    ),
    "S072": ProblemKind(
        severity="error",
        message=N_("`{found}` is no class of public information"),
        hint=N_("write one of these: {allowed}"),
        explanation=N_("UU 14/2008 knows these classes (articles 9, 10, 11 and 17)."),
        wrong="kelurahan/dago,Arsip surat keterangan,terbuka",
        right="kelurahan/dago,Arsip surat keterangan,setiap-saat",
    ),
    "S073": ProblemKind(
        severity="error",
        message=N_("information is called exempt without the result of the test"),
        hint=N_(
            "write in the column `hasil_uji` what the test found and on which article it rests, or "
            "choose another class"
        ),
        explanation=N_(
            "Information is exempt only after a careful test of the consequences of publishing it "
            "(UU 14/2008, articles 17 and 19)."
        ),
        wrong="kelurahan/dago,Data warga miskin by name,dikecualikan,,,,",
        right="kelurahan/dago,Data warga miskin by name,dikecualikan,,,,Pasal 17 huruf h: rahasia pribadi",
    ),
    "S074": ProblemKind(
        severity="error",
        message=N_("exempt information has an address: `{found}`"),
        hint=N_("empty the column `tautan` of this row, and take what is there offline"),
        explanation=N_("The register names exempt information without its content."),
        wrong="kelurahan/dago,Data warga,dikecualikan,,,https://drive.contoh/x,Pasal 17 huruf h",
        right="kelurahan/dago,Data warga,dikecualikan,,,,Pasal 17 huruf h",
    ),
    "S075": ProblemKind(
        severity="error",
        message=N_("the cell `tautan` has `{found}`, which is no address"),
        hint=N_(
            "write one that begins with https:// or, on this site, with /; or leave the cell empty"
        ),
        explanation=N_("People open the information from the register."),
        wrong="kelurahan/dago,Peraturan,setiap-saat,,,jdih.kota.example,",
        right="kelurahan/dago,Peraturan,setiap-saat,,,https://jdih.kota.example,",
    ),
    "S076": ProblemKind(
        severity="error",
        message=N_("the first row of `{path}` lacks the columns {columns}"),
        hint=N_("write this as its first row: {head}"),
        explanation=N_(
            "The names in the first row say what each column is; their order does not matter."
        ),
        wrong="ringkasan,klasifikasi",
        right="unit,ringkasan,klasifikasi",
    ),
    "S077": ProblemKind(
        severity="error",
        message=N_("`{found}` is no day"),
        hint=N_("write it as year-month-day, such as 2026-12-25"),
        explanation=N_("The other rows of the file count; this one does not."),
        wrong="25/12/2026,Hari Natal",
        right="2026-12-25,Hari Natal",
    ),
    "S078": ProblemKind(
        severity="error",
        message=N_("`{found}` in the column `{column}` is no number"),
        hint=N_("write a number in digits, such as 12; 0 if there was none"),
        explanation=N_(
            "Requests for information and complaints are published as counts, which are added up."
        ),
        wrong="2025,skpd/dinkes,belasan,3,1,0",
        right="2025,skpd/dinkes,12,3,1,0",
    ),
    "S079": ProblemKind(
        severity="error",
        message=N_("{answered} answers are more than the {received} requests that were received"),
        hint=N_("compare `diterima` with the sum of `dikabulkan`, `sebagian` and `ditolak`"),
        explanation=N_("Each request is granted, granted in part, refused or not answered yet."),
        wrong="2025,skpd/dinkes,3,3,1,0",
        right="2025,skpd/dinkes,4,3,1,0",
    ),
    "S080": ProblemKind(
        severity="error",
        message=N_("`{found}` is no month of a year"),
        hint=N_("write the year with four digits and the month as a number from 1 to 12"),
        explanation=N_("Complaints are counted by the month in which they were received."),
        wrong="skpd/dishub,2026,13,18,6,9,15,18,0,2026-11-16",
        right="skpd/dishub,2026,10,18,6,9,15,18,0,2026-11-16",
    ),
    "S081": ProblemKind(
        severity="error",
        message=N_("`{column}` has {found}, which is more than `{other}` with {most}"),
        hint=N_(
            "compare the two columns: each deadline includes the shorter ones, and what is open has no answer"
        ),
        explanation=N_(
            "What was answered within 3 days was answered within 5 too. What is open is at most what is left "
            "of all that was received."
        ),
        wrong="skpd/dishub,2026,10,18,9,6,15,18,0,2026-11-16",
        right="skpd/dishub,2026,10,18,6,9,15,18,0,2026-11-16",
    ),
    "S082": ProblemKind(
        severity="error",
        message=N_("`{unit}` has two rows for {month}; the first one is row {row}"),
        hint=N_("keep one of the two rows, with the counts of the whole month"),
        explanation=N_(
            "The first row counts. Two rows would be added up, and nobody knows whether they should be."
        ),
        wrong="(skpd/dishub,2026,10 twice)",
        right="(skpd/dishub,2026,10 once)",
    ),
    "S083": ProblemKind(
        severity="error",
        message=N_("complaints of {month} cannot have been counted on `{found}` already"),
        hint=N_(
            "write in the column `per` the day on which the row was counted, such as 2026-11-16"
        ),
        explanation=N_(
            "That day says for which complaints the time to answer is over. The others are in no share."
        ),
        wrong="skpd/dishub,2026,10,18,6,9,15,18,0,2026-09-30",
        right="skpd/dishub,2026,10,18,6,9,15,18,0,2026-11-16",
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
}
