"""Problems with packages that offices hand in (K: kiriman), and with committing what is in them."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

_ANEW = N_("save or send it once more from /tulis/, and do not open or pack it in between")
_NOTHING = N_(
    "Nothing of this package was taken. Reports in it are still on the telephone they come from."
)

SUBMISSION: dict[str, ProblemKind] = {
    "K001": ProblemKind(
        severity="error",
        message=N_("this package cannot be read: {reason}"),
        hint=_ANEW,
        explanation=N_(
            "A package is read only if it is exactly as /tulis/ made it: what was cut off on its way, or "
            "has something added, could hold anything."
        ),
        wrong=N_("(a file of which only a part arrived)"),
        right="kiriman-dago-20261130-1000.zip",
    ),
    "K002": ProblemKind(
        severity="error",
        message=N_("this package is too large: {found} where at most {limit} are read"),
        hint=N_("send it from /tulis/ in several packages, or with fewer photos"),
        explanation=N_(
            "Photos from /tulis/ have 300 KB each. A package that is so much larger was not made there, "
            "or unpacks to more than it seems to have."
        ),
        wrong=N_("(a package of 200 MB)"),
        right=N_("(a package of 2 MB)"),
    ),
    "K003": ProblemKind(
        severity="error",
        message=N_("this package has too many files: {found} where at most {limit} are read"),
        hint=N_("send it from /tulis/ in several packages"),
        explanation=_NOTHING,
        wrong=N_("(a package of 10,000 files)"),
        right=N_("(a report with three photos)"),
    ),
    "K004": ProblemKind(
        severity="error",
        message=N_("`{entry}` in this package is not taken: {reason}"),
        hint=_ANEW,
        explanation=N_(
            "Names and files that would reach beyond the folder of the unit, or that two programs read in "
            "two ways, have no place in a package. /tulis/ writes none."
        ),
        wrong="../../site.yml",
        right="laporan/2026/2026-11-03-posyandu-mawar.md",
    ),
    "K005": ProblemKind(
        severity="error",
        message=N_("`kiriman.json`, the list of what is in this package, cannot be used: {reason}"),
        hint=_ANEW,
        explanation=N_(
            "The list says which unit a package is of and what is in it. Without it nobody knows where "
            "its files belong."
        ),
        wrong='{"format": "zip"}',
        right='{"format": "sitegen-kiriman", "versi": 1}',
    ),
    "K006": ProblemKind(
        severity="error",
        message=N_("this package has the form {found}, and form {limit} is read here"),
        hint=N_(
            "open /tulis/ anew with a connection, so that it is as new as the site, and send again"
        ),
        explanation=N_(
            "The form grows when a package holds something that earlier programs would misread. A newer "
            "package than the program needs a newer program: tell Kominfo."
        ),
        wrong='"versi": 2',
        right='"versi": 1',
    ),
    "K007": ProblemKind(
        severity="error",
        message=N_(
            "this package holds `{found}`, which is no kind of content; known are: {allowed}"
        ),
        hint=_ANEW,
        explanation=_NOTHING,
        wrong='"jenis": "berita"',
        right='"jenis": "laporan"',
    ),
    "K008": ProblemKind(
        severity="error",
        message=N_("`{entry}` is not as the list of the package says: {reason}"),
        hint=_ANEW,
        explanation=N_(
            "The list has the length and a check sum of each file, so that nobody publishes a photo or text "
            "that was changed or lost on its way."
        ),
        wrong=N_("(a photo that was exchanged in the package)"),
        right=N_("(the package as it was saved)"),
    ),
    "K009": ProblemKind(
        severity="error",
        message=N_("`{entry}` has no place as {kind} in the folder of {unit}"),
        hint=N_("choose the unit and the kind of content in /tulis/, and send it from there"),
        explanation=N_(
            "A package brings content of one unit, and each kind of content to its own folder. Other units, "
            "settings and programs cannot be changed by it."
        ),
        wrong="content/kelurahan/sekeloa/laporan/2026-11-03-posyandu.md",
        right="laporan/2026/2026-11-03-posyandu.md",
    ),
    "K010": ProblemKind(
        severity="error",
        message=N_("`{entry}` is not what its ending {expected} says: it is {reason}"),
        hint=N_("choose the photo, document or table anew in /tulis/, and send again"),
        explanation=N_(
            "What a file is, its first bytes say, not its name. Programs and other archives are not taken "
            "under the name of a photo."
        ),
        wrong=N_("(a program with the name posyandu.jpg)"),
        right=N_("(a photo with the name posyandu.jpg)"),
    ),
    "K011": ProblemKind(
        severity="warning",
        message=N_(
            "the name or address of `{found}` is taken already, so this one is called `{rename}`"
        ),
        hint=N_(
            "if it was meant to take the other one's place, tell Kominfo; else nothing is to be done"
        ),
        explanation=N_(
            "What is sent never takes the place of what is there. Photos that get another name are named by "
            "it in their text, too."
        ),
        wrong="laporan/2026/2026-11-03-posyandu.md",
        right="laporan/2026/2026-11-03-posyandu-2.md",
    ),
    "K012": ProblemKind(
        severity="error",
        message=N_("this package is of {found}, but was handed in for {unit}"),
        hint=N_(
            "ask who sent it; if the unit was chosen wrongly in /tulis/, choose it there and send again"
        ),
        explanation=N_("A unit hands in its own content and nobody else's."),
        wrong="kelurahan/sekeloa",
        right="kelurahan/dago",
    ),
    "K013": ProblemKind(
        severity="error",
        message=N_("nothing can be committed here: {reason} ({detail})"),
        hint=N_(
            "look at `git status` in the city's folder, finish what it names, and receive again"
        ),
        explanation=N_(
            "Each report is a commit on the branch that is checked out. While git is in the middle of "
            "something, a commit could end up where nobody looks for it."
        ),
        wrong=N_("(a merge that waits for somebody)"),
        right="On branch main",
    ),
    "K014": ProblemKind(
        severity="error",
        message=N_("git does not know who works here"),
        hint=N_(
            'tell it once: `git config user.name "..."` and `git config user.email "..."`, then receive again'
        ),
        explanation=N_(
            "A commit says who wrote it, the office, and who took it in: whoever runs the command. The second "
            "name comes from git's own settings."
        ),
        wrong="user.name =",
        right="user.name = Kominfo",
    ),
    "K015": ProblemKind(
        severity="error",
        message=N_(
            "this package is of `{found}`, and this city has no such unit; the nearest is {nearest}"
        ),
        hint=N_("choose the unit in /tulis/ of this city's own site, and send again"),
        explanation=N_("Only units of the register, `data/units.csv`, have a folder for content."),
        wrong="kelurahan/dagoo",
        right="kelurahan/dago",
    ),
    "K016": ProblemKind(
        severity="error",
        message=N_("this is no package of /tulis/ but a file of the kind {found}"),
        hint=N_(
            "in /tulis/ press send or save, and send the file kiriman-....zip that comes of it"
        ),
        explanation=N_(
            "Photos, documents and other archives are not taken by themselves: without the list of a "
            "package nobody knows which report they belong to."
        ),
        wrong="posyandu.jpg",
        right="kiriman-dago-20261130-1000.zip",
    ),
    "K017": ProblemKind(
        severity="error",
        message=N_("this package is of `{found}`, which is closed; the nearest unit is {nearest}"),
        hint=N_("choose the unit that follows it in /tulis/, and send again"),
        explanation=N_(
            "What a closed unit published stays; new content belongs to the unit that follows."
        ),
        wrong="kelurahan/lama",
        right="kelurahan/dago",
    ),
    "K018": ProblemKind(
        severity="error",
        message=N_(
            "the profile has changes here that are not committed, and a new one would end them"
        ),
        hint=N_("commit `{path}` or put it back with `git checkout -- {path}`, then receive again"),
        explanation=N_(
            "A profile is sent as a whole and takes the place of the one before, which stays in git's "
            "history. What is not committed would be lost."
        ),
        wrong=" M content/kelurahan/dago/unit.yml",
        right=N_("(nothing to commit)"),
    ),
    "K019": ProblemKind(
        severity="error",
        message=N_("no reports can be made of this export: {reason}"),
        hint=N_(
            "export it anew from the older site, and name its kind: wordpress, folder, rss, csv or excel"
        ),
        explanation=N_(
            "Exports of WordPress and feeds are XML, tables are CSV in UTF-8 with the columns `judul`, "
            "`tanggal` and `isi`."
        ),
        wrong="sitegen import rss beranda.html --unit dago",
        right="sitegen import wordpress dago.WordPress.2026-11-30.xml --unit dago",
    ),
    "K020": ProblemKind(
        severity="error",
        message=N_("the settings of the desk cannot be read: {reason}"),
        hint=N_("let the account that runs `sitegen desk` read `{path}`"),
        explanation=N_(
            "`meja.yml` stands in the folder that --state names. Without a file the desk has its defaults."
        ),
        wrong="-rw------- root meja.yml",
        right="-rw-r----- root:sitegen meja.yml",
    ),
    "K021": ProblemKind(
        severity="error",
        message=N_("another desk works with this folder"),
        hint=N_("end the other one, or give this one a folder of its own with --state"),
        explanation=N_(
            "One desk writes what waits, and commits what is accepted; two would take each other's work."
        ),
        wrong="sitegen desk --state /srv/meja (twice)",
        right="sitegen desk --state /srv/meja",
    ),
    "K022": ProblemKind(
        severity="error",
        message=N_("the desk has no way to sign in, and lets nobody in without one"),
        hint=N_(
            "write the lines shown by `sitegen explain K022` into `{path}`, with your own address; other "
            "ways to sign in are in docs/desk.md"
        ),
        explanation=N_(
            "Whoever reaches the desk could publish in the name of an office. So there is no default."
        ),
        wrong="dengar: 127.0.0.1:8400",
        right="masuk:\n  alamat: https://meja.bandung.example\n  tautan: {berlaku_hari: 180}",
    ),
    "K023": ProblemKind(
        severity="error",
        message=N_("this was changed by somebody else since it was opened for editing"),
        hint=N_("open it anew in the desk, look at what is there now, and make the change in it"),
        explanation=N_(
            "A change holds for the version that its author saw. Put over another one it would undo what "
            "others wrote, and nobody would notice."
        ),
        wrong=N_("(an edit of the version of yesterday)"),
        right=N_("(an edit of the version that is published)"),
    ),
    "K024": ProblemKind(
        severity="error",
        message=N_(
            "the change cannot be written into the file without changing something else of it"
        ),
        hint=N_(
            "change `{path}` in the repository, or send only the part of the change that is needed"
        ),
        explanation=N_(
            "The desk writes the keys that were changed and leaves all else byte for byte. Where a file is "
            "written so that this cannot be told apart, it is left to somebody who sees the whole of it."
        ),
        wrong="judul: &a Posyandu",
        right="judul: Posyandu",
    ),
    "K025": ProblemKind(
        severity="error",
        message=N_("there is nothing at `{path}` that can be edited or withdrawn in the desk"),
        hint=N_("choose it anew from the list of what the unit has published"),
        explanation=N_(
            "Reports, notices, pages, tables and the profile are edited in the desk; a profile is never withdrawn. "
            "What was withdrawn already is in the history of the repository."
        ),
        wrong="laporan/2026/2026-11-03-tidak-ada.md",
        right="laporan/2026/2026-11-03-posyandu-mawar.md",
    ),
    "K026": ProblemKind(
        severity="error",
        message=N_("the withdrawal cannot be told to readers: {reason}"),
        hint=N_("write in one sentence why it is gone, and send the withdrawal again"),
        explanation=N_(
            "Whoever follows an old link finds since when something is gone and why. A sentence with "
            "personal data would tell more than what was withdrawn."
        ),
        wrong=N_("(no reason)"),
        right=N_("The place was wrong; the right report follows."),
    ),
    "K038": ProblemKind(
        severity="warning",
        message=N_(
            "of the profile that was there, `{what}` could not be changed without being written anew; remarks, and "
            "keys that sitegen does not know, are gone from it"
        ),
        hint=N_(
            "compare it with the version before, `git log -p -- {path}`, and put back what is missing"
        ),
        explanation=N_(
            "What a form sends is written into the profile that is there, key by key, and all else stays byte for "
            "byte. Where a file is written so that this cannot be told apart, what was sent takes its place."
        ),
        wrong="layanan: [{nama: A}, {nama: B}]  # dua",
        right="layanan:\n  # dua\n  - nama: A\n  - nama: B",
    ),
}
