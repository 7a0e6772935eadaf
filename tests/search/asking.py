"""An index in a folder, asked by the script of the page in Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sitegen.search.stems import families
from sitegen.search.words import GRAMMAR
from tests.sample import REPOSITORY

SCRIPT = REPOSITORY / "themes/kota/assets/cari.js"
CLIENT = REPOSITORY / "bench/search_client.mjs"


def node() -> str:
    """Return the program `node`; skips the test where there is none."""
    found = shutil.which("node")
    if not found:
        pytest.skip("Node is not installed")
    return found


def asked(folder: Path, queries: list[dict[str, Any]], work: Path) -> list[dict[str, Any]]:
    """Return the answers of the index in a folder (`cari/` of a site) to some queries."""
    script = work / "cari.mjs"  # Node takes a file of another name for an older kind of script
    shutil.copyfile(SCRIPT, script)
    asked = {"ignored": " ".join(sorted(GRAMMAR)), "families": families(), "queries": queries}
    done = subprocess.run(
        [node(), str(CLIENT), str(script), str(folder)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
