"""Packages as /tulis/ makes them, and a city that receives them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image

ID = "0123456789abcdef0123456789abcdef"
TEXT = "laporan/2026/2026-11-20-posyandu-mawar.md"
PHOTO = "laporan/2026/posyandu-mawar.jpg"
REPORT = """\
---
judul: Posyandu Mawar menimbang 84 balita
tanggal: 2026-11-20
lokasi: Balai RW 05
foto:
  - berkas: posyandu-mawar.jpg
    alt: Kader menimbang balita di halaman balai RW
---
Kader menimbang 84 balita di Balai RW 05 pada Jumat pagi. Empat balita dirujuk ke puskesmas
karena berat badannya tidak naik dua kali berturut-turut.

![Antrean di pintu](posyandu-mawar.jpg)
"""


def photo(colour: str = "teal", size: tuple[int, int] = (800, 600), **given: Any) -> bytes:
    """A JPEG of one colour; `given` goes to Pillow."""
    body = io.BytesIO()
    Image.new("RGB", size, colour).save(body, "JPEG", **given)
    return body.getvalue()


def files(report: str = REPORT) -> dict[str, bytes]:
    """The files of a report with a photo."""
    return {TEXT: report.encode(), PHOTO: photo()}


def manifest(contents: Mapping[str, bytes], **changed: Any) -> dict[str, Any]:
    """The list of a package of one report, which is the first of the files."""
    main, *rest = contents
    return {
        "format": "sitegen-kiriman",
        "versi": 1,
        "id": ID,
        "unit": "kelurahan/dago",
        "dibuat": "2026-11-20T10:00:00+07:00",
        "pembuat": "sitegen 0.1.0 /tulis/",
        "isi": [{"jenis": "laporan", "berkas": main, "foto": rest}],
        "berkas": [
            {"nama": name, "ukuran": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in contents.items()
        ],
        **changed,
    }


def zipped(contents: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, in this order."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, data in contents.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return body.getvalue()


def package(contents: Mapping[str, bytes] | None = None, **changed: Any) -> bytes:
    """A package of one report with these files; `changed` goes into its list."""
    own = files() if contents is None else contents
    return zipped({"kiriman.json": json.dumps(manifest(own, **changed)).encode(), **own})
