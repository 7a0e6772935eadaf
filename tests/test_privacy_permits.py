"""Reviewed exceptions: one value in one file, named by a seal that tells nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sitegen.engine.build import Result
from sitegen.privacy.permits import PATH, parse_permits, seal
from tests.conftest import CityFolder, for_themselves, told

City = Callable[[str], CityFolder]
KEY = b"0123456789abcdef0123456789abcdef"
REPORT = "content/kelurahan/dago/laporan/2026-11-03-donasi.md"
ACCOUNT = "0012345678901"
CITY = f"""\
-- {REPORT} --
---
judul: Donasi
---
Donasi lewat rekening BJB {ACCOUNT}. Terima kasih.
"""


def permit(path: str, kind: str, mark: str) -> str:
    return (
        f"- berkas: {path}\n  jenis: {kind}\n  alasan: Rekening resmi\n"
        f"  peninjau: Sekretaris Diskominfo\n  sidik: {mark}\n"
    )


def shown_seal(result: Result) -> str:
    (mark,) = {dict(p.params)["seal"] for p in result.problems if "seal" in dict(p.params)}
    return mark


def lines(result: Result) -> list[str]:
    return [told(problem) for problem in result.problems]


def test_the_seal_of_the_message_lets_the_value_through_and_rebuilds_only_its_unit(
    city: City,
) -> None:
    made = city(CITY)
    first = made.build(key=KEY)
    assert first.held_back == (REPORT,)
    made.write(PATH, permit(REPORT, "rekening", shown_seal(first)))
    second = made.build(key=KEY)
    assert (lines(second), second.held_back) == ([], ())
    assert for_themselves(second) == [("kelurahan/dago", "files")]
    assert ACCOUNT in made.read("/kelurahan/dago/laporan/2026/11/donasi/")
    third = made.build(key=KEY)
    assert (lines(third), third.rebuilt) == ([], ())
    clean = made.files()
    assert made.build(key=KEY, force=True).problems == ()
    assert made.files() == clean


def test_an_exception_is_for_its_value_in_its_file_only(city: City) -> None:
    made = city(CITY)
    mark = shown_seal(made.build(key=KEY))
    made.write(PATH, permit(REPORT, "rekening", mark))
    text = (made.root / REPORT).read_text(encoding="utf-8")
    other = REPORT.replace("donasi", "lain")
    made.write(other, text)
    made.write(REPORT, text.replace(ACCOUNT, "0012345678902"))
    result = made.build(key=KEY)
    assert result.held_back == (REPORT, other)
    assert [problem.code for problem in result.problems] == ["P004", "P004", "P017"]
    assert lines(result)[-1] == (
        f"{PATH}:1: [P017] the permit lets nothing through: `{REPORT}` has no such rekening = "
        "delete it; if the value, the name of the file or the key changed, review it again"
    )


def test_without_the_key_nothing_is_let_through_and_no_seal_is_shown(city: City) -> None:
    made = city(CITY)
    made.write(PATH, permit(REPORT, "rekening", shown_seal(made.build(key=KEY))))
    result = made.build()
    assert lines(result) == [
        (
            f"{REPORT}:4:27: [P004] the number of a bank account stands here: 001234xxxxxxx (1 in all)"
            " = delete it; for an official account ask Kominfo for a permit"
        ),
        (
            f"{PATH}: [P016] the permits are not used: SITEGEN_KUNCI_IZIN is not set, or shorter "
            "than 32 signs = set it to the city's key; Kominfo keeps it"
        ),
    ]


def test_another_key_makes_other_seals() -> None:
    one, other = (seal(key, "a", "nik", "1") for key in (KEY, KEY[::-1]))
    assert one != other
    assert re.fullmatch("[b-v]{24}", one)
    assert not re.search("[aeiou0-9]", one)
    assert seal(KEY[:-1], "a", "nik", "1") == "-"


def test_an_exception_of_a_name_is_written_with_the_masked_path(city: City) -> None:
    folder = "content/kelurahan/dago/laporan"
    made = city(f"-- {folder}/2026-11-03-3273014501809901.md --\n---\njudul: A\n---\nIsi.\n")
    first = made.build(key=KEY)
    masked = f"{folder}/2026-11-03-327301xxxxxxxxxx.md"
    assert first.held_back == (masked,)
    made.write(PATH, permit(masked, "nik", shown_seal(first)))
    assert lines(made.build(key=KEY)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("berkas: x", [(1, "P015")], id="no list"),
        pytest.param("- x\n- y", [(1, "P015"), (2, "P015")], id="no keys"),
        pytest.param("- berkas: [", [(2, "F001")], id="no YAML"),
        pytest.param(permit("a", "rekening", "abc"), [(5, "P019")], id="no seal"),
        pytest.param(permit("a", "rekning", "b" * 24), [(2, "F022")], id="no kind"),
        pytest.param(
            permit("a", "nik", "b" * 24) + "  sampai: 2027\n", [(6, "F007")], id="unknown key"
        ),
        pytest.param("- berkas: a\n  jenis: nik\n", [(1, "F004")] * 3, id="keys missing"),
        pytest.param("\xff", [(1, "F002")], id="no UTF-8"),
        pytest.param(
            permit("a", "nik: ktp", "b" * 24) + permit("b", "rekning", "abc"),
            [(2, "F017"), (2, "F022"), (7, "F022"), (10, "P019")],
            id="all slips at once",
        ),
        pytest.param(
            permit("a", "nik", "b" * 24).replace("- berkas: a", "- berkas: a\n  berkas: b"),
            [(2, "F003")],
            id="two files in one exception",
        ),
    ],
)
def test_mistakes_in_the_file_have_a_line(text: str, wanted: list[tuple[int, str]]) -> None:
    permits, problems = parse_permits(text.encode("latin-1"))
    found = [(problem.where.line, problem.code) for problem in problems]
    assert found == wanted
    assert bool(permits) is (wanted == [(6, "F007")])


def test_an_exception_for_no_file_is_told(city: City) -> None:
    made = city("")
    made.write(PATH, permit("laporan/a.md", "nik", "b" * 24))
    assert lines(made.build(key=KEY)) == [
        (
            f"{PATH}:1: [P018] the permit is for a file that is not there: `laporan/a.md` = "
            "correct `berkas`, or delete the permit"
        )
    ]
    assert made.build(key=KEY, write=False, units=("kelurahan/dago",)).problems == ()
