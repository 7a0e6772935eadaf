"""Problems with tables and their descriptions (D001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

DATA: dict[str, ProblemKind] = {
    "D001": ProblemKind(
        severity="error",
        message=N_("the file has {size} MB; at most {limit} MB are read"),
        hint=N_("split it by year"),
        explanation=N_("Larger tables cannot be opened by readers either."),
        wrong="kunjungan-2010-2026.csv",
        right="kunjungan-2026.csv",
    ),
    "D002": ProblemKind(
        severity="error",
        message=N_("the encoding of the file cannot be told: it is not UTF-8, and no other fits"),
        hint=N_("in the spreadsheet choose Save As, type CSV UTF-8"),
        explanation=N_(
            "UTF-8, UTF-16 and Windows-1252 are read. Any other encoding would turn letters into wrong "
            "signs, and nobody could tell which."
        ),
        wrong=N_("(saved as CSV)"),
        right=N_("(saved as CSV UTF-8)"),
    ),
    "D003": ProblemKind(
        severity="error",
        message=N_("the file is empty or no text"),
        hint=N_("save the sheet as CSV UTF-8 again"),
        explanation=N_("Mostly the file was saved while it was still open elsewhere."),
        wrong="(0 bytes)",
        right="tahun,jumlah\n2025,84",
    ),
    "D004": ProblemKind(
        severity="error",
        message=N_("there is a header but no row"),
        hint=N_("add the rows, or remove the file until there are some"),
        explanation=N_("A table without rows has nothing to show."),
        wrong="tahun,jumlah",
        right="tahun,jumlah\n2025,84",
    ),
    "D005": ProblemKind(
        severity="error",
        message=N_("the row cannot be read: {reason}"),
        hint=N_("look for a quotation mark that is not closed"),
        explanation=N_(
            "A quotation mark opens a cell that may hold separators and line breaks; it must "
            "be closed."
        ),
        wrong='"Jalan Dago,12',
        right='"Jalan Dago",12',
    ),
    "D006": ProblemKind(
        severity="warning",
        message=N_("column {number} has cells but no name; it is published as `{name}`"),
        hint=N_("give the column a name in the header, or delete it"),
        explanation=N_("Charts, downloads and programs find columns by their name."),
        wrong="tahun,,jumlah\n2025,Dago,84",
        right="tahun,kelurahan,jumlah\n2025,Dago,84",
    ),
    "D007": ProblemKind(
        severity="warning",
        message=N_(
            "the columns {first} and {second} have the same name `{column}`; the second is published "
            "as `{name}`"
        ),
        hint=N_("give each column its own name"),
        explanation=N_("Nobody could tell which of the two a chart means."),
        wrong="tahun,jumlah,jumlah",
        right="tahun,jumlah_l,jumlah_p",
    ),
    "D008": ProblemKind(
        severity="error",
        message=N_("the row has {found} cells; the header has {expected}"),
        hint=N_(
            "remove the extra separator or fill in the missing cells; put quotes around a "
            "text with a separator in it"
        ),
        explanation=N_("A cell too many or too few shifts every figure to the right of it."),
        wrong="tahun,nama,jumlah\n2025,Dago, Coblong,84",
        right='tahun,nama,jumlah\n2025,"Dago, Coblong",84',
    ),
    "D009": ProblemKind(
        severity="error",
        message=N_("`{found}` in column `{column}` is no {reason} ({count} such cells)"),
        hint=N_(
            "correct the cell, leave it empty when there is no figure, or change `tipe` of "
            "the column"
        ),
        explanation=N_(
            "One cell that is no number keeps a whole column from being added up or drawn."
        ),
        wrong="jumlah\n84\ndelapan puluh",
        right="jumlah\n84\n80",
    ),
    "D010": ProblemKind(
        severity="warning",
        message=N_("the dataset has no description: `{name}.yml` is missing, with {keys}"),
        hint=N_("run `{command}` in the city's folder, then fill in what it asks for"),
        explanation=N_(
            "Without it nobody can know what was counted, by whom and when. The page is "
            "published with inferred types and says what is missing."
        ),
        wrong="data/kunjungan.csv",
        right="data/kunjungan.csv\ndata/kunjungan.yml",
    ),
    "D011": ProblemKind(
        severity="warning",
        message=N_("`kolom` describes `{column}`, which the file does not have; it has {columns}"),
        hint=N_("did you mean `{nearest}`?"),
        explanation=N_(
            "Names must be the same as in the first row of the file. The table is published without this "
            "description."
        ),
        wrong="kolom:\n  - nama: jumlah penduduk",
        right="kolom:\n  - nama: jumlah_penduduk",
    ),
    "D012": ProblemKind(
        severity="warning",
        message=N_("these columns are not described: {columns}"),
        hint=N_("add them under `kolom` with `judul`, `tipe`, `satuan` and `deskripsi`"),
        explanation=N_("A column's name alone rarely says what was counted."),
        wrong="kolom:\n  - nama: tahun",
        right="kolom:\n  - nama: tahun\n  - nama: jumlah\n    satuan: jiwa",
    ),
    "D013": ProblemKind(
        severity="warning",
        message=N_("the description lacks: {keys}"),
        hint=N_("add these keys; each takes one line"),
        explanation=N_(
            "Data that are to be used again need their source, licence, period and contact "
            "(Satu Data Indonesia, Perpres 39/2019)."
        ),
        wrong="judul: Kunjungan posyandu",
        right="judul: Kunjungan posyandu\nsumber: Puskesmas Dago\nlisensi: CC-BY-4.0",
    ),
    "D014": ProblemKind(
        severity="error",
        message=N_("a file of this kind ({found}) is not read as a table"),
        hint=N_("save it as `{name}.xlsx` or, as CSV UTF-8, as `{name}.csv`"),
        explanation=N_(
            "Tables are read from .csv, .tsv, .xlsx and .xls. Workbooks with programs (.xlsm) are refused, "
            "as nobody should have to run or to offer them."
        ),
        wrong="data/kunjungan.xlsm",
        right="data/kunjungan.xlsx",
    ),
    "D015": ProblemKind(
        severity="warning",
        message=N_("this description has no table: `{expected}` is missing"),
        hint=N_("put the table beside it under the same name, or remove the description"),
        explanation=N_("A dataset is a table and its description with the same name."),
        wrong="data/kunjungan.yml",
        right="data/kunjungan.csv\ndata/kunjungan.yml",
    ),
    "D016": ProblemKind(
        severity="error",
        message=N_("the dataset `{name}` has the same address as `{other}`"),
        hint=N_("rename this file to `{free}`: that name is free"),
        explanation=N_(
            "File names become addresses in lower case with hyphens; these two become the same. The "
            "one that has had the address longer keeps it, as git's history says, and without git the "
            "one whose path comes first. A description (.yml) is renamed with its table."
        ),
        wrong="data/Kunjungan 2025.csv\ndata/kunjungan-2025.csv",
        right="data/kunjungan-2025.csv\ndata/kunjungan-2026.csv",
    ),
    "D017": ProblemKind(
        severity="error",
        message=N_("`{found}` in column `{column}` can be read in two ways: {whole} or {decimal}"),
        hint=N_("describe the column with `tipe: bulat` (whole numbers) or `tipe: desimal`"),
        explanation=N_(
            "Indonesian puts a dot between thousands, English before decimals. When every figure of a "
            "column fits both, a guess could be wrong a thousandfold, so that nothing is guessed."
        ),
        wrong="tahun,jumlah\n2024,1.250\n2025,1.310",
        right="tahun,jumlah\n2024,1250\n2025,1310",
        fix=N_(
            "if these are whole numbers, make the file `{created}` with the lines below; for decimals write "
            "`desimal` in place of `bulat`:\n{lines}"
        ),
    ),
    "D018": ProblemKind(
        severity="error",
        message=N_(
            "the header has {found} cells, but {count} rows below it differ; most have {expected}"
        ),
        hint=N_("give each column its name in one row above the figures"),
        explanation=N_(
            "Titles above the header and notes below the table are recognised; this row was taken for "
            "the header since it is the first one that fills more than one cell."
        ),
        wrong="bulan;kunjungan\nJanuari;72;80\nFebruari;68;80",
        right="bulan;kunjungan;sasaran\nJanuari;72;80\nFebruari;68;80",
    ),
    "D019": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` in column `{column}` uses one sign between thousands and before decimals "
            "({count} such cells)"
        ),
        hint=N_(
            "write it with a decimal comma, such as 2.253,66, or without any sign for thousands"
        ),
        explanation=N_(
            "A cell such as 2.253.66 could be 2253.66 or 225366. Each of these cells must be corrected by those who know "
            "the figure."
        ),
        wrong="tahun;ton\n2019;2.253.66",
        right="tahun;ton\n2019;2.253,66",
    ),
    "D020": ProblemKind(
        severity="error",
        message=N_(
            "column `{column}` has the day first in `{found}` and the month first in `{other}` "
            "(row {row})"
        ),
        hint=N_("write all dates of the column in one way, best as 2026-11-03"),
        explanation=N_(
            "The cells of a column are read in one order. Dates such as 1/2/2026 could otherwise be a "
            "month wrong, and nobody would see it."
        ),
        wrong="tanggal\n13/01/2026\n1/20/2026",
        right="tanggal\n2026-01-13\n2026-01-20",
    ),
    "D021": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` in column `{column}` can be day/month or month/day, and no other row decides"
        ),
        hint=N_(
            "write dates as 2026-11-03, or describe the column with `tipe: tanggal` if the day comes first"
        ),
        explanation=N_(
            "A row such as 13/01/2026 decides for its whole column. Without one nothing is guessed."
        ),
        wrong="tanggal\n1/2/2026\n3/4/2026",
        right="tanggal\n2026-02-01\n2026-04-03",
        fix=N_("if the day comes first, make the file `{created}` with these lines:\n{lines}"),
    ),
    "D022": ProblemKind(
        severity="warning",
        message=N_("the total of column `{column}` says {found}, but the rows add up to {sum}"),
        hint=N_("correct the total or the rows; the rows are published, the total is left out"),
        explanation=N_(
            "Rows with totals are not part of the figures: charts and sums would count them twice. The "
            "original file keeps them."
        ),
        wrong="kecamatan,jumlah\nCoblong,16\nCidadap,3\nKota Bandung,10",
        right="kecamatan,jumlah\nCoblong,16\nCidadap,3\nKota Bandung,19",
    ),
    "D023": ProblemKind(
        severity="warning",
        message=N_(
            "column `{column}` is read as text because of `{found}`; nearly all of its cells are of "
            "type `{kind}` ({count} cells are not)"
        ),
        hint=N_(
            "correct the cell, leave it empty when there is no figure, or describe the column with its "
            "`tipe`"
        ),
        explanation=N_("Figures in a column of texts can neither be added up nor drawn."),
        wrong="jumlah\n84\n12o\n91\n77\n80\n79\n85\n90\n88\n76",
        right="jumlah\n84\n120\n91\n77\n80\n79\n85\n90\n88\n76",
    ),
    "D024": ProblemKind(
        severity="warning",
        message=N_("letters were spoilt by an earlier program, such as `{found}` ({count} in all)"),
        hint=N_("export the table again from its source as CSV UTF-8"),
        explanation=N_(
            "The file was once read in the wrong encoding and saved again; what the letters were cannot "
            "surely be told."
        ),
        wrong="Jalur Merak \u00e2\u20ac\u201c Bakauheni",
        right="Jalur Merak – Bakauheni",
    ),
    "D025": ProblemKind(
        severity="error",
        message=N_("the workbook holds programs (macros)"),
        hint=N_("in Excel choose Save As, type Excel Workbook (.xlsx), which leaves them out"),
        explanation=N_(
            "A public office must not offer files that run programs when they are opened."
        ),
        wrong=N_("(a workbook with macros)"),
        right=N_("(the same workbook saved as .xlsx)"),
    ),
    "D026": ProblemKind(
        severity="error",
        message=N_("the workbook cannot be read: {reason}"),
        hint=N_("open it in Excel and save it again, without a password"),
        explanation=N_(
            "It is damaged, has a password, or is another kind of file with this ending."
        ),
        wrong=N_("(a workbook with a password)"),
        right=N_("(the same workbook without a password)"),
    ),
    "D027": ProblemKind(
        severity="error",
        message=N_("there is no visible sheet `{found}` with cells; the workbook has {sheets}"),
        hint=N_("write one of these names under `lembar` in the description, or remove the key"),
        explanation=N_("`lembar` says which sheet of the workbook is published."),
        wrong="lembar: Sheet9",
        right="lembar: Sheet1",
    ),
    "D028": ProblemKind(
        severity="error",
        message=N_("a sheet reaches over more than {limit} cells"),
        hint=N_(
            "delete what stands far below or to the right of the table, or split the table by year"
        ),
        explanation=N_("Mostly one forgotten cell at the end of the sheet makes it so large."),
        wrong=N_("(a note in cell XFD1048576)"),
        right=N_("(a table that begins in cell A1)"),
    ),
    "D029": ProblemKind(
        severity="warning",
        message=N_("hidden sheets are not published: {sheets}; nor is the original workbook"),
        hint=N_("delete these sheets, so that the workbook itself can be offered too"),
        explanation=N_(
            "Hidden sheets often hold the names behind the figures, and whoever downloads the workbook "
            "can show them."
        ),
        wrong=N_("(a workbook with a hidden sheet)"),
        right=N_("(a workbook without hidden sheets)"),
    ),
    "D030": ProblemKind(
        severity="error",
        message=N_("a formula gave no result: {cells}"),
        hint=N_("correct the formula, or write the figure in its place"),
        explanation=N_(
            "Cells such as #REF! or #DIV/0! hold no figure; nobody can tell which was meant."
        ),
        wrong="jumlah\n84\n#REF!",
        right="jumlah\n84\n91",
    ),
    "D031": ProblemKind(
        severity="warning",
        message=N_("the workbook holds comments; only its table is published, not the workbook"),
        hint=N_("delete the comments, so that the workbook itself can be offered too"),
        explanation=N_(
            "Comments bear the names of those who wrote them and were not meant for all."
        ),
        wrong=N_("(a workbook with comments)"),
        right=N_("(a workbook without comments)"),
    ),
    "D032": ProblemKind(
        severity="error",
        message=N_("sheet `{sheet}` has hidden rows or columns: {cells}"),
        hint=N_("show them or delete them, so that what is published is what you see"),
        explanation=N_(
            "What is hidden would be published with the rest, or left out without anybody knowing. "
            "Rows that a filter hides count too: clear the filter."
        ),
        wrong=N_("(a sheet with a hidden column)"),
        right=N_("(a sheet that shows all of its columns)"),
    ),
}
