"""The register of units: every row is a unit, or a problem with its row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.city.register import COLUMNS, Register, parse_register, read_register
from sitegen.errors import ConfigError
from sitegen.model import UnitEntry
from tests.conftest import told

HEADER = ",".join(COLUMNS) + "\n"
PATH = "data/units.csv"
ROWS = """\
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,
dago,kelurahan,Dago,32.73.02.1004,coblong,Dago Lama | Dago Atas|,Aktif
sekeloa,kelurahan,"Sekeloa, Coblong",32.73.02.1005,coblong,,nonaktif
"""
ENTRIES = (
    UnitEntry(id="dinkes", kind="skpd", name="Dinas Kesehatan"),
    UnitEntry(id="coblong", kind="kecamatan", level="kecamatan", name="Coblong", code="32.73.02"),
    UnitEntry(
        id="dago",
        kind="kelurahan",
        level="kelurahan",
        name="Dago",
        code="32.73.02.1004",
        parent="kecamatan/coblong",
        former_names=("Dago Lama", "Dago Atas"),
    ),
    UnitEntry(
        id="sekeloa",
        kind="kelurahan",
        level="kelurahan",
        name="Sekeloa, Coblong",
        code="32.73.02.1005",
        parent="kecamatan/coblong",
        active=False,
    ),
)


def refused(data: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_register(data if isinstance(data, bytes) else data.encode(), PATH)
    return [told(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HEADER + ROWS, id="commas"),
        pytest.param("\ufeff" + HEADER + ROWS, id="byte order mark"),
        pytest.param((HEADER + ROWS).replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(
            HEADER.replace(",", ";") + ROWS.replace(",", ";").replace('"Sekeloa;', '"Sekeloa,'),
            id="semicolons",
        ),
        pytest.param(
            (HEADER + ROWS).replace(",", "\t").replace('"Sekeloa\t', '"Sekeloa,'), id="tabs"
        ),
        pytest.param(
            HEADER.replace(",", ";").rstrip()
            + ';"catatan (a, b, c, d, e, f, g, h)"\n'
            + ROWS.replace(",", ";").replace('"Sekeloa;', '"Sekeloa,'),
            id="commas in quotes in the header",
        ),
        pytest.param(HEADER + "\n,,,,,,\n" + ROWS + " , \n\n", id="empty rows"),
        pytest.param(
            HEADER.rstrip() + ",catatan\n" + ROWS.replace("aktif\n", "aktif,x\n"), id="more columns"
        ),
    ],
)
def test_each_row_is_a_unit_in_the_order_of_the_file(data: str) -> None:
    assert parse_register(data.encode(), PATH) == Register(ENTRIES)


def test_the_first_three_columns_in_any_order_are_enough() -> None:
    found = parse_register(b"nama,id,jenis\nDinas Kesehatan,dinkes,skpd\n", PATH)
    assert found == Register(ENTRIES[:1])


def test_units_are_found_by_key_and_parent() -> None:
    register = Register(ENTRIES)
    dinkes, coblong, dago, _ = ENTRIES
    assert register.get("kelurahan/dago") is dago
    assert register.get("skpd/dago") is None
    assert register.children(coblong) == (dago,)
    assert register.children(dinkes) == ()
    assert register.children(dago) == ()


KINDS = "is no kind of unit; the kinds are skpd, kecamatan, kelurahan = write"
OWN = "if that is meant; a kind of its own is named in `site.yml`, under `jenis_unit`"
NO_FOLDER = "small letters, digits and hyphens"
COBLONG = "coblong,kecamatan,Coblong,32.73.02\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("a,kel,A\n", f"2: [U004] `kel` {KINDS} `kelurahan` {OWN}", id="kind"),
        pytest.param("a,,A\n", f"2: [U004] (empty) {KINDS} `skpd` {OWN}", id="no kind"),
        pytest.param(
            "Kel. Dago,skpd,A\n",
            f"2: [U005] `Kel. Dago` cannot be a folder name = write `kel-dago`: {NO_FOLDER}",
            id="id",
        ),
        pytest.param(
            ",skpd,Dinas A\n",
            f"2: [U005] (empty) cannot be a folder name = write `dinas-a`: {NO_FOLDER}",
            id="no id",
        ),
        pytest.param(
            "?,skpd,?\n",
            f"2: [U005] `?` cannot be a folder name = write `unit`: {NO_FOLDER}",
            id="id of signs",
        ),
        pytest.param(
            "con,skpd,A\n",
            f"2: [U005] `con` cannot be a folder name = write `con-x`: {NO_FOLDER}",
            id="id that Windows cannot store",
        ),
        pytest.param(
            "../x,skpd,A\n",
            f"2: [U005] `../x` cannot be a folder name = write `x`: {NO_FOLDER}",
            id="id that is a path",
        ),
        pytest.param(
            "a,skpd, \n", "2: [U006] the unit has no name = write its official name", id="no name"
        ),
        pytest.param(
            "c,kecamatan,C,32730\n",
            "2: [U007] `32730` is no Kemendagri code of a kecamatan = "
            "write it such as `32.73.02`, as text",
            id="code of a kecamatan",
        ),
        pytest.param(
            f"{COBLONG}d,kelurahan,D,32.73.02.104,coblong\n",
            "3: [U007] `32.73.02.104` is no Kemendagri code of a kelurahan = "
            "write it such as `32.73.02.1004`, as text",
            id="code of a kelurahan",
        ),
        pytest.param(
            "a,skpd,A,,,,tutup\n",
            "2: [U008] `tutup` is no state of a unit = write one of: aktif, nonaktif",
            id="state",
        ),
        pytest.param(
            "a,skpd,A\nb,skpd,B\na,skpd,C\n",
            "4: [U009] the id `skpd/a` stands twice; the other one is A = "
            "give each unit of a kind its own id",
            id="id twice",
        ),
        pytest.param(
            f"{COBLONG}b,kecamatan,B,32.73.02\n",
            "3: [U010] the code `32.73.02` stands twice; the other one is Coblong = "
            "look the code up in the list of Kemendagri",
            id="code twice",
        ),
        pytest.param(
            f"{COBLONG}d,kelurahan,D,32.73.02.1004,coblog\n",
            "3: [U011] D belongs to no kecamatan of the register: `induk: coblog` = "
            "write the id of a kecamatan, such as `coblong`; add it to the register if it is missing",
            id="parent",
        ),
        pytest.param(
            "d,kelurahan,D,32.73.02.1004\n",
            "2: [U011] D belongs to no kecamatan of the register: `induk` is empty = write the id of a kecamatan, such as `nama-kecamatan`; add it to the register if it is missing",
            id="no parent",
        ),
        pytest.param(
            f"sukajadi,kecamatan,Sukajadi,32.73.07\n{COBLONG}d,kelurahan,D,32.73.02.1004\n",
            "4: [U011] D belongs to no kecamatan of the register: `induk` is empty = "
            "write the id of a kecamatan, such as `coblong`; add it to the register if it is missing",
            id="no parent, but a code",
        ),
        pytest.param(
            "a,skpd,A\nb,skpd," + "x" * 131_073 + "\n",
            "3: [U003] the row cannot be read: a cell is longer than 131,072 characters "
            "= look for a quotation mark that is not closed",
            id="endless cell",
        ),
    ],
)
def test_a_wrong_row_is_told_with_its_number(rows: str, expected: str) -> None:
    assert refused(HEADER + rows) == [f"{PATH} row {expected}"]


def test_a_problem_of_a_cell_names_its_column() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_register(f"{HEADER}A,x,,,,,y\nk,kecamatan,K,1\n".encode(), PATH)
    assert [(problem.where.row, problem.where.field) for problem in caught.value.problems] == [
        (2, "jenis"),
        (2, "id"),
        (2, "nama"),
        (2, "status"),
        (3, "kode_wilayah"),
    ]


def test_the_same_id_in_two_kinds_is_two_units() -> None:
    rows = f"{COBLONG}coblong,kelurahan,Coblong,32.73.02.1001,coblong\n"
    assert [entry.key for entry in parse_register((HEADER + rows).encode(), PATH).entries] == [
        "kecamatan/coblong",
        "kelurahan/coblong",
    ]


HEADER_HINT = "the first row must be id,jenis,nama,kode_wilayah,induk,nama_lama,status"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b"",
            f" row 1: [U002] the register lacks the columns id, jenis, nama = {HEADER_HINT}",
            id="empty",
        ),
        pytest.param(
            b"id,nama\ndago,Dago\n",
            f" row 1: [U002] the register lacks the columns jenis = {HEADER_HINT}",
            id="column missing",
        ),
        pytest.param(
            b"id,jenis,nama\ndago,kelurahan,D\xe9\n",
            ":2:1: [F002] the file is not UTF-8 text = save it again with the encoding UTF-8 "
            "(in Notepad: Save As, Encoding UTF-8)",
            id="another encoding",
        ),
        pytest.param(
            b"x" * 131_073,
            " row 1: [U003] the row cannot be read: a cell is longer than 131,072 characters "
            "= look for a quotation mark that is not closed",
            id="endless header",
        ),
    ],
)
def test_an_unreadable_register_is_told(data: bytes, expected: str) -> None:
    assert refused(data) == [PATH + expected]


def test_a_city_without_a_register_is_told(tmp_path: Path) -> None:
    (tmp_path / "site.yml").touch()
    with pytest.raises(ConfigError) as caught:
        read_register(tmp_path)
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f"{PATH}: [U001] the register of units cannot be read: it is not there = make "
            "`data/units.csv` with the header id,jenis,nama,kode_wilayah,induk,nama_lama,status"
        )
    ]


def test_the_register_of_a_city_is_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / PATH).write_text(HEADER + ROWS, encoding="utf-8")
    assert read_register(tmp_path) == Register(ENTRIES)


CHANGES = ",".join((*COLUMNS, "id_lama", "kode_lama", "penerus", "sejak", "sampai")) + "\n"


def test_a_unit_has_what_it_was_before_and_what_follows_it() -> None:
    rows = """\
timur,kecamatan,Timur,637106,,,aktif,,,,2026,
kelayan,kelurahan,Kelayan,6371061008,timur,,aktif,kel-kelayan,63.71.01.1008|6371011009,,2026-01,
lama,skpd,Dinas Lama,,,,nonaktif,,,baru|kelurahan/kelayan,,31 Desember 2025
baru,skpd,Dinas Baru,,,,aktif,,,,1 Januari 2026,
"""
    found = parse_register((CHANGES + rows).encode(), PATH)
    timur, kelayan, lama, baru = found.entries
    assert (timur.code, kelayan.code) == ("63.71.06", "63.71.06.1008")
    assert kelayan.former_codes == ("63.71.01.1008", "63.71.01.1009")
    assert kelayan.former_ids == ("kelurahan/kel-kelayan",)
    assert lama.successors == ("skpd/baru", "kelurahan/kelayan")
    assert [each.since for each in (timur, kelayan, baru)] == ["2026", "2026-01", "2026-01-01"]
    assert (lama.until, str(lama.last_day)) == ("2025-12-31", "2025-12-31")
    assert found.successors("skpd/lama") == (baru, kelayan)
    assert found.successors("kelurahan/kel-kelayan") == (kelayan,)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kelayan", "kelurahan/kelayan"),
        ("kelurahan/kelayan", "kelurahan/kelayan"),
        ("Kelayan Lama", "kelurahan/kelayan"),
        ("kel-kelayan", "kelurahan/kelayan"),
        ("63.71.01.1008", "kelurahan/kelayan"),
        ("6371061008", "kelurahan/kelayan"),
        ("Dinas Baru", "skpd/baru"),
        ("entah", ""),
        ("", ""),
    ],
)
def test_a_unit_is_found_by_what_it_is_and_was_called(text: str, key: str) -> None:
    rows = """\
timur,kecamatan,Timur,637106,,,aktif,,,,2026,
kelayan,kelurahan,Kelayan,6371061008,timur,Kelayan Lama,aktif,kel-kelayan,63.71.01.1008,,2026,
baru,skpd,Dinas Baru,,,,aktif,,,,,
"""
    found = parse_register((CHANGES + rows).encode(), PATH).find(text)
    assert "".join(entry.key for entry in found) == key


LIVE = "a,skpd,A,,,,aktif,,,,,\nb,skpd,B,,,,aktif,,,,,\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            f"{LIVE}c,skpd,C,,,,aktif,Dinas C,,,,\n",
            "4: [U043] `Dinas C` cannot be a former id of this unit: it is no id, nor kind and id",
            id="no id",
        ),
        pytest.param(
            f"{LIVE}c,skpd,C,,,,aktif,a,,,,\n",
            "4: [U043] `skpd/a` cannot be a former id of this unit: an active unit has this id now",
            id="id in use",
        ),
        pytest.param(
            f"{LIVE}c,skpd,C,,,,aktif,x,,,,\nd,skpd,D,,,,aktif,x,,,,\n",
            "5: [U043] `skpd/x` cannot be a former id of this unit: another unit has it",
            id="id of two",
        ),
        pytest.param(
            f"{LIVE}c,skpd,C,,,,nonaktif,,,aa,,\n",
            "4: [U044] `skpd/aa` cannot follow this unit: no unit has this id, and none had it",
            id="unknown successor",
        ),
        pytest.param(
            f"{LIVE}c,skpd,C,,,,aktif,,,a,,\n",
            "4: [U044] `skpd/a` cannot follow this unit: this unit is not `nonaktif`",
            id="successor of an active unit",
        ),
        pytest.param(
            f"{LIVE}c,skpd,C,,,,nonaktif,,,c,,\n",
            "4: [U044] `skpd/c` cannot follow this unit: that leads back to this unit",
            id="its own successor",
        ),
        pytest.param(
            "c,skpd,C,,,,aktif,,,,awal 2026,\n",
            "2: [U046] `awal 2026` is no year, month or day",
            id="no date",
        ),
        pytest.param(
            "c,skpd,C,,,,aktif,,,,2026,2025\n",
            "2: [U046] `2025` is no year, month or day",
            id="end before beginning",
        ),
        pytest.param(
            "k,kecamatan,K,63.71.01,,,aktif,,,,,\nl,kecamatan,L,63.71.02,,,aktif,,,,,\n"
            "c,kelurahan,C,63.71.01.1001,l,,aktif,,,,,\n",
            "4: [U047] C has the code `63.71.01.1001`, but its kecamatan `l` has the code `63.71.02` "
            "= write the right kecamatan in `induk` (by the code it is `k`)",
            id="another kecamatan by its code",
        ),
    ],
)
def test_what_a_unit_was_cannot_be_what_another_is(rows: str, expected: str) -> None:
    (found,) = refused(CHANGES + rows)
    assert found.startswith(f"{PATH} row {expected}")


def test_successors_in_a_circle_are_told_at_each_unit() -> None:
    rows = "a,skpd,A,,,,nonaktif,,,b,,\nb,skpd,B,,,,nonaktif,,,c,,\nc,skpd,C,,,,nonaktif,,,a,,\n"
    found = refused(CHANGES + rows)
    assert len(found) == 3
    assert all("[U044]" in each and "leads back" in each for each in found)


def test_one_slip_in_every_row_is_told_once_with_the_rows() -> None:
    rows = "".join(f"d{n},kelurahan,D{n},63.71.{n},coblong\n" for n in range(57))
    first, more = [each for each in refused(HEADER + rows) if "U007" in each]
    assert first.startswith(f"{PATH} row 2: [U007] `63.71.0` is no Kemendagri code of a kelurahan")
    assert more.startswith(
        f"{PATH} row 3: [U045] 56 more rows have the problem `U007` in this column: "
        "rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ..."
    )


def test_a_code_of_another_city_is_a_warning() -> None:
    rows = "".join(f"k{n},kecamatan,K{n},63.71.{n:02}\n" for n in range(1, 15))
    found = parse_register(f"{HEADER}x,kecamatan,X,62.71.01\n{rows}".encode(), PATH)
    assert [told(each) for each in found.problems] == [
        (
            f"{PATH} row 2: [U048] X has the code `62.71.01`, but nearly all areas here begin with "
            "`63.71` = look the code up in the list of Kemendagri and correct it"
        )
    ]
    several = "".join(f"l{n},kecamatan,L{n},62.71.{n:02}\n" for n in range(1, 5))
    assert not parse_register((HEADER + rows + several).encode(), PATH).problems


def test_a_plain_code_of_bps_is_no_kemendagri_code() -> None:
    found = refused(f"{HEADER}k,kecamatan,K,637101\nc,kelurahan,C,6371010001,k\n")
    assert "[U007] `6371010001`" in found[0]


_cells = st.one_of(
    st.sampled_from(["dago", "kelurahan", "kecamatan", "skpd", "32.73.02", "aktif", "", '"']),
    st.text(max_size=8),
)
_rows = st.lists(st.lists(_cells, max_size=9).map(",".join), max_size=5).map(
    lambda rows: (HEADER + "\n".join(rows)).encode()
)


@settings(deadline=None)
@given(st.one_of(st.binary(), _rows))
def test_any_bytes_are_a_register_or_a_config_error(data: bytes) -> None:
    try:
        found = parse_register(data, PATH)
    except ConfigError as error:
        outcome = [told(problem) for problem in error.problems] or [""]
    else:
        outcome = [entry.key for entry in found.entries]
        assert len(outcome) == len(set(outcome))
    assert all(outcome)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            UnitEntry,
            id=st.from_regex(r"[a-z]{4}(-[a-z0-9]{1,3})?", fullmatch=True),
            kind=st.just("skpd"),
            name=st.text(alphabet=st.characters(categories=["L", "P", "Zs"]), min_size=1)
            .map(lambda text: " ".join(text.split()))
            .filter(bool),
            active=st.booleans(),
        ),
        unique_by=lambda entry: entry.id,
    )
)
def test_units_written_as_csv_read_back_equal(entries: list[UnitEntry]) -> None:
    rows = "".join(
        '{},{},"{}",,,,{}\n'.format(
            entry.id, entry.kind, entry.name.replace('"', '""'), "" if entry.active else "nonaktif"
        )
        for entry in entries
    )
    assert parse_register((HEADER + rows).encode(), PATH) == Register(tuple(entries))
