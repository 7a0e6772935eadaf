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
        message=N_("`{found}` in column `{column}` must be {reason} {bound} ({count} such cells)"),
        hint=N_("correct the cell, or the bound in the description"),
        explanation=N_("The description or the standard gives the least and the greatest value."),
        wrong="persen\n85\n850",
        right="persen\n85\n85",
    ),
    "D043": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` in column `{column}` has {length} characters, and must have {reason} {bound} "
            "({count} such cells)"
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
            "Areas are known by their Kemendagri code and their name in data/units.csv, by earlier ones "
            "(kode_lama, nama_lama), and by the code of BPS in its column kode_bps."
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
}
