"""Tables of the city from those of units with one shared schema; all figures counted by hand."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from frictionless import Resource, Schema
from openpyxl import load_workbook

from sitegen.store.state import product_of, read_state, state_path
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dpu,skpd,Dinas PU,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
andir,kecamatan,Andir,32.73.05,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
regol,kecamatan,Regol,32.73.11,,,nonaktif
dago,kelurahan,Dago,32.73.02.1004,kecamatan/coblong,,aktif
"""
SCHEMA = """\
-- data/skema/penduduk.yml --
judul: Penduduk per kelurahan
deskripsi: Menurut pendaftaran.
jenis_unit: [kecamatan]
kolom:
- {nama: tahun, judul: Tahun, tipe: tahun}
- {nama: kode_wilayah, judul: Kode wilayah, tipe: kode}
- {nama: jumlah, judul: Jumlah penduduk, tipe: bulat, satuan: jiwa, dijumlahkan: ya}
- {nama: luas, judul: Luas, tipe: desimal, satuan: km2}
kunci: [tahun, kode_wilayah]
"""
HEAD = "tahun,kode_wilayah,jumlah,luas\n"
COBLONG = "2023,32.73.02.1004,100,1.5\n2024,32.73.02.1004,110,1.5\n2024,32.73.02.1005,40,2.25\n"
ANDIR = "2024,32.73.05.1001,200,0.5\n2024,32.73.05.1002,,0.75\n"
PAGE = "/data/gabungan/penduduk/"


def table(unit: str, rows: str, more: str = "", name: str = "warga", head: str = HEAD) -> str:
    """A table of a unit that says that it follows the schema."""
    folder = f"content/{unit}/data/{name}"
    meta = f"judul: Warga {name}\nsumber: Disdukcapil\nskema: penduduk\n{more}"
    return f"-- {folder}.csv --\n{head}{rows}-- {folder}.yml --\n{meta}"


BOTH = table("kecamatan/coblong", COBLONG) + table("kecamatan/andir", ANDIR)


@pytest.fixture
def made(city: Make) -> CityFolder:
    folder = city(REGISTER + SCHEMA + BOTH)
    assert folder.build().held_back == ()
    return folder


def rows(made: CityFolder, ending: str = ".csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.read(f"{PAGE}penduduk{ending}"))))


def words(made: CityFolder, url: str = PAGE) -> str:
    """The words of a page, without its signs."""
    main = made.read(url).partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def covered(made: CityFolder) -> dict[tuple[str, str], tuple[str, str]]:
    found = csv.DictReader(io.StringIO(made.read(f"{PAGE}cakupan.csv")))
    return {(r["kode_unit"], r["periode"]): (r["baris"], r["keadaan"]) for r in found}


def test_the_rows_of_all_units_stand_under_one_head_with_their_unit(made: CityFolder) -> None:
    assert made.read(f"{PAGE}penduduk.csv") == (
        "kode_unit,nama_unit,tahun,kode_wilayah,jumlah,luas\n"
        "kecamatan/coblong,Kecamatan Coblong,2023,32.73.02.1004,100,1.5\n"
        "kecamatan/coblong,Kecamatan Coblong,2024,32.73.02.1004,110,1.5\n"
        "kecamatan/coblong,Kecamatan Coblong,2024,32.73.02.1005,40,2.25\n"
        "kecamatan/andir,Kecamatan Andir,2024,32.73.05.1001,200,0.5\n"
        "kecamatan/andir,Kecamatan Andir,2024,32.73.05.1002,,0.75\n"
    )
    records = json.loads(made.read(f"{PAGE}penduduk.json"))
    assert [record["jumlah"] for record in records] == [100, 110, 40, 200, None]
    sheet = load_workbook(made.output / "data/gabungan/penduduk/penduduk.xlsx")["Data"]
    assert [cell.value for cell in sheet[2]] == [
        *("kecamatan/coblong", "Kecamatan Coblong", 2023, "32.73.02.1004", 100, 1.5)
    ]
    assert sheet.max_row == 6


def test_what_describes_the_columns_fits_the_file(made: CityFolder) -> None:
    schema = Schema.from_descriptor(json.loads(made.read(f"{PAGE}penduduk.schema.json")))
    data = made.output / "data/gabungan/penduduk/penduduk.csv"
    report = Resource(
        path=data.name, basepath=str(data.parent), schema=schema, format="csv"
    ).validate()
    assert report.valid, report.flatten(["message"])
    assert len(schema.fields) == 6


def test_the_coverage_says_who_has_told_of_when_and_counts_the_open_units_of_the_kind(
    made: CityFolder,
) -> None:
    assert covered(made) == {
        ("kecamatan/coblong", "2023"): ("1", "ada"),
        ("kecamatan/coblong", "2024"): ("2", "ada"),
        ("kecamatan/andir", "2023"): ("0", "belum ada"),
        ("kecamatan/andir", "2024"): ("2", "ada"),
        ("kecamatan/cicendo", "2023"): ("0", "belum ada"),
        ("kecamatan/cicendo", "2024"): ("0", "belum ada"),
    }
    told = words(made)
    # Regol is closed: nobody waits for it.
    assert "2 dari 3 unit sudah menerbitkan tabel ini; yang dihitung semua kecamatan" in told
    assert "1 unit belum menerbitkan apa pun Kecamatan Cicendo" in told


def test_without_kinds_only_units_that_say_so_are_counted(city: Make) -> None:
    made = city(REGISTER + SCHEMA.replace("jenis_unit: [kecamatan]\n", "") + BOTH)
    made.build()
    told = words(made)
    assert "2 dari 2 unit yang menyatakan menyusun tabel ini sudah menerbitkannya" in told
    assert "Kota tidak menetapkan unit mana" in told
    assert "belum menerbitkan apa pun" not in told


def test_only_what_the_schema_says_may_be_added_up_is(made: CityFolder) -> None:
    told = words(made)
    sums = told.partition("Jumlah dari semua unit")[2].partition("Baris Penduduk")[0]
    assert "2024 Jumlah penduduk (jiwa) 350 2 1 sel kosong tidak dihitung" in sums
    assert "2023 Jumlah penduduk (jiwa) 100 1" in sums
    assert "Luas" not in sums
    made.write(
        "data/skema/penduduk.yml",
        SCHEMA.partition("\n")[2].replace(", dijumlahkan: ya", ""),
    )
    made.build()
    assert "Jumlah dari semua unit" not in words(made)


def test_what_two_units_state_of_one_area_and_year_is_shown_and_not_added_up(city: Make) -> None:
    again = "2024,32.73.02.1004,115,1.5\n"
    made = city(REGISTER + SCHEMA + BOTH + table("kecamatan/cicendo", again))
    made.build()
    told = words(made)
    assert "1 hal dinyatakan beberapa tabel sekaligus" in told
    twice = told.partition("Dinyatakan lebih dari sekali")[2]
    assert re.search(
        r"Kecamatan Coblong 2024 32\.73\.02\.1004 110.*Cicendo 2024 32\.73\.02\.1004 115", twice
    )
    assert "2024 Jumlah penduduk (jiwa) – – tidak dijumlahkan" in told
    assert "2023 Jumlah penduduk (jiwa) 100 1" in told
    assert len(rows(made)) == 6


def test_areas_of_two_levels_are_not_added_up(city: Make) -> None:
    whole = "2024,32.73.06,900,7\n"
    made = city(REGISTER + SCHEMA + BOTH + table("kecamatan/cicendo", whole))
    made.build()
    assert "2024 Jumlah penduduk (jiwa) – – tidak dijumlahkan: tingkat wilayahnya" in words(made)


def test_a_table_that_differs_gives_what_fits_and_says_what_does_not(city: Make) -> None:
    more = "kolom:\n- {nama: jumlah, judul: Jumlah, tipe: bulat, satuan: ribu jiwa}\n"
    other = "2024,32.73.06.1001,5,1.0,3\n"
    head = "tahun,kode_wilayah,jumlah,luas,rt\n"
    made = city(REGISTER + SCHEMA + BOTH + table("kecamatan/cicendo", other, more, head=head))
    made.build()
    mine = [row for row in rows(made) if row["kode_unit"] == "kecamatan/cicendo"]
    assert [(row["jumlah"], row["luas"], "rt" in row) for row in mine] == [("", "1.0", False)]
    told = words(made)
    assert "Jumlah penduduk: ribu jiwa, bukan jiwa; di sini kosong." in told
    assert "Kolom tambahannya tidak dimuat di sini: rt." in told
    assert "tidak dijumlahkan: ada unit yang tidak memuat kolom ini" in told


def test_a_table_that_is_held_back_brings_nothing_in_and_counts_as_held(city: Make) -> None:
    people = "2024,32.73.06.1001,3273010101800001,1.0\n"
    made = city(REGISTER + SCHEMA + BOTH + table("kecamatan/cicendo", people))
    assert made.build().held_back == ("content/kecamatan/cicendo/data/warga.csv",)
    assert covered(made)["kecamatan/cicendo", "2024"] == ("0", "sedang diperbaiki")
    assert not any(b"3273010101800001" in body for body in made.files().values())
    assert len(rows(made)) == 5


def test_of_a_table_being_mended_the_last_good_version_is_in_and_that_is_told(
    made: CityFolder,
) -> None:
    people = "2024,32.73.05.1001,3273010101800001,1.0\n"
    made.write("content/kecamatan/andir/data/warga.csv", HEAD + people)
    assert made.build().held_back == ("content/kecamatan/andir/data/warga.csv",)
    assert [row["jumlah"] for row in rows(made)] == ["100", "110", "40", "200", ""]
    assert "Kecamatan Andir (versi barunya sedang diperbaiki)" in words(made)


def test_of_one_unit_alone_nothing_is_put_together(city: Make) -> None:
    made = city(REGISTER + SCHEMA + table("kecamatan/coblong", COBLONG))
    made.build()
    assert not (made.output / "data/gabungan").exists()


def test_an_edit_in_one_unit_writes_its_table_anew_and_no_other(made: CityFolder) -> None:
    other = SCHEMA.partition("\n")[2].replace("Penduduk per kelurahan", "Lain")
    made.write("data/skema/lain.yml", other)
    for unit in ("coblong", "andir"):
        made.write(f"content/kecamatan/{unit}/data/lain.csv", HEAD + COBLONG)
        made.write(f"content/kecamatan/{unit}/data/lain.yml", "judul: Lain\nskema: lain\n")
    made.build()
    made.write("content/kecamatan/andir/data/warga.csv", HEAD + ANDIR.replace("200", "201"))
    result = made.build()
    assert result.published is not None
    written = {path for path in result.published.written if path.startswith("data/gabungan/")}
    folder = "data/gabungan/penduduk/"
    assert written == {
        *(f"{folder}penduduk{ending}" for ending in (".csv", ".json", ".xlsx")),
        f"{folder}index.html",
    }
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental


def test_a_table_of_a_unit_that_is_gone_is_gone_from_the_city(made: CityFolder) -> None:
    for ending in ("csv", "yml"):
        (made.root / f"content/kecamatan/andir/data/warga.{ending}").unlink()
    made.build(allow_removal=True)
    assert not (made.output / "data/gabungan").exists()


def test_a_part_that_cannot_be_read_keeps_what_is_online_and_is_tried_again(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitegen.engine import copied

    before = made.read(f"{PAGE}penduduk.csv")
    made.write("content/kecamatan/andir/data/warga.csv", HEAD + ANDIR.replace("200", "201"))
    with monkeypatch.context() as patch:
        patch.setattr(copied, "content_digest", lambda _: "")
        made.build()
    assert made.read(f"{PAGE}penduduk.csv") == before
    made.build()
    assert made.read(f"{PAGE}penduduk.csv") == before.replace("200", "201")
    state = read_state(state_path(made.root, made.output), made.output)
    assert product_of(state.outputs[f"{PAGE[1:]}penduduk.csv"]) == "shared tables"


def test_a_kind_of_unit_that_the_city_does_not_have_is_told(city: Make) -> None:
    made = city(REGISTER + SCHEMA.replace("[kecamatan]", "[kecamatn]") + BOTH)
    (problem,) = (p for p in made.build().problems if p.where.path == "data/skema/penduduk.yml")
    assert (problem.code, dict(problem.params)["nearest"]) == ("F022", "kecamatan")


def test_the_newest_figures_of_all_units_are_one_map(city: Make) -> None:
    tiles = "kode_wilayah,baris,kolom\n"
    register, rows_of = "-- data/units.csv --\nid,jenis,nama,kode_wilayah\n", {}
    for at, unit in enumerate(("dpu", "dlh")):
        register += f"{unit},skpd,Dinas {unit},\n"
        lines = []
        for number in range(3):
            area = f"32.73.{10 * at + number + 1:02}"
            register += f"k{at}{number},kecamatan,K{at}{number},{area}\n"
            tiles += f"{area},{at + 1},{number + 1}\n"
            lines.append(f"2023,{area},9,1\n2024,{area},{10 * at + number + 1},1\n")
        rows_of[unit] = "".join(lines)
    tables = "".join(table(f"skpd/{unit}", own) for unit, own in rows_of.items())
    made = city(register + SCHEMA + f"-- data/peta/ubin.csv --\n{tiles}" + tables)
    made.build()
    told = words(made, "/peta/gabungan/penduduk/")
    assert "Jumlah penduduk: dari 1 jiwa (K00) sampai 13 jiwa (K12)" in told
    assert 'href="/peta/gabungan/penduduk/"' in made.read(PAGE)
    # What a second unit tells of the same area is on no map.
    folder = "content/skpd/dlh/data/warga.csv"
    made.write(folder, HEAD + rows_of["dlh"] + "2024,32.73.01,77,1\n")
    made.build()
    told = words(made, "/peta/gabungan/penduduk/")
    assert "dari 2 jiwa (K01) sampai 13 jiwa (K12)" in told


PLACES = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dpu,skpd,Dinas PU,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
andir,kecamatan,Andir,32.73.05,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
dago,kelurahan,Dago,32.73.02.1004,kecamatan/coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,kecamatan/coblong,,aktif
maleber,kelurahan,Maleber,32.73.05.1001,kecamatan/andir,,aktif
"""
ONE_ROW = "2023,32.73.05.1001,190,0.5\n2024,32.73.05.1001,200,0.5\n"


def chart(made: CityFolder) -> str:
    """What is drawn on the page of the table and said around it, "" without a chart."""
    found = made.read(PAGE).partition('<figure class="chart"')[2].partition("</figure>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_the_newest_period_is_a_chart_by_area_that_says_how_many_units_it_lacks(
    city: Make,
) -> None:
    parts = table("kecamatan/coblong", COBLONG) + table("kecamatan/andir", ONE_ROW)
    made = city(PLACES + SCHEMA + parts)
    made.build()
    told = chart(made)
    assert "2024 · jiwa 2 dari 3 unit yang seharusnya menyusun tabel ini sudah menerbitkan" in told
    drawn = told.partition("Angkanya dalam tabel")[2]
    assert re.search(r"Maleber 200 Dago 110 Sekeloa 40", drawn)
    # Of those that are there the highest is not said to be the highest of all.
    assert "terbanyak" not in told
    assert "2 dari 3 unit" in made.read(f"{PAGE}grafik-1.svg")
    assert (made.output / "data/gabungan/penduduk/grafik-1.png").read_bytes()[1:4] == b"PNG"
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental


def test_where_all_have_told_the_chart_says_what_its_figures_do(city: Make) -> None:
    own = "2024,32.73.06,300,1\n"
    parts = [
        table(f"kecamatan/{unit}", own.replace("06", code).replace("300", count))
        for unit, code, count in (
            ("coblong", "02", "100"),
            ("andir", "05", "200"),
            ("cicendo", "06", "300"),
        )
    ]
    made = city(PLACES + SCHEMA + "".join(parts))
    made.build()
    told = chart(made)
    assert "terbanyak di Cicendo" in told
    assert "3 dari 3 unit yang seharusnya" in told


def test_several_rows_of_a_bar_are_not_added_up_for_a_chart(city: Make) -> None:
    """Areas of two units at once, and units with many rows each."""
    again = "2024,32.73.02.1004,115,1.5\n"
    parts = table("kecamatan/coblong", COBLONG) + table("kecamatan/andir", again)
    made = city(PLACES + SCHEMA + parts)
    made.build()
    assert chart(made) == ""
    assert not list((made.output / "data/gabungan/penduduk").glob("grafik*"))
    result = made.build()
    assert result.published is not None
    assert result.published.written == ()
    # Each area once: there is one, and with the second row it is gone again.
    made.write("content/kecamatan/andir/data/warga.csv", HEAD + ONE_ROW)
    made.build()
    assert "Maleber" in chart(made)
    made.write("content/kecamatan/andir/data/warga.csv", HEAD + again)
    made.build(allow_removal=True)
    assert not list((made.output / "data/gabungan/penduduk").glob("grafik*"))


def test_without_areas_the_bars_are_units_if_each_has_one_row(city: Make) -> None:
    schema = """\
-- data/skema/penduduk.yml --
judul: Pegawai
kolom:
- {nama: tahun, judul: Tahun, tipe: tahun}
- {nama: jumlah, judul: Jumlah pegawai, tipe: bulat, satuan: orang}
"""
    head = "tahun,jumlah\n"
    parts = table("skpd/dpu", "2023,5\n2024,7\n", head=head)
    made = city(PLACES + schema + parts + table("kecamatan/andir", "2024,9\n", head=head))
    made.build()
    told = chart(made)
    assert "Angkanya dalam tabel" in told
    assert re.search(r"Kecamatan Andir 9 Dinas PU 7", told)


def catalogued(made: CityFolder) -> dict[str, Any]:
    """The table of the city in the catalogue."""
    every = json.loads(made.read("/data.json"))["dataset"]
    (found,) = (each for each in every if each["identifier"] == "data/gabungan/penduduk")
    assert isinstance(found, dict)
    return found


def test_the_catalogue_has_the_table_with_its_files(made: CityFolder) -> None:
    found = catalogued(made)
    assert found["title"] == "Penduduk per kelurahan"
    assert found["description"].startswith("Menurut pendaftaran. 5 baris dari 2 unit")
    assert found["publisher"]["name"] == "Kota Contoh"
    assert found["temporal"] == [
        {"@type": "PeriodOfTime", "startDate": "2023-01-01", "endDate": "2024-12-31"}
    ]
    assert found["describedBy"]["downloadURL"].endswith(f"{PAGE}penduduk.schema.json")
    files = {each["format"]: each for each in found["distribution"]}
    assert set(files) == {"CSV", "JSON", "XLSX"}
    for each in files.values():
        body = (made.output / each["downloadURL"].partition(".example/")[2]).read_bytes()
        assert each["byteSize"] == str(len(body))
        assert each["checksum"]["checksumValue"] == hashlib.sha256(body).hexdigest()


def test_the_catalogue_follows_the_rows_and_the_city_s_office_publishes(made: CityFolder) -> None:
    site = (made.root / "site.yml").read_text()
    made.write("site.yml", f"{site}ppid: {{unit: skpd/dpu}}\n")
    made.write("content/skpd/dpu/unit.yml", "email: dpu@contoh.example\n")
    made.write("content/kecamatan/andir/data/warga.csv", HEAD + ANDIR.replace("200", "201"))
    made.build()
    found = catalogued(made)
    assert found["publisher"]["name"] == "Dinas PU"
    assert found["contactPoint"]["hasEmail"] == "mailto:dpu@contoh.example"
    table = (made.output / "data/gabungan/penduduk/penduduk.csv").read_bytes()
    (csv_file,) = (each for each in found["distribution"] if each["format"] == "CSV")
    assert csv_file["checksum"]["checksumValue"] == hashlib.sha256(table).hexdigest()
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental


def test_terms_that_not_all_tables_have_are_not_those_of_the_city_s(city: Make) -> None:
    free = "lisensi: CC-BY-4.0\n"
    made = city(
        REGISTER
        + SCHEMA
        + table("kecamatan/coblong", COBLONG, free)
        + table("kecamatan/andir", ANDIR, free)
    )
    made.build()
    assert "creativecommons.org" in catalogued(made)["distribution"][0]["license"]
    meta = (made.root / "content/kecamatan/andir/data/warga.yml").read_text()
    made.write("content/kecamatan/andir/data/warga.yml", meta.replace(free, ""))
    made.build()
    assert "license" not in catalogued(made)["distribution"][0]
