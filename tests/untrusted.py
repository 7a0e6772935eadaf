"""Cities whose every slot holds an attack: what staff write is untrusted, and must stay text.

The attacks are our own and, where the shared suites lie beside the repository, all of theirs.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from sitegen.engine.build import Result
from tests.conftest import CityFolder
from tests.sample import REPOSITORY

SUITES = REPOSITORY.parent / "shared" / "suites" / "xss"
CALL = "alert(1)"
OWN = (
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</textarea></style></noscript></template><script>{CALL}</script>",
    f'"><img src=x onerror={CALL}>',
    f"'><img src=x onerror={CALL}>",
    f'"autofocus onfocus={CALL} x="',
    f"' onmouseover='{CALL}' style='position:fixed;inset:0",
    f"`onload={CALL}`",
    f"<img src=x onerror={CALL}//",
    f"<img src='x' onerror='{CALL}'>",
    f"<svg onload={CALL}>",
    f"<svg/onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><a xlink:href='javascript:{CALL}'><text y=9>x</text></a></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<svg><foreignObject><iframe srcdoc='<script>{CALL}</script>'></iframe></foreignObject></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={CALL}>",
    f"<math><mi xlink:href='data:text/html,<script>{CALL}</script>'>x</mi></math>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<iframe src='javascript:{CALL}'></iframe>",
    f"<iframe srcdoc='&lt;script&gt;{CALL}&lt;/script&gt;'></iframe>",
    "<iframe src=//evil.example></iframe>",
    "<object data=//evil.example/x></object><embed src=//evil.example/y>",
    "<link rel=stylesheet href=//evil.example/a.css><style>@import '//evil.example/b.css'</style>",
    "<img src=//evil.example/pixel.gif><video poster=//evil.example/p.png></video>",
    "<div style='background:url(//evil.example/c.png)'>x</div>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    f"<base href='javascript:{CALL}//'>",
    f"<form action='javascript:{CALL}'><button autofocus>x</button></form>",
    f"<details open ontoggle={CALL}>x</details>",
    f"<a href='javascript:{CALL}'>x</a>",
    f"<a href='jav&#x09;ascript:{CALL}'>x</a>",
    f"[x](javascript:{CALL})",
    f"[x](JaVaScRiPt&#58;{CALL})",
    f"[x](java\tscript:{CALL})",
    f"[x](data:text/html,<script>{CALL}</script>)",
    f"[x](vbscript:{CALL})",
    f"![x](javascript:{CALL})",
    f"[x]: javascript:{CALL}\n\n[x]",
    f"<javascript:{CALL}>",
    f'[x](https://a.example/"onmouseover={CALL})',
    f'![x"onerror={CALL}](foto.png)',
    f'![x](foto.png "a\' onerror={CALL}")',
    f'```"onload={CALL}\nx\n```',
    f"# <img src=x onerror={CALL}> {{#id onload={CALL}}}",
    f"<!--><img src=x onerror={CALL}>-->",
    f"<![CDATA[<img src=x onerror={CALL}>]]>",
    f"<?xml version='1.0'?><img src=x onerror={CALL}>",
    "<p><a id=config><a id=config name=url href=//evil.example>x</a>",
    f"<x\x0conclick={CALL}>x</x>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;img src=x onerror={CALL}&#62;",
    f"\u02ba\u02ba<\uff53cript>{CALL}</\uff53cript>",
    "{{ 7*7 }} {% include 'x' %} ${7*7} {{ ''.__class__.__mro__ }}",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd|'/c calc'!A1",
)
SITE = """\
nama: Kota Contoh
alamat_situs: https://contoh.example
batas_tahan: 100
"""
UNIT = "content/skpd/uji"
BATCH = 25
# Texts that also stand together in one report, for a browser, which takes its time for each page.
MANY = 8
# Fifteen keys of a report share 16 KB.
KEY_LENGTH = 800
# Words of a chart are measured and wrapped, which takes long for long ones.
CHART_LENGTH = 120


def vectors() -> tuple[str, ...]:
    """Return every attack once; without the shared suites those of this module."""
    found = dict.fromkeys(OWN)
    if SUITES.is_dir():
        suite = json.loads((SUITES / "html5sec.json").read_text(encoding="utf-8"))
        found |= dict.fromkeys(item["html"] for item in suite)
        for path in sorted((SUITES / "bleach").glob("*.test")):
            found[path.read_text(encoding="utf-8").split("\n--\n")[0]] = None
    return tuple(found)


# One service of all units, which is an entry with them in the city's list, and has no page.
SHARED = "{nama: Layanan bersama}"


def harmless(count: int) -> tuple[str, ...]:
    """Return as many plain words, for a city of the same shape without an attack."""
    return tuple(f"kata {number} [x](https://a.example)" for number in range(count))


@dataclass(frozen=True)
class Built:
    """A city of attacks after its build."""

    city: CityFolder
    result: Result


def attacked_city(factory: pytest.TempPathFactory) -> Built:
    """Return the city of all attacks; the first of the workers of a run builds it, the others wait."""
    base = factory.getbasetemp()
    return _shared(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@cache
def _shared(base: Path) -> Built:
    kept = base / "attacked-city.pickle"
    with (base / "attacked-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(built(base / "attacked-city", vectors())))
        stored = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this test run
    return cast("Built", stored)


def built(folder: Path, texts: tuple[str, ...]) -> Built:
    """Build a city in which each text stands in each slot that people write into."""
    city = CityFolder(folder / "kota", folder / "keluaran")
    city.write("site.yml", SITE)
    city.write("data/units.csv", "id,jenis,nama\nuji,skpd,Dinas Uji\n" + "".join(_register(texts)))
    write_reports(city, texts)
    for number, text in enumerate(texts):
        city.write(f"content/skpd/u{number}/unit.yml", _profile(text))
    for start in range(0, len(texts), BATCH):
        _write_dataset(city, f"data-{start}", texts[start : start + BATCH])
    return Built(city, city.build())


def built_by_python_markdown(folder: Path, texts: tuple[str, ...]) -> Built:
    """Build a city of the reports alone, which are all that the Markdown engine sees."""
    city = CityFolder(folder / "kota", folder / "keluaran")
    city.write("site.yml", f"{SITE}markdown: python-markdown\n")
    city.write("data/units.csv", "id,jenis,nama\nuji,skpd,Dinas Uji\n")
    write_reports(city, texts)
    return Built(city, city.build())


def write_reports(city: CityFolder, texts: tuple[str, ...]) -> None:
    """Write a report for each text, with a photo beside it that bears the text as its name."""
    picture = _picture()
    city.write(f"{UNIT}/laporan/foto.png", picture)
    for number, text in enumerate(texts):
        name = _file_name(text)
        city.write(f"{UNIT}/laporan/{name}.png", picture)
        path = f"{UNIT}/laporan/2026-{number % 10 + 1:02}-01-{number} {name}.md"
        city.write(path, _report(text, name))
    for start in range(0, len(texts), MANY):
        body = "\n\n".join(map(_body, texts[start : start + MANY]))
        city.write(f"{UNIT}/laporan/2026-11-01-banyak-{start}.md", f"---\njudul: A\n---\n{body}")


def _register(texts: tuple[str, ...]) -> Iterator[str]:
    for number, text in enumerate(texts):
        name = " ".join(text.split()).replace('"', '""')
        yield f'u{number},skpd,"{name}"\n'


def _profile(text: str) -> str:
    keys = (
        *("nama_pendek", "tentang", "alamat", "jam_layanan", "telepon", "whatsapp", "email"),
        "situs",
    )
    value = _quoted(" ".join(text[:KEY_LENGTH].split()))
    lines = [f"{key}: {value}" for key in keys]
    lines.append(f"kepala: {{jabatan: {value}, nama: {value}}}")
    lines.append(f"media_sosial: {{{value}: {value}, instagram: {value}}}")
    lines.append(f"ppid: {{pejabat: {value}, {value}: {value}}}")
    lines.append(
        f"layanan: [{{nama: {value}, syarat: {value}, biaya: {value}, tautan: {value}}}, {SHARED}]"
    )
    return "\n".join(lines) + "\n"


def _report(text: str, name: str) -> str:
    value = _quoted(text[:KEY_LENGTH])
    keys = (
        *("judul", "ringkasan", "lokasi", "waktu", "hasil", "tindak_lanjut", "penulis", "kontak"),
        *("program", "sumber_anggaran", "kode_rekening", "kode_wilayah"),
    )
    front = "".join(f"{key}: {value}\n" for key in keys)
    return (
        f"---\n{front}foto:\n  - berkas: {_quoted(name + '.png')}\n    alt: {value}\n"
        f"    keterangan: {value}\n    kredit: {value}\n---\n{_body(text)}"
    )


def _body(text: str) -> str:
    line = " ".join(text.split())
    cell = line.replace("|", "\\|")
    # Entities bring a text past the dropping of tags into attributes, where it must stay text.
    hidden = escape(line).replace("[", "&#91;").replace("]", "&#93;").replace("\\", "&#92;")
    return (
        f'![{hidden}](foto.png "{hidden}")\n\nLagi ![{hidden}](foto.png "{hidden}").\n\n'
        f'[{hidden}](https://a.example "{hidden}") {hidden}\n\n'
        f"Tautan [{line}](<{line}>) dan [x]({line}) dan <{line}>.\n\n"
        f"| {cell} | {hidden} |\n|---|---|\n| {cell} | {hidden} |\n\n"
        f"## {line}\n\n- {line}\n\n> {line}\n\n*{line}* **{line}** `{line}`\n\n"
        f"```{line}\n{text}\n```\n\n{text}\n\nAkhir {text} kalimat.\n"
    )


def _write_dataset(city: CityFolder, name: str, texts: tuple[str, ...]) -> None:
    lines = [" ".join(text.split())[:CHART_LENGTH] for text in texts]
    header = ["label", "jumlah", *(f"{line} {n}" for n, line in enumerate(lines))]
    rows = [[f"{line} {n}", str(n + 3), *lines] for n, line in enumerate(lines)]
    table = "\n".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row)
        for row in (header, *rows)
    )
    city.write(f"{UNIT}/data/{name}.csv", table + "\n")
    words = _quoted(" ".join(lines))
    city.write(
        f"{UNIT}/data/{name}.yml",
        f"judul: {words}\ndeskripsi: {words}\nsumber: {{nama: {words}, tautan: {_quoted(lines[0])}}}\n"
        f"lisensi: {words}\ncakupan: {words}\nkontak: {words}\nsatuan: {words}\n"
        "kolom:\n  - {nama: jumlah, tipe: bulat}\n"
        f"  - {{nama: label, judul: {words}, deskripsi: {words}, satuan: {words}, tipe: teks}}\n"
        f"grafik:\n  - {{jenis: batang-mendatar, x: label, y: jumlah, judul: {words}, "
        f"satuan: {words}, catatan: {words}}}\n",
    )


def _quoted(text: str) -> str:
    return json.dumps(text)


def _file_name(text: str) -> str:
    """The text as far as a file of this system can bear it as its name."""
    kept = "".join(
        " " if sign in "/\n\t" else sign for sign in text if sign.isprintable() or sign in "\n\t"
    )
    return " ".join(kept.encode()[:120].decode(errors="ignore").split()) or "x"


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(stream, "PNG")
    return stream.getvalue()
