"""The catalogue of problems: complete, distinct, in plain English."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest

from sitegen import problems
from sitegen.i18n import LANGS, translator
from sitegen.model import Problem, Where
from sitegen.problems import PROBLEMS, hint, is_error, message, severity
from sitegen.problems.backup import BACKUP
from sitegen.problems.chart import CHART
from sitegen.problems.chosen_figure import CHOSEN_FIGURE
from sitegen.problems.city_table import CITY_TABLE
from sitegen.problems.cluster import CLUSTER
from sitegen.problems.command import COMMAND
from sitegen.problems.data import DATA
from sitegen.problems.desk_access import DESK_ACCESS
from sitegen.problems.document import DOCUMENT
from sitegen.problems.fault import FAULT
from sitegen.problems.front_matter import FRONT_MATTER
from sitegen.problems.image import IMAGE
from sitegen.problems.kind import ProblemKind
from sitegen.problems.markdown import MARKDOWN
from sitegen.problems.old_address import OLD_ADDRESS
from sitegen.problems.operating import OPERATING
from sitegen.problems.owner import OWNER
from sitegen.problems.personal import PERSONAL
from sitegen.problems.programme import PROGRAMME
from sitegen.problems.publishing import PUBLISHING
from sitegen.problems.register import REGISTER
from sitegen.problems.removed_dataset import REMOVED_DATASET
from sitegen.problems.report import REPORT
from sitegen.problems.site import SITE
from sitegen.problems.submission import SUBMISSION
from sitegen.problems.table_checks import TABLE_CHECKS
from sitegen.problems.table_shapes import TABLE_SHAPES
from sitegen.problems.theme import THEME
from sitegen.problems.unit import UNIT
from sitegen.problems.watching import WATCHING
from sitegen.problems.weight import WEIGHT
from sitegen.problems.yaml_slip import YAML_SLIP

GROUPS = {
    "C": CHART,
    "D": {**DATA, **PROGRAMME, **TABLE_CHECKS, **TABLE_SHAPES},
    "F": {**YAML_SLIP, **FRONT_MATTER},
    "G": IMAGE,
    "K": {**SUBMISSION, **WATCHING, **DESK_ACCESS, **BACKUP},
    "L": DOCUMENT,
    "M": MARKDOWN,
    "R": {**REPORT, **WEIGHT},
    "P": PERSONAL,
    "S": {
        **SITE,
        **CITY_TABLE,
        **CLUSTER,
        **COMMAND,
        **CHOSEN_FIGURE,
        **FAULT,
        **PUBLISHING,
        **OPERATING,
        **OLD_ADDRESS,
        **REMOVED_DATASET,
    },
    "T": THEME,
    "U": {**REGISTER, **OWNER, **UNIT},
}
CODES = sorted(PROBLEMS)
# Words of programs that staff would have to look up, and of blame.
JARGON = re.compile(
    r"\b(invalid|parse[rd]?|exception|null|boolean|integer|string|schema|regex|syntax|token"
    r"|illegal|fatal|abort(?:ed)?|please|oops|simply|utilize|leverage)\b",
    re.IGNORECASE,
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("letter", GROUPS)
def test_the_codes_of_a_group_bear_its_letter_and_count_without_a_gap(letter: str) -> None:
    group = GROUPS[letter]
    assert sorted(group) == [f"{letter}{number:03d}" for number in range(1, len(group) + 1)]


def test_the_catalogue_is_all_groups() -> None:
    assert {code: kind for group in GROUPS.values() for code, kind in group.items()} == PROBLEMS


def test_no_code_is_given_twice() -> None:
    modules = [
        import_module(f"sitegen.problems.{each.name}") for each in iter_modules(problems.__path__)
    ]
    tables = [
        table
        for module in modules
        for table in vars(module).values()
        if isinstance(table, dict) and any(isinstance(each, ProblemKind) for each in table.values())
    ]
    assert len(tables) > 20
    given = Counter(code for table in tables for code in table)
    assert [code for code, times in given.items() if times > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_there_and_fields_are_plain_words(code: str) -> None:
    kind = PROBLEMS[code]
    assert kind.severity in {"error", "warning"}
    for text in (kind.message, kind.hint, kind.explanation, kind.wrong, kind.right):
        assert text
        assert text.strip("\n") == text
    for name in fields(kind.message) | fields(kind.hint):
        assert re.fullmatch(r"[a-z]+", name)
    assert kind.wrong != kind.right or kind.wrong == "-"


@pytest.mark.parametrize("code", CODES)
def test_messages_and_hints_are_short_clauses_and_explanations_are_sentences(code: str) -> None:
    kind = PROBLEMS[code]
    for text in (kind.message, kind.hint):
        assert not text.endswith((".", " "))
        assert not text[0].isupper() or text.split()[0] == "UTF-8"
        assert "\n" not in text
        assert "  " not in text
        assert len(text) <= 160
        assert text.count("`") % 2 == 0 or "@ `" in text
    assert kind.explanation.endswith((".", "?"))
    assert kind.explanation[0].isupper() or kind.explanation[0] == "`"


@pytest.mark.parametrize("code", CODES)
def test_texts_are_plain_english(code: str) -> None:
    kind = PROBLEMS[code]
    for text in (kind.message, kind.hint, kind.explanation):
        assert JARGON.findall(text) == []
        assert text.isprintable()
        assert not re.search(r"[\u2013\u2014\u2018\u2019\u201c\u201d]", text)


def test_no_two_messages_are_equal_within_a_group() -> None:
    for group in GROUPS.values():
        messages = [kind.message for kind in group.values()]
        assert sorted(set(messages)) == sorted(messages)


def problem(code: str, **params: str) -> Problem:
    where = Where(path="a.md", row=3, field="judul")
    return Problem(code=code, where=where, params=tuple(params.items()))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_every_text_can_be_filled_in_each_language(code: str, lang: str) -> None:
    kind = PROBLEMS[code]
    given = {name: f"<{name}>" for name in fields(kind.message) | fields(kind.hint)}
    t = translator("id" if lang == "id" else "en")
    for filled, text in (
        (message(problem(code, **given), t), kind.message),
        (hint(problem(code, **given), t), kind.hint),
    ):
        assert {name for name in fields(text) if f"<{name}>" not in filled} == set()
        assert "?" not in filled or "?" in text


def test_place_fills_fields_that_have_no_parameter_of_their_own() -> None:
    t = translator("en")
    assert (
        message(problem("D002"), t)
        == "the encoding of the file cannot be told: it is not UTF-8, and no other fits"
    )
    assert message(problem("F005"), t) == "the key `judul` has no value"
    assert message(problem("F005", key="title"), t) == "the key `title` has no value"


def test_reasons_in_our_own_words_are_translated_and_others_stay() -> None:
    t = translator("id")
    ours = "a quotation mark is not closed"
    assert message(problem("F001", reason=ours), t) == (
        "isian di sini tidak bisa dibaca: tanda kutip belum ditutup"
    )
    assert message(problem("F001", reason="EIO"), t).endswith(": EIO")


def test_a_field_without_value_shows_as_a_question_mark() -> None:
    assert message(problem("F001"), translator("en")) == ("the keys cannot be read here: ?")


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert message(problem("F001", reason="{x} {0}"), translator("en")).endswith(": {x} {0}")


def test_the_severity_belongs_to_the_code() -> None:
    assert (severity("F006"), is_error("F006")) == ("error", True)
    assert (severity("F007"), is_error("F007")) == ("warning", False)
    assert {is_error(code) for code in PROBLEMS} == {True, False}


def test_a_kind_takes_its_texts_by_name_only() -> None:
    with pytest.raises(TypeError):
        ProblemKind("error", "a", "b", "c", "d", "e")  # type: ignore[call-arg]
