from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from sitegen.charts.prepare import prepare
from sitegen.cli.main import cli
from sitegen.datasets.dataset import parse_chart
from sitegen.keys.rules import Rules
from sitegen.tables.table import parse_table

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
    tree = ast.parse((ROOT / "sitegen/pages/views.py").read_text(encoding="utf-8"))
    bare = [
        f"{node.name}.{name}"
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for name, _, doc in docs.view_fields(node)
        if not doc
    ]
    assert not bare


def test_every_page_view_names_a_template_of_the_theme() -> None:
    text = (ROOT / "sitegen/pages/views.py").read_text(encoding="utf-8")
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
        "assert run(['new', 'city', 'contoh']) == 0\n"
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
    assert "Kota Contoh" in home.read_text(encoding="utf-8")


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
