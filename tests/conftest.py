"""Small cities from one string, built into a temporary folder."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.i18n import translator
from sitegen.model import Problem
from sitegen.problems import hint, message
from sitegen.store.marker import MARKER
from tests.life.oracle import tree, undisturbed

SITE = """\
nama: Kota Contoh
alamat_situs: https://contoh.example
"""
UNITS = """\
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
"""
# Without a zone, as the command line gives it: it means the city's own.
NOW = datetime.fromisoformat("2026-11-21T12:00")
# What takes longest starts first, so that no worker is left alone with it at the end.
LONGEST = (
    "tests/test_html_validity.py",
    "tests/test_incremental.py",
    "tests/test_faults.py",
    "tests/test_kills.py",
    "tests/browser/",
    "tests/test_cluster.py",
    "tests/real/",
    "tests/test_determinism.py",
    "tests/test_pasted.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-sites",
        action="store_true",
        help="write what the sites of tests/sites must be, instead of comparing it",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="longer lives of a city, and every failure at every file operation",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Until all modules are imported nothing is garbage, and what is there is looked at ever again.
    gc.disable()
    why = refusal(os.environ) if config.getoption("--regenerate-sites") else ""
    if why:
        raise pytest.UsageError(why)


def pytest_collection_finish() -> None:
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn(item.nodeid))


def turn(name: str) -> int:
    """Return when a test starts: the place of its module among the longest, or after all those."""
    places = (at for at, start in enumerate(LONGEST) if name.startswith(start))
    return next(places, len(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def without_waiting() -> Iterator[None]:
    """Builds in the processes of the tests wait for no disk, which all workers write to at once.

    It decides nothing while the machine runs. `tests/test_files.py` has what waits, and builds in
    processes of their own wait as ever.
    """
    with undisturbed():
        yield


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether this is a long proof: it leaves out no case for the sake of time."""
    return bool(request.config.getoption("--thorough"))


def refusal(environment: Mapping[str, str]) -> str:
    """Return why expected sites are not written in this environment, or ""."""
    if environment.get("CI", "").lower() in {"", "0", "false"}:
        return ""
    return "--regenerate-sites is for people: where CI is set, sites are compared and never written"


@dataclass(frozen=True)
class CityFolder:
    """A city on disk; `build` builds it into `output` with the clock at 21 November 2026."""

    root: Path
    output: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the city."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def build(self, **options: Any) -> Result:
        """Build in this process, unless told otherwise."""
        given: dict[str, Any] = {"clock": NOW, "jobs": 1, **options}
        return build(Options(root=self.root, output=self.output, **given))

    def read(self, path: str) -> str:
        """Return a file of the built site; `path` may be an address ending in a slash."""
        name = path.lstrip("/")
        if not name or name.endswith("/"):
            name += "index.html"
        return (self.output / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return all files of the built site by path; its marker is none of them."""
        return {
            name: body
            for name, body in tree(self.output).items()
            if body is not None and name != MARKER
        }

    def without_monitor(self) -> dict[str, bytes]:
        """Return all files but those of the monitor, which counts files that wait to be mended, and
        the profiles for the form, which there are of present versions alone.
        """
        of_api = {f"api/v1/{name}.json" for name in ("index", "monitor")}
        return {
            path: body
            for path, body in self.files().items()
            if path.split("/")[0] != "keaktifan"
            and path not in of_api
            and not path.endswith("/profil.json")
        }


def write_blocks(root: Path, text: str) -> None:
    """Write the files of `-- path --` blocks below `root`."""
    path = ""
    lines: list[str] = []

    def flush() -> None:
        if path:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n".join(lines) + "\n" if lines else "", encoding="utf-8")

    for line in text.strip("\n").split("\n"):
        if line.startswith("-- ") and line.endswith(" --"):
            flush()
            path, lines = line[3:-3].strip(), []
        else:
            lines.append(line)
    flush()


@pytest.fixture
def city(tmp_path: Path) -> Callable[[str], CityFolder]:
    """Return a function that makes a city from blocks; `site.yml` and the register have defaults."""

    def make(text: str = "") -> CityFolder:
        root = tmp_path / "kota"
        (root / "content").mkdir(parents=True)
        write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
        write_blocks(root, text)
        return CityFolder(root, tmp_path / "keluaran")

    return make


def for_themselves(result: Result) -> list[tuple[str, str]]:
    """The units that were built, with why; without those that show what others have now."""
    return [each for each in result.rebuilt if each[1] != "around"]


def told(problem: Problem) -> str:
    """Return a problem as one English line: place, code, message and hint."""
    where = problem.where
    t = translator("en")
    place = ":".join(str(part) for part in (where.path, where.line, where.column) if part)
    row = f" row {where.row}" if where.row else ""
    return f"{place}{row}: [{problem.code}] {message(problem, t)} = {hint(problem, t)}"
