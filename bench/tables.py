"""How fast tables are read, compared with a bare `pandas.read_csv` of the same tidy file.

`python -m bench.tables` makes two files of one shape (14 columns of codes, names, figures and
years, up to 157 bytes a row) and prints the best time of three and the peak memory of each reader,
each in its own process.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = (21_593, 1_000_000)
HEADER = (
    "id,kode_provinsi,nama_provinsi,bps_kode_kabupaten_kota,bps_nama_kabupaten_kota,bps_kode_kecamatan,"
    "bps_nama_kecamatan,kode_kecamatan,nama_kecamatan,kategori_umur,jumlah_penduduk,satuan,semester,tahun"
)
RUNS = 3


def make(path: Path, rows: int) -> None:
    """Write a table of `rows` rows, the same on each call; larger tables get short names."""
    name = "KEC." if rows > ROWS[0] else "KECAMATAN CONTOH NOMOR"
    chance = random.Random(rows)  # noqa: S311 - no secret
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEADER + "\n")
        for row in range(1, rows + 1):
            area = chance.randrange(1, 31)
            age = row % 16 * 5
            stream.write(
                f"{row},32,JAWA BARAT,3273,KOTA BANDUNG,3273{area:03},{name} {area},"
                f"32.73.{area:02},{name} {area},{age}-{age + 4},{chance.randrange(90_000)},ORANG,"
                f"{row % 2 + 1},{2017 + row % 8}\n"
            )


def own(data: bytes) -> object:
    """Read as sitegen does."""
    from sitegen.tables.table import parse_table

    file, problems = parse_table(data, "a.csv")
    if file is None:
        raise SystemExit(str(problems[:3]))
    return file


def bare(data: bytes) -> object:
    """Read as pandas does."""
    import io

    import pandas as pd

    return pd.read_csv(io.BytesIO(data))


def measure(reader: str, path: Path) -> None:
    """Print this process's best processor time in seconds and its peak memory in MB."""
    data = path.read_bytes()
    read = own if reader == "own" else bare
    read(b"a,b\n1,2\n")  # imports
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        kept = read(data)
        best = min(best, time.process_time() - start)
        del kept
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{best:.3f} {peak:.0f}")  # noqa: T201 - the answer of the child


def main() -> None:
    """Measure all sizes with both readers and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'rows':>9} {'MB':>6} {'reader':>7} {'seconds':>8} {'MB peak':>8}")  # noqa: T201
        for rows in ROWS:
            path = Path(folder) / f"{rows}.csv"
            make(path, rows)
            size = path.stat().st_size / 1e6
            for reader in ("bare", "own"):
                command = [sys.executable, "-m", "bench.tables", reader, str(path)]
                answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
                seconds, peak = answer.stdout.split()
                print(f"{rows:>9} {size:>6.1f} {reader:>7} {seconds:>8} {peak:>8}")  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
