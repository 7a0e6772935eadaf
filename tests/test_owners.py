"""The list of owners, and what it lets whom change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.city.git.changes import Touched
from sitegen.city.owners import Owners, identity, owns, parse_owners, read_owners, refusals
from sitegen.model.roles import unit_of
from tests.conftest import told

KNOWN = ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa")
OWNERS = Owners(
    city=("@kominfo",),
    units=(("kelurahan/dago", ("@dago", "*@dago.go.id")), ("skpd/dinkes", ("sri@dinkes.go.id",))),
)


def said(text: str) -> list[str]:
    return [told(problem) for problem in parse_owners(text.encode(), "data/pemilik.yml", KNOWN)[1]]


def refused(who: str, *paths: str) -> list[str]:
    touched = [Touched(path=path) for path in paths]
    return [problem.where.path for problem in refusals(OWNERS, [who], touched)]


def test_owners_are_read_from_lists_and_from_lines_with_commas() -> None:
    text = (
        'kota: "@Kominfo, sandi@Bandung.go.id"\n'
        "unit:\n"
        '  kelurahan/dago: [dago, "*@DAGO.go.id"]\n'
        "  skpd/dinkes:\n"
        "    - Sri@dinkes.go.id\n"
    )
    owners, problems = parse_owners(text.encode(), "data/pemilik.yml", KNOWN)
    assert problems == ()
    assert owners == Owners(
        city=("@kominfo", "sandi@bandung.go.id"),
        units=(
            ("kelurahan/dago", ("@dago", "*@dago.go.id")),
            ("skpd/dinkes", ("sri@dinkes.go.id",)),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("@siti", "@siti", id="account"),
        pytest.param("Siti-Aminah", "@siti-aminah", id="account without @"),
        pytest.param("dependabot[bot]", "@dependabot[bot]", id="program"),
        pytest.param(" siti.a@Dago.Go.Id ", "siti.a@dago.go.id", id="address"),
        pytest.param("*@dago.go.id", "*@dago.go.id", id="all addresses of a host"),
        pytest.param("*", "", id="everybody"),
        pytest.param("*@*", "", id="every host"),
        pytest.param("*@*.go.id", "", id="a pattern in the host"),
        pytest.param("s*@dago.go.id", "", id="a pattern in the name"),
        pytest.param("a@b@dago.go.id", "", id="two hosts"),
        pytest.param("Siti Aminah", "", id="name of a person"),
        pytest.param("@Kota/Tim-a", "@kota/tim-a", id="team"),
        pytest.param("@kota/bagian/tim", "@kota/bagian/tim", id="group in a group"),
        pytest.param("kota/tim", "", id="team without @"),
        pytest.param("@kota//tim", "", id="team without a name"),
        pytest.param("\u212aominfo", "", id="kelvin sign for a K"),
        pytest.param("siti\n@dago.go.id", "", id="line end"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_an_owner_is_an_account_an_address_or_a_host(text: str, expected: str) -> None:
    assert identity(text) == expected


@given(st.text())
def test_any_text_is_an_owner_in_one_form_or_none(text: str) -> None:
    assert identity(identity(text)) == identity(text)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("siti@dago.go.id", True),
        ("siti@sub.dago.go.id", False),
        ("siti@xdago.go.id", False),
        ("@dago.go.id", False),  # an account may well have the name of a host
    ],
)
def test_a_host_owns_by_its_own_addresses_only(who: str, expected: bool) -> None:
    assert owns("*@dago.go.id", who) is expected


def test_owners_of_a_unit_may_change_its_folder_and_nothing_else() -> None:
    paths = (
        "content/kelurahan/dago/unit.yml",
        "content/kelurahan/dago/laporan/a b\n.md",
        "content/kelurahan/dago",
        "content/kelurahan/Dago/unit.yml",
        "content/kelurahan/dago-atas/unit.yml",
        "content/skpd/dinkes/unit.yml",
        "data/pemilik.yml",
        "../content/kelurahan/dago/unit.yml",
    )
    assert refused("@dago", *paths) == list(paths[2:])
    assert refused("ani@dago.go.id", *paths) == list(paths[2:])
    assert refused("@kominfo", *paths) == []
    assert refused("@warga", *paths) == [paths[0], paths[1].replace("\n", "\\n"), *paths[2:]]


def test_a_refusal_names_who_what_and_whose_it_is() -> None:
    touched = [Touched(path="content/skpd/dinkes/unit.yml"), Touched(path="site.yml")]
    assert [told(problem) for problem in refusals(OWNERS, ["@dago", "@kominfo"], touched)] == [
        (
            "content/skpd/dinkes/unit.yml: [U020] `@dago` may not change this path; it belongs to "
            "sri@dinkes.go.id = take it out of the change, or ask its owners to make it themselves"
        ),
        (
            "site.yml: [U020] `@dago` may not change this path; it belongs to "
            "@kominfo = take it out of the change, or ask its owners to make it themselves"
        ),
    ]


def test_only_the_city_may_add_a_link_or_a_submodule() -> None:
    touched = [Touched(path="content/kelurahan/dago/foto.jpg", link=True)]
    assert [told(problem) for problem in refusals(OWNERS, ["@dago"], touched)] == [
        (
            "content/kelurahan/dago/foto.jpg: [U021] `@dago` may not add a link or a submodule; "
            "only @kominfo may = put the files themselves here"
        )
    ]
    assert list(refusals(OWNERS, ["@kominfo"], touched)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "kota: [Siti Aminah, '@kominfo']\n",
            [
                (
                    "data/pemilik.yml:1:8: [U024] `Siti Aminah` is no owner = write an account such "
                    'as `"@siti"`, a team such as `"@kota/dinkes"`, an e-mail address, or `"*@"` and a '
                    "host for all its addresses"
                )
            ],
            id="name of a person",
        ),
        pytest.param(
            "kota: kominfo\nunit:\n  dago: siti\n",
            [
                (
                    "data/pemilik.yml:3:3: [U025] there is no unit `dago` in data/units.csv; the "
                    "nearest is `kelurahan/dago` = write the unit as its folder below `content/`: "
                    "`<jenis>/<id>`"
                )
            ],
            id="unit without its kind",
        ),
        pytest.param(
            "kota: kominfo\nunit:\n  kelurahan/dago: a\n  kelurahan/dago: b\n",
            [
                (
                    "data/pemilik.yml:4:3: [F003] the key `kelurahan/dago` stands twice; the first "
                    "one is on line 3 = keep one of the two lines"
                )
            ],
            id="two entries for a unit",
        ),
        pytest.param(
            "kota: kominfo\nunit: {kelurahan/dago: a, ' kelurahan/dago': b}\n",
            [
                (
                    "data/pemilik.yml:2:27: [U025] there is no unit ` kelurahan/dago` in "
                    "data/units.csv; the nearest is `kelurahan/dago` = write the unit as its "
                    "folder below `content/`: `<jenis>/<id>`"
                )
            ],
            id="two entries that look alike",
        ),
        pytest.param(
            "kota: [kominfo\nunit:\n  kelurahan/dago: siti aminah\n",
            [
                (
                    "data/pemilik.yml:1:7: [F001] the keys cannot be read here: a list that begins with "
                    "`[` has no `]` at its end = write this in place of the line: `kota: [kominfo]`"
                ),
                (
                    "data/pemilik.yml:3:19: [U024] `siti aminah` is no owner = write an account such "
                    'as `"@siti"`, a team such as `"@kota/dinkes"`, an e-mail address, or `"*@"` and a '
                    "host for all its addresses"
                ),
            ],
            id="all slips at once",
        ),
        pytest.param(
            "unit:\n  kelurahan/dago: siti\n",
            [
                (
                    "data/pemilik.yml:1:1: [F004] the key `kota` is missing = add a line such as "
                    '`kota: ["@kominfo-bdg", kominfo@bandung.example]`'
                )
            ],
            id="no owners of the city",
        ),
        pytest.param(
            "kota:\nunits: {}\n",
            [
                (
                    "data/pemilik.yml:1:6: [F005] the key `kota` has no value = write a value after "
                    'the colon, such as `kota: ["@kominfo-bdg", kominfo@bandung.example]`'
                ),
                (
                    "data/pemilik.yml:2:1: [F006] there is no key `units`; did you mean `unit`? = "
                    "write this in place of the line: `unit: {}`"
                ),
            ],
            id="empty and misspelt",
        ),
        pytest.param(
            "kota: @kominfo\n",
            [
                (
                    "data/pemilik.yml:1:7: [F018] here stands a tab, or a sign that has a "
                    'special meaning = write this in place of the line: `kota: "@kominfo"`'
                )
            ],
            id="account without quotes",
        ),
        pytest.param(
            "kota: kominfo\nunit: siti\n",
            [
                (
                    "data/pemilik.yml:2:7: [F023] `unit` needs further keys on indented lines = "
                    "write them on the lines below, with two spaces before each"
                )
            ],
            id="owners without a unit",
        ),
        pytest.param(
            "- kominfo\n",
            [
                (
                    "data/pemilik.yml:1:1: [F026] there is a list or a sentence where keys should "
                    "be = write lines such as `judul: Posyandu Mawar`"
                )
            ],
            id="a list",
        ),
    ],
)
def test_each_mistake_in_the_list_has_its_place_and_its_next_step(
    text: str, expected: list[str]
) -> None:
    assert said(text) == expected


def test_reviewers_are_read_like_owners_and_own_no_files() -> None:
    text = (
        "kota: kominfo\n"
        "peninjau:\n"
        '  kecamatan/coblong: ["*@Coblong.go.id", camat]\n'
        "  kecamatan/cobling: siti\n"
        "  skpd/dinkes: [Siti Aminah]\n"
    )
    owners, problems = parse_owners(text.encode(), "data/pemilik.yml", KNOWN)
    assert owners is not None
    assert owners.units == ()
    assert owners.reviewers[0] == ("kecamatan/coblong", ("*@coblong.go.id", "@camat"))
    assert [(each.code, each.where.line) for each in problems] == [("U025", 4), ("U024", 5)]
    touched = [Touched(path="content/kecamatan/coblong/unit.yml")]
    assert [each.code for each in refusals(owners, ["@camat"], touched)] == ["U020"]


def test_a_mistake_takes_no_right_from_others_and_gives_none() -> None:
    text = "kota: {a: b}\nunit:\n  kelurahan/dago: [Siti Aminah, '@dago']\n  skpd/dinkes: [[a]]\n"
    owners, problems = parse_owners(text.encode(), "data/pemilik.yml")
    assert owners == Owners(units=(("kelurahan/dago", ("@dago",)), ("skpd/dinkes", ())))
    assert [problem.code for problem in problems] == ["F012", "U024", "F012"]


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything(data: bytes) -> None:
    parse_owners(data, "data/pemilik.yml", KNOWN)


def test_a_city_needs_no_list_but_a_link_is_none(tmp_path: Path) -> None:
    assert read_owners(tmp_path, KNOWN) == (None, ())
    (tmp_path / "data").mkdir()
    (tmp_path / "lain.yml").write_text("kota: siapa-saja\n")
    (tmp_path / "data/pemilik.yml").symlink_to(tmp_path / "lain.yml")
    owners, problems = read_owners(tmp_path, KNOWN)
    assert owners is None
    assert [told(problem) for problem in problems] == [
        (
            "data/pemilik.yml: [U032] the list of owners cannot be opened: it is a link that "
            "leads in a circle = make `data/pemilik.yml` a file of its own, and check its rights"
        )
    ]


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("content/kelurahan/dago/unit.yml", "kelurahan/dago"),
        ("content/kelurahan/dago", ""),
        ("kota/content/kelurahan/dago/unit.yml", ""),
        ("contents/kelurahan/dago/unit.yml", ""),
    ],
)
def test_a_unit_is_the_folder_below_its_kind(path: str, unit: str) -> None:
    assert unit_of(path) == unit
