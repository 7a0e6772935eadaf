"""Names of the package: a search for one finds one thing, and verbs say what opens something."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "sitegen"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_function_that_reads_is_not_given_what_it_reads() -> None:
    given = {
        f"{path}: {node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith("read_")
        for first in node.args.args[:1]
        if first.annotation and ast.unparse(first.annotation) in {"bytes", "Mapping", "Grid"}
    }
    assert given == set()


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "base", "manager", "core", "misc", "build"}
    folders = {part for path in TREES for part in path.split("/")[:-1]}
    modules = {path.rpartition("/")[2].removesuffix(".py") for path in TREES}
    assert folders & drawers == set()
    assert modules & (drawers - {"build"}) == set()
