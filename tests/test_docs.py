from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import sitegen
from sitegen.charts.prepare import prepare
from sitegen.cli.main import cli
from sitegen.datasets.dataset import parse_chart
from sitegen.keys.rules import Rules
from sitegen.problems import PROBLEMS
from sitegen.tables.table import parse_table
from tests.documented import missing

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_script", ROOT / "scripts" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_say_what_the_code_does(docs: ModuleType) -> None:
    stale = [
        path
        for path, text in docs.pages().items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run: python scripts/docs.py update"


def test_every_field_of_every_view_is_documented(docs: ModuleType) -> None:
    bare = [
        f"{node.name}.{name}"
        for node in docs.view_classes()
        for name, _, doc in docs.view_fields(node)
        if not doc
    ]
    assert not bare


def test_every_page_view_names_a_template_of_the_theme() -> None:
    text = "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "sitegen/pages/views").glob("*.py")
    )
    named = set(re.findall(r'"""`([a-z0-9-]+\.html)`', text))
    present = {path.name for path in (ROOT / "themes/kota/templates").glob("*.html")}
    assert named == present - {"base.html"}


@pytest.mark.parametrize(
    "page",
    sorted(
        path.relative_to(ROOT).as_posix()
        for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    ),
)
def test_links_between_pages_of_the_docs_resolve(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"(`{3,}).*?\1|`[^`\n]*`", "", text, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not re.match(r"[a-z]+:", target):
            assert ((ROOT / page).parent / target).exists(), target


def test_the_wheel_carries_the_theme_and_builds_a_new_city(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "terpasang"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    code = (
        "import sys, sitegen\n"
        f"assert sitegen.__file__.startswith({str(unpacked)!r}), sitegen.__file__\n"
        "from sitegen.cli.main import run\n"
        "given = ['--code', '63.71', '--base-url', 'https://bjm.example']\n"
        "assert run(['new', 'city', 'contoh', *given]) == 0\n"
        "sys.exit(run(['build', '--strict', '--root', 'contoh', '--jobs', '1']))\n"
    )
    environment = {"PYTHONPATH": str(unpacked), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    home = tmp_path / "contoh/build/index.html"
    assert "Kota Banjarmasin" in home.read_text(encoding="utf-8")


def test_the_commands_of_the_readme_exist_and_its_chart_can_be_drawn() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in set(
        re.findall(r"(?:^|\$ |`|&& )(?:\.venv/bin/)?sitegen ([a-z]+)", text, re.MULTILINE)
    ):
        assert name in cli.commands, name
    (block,) = re.findall(r"```grafik\n(.*?)```", text, re.DOTALL)
    rules = Rules(zone="Asia/Jakarta")
    spec, problems = parse_chart(block, "README.md", 1, rules)
    assert spec is not None, problems
    folder = ROOT / "content/kelurahan/dago/data"
    file, _ = parse_table((folder / f"{spec.data}.csv").read_bytes(), "a.csv")
    assert file is not None
    data, problems = prepare(spec, file.table, spec.where)
    assert data is not None
    assert problems == ()


BY_HAND = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("docs/decisions/*.md"))
)
PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md"))
)
RECORDS = sorted(path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("page", BY_HAND)
def test_what_a_page_names_as_ours_exists(page: str) -> None:
    assert missing((ROOT / page).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "sitegen/render/body.py",
        "sitegen/read/",
        "pages/gone.py",
        "gone.py",
        "./scripts/gone",
        "tests/test_gone_*.py",
        "_refuse_everything",
        "gone_function",
        "vanished()",
        "UnitFiles.gone()",
        "theme.gone",
        "chart_bars.gone",
        "sitegen.read.tables",
        "sitegen.tables.table.gone_name",
        "GONE_LIMIT",
        "GoneClass",
    ],
)
def test_a_name_of_ours_that_is_gone_is_found(code: str) -> None:
    assert missing(f"See `{code}` there.") == [code]


@pytest.mark.parametrize(
    "code",
    [
        "sitegen/engine/build.py",
        "reports/markdown/",
        "gate.py",
        "./scripts/test",
        "docs/decisions/*.md",
        "refuse_too_much",
        "build()",
        "Lathe.version",
        "theme.render",
        "sitegen.tables.table",
        "LIST_LIMIT",
        "TooMuchHeldBack",
        # keys that people write, files of a city, names of others, words
        "kode_wilayah",
        "data/peta/ubin.csv",
        "content/<jenis>/<unit>/",
        "site.yml",
        "yaml.safe_load",
        "RecursionError",
        "pull_request_target",
        "kinds",
        "--strict",
        "sitegen build --executor tcp://scheduler:8786",
    ],
)
def test_a_name_that_is_there_or_nobodys_is_not(code: str) -> None:
    assert missing(f"See `{code}` there.") == []


def test_a_name_that_stands_in_another_file_than_a_page_says_is_found() -> None:
    assert missing("`refuse_too_much` in `engine/audit.py`") == []
    assert missing("`refuse_too_much` in\n`engine/build.py`") == [
        "refuse_too_much in engine/build.py"
    ]
    assert missing("`vega` (`charts/svg.py`)") == ["vega in charts/svg.py"]


@pytest.mark.parametrize("page", PAGES)
def test_each_code_of_a_message_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert set(re.findall(r"\b[CDFGLMPRSTU]\d{3}\b", text)) <= PROBLEMS.keys()


@pytest.mark.parametrize("name", RECORDS)
def test_each_record_that_a_record_names_exists(name: str) -> None:
    text = (ROOT / "docs/decisions" / name).read_text(encoding="utf-8")
    named = re.findall(r"\((?:see )?(0\d\d)(?:, (0\d\d))?\)|decisions? (0\d\d)", text)
    assert {number for found in named for number in found if number} <= {n[:3] for n in RECORDS}


def test_blocks_are_examples_and_are_not_looked_at() -> None:
    assert missing("```python\nuse(`gone_function`)\n```\n") == []


def test_each_dependency_has_its_reason_and_each_reason_its_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = (project["dependencies"], *project["optional-dependencies"].values())
    wanted = {re.split(r"[^\w.-]", entry)[0] for group in groups for entry in group}
    text = (ROOT / "docs/decisions/010-dependencies.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    named = set(re.findall(r"[\w-]+", re.sub(r"\([^)]*\)|; stubs", ",", " ".join(cells))))
    assert named - {"package", "and"} == wanted


def test_the_index_lists_each_record_by_its_number_and_title() -> None:
    text = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    lines = []
    for name in RECORDS:
        first = (ROOT / "docs/decisions" / name).read_text(encoding="utf-8").partition("\n")[0]
        number, title = re.fullmatch(r"# (\d{3})[.:] (.+)", first).groups()  # type: ignore[union-attr]  # the test is that it matches
        assert name.startswith(f"{number}-")
        lines.append(f"* [{number}]({name}) {title}")
    assert [line for line in text.split("\n") if line.startswith("* ")] == lines
    assert [name[:3] for name in RECORDS] == [f"{n:03}" for n in range(1, len(RECORDS) + 1)]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_has_its_parts(name: str) -> None:
    text = (ROOT / "docs/decisions" / name).read_text(encoding="utf-8")
    assert re.search(r"20\d\d-\d\d-\d\d", text.split("\n\n")[1])
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert heads[0] == "Context"
    assert "Decision" in heads
    assert heads[-1] == "What would change it"


def test_the_front_door_has_at_most_ten_names_and_no_other() -> None:
    open_names = {
        name
        for name, value in vars(sitegen).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert open_names - {"annotations"} <= set(sitegen.__all__)
    assert all(hasattr(sitegen, name) for name in sitegen.__all__)
    assert len(set(sitegen.__all__)) == len(sitegen.__all__) <= 10


def test_the_record_of_the_layout_has_each_room_and_no_other() -> None:
    text = (ROOT / "docs/decisions/019-layout.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    named = {name.removeprefix("sitegen/") for name in re.findall(r"`([\w/]+)/`", " ".join(rows))}
    assert named == {path.parent.name for path in (ROOT / "sitegen").glob("*/__init__.py")}
