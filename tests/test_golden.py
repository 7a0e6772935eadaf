"""Each golden site comes out as it stands beside its sources.

After a wanted change: `pytest --regenerate-sites tests/test_golden.py`, then read the diff.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sitegen.cli.main import run
from sitegen.digest import digest
from sitegen.editors.programs import PROGRAMS
from tests import golden
from tests.conftest import refusal
from tests.golden import (
    built_texts,
    cases,
    described,
    differences,
    expected_texts,
    golden_texts,
    painters,
    read_case,
    refuse_present,
    write_expected,
)
from tests.repository import repository

ROOT = Path(__file__).resolve().parent.parent
# The page and the settings of each editor, for a unit of a small city.
EDITORS = ROOT / "tests/editors"
HOSTED = ("--host=forgejo", "--server=https://git.kota.example", "--repo=kota/dago", "--app=0f")
MOST_BYTES = 800 * 1024


@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_a_golden_site_comes_out_as_it_stands_in_its_folder(
    folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    case = read_case(folder)
    found = built_texts(case, tmp_path)
    if request.config.getoption("--regenerate-sites"):
        write_expected(case, found)
    told = differences(expected_texts(case), found)
    if told:
        pytest.fail(f"{folder.relative_to(ROOT)}\n{told}", pytrace=False)


@pytest.mark.parametrize("editor", PROGRAMS)
def test_the_settings_of_an_editor_come_out_as_they_stand_in_its_folder(
    editor: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    city = repository(tmp_path / "kota").folder
    unit = tmp_path / "dago"
    assert run(["new", "editor", editor, "dago", str(unit), f"--root={city}", *HOSTED]) == 0
    if request.config.getoption("--regenerate-sites"):
        shutil.rmtree(EDITORS / editor, ignore_errors=True)
        shutil.copytree(unit / "admin", EDITORS / editor)
    found, expected = (
        {path.name: path.read_text("utf-8") for path in folder.iterdir()}
        for folder in (unit / "admin", EDITORS / editor)
    )
    if told := differences(expected, found):
        pytest.fail(f"tests/editors/{editor}\n{told}", pytrace=False)


def test_golden_sites_stay_small() -> None:
    files = [path for path in golden.SITES.rglob("*") if path.is_file()]
    assert len(cases()) >= 8
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


def test_what_is_missing_unexpected_and_changed_is_listed_with_a_diff() -> None:
    expected = {"a.html": "satu\ndua\ntiga\nempat\n", "b.html": "x", "c.html": "y"}
    found = {"a.html": "satu\ndua\nTIGA\nempat\n", "c.html": "y", "d.html": "z"}
    assert differences(expected, found) == (
        "missing: b.html\n"
        "unexpected: d.html\n"
        "changed: a.html\n"
        "--- a.html (expected)\n"
        "+++ a.html (found)\n"
        "@@ -2,3 +2,3 @@\n"
        " dua\n"
        "-tiga\n"
        "+TIGA\n"
        " empat"
    )
    assert differences(expected, expected) == ""


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [("a\n", "a\r\n", r"+a\r"), ("a", "\ufeffa", r"+\ufeffa")],
    ids=["line end", "byte order mark"],
)
def test_a_change_that_cannot_be_seen_is_shown(before: str, after: str, line: str) -> None:
    assert line in differences({"a.csv": before}, {"a.csv": after}).split("\n")


def test_a_change_in_a_chart_of_one_line_is_shown_by_its_element() -> None:
    marks = [f'<path d="M0,{n}"/>' for n in range(100)]
    found = ["<g/>" if n == 50 else mark for n, mark in enumerate(marks)]
    told = differences({"a.svg": "".join(marks)}, {"a.svg": "".join(found)}).split("\n")
    assert told[4:] == [' <path d="M0,49"/>', '-<path d="M0,50"/>', "+<g/>", ' <path d="M0,51"/>']


def test_a_change_that_is_a_line_break_alone_is_said() -> None:
    before, after = "<g/>" * 50, "<g/>\n" * 50
    told = differences({"a.svg": before}, {"a.svg": after.removesuffix("\n")})
    assert told.startswith("changed: a.svg\n--- a.svg")


def test_a_long_report_of_differences_is_cut_and_says_so() -> None:
    expected = {f"{n:02}.html": "a\n" * 200 for n in range(20)}
    found = dict.fromkeys(expected, "b\n" * 200)
    lines = differences(expected, found).split("\n")
    assert len(lines) < 600
    assert "... and 364 more lines of the diff" in lines
    assert lines[-1] == "... and 8 more changed files"
    (long,) = (
        line for line in differences({"a": "x" * 999}, {"a": ""}).split("\n") if "xx" in line
    )
    assert len(long) < 300


def site_with(style: bytes, link: str = "") -> dict[str, bytes]:
    name = f"aset/style.{digest(style)[:8]}.css"
    return {"index.html": f'<link href="{link or f"/{name}"}">'.encode(), name: style}


def texts(site: dict[str, bytes]) -> dict[str, str]:
    return golden_texts(site, ("index.html",), ())


def test_another_style_sheet_changes_no_golden_page() -> None:
    assert texts(site_with(b"a")) == texts(site_with(b"b"))
    assert texts(site_with(b"a"))[golden.FILES].endswith("aset/style.<digest>.css\nindex.html\n")


def test_a_page_that_names_another_style_sheet_than_the_site_has_is_a_change() -> None:
    old = f"/aset/style.{digest(b'lama')[:8]}.css"
    told = differences(texts(site_with(b"a")), texts(site_with(b"a", old)))
    assert "changed: expected/index.html" in told
    assert f'+<link href="{old}">' in told


def test_an_asset_whose_name_does_not_stand_for_its_bytes_is_a_change() -> None:
    right = site_with(b"a")
    wrong = {name: b"b" if name.endswith(".css") else data for name, data in right.items()}
    assert "changed: files.txt" in differences(texts(right), texts(wrong))


def test_two_assets_of_one_name_keep_their_digests() -> None:
    both = site_with(b"a") | site_with(b"b")
    assert "<digest>" not in texts(both)[golden.FILES]


def test_a_pattern_that_names_no_file_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`compared` has lama\.html, and no text"):
        golden_texts({"index.html": b""}, ("lama.html",), ())


def test_a_star_names_files_of_one_folder_and_two_those_of_all_below_it() -> None:
    site = dict.fromkeys(("a/b.html", "a/c/d.html", "a+.html"), b"")
    assert golden_texts(site, ("a/*",), ()).keys() == {
        "expected/a/b.html",
        golden.FILES,
        golden.PROBLEMS,
    }
    assert "expected/a/c/d.html" in golden_texts(site, ("a/**",), ())
    with pytest.raises(ValueError, match="no text of the site"):
        golden_texts(site, ("aa.html",), ())


def test_what_stands_after_an_exclamation_mark_is_listed_and_not_compared() -> None:
    found = golden_texts(dict.fromkeys(("a/b.html", "a/c.html"), b""), ("a/*", "!a/c.html"), ())
    assert found.keys() == {"expected/a/b.html", golden.FILES, golden.PROBLEMS}
    assert "a/c.html" in found[golden.FILES]
    with pytest.raises(ValueError, match=r"`compared` has !lama\.html, and no text"):
        golden_texts({"index.html": b""}, ("index.html", "!lama.html"), ())


def test_a_text_that_must_be_nowhere_is_refused_in_each_file() -> None:
    refuse_present({"a.bin": b"lain"}, ("rahasia",))
    with pytest.raises(ValueError, match=r"a\.bin has 'rahasia', which no file"):
        refuse_present({"a.bin": b"\x00rahasia\xff"}, ("rahasia",))


def picture(colour: tuple[int, int, int], *, corner: bool = False, quality: int = 75) -> bytes:
    made = Image.new("RGB", (40, 20), colour)
    if corner:
        made.paste((0, 0, 0), (0, 0, 20, 10))
    stream = BytesIO()
    made.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def test_a_picture_is_described_by_format_size_colours_and_digest() -> None:
    data = picture((200, 100, 50), corner=True)
    kind, size, colours, sha = described("a.jpg", data).split()
    assert (kind, size) == ("JPEG", "40x20")
    assert colours.split("-")[0] < "10"
    assert colours.split("-")[1][:2] in {"c7", "c8", "c9"}
    assert sha.startswith("sha256:")
    assert described("a.pdf", b"%PDF").startswith("sha256:")


def listed(data: bytes, made_with: str = "") -> dict[str, str]:
    return {golden.FILES: f"# {made_with or painters()}\na.jpg  {described('a.jpg', data)}\n"}


def test_with_the_same_versions_a_picture_is_the_same_byte_for_byte() -> None:
    before, after = picture((200, 100, 50)), picture((200, 100, 50), quality=74)
    assert differences(listed(before), listed(before)) == ""
    assert "changed: files.txt" in differences(listed(before), listed(after))


def test_with_other_versions_a_picture_may_have_other_bytes_but_not_another_look() -> None:
    before = listed(picture((200, 100, 50)), "x86_64, pillow 1")
    assert differences(before, listed(picture((200, 100, 50), quality=74))) == ""
    for other in (picture((200, 130, 50)), picture((200, 100, 50), corner=True)):
        told = differences(before, listed(other))
        assert "changed: files.txt" in told
        assert f"were made with x86_64, pillow 1; here is {painters()}." in told


def test_with_other_versions_a_file_that_is_no_picture_is_the_same_byte_for_byte() -> None:
    line = "a.pdf  " + described("a.pdf", b"a")
    before = {golden.FILES: f"# x86_64, pillow 1\n{line}\n"}
    after = {golden.FILES: f"# {painters()}\n" + "a.pdf  " + described("a.pdf", b"b") + "\n"}
    assert "changed: files.txt" in differences(before, after)


def test_what_was_written_is_what_is_expected_and_nothing_of_before(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(
        'about = "uji"\nclock = 2026-11-21T12:00:00\ncompared = ["*.html", "*.csv"]\n'
    )
    case = read_case(tmp_path)
    write_expected(case, golden_texts({"lama/a.html": b"a"}, ("**.html",), ()))
    found = golden_texts({"b.csv": "\ufeffa\r\n".encode()}, ("*.csv",), ("satu",))
    write_expected(case, found)
    assert expected_texts(case) == found
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "case.toml",
        "expected",
        "files.txt",
        "problems.txt",
    ]


def test_a_key_of_a_case_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("clok = 1\n")
    with pytest.raises(ValueError, match="unknown keys \\['clok'\\]"):
        read_case(tmp_path)


@pytest.mark.parametrize(("value", "refused"), [("", False), ("false", False), ("true", True)])
def test_only_a_machine_that_says_that_it_is_ci_refuses_to_regenerate(
    value: str, refused: bool
) -> None:
    assert bool(refusal({"CI": value})) is refused


def test_in_ci_the_flag_ends_the_run_before_any_test() -> None:
    done = subprocess.run(
        (sys.executable, "-m", "pytest", "--regenerate-sites", "--collect-only", __file__),
        cwd=ROOT,
        env=os.environ | {"CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--regenerate-sites is for people" in done.stderr
