"""Small cities in git repositories of their own, for tests of dates, changes and owners."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import SITE, UNITS, write_blocks

OWNERS = """\
kota: ["@kominfo"]
unit:
  kelurahan/dago: ["@dago", "*@dago.contoh.example"]
  kelurahan/sekeloa: [lurah@sekeloa.contoh.example]
"""
REPORT = """\
---
judul: Posyandu melayani 84 balita
tanggal: 2026-11-03
jenis: layanan
---
Penimbangan selesai sebelum tengah hari. Semua balita sudah ditimbang.
"""
DAGO = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
SEKELOA = "content/kelurahan/sekeloa/laporan/2026-11-03-posyandu.md"


START = 1_767_225_600  # 2026-01-01T00:00Z; day n of a dated repository is that many days later
DAY = 86_400
BODY = "\n".join(f"baris {n}" for n in range(40)) + "\n"


def git_in(folder: Path, *arguments: str, date: str, written: str = "") -> str:
    """Run git in a folder as somebody who is nobody, by no settings but its own; return its answer.

    `date` is that of a commit, `written` that of its author if it is another.
    """
    name, mail = "Siapa", "siapa@contoh.example"
    fixed = {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": mail,
        "GIT_AUTHOR_DATE": written or date,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": mail,
        "GIT_COMMITTER_DATE": date,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(
        ("git", *arguments), cwd=folder, env=os.environ | fixed, check=True, capture_output=True
    )
    return done.stdout.decode("utf-8", "replace").strip()


@dataclass(frozen=True)
class Repository:
    """A working tree whose branch `main` has the city, and where `usulan` is checked out."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """Run git as somebody who is nobody; return what it says."""
        return git_in(self.folder, *arguments, date="1790000000 +0000")

    def write(self, path: str, text: str = REPORT) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self) -> str:
        """Commit all that the working tree holds; return the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "perubahan")
        return self.git("rev-parse", "HEAD")


def repository(folder: Path, owners: str = OWNERS) -> Repository:
    """Make a city of two kelurahan with a report each, in `folder`; no owners, no file of them."""
    folder.mkdir(parents=True)
    made = Repository(folder)
    made.git("init", "-q", "-b", "main")
    write_blocks(folder, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    for path in (DAGO, SEKELOA):
        made.write(path)
    made.write(".gitignore", "build/\n.sitegen/\n")
    if owners:
        made.write("data/pemilik.yml", owners)
    made.commit()
    made.git("checkout", "-q", "-b", "usulan")
    return made


@dataclass
class Repo:
    """A repository whose commits are made on given days."""

    folder: Path
    made: int = field(default=0)

    def git(self, *arguments: str, day: int = 0) -> str:
        """Run git on a day; its author wrote long before, on a day that never counts."""
        date, written = (f"{START + each * DAY} +0000" for each in (day, -400))
        return git_in(self.folder, *arguments, date=date, written=written)

    def write(self, path: str, text: str = BODY) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self, day: int, **files: str) -> None:
        """Commit all there is, after writing `content/<name>.md` for each of `files`."""
        for name, text in files.items():
            self.write(f"content/{name}.md", text)
        self.git("add", "-A")
        self.made += 1
        self.git("commit", "-q", "--allow-empty", "-m", f"{self.made}", day=day)


def make(folder: Path) -> Repo:
    """Return an empty repository in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repo(folder)
    made.git("init", "-q", "-b", "main")
    made.git("config", "user.name", "Warga")
    made.git("config", "user.email", "warga@contoh.example")
    return made


def shallow(repo: Repo, depth: int) -> Repo:
    """Return a clone that knows so many commits."""
    target = repo.folder.parent / f"dangkal-{depth}"
    repo.git("clone", "-q", f"--depth={depth}", repo.folder.as_uri(), str(target))
    return Repo(target)
