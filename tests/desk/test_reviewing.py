"""`tinjau`: of which units content waits, who may decide it, and what stops the desk from starting."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.city.register import read_register
from sitegen.cli.main import run
from sitegen.desk.access.entry import make_gate
from sitegen.desk.access.rights import Rights, read_rights, visitor_of, visitor_of_unit
from sitegen.desk.reviewing import ReviewRules
from sitegen.desk.settings import parse_settings
from sitegen.errors import ConfigError
from tests.conftest import SITE, told
from tests.desk.opened import SEKELOA, make_city, open_desk
from tests.handed_in import REPORT, files, package

REGISTER = (
    "id,jenis,nama,kode_wilayah,induk,status\n"
    "coblong,kecamatan,Coblong,32.73.02,,aktif\n"
    "dago,kelurahan,Dago,32.73.02.1004,coblong,aktif\n"
    "lama,kelurahan,Lama,32.73.02.1006,coblong,nonaktif\n"
    "cicendo,kecamatan,Cicendo,32.73.06,,aktif\n"
    "arjuna,kelurahan,Arjuna,32.73.06.1001,cicendo,aktif\n"
    "dinkes,skpd,Dinas Kesehatan,,,aktif\n"
    "dinsos,skpd,Dinas Sosial,,,aktif\n"
)
OWNERS = (
    'kota: ["@kominfo"]\n'
    "unit:\n"
    '  kecamatan/coblong: ["@camat"]\n'
    '  skpd/dinkes: ["@dinkes"]\n'
    "peninjau:\n"
    '  kecamatan/cicendo: ["@cicendo"]\n'
)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "site.yml").write_text(SITE, encoding="utf-8")
    (tmp_path / "data" / "units.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "data" / "pemilik.yml").write_text(OWNERS, encoding="utf-8")
    return tmp_path


def rules(text: str) -> ReviewRules:
    return parse_settings(text.encode(), "meja.yml").review


@pytest.mark.parametrize(
    ("text", "waiting"),
    [
        pytest.param("", "dinkes dinsos dago arjuna", id="nothing is said"),
        pytest.param("tinjau: ya", "dinkes dinsos dago arjuna", id="all"),
        pytest.param("tinjau: tidak", "", id="none"),
        pytest.param("tinjau: induk", "dinkes dinsos dago arjuna", id="the unit above"),
        pytest.param("tinjau: {skpd: tidak}", "dago arjuna", id="a kind"),
        pytest.param("tinjau: {kelurahan/dago: tidak}", "dinkes dinsos arjuna", id="a unit"),
        pytest.param(
            "tinjau:\n  skpd/dinsos: ya\n  skpd: tidak\n  kelurahan/dago: tidak\n  kelurahan: induk\n",
            "dinsos arjuna",
            id="a unit before its kind, in any order",
        ),
    ],
)
def test_an_answer_holds_for_all_for_a_kind_or_for_a_unit(text: str, waiting: str) -> None:
    found = rules(text)
    units = ("skpd/dinkes", "skpd/dinsos", "kelurahan/dago", "kelurahan/arjuna")
    assert [unit.partition("/")[2] for unit in units if found.waits(unit)] == waiting.split()


def who(city: Path, account: str, text: str = "tinjau: {kelurahan: induk}") -> list[str]:
    rights: Rights = read_rights(city, rules(text))
    visitor = visitor_of(rights, {account})
    assert visitor
    return sorted(visitor.reviews)


def test_with_induk_whoever_writes_for_the_unit_above_reviews_its_open_units_alone(
    city: Path,
) -> None:
    assert who(city, "@camat") == ["kelurahan/dago"]
    assert who(city, "@dinkes") == []
    # Reviewers of the list stay, for all that lies below.
    assert who(city, "@cicendo") == ["kecamatan/cicendo", "kelurahan/arjuna"]


@pytest.mark.parametrize(
    "text", ["", "tinjau: ya", "tinjau: {kelurahan: induk, kelurahan/dago: ya}"]
)
def test_without_induk_it_reviews_nothing(city: Path, text: str) -> None:
    assert who(city, "@camat", text) == []


def test_the_link_of_a_kecamatan_reviews_nothing(city: Path) -> None:
    rights = read_rights(city, rules("tinjau: induk"))
    visitor = visitor_of_unit(rights, "kecamatan/coblong")
    assert visitor
    assert visitor.reviews == frozenset()


def test_the_gate_lets_the_unit_above_review(city: Path) -> None:
    settings = parse_settings(
        b"tinjau: induk\nmasuk: {alamat: 'https://meja.kota.example', tautan: {}}\n", "meja.yml"
    )
    (city / "meja").mkdir()
    gate = make_gate(city, city / "meja", settings)
    visitor = visitor_of(gate.door.rights.now(), {"@camat"})
    gate.close()
    assert visitor
    assert visitor.may_review("kelurahan/dago")


def refused(city: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_settings(text.encode(), "meja.yml", read_register(city))
    return [told(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param(
            "tinjau:\n  kelurahn: ya\n",
            [
                ("meja.yml:2:3: [K036] `tinjau` names `kelurahn`, which is neither a kind of unit nor a unit of "
                "the register = write `kelurahan`, or another kind such as `kelurahan` or unit such as "
                "`kelurahan/dago`; or take this line out")
            ],
            id="no kind",
        ),
        pytest.param(
            "tinjau: {skpd: tidak, kelurahan/dogo: ya, kecamatan/coblong: induk}\n",
            [
                ("meja.yml:1:23: [K036] `tinjau` names `kelurahan/dogo`, which is neither a kind of unit nor a "
                "unit of the register = write `kelurahan/dago`, or another kind such as `kelurahan` or unit "
                "such as `kelurahan/dago`; or take this line out"),
                ("meja.yml:1:43: [K037] `kecamatan/coblong: induk` in `tinjau`, but nothing stands above it in "
                "the register = write `kecamatan/coblong: ya`, so that its reviewers and Kominfo look at it; "
                "or name in `data/units.csv` what stands above it, in the column `induk`"),
            ],
            id="no unit, and nothing above",
        ),
        pytest.param(
            "tinjau: {skpd: induk}\n",
            [
                ("meja.yml:1:10: [K037] `skpd: induk` in `tinjau`, but nothing stands above it in the register = "
                "write `skpd: ya`, so that its reviewers and Kominfo look at it; or name in `data/units.csv` "
                "what stands above it, in the column `induk`")
            ],
            id="a kind with nothing above",
        ),
        pytest.param(
            "tinjau:\n  kelurahan: kecamatan\n",
            [
                ("meja.yml:2:14: [F022] `kelurahan: kecamatan` is not in the list: ya, tidak, induk = write one "
                "of them")
            ],
            id="no answer",
        ),
    ],
)  # fmt: skip
def test_a_mistake_stops_the_desk_and_says_what_to_write(
    city: Path, text: str, messages: list[str]
) -> None:
    assert refused(city, text) == messages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tinjau: [skpd]", "F023"),
        ("tinjau: sering", "F022"),
        ("tinjau: {skpd: ya, kelurahan: induk, skpd: tidak}", "F003"),
    ],
)
def test_what_cannot_be_read_stops_the_desk(city: Path, text: str, code: str) -> None:
    (message,) = refused(city, text)
    assert f"[{code}]" in message


def test_a_desk_with_a_unit_that_is_not_known_does_not_start(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "keadaan").mkdir()
    (city / "keadaan" / "meja.yml").write_text("tinjau: {kelurahan/dogo: ya}\n", encoding="utf-8")
    command = ["desk", "--root", str(city), "--state", str(city / "keadaan"), "--lang", "id"]
    assert run(command) == 2
    assert "K036" in capsys.readouterr().err


def test_one_unit_waits_while_another_is_published(tmp_path: Path) -> None:
    make_city(tmp_path / "kota")
    review = rules("tinjau: {kelurahan: tidak, kelurahan/sekeloa: induk}")
    with open_desk(tmp_path, review=review) as desk:
        desk.send(package())
        desk.come(SEKELOA)
        desk.send(package(files(REPORT), unit="kelurahan/sekeloa", id="f" * 32))
        desk.work()
        assert [desk.item(number).state for number in (1, 2)] == ["terbit", "menunggu"]
