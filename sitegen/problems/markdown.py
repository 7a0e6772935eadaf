"""Problems with texts and their links (M001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import NAMED, ProblemKind

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
        fix=NAMED,
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
        hint=N_("use an address that begins with https://, mailto: or tel:, or remove the link"),
        explanation=N_(
            "Other forms can run programs on a reader's device, or lead to a file on the device of the "
            "author."
        ),
        wrong="[klik](javascript:...)",
        right="[formulir](https://layanan.bandung.go.id)",
        fix=NAMED,
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
        hint=N_("write the line `slug: {free}` between the `---` lines of this file: it is free"),
        explanation=N_(
            "Two pages cannot share an address. The text that has had it longer keeps it, as git's "
            "history says, and without git the one whose path comes first; the newcomer is held back "
            "until it has an address of its own. A draft holds none."
        ),
        wrong="laporan/2026-11-03-posyandu.md\nlaporan/2026-11-10-posyandu.md",
        right="laporan/2026-11-03-posyandu.md\nlaporan/2026-11-10-posyandu-10.md",
    ),
    "M009": ProblemKind(
        severity="warning",
        message=N_("the old address `{found}` cannot become a redirect: {reason}"),
        hint=N_(
            "remove it from `alias`, or write a path that begins and ends with `/`, such as "
            "`/berita/posyandu/`, that no page uses"
        ),
        explanation=N_(
            "An alias is an address that the page had before, without the host. It has at most 8 "
            "parts of 100 characters, 200 in all. What belongs to the city, to another unit, to the "
            "unit's own lists or to web servers is free for nobody."
        ),
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
        fix=N_("save that file as PDF beside it, and link to `{instead}`"),
    ),
    "M011": ProblemKind(
        severity="warning",
        message=N_("no report and no page links to this document, so it is not published"),
        hint=N_("link to it from a text beside it: `[{title}]({link})`"),
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
    "M013": ProblemKind(
        severity="warning",
        message=N_("`[caption]` of WordPress was taken out ({count} times); its words stay"),
        hint=N_('write the caption behind the picture: `![Meja](meja.jpg "Hari kedua")`'),
        explanation=N_(
            "Only WordPress knows such marks; here they would stand in the text as they are. A "
            "picture with a caption that has a line of its own is understood."
        ),
        wrong='[caption id="a1" width="300"]![Meja](meja.jpg) Hari kedua[/caption]',
        right='![Meja](meja.jpg "Hari kedua")',
    ),
    "M014": ProblemKind(
        severity="warning",
        message=N_("`&nbsp;` was replaced by a space ({count} times)"),
        hint=N_("paste as plain text, and type spaces"),
        explanation=N_(
            "This sign comes along when text is pasted from a web page. It keeps lines from "
            "breaking on small screens, and words from being found. Between a figure and its "
            "unit, as in `10&nbsp;km`, it stays."
        ),
        wrong="dilaksanakan&nbsp;&nbsp;pada hari Senin",
        right="dilaksanakan pada hari Senin",
    ),
    "M015": ProblemKind(
        severity="warning",
        message=N_("`{tag}` was dropped with all that stands in it ({count} times)"),
        hint=N_("remove it; the theme alone decides how pages look"),
        explanation=N_(
            "Styles and scripts are made for another site. All pages look alike and stay safe "
            "because none comes from a text."
        ),
        wrong="<style> .kartu { color: red } </style>",
        right="## Judul bagian",
    ),
    "M016": ProblemKind(
        severity="warning",
        message=N_("`{found}` does not become bold; the stars stay visible"),
        hint=N_("put the space outside of the stars: `**Palu** - Dalam`"),
        fix=NAMED,
        explanation=N_(
            "Stars make words bold when they touch these words inside, and a space or a sign "
            "outside. Some other programs are less strict."
        ),
        wrong="**Palu -**Dalam rangka hari jadi",
        right="**Palu** - Dalam rangka hari jadi",
    ),
    "M017": ProblemKind(
        severity="error",
        message=N_("quotations are nested deeper than {limit} levels here"),
        hint=N_("remove signs > from the start of the line"),
        explanation=N_(
            "Nobody can follow so many levels, and thousands of them would keep the build busy "
            "for minutes."
        ),
        wrong="> > > > > > > > > > ...",
        right="> Kutipan",
    ),
    "M018": ProblemKind(
        severity="warning",
        message=N_("the document `{file}` has {size} MB; at most {limit} MB are published"),
        hint=N_("save it again in a smaller size, or split it"),
        explanation=N_(
            "Citizens pay for each megabyte. Scans become small when they are saved in black and "
            "white, or as text. The words of the link stay without the link."
        ),
        wrong="renstra.pdf (80 MB)",
        right="renstra.pdf (4 MB)",
    ),
    "M019": ProblemKind(
        severity="warning",
        message=N_("the link `{found}` means no heading of its page: there is no `{fragment}`"),
        hint=N_(
            "write a heading that the page has ({headings}); if it has none, link to the page alone or remove the link"
        ),
        explanation=N_(
            "What stands behind # is the name of a heading: its words in small letters, with a hyphen "
            "for each space. Until it is mended the link leads to the start of the page."
        ),
        fix=NAMED,
        wrong="[biaya](../../halaman/syarat.md#harga)",
        right="[biaya](../../halaman/syarat.md#dokumen-dan-biaya)",
    ),
    "M020": ProblemKind(
        severity="warning",
        message=N_("the document `{found}` could not be read, so that the link is left out"),
        hint=N_("see what U037 says of the file, mend that, and build again"),
        explanation=N_(
            "The file was there when the folder was listed and could not be opened when the text "
            "was finished. An empty document behind a link would say what nobody wrote; the words "
            "of the link stay, and the text is published."
        ),
        wrong="[SK](sk-posyandu.pdf)      # chmod 000 sk-posyandu.pdf",
        right="[SK](sk-posyandu.pdf)      # chmod 644 sk-posyandu.pdf",
    ),
    "M022": ProblemKind(
        severity="warning",
        message=N_("the old address `{found}` stays with `{other}`, which came first"),
        hint=N_("remove it from `alias` here, or from `alias` there if the page moved here"),
        explanation=N_(
            "An address leads to one page. The text that has had it longer keeps it, as git's history "
            "says, and without git the one whose path comes first."
        ),
        wrong="alias: [/berita/posyandu/]      # laporan/2026-11-03-a.md has it, too",
        right="alias: [/berita/posyandu-melati/]",
    ),
    "M023": ProblemKind(
        severity="warning",
        message=N_("the text has {count} old addresses; the first {limit} become redirects"),
        hint=N_("remove from `alias` what nobody follows any more, until {limit} are left"),
        explanation=N_(
            "Each old address is a file of the site, and hosts take a limited number of files."
        ),
        wrong=N_("alias: (300 addresses)"),
        right="alias: [/berita/posyandu/]",
    ),
    "M024": ProblemKind(
        severity="warning",
        message=N_("{url} is no address any more: its source is gone"),
        hint=N_(
            "if a text of the unit takes its place, write the line `alias: [{url}]` between the `---` lines of that "
            "text; if none does, there is nothing to do"
        ),
        explanation=N_(
            "People have links to the page, and search engines know it. This is said once, when the "
            "page goes; `sitegen explain` and the address say it later, too."
        ),
        wrong="git rm laporan/2026-11-03-posyandu.md",
        right="alias: [/kelurahan/dago/laporan/2026/11/posyandu/]",
    ),
    "M030": ProblemKind(
        severity="warning",
        message=N_("{url} is no address any more: its table is gone"),
        hint=N_(
            "write `{line}`, with the reason for the dots, into data/dataset-lama.csv (first line `{head}`); of one that has "
            "moved, data/alamat-lama.csv"
        ),
        explanation=N_(
            "Others use the figures and quote the page. The list of what is published no more keeps a page that says since "
            "when and why, and tells portals for a year. This is said once, when the page goes."
        ),
        wrong="git rm data/posyandu.csv",
        right="/skpd/dinkes/data/posyandu/,Posyandu,2026-11-30,Digabung dengan data puskesmas,",
    ),
    "M025": ProblemKind(
        severity="warning",
        message=N_("the page has left its address {url}"),
        hint=N_(
            "write the line `alias: [{url}]` between the `---` lines, and the old one leads here"
        ),
        explanation=N_(
            "A new file name, `slug` or month gives a page another address. Where git knows what it "
            "was before, the old one leads to the new one by itself as soon as the change is committed."
        ),
        wrong="slug: posyandu-melati",
        right="slug: posyandu-melati\nalias: [/kelurahan/dago/laporan/2026/11/posyandu-mawar/]",
    ),
    "M021": ProblemKind(
        severity="warning",
        message=N_(
            "the text has {count} links and pictures; at most {limit} are made, so that from here on "
            "only their words are shown"
        ),
        hint=N_("split the text into several, or put the list into a table in `data/`"),
        explanation=N_(
            "A list of so many links is a table. In `data/` it can be sorted and downloaded, and the "
            "page stays light."
        ),
        wrong=N_("(a report with 20,000 links)"),
        right=N_("(a dataset with a column of addresses)"),
    ),
    "M026": ProblemKind(
        severity="warning",
        message=N_("`{found}` stays visible on the page as it is written"),
        hint=N_(
            "look at this place on the page: something in it is missing, such as a bracket, a space "
            "or the note at the end of the text"
        ),
        explanation=N_(
            "Signs that make links, notes, headings, tables and charts are shown as they are when a "
            "part of them is missing. Readers take them for a mistake."
        ),
        wrong=N_("84 balita[^1] (without a note `[^1]: ...` below)"),
        right=N_("84 balita[^1]\n\n[^1]: Menurut buku register."),
    ),
    "M027": ProblemKind(
        severity="warning",
        message=N_("the note `{found}` is not shown: no `{found}` in the text leads to it"),
        hint=N_("write `{found}` behind the words that it belongs to, or remove the note"),
        explanation=N_(
            "Notes stand at the end of the page in the order of their marks. One without a mark has no "
            "place there, so that its words are not shown."
        ),
        wrong="84 balita\n\n[^1]: Menurut buku register.",
        right="84 balita[^1]\n\n[^1]: Menurut buku register.",
    ),
    "M028": ProblemKind(
        severity="warning",
        message=N_("this note is not shown: another note has the mark `{found}`, too"),
        hint=N_(
            "give it a mark of its own here and behind the words that it belongs to, or remove it"
        ),
        explanation=N_(
            "A mark leads to one note. The first with this mark is shown; the words of any other are "
            "not on the page."
        ),
        wrong="[^1]: Menurut buku register.\n[^1]: APBD 2026.",
        right="[^1]: Menurut buku register.\n[^2]: APBD 2026.",
    ),
    "M029": ProblemKind(
        severity="warning",
        message=N_("`{found}` begins a block of code here that has no end"),
        hint=N_("write `{found}` on a line of its own behind the block, or remove this line"),
        explanation=N_(
            "What stands between two such lines is shown as it is typed, without links, headings and "
            "charts. Without the second one that is the whole rest of the text."
        ),
        wrong="```\nmula 08.00\n\nTerima kasih.",
        right="```\nmula 08.00\n```\n\nTerima kasih.",
    ),
}
