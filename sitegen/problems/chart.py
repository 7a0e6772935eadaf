"""Problems with chart blocks (C001...): what was found, what was expected, the next step."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import NAMED, ProblemKind

CHART: dict[str, ProblemKind] = {
    "C001": ProblemKind(
        severity="warning",
        message=N_("`{key}: {column}`: the table has no column `{column}`; it has {columns}"),
        hint=N_("copy a name from the first row of the file; most alike: {nearest}"),
        explanation=N_(
            "A chart names its columns as the first row of the data file does. Capitals, spaces and "
            "underscores do not matter, and a column's title may stand for its name, as long as only "
            "one column can be meant. Until it is mended, the page has a line in place of the chart."
        ),
        wrong="grafik:\n  - jenis: garis\n    x: thn\n    y: penduduk",
        right="grafik:\n  - jenis: garis\n    x: tahun\n    y: jumlah_penduduk",
    ),
    "C002": ProblemKind(
        severity="warning",
        message=N_(
            "`{key}: {column}`: this column is of the type `{found}`, a chart needs figures here"
        ),
        hint=N_("use one of the columns with figures: {columns}"),
        explanation=N_(
            "The height of a bar and the place of a point come from a column of whole or decimal "
            "numbers. A column counts as text when some of its cells hold words, units or notes, "
            "or when the metadata give it the type `teks` or `kode`."
        ),
        wrong="grafik:\n  - jenis: batang\n    x: kecamatan\n    y: kode_wilayah",
        right="grafik:\n  - jenis: batang\n    x: kecamatan\n    y: jumlah",
    ),
    "C003": ProblemKind(
        severity="warning",
        message=N_("no row is left after `saring` ({filter}); the table has {values}"),
        hint=N_("choose values that occur together in the same row, or drop one of them"),
        explanation=N_(
            "Each line of `saring` keeps only the rows with that value. All of the values occur "
            "in the table, but never in one and the same row, so that the chart would be empty."
        ),
        wrong=N_("saring: {tahun: 2024, semester: 2}   # 2024 has only semester 1"),
        right="saring: {tahun: 2024, semester: 1}",
    ),
    "C004": ProblemKind(
        severity="warning",
        message=N_("a chart of the kind `{kind}` needs the key `{key}`"),
        hint=N_("add `{key}:` with the name of a column"),
        explanation=N_(
            "Every chart needs `x` and `y`. The kind `target` also needs `target`, the column to "
            "reach, and `peta-panas` needs `nilai`, the figure that colours the cells. `susunan` "
            "arranges series, so that it needs `seri`."
        ),
        wrong="grafik:\n  - jenis: target\n    x: indikator\n    y: realisasi",
        right="grafik:\n  - jenis: target\n    x: indikator\n    y: realisasi\n    target: target",
    ),
    "C005": ProblemKind(
        severity="warning",
        message=N_("`{key}: {value}` has no meaning in a chart of the kind `{kind}`"),
        hint=N_("remove the line `{key}:`, or use one of the kinds that know it: {kinds}"),
        explanation=N_(
            "Some keys belong to some kinds only: a line keeps the order of time, so that `urut` "
            "and `teratas` are for bars; `target` is for the kind `target`, `nilai` for "
            "`peta-panas`, `susunan: tumpuk` for bars and areas."
        ),
        wrong="grafik:\n  - jenis: garis\n    x: tahun\n    y: jumlah\n    urut: turun",
        right="grafik:\n  - jenis: garis\n    x: tahun\n    y: jumlah",
    ),
    "C006": ProblemKind(
        severity="warning",
        message=N_("`sorot: {value}` is neither a series nor a category here; there are {values}"),
        hint=N_("write it as in the cells (most alike: {nearest}); for now nothing is highlighted"),
        explanation=N_(
            "`sorot` colours one series, or one bar where there are no series, and leaves the "
            "others grey. Its value is written as in the cells of that column."
        ),
        wrong="seri: jenis_kelamin\nsorot: Wanita",
        right="seri: jenis_kelamin\nsorot: Perempuan",
    ),
    "C007": ProblemKind(
        severity="warning",
        message=N_("{count} rows fall on one bar or point, for example on `{example}`"),
        hint=N_(
            "add `agregat: jumlah` or `agregat: rata-rata`, "
            "or choose among them with `saring` or `seri`"
        ),
        explanation=N_(
            "The chart has one mark for each value of `x` (and of `seri`). Where several rows "
            "share it, adding them up may be right (visits of several clinics) or wrong (two "
            "semesters of the same population), so that you have to say it."
        ),
        wrong=N_("x: tahun\ny: jumlah            # the table has a row for each kecamatan"),
        right="x: tahun\ny: jumlah\nagregat: jumlah",
    ),
    "C008": ProblemKind(
        severity="warning",
        message=N_("{count} series are too many to tell apart by colour (at most {limit})"),
        hint=N_(
            "use `susunan: panel`, `sorot` for one of them, `saring` for a few, "
            "or `jenis: batang-mendatar` with `teratas` for one year"
        ),
        explanation=N_(
            "More than six colours cannot be told apart by everyone, nor in grey print. Up to twelve "
            "lines, and grouped bars, become one small chart each by themselves. Of more lines the "
            "highest and the lowest are named, and of stacked series the six largest are coloured; "
            "all others are grey."
        ),
        wrong="x: tahun\ny: jumlah\nseri: kecamatan        # 30 kecamatan",
        right="x: tahun\ny: jumlah\nseri: kecamatan\nsorot: Coblong",
    ),
    "C009": ProblemKind(
        severity="warning",
        message=N_("{count} bars are too many to read (at most {limit})"),
        hint=N_("add `urut: turun` and `teratas: 20`, or choose some of them with `saring`"),
        explanation=N_(
            "On a phone, a chart with more than forty bars is longer than the screen, and no more "
            "than one hundred are drawn. The whole table stays in the download, whatever the "
            "chart shows."
        ),
        wrong="jenis: batang-mendatar\nx: kelurahan           # 151 kelurahan\ny: jumlah",
        right="jenis: batang-mendatar\nx: kelurahan\ny: jumlah\nurut: turun\nteratas: 20",
    ),
    "C010": ProblemKind(
        severity="warning",
        message=N_("`saring`: column `{column}` has no value `{value}`; it has {values}"),
        hint=N_("write it as in the cells of the file; most alike: {nearest}"),
        explanation=N_(
            "`saring` keeps the rows whose cell equals the value. A value that does not occur "
            "would silently leave out what the chart's title speaks of."
        ),
        wrong="saring: {kecamatan: Coblog}",
        right="saring: {kecamatan: Coblong}",
    ),
    "C011": ProblemKind(
        severity="warning",
        message=N_("the chart could not be drawn and is left out: {reason}"),
        hint=N_(
            "build again: it may have been a passing fault; if it happens again, simplify the "
            "chart or remove it, and report it to Kominfo"
        ),
        explanation=N_(
            "The drawing program failed or took too long. Charts are drawn in a process of "
            "their own, so that nothing else of the site is touched: the table and the text are "
            "published, and the next build tries again."
        ),
        wrong=N_("grafik:\n  - jenis: batang      # with 5,000 bars"),
        right="grafik:\n  - jenis: batang-mendatar\n    urut: turun\n    teratas: 20",
    ),
    "C012": ProblemKind(
        severity="warning",
        message=N_("column `{column}` has no figure in the rows of this chart"),
        hint=N_("fill the cells in the data file, or choose other rows with `saring`"),
        explanation=N_(
            "Empty cells are gaps in a chart, never zeros. A chart of gaps alone says nothing; "
            "without any figure it is better left out."
        ),
        wrong="tahun,jumlah\n2023,\n2024,",
        right="tahun,jumlah\n2023,812\n2024,790",
    ),
    "C013": ProblemKind(
        severity="warning",
        message=N_("`data: {value}` is no published dataset of this unit; it has {names}"),
        hint=N_("write the file name of a table in `data/`"),
        explanation=N_(
            "A chart in a report shows a dataset of the same unit, so that the figures can be "
            "downloaded. A dataset that is held back and never was right takes the charts made of "
            "it along."
        ),
        wrong="data: kunjugan-posyandu",
        right="data: kunjungan-posyandu",
        fix=NAMED,
    ),
    "C014": ProblemKind(
        severity="warning",
        message=N_(
            "the page would show {count} charts; at most {limit} are drawn, so that this one and "
            "all after it are left out"
        ),
        hint=N_("keep the {limit} charts that matter most, or move the others to another page"),
        explanation=N_(
            "Each chart is a picture within the page. Nobody compares more than twenty of them, and "
            "on a slow line they keep the text away. The text and the tables are published."
        ),
        wrong=N_("(a report with 150 blocks `grafik`)"),
        right=N_("(a report with the five charts that it speaks of)"),
    ),
    "C015": ProblemKind(
        severity="warning",
        message=N_(
            "the chart has room for {count} figures; at most {limit} are drawn, so that it is left out"
        ),
        hint=N_(
            "sum the rows up: name a column with fewer values as `x`, such as the month or the "
            "kecamatan, and add `agregat: jumlah`; or choose some of the rows with `saring`"
        ),
        explanation=N_(
            "More figures than a screen has dots cannot be told apart, and the page would grow to "
            "many megabytes. All of them stay in the table and in its downloads."
        ),
        wrong=N_("x: tanggal            # 40,000 days\ny: jumlah"),
        right="x: bulan\ny: jumlah\nagregat: jumlah",
    ),
    "C016": ProblemKind(
        severity="warning",
        message=N_(
            "the chart has {count} series; at most {limit} are drawn, so that it is left out"
        ),
        hint=N_(
            "name a column with fewer values as `seri`, such as the kecamatan, with "
            "`agregat: jumlah`; or choose some of the series with `saring`"
        ),
        explanation=N_(
            "Each series is a line of its own, or a panel of its own with `susunan: panel`. The "
            "whole table stays on its page and in its downloads."
        ),
        wrong=N_("seri: rt              # 3,000 RT\nsusunan: panel"),
        right="seri: kecamatan\nagregat: jumlah\nsusunan: panel",
    ),
    "C017": ProblemKind(
        severity="warning",
        message=N_("an area cannot show figures below zero ({example})"),
        hint=N_("write `jenis: batang`, whose bars go below zero, or `jenis: garis`"),
        explanation=N_(
            "The bands of an area lie on one another. One that is below zero covers the others, so "
            "that a height is seen where there is none. Lines and bars show such figures as they are."
        ),
        wrong="jenis: area\nx: triwulan\ny: selisih     # 30, -20, 15",
        right="jenis: garis\nx: triwulan\ny: selisih",
    ),
    "C018": ProblemKind(
        severity="warning",
        message=N_(
            "`jenis: {value}` joins what has no order: `{first}`, `{second}` are names, not periods"
        ),
        hint=N_(
            "write `jenis: batang-mendatar` with `urut: turun`; or name the column of the period as `x`"
        ),
        explanation=N_(
            "A line from one name to the next shows a rise or a fall that never was. Lines are for "
            "years, months, dates and other steps that follow one another, bars are for names."
        ),
        wrong="jenis: garis\nx: kecamatan\ny: jumlah",
        right="jenis: batang-mendatar\nx: kecamatan\ny: jumlah\nurut: turun",
    ),
    "C019": ProblemKind(
        severity="warning",
        message=N_("there is no share of a target where a figure is below zero ({example})"),
        hint=N_(
            "write `jenis: batang-mendatar` and drop the line `target:`, or leave that row out with `saring`"
        ),
        explanation=N_(
            "The kind `target` says how much of each target is reached. A negative target, or a "
            "negative result, has no such share: -3 of -5 is not 60 percent of anything."
        ),
        wrong="jenis: target\nx: indikator\ny: realisasi   # -3\ntarget: target",
        right="jenis: batang-mendatar\nx: indikator\ny: realisasi",
    ),
    "C020": ProblemKind(
        severity="warning",
        message=N_(
            "no chart is drawn, since it is not sure which one this table needs; it has figures in {columns}"
        ),
        hint=N_("describe the table, and name the columns of its chart under `grafik`"),
        explanation=N_(
            "Without a description the program draws only what a person would surely draw: one "
            "figure that the table is about, over time or by names, at one level, added up only "
            "where whole things or money are counted. Otherwise the page shows the table alone."
        ),
        wrong="kecamatan,sosial,bisnis,industri",
        right="judul: Pelanggan listrik\ngrafik:\n  - jenis: batang-mendatar\n    x: kecamatan\n    y: bisnis",
        fix=N_(
            "make the file `{created}` with these lines, and name the column that you mean as `y`:\n{lines}"
        ),
    ),
    "C021": ProblemKind(
        severity="warning",
        message=N_("`jenis: perubahan` compares two periods; `seri` has {count} here: {values}"),
        hint=N_("choose two of them with `saring`, such as `saring: {{tahun: [2020, 2024]}}`"),
        explanation=N_(
            "The kind `perubahan` draws two dots for each name, one of each period, joined by a line. "
            "With more periods write `jenis: garis`."
        ),
        wrong="jenis: perubahan\nx: kecamatan\ny: jumlah\nseri: tahun",
        right="jenis: perubahan\nx: kecamatan\ny: jumlah\nseri: tahun\nsaring: {tahun: [2020, 2024]}",
    ),
    "C022": ProblemKind(
        severity="warning",
        message=N_(
            "`jenis: peta` needs a column of area codes at `x`; `{column}` has other texts: {found} ({count})"
        ),
        hint=N_("write the column that has a code such as 32.73.02 in each row; here: {columns}"),
        explanation=N_(
            "A map knows areas by the codes that the city's register gives them, never by names, which are "
            "spelled in many ways. Rows for the whole city are left out with `saring`."
        ),
        wrong="jenis: peta\nx: kecamatan\ny: jumlah",
        right="jenis: peta\nx: kode_kecamatan\ny: jumlah",
    ),
    "C023": ProblemKind(
        severity="warning",
        message=N_("the codes of `{column}` are those of kecamatan and of kelurahan: {found}"),
        hint=N_("keep the rows of one level with `saring`, or make a table of each"),
        explanation=N_("A map shows areas beside each other, not one within another."),
        wrong="kode,jumlah\n32.73.02,131627\n32.73.02.1004,29873",
        right="kode,jumlah\n32.73.02,131627\n32.73.06,101245",
    ),
    "C024": ProblemKind(
        severity="warning",
        message=N_("the city has no map of its {level} yet, so none is drawn"),
        hint=N_(
            "write `jenis: batang-mendatar`, or ask Kominfo to put boundaries into `data/peta/` (GeoJSON)"
        ),
        explanation=N_(
            "Maps are drawn from boundaries, those of kecamatan also from the tiles of `data/peta/ubin.csv`."
        ),
        wrong="jenis: peta\nx: kode\ny: jumlah",
        right="jenis: batang-mendatar\nx: kelurahan\ny: jumlah",
    ),
}
