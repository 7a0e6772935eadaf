"""The sample city of this repository, built once for all tests and all pytest workers."""

from __future__ import annotations

import fcntl
import os
import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from tests.conftest import NOW

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Sample:
    """The built sample city: its files are below `output`."""

    output: Path
    result: Result

    def file(self, url: str) -> Path:
        """Return the file that a host serves for an address of the site."""
        path = self.output / url.lstrip("/")
        return path / "index.html" if url.endswith("/") else path

    def pages(self) -> tuple[Path, ...]:
        """Return all HTML pages, sorted."""
        return tuple(sorted(self.output.rglob("*.html")))

    def url(self, path: Path) -> str:
        """Return the address of a file."""
        return "/" + path.relative_to(self.output).as_posix().removesuffix("index.html")


def built_sample(factory: pytest.TempPathFactory) -> Sample:
    """Return the sample city; the first of the workers of a run builds it, the others wait."""
    base = factory.getbasetemp()
    return _built(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@cache
def _built(base: Path) -> Sample:
    folder, kept = base / "sample-city", base / "sample-city.pickle"
    with (base / "sample-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            result = build(Options(root=REPOSITORY, output=folder, clock=NOW, verify="sample"))
            kept.write_bytes(pickle.dumps(result))
        stored = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this test run
        return Sample(folder, cast("Result", stored))
