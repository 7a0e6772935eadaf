"""Problems with tables that break their declared rules, and doubts about figures (D033...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import NAMED, ProblemKind

TABLE_CHECKS: dict[str, ProblemKind] = {
    "D033": ProblemKind(
        severity="error",
        message=N_("`{key}: {found}` does not go with column `{column}` of type `{kind}`"),
        hint=N_("write a value of this type, correct `tipe`, or remove the line"),
        explanation=N_(
            "Bounds are for figures, years and dates, lengths and patterns for texts and codes. Bounds are "
            "written without a sign between thousands."
        ),
        wrong="tipe: bulat\nsyarat: {minimal: sedikit}",
        right="tipe: bulat\nsyarat: {minimal: 0}",
    ),
    "D034": ProblemKind(
        severity="error",
        message=N_("the pattern of column `{column}` cannot be used from `{found}` on"),
        hint=N_(
            "use only letters, `.`, `\\d`, `\\w`, `[...]`, `(...)`, `|`, `*`, `+`, `?` and `{{2,4}}`"
        ),
        explanation=N_(
            "Patterns match the whole text, in a time that grows with its length alone. What could take "
            "for ever, such as looking ahead or back, is not allowed; nor are very long patterns."
        ),
        wrong="syarat: {pola: '(?=RW).*'}",
        right="syarat: {pola: 'RW \\d{2}'}",
    ),
    "D035": ProblemKind(
        severity="warning",
        message=N_("the city has no table standard `{found}`; `data/skema` has {known}"),
        hint=N_("remove the line with `skema`, or ask Kominfo for `data/skema/{found}.yml`"),
        explanation=N_(
            "`skema` names a file of the city's folder `data/skema`, without its ending. The table is "
            "published without it, and without a word that it follows the standard."
        ),
        wrong="skema: penduduk",
        right="skema: penduduk-kelurahan",
        fix=NAMED,
    ),
    "D036": ProblemKind(
        severity="warning",
        message=N_(
            "the table standard `{found}` has mistakes, so that the table was not checked against it"
        ),
        hint=N_("tell those who keep `data/skema/{found}.yml`"),
        explanation=N_(
            "A mistake in a shared file does not keep the tables of others from going out."
        ),
        wrong="kolom:\n  - {nama: jumlah, tipe: angka}",
        right="kolom:\n  - {nama: jumlah, tipe: bulat}",
    ),
    "D037": ProblemKind(
        severity="error",
        message=N_(
            "`skema` or `kolom` describes column `{column}`, which the file does not have; it has {columns}"
        ),
        hint=N_("add the column or correct its name in the header; the nearest is `{nearest}`"),
        explanation=N_("A table that follows a standard has all of its columns, by these names."),
        wrong="kelurahan,tahun,jml",
        right="kelurahan,tahun,jumlah",
    ),
    "D038": ProblemKind(
        severity="error",
        message=N_(
            "`kunci` names column `{column}`, which the file does not have; it has {columns}"
        ),
        hint=N_("did you mean `{nearest}`?"),
        explanation=N_("The columns of `kunci` together tell each row from all others."),
        wrong="kunci: [kode, tahun]",
        right="kunci: [kode_wilayah, tahun]",
    ),
    "D039": ProblemKind(
        severity="error",
        message=N_("column `{column}` must not be empty ({count} such cells)"),
        hint=N_("fill in the cell, or take `wajib` or `kunci` from the description"),
        explanation=N_(
            "The description of the dataset or its standard says that a value is needed."
        ),
        wrong="kode,jumlah\n32.73.02.1004,84\n,90",
        right="kode,jumlah\n32.73.02.1004,84\n32.73.02.1005,90",
    ),
    "D040": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` in column `{column}` stands in row {first} already ({count} such cells)"
        ),
        hint=N_("correct one of the two, or take `unik` from the description"),
        explanation=N_("The description or the standard says that no value stands twice."),
        wrong="nomor,jumlah\n1,84\n1,90",
        right="nomor,jumlah\n1,84\n2,90",
    ),
    "D041": ProblemKind(
        severity="error",
        message=N_("the key {key} = {found} stands in row {first} already ({count} such rows)"),
        hint=N_("remove the row that is too many, or add a column to `kunci`"),
        explanation=N_("Two rows with one key contradict each other; sums would count both."),
        wrong="kelurahan,tahun,jumlah\nDago,2025,84\nDago,2025,90",
        right="kelurahan,tahun,jumlah\nDago,2024,84\nDago,2025,90",
    ),
    "D042": ProblemKind(
        severity="error",
        message=N_("`{found}` in column `{column}` is not {allowed} ({count} such cells)"),
        hint=N_("correct the cell, or the bound in the description"),
        explanation=N_("The description or the standard gives the least and the greatest value."),
        wrong="persen\n85\n850",
        right="persen\n85\n85",
    ),
    "D043": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` in column `{column}` has {length} characters, not {allowed} ({count} such cells)"
        ),
        hint=N_("correct the cell, or the length in the description"),
        explanation=N_("The description or the standard gives the length of its texts."),
        wrong="kode_pos\n4013",
        right="kode_pos\n40135",
    ),
    "D044": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` in column `{column}` does not match the pattern `{pattern}` ({count} such cells)"
        ),
        hint=N_("write it like the other cells of the column, or correct `pola`"),
        explanation=N_("The description or the standard gives the form of its texts."),
        wrong="rw\nRW 01\nRW.2",
        right="rw\nRW 01\nRW 02",
    ),
    "D045": ProblemKind(
        severity="error",
        message=N_("`{found}` in column `{column}` is not one of {allowed} ({count} such cells)"),
        hint=N_("write one of them, such as `{nearest}`"),
        explanation=N_("The description or the standard lists the values of the column."),
        wrong="jenis_kelamin\nLAKI-LAKI\nL",
        right="jenis_kelamin\nLAKI-LAKI\nLAKI-LAKI",
    ),
    "D046": ProblemKind(
        severity="error",
        message=N_("`{found}` in column `{column}` is no {form} ({count} such cells)"),
        hint=N_("correct the cell, or the type in the standard"),
        explanation=N_(
            "The forms are those of the Frictionless standards, such as time, datetime, email and uri."
        ),
        wrong="jam\n8 pagi",
        right="jam\n08:00:00",
    ),
    "D047": ProblemKind(
        severity="warning",
        message=N_(
            "`{found}` in column `{column}` is no area of the city's register ({cells} cells; {count} "
            "such values)"
        ),
        hint=N_("correct it; the nearest is {nearest}"),
        explanation=N_(
            "Areas are known by their Kemendagri code, by their name and their former names in "
            "data/units.csv, and by the code of BPS in its column kode_bps."
        ),
        wrong="kode_wilayah\n32.73.02.1004\n32.73.02.9999\n32.73.02.1005",
        right="kode_wilayah\n32.73.02.1004\n32.73.02.1006\n32.73.02.1005",
    ),
    "D048": ProblemKind(
        severity="warning",
        message=N_("{area} stands twice{slice}, first in row {first} ({count} such rows)"),
        hint=N_("one of the two rows belongs to another area or period, or is too many"),
        explanation=N_("Sums and maps would count the area twice and miss the one that was meant."),
        wrong="kode,tahun,jumlah\n32.73.02.1004,2025,84\n32.73.02.1004,2025,90",
        right="kode,tahun,jumlah\n32.73.02.1004,2025,84\n32.73.02.1005,2025,90",
    ),
    "D049": ProblemKind(
        severity="warning",
        message=N_(
            "{found} of {expected} {level}{slice}; missing: {missing} ({count} periods with gaps)"
        ),
        hint=N_("add the rows that are missing, or say in `deskripsi` why there are none"),
        explanation=N_(
            "The table has nearly all areas in most periods, so that a missing one is likely a mistake. "
            "Sums over the city are too small by it, and nobody sees it."
        ),
        wrong=N_("150 of 151 kelurahan in 2017"),
        right=N_("151 of 151 kelurahan in 2017"),
    ),
    "D050": ProblemKind(
        severity="warning",
        message=N_("`{found}` in column `{column}` stands for several areas: {areas}"),
        hint=N_("correct the name or the code of the rows that are wrong"),
        explanation=N_(
            "Whoever joins tables by name puts the figures of both areas together; or the rows of one "
            "area bear the code of another."
        ),
        wrong="32.73.23.1004,MEKAR MULYA\n32.73.28.1004,MEKAR MULYA",
        right="32.73.23.1004,MEKAR JAYA\n32.73.28.1004,MEKAR MULYA",
    ),
    "D051": ProblemKind(
        severity="warning",
        message=N_(
            "{found} in column `{column}` is about ten, a hundred or a thousand times as large or as small "
            "as {before} before and {after} after it ({count} such cells)"
        ),
        hint=N_("compare it with its source: often a decimal sign or a digit was lost"),
        explanation=N_(
            "Before and after are the periods next to it of the same series. Other steps of the series are "
            "small, so that the figure stands out."
        ),
        wrong="bulan,jumlah\nJanuari,820\nFebruari,8450\nMaret,860\nApril,871",
        right="bulan,jumlah\nJanuari,820\nFebruari,845\nMaret,860\nApril,871",
    ),
    "D052": ProblemKind(
        severity="warning",
        message=N_(
            "{found} in column `{column}` is less than {before} before it, though its figures are "
            "cumulative ({count} such cells)"
        ),
        hint=N_("correct the figure, or take `kumulatif` from the description"),
        explanation=N_("A running total can only stay or grow until the year ends."),
        wrong="bulan,realisasi_kumulatif\nJanuari,820\nFebruari,790",
        right="bulan,realisasi_kumulatif\nJanuari,820\nFebruari,1610",
    ),
    "D053": ProblemKind(
        severity="warning",
        message=N_("the row says the same as row {first} ({count} such rows)"),
        hint=N_("remove one of them if it was entered twice"),
        explanation=N_("All cells are alike, apart from the number of the row."),
        wrong="nama,jumlah\nMawar,84\nMawar,84",
        right="nama,jumlah\nMawar,84\nMelati,84",
    ),
    "D054": ProblemKind(
        severity="warning",
        message=N_(
            "the unit of measure in column `{column}` is `{found}`, but `{usual}` in rows of the same "
            "kind ({count} such rows)"
        ),
        hint=N_("convert the figure to one unit, or correct the unit"),
        explanation=N_("Figures in different units can neither be compared nor added up."),
        wrong="tahun,jumlah,satuan\n2023,12,TON\n2024,13,TON\n2025,14200,KG",
        right="tahun,jumlah,satuan\n2023,12,TON\n2024,13,TON\n2025,14.2,TON",
    ),
    "D055": ProblemKind(
        severity="warning",
        message=N_("one unit of measure is written in several ways in column `{column}`: {forms}"),
        hint=N_("write it in one way in all rows"),
        explanation=N_("Programs take each spelling for another unit."),
        wrong="jumlah,satuan\n85,persen\n90,%",
        right="jumlah,satuan\n85,persen\n90,persen",
    ),
    "D056": ProblemKind(
        severity="warning",
        message=N_("column `{column}` skips {count} numbers: {numbers}"),
        hint=N_("look whether rows were lost when the file was exported"),
        explanation=N_("The column numbers all other rows without a gap."),
        wrong=N_("rows 1 to 587, then 589"),
        right=N_("rows 1 to 589"),
    ),
    "D057": ProblemKind(
        severity="warning",
        message=N_(
            "the first row holds figures ({found}) where the names of the columns are expected; it is taken "
            "for the header"
        ),
        hint=N_("add a row above it that names the columns"),
        explanation=N_(
            "Without names the first row of figures is lost, and nobody knows what the others count."
        ),
        wrong="Coblong,84,90\nCidadap,77,81",
        right="kecamatan,laki_laki,perempuan\nCoblong,84,90\nCidadap,77,81",
    ),
    "D058": ProblemKind(
        severity="warning",
        message=N_(
            "a second table seems to begin in this row: {found}; only the first is published"
        ),
        hint=N_("save each table in a file of its own"),
        explanation=N_(
            "A file is read as one table. What stands below it under a header of its own would turn the "
            "figures above into texts, so it is left out."
        ),
        wrong="kecamatan,jumlah\nCoblong,84\n\njenis,banyak\nPosyandu,12",
        right="kecamatan,jumlah\nCoblong,84",
    ),
    "D059": ProblemKind(
        severity="error",
        message=N_("the file is {reason}, whatever its name says"),
        hint=N_(
            "open it in the program that it was made with, such as Excel, and save the table as .xlsx or as "
            "CSV UTF-8"
        ),
        explanation=N_(
            "Many applications save a web page under the name of an Excel file. A file does not become a "
            "table by another ending of its name."
        ),
        wrong=N_("(a web page called kunjungan.xls)"),
        right=N_("(a workbook called kunjungan.xlsx)"),
    ),
    "D060": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` is read as text, though its cells look like dates, such as `{found}`"
        ),
        hint=N_("write dates as 2026-11-03, and times in a column of their own"),
        explanation=N_("Texts can be neither put in the order of time nor drawn along it."),
        wrong="waktu\n2026-11-03 08:30:00",
        right="tanggal,jam\n2026-11-03,08:30",
    ),
    "D061": ProblemKind(
        severity="error",
        message=N_("this row has {count} columns; a table of at most {limit} can be published"),
        hint=N_(
            "write what the columns differ by, such as the day, into a column of its own, with one row "
            "for each figure; or split the file"
        ),
        explanation=N_(
            "Nobody can read a table of a thousand columns, and its page would have megabytes. As a long "
            "table the same figures can be filtered, summed up and drawn."
        ),
        wrong="kecamatan,2024-01-01,2024-01-02,...\nCoblong,12,15,...",
        right="kecamatan,tanggal,jumlah\nCoblong,2024-01-01,12\nCoblong,2024-01-02,15",
    ),
    "D062": ProblemKind(
        severity="error",
        message=N_("the workbook unpacks to {size} MB; at most {limit} MB of one like it are read"),
        hint=N_("save the sheet that holds the table as CSV UTF-8, and put that here in its place"),
        explanation=N_(
            "A workbook is a packed file. One that becomes a hundred times larger mostly repeats one cell "
            "or one text down to the end of the sheet, and would fill the memory of the build. As CSV "
            "only the cells that hold something are left."
        ),
        wrong=N_("uji.xlsx (1 MB, 390 MB unpacked)"),
        right="uji.csv (1 MB)",
    ),
    "D063": ProblemKind(
        severity="warning",
        message=N_("the workbook holds more than its table ({found}), so that it is written anew"),
        hint=N_(
            "save the table alone as a new workbook, without pictures, files within it, macros and links "
            "to other files"
        ),
        explanation=N_(
            "What lies in a workbook beside its sheets can run programs, or shows what nobody has looked "
            "at. Its table is published, and offered as a workbook with the values alone."
        ),
        wrong=N_("(a workbook with a file within it)"),
        right=N_("(a workbook with sheets alone)"),
    ),
    "D064": ProblemKind(
        severity="warning",
        message=N_("only sheet `{sheet}` is published; the workbook also has {sheets}"),
        hint=N_(
            "write `lembar: {other}` in the description to publish that sheet instead, or save each sheet "
            "as a file of its own"
        ),
        explanation=N_(
            "Without the key `lembar` the first sheet with figures is taken. Nobody sees the others unless "
            "they download the workbook."
        ),
        wrong=N_("(a workbook with the sheets 2025 and 2026)"),
        right="judul: Kunjungan posyandu\nlembar: '2026'",
    ),
    "D065": ProblemKind(
        severity="warning",
        message=N_(
            "the header is repeated in the middle of the table, in row {rows} ({count} in all)"
        ),
        hint=N_("delete these rows"),
        explanation=N_(
            "Files that were joined, and tables printed over several pages, repeat their header. As a row it "
            "would turn figures into texts, so it is left out."
        ),
        wrong="kecamatan,jumlah\nCoblong,84\nkecamatan,jumlah\nCidadap,77",
        right="kecamatan,jumlah\nCoblong,84\nCidadap,77",
    ),
    "D066": ProblemKind(
        severity="warning",
        message=N_(
            "a figure in merged cells stands for several rows together ({count}: {cells}); it is published in "
            "the first of them alone"
        ),
        hint=N_("write the figure of each row, or one row for all of them"),
        explanation=N_(
            "Repeated in each row, the figure would be counted several times; how it is shared out is known "
            "to its author alone."
        ),
        wrong=N_("(84 in a cell that is merged over three rows)"),
        right="kelurahan,jumlah\nDago,30\nLebak Gede,28\nSekeloa,26",
    ),
    "D067": ProblemKind(
        severity="warning",
        message=N_("{count} columns have cells but no name; they are published as {columns}"),
        hint=N_("give each column a name in the header, or delete it"),
        explanation=N_(
            "Mostly the header has more rows than were recognised, or another table stands beside this one. "
            "Charts, downloads and programs find columns by their name."
        ),
        wrong="kecamatan,,,,,\nCoblong,1,2,3,4,5",
        right="kecamatan,2021,2022,2023,2024,2025\nCoblong,1,2,3,4,5",
    ),
    "D068": ProblemKind(
        severity="warning",
        message=N_(
            "{count} columns have the same name as one before them; they are published as {columns}"
        ),
        hint=N_("give each column its own name, such as the year with what is counted"),
        explanation=N_("Nobody could tell which of them a chart means."),
        wrong="kecamatan,L,P,L,P,L,P,L,P,L,P",
        right="kecamatan,2021 L,2021 P,2022 L,2022 P,...",
    ),
    "D069": ProblemKind(
        severity="warning",
        message=N_(
            "beside the table, after a blank column, stand notes (columns {columns}); they are no part of it"
        ),
        hint=N_(
            "give these columns names in the header if they belong to the table, or move the notes below it"
        ),
        explanation=N_(
            "A legend beside a table is no column of it. It is shown as a note, so that the table keeps its "
            "shape."
        ),
        wrong="kecamatan,mutu,,\nCoblong,1,,1 = baik\nCidadap,2,,2 = cukup\nAndir,1,,\nSukasari,1,,",
        right="kecamatan,mutu\nCoblong,1\nCidadap,2\nAndir,1\nSukasari,1\n\nKeterangan: 1 = baik",
    ),
    "D070": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` is published as text: noughts at the end of its figures seem to be lost, "
            "as in `{found}` beside `{other}`"
        ),
        hint=N_(
            "describe the column with `tipe: bulat` if it counts something, so that the noughts come "
            "back; with `tipe: desimal` if not"
        ),
        explanation=N_(
            "A program that takes 50.360 for a number with decimals writes 50.36. Read like that, 50,360 "
            "people become fifty, and some figures of a column a thousand times the others."
        ),
        wrong="kecamatan;penduduk\nCoblong;131.627\nAndir;50.36\nRegol;95.11",
        right="kecamatan;penduduk\nCoblong;131627\nAndir;50360\nRegol;95110",
        fix=N_(
            "if it counts something, make the file `{created}` with the lines below; for decimals write "
            "`desimal` in place of `bulat`:\n{lines}"
        ),
    ),
    "D071": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` is read as text because of `{found}`, though at least half of its cells are "
            "figures"
        ),
        hint=N_(
            "write the figures of all cells alike, with what is no figure in a column of its own, or leave "
            "the cell empty"
        ),
        explanation=N_("Figures in a column of texts can neither be added up nor drawn."),
        wrong="bulan,selisih\nJanuari,75-\nFebruari,12\nMaret,inf\nApril,8",
        right="bulan,selisih\nJanuari,-75\nFebruari,12\nMaret,\nApril,8",
    ),
    "D072": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` is published as text: a spreadsheet shortened its numbers, as in `{found}`"
        ),
        hint=N_(
            "take the numbers from their source again, and give the column the format Text before you paste "
            "them"
        ),
        explanation=N_(
            "An identifier such as 20223145, written as 2.02E+07, has lost its last digits: identifiers become "
            "alike, and nobody can tell which was meant."
        ),
        wrong="npsn,sekolah\n2.02E+07,SDN 1\n2.02E+07,SDN 2",
        right="npsn,sekolah\n20223145,SDN 1\n20223146,SDN 2",
    ),
    "D073": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` is published as text: its cells, such as `{found}`, seem to be dates as "
            "spreadsheets number them"
        ),
        hint=N_(
            "describe the column with `tipe: tanggal`, or give it the format of a date in the spreadsheet "
            "and save it again"
        ),
        explanation=N_(
            "Spreadsheets count days from 1900 and show a date only where a cell has its format. Drawn as "
            "figures, such numbers mean nothing."
        ),
        wrong="tanggal,kejadian\n45292,Banjir\n45323,Longsor",
        right="tanggal,kejadian\n2024-01-01,Banjir\n2024-02-01,Longsor",
        fix=N_("make the file `{created}` with these lines:\n{lines}"),
    ),
    "D074": ProblemKind(
        severity="warning",
        message=N_(
            "`{column}` says {found}, but the columns {parts} add up to {sum} in this row ({count} such rows)"
        ),
        hint=N_("compare the row with its source: one of these figures is wrong"),
        explanation=N_("In most rows of the table the one column is the sum of the others."),
        wrong="kecamatan,l,p,jumlah\nCoblong,10,12,22\nAndir,9,11,30\nRegol,8,9,17\nSukajadi,7,6,13",
        right="kecamatan,l,p,jumlah\nCoblong,10,12,22\nAndir,9,11,20\nRegol,8,9,17\nSukajadi,7,6,13",
    ),
    "D075": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` says 0, though its other figures lie between {low} and {high} ({count} such "
            "cells)"
        ),
        hint=N_("leave the cell empty if there was no figure; correct it if it should be one"),
        explanation=N_(
            "A nought that stands for a missing figure is drawn as a fall to nothing, and becomes the lowest "
            "figure of all."
        ),
        wrong="bulan,indeks\nJan 2006,138.72\nFeb 2006,0\nMar 2006,139.5\nApr 2006,140.1",
        right="bulan,indeks\nJan 2006,138.72\nFeb 2006,\nMar 2006,139.5\nApr 2006,140.1",
    ),
    "D076": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` goes from {before} to {after} in `{period}`, and hardly changes before and "
            "after that"
        ),
        hint=N_(
            "look whether another base year, area or unit begins there; if so, publish the parts as two "
            "columns or two files"
        ),
        explanation=N_(
            "Figures on both sides of such a break cannot be compared, so that no change across it is told."
        ),
        wrong="tahun,indeks\n2010,118\n2011,121\n2012,124\n2013,101\n2014,103\n2015,106",
        right="tahun,dasar_2007,dasar_2012\n2010,118,\n2011,121,\n2012,124,100\n2013,,101",
    ),
    "D077": ProblemKind(
        severity="warning",
        message=N_(
            "the rows hold the total {times} times, as rows of several levels do, but the levels cannot be told"
        ),
        hint=N_(
            "add a column with codes such as 5, 5.1 and 5.1.01, or leave only rows of one level"
        ),
        explanation=N_(
            "Where accounts and their parts stand in one table, every amount stands there several times. "
            "Codes tell which row contains which, so that nothing is added twice."
        ),
        wrong="uraian,anggaran\nBelanja,300\nPegawai,100\nBarang,200\nJumlah,300",
        right="kode,uraian,anggaran\n5,Belanja,300\n5.1,Pegawai,100\n5.2,Barang,200\n,Jumlah,300",
    ),
}
