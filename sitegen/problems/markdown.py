"""Problems of texts and their links (M001...)."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

MARKDOWN: dict[str, ProblemKind] = {
    "M001": ProblemKind(
        severity="error",
        message=N_("the file has {size} KB; at most {limit} KB are read"),
        hint=N_("split the text into several reports, and take pictures out of it"),
        explanation=N_(
            "A report of a thousand words has 7 KB. Larger files are mostly pictures pasted "
            "as text."
        ),
        wrong=N_("(a picture pasted into the text as data:image/...)"),
        right="![Meja timbang](posyandu.jpg)",
    ),
    "M002": ProblemKind(
        severity="error",
        message=N_("the report has no text"),
        hint=N_("write the report below the second `---` line"),
        explanation=N_("A page with a title and nothing else helps nobody."),
        wrong="---\njudul: Posyandu Mawar\n---",
        right="---\njudul: Posyandu Mawar\n---\n\nPosyandu Mawar melayani 84 balita ...",
    ),
    "M003": ProblemKind(
        severity="warning",
        message=N_("the HTML tag `{tag}` was dropped ({count} times); the words in it stay"),
        hint=N_("paste as plain text, and use Markdown: **bold**, ## heading, - list"),
        explanation=N_(
            "All pages look alike and stay safe because the theme alone decides how text "
            "looks. HTML comes along when text is pasted from a web page or a mail."
        ),
        wrong="<b>Penting</b>",
        right="**Penting**",
    ),
    "M004": ProblemKind(
        severity="warning",
        message=N_("the link `{found}` leads nowhere; the nearest file is `{nearest}`"),
        hint=N_("correct the path; it is written from the folder of this file"),
        explanation=N_(
            "Links inside a unit are written as paths to its files and become addresses of "
            "pages. Until it is mended the words stand without a link."
        ),
        wrong="[jadwal](../jadwal.md)",
        right="[jadwal](../../halaman/jadwal.md)",
    ),
    "M005": ProblemKind(
        severity="warning",
        message=N_("the link `{found}` leaves the folder of the unit"),
        hint=N_("link to the page's address instead, such as `/kelurahan/dago/`"),
        explanation=N_(
            "Units can be moved and built one by one, so a path into another unit's folder "
            "is not followed."
        ),
        wrong="[Dago](../../../kelurahan/dago/unit.yml)",
        right="[Dago](/kelurahan/dago/)",
    ),
    "M006": ProblemKind(
        severity="warning",
        message=N_("the link `{found}` has a form that is not allowed"),
        hint=N_("use an address that begins with https://, mailto: or tel:"),
        explanation=N_("Other forms can run programs on a reader's device."),
        wrong="[klik](javascript:...)",
        right="[formulir](https://layanan.bandung.go.id)",
    ),
    "M007": ProblemKind(
        severity="warning",
        message=N_("the link `{link}` leads to a page that does not exist"),
        hint=N_("correct the address, or remove the link"),
        explanation=N_(
            "The address belongs to this site, but no page answers there. The check runs "
            "over the whole site after all units are built."
        ),
        wrong="[arsip](/kelurahan/dagoo/)",
        right="[arsip](/kelurahan/dago/)",
    ),
    "M008": ProblemKind(
        severity="error",
        message=N_("the page has the same address as `{other}`: {url}"),
        hint=N_("rename one of the two files"),
        explanation=N_("Two pages cannot share an address; the one that comes later is held back."),
        wrong="laporan/2026-11-03-posyandu.md\nlaporan/arsip/2026-11-03-posyandu.md",
        right=("laporan/2026-11-03-posyandu-mawar.md\nlaporan/arsip/2026-11-03-posyandu-melati.md"),
    ),
    "M009": ProblemKind(
        severity="warning",
        message=N_("the old address `{found}` cannot become a redirect"),
        hint=N_(
            "write a path that begins and ends with `/`, such as `/berita/posyandu/`, that "
            "no page uses"
        ),
        explanation=N_("An alias is an address that the page had before, without the host."),
        wrong="alias: [https://lama.bandung.go.id/a]",
        right="alias: [/berita/posyandu/]",
    ),
    "M010": ProblemKind(
        severity="warning",
        message=N_("the link `{found}` leads to a file that is not published now"),
        hint=N_("publish that file, or remove the link; the words stand without a link until then"),
        explanation=N_(
            "Drafts, reports dated in the future and expired ones have no page, nor have those that "
            "are held back and never were right. The link comes back by itself when the page does."
        ),
        wrong="[pengumuman](2026-01-22-pengumuman.md)",
        right="[laporan](2026-03-04-laporan.md)",
    ),
    "M011": ProblemKind(
        severity="warning",
        message=N_("no report and no page links to this document, so it is not published"),
        hint=N_("link to it from a text beside it, such as `[Surat edaran](surat-edaran.pdf)`"),
        explanation=N_("A document is published together with the page that links to it."),
        wrong="halaman/surat-edaran.pdf",
        right="[Surat edaran](surat-edaran.pdf)",
    ),
    "M012": ProblemKind(
        severity="error",
        message=N_("the text could not be turned into a page ({reason})"),
        hint=N_("remove long rows of signs such as [[[[, **** or <<<<, or split the text"),
        explanation=N_(
            "Some sequences of signs keep the Markdown engine busy for minutes. It is stopped after "
            "ten seconds, so that one text never holds up the city."
        ),
        wrong="[[[[[[[[[[[[[[[[[[[[ ...",
        right="[jadwal](jadwal.md)",
    ),
}
