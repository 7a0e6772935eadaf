"""The form for offices: its rules, and that its scripts understand texts as the build does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.privacy.people.find import find_people
from sitegen.privacy.text import find
from sitegen.reports.markdown.prose.prose import as_markdown
from tests.conftest import SITE, UNITS, CityFolder, write_blocks
from tests.personal_examples import EXAMPLES
from tests.sample import REPOSITORY
from tests.test_scripts import ran

City = Callable[[str], CityFolder]
ASSETS = REPOSITORY / "themes/kota/assets"
BEGUN = "-- content/kelurahan/dago/unit.yml --\nalamat: Jalan Dago 1\n"
HERE = Path(__file__).parent
TYPED: list[str] = json.loads((HERE / "labelled/typed.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules of a small city, as its site has them."""
    root = tmp_path_factory.mktemp("formulir")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}{BEGUN}")
    folder = CityFolder(root, root / "build")
    folder.build()
    return folder.output / "tulis/aturan.json"


def asked(rules: Path, folder: Path, what: str, given: Any) -> Any:
    """Return what the scripts make of texts, in node."""
    for script in ASSETS.glob("tulis*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    done = ran(str(HERE / "office_form.mjs"), str(folder), str(rules), what)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_personal_data_is_found_as_the_build_finds_it(rules: Path, tmp_path: Path) -> None:
    texts = [example.text for example in EXAMPLES]
    found = asked(rules, tmp_path, "find", texts)
    for text, theirs in zip(texts, found, strict=True):
        ours = [[each.kind, each.start, each.end, each.value] for each in find(text)]
        assert theirs == ours, text


def test_people_are_found_as_the_build_finds_them(rules: Path, tmp_path: Path) -> None:
    cases = json.loads((HERE / "labelled/people.json").read_text(encoding="utf-8"))
    given = [[case["content"], case["name"]] for case in cases if case["form"] == "text"]
    assert len(given) >= 80
    found = asked(rules, tmp_path, "people", given)
    for (text, name), theirs in zip(given, found, strict=True):
        ours = [[p.kind, p.start, p.end, p.value, p.beside] for p in find_people(text, name)]
        assert theirs == ours, text


def test_pasted_text_is_understood_as_the_build_understands_it(rules: Path, tmp_path: Path) -> None:
    assert len(TYPED) >= 50
    found = asked(rules, tmp_path, "prose", TYPED)
    for text, theirs in zip(TYPED, found, strict=True):
        assert theirs == as_markdown(text).text, text
