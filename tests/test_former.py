"""What a text's front matter says about its address, and the address that it had."""

from __future__ import annotations

import pytest

from sitegen.city.git.front import address_lines
from sitegen.keys.rules import Rules
from sitegen.reports.former import former_address

RULES = Rules(zone="Asia/Jakarta")
NIK = "3273011708900001"
LAPORAN = "content/kelurahan/dago/laporan"


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"---\njudul: A\ntanggal: 2026-02-01\nslug: a\ndraf: ya\n---\nslug: b\n",
         ("tanggal: 2026-02-01\nslug: a", "draf: ya")),
        (b"\xef\xbb\xbf---\r\nDate: 2026-02-01\r\n  draft: true\r\n...\r\n",
         ("Date: 2026-02-01", "draft: true")),
        (b"---\n'slug': a\ntanggal_kegiatan: 2026-01-01\n---\n", ("'slug': a", "")),
        (b"# Judul\n\nslug: a\n", ("", "")),
        (b"---\nslug: a\n", ("", "")),
        (b"", ("", "")),
        (b"---\njudul: \xff\n---\n", None),
        (f"---\nslug: {NIK}\n---\n".encode(), None),
        (f"---\nslug: {'a' * 300}\n---\n".encode(), None),
    ],
)  # fmt: skip
def test_only_the_lines_about_the_address_are_kept(
    data: bytes, lines: tuple[str, str] | None
) -> None:
    assert address_lines(data) == lines


@pytest.mark.parametrize(
    ("path", "lines", "address"),
    [
        (f"{LAPORAN}/2026-02-01-a.md", "", "/kelurahan/dago/laporan/2026/02/a/"),
        (f"{LAPORAN}/2026/2026-02-01-a/index.md", "", "/kelurahan/dago/laporan/2026/02/a/"),
        (f"{LAPORAN}/2026-02-01-a.md", "tanggal: 3 Maret 2026", "/kelurahan/dago/laporan/2026/03/a/"),
        (f"{LAPORAN}/a.md", "date: 2026-03-31T23:30Z", "/kelurahan/dago/laporan/2026/04/a/"),
        (f"{LAPORAN}/2026-02-01-a.md", "slug: B c", "/kelurahan/dago/laporan/2026/02/b-c/"),
        (f"{LAPORAN}/2026-02-01-a.md", "slug: b\ndraf: tidak", "/kelurahan/dago/laporan/2026/02/b/"),
        (f"{LAPORAN}/2026-02-01-a.md", "draf: ya", ""),
        (f"{LAPORAN}/2026-02-01-a.md", "tanggal: kemarin", ""),
        (f"{LAPORAN}/2026-02-01-a.md", "slug: a: b", ""),
        (f"{LAPORAN}/a.md", "", ""),
        (f"{LAPORAN}/2026-02-01-会.md", "", ""),
        (f"{LAPORAN}/2026-02-01-{NIK}.md", "", ""),
        (f"{LAPORAN}/2026-02-01-a.jpg", "", ""),
        ("content/skpd/dinkes/halaman/Profil.md", "tanggal: 2026-02-01", "/skpd/dinkes/halaman/profil/"),
        ("content/skpd/dinkes/data/Data Lama.xlsx", "", "/skpd/dinkes/data/data-lama/"),
    ],
)  # fmt: skip
def test_the_former_address_comes_from_path_and_lines(path: str, lines: str, address: str) -> None:
    assert former_address(path, lines, RULES) == address
