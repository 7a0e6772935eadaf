"""Claims of docs/desk-security.md that no other test here holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import sitegen.desk
from sitegen.cli.main import run
from sitegen.desk.store import NewItem
from sitegen.policy import HEADERS
from tests.desk.guarded import Guarded, guarded_desk
from tests.desk.opened import make_city

ASSETS = Path(sitegen.desk.__file__).parent / "assets"
# Answers of every kind: of the desk, of the site, for nobody, refused, and for machines.
PATHS = ("/meja/", "/meja/masuk/", "/meja/saya", "/meja/kiriman/1", "/tiada/", "/sehat", "/..%2f")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded_desk(tmp_path_factory.mktemp("tinjau")) as opened:
        yield opened


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_policy_for_browsers_and_is_open_to_no_other_site(
    desk: Guarded, path: str
) -> None:
    answer = desk.browser().get(path, headers={"Origin": "https://jahat.example"})
    told = {name.lower(): value for name, value in answer.headers.items()}

    for name, value in HEADERS:
        if name != "Referrer-Policy":  # the desk's own is narrower
            assert told[name.lower()] == value
    assert told["referrer-policy"] == "same-origin"
    assert told["x-frame-options"] == "DENY"
    assert told["cache-control"] == "no-store"
    assert int(told["strict-transport-security"].removeprefix("max-age=")) >= 365 * 86_400
    assert not [name for name in told if name.startswith("access-control-")]
    assert "server" not in told


@pytest.mark.parametrize("script", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_nothing_of_a_text_becomes_html_in_a_script_of_the_desk(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    ways = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
    assert [way for way in ways if way in text] == []


def test_without_a_way_to_sign_in_no_desk_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    city = make_city(tmp_path / "kota")
    code = run(["desk", "--root", str(city.folder), "--state", str(tmp_path / "meja")])

    assert code == 2
    assert "K022" in capsys.readouterr().err


def test_a_question_about_somebody_elses_item_is_that_about_one_that_is_not_there(
    desk: Guarded,
) -> None:
    """Whether an item of another office exists cannot be told from the answer."""
    sekeloa = desk.with_link("kelurahan/sekeloa")
    new = NewItem(
        unit="kelurahan/dago",
        act="kiriman",
        body="x.zip",
        bytes="b" * 64,
        content="c" * 64,
        title="Rahasia",
    )
    number, _ = desk.desk.store.add(new, "2026-11-30T00:00:00")
    answers = [sekeloa.get(f"/meja/kiriman/{each}") for each in (number, number + 999)]

    assert answers[0].status_code == answers[1].status_code == 404
    # But for the address that was asked for.
    first, second = (each.text.replace(each.url.path, "/") for each in answers)
    assert first == second
    assert "Rahasia" not in answers[0].text
