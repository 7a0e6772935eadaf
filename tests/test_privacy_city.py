"""Personal data in the city's own files: never published, and shown in no message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.city.config import parse_config
from sitegen.city.register import parse_register
from sitegen.city.schemas import parse_schema
from sitegen.errors import ConfigError
from tests.conftest import SITE, CityFolder, told

NIK = "3273014501809901"
TOLD = "(1 in all) = delete it; say how many people it concerns instead"
REGISTER = "id,jenis,nama,kode_wilayah,induk\ncoblong,kecamatan,Coblong,32.73.02,\n"


def test_a_number_in_a_units_name_stops_the_build_with_row_and_column() -> None:
    row = f"dago,kelurahan,Dago {NIK},32.73.02.1004,coblong\n"
    with pytest.raises(ConfigError) as caught:
        parse_register((REGISTER + row).encode(), "data/units.csv")
    (problem,) = caught.value.problems
    assert problem.where.field == "nama"
    assert [told(problem)] == [
        "data/units.csv row 3: [P001] a NIK stands here: 327301xxxxxxxxxx " + TOLD
    ]


@pytest.mark.parametrize(
    "line",
    [f"slogan: warga {NIK}", f"# {NIK}", f"tautan_kaki: [{{nama: '{NIK}', tautan: /a}}]"],
)
def test_a_number_in_the_settings_stops_the_build(line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"{SITE}{line}\n".encode(), "site.yml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.line) == ("P001", SITE.count("\n") + 1)
    assert NIK not in told(problem) + problem.excerpt


def test_contacts_and_an_account_of_the_city_may_stand_in_its_settings() -> None:
    notice = "Hubungi 0811-2222-333 atau kota@gmail.com. Donasi: rekening BJB 0012345678901"
    assert parse_config(f"{SITE}pemberitahuan: '{notice}'\n".encode(), "site.yml").notice == notice


def test_a_schema_with_a_number_is_not_used() -> None:
    data = f"title: Kunjungan\nfields:\n  - {{name: tahun, title: 'Tahun {NIK}'}}\n"
    schema, problems = parse_schema(data.encode(), "data/skema/kunjungan.yml", "Asia/Jakarta")
    assert schema is None
    assert [(p.code, p.where.line) for p in problems] == [("P001", 3)]


def test_a_schema_with_a_number_is_told_in_a_build(city: Callable[[str], CityFolder]) -> None:
    made = city(f"-- data/skema/a.yml --\nfields:\n  - {{name: tahun, title: '{NIK}'}}\n")
    assert [told(p) for p in made.build().problems] == [
        "data/skema/a.yml:2:27: [P001] a NIK stands here: 327301xxxxxxxxxx " + TOLD
    ]
