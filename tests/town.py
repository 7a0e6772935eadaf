"""A small city in a git repository of its own, built after each commit and compared with a clean one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.engine.build import Result
from sitegen.store.state import state_path
from tests.conftest import SITE, UNITS, CityFolder, write_blocks
from tests.repository import Repo, make

DAGO = "content/kelurahan/dago"


def text(
    title: str, *keys: str, body: str = "Isi laporan yang cukup panjang untuk dikenali."
) -> str:
    """A text with a title and further lines of front matter."""
    lines = "".join(f"{line}\n" for line in keys)
    return f"---\njudul: {title}\n{lines}---\n\n{body}\n\n" + f"Catatan {title}.\n" * 12


@dataclass
class Town:
    """A city whose changes are committed on days after 1 January 2026."""

    city: CityFolder
    repo: Repo

    def write(self, path: str, content: str) -> None:
        """Write a file; a path without `content` is one of the kelurahan Dago."""
        self.city.write(path if path.startswith("content/") else f"{DAGO}/{path}", content)

    def remove(self, path: str) -> None:
        (self.city.root / DAGO / path).unlink()

    def move(self, old: str, new: str) -> None:
        target = self.city.root / DAGO / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.city.root / DAGO / old).rename(target)

    def commit(self, day: int, **files: str) -> None:
        """Commit all there is on a day, after writing a report for each of `files`, by its name."""
        for name, content in files.items():
            self.write(f"laporan/{name.replace('_', '-')}.md", content)
        self.repo.commit(day)

    def build(self, **options: Any) -> Result:
        """Build on; the site is the one that a clean build makes."""
        result = self.city.build(**options)
        clean = CityFolder(self.city.root, self.city.output.with_name("bersih"))
        (self.city.root / ".sitegen/git.json").unlink(missing_ok=True)
        clean.build(**options)
        assert clean.files() == self.city.files()
        shutil.rmtree(clean.output)
        for state in (self.city.root / ".sitegen").glob("state-*"):
            if state.stem != state_path(self.city.root, self.city.output).stem:
                state.unlink()
        return result

    def page(self, address: str) -> str:
        """The page at an address of Dago, "" if there is none."""
        path = self.city.output / "kelurahan/dago" / address.lstrip("/") / "index.html"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def leads(self, address: str) -> str:
        """Where the redirect at an address of Dago leads, "" if there is none."""
        page = self.page(address)
        if 'http-equiv="refresh"' not in page:
            return ""
        return page.split("url=")[1].split('"')[0].removeprefix("/kelurahan/dago")


def town(folder: Path) -> Town:
    """Return a city without reports in a repository whose first commit is of day 0."""
    root = folder / "kota"
    root.mkdir()
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    repo = make(root)
    repo.write(".gitignore", ".sitegen/\n")
    made = Town(CityFolder(root, folder / "keluaran"), repo)
    made.commit(0)
    return made
