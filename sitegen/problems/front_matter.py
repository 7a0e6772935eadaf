"""Problems with keys and their values (F004...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import INSTEAD, INSTEAD_LINES, RENAME, ProblemKind

FRONT_MATTER: dict[str, ProblemKind] = {
    "F004": ProblemKind(
        severity="error",
        message=N_("the key `{key}` is missing"),
        hint=N_("add a line such as `{key}: {example}`"),
        explanation=N_(
            "This key is needed: without it the file is held back, or the part that lacks it is left "
            "out, such as a photo without `berkas`."
        ),
        wrong="tanggal: 2026-11-03",
        right="judul: Posyandu Mawar layani 84 balita\ntanggal: 2026-11-03",
        fix=N_("add the line `{added}`; correct its words if they do not fit"),
        spares=True,
    ),
    "F005": ProblemKind(
        severity="error",
        message=N_("the key `{key}` has no value"),
        hint=N_("write a value after the colon, such as `{key}: {example}`"),
        explanation=N_("An empty value for a key that is needed is the same as no key."),
        wrong="judul:",
        right="judul: Posyandu Mawar layani 84 balita",
        fix=INSTEAD,
        spares=True,
    ),
    "F006": ProblemKind(
        severity="error",
        message=N_("there is no key `{key}`; did you mean `{nearest}`?"),
        hint=N_("write `{nearest}`"),
        explanation=N_(
            "A mistyped key would be ignored without a word, and `drfa: ya` would publish a "
            "draft. So a key that is nearly right holds the file back where its value decides: the title, "
            "the date, whether it is published. Otherwise the page is published without it."
        ),
        wrong="tangal: 2026-11-03",
        right="tanggal: 2026-11-03",
        fix=INSTEAD,
        spares=True,
    ),
    "F007": ProblemKind(
        severity="warning",
        message=N_("there is no key `{key}`; its value is not used"),
        hint=N_("remove the line, or use one of: {known}"),
        explanation=N_("Keys of other programs are harmless; the value is not shown anywhere."),
        wrong="layout: post",
        right=N_("(remove the line)"),
        fix=N_("write it with the same indent as the keys it belongs to: `{line}`"),
    ),
    "F008": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is no date"),
        hint=N_("write the date after `{key}:` as year-month-day, with four, two and two digits"),
        explanation=N_(
            "Dates are also read as 03-11-2026 and 3 November 2026, day before month. A date "
            "that does not exist (30 February), or with the month before the day, is "
            "refused."
        ),
        wrong="tanggal: 31-02-2026",
        right="tanggal: 2026-02-28",
        fix=INSTEAD,
        spares=True,
    ),
    "F009": ProblemKind(
        severity="error",
        message=N_("`{key}` says the same as `{other}`, which stands in the file too"),
        hint=N_("keep one of the two"),
        explanation=N_(
            "Both keys are names of one value; with both there, nobody can tell which was meant."
        ),
        wrong="judul: Posyandu Mawar\ntitle: Posyandu Melati",
        right="judul: Posyandu Mawar",
        spares=True,
    ),
    "F010": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is no whole number"),
        hint=N_("write digits only, such as `{key}: 84`"),
        explanation=N_(
            "Numbers are counted and added up, so they must be numbers. Dots between "
            "thousands are understood: 1.250."
        ),
        wrong="peserta: sekitar delapan puluh",
        right="peserta: 80",
        fix=INSTEAD,
        spares=True,
    ),
    "F011": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is neither yes nor no"),
        hint=N_("write `{key}: ya` or `{key}: tidak`"),
        explanation=N_("This key is a switch. Any other word could be read either way."),
        wrong="draf: mungkin",
        right="draf: ya",
        spares=True,
    ),
    "F020": ProblemKind(
        severity="error",
        message=N_("`{key}` has {length} characters; at most {limit} are allowed"),
        hint=N_("shorten it, or move it into the text"),
        explanation=N_("Long texts belong below the keys."),
        wrong=N_("ringkasan: (a whole report)"),
        right=N_("ringkasan: (one sentence)"),
        spares=True,
    ),
    "F021": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is no amount in rupiah"),
        hint=N_("write digits only, such as `{key}: 3500000`"),
        explanation=N_(
            "Amounts are added up. Rp3.500.000 and 2,4 miliar are understood as well; 3.5 is "
            "not, because it could be 3,5 million or 35."
        ),
        wrong="anggaran: 3.5 jt",
        right="anggaran: 3500000",
        spares=True,
    ),
    "F022": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is not in the list: {allowed}"),
        hint=N_("write one of them"),
        explanation=N_(
            "Kinds and topics come from the city's list in `site.yml`, so that reports of "
            "all units are found together. Kominfo can add to it."
        ),
        wrong="topik: [kesehatn]",
        right="topik: [kesehatan]",
        fix=INSTEAD,
        spares=True,
    ),
    "F023": ProblemKind(
        severity="error",
        message=N_("`{key}` needs further keys on indented lines"),
        hint=N_("write them on the lines below, with two spaces before each"),
        explanation=N_("This key is a group, such as `ppid` with `pejabat` and `jam`."),
        wrong="ppid: Sekretaris",
        right="ppid:\n  pejabat: Sekretaris",
        fix=INSTEAD_LINES,
        spares=True,
    ),
    "F027": ProblemKind(
        severity="error",
        message=N_("the report has no date"),
        hint=N_(
            "add the line `tanggal:` with the date, or put the date before the file's name as "
            "year-month-day, followed by `-{name}.md`"
        ),
        explanation=N_("The date is part of the page's address and of its place in all lists."),
        wrong="laporan/posyandu.md",
        right="laporan/2026-11-03-posyandu.md",
        fix=RENAME,
    ),
    "F028": ProblemKind(
        severity="error",
        message=N_("no address can be made of the file name or the title"),
        hint=N_("name the file with letters a to z and digits, such as `2026-11-03-posyandu.md`"),
        explanation=N_(
            "Addresses are made of the letters a to z, digits and hyphens, so that they can "
            "be read aloud and typed anywhere."
        ),
        wrong="laporan/2026-11-03-....md",
        right="laporan/2026-11-03-posyandu.md",
    ),
    "F029": ProblemKind(
        severity="warning",
        message=N_("the activity ends ({end}) before it begins ({start})"),
        hint=N_("correct `tanggal_selesai` or `tanggal_kegiatan`"),
        explanation=N_("One of the two dates is mistyped. The report is published without both."),
        wrong="tanggal_kegiatan: 2026-11-05\ntanggal_selesai: 2026-11-03",
        right="tanggal_kegiatan: 2026-11-03\ntanggal_selesai: 2026-11-05",
    ),
    "F035": ProblemKind(
        severity="error",
        message=N_("`{key}` says no number of people that can be read"),
        hint=N_("write one number, such as `{key}: 84`, or `{key}: {{L: 30, P: 54}}`"),
        explanation=N_(
            "Men and women are read as `L` and `P`, `laki_laki` and `perempuan`, `pria` and `wanita`. "
            "What was counted besides them needs the sum, `jumlah`."
        ),
        wrong="peserta: {dewasa: 30, anak: 54}",
        right="peserta: {L: 30, P: 54}",
        spares=True,
    ),
    "F036": ProblemKind(
        severity="error",
        message=N_("men and women in `{key}` add up to {sum}, and `jumlah` says {total}"),
        hint=N_("correct one of the figures, or remove the line `jumlah`"),
        explanation=N_("One of the three is wrong, and nobody can tell which, so none is shown."),
        wrong="peserta: {laki_laki: 30, perempuan: 54, jumlah: 100}",
        right="peserta: {laki_laki: 30, perempuan: 54}",
        spares=True,
    ),
    "F037": ProblemKind(
        severity="error",
        message=N_("the year of `{key}: {found}` is not between {first} and {last}"),
        hint=N_("correct the year, such as `{key}: 2026-11-03`"),
        explanation=N_(
            "Such a year is a slip of the hand: 1026 or 2062 for 2026. The page would stand in an archive "
            "where nobody looks for it, or not appear for decades."
        ),
        wrong="tanggal: 1026-11-03",
        right="tanggal: 2026-11-03",
        spares=True,
    ),
    "F038": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` says not to publish this, in words that are not known here"),
        hint=N_("write the line `draf: ya` in its place; to publish it, remove the line"),
        fix=N_("write the line `draf: ya` in its place; to publish it, remove the line"),
        explanation=N_(
            "Other programs have other words for it. What somebody did not want to be published is not, "
            "and a draft is not held against anybody: it waits until the line is gone."
        ),
        wrong="published: false",
        right="draf: ya",
    ),
    "F039": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` says not to publish this, and a profile has no drafts"),
        hint=N_(
            "remove the line as soon as the profile is right; until then the last one is shown"
        ),
        explanation=N_(
            "Every unit has a page, and the profile is what it says of itself. What somebody did not "
            "want to be published is not."
        ),
        wrong="nama_pendek: Dago\ndraf: ya",
        right="nama_pendek: Dago",
    ),
    "F040": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is no area code"),
        hint=N_('write it with dots, such as `{key}: "32.73.02.1004"`, or remove the line'),
        fix=INSTEAD,
        explanation=N_(
            "Codes of areas are those of Kemendagri: PP.KK.CC.DDDD. Programs look areas up by them."
        ),
        wrong="kode_wilayah: Dago",
        right='kode_wilayah: "32.73.02.1004"',
        spares=True,
    ),
    "F041": ProblemKind(
        severity="warning",
        message=N_("`{found}` in `{key}` is no telephone number, and is shown without a link"),
        hint=N_(
            "write numbers with digits, several with commas: `{key}: 022-5550104 ext. 12, 0812-5550-104`"
        ),
        explanation=N_("Readers touch a number to call it. Words lead nowhere."),
        wrong="whatsapp: hubungi loket",
        right="whatsapp: 0812-5550-104",
    ),
    "F042": ProblemKind(
        severity="warning",
        message=N_("`{found}` in `{key}` is no mail address, and is shown without a link"),
        hint=N_("write addresses such as `{key}: dago@bandung.go.id`, several with commas"),
        explanation=N_("Readers touch an address to write to it. A letter to half of one is lost."),
        wrong="email: dago at bandung.go.id",
        right="email: dago@bandung.go.id",
    ),
    "F043": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is no address of a web site"),
        hint=N_("write it as browsers show it, such as `{key}: https://dago.bandung.go.id`"),
        explanation=N_("A link that leads nowhere costs those who follow it their trust."),
        wrong="situs: Web Kelurahan Dago",
        right="situs: https://dago.bandung.go.id",
        spares=True,
    ),
    "F044": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` leads to no account"),
        hint=N_(
            "copy the whole address from the browser, such as `{key}: https://www.facebook.com/kel.dago`"
        ),
        explanation=N_(
            "The name of an account has no spaces. Without a whole address these networks are known: "
            "instagram, facebook, x, youtube, tiktok, threads."
        ),
        wrong="media_sosial:\n  facebook: Kelurahan Dago",
        right="media_sosial:\n  facebook: https://www.facebook.com/kel.dago",
        spares=True,
    ),
    "F045": ProblemKind(
        severity="warning",
        message=N_("the period ends ({end}) before it begins ({start}), and is left out"),
        hint=N_("correct `awal` or `akhir`"),
        explanation=N_("One of the two is mistyped. The table is published without a period."),
        wrong='periode: {awal: "2026", akhir: "2024"}',
        right='periode: {awal: "2024", akhir: "2026"}',
    ),
    "F046": ProblemKind(
        severity="warning",
        message=N_("`{key}` is written twice: it adds nothing to `{other}` on line {at}"),
        hint=N_("remove `{key}` here, with its value"),
        explanation=N_(
            "Both say the same, or this one is empty, so that the page is right. When one of them is "
            "changed later, nobody can tell any more which of the two is meant."
        ),
        wrong="jenis: layanan\njenis: layanan",
        right="jenis: layanan",
    ),
    "F047": ProblemKind(
        severity="error",
        message=N_("pages cannot say `{found}` for `{key}`"),
        hint=N_("write it in this way: `{right}`"),
        explanation=N_(
            "A word of `kata` stands in labels and sentences of all pages: at most 40 letters, digits, "
            "spaces and hyphens. In English, a word that is counted needs two forms, the singular and "
            "the plural, in square brackets. Names of kinds of unit belong to `jenis_unit`."
        ),
        wrong="kata: {laporan: <b>Kabar</b>}",
        right="kata: {laporan: kabar}",
    ),
    "F048": ProblemKind(
        severity="error",
        message=N_("`{found}` cannot be defined as a key: {reason}"),
        hint=N_("write the entry of `kunci_tambahan` in this way: `{right}`"),
        explanation=N_(
            "A key that the city adds is written into files and used in templates by its name, so it "
            "needs one that is free. `sitegen list kunci` shows all keys that there are."
        ),
        wrong="- {nama: lokasi, untuk: [laporan]}",
        right="- {nama: lokasi_kota, untuk: [laporan], tipe: teks}",
    ),
    "F049": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` is no number"),
        hint=N_("write digits, and a comma before decimals, such as `{key}: 12,5`"),
        explanation=N_(
            "The city has defined this key as a number. Its unit stands behind it on the page and is "
            "not written in the file."
        ),
        wrong="luas_wilayah: luas sekali",
        right="luas_wilayah: 12,5",
        fix=INSTEAD,
        spares=True,
    ),
    "F050": ProblemKind(
        severity="warning",
        message=N_("`tinjau: {found}` is not after `diperbarui: {updated}`, and is left out"),
        hint=N_("write the day by which it is to be checked again, such as `tinjau: {example}`"),
        explanation=N_(
            "`tinjau` is the day up to which a text surely holds. One that is over when the text was "
            "checked is mistyped: the page would ask for a review at once."
        ),
        wrong="diperbarui: 2026-10-01\ntinjau: 2025-12-31",
        right="diperbarui: 2026-10-01\ntinjau: 2027-10-01",
    ),
}
