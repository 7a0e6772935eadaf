"""The order of the modules in a run of the whole suite."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import LONGEST, turn

ROOT = Path(__file__).resolve().parent.parent


def test_what_takes_longest_is_there_and_starts_first() -> None:
    assert [name for name in LONGEST if not (ROOT / name).exists()] == []
    modules = ["tests/test_order.py::test_a", f"{LONGEST[1]}::test_a[1]", f"{LONGEST[0]}::test_b"]
    assert sorted(modules, key=turn) == modules[::-1]
