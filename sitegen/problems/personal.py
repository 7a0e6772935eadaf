"""Problems with personal data (P001...). No message shows more than six digits of a value."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

PERSONAL: dict[str, ProblemKind] = {
    "P001": ProblemKind(
        severity="error",
        message=N_("a NIK stands here: {found} ({count} in all)"),
        hint=N_("delete it; say how many people it concerns instead"),
        explanation=N_(
            "With a NIK others can open accounts and take loans in that person's name. What was online "
            "once cannot be called back, so that the file is held back. Tell Kominfo at once if it was "
            "committed: the history still has it."
        ),
        wrong="Ibu Siti, NIK 3273014501800001, menerima bantuan.",
        right="Bantuan diterima 12 keluarga di RW 04.",
    ),
    "P002": ProblemKind(
        severity="error",
        message=N_("the number of a family card (KK) stands here: {found} ({count} in all)"),
        hint=N_("delete it; say how many families it concerns instead"),
        explanation=N_(
            "The number of a family card opens the data of all its members. It has the shape of a NIK, "
            "and is told from it by the words before it or by the name of the column."
        ),
        wrong="No. KK 3273011205150002",
        right="84 keluarga",
    ),
    "P003": ProblemKind(
        severity="error",
        message=N_("a tax number (NPWP) stands here: {found} ({count} in all)"),
        hint=N_("delete it; the name of the firm is enough"),
        explanation=N_(
            "The tax number of a person is the NIK since 2024 (PMK 112/2022), and older ones are "
            "personal as well."
        ),
        wrong="CV Maju, NPWP 12.345.678.9-429.000",
        right="CV Maju",
    ),
    "P004": ProblemKind(
        severity="error",
        message=N_("the number of a bank account stands here: {found} ({count} in all)"),
        hint=N_("delete it; for an official account ask Kominfo for a permit"),
        explanation=N_(
            "Money is asked for under copied numbers. The account of an official collection can be "
            "permitted after a review (`data/izin-data-pribadi.yml`)."
        ),
        wrong="Bantuan masuk ke rekening BJB 0012345678901.",
        right="Bantuan masuk ke rekening penerima.",
    ),
    "P005": ProblemKind(
        severity="error",
        message=N_("a name stands beside sex and age here: {found} ({count} in all)"),
        hint=N_("delete names of victims, patients and recipients; write how many there were"),
        explanation=N_(
            "Name, sex and age together tell neighbours who is meant. Lists of victims and patients "
            "are written like that, and come along when a message is pasted."
        ),
        wrong="Siti Contoh/P/11 th",
        right="1 anak perempuan",
    ),
    "P006": ProblemKind(
        severity="error",
        message=N_(
            "the column lists telephone numbers of people, such as {found} ({count} in all)"
        ),
        hint=N_("delete the column; contacts of the unit belong into `unit.yml`"),
        explanation=N_(
            "Lists of numbers are collected by machines and used for fraud. One mobile number makes "
            "a column of contacts private."
        ),
        wrong="nama_usaha,no_hp\nWarung Contoh,081234567890",
        right="nama_usaha\nWarung Contoh",
    ),
    "P007": ProblemKind(
        severity="error",
        message=N_("the column lists private mail addresses, such as {found} ({count} in all)"),
        hint=N_("delete the column, or keep only addresses of agencies"),
        explanation=N_("Lists of addresses are collected by machines within hours."),
        wrong="nama,email\nContoh,contoh@gmail.com",
        right="nama\nContoh",
    ),
    "P008": ProblemKind(
        severity="error",
        message=N_("{found} is what a spreadsheet left of a long number ({count} in all)"),
        hint=N_("delete the column; nobody can restore the number, and it must not be published"),
        explanation=N_(
            "A spreadsheet keeps 15 digits and shows 3,27E+15 for a NIK. The column is of no use to "
            "anybody, and the original has personal data in it."
        ),
        wrong='nik,jumlah\n"3,27E+15",1',
        right="jumlah\n1",
    ),
    "P009": ProblemKind(
        severity="warning",
        message=N_("a NIP stands here: {found} ({count} in all)"),
        hint=N_("delete it unless a rule wants it; name and office are enough"),
        explanation=N_(
            "The number of a civil servant begins with the date of birth, which banks ask for on the "
            "telephone."
        ),
        wrong="NIP 198001012005011001",
        right="Lurah Dago",
    ),
    "P010": ProblemKind(
        severity="warning",
        message=N_(
            "a telephone number stands here that is none of the unit's: {found} ({count} in all)"
        ),
        hint=N_("write a number of the unit, or add it to `unit.yml` if it is one"),
        explanation=N_(
            "Private numbers stay online for years, and people change offices. Numbers in `unit.yml` "
            "are the unit's own and may stand anywhere."
        ),
        wrong="Hubungi Ibu Siti 0812-3456-7890.",
        right="Hubungi kelurahan (022) 555-0104.",
    ),
    "P011": ProblemKind(
        severity="warning",
        message=N_("a private mail address stands here: {found} ({count} in all)"),
        hint=N_("write an address of the unit, or add it to `unit.yml` if it is one"),
        explanation=N_(
            "Addresses at gmail.com, yahoo.com and the like belong to persons unless `unit.yml` names "
            "them. An agency's address ends in .go.id."
        ),
        wrong="siti.contoh@gmail.com",
        right="dago@bandung.go.id",
    ),
    "P012": ProblemKind(
        severity="error",
        message=N_("the name of the file or folder has personal data: {kind} {found}"),
        hint=N_("rename it, such as `2026-11-03-posyandu-mawar.md`"),
        explanation=N_(
            "Names become addresses, which search engines keep. A folder is held back with all "
            "that is in it. Tell Kominfo: the old name is still in the history."
        ),
        wrong="ktp-3273014501800001.jpg",
        right="penyerahan-ktp.jpg",
    ),
    "P013": ProblemKind(
        severity="error",
        message=N_("people are listed by name with `{other}`, such as {found} ({count} in all)"),
        hint=N_("delete the names; write how many people they are, by RW or posyandu"),
        explanation=N_(
            "Lists of aid say who is poor, and data on the health of a person are specific personal "
            "data (UU 27/2022, article 4). Names beside an address, an age or an amount are "
            "held back wherever they are listed: in a table, in rows pasted from a spreadsheet, in a numbered "
            "list. Officials with their office may be named. Where a rule wants the list to be "
            "published, Kominfo permits just that (`data/izin-data-pribadi.yml`)."
        ),
        wrong="nama_penerima,bantuan\nContoh,BLT",
        right="rw,jumlah_penerima\n04,12",
    ),
    "P014": ProblemKind(
        severity="warning",
        message=N_("{count} counts in the column `{column}` are under {limit}"),
        hint=N_("add small areas together, or write the figures by kecamatan"),
        explanation=N_(
            "One patient in a kelurahan is somebody whom the neighbours know. Counts of one to four "
            "beside an area tell who is meant."
        ),
        wrong="kelurahan,penderita_tb\nDago,1",
        right="kecamatan,penderita_tb\nCoblong,27",
    ),
    "P015": ProblemKind(
        severity="error",
        message=N_("a permit has these keys: berkas, jenis, alasan, peninjau, sidik"),
        hint=N_("begin each permit with `- berkas:` and put the other keys below it"),
        explanation=N_("A permit that cannot be read permits nothing."),
        wrong="berkas: content/kelurahan/dago/unit.yml",
        right="- berkas: content/kelurahan/dago/unit.yml\n  jenis: rekening\n  ...",
    ),
    "P016": ProblemKind(
        severity="error",
        message=N_(
            "the permits are not used: {variable} is not set, or shorter than {limit} signs"
        ),
        hint=N_("set it to the city's key; Kominfo keeps it"),
        explanation=N_(
            "A seal can be compared only with the key that it was made with. On a machine without it "
            "the files with permits are held back, which a local check may do."
        ),
        wrong="sitegen build",
        right="SITEGEN_KUNCI_IZIN=... sitegen build",
    ),
    "P017": ProblemKind(
        severity="warning",
        message=N_("the permit lets nothing through: `{path}` has no such {kind}"),
        hint=N_(
            "delete it; if the value, the name of the file or the key changed, review it again"
        ),
        explanation=N_(
            "A permit is for one value in one file. What is no longer needed would let the value "
            "come back without a review."
        ),
        wrong="sidik: bcdfghjkmnpqrstvbcdfghjk",
        right=N_("(the seal that the message shows now)"),
    ),
    "P018": ProblemKind(
        severity="warning",
        message=N_("the permit is for a file that is not there: `{path}`"),
        hint=N_("correct `berkas`, or delete the permit"),
        explanation=N_("The path is written as messages show it, from the city's folder."),
        wrong="berkas: laporan/2026-11-03-donasi.md",
        right="berkas: content/kelurahan/dago/laporan/2026-11-03-donasi.md",
    ),
    "P019": ProblemKind(
        severity="error",
        message=N_("this is no seal; a seal has {count} small letters"),
        hint=N_("copy it from the message, never write the value itself"),
        explanation=N_(
            "The seal stands for the value without telling it. It is made with the city's key, so that "
            "nobody else can find the value by trying."
        ),
        wrong="sidik: abc",
        right="sidik: bcdfghjkmnpqrstvbcdfghjk",
    ),
    "P020": ProblemKind(
        severity="error",
        message=N_("the workbook holds personal data beside its cells: {kind} {found} in {reason}"),
        hint=N_("delete it there (File > Info > Inspect Document), or save the table as CSV"),
        explanation=N_(
            "The workbook is offered for download as it is, with the names of its sheets, headers and "
            "footers, properties, comments, and the copies of data that charts and pivot tables keep."
        ),
        wrong=N_("(a sheet that bears a NIK as its name)"),
        right=N_("(sheets that are called after years)"),
    ),
    "P021": ProblemKind(
        severity="warning",
        message=N_(
            "a person is named beside an age, an illness, a home or a school: {found} ({count} in all)"
        ),
        hint=N_("leave out the name, or what is told of the person"),
        explanation=N_(
            "Neighbours know who is meant, and search engines keep it for ever. Officials and "
            "guests named for what they did are not meant."
        ),
        wrong="Kursi roda untuk Ibu Siti Contoh (67 tahun) yang menderita stroke.",
        right="Kursi roda untuk seorang warga lansia.",
    ),
    "P022": ProblemKind(
        severity="error",
        message=N_(
            "a child is named beside an age, an illness or a school: {found} ({count} in all)"
        ),
        hint=N_("leave out the name of the child and of the parents"),
        explanation=N_(
            "Data of children are specific personal data (UU 27/2022, article 4). Write how many "
            "children they were, and what was done."
        ),
        wrong="Ananda Budi Contoh (3 th) dinyatakan gizi buruk.",
        right="Satu balita mendapat perawatan gizi.",
    ),
    "P023": ProblemKind(
        severity="error",
        message=N_("a personal number ({kind}) stands here: {found} ({count} in all)"),
        hint=N_("delete it; say how many people it concerns instead"),
        explanation=N_(
            "Numbers of BPJS, of pupils (NISN), passports and driving licences identify one person, "
            "and services are asked for with them."
        ),
        wrong="No. BPJS 0001234567890",
        right="12 peserta BPJS",
    ),
    "P024": ProblemKind(
        severity="warning",
        message=N_(
            "the workbook holds {kind} {found} beside its cells, in {reason}, none of the unit's (seal {seal})"
        ),
        hint=N_(
            "delete it there, save the table as CSV, or add a number or address of the unit to `unit.yml`"
        ),
        explanation=N_(
            "The workbook is offered for download with its headers and footers, names, text boxes and "
            "what was deleted but not cleared. Private telephone numbers and mail addresses stay online "
            "for years. Its properties, such as the author, are left out by themselves."
        ),
        wrong=N_("(a footer with a private telephone number)"),
        right=N_("(a footer with the number of the unit)"),
    ),
}
