"""Names of the package: a search for one finds one thing, and verbs say what opens something."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

from sitegen.units.charts import DRAWING_ROOMS

PACKAGE = Path(__file__).resolve().parent.parent / "sitegen"


@cache
def trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_function_that_reads_is_not_given_what_it_reads() -> None:
    given = {
        f"{path}: {node.name}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith("read_")
        for first in node.args.args[:1]
        if first.annotation and ast.unparse(first.annotation) in {"bytes", "Mapping", "Grid"}
    }
    assert given == set()


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "base", "manager", "core", "misc", "build"}
    folders = {part for path in trees() for part in path.split("/")[:-1]}
    modules = {path.rpartition("/")[2].removesuffix(".py") for path in trees()}
    assert folders & drawers == set()
    assert modules & (drawers - {"build"}) == set()


def imported(path: str, tree: ast.Module) -> set[str]:
    """The modules of the package that a module imports, wherever in it, for types too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sitegen"):
            base = (node.module or "").removeprefix("sitegen").lstrip(".").replace(".", "/")
            for name in node.names:
                inner = f"{base}/{name.name}.py".lstrip("/")
                whole = f"{base}.py" if f"{base}.py" in trees() else f"{base}/__init__.py"
                found.add(inner if inner in trees() else whole.lstrip("/"))
    return found - {path, "__init__.py"}


def test_no_import_goes_round_in_a_circle() -> None:
    waiting = {path: imported(path, tree) for path, tree in trees().items()}
    while free := {path for path, needs in waiting.items() if not needs & waiting.keys()}:
        for path in free:
            del waiting[path]
    assert waiting == {}


def test_a_kept_drawing_is_known_by_every_room_that_it_can_depend_on() -> None:
    # Words have a key of their own; these name problems and are in no picture.
    apart = {"i18n.py"}
    known: set[str] = set()
    waiting = ["charts/drawing.py"]
    while waiting:
        path = waiting.pop()
        if path not in known:
            known.add(path)
            waiting += imported(path, trees()[path])
    assert {path for path in known - apart if path.split("/")[0] not in DRAWING_ROOMS} == set()
