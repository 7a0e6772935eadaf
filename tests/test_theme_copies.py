"""`sitegen theme copy|diff|check`: copies know their originals, and keep the theme contract."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.cli.main import run
from sitegen.pages.contract import contract_problems, view_of
from sitegen.pages.merging import merged
from sitegen.pages.originals import Original, of_built_in, record_of
from sitegen.pages.originals import aged as aged_copies
from sitegen.pages.theme import built_in_folder
from sitegen.pages.theme_files import read_files
from tests.conftest import SITE, CityFolder, told

City = Callable[[str], CityFolder]
BUILT_IN = read_files(built_in_folder())
TEMPLATES = {
    path.removeprefix("templates/"): data
    for path, data in BUILT_IN.items()
    if path.startswith("templates/")
}
UNIT = "templates/unit.html"
THEME = "themes/kota"


def ran(folder: CityFolder, capsys: pytest.CaptureFixture[str], line: str) -> tuple[int, str]:
    """The exit code and the output of a command."""
    capsys.readouterr()
    code = run([*shlex.split(line), "--root", str(folder.root), "--lang", "en"])
    out, err = capsys.readouterr()
    return code, out + err


def aged(folder: CityFolder, old: bytes, path: str = UNIT) -> None:
    """Let the original of a copy be one of an earlier version."""
    original = Original(version="0.0.1", digest=of_built_in(old).digest, data=old)
    for name, data in record_of({path: original}).items():
        folder.write(f"{THEME}/{name}", data)


def test_a_copy_is_the_built_in_file_with_its_original_beside_it(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    folder.build()
    before = folder.files()
    code, out = ran(folder, capsys, "theme copy unit.html style.css parts/cards.html")
    assert code == 0
    assert "Made: themes/kota/templates/unit.html" in out
    assert (folder.root / THEME / UNIT).read_bytes() == BUILT_IN[UNIT]
    assert (folder.root / THEME / "asal" / UNIT).read_bytes() == BUILT_IN[UNIT]
    record = json.loads((folder.root / THEME / "asal/versi.json").read_text())
    assert set(record) == {UNIT, "assets/style.css", "templates/parts/cards.html"}
    assert ran(folder, capsys, "theme check") == (0, "The theme keeps the contract.\n")
    assert ran(folder, capsys, "theme diff") == (0, "Nothing has changed.\n")
    assert folder.build().problems == ()
    assert folder.files() == before


def test_a_copy_never_replaces_a_file(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    folder = city(f"-- {THEME}/{UNIT} --\nx\n")
    code, out = ran(folder, capsys, "theme copy 404.html unit.html")
    assert code == 2
    assert "[S020]" in out
    assert (folder.root / THEME / UNIT).read_text() == "x\n"
    assert not (folder.root / THEME / "templates/404.html").exists()


@pytest.mark.parametrize("command", ["copy unti.html", "copy --keep unit.html", "diff unit.html"])
def test_a_name_without_a_file_is_told_with_one_to_copy(
    city: City, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folder = city("")
    code, out = ran(folder, capsys, f"theme {command}")
    assert code == 2
    step = re.search(r"`sitegen (theme copy [\w.]+)`", out)
    assert step
    assert step[1] == "theme copy unit.html"
    assert ran(folder, capsys, step[1])[0] == 0


NEW = BUILT_IN[UNIT]
# The original of an earlier version lacked this line.
LATER = b"{% block class %}page unit{% endblock %}\n"
OLD = NEW.replace(LATER, b"")
# The city has changed another place.
MINE = OLD.replace(b'<h2 id="angka">', b'<h2 id="angka" class="kota">')


def test_an_aged_copy_is_told_by_builds_and_its_next_steps_succeed(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    folder.write(f"{THEME}/{UNIT}", MINE)
    aged(folder, OLD)
    (problem,) = folder.build().problems
    assert problem.code == "T010"
    text = told(problem)
    assert text.startswith("themes/kota/templates/unit.html: [T010] the original of this copy")
    assert "0.0.1" in text
    first, second = re.findall(r"`sitegen ([^`]+)`", text)
    code, out = ran(folder, capsys, first)
    assert code == 0
    assert "+{% block class %}page unit{% endblock %}" in out
    assert "kota" not in out.replace("Kota", "")
    assert "kota" in ran(folder, capsys, "theme diff unit.html --own")[1]
    assert ran(folder, capsys, second) == (0, "Merged: themes/kota/templates/unit.html\n")
    both = (folder.root / THEME / UNIT).read_bytes()
    assert both == NEW.replace(b'<h2 id="angka">', b'<h2 id="angka" class="kota">')
    assert folder.build().problems == ()
    assert ran(folder, capsys, "theme check")[0] == 0


def test_where_both_changed_a_line_nothing_is_written_and_the_step_by_hand_ends_it(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    mine = NEW.replace(LATER, b"{% block class %}page unit kota{% endblock %}\n")
    old = NEW.replace(LATER, b"{% block class %}page{% endblock %}\n")
    folder.write(f"{THEME}/{UNIT}", mine)
    aged(folder, old)
    code, out = ran(folder, capsys, "theme copy unit.html --merge")
    assert code == 2
    at = (
        mine.split(b"\n").index(LATER.rstrip()[: -len("{% endblock %}")] + b" kota{% endblock %}")
        + 1
    )
    assert f"themes/kota/templates/unit.html:{at}: error[T013]" in out
    assert (folder.root / THEME / UNIT).read_bytes() == mine
    step = re.findall(r"`sitegen (theme copy [^`]+)`", out)[0]
    assert ran(folder, capsys, step) == (0, "Recorded: themes/kota/templates/unit.html\n")
    assert folder.build().problems == ()


def test_a_copy_made_by_hand_is_told_by_the_check_alone(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    folder.write(f"{THEME}/{UNIT}", MINE)
    assert folder.build().problems == ()
    code, out = ran(folder, capsys, "theme check")
    assert code == 1
    assert "[T011]: nothing says which original `unit.html` was copied from" in out
    for step in re.findall(r"`sitegen ([^`]+)`", out):
        assert ran(folder, capsys, step)[0] == 0
    assert ran(folder, capsys, "theme check")[0] == 0


def test_a_template_that_extends_its_original_cannot_age(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    folder.write(f"{THEME}/{UNIT}", '{% extends "bawaan/unit.html" %}\n')
    assert "T011" not in ran(folder, capsys, "theme check")[1]
    own = {UNIT: (folder.root / THEME / UNIT).read_bytes()}
    record = record_of({UNIT: Original(version="0.0.1", digest="x" * 64)})
    assert list(aged_copies({**own, **record}, BUILT_IN, THEME)) == []


@pytest.mark.parametrize(
    "name", ["unit.html", "templates/unit.html", "themes/kota/templates/unit.html"]
)
def test_a_file_is_named_as_in_the_theme_or_by_its_path(
    city: City, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = city("")
    assert ran(folder, capsys, f"theme copy {name}")[0] == 0
    assert (folder.root / THEME / UNIT).is_file()


def test_a_theme_of_another_name_gets_the_copy(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(f"-- site.yml --\n{SITE}tema: biru\n")
    assert ran(folder, capsys, "theme copy icon.svg")[0] == 0
    assert (folder.root / "themes/biru/assets/icon.svg").is_file()
    assert folder.build().problems == ()


def test_line_ends_of_another_system_are_no_change(city: City) -> None:
    folder = city("")
    folder.write(f"{THEME}/{UNIT}", MINE)
    aged(folder, NEW)
    original = folder.root / THEME / "asal" / UNIT
    original.write_bytes(original.read_bytes().replace(b"\n", b"\r\n"))
    assert folder.build().problems == ()


@pytest.mark.parametrize("record", [b"", b"[]", b"{", b'{"templates/unit.html": 3}', b'"x"'])
def test_a_record_that_cannot_be_read_is_as_none(
    city: City, capsys: pytest.CaptureFixture[str], record: bytes
) -> None:
    folder = city("")
    folder.write(f"{THEME}/{UNIT}", MINE)
    folder.write(f"{THEME}/asal/versi.json", record)
    assert folder.build().problems == ()
    assert "[T011]" in ran(folder, capsys, "theme check")[1]


def test_an_original_that_was_lost_or_changed_is_known_by_its_digest(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    folder.write(f"{THEME}/{UNIT}", MINE)
    aged(folder, OLD)
    (folder.root / THEME / "asal" / UNIT).write_text("another text\n")
    assert [problem.code for problem in folder.build().problems] == ["T010"]
    assert 'class="kota"' in ran(folder, capsys, "theme diff")[1]
    assert "[T011]" in ran(folder, capsys, "theme copy unit.html --merge")[1]


def problems_of(name: str, text: str) -> list[str]:
    own = {name: text.encode()}
    found = contract_problems(name, f"{THEME}/templates/{name}", own, TEMPLATES)
    return [told(problem) for problem in found]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_the_built_in_theme_keeps_its_own_contract(name: str) -> None:
    assert problems_of(name, TEMPLATES[name].decode()) == []


@pytest.mark.parametrize("name", sorted(name for name in TEMPLATES if "/" not in name))
def test_every_template_of_pages_says_what_its_view_is(name: str) -> None:
    assert view_of(name, TEMPLATES)


@pytest.mark.parametrize(
    ("name", "text", "line", "found"),
    [
        ("unit.html", "{{ unit.nama }}", 1, "`nama` is no name of Masthead"),
        ("unit.html", "a\n{{ abuot }}", 2, "`abuot` is no name of UnitPage = write `about`"),
        (
            "unit.html",
            "{% for card in reports %}\n{{ card.titel }}{% endfor %}",
            2,
            "`titel` is no name of ReportCard = write `title`",
        ),
        ("unit.html", "{{ reports[0].titel }}", 1, "`titel` is no name of ReportCard"),
        ("unit.html", "{{ (reports|first).titel }}", 1, "`titel` is no name of ReportCard"),
        (
            "report.html",
            "{% if lead %}{{ lead.source }}{% endif %}",
            1,
            "`source` is no name of Image",
        ),
        ("report.html", "{{ extra.sungai.nilai }}", 1, "`nilai` is no name of Fact"),
        ("base.html", "{{ site.nme }}", 1, "`nme` is no name of Site = write `name`"),
        (
            "base.html",
            "{% if false %}{{ title }}{% endif %}",
            1,
            "`title` is no name of Site, Meta",
        ),
        ("404.html", "{% if %}", 1, "[T003]"),
    ],
)
def test_a_name_that_the_view_lacks_is_told_where_it_stands(
    name: str, text: str, line: int, found: str
) -> None:
    (problem,) = problems_of(name, text)
    assert problem.startswith(f"{THEME}/templates/{name}:{line}:")
    assert found in problem


@pytest.mark.parametrize(
    "text", ["{{ unit.nam }}", "{% extends 'base.html' %}{% block mian %}{% endblock %}"]
)
def test_the_finished_name_ends_the_problem(text: str) -> None:
    own = {"unit.html": text.encode()}
    (problem,) = contract_problems("unit.html", UNIT, own, TEMPLATES)
    words = dict(problem.params)
    assert problems_of("unit.html", text.replace(words["name"], words["instead"])) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if izin is defined %}{{ izin }}{% endif %}{{ x|default('') }}",
        "{% set a = unit.name %}{{ a }}{% for b, c in [] %}{{ b }}{{ loop.index }}{% endfor %}",
        "{% macro m(x) %}{{ x.y }}{{ caller() }}{% endmacro %}{{ m(unit) }}",
        "{% from 'parts/cards.html' import photo as p %}{{ p(1, 2) }}{{ _('Data') }}",
        "{{ unit.name.upper() }}{{ extra.items() }}{{ reports|length }}{{ extra.sungai.value }}",
        "{% import 'parts/icons.html' as i %}{{ i.icon('data') }}{{ ngettext('a', 'b', 1) }}",
    ],
)
def test_names_that_are_bound_or_asked_for_are_none(text: str) -> None:
    assert problems_of("unit.html", text) == []


def test_a_block_that_the_extended_template_lacks_is_told() -> None:
    (problem,) = problems_of(
        "unit.html", "{% extends 'base.html' %}\n{% block mian %}{% endblock %}"
    )
    assert problem.startswith(
        f"{THEME}/templates/unit.html:2: [T014] the block `mian` is shown nowhere"
    )
    assert problem.endswith("= write `main` in its place")
    good = "{% extends 'base.html' %}{% block main %}{% block own %}{% endblock %}{% endblock %}"
    assert problems_of("unit.html", good) == []


def test_a_template_that_the_check_passes_fills_its_page(city: City) -> None:
    folder = city(f"-- {THEME}/templates/404.html --\n{{{{ title }}}}{{{{ site.name }}}}\n")
    folder.build()
    assert folder.read("404.html")


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, LINES)
def test_merging_with_no_change_on_one_side_gives_the_other(old: list[str], new: list[str]) -> None:
    assert merged(old, old, new) == merged(old, new, old)
    assert merged(old, old, new).lines == tuple(new)
    assert merged(old, new, new).lines == tuple(new)
    assert merged(old, new, new).conflicts == ()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, LINES, LINES)
def test_a_conflict_keeps_the_copy_and_names_a_line_of_it(
    old: list[str], mine: list[str], new: list[str]
) -> None:
    result = merged(old, mine, new)
    assert all(1 <= line <= max(len(mine), 1) for line in result.conflicts)


def test_commands_of_the_contract_page_run_as_they_stand(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path("docs/theme-contract.md").read_text(encoding="utf-8")
    block = page.partition("```sh\n")[2].partition("```")[0]
    lines = [line for line in block.splitlines() if line.startswith("sitegen ")]
    assert len(lines) >= 4
    folder = city("")
    for line in lines:
        assert ran(folder, capsys, line.removeprefix("sitegen ").partition("#")[0])[0] == 0, line
