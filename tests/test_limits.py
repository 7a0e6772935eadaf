"""No file holds up the city: what is too much of something is left out, and told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from sitegen.charts import prepare
from sitegen.city.git.versions import Version
from sitegen.engine.build import Result
from sitegen.images.variants import ImageMistake, make_variants, scans
from sitegen.keys import likeness
from sitegen.model import ChartSpec, Problem, UnitEntry, UnitSource, Where
from sitegen.pages import budgets
from sitegen.pages.budgets import PageType
from sitegen.privacy.gate import Gate, redacted, screen, screen_earlier
from sitegen.problems.repeated import summed_up
from sitegen.reports.markdown import body
from sitegen.reports.markdown.written import LONGEST_LINE, lines_of
from sitegen.store.past import Past
from sitegen.tables.table import parse_table
from sitegen.units.files import unit_files
from sitegen.units.versions import Versions, candidates
from tests.conftest import CityFolder, told
from tests.growth import LONGEST, READERS, TIMES, WORST, growth, made

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
REPORT = f"{DAGO}/laporan/2026-11-03-uji.md"
BESIDE = "-- content/skpd/dinkes/laporan/2026-11-02-lain.md --\n---\njudul: Lain\n---\nIsi.\n"


def one(text: str, front: str = "") -> str:
    return f"{BESIDE}-- {REPORT} --\n---\njudul: Uji\n{front}---\n{text}\n"


def dataset(rows: str, charts: str = "") -> str:
    return (
        f"-- {DAGO}/data/uji.csv --\n{rows}-- {DAGO}/data/uji.yml --\n"
        f"judul: Uji\ndeskripsi: Uji.\n{charts}"
    )


def of(result: Result, *codes: str) -> list[str]:
    return [told(problem) for problem in result.problems if problem.code in codes]


def online(made_city: CityFolder) -> list[bool]:
    """Whether the page of the file and that of somebody else are published."""
    pages = ("kelurahan/dago/laporan/2026/11/uji", "skpd/dinkes/laporan/2026/11/lain")
    return [f"{page}/index.html" in made_city.files() for page in pages]


def test_many_problems_of_one_kind_in_a_file_are_summed_up(city: City) -> None:
    made_city = city(one("Siti/P/11 th.\n" * 25))
    result = made_city.build()
    assert [problem.code for problem in result.problems] == [*["P005"] * 20, "S035"]
    assert of(result, "S035") == [
        (
            f"{REPORT}:24: [S035] 5 more problems `P005` are in this file; only 20 are listed = "
            "mend the 20 that are listed and build again: then the next ones are"
        )
    ]
    assert online(made_city) == [False, True]


def test_the_first_problems_of_a_file_by_line_are_listed_and_others_are_left_alone() -> None:
    many = [Problem.of("M004", Where(path="a.md", line=line)) for line in range(30, 0, -1)]
    others = [Problem.of("M005", "a.md"), Problem.of("M004", "b.md")]
    found = summed_up((*others, *many, *others))
    lines = [problem.where.line for problem in found if problem.code == "M004"]
    assert sorted(lines) == [0, *range(1, 21)]
    (count,) = (problem for problem in found if problem.code == "S035")
    assert (count.where, dict(count.params)["count"]) == (Where(path="a.md", line=21), "10")
    assert summed_up(others) == tuple(others)


def test_links_beyond_the_limit_are_left_as_words(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "MAX_LINKS", 3)
    made_city = city(one("[satu](/a/) [dua](/a/) ![x](y.jpg)\n\n[empat](/a/) dan www.a.id"))
    result = made_city.build()
    assert of(result, "M021") == [
        (
            f"{REPORT}:6:9: [M021] the text has 5 links and pictures; at most 3 are made, so that from "
            "here on only their words are shown = split the text into several, or put the list into a "
            "table in `data/`"
        )
    ]


def test_charts_beyond_the_limit_are_left_out_with_a_link_to_their_figures(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_CHARTS", 1)
    block = "```grafik\ndata: uji\njenis: garis\nx: tahun\ny: n\njudul: Naik\n```\n\n"
    made_city = city(one(block * 3) + dataset("tahun,n\n2023,1\n2024,3\n"))
    result = made_city.build()
    assert of(result, "C014") == [
        (
            f"{REPORT}:13:1: [C014] the page would show 3 charts; at most 1 are drawn, so that this one "
            "and all after it are left out = keep the 1 charts that matter most, or move the others to "
            "another page"
        )
    ]
    page = made_city.read("kelurahan/dago/laporan/2026/11/uji/")
    assert page.count("grafik-1.svg") == 1
    assert "grafik-2" not in page
    assert page.count('Angkanya ada di sini: <a href="/kelurahan/dago/data/uji/">') == 2
    assert online(made_city) == [True, True]


def test_charts_of_a_dataset_beyond_the_limit_are_left_out(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_CHARTS", 0)
    charts = "grafik:\n  - jenis: garis\n    x: tahun\n    y: n\n"
    made_city = city(dataset("tahun,n\n2023,1\n2024,3\n", charts))
    assert of(made_city.build(), "C014") == [
        (
            f"{DAGO}/data/uji.yml:4:1: [C014] the page would show 1 charts; at most 0 are drawn, so that "
            "this one and all after it are left out = keep the 0 charts that matter most, or move the "
            "others to another page"
        )
    ]
    page = made_city.read("kelurahan/dago/data/uji/")
    assert "grafik-1" not in page
    assert page.count("tidak dapat digambar. Angkanya ada di tabel.") == 1
    again = made_city.build()
    assert again.rebuilt == ()
    assert of(again, "C014") == of(made_city.build(force=True), "C014")


def test_a_chart_of_a_dataset_with_too_many_marks_leaves_a_line_and_is_not_tried_again(
    city: City,
) -> None:
    rows = "".join(f"{at},{at * 7 % 1000}\n" for at in range(2001))
    made_city = city(dataset(f"a,b\n{rows}", "grafik:\n  - jenis: sebar\n    x: a\n    y: b\n"))
    assert len(of(made_city.build(), "C015")) == 1
    page = made_city.read("kelurahan/dago/data/uji/")
    assert page.count("tidak dapat digambar. Angkanya ada di tabel.") == 1
    assert made_city.build().rebuilt == ()


def prepared(spec: ChartSpec, csv: str) -> list[str]:
    file, _ = parse_table(csv.encode(), "data/k.csv")
    assert file is not None
    data, problems = prepare.prepare(spec, file.table, Where(path="k.yml", line=3, column=1))
    assert (data is None) == any(p.code in {"C015", "C016"} for p in problems)
    return [told(problem) for problem in problems]


@pytest.mark.parametrize("count", [2000, 2001])
def test_a_chart_of_more_marks_than_a_screen_shows_is_left_out(count: int) -> None:
    spec = ChartSpec(kind="sebar", x="a", y="b")
    rows = "a,b\n" + "".join(f"{at},{at * 7 % 1000}\n" for at in range(count))
    assert prepared(spec, rows) == ([] if count == 2000 else [
        ("k.yml:3:1: [C015] the chart has room for 2001 figures; at most 2000 are drawn, so that it is "
        "left out = sum the rows up: name a column with fewer values as `x`, such as the month or the "
        "kecamatan, and add `agregat: jumlah`; or choose some of the rows with `saring`")
    ])  # fmt: skip


def test_a_heat_map_is_counted_by_its_places_not_by_its_rows() -> None:
    spec = ChartSpec(kind="peta-panas", x="a", y="b", value="n")
    rows = "a,b,n\n" + "".join(f"a{at},b{at},{at}\n" for at in range(50))
    (problem,) = prepared(spec, rows)
    assert "[C015] the chart has room for 2500 figures" in problem


@pytest.mark.parametrize(("arrangement", "count"), [("panel", 61), ("kelompok", 201)])
def test_a_chart_of_too_many_series_is_left_out(arrangement: str, count: int) -> None:
    spec = ChartSpec(kind="garis", x="t", y="n", series="s", arrangement=arrangement)  # type: ignore[arg-type]
    rows = "t,n,s\n" + "".join(f"{y},{at},seri {at}\n" for at in range(count) for y in (2023, 2024))
    assert prepared(spec, rows) == [
        (
            f"k.yml:3:1: [C016] the chart has {count} series; at most {count - 1} are drawn, so that it is "
            "left out = name a column with fewer values as `seri`, such as the kecamatan, with `agregat: "
            "jumlah`; or choose some of the series with `saring`"
        )
    ]


def test_a_table_of_more_columns_than_can_be_read_is_held_back() -> None:
    wide = ",".join(f"k{at}" for at in range(501)) + "\n" + ",".join(["1"] * 501) + "\n"
    file, problems = parse_table(wide.encode(), "data/k.csv")
    assert file is None
    assert list(map(told, problems)) == [
        (
            "data/k.csv row 1: [D061] this row has 501 columns; a table of at most 500 can be published = "
            "write what the columns differ by, such as the day, into a column of its own, with one row for "
            "each figure; or split the file"
        )
    ]
    narrow = "a,b" + "," * 600 + "\n" + ("1,2" + "," * 600 + "\n") * 300
    file, _ = parse_table(narrow.encode(), "data/k.csv")
    assert file is not None
    assert [column.name for column in file.table.columns] == ["a", "b"]


def test_a_workbook_that_unpacks_to_a_hundred_times_its_size_is_held_back() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 4_000_000)
    file, problems = parse_table(stream.getvalue(), "data/k.xlsx")
    assert file is None
    assert list(map(told, problems)) == [
        (
            "data/k.xlsx: [D062] the workbook unpacks to 65 MB; at most 32 MB of one like it are read = "
            "save the sheet that holds the table as CSV UTF-8, and put that here in its place"
        )
    ]


def jpeg(passes: int) -> bytes:
    """A small progressive JPEG whose last pass is repeated."""
    stream = io.BytesIO()
    Image.new("L", (64, 64), 128).save(stream, "JPEG", progressive=True)
    data = stream.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * passes + data[-2:]


def test_a_jpeg_of_thousands_of_passes_is_left_out(city: City) -> None:
    made_city = city(one("![Meja](foto.jpg)"))
    made_city.write(f"{DAGO}/laporan/foto.jpg", jpeg(3000))
    (problem,) = of(made_city.build(), "G011")
    count = scans(jpeg(3000))
    assert problem == (
        f"{REPORT}:4:9: [G011] the picture `foto.jpg` is left out: it is a JPEG of {count} passes, and at "
        "most 100 are read = open it, and save it again as JPEG without the option Progressive"
    )
    assert online(made_city) == [True, True]


def test_passes_are_counted_in_the_picture_alone() -> None:
    usual = scans(jpeg(0))
    film = jpeg(0) + b"\xff\xda\x00\x02" * 500
    preview = jpeg(0)[:2] + b"\xff\xe1\x04\x02" + b"\xff\xda\x00\x02" * 256 + jpeg(0)[2:]
    assert (scans(film), scans(preview), scans(b"\xff\xd8"), scans(b"")) == (usual, usual, 0, 0)
    assert make_variants(film)
    with pytest.raises(ImageMistake):
        make_variants(jpeg(101))


def test_a_large_picture_is_upright_and_as_if_made_smaller_at_once() -> None:
    large = Image.new("RGBA", (6000, 3000), (255, 0, 0, 255))
    large.paste((0, 0, 255, 0), (0, 0, 3000, 3000))
    exif = Image.Exif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    large.save(stream, "PNG", exif=exif)
    sizes = {variant.suffix: variant for variant in make_variants(stream.getvalue())}
    picture = Image.open(io.BytesIO(sizes["-960.jpg"].body)).convert("RGB")
    assert picture.size == (960, 1920)
    assert picture.getpixel((480, 100)) == (255, 255, 255)
    red = picture.getpixel((480, 1800))
    assert isinstance(red, tuple)
    assert red[0] > 240
    assert red[1] < 20


def test_a_heavy_page_is_told_with_what_makes_it_so(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = (PageType("report", re.compile(".*"), 4 * 1024),)
    monkeypatch.setattr(budgets, "PAGE_TYPES", small)
    made_city = city(
        one(" ".join(f"kata{at * at}" for at in range(6000))) + dataset("a,b\n" + "kata,1\n" * 3)
    )
    made_city.build()
    size = budgets.sent_size(made_city.read("kelurahan/dago/laporan/2026/11/uji/").encode())
    assert (
        f"{REPORT}: [R008] its page is sent in {-(-size // 1024)} KB, mostly words; more than 4 KB is slow to "
        "open = show fewer charts or sum up their figures, put long tables and lists into a dataset, or "
        "split the text"
    ) in of(made_city.build(force=True), "R008")


def test_among_thousands_of_names_only_a_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    match = get_close_matches

    def counted(word: str, among: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(among))
        return match(word, among, n=n, cutoff=cutoff)

    monkeypatch.setattr("sitegen.keys.likeness.get_close_matches", counted)
    names = likeness.Names(f"2026-01-05-posyandu-mawar-{at}.md" for at in range(3000))
    assert names.nearest("2026-01-05-posyandu-mawra-2741.md", 0.6) == (
        "2026-01-05-posyandu-mawar-2741.md"
    )
    assert names.nearest("2026-01-05-POSYANDU-mawar-7.md", 0.6) == "2026-01-05-posyandu-mawar-7.md"
    assert names.nearest("anggaran", 0.6) == ""
    assert compared == [likeness.COMPARED] * 2
    assert likeness.Names([]).nearest("a", 0.0) == ""


def test_a_short_word_with_two_letters_changed_over_is_found_among_many() -> None:
    names = likeness.Names([*(f"isian-{at}" for at in range(500)), "draf"])
    assert names.nearest("drfa", 0.74) == "draf"
    assert names.nearest("xyz", 0.74) == ""


def test_everything_found_is_masked_in_other_messages_however_much_it_is() -> None:
    numbers = [f"081{at:09}" for at in range(200_000_000, 200_003_000)]
    screening = screen("\n".join(numbers).encode(), "a.md", Gate())
    assert len(screening.texts) == 3000
    long = "x" * 60
    found = (("a", f"{long} {numbers[7]}-{numbers[-1]}"), ("b", long + numbers[5][:9]))
    shown = dict(
        redacted(Problem(code="D009", where=Where(path="a"), params=found), screening).params
    )
    assert shown["a"] == f"{long} 812000xxxxx-081200xxxxxx"
    assert numbers[5][:9] not in shown["b"]


def test_an_earlier_version_is_held_for_the_first_reason() -> None:
    text = b"NIK 3273011501900001\n" * 50
    assert len(screen(text, "a.md", Gate()).problems) == 50
    earlier = screen_earlier(text, "a.md", Gate())
    assert (len(earlier.problems), earlier.passed) == (1, False)
    kept = b"Hubungi 0812 3456 7890\n"
    assert screen_earlier(kept, "a.md", Gate()) == screen(kept, "a.md", Gate())


@pytest.mark.parametrize(
    ("path", "judged"),
    [(REPORT, ["0", "1", "2", ""]), (f"{DAGO}/data/uji.csv", ["0", "1", "2", "3", "4", ""])],
    ids=["text", "table"],
)
def test_of_large_earlier_versions_only_a_few_are_judged(
    path: str, judged: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def past(*_: object) -> Iterator[Version]:
        for number in range(5):
            yield Version(bodies=(b"%d" % number * 600_000,), commit=str(number))
        yield Version(bodies=(b"disimpan" * 100_000,))

    monkeypatch.setattr("sitegen.units.versions.earlier_versions", past)
    entry = UnitEntry(id="dago", kind="kelurahan", level="kelurahan", name="Dago")
    files = unit_files(UnitSource(entry=entry, root=str(tmp_path), files=()))
    found = candidates(Versions(files=files, paths=(path,), past=Past(), zone=None))
    assert [each.stand_in.commit for each in found if each.stand_in] == judged


def test_a_place_in_a_very_long_changed_line_has_no_column() -> None:
    for length, expected in ((10, (1, 15)), (LONGEST_LINE, (1, 0))):
        written = "<b>" + "x" * length + " y"
        given = "x" * length + " y"
        assert lines_of(written, given).place(length + 1) == (
            expected if length > 10 else (1, length + 5)
        )


@pytest.mark.parametrize("reference", ["&#7;", "&#x1b;", "&#65535;", "&#xfffe;", "&#127;"])
def test_a_reference_to_a_control_sign_reaches_no_page(city: City, reference: str) -> None:
    made_city = city(one(f'isi {reference} baru [a](/kelurahan/dago/ "{reference}")'))
    assert made_city.build().held_back == ()
    page = made_city.read("kelurahan/dago/laporan/2026/11/uji/")
    assert not [sign for sign in page if not sign.isprintable() and sign != "\n"]


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\x01", r"\e", r"\x9b"])
def test_a_control_sign_in_a_key_is_told(city: City, escape: str) -> None:
    text = f'{BESIDE}-- {REPORT} --\n---\njudul: "a {escape} b"\n---\nIsi.\n'
    assert of(city(text).build(), "F001") == [
        (
            f"{REPORT}:2:8: [F001] the keys cannot be read here: a sign that nobody can see is in a text, "
            'such as `\\0` in quotes = write this in place of the line: `judul: "a  b"`'
        )
    ]


@pytest.mark.parametrize("kind", sorted(READERS))
def test_the_time_of_a_made_file_grows_with_its_size(kind: str) -> None:
    chance = Random(f"{kind} 1")  # noqa: S311 - the same files each time
    for _ in range(6):
        file = made(kind, chance)
        assert growth(file, min(LONGEST[kind], 60_000) // TIMES) <= WORST, file


@pytest.mark.parametrize(
    ("kind", "piece"),
    [
        ("text", "/l/5th"),
        ("text", " 0812 3456 7890"),
        ("text", "a.b@gmail.com "),
        ("text", "rek BCA 1234567890 "),
        ("text", "[a](a b.pdf) "),
        ("text", "1<!---->"),
        ("text", "l5th "),
        ("text", "1![](b)"),
        ("text", "www.a "),
        ("text", "<a@b.c> "),
        ("table", "/l/5th"),
        ("table", "é"),
        ("sheet", "<c "),
    ],
)
def test_the_time_of_a_known_attack_grows_with_its_size(kind: str, piece: str) -> None:
    file = made(kind, Random(1))  # noqa: S311 - only for what is around the piece
    size = min(LONGEST[kind], 120_000) // TIMES
    known = type(file)(kind=kind, start=file.start, piece=piece.encode(), end=file.end)
    assert growth(known, size) <= WORST
