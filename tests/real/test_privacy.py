"""Personal data in what agencies really published: nothing is held back without reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.privacy.gate import Gate, screen
from sitegen.problems import is_error
from tests.sample import REPOSITORY

SHARED = REPOSITORY.parent / "shared"
FOLDERS = (SHARED / "realdata", SHARED / "realreports")
# Looked at one by one: sample numbers in a guide for staff that says how to write them.
KNOWN = {("panduan-staf.md", "P010"): 2}

pytestmark = pytest.mark.skipif(
    not all(folder.is_dir() for folder in FOLDERS), reason="no files of real agencies are there"
)


def as_content(path: Path) -> str:
    """Return where the file would lie in a city."""
    folder = "data" if path.suffix == ".csv" else "halaman"
    return f"content/skpd/dinkes/{folder}/{path.name}"


def test_no_file_of_the_corpora_is_held_back_and_each_warning_is_known() -> None:
    files = [
        path
        for folder in FOLDERS
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".csv", ".md", ".txt"} and ".json" not in path.name
    ]
    found: dict[tuple[str, str], int] = {}
    for path in files:
        for problem in screen(path.read_bytes(), as_content(path), Gate()).problems:
            key = (path.name, problem.code)
            found[key] = found.get(key, 0) + 1
    assert len(files) > 70
    assert not [code for _, code in found if is_error(code)]
    assert found == KNOWN


def test_no_file_of_the_sample_city_has_personal_data() -> None:
    told = [
        (path.name, problem.code)
        for path in sorted((REPOSITORY / "content").rglob("*"))
        if path.suffix in {".csv", ".md", ".yml"}
        for problem in screen(
            path.read_bytes(), path.relative_to(REPOSITORY).as_posix(), Gate()
        ).problems
    ]
    assert told == []
