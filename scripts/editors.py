"""Fetch the editors and fonts that `sitegen new editor` names, for tests: into .tools/editors.

Each archive comes by `npm pack` and is the one whose SHA-512 stands here, or none.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / ".tools/editors"
ARCHIVES = {
    "@sveltia/cms@0.221.1": "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
    "decap-cms@3.16.3": "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
    "@fontsource-variable/material-symbols-outlined@5.3.7": "d6kLamaMdad40AYoyJEBgCH63fRLklC7GW7bgb7WWbPh/UzuW483Dlyfmn3vxpiNsHLIMBOcYYkZDtOC9Y3MUA==",
    "@fontsource-variable/source-sans-3@5.3.0": "dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g==",
}


def main() -> int:
    """Fetch what is not there yet; return 1 for an archive that is another one."""
    for name, integrity in ARCHIVES.items():
        folder = TARGET / name
        if folder.exists():
            continue
        with tempfile.TemporaryDirectory() as place:
            packing = ("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", place)
            subprocess.run(  # noqa: S603 - names that stand above
                (*packing, name), check=True, stdout=subprocess.DEVNULL
            )
            data = next(Path(place).iterdir()).read_bytes()
            if base64.b64encode(hashlib.sha512(data).digest()).decode() != integrity:
                print(f"{name}: its archive is not the one that is expected", file=sys.stderr)
                return 1
            archive = next(Path(place).iterdir())
            with tarfile.open(archive) as opened:
                opened.extractall(Path(place) / "unpacked", filter="data")
            folder.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(place) / "unpacked/package", folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
