"""Fields: one definition of a key converts its value and explains what does not fit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sitegen.keys.chart import CHART_FIELDS
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.definition import Mistake
from sitegen.keys.field import (
    CONVERTERS,
    MAX_TEXT,
    Field,
    Reading,
    Value,
    nearest,
    parse_fields,
)
from sitegen.keys.page import PAGE_FIELDS
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.yamltext import Mapping, parse_yaml
from sitegen.model import Participants
from tests.conftest import told

JAKARTA = ZoneInfo("Asia/Jakarta")


def field(kind: str, key: str = "kunci", **options: Any) -> Field:
    return Field(key=key, name=options.pop("name", key), type=kind, doc="-", **options)


def read(
    text: str, *fields: Field, choices: dict[str, tuple[str, ...]] | None = None
) -> tuple[dict[str, Value], list[str]]:
    """The values and the told problems of YAML text."""
    node = parse_yaml(text)
    mapping = node if isinstance(node, Mapping) else Mapping((), 1, 1)
    reading = Reading(
        path="a.md", zone=JAKARTA, lines=tuple(text.split("\n")), choices=choices or {}
    )
    values, problems = parse_fields(mapping, fields, reading)
    return values, [told(problem) for problem in problems]


def value(text: str, item: Field, **options: Any) -> object:
    values, problems = read(f"kunci: {text}\n", item, **options)
    assert problems == []
    return values["kunci"].value


PEOPLE = (field("count", "laki", name="men"), field("count", "perempuan", name="women"))
PAIR = (field("text", "berkas", name="file"), field("text", "alt", name="alt"))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param("text", " dua   kata ", "dua kata", id="text"),
        pytest.param("text", "|\n  dua\n  baris\n", "dua baris", id="text of two lines"),
        pytest.param("paragraphs", "|\n  satu\n\n  dua\n", "satu\n\ndua", id="paragraphs"),
        pytest.param("texts", "a, b,, c ", ("a", "b", "c"), id="texts with commas"),
        pytest.param("texts", "[a, 'b, c', '']", ("a", "b, c"), id="texts as a list"),
        pytest.param("date", "3 November 2026", date(2026, 11, 3), id="date"),
        pytest.param("date", "2026-11-03 08:00", date(2026, 11, 3), id="date of a moment"),
        pytest.param("moment", "2026-11-03", date(2026, 11, 3), id="moment without time"),
        pytest.param(
            "moment", "2026-11-03 08:00", datetime(2026, 11, 3, 8, tzinfo=JAKARTA), id="moment"
        ),
        pytest.param("yes-no", "ya", True, id="yes"),
        pytest.param("yes-no", "", False, id="empty is no"),
        pytest.param("count", "1.250", 1250, id="count"),
        pytest.param("rupiah", "Rp2,5 juta", 2_500_000, id="rupiah"),
        pytest.param("pairs", "{a: ' b  c ', d: ''}", (("a", "b c"), ("d", "")), id="pairs"),
        pytest.param(
            "filter", "{a: 1, b: [2, 3]}", (("a", ("1",)), ("b", ("2", "3"))), id="filter"
        ),
    ],
)
def test_a_converter_types_its_text(kind: str, text: str, expected: object) -> None:
    found = value(text, field(kind))
    assert found == expected
    assert type(found) is type(expected)


def test_a_choice_is_read_in_any_case_with_spaces_as_hyphens() -> None:
    item = field("choice", choices=("serta-merta", "berkala"))
    assert value("Serta  Merta", item) == "serta-merta"


def test_choices_come_from_the_citys_vocabulary_without_repeats() -> None:
    vocabulary = {"kunci": ("sampah", "kesehatan")}
    assert value("kesehatan, Sampah, kesehatan", field("choices"), choices=vocabulary) == (
        "kesehatan",
        "sampah",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("84", Participants(total=84), id="number"),
        pytest.param("{laki: 30, perempuan: 54}", Participants(total=84, men=30, women=54), id="2"),
        pytest.param("{perempuan: 54}", Participants(total=54, women=54), id="women only"),
        pytest.param(
            "{perempuan: 54, jumlah: 90}", Participants(total=90, women=54), id="total given"
        ),
    ],
)
def test_participants_are_a_number_or_counted_apart(text: str, expected: Participants) -> None:
    item = field("participants", fields=(*PEOPLE, field("count", "jumlah", name="total")))
    assert value(text, item) == expected


def test_a_lone_text_stands_for_the_first_key_of_a_list_of_mappings() -> None:
    values, problems = read("kunci:\n  - a.jpg\n  - alt: x\n", field("mappings", fields=PAIR))
    assert problems == []
    assert values["kunci"].value == (
        ({"file": Value(value="a.jpg", line=2, column=5)}, 2),
        ({"alt": Value(value="x", line=3, column=10)}, 3),
    )


def test_a_nested_mapping_has_values_of_its_own() -> None:
    values, problems = read("kunci: {alt: x}\n", field("mapping", fields=PAIR))
    assert problems == []
    assert values["kunci"].value == {"alt": Value(value="x", line=1, column=14)}


def test_a_value_keeps_the_place_of_its_text() -> None:
    values, _ = read("lain: 1\nkunci:   teks\n", field("text"), field("text", "lain"))
    assert values["kunci"] == Value(value="teks", line=2, column=10)


def test_an_alias_and_another_case_name_the_same_key() -> None:
    item = field("text", aliases=("key", "baseURL"))
    for key in ("kunci", "key", "Kunci", "KEY", "baseURL", "' kunci '"):
        values, problems = read(f"{key}: x\n", item)
        assert (values["kunci"].value, problems) == ("x", [])


@pytest.mark.parametrize("text", ["", "''", "'  '", "~"])
def test_an_optional_key_without_value_is_as_if_it_were_not_there(text: str) -> None:
    assert read(f"kunci: {text}\n", field("count")) == ({}, [])


LIST = (
    "`kunci` holds a list or further keys where a text was expected = write one text after `kunci:`"
)
GROUP = (
    "`kunci` needs further keys on indented lines = "
    "write them on the lines below, with two spaces before each"
)
NO_DATE = "`kunci: besok` is no date = write the date after `kunci:` as year-month-day, with four, two and two digits"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param("text", "[a]", f"[F012] {LIST}", id="list for text"),
        pytest.param("paragraphs", "[a]", f"[F012] {LIST}", id="list for paragraphs"),
        pytest.param("texts", "{a: b}", f"[F012] {LIST}", id="mapping for texts"),
        pytest.param("choices", "{a: b}", f"[F012] {LIST}", id="mapping for choices"),
        pytest.param("participants", "[1]", f"[F012] {LIST}", id="list for participants"),
        pytest.param("date", "besok", f"[F008] {NO_DATE}", id="date"),
        pytest.param("moment", "besok", f"[F008] {NO_DATE}", id="moment"),
        pytest.param(
            "yes-no",
            "mungkin",
            "[F011] `kunci: mungkin` is neither yes nor no = write `kunci: ya` or `kunci: tidak`",
            id="yes or no",
        ),
        pytest.param(
            "count",
            "banyak",
            "[F010] `kunci: banyak` is no whole number = write digits only, such as `kunci: 84`",
            id="count",
        ),
        pytest.param(
            "rupiah",
            "3.5 jt",
            "[F021] `kunci: 3.5 jt` is no amount in rupiah = "
            "write digits only, such as `kunci: 3500000`",
            id="rupiah",
        ),
        pytest.param("mapping", "teks", f"[F023] {GROUP}", id="text for mapping"),
        pytest.param("pairs", "teks", f"[F023] {GROUP}", id="text for pairs"),
        pytest.param("filter", "[a]", f"[F023] {GROUP}", id="list for filter"),
        pytest.param("mappings", "teks", f"[F023] {GROUP}", id="text for mappings"),
        pytest.param(
            "text",
            "a" * (MAX_TEXT + 1),
            "[F020] `kunci` has 4001 characters; at most 4000 are allowed = "
            "shorten it, or move it into the text",
            id="long text",
        ),
        pytest.param(
            "paragraphs",
            "a" * (MAX_TEXT + 1),
            "[F020] `kunci` has 4001 characters; at most 4000 are allowed = "
            "shorten it, or move it into the text",
            id="long paragraphs",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_explained_at_its_place(
    kind: str, text: str, expected: str
) -> None:
    values, problems = read(f"kunci: {text}\n", field(kind))
    assert values == {}
    assert problems == [f"a.md:1:8: {expected}"]


def test_a_choice_outside_the_list_names_the_list_and_the_nearest_word() -> None:
    item = field("choice", choices=("garis", "batang"))
    assert read("kunci: gari\n", item)[1] == [
        "a.md:1:8: [F022] `kunci: gari` is not in the list: garis, batang = write this in place of the line: `kunci: garis`"
    ]


def test_every_wrong_choice_of_a_list_is_told_at_its_own_place_under_the_authors_key() -> None:
    item = field("choices", choices=("kesehatan", "sampah"), aliases=("tags",))
    assert read("tags: [kesehatn, sampah, zzz]\n", item) == (
        {},
        [
            (
                "a.md:1:8: [F022] `tags: kesehatn` is not in the list: kesehatan, sampah = "
                "write this in place of the line: `tags: [kesehatan, sampah, zzz]`"
            ),
            (
                "a.md:1:26: [F022] `tags: zzz` is not in the list: kesehatan, sampah = "
                "write one of them"
            ),
        ],
    )


def test_a_choice_without_any_vocabulary_is_a_problem_like_others() -> None:
    assert read("kunci: x\n", field("choice"))[1] == [
        "a.md:1:8: [F022] `kunci: x` is not in the list: - = write one of them"
    ]


def test_a_missing_required_key_is_told_where_the_keys_begin() -> None:
    item = field("text", required=True, example="contoh")
    assert read("lain: x\n", item, field("text", "lain"))[1] == [
        "a.md:1:1: [F004] the key `kunci` is missing = add a line such as `kunci: contoh`"
    ]


def test_an_empty_required_key_is_told_under_the_name_that_the_author_used() -> None:
    item = field("text", aliases=("key",), required=True, example="contoh")
    assert read("lain: x\nkey:\n", item, field("text", "lain"))[1] == [
        (
            "a.md:2:1: [F005] the key `key` has no value = "
            "write a value after the colon, such as `key: contoh`"
        )
    ]


def test_a_required_key_with_a_wrong_value_is_told_once() -> None:
    assert len(read("kunci: [a]\n", field("text", required=True))[1]) == 1


def test_two_names_of_one_key_are_told_at_the_second() -> None:
    values, problems = read("kunci: a\nkey: b\n", field("text", aliases=("key",)))
    assert values == {}
    assert problems == [
        (
            "a.md:2:1: [F009] `key` says the same as `kunci`, which stands in the file too = "
            "keep one of the two"
        )
    ]


TITLE = field("text", "judul", decides=True, aliases=("title",))
SPARE = (
    TITLE,
    field("yes-no", "draf", decides=True),
    field("choice", "jenis", choices=("layanan", "rapat"), aliases=("kind",)),
    field("count", "peserta"),
    field("texts", "topik"),
    field("pairs", "ppid"),
    field("mappings", "foto", fields=PAIR),
)


@pytest.mark.parametrize(
    ("text", "told_at", "kept"),
    [
        pytest.param("judul: A\njudul: A\n", (2, "F046"), {"judul": "A"}, id="the same"),
        pytest.param("judul: A\njudul: 'A '\n", (2, "F046"), {"judul": "A"}, id="to the eye"),
        pytest.param("judul: A\ntitle: A\n", (2, "F046"), {"judul": "A"}, id="another name"),
        pytest.param("judul:\njudul: A\n", (1, "F046"), {"judul": "A"}, id="the first is empty"),
        pytest.param("judul: A\njudul:\n", (2, "F046"), {"judul": "A"}, id="the second is empty"),
        pytest.param(
            "topik: [a, b]\ntopik:\n  - a\n  - b\n", (2, "F046"), {"topik": ("a", "b")}, id="lists"
        ),
        pytest.param("draf: ya\ndraf: ya\n", (2, "F046"), {"draf": True}, id="a switch"),
        pytest.param("peserta: 3\npeserta: 30\n", (2, "F003, left out"), {}, id="two figures"),
        pytest.param("jenis: rapat\nkind: layanan\n", (2, "F009, left out"), {}, id="two names"),
        pytest.param("judul: A\njudul: B\n", (2, "F003"), {}, id="two titles"),
        pytest.param("draf: ya\ndraf: tidak\n", (2, "F003"), {}, id="draft or not"),
        pytest.param("draf: ya\ndraf:\n", (2, "F003"), {}, id="a switch that says nothing"),
        pytest.param("ppid: {jam: 1, jam: 2, x: 3}\n", (1, "F003, left out"),
                     {"ppid": (("x", "3"),)}, id="within a group"),
        pytest.param("ppid: {jam: 1, jam: 1}\n", (1, "F046"), {"ppid": (("jam", "1"),)}, id="same"),
    ],
)  # fmt: skip
def test_a_key_that_stands_twice_costs_what_nobody_can_tell(
    text: str, told_at: tuple[int, str], kept: dict[str, object]
) -> None:
    mapping = parse_yaml(text)
    assert isinstance(mapping, Mapping)
    reading = Reading(path="a.md", zone=JAKARTA, lines=tuple(text.split("\n")), spares=True)
    values, problems = parse_fields(mapping, SPARE, reading)
    found = [(p.where.line, p.code + ", left out" * p.left_out) for p in problems]
    assert found == [told_at]
    assert {name: value.value for name, value in values.items()} == kept


def test_where_nothing_is_spared_any_key_that_stands_twice_is_refused() -> None:
    assert read("kunci: a\nkunci: a\n", field("text"))[1] == [
        "a.md:2:1: [F003] the key `kunci` stands twice; the first one is on line 1 = keep one of the two lines"
    ]


def test_the_needless_one_of_two_keys_is_named() -> None:
    mapping = parse_yaml("judul:\ntitle: A\n")
    assert isinstance(mapping, Mapping)
    reading = Reading(path="a.md", zone=JAKARTA, spares=True)
    assert [told(problem) for problem in parse_fields(mapping, SPARE, reading)[1]] == [
        (
            "a.md:1:1: [F046] `judul` is written twice: it adds nothing to `title` on line 2 = "
            "remove `judul` here, with its value"
        )
    ]


def test_a_key_that_is_nearly_right_is_an_error_with_the_right_one() -> None:
    assert read("drfa: ya\n", field("yes-no", "draf"))[1] == [
        "a.md:1:1: [F006] there is no key `drfa`; did you mean `draf`? = write this in place of the line: `draf: ya`"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jumlah kunci: a\n", ["F006"]),
        ("nama kunci: a\nkunci: b\n", ["F007"]),
        ("nama kunci: a\nALIAS: b\n", ["F007"]),
        ("kuncian: a\n", ["F006"]),
        ("alias_atau_lain: a\n", ["F006"]),
        ("lain sekali: a\n", ["F007"]),
    ],
)
def test_a_key_among_other_words_is_proposed_unless_the_file_has_it(
    text: str, found: list[str]
) -> None:
    lines = read(text, field("text", aliases=("alias",)))[1]
    assert [line.partition("[")[2][:4] for line in lines] == found


def test_a_key_of_another_program_is_a_warning_with_the_known_keys() -> None:
    item = field("text", aliases=("alias",))
    assert read("layout: post\n", item)[1] == [
        (
            "a.md:1:1: [F007] there is no key `layout`; its value is not used = "
            "remove the line, or use one of: kunci"
        )
    ]


def test_problems_in_nested_keys_are_told_at_their_own_places() -> None:
    item = field("mappings", fields=(*PAIR, field("count", "ukuran")))
    assert read("kunci:\n  - berkas: a\n    ukurn: 3\n  - ukuran: x\n", item)[1] == [
        "a.md:3:5: [F006] there is no key `ukurn`; did you mean `ukuran`? = write this in place of the line: `    ukuran: 3`",
        "a.md:4:13: [F010] `ukuran: x` is no whole number = write digits only, such as `ukuran: 84`",
    ]


def test_a_problem_shows_the_source_line_cut_to_a_screen() -> None:
    text = "kunci: " + "x" * 300
    node = parse_yaml(text)
    assert isinstance(node, Mapping)
    reading = Reading(path="a.md", zone=JAKARTA, lines=(text,))
    _, (problem,) = parse_fields(node, (field("count"),), reading)
    assert problem.excerpt == text[:160]
    assert problem.where.field == "kunci"


def test_a_place_after_the_last_line_has_no_excerpt() -> None:
    node = parse_yaml("\n\nkunci: x\n")
    assert isinstance(node, Mapping)
    _, (problem,) = parse_fields(node, (field("count"),), Reading(path="a.md", zone=JAKARTA))
    assert (problem.where.line, problem.excerpt) == (3, "")


@pytest.mark.parametrize(
    ("word", "cutoff", "expected"),
    [
        ("tangal", 0.74, "tanggal"),
        (" TANGAL ", 0.74, "tanggal"),
        ("layout", 0.74, ""),
        ("", 0.74, ""),
        ("jdl", 0.5, "judul"),
        ("jdl", 0.8, ""),
    ],
)
def test_the_nearest_word_is_found_above_the_cutoff(
    word: str, cutoff: float, expected: str
) -> None:
    assert nearest(word, ("judul", "tanggal"), cutoff) == expected


def test_a_mistake_takes_no_argument_when_it_is_made_again() -> None:
    assert Mistake().params == {}


def every(fields: tuple[Field, ...]) -> list[Field]:
    return [each for item in fields for each in (item, *every(item.fields))]


ALL = (REPORT_FIELDS, PAGE_FIELDS, UNIT_FIELDS, DATASET_FIELDS, CHART_FIELDS)


@pytest.mark.parametrize("fields", ALL, ids=["report", "page", "profile", "dataset", "chart"])
def test_no_word_means_two_keys_of_one_file(fields: tuple[Field, ...]) -> None:
    words = [word for item in fields for word in (item.key, *item.aliases)]
    assert len(words) == len(set(words))
    names = [item.name for item in fields]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("fields", ALL, ids=["report", "page", "profile", "dataset", "chart"])
def test_every_field_has_a_converter_and_a_documentation(fields: tuple[Field, ...]) -> None:
    for item in every(fields):
        assert item.type in CONVERTERS
        assert item.doc.endswith((".", "..."))
        assert bool(item.fields) == (item.type in {"mapping", "mappings", "participants"})


@pytest.mark.parametrize("fields", ALL, ids=["report", "page", "profile", "dataset", "chart"])
def test_the_example_of_every_required_field_is_accepted(fields: tuple[Field, ...]) -> None:
    required = [item for item in every(fields) if item.required]
    for item in required:
        values, problems = read(f"{item.key}: {item.example}\n", item)
        assert problems == []
        assert item.name in values
