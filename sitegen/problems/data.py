"""Problems of tables and their descriptions (D001...)."""

from __future__ import annotations

from sitegen.problems.kind import N_, ProblemKind

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
        message=N_("the file is not UTF-8 text"),
        hint=N_("in the spreadsheet choose Save As, type CSV UTF-8"),
        explanation=N_("Other encodings turn letters into wrong signs, and nobody can tell which."),
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
        severity="error",
        message=N_("column {number} has no name"),
        hint=N_("give the column a name in the first row, or delete it"),
        explanation=N_("Charts, downloads and programs find columns by their name."),
        wrong="tahun,,jumlah",
        right="tahun,kelurahan,jumlah",
    ),
    "D007": ProblemKind(
        severity="error",
        message=N_("the columns {first} and {second} have the same name `{column}`"),
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
        message=N_(
            "`{found}` in column `{column}` does not fit its type `{kind}` ({count} such cells)"
        ),
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
        hint=N_("make it with `sitegen new data` or copy one of another dataset"),
        explanation=N_(
            "Without it nobody can know what was counted, by whom and when. The page is "
            "published with inferred types and says what is missing."
        ),
        wrong="data/kunjungan.csv",
        right="data/kunjungan.csv\ndata/kunjungan.yml",
    ),
    "D011": ProblemKind(
        severity="error",
        message=N_("`kolom` describes `{column}`, which the file does not have; it has {columns}"),
        hint=N_("did you mean `{nearest}`?"),
        explanation=N_("Names must be the same as in the first row of the file."),
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
        message=N_("a spreadsheet file ({found}) is not published as data"),
        hint=N_("in the spreadsheet choose Save As, type CSV UTF-8, name it `{name}.csv`"),
        explanation=N_(
            "Spreadsheets can hold hidden sheets, comments and programs; CSV holds just the table."
        ),
        wrong="data/kunjungan.xlsx",
        right="data/kunjungan.csv",
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
        hint=N_("rename one of the two files"),
        explanation=N_(
            "File names become addresses in lower case with hyphens; these two become the same."
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
    ),
    "D018": ProblemKind(
        severity="error",
        message=N_("row 1 has {found} cells, but {count} rows differ; most have {expected}"),
        hint=N_("delete titles and notes above the names of the columns, so that row 1 holds them"),
        explanation=N_(
            "The first row of a table gives its columns their names. A title above it is the most "
            "common mistake; it belongs into `judul` of the description."
        ),
        wrong="KUNJUNGAN POSYANDU 2026\nbulan;kunjungan\nJanuari;72",
        right="bulan;kunjungan\nJanuari;72",
    ),
}
