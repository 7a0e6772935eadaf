"""Problems with the shape of tables and of their files, and with spoilt figures (D058...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

TABLE_SHAPES: dict[str, ProblemKind] = {
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
            "write `lembar: {other}` in the description to publish that sheet instead, or a list such as "
            "`lembar: [{own}, {other}]` to publish each as a dataset"
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
        wrong="kecamatan;penduduk\nCoblong;131.627\nAndir;50.36\nRegol;95.11\nCicendo;98.206",
        right="kecamatan;penduduk\nCoblong;131627\nAndir;50360\nRegol;95110\nCicendo;98206",
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
            "A nought that stands for a missing figure would be drawn as a fall to nothing, and be the lowest "
            "figure of all: charts leave such cells out."
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
    "D078": ProblemKind(
        severity="warning",
        message=N_(
            "beside the table, after a blank column, stands another one (columns {columns}: {found}); only the "
            "first is published"
        ),
        hint=N_("save each table in a file of its own"),
        explanation=N_(
            "A row of the one table says nothing about the row of the other beside it. Read as one table, they "
            "would seem to belong together."
        ),
        wrong=(
            "kecamatan,jumlah,,kecamatan,jumlah\nCoblong,84,,Andir,61\nCidadap,70,,Regol,44\nSukasari,52,,"
            "Cicendo,39"
        ),
        right="kecamatan,jumlah\nCoblong,84\nCidadap,70\nSukasari,52\nAndir,61\nRegol,44\nCicendo,39",
    ),
}
