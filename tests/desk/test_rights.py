"""What somebody may do at the desk, by the city's list of owners and its register."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.desk.access.identities import of_groups, of_user
from sitegen.desk.access.rights import KnownRights, read_rights, visitor_of, visitor_of_unit
from tests.conftest import SITE

REGISTER = (
    "id,jenis,nama,kode_wilayah,induk,status\n"
    "coblong,kecamatan,Coblong,32.73.02,,aktif\n"
    "dago,kelurahan,Dago,32.73.02.1004,coblong,aktif\n"
    "sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,aktif\n"
    "lama,kelurahan,Lama,32.73.02.1006,coblong,nonaktif\n"
    "cicendo,kecamatan,Cicendo,32.73.06,,aktif\n"
    "arjuna,kelurahan,Arjuna,32.73.06.1001,cicendo,aktif\n"
    "dinkes,skpd,Dinas Kesehatan,,,aktif\n"
)
OWNERS = (
    'kota: ["@kominfo", "*@kominfo.example"]\n'
    "unit:\n"
    '  kelurahan/dago: ["@kel-dago", "*@dago.example"]\n'
    '  kecamatan/coblong: ["*@coblong.example"]\n'
    '  kelurahan/sekeloa: ["*@coblong.example"]\n'
    '  kelurahan/lama: ["@kel-dago"]\n'
    '  skpd/dinkes: ["@kota/dinkes"]\n'
    "peninjau:\n"
    '  kecamatan/coblong: ["*@coblong.example"]\n'
)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "site.yml").write_text(SITE, encoding="utf-8")
    (tmp_path / "data" / "units.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "data" / "pemilik.yml").write_text(OWNERS, encoding="utf-8")
    return tmp_path


def test_an_account_writes_its_own_open_units_and_is_called_by_its_account(city: Path) -> None:
    found = visitor_of(read_rights(city), {"@kel-dago"})
    assert found is not None
    assert (found.name, found.writes, found.reviews, found.city) == (
        "@kel-dago",
        frozenset({"kelurahan/dago"}),
        frozenset(),
        False,
    )


def test_an_address_is_called_by_its_office_and_never_by_itself(city: Path) -> None:
    found = visitor_of(read_rights(city), {"siti.aminah@dago.example"})
    assert found is not None
    assert found.name == "Kelurahan Dago"
    assert found.writes == {"kelurahan/dago"}


def test_a_reviewer_of_a_kecamatan_reviews_it_and_its_open_kelurahan_alone(city: Path) -> None:
    found = visitor_of(read_rights(city), {"camat@coblong.example"})
    assert found is not None
    assert found.name == "Kecamatan Coblong"
    assert found.writes == {"kecamatan/coblong", "kelurahan/sekeloa"}
    assert found.reviews == {"kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa"}
    assert not found.may_review("kelurahan/arjuna")
    assert not found.may_write("kelurahan/dago")


def test_the_city_may_do_everything(city: Path) -> None:
    found = visitor_of(read_rights(city), {"portal@kominfo.example"})
    assert found is not None
    assert found.name == "Kominfo"
    assert found.may_write("kelurahan/arjuna")
    assert found.may_review("skpd/dinkes")


def test_a_team_counts_where_the_sign_in_says_that_somebody_is_in_it(city: Path) -> None:
    rights = read_rights(city)
    assert visitor_of(rights, {"budi@dinkes.example"}) is None
    found = visitor_of(rights, {"budi@dinkes.example", "@kota/dinkes"})
    assert found is not None
    assert found.writes == {"skpd/dinkes"}


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("*@dago.example", id="a pattern of the list, word for word"),
        pytest.param("@kota/dinkes-x", id="a team of another name"),
        pytest.param("siti@x.dago.example", id="a host below"),
        pytest.param("@dago", id="a name that is like a unit's"),
    ],
)
def test_nobody_else_has_any_right(city: Path, who: str) -> None:
    assert visitor_of(read_rights(city), {who}) is None


def test_a_link_writes_its_unit_and_nothing_else(city: Path) -> None:
    rights = read_rights(city)
    found = visitor_of_unit(rights, "kelurahan/dago")
    assert found is not None
    assert (found.writes, found.reviews, found.city) == (
        frozenset({"kelurahan/dago"}),
        frozenset(),
        False,
    )
    assert visitor_of_unit(rights, "kelurahan/lama") is None
    assert visitor_of_unit(rights, "kelurahan/tidak-ada") is None


def test_a_list_that_cannot_be_read_gives_nobody_any_right(city: Path) -> None:
    (city / "data" / "pemilik.yml").write_text("kota: [\n", encoding="utf-8")
    rights = read_rights(city)
    assert visitor_of(rights, {"@kominfo"}) is None


def test_a_right_that_leaves_the_list_is_gone_at_the_next_request(city: Path) -> None:
    known = KnownRights(city)
    assert visitor_of(known.now(), {"@kel-dago"}) is not None
    path = city / "data" / "pemilik.yml"
    path.write_text("kota: ['@kominfo']\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert visitor_of(known.now(), {"@kel-dago"}) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kel-Dago", "@kel-dago", id="an account"),
        pytest.param("Lurah@Dago.example", "lurah@dago.example", id="an address"),
        pytest.param("*@dago.example", "", id="a pattern"),
        pytest.param("@kota/dinkes", "", id="a team"),
        pytest.param("a@dago.example,b@dago.example", "", id="two at once"),
        pytest.param("k" * 300, "", id="far too long"),
        pytest.param("\u212aominfo", "", id="a letter that looks like another"),
    ],
)
def test_what_somebody_is_called_is_one_account_or_address(text: str, expected: str) -> None:
    assert of_user(text) == expected


def test_groups_are_teams_however_they_are_written() -> None:
    given = ["kota/dinkes", "/kota/dlh", "@kota/dishub", "admin", "*@dago.example", ""]
    assert of_groups(given) == {"@kota/dinkes", "@kota/dlh", "@kota/dishub"}
