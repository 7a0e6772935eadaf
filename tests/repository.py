"""A small city in a git repository of its own, for tests of changes and their owners."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Repository:
    """A working tree whose branch `main` has the city, and where `usulan` is checked out."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """Run git as somebody who is nobody; return what it says."""
        who = {"NAME": "Siapa", "EMAIL": "siapa@contoh.example", "DATE": "1790000000 +0000"}
        fixed = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
        fixed |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ("git", *arguments),
            cwd=self.folder,
            env=os.environ | fixed,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode("utf-8", "replace").strip()

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
