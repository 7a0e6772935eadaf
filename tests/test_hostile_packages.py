"""Packages that somebody made with bad intent or by mishap: each has its answer, and nothing is written."""

from __future__ import annotations

import codecs
import io
import json
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sitegen.cli.main import run
from tests.handed_in import ID, PHOTO, REPORT, TEXT, files, manifest, package, photo, zipped
from tests.repository import Repository, repository

Make = Callable[[], bytes]
HEAD = "PK\x03\x04"


def named(name: str, data: bytes = b"isi") -> Make:
    """A package with one more file of this name."""

    def make() -> bytes:
        own = files()
        listed = json.dumps(manifest({**own, name: data})).encode()
        return zipped({"kiriman.json": listed, **own, name: data})

    return make


def listed(**changed: Any) -> Make:
    """A package whose list says something else."""
    return lambda: package(**changed)


def listing(text: str | bytes) -> Make:
    """A package with this as its list."""
    data = text.encode() if isinstance(text, str) else text
    return lambda: zipped({"kiriman.json": data, **files()})


def entry(change: Callable[[zipfile.ZipInfo], None], data: bytes = b"isi") -> Make:
    """A package with one more file, whose entry is changed before it is written."""

    def make() -> bytes:
        body = io.BytesIO(package())
        info = zipfile.ZipInfo("laporan/2026/lain.jpg")
        change(info)
        with zipfile.ZipFile(body, "a") as archive:
            archive.writestr(info, data)
        return body.getvalue()

    return make


def attributes(mode: int) -> Make:
    def change(info: zipfile.ZipInfo) -> None:
        info.create_system = 3
        info.external_attr = mode << 16

    return entry(change, b"../../../site.yml")


def patched(at: Callable[[bytes], int], form: str, value: int) -> Make:
    """A package in which a number at a place is another one."""

    def make() -> bytes:
        data = bytearray(package())
        struct.pack_into(form, data, at(bytes(data)), value)
        return bytes(data)

    return make


def end(offset: int) -> Callable[[bytes], int]:
    return lambda data: data.rfind(b"PK\x05\x06") + offset


def last_entry(offset: int) -> Callable[[bytes], int]:
    return lambda data: data.rfind(b"PK\x01\x02") + offset


def both(offset_local: int, offset_central: int, form: str, value: int) -> Make:
    """A package with a number changed in the last file's own head and in the list."""

    def make() -> bytes:
        data = bytearray(package())
        central = bytes(data).rfind(b"PK\x01\x02")
        (local,) = struct.unpack_from("<I", data, central + 42)
        struct.pack_into(form, data, local + offset_local, value)
        struct.pack_into(form, data, central + offset_central, value)
        return bytes(data)

    return make


def with_files(contents: dict[str, bytes], kind: str = "laporan") -> Make:
    main, *rest = contents
    item = {"jenis": kind, "berkas": main, "foto": rest}
    return lambda: package(contents, isi=[item])


def many(count: int) -> bytes:
    return zipped({f"laporan/{n}.jpg": b"" for n in range(count)})


def bomb(size: int) -> bytes:
    own = {**files(), "laporan/2026/besar.jpg": b"\xff\xd8\xff" + bytes(size)}
    return package(own)


def nested() -> bytes:
    inner = zipped({"a.md": b"# a"})
    return package({TEXT: REPORT.encode(), PHOTO: inner})


def overlapping() -> bytes:
    """Two entries of the list that lead to the same bytes."""
    data = package()
    at = data.find(b"PK\x01\x02")
    finish = data.rfind(b"PK\x05\x06")
    first = data.find(b"PK\x01\x02", at + 4)
    own = bytearray(data[at:first])
    own[46 : 46 + len("kiriman.json")] = b"kiriman.jsoo"
    body = data[:finish] + bytes(own)
    count = struct.unpack_from("<H", data, finish + 8)[0] + 1
    size = len(body) - at
    return body + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, at, 0)


def doubled(first: str, second: str) -> Make:
    def make() -> bytes:
        own = files()
        body = io.BytesIO(zipped({"kiriman.json": json.dumps(manifest(own)).encode(), **own}))
        with zipfile.ZipFile(body, "a") as archive:
            archive.writestr(zipfile.ZipInfo(first), b"a")
            second_info = zipfile.ZipInfo("x" * len(second))
            archive.writestr(second_info, b"b")
        return body.getvalue().replace(b"x" * len(second), second.encode())

    return make


def second_name(info: zipfile.ZipInfo) -> None:
    name = b"../../site.yml"
    body = struct.pack("<BI", 1, zlib.crc32(info.filename.encode())) + name
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body


def remarked(info: zipfile.ZipInfo) -> None:
    info.comment = b"catatan"


def commented() -> bytes:
    body = io.BytesIO(package())
    with zipfile.ZipFile(body, "a") as archive:
        archive.comment = b"PK\x05\x06" + bytes(18)
    return body.getvalue()


def with_method(method: int) -> Make:
    def make() -> bytes:
        own = files()
        return zipped({"kiriman.json": json.dumps(manifest(own)).encode(), **own}, method)

    return make


def item(**changed: Any) -> dict[str, Any]:
    return {"jenis": "laporan", "berkas": TEXT, "foto": [PHOTO], **changed}


def changed_file() -> bytes:
    own = files()
    said = json.dumps(manifest(own)).encode()
    return zipped({"kiriman.json": said, TEXT: own[TEXT], PHOTO: photo("red")})


def changed_bytes() -> bytes:
    """A package, stored without packing, in which a letter of the text was changed on the way."""
    own = files()
    data = zipped({"kiriman.json": json.dumps(manifest(own)).encode(), **own}, zipfile.ZIP_STORED)
    return data.replace(b"84 balita", b"48 balita")


def longer(count: int) -> dict[str, Any]:
    own = files()
    entries = manifest(own)["berkas"]
    entries[1]["ukuran"] += count
    return {"berkas": entries}


def whole() -> dict[str, bytes]:
    """All files of a package, its list first."""
    own = files()
    return {"kiriman.json": json.dumps(manifest(own)).encode(), **own}


def webp() -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (80, 60)).save(body, "WEBP")
    return body.getvalue()


def large() -> bytes:
    """A package whose files say themselves that they may be of many gigabytes."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, data in whole().items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as opened:
                opened.write(data)
    return body.getvalue()


def coded(name: str, encoding: str) -> Make:
    """A package with one more file whose name is in an encoding that the zip does not say."""
    raw = name.encode(encoding)
    return lambda: zipped({**whole(), "x" * len(raw): b"a"}).replace(b"x" * len(raw), raw)


HEIC = b"\0\0\0\x18ftypheic" + bytes(500)
KIND = "ini bukan kiriman dari /tulis/ melainkan berkas jenis {}"
UNREADABLE = "kiriman ini tidak bisa dibaca: {}"
ODD = "`{}` dalam kiriman ini tidak bisa diterima: {}"
LIST = "`kiriman.json`, daftar isi kiriman ini, tidak bisa dipakai: {}"
UNLIKE = "`{}` tidak cocok dengan daftar isi kiriman: {}"
PLACE = "`{}` bukan tempat untuk {} di folder kelurahan/dago"
WRONG = "`{}` bukan berkas {} seperti namanya: isinya {}"
SIGNS = "namanya memakai tanda selain huruf a sampai z, angka, titik, dan tanda hubung"
OUT = "namanya mengarah keluar folder"
OTHER = "laporan/2026/lain.jpg"

CASES: dict[str, tuple[Make, str]] = {
    # no zip at all, or not a whole one
    "nothing in it": (lambda: b"", UNREADABLE.format("berkasnya kosong")),
    "a text": (lambda: b"halo", UNREADABLE.format("awalnya bukan awal berkas zip")),
    "zeros": (lambda: bytes(5000), UNREADABLE.format("awalnya bukan awal berkas zip")),
    "noise": (lambda: b"\x07\x99" * 999, UNREADABLE.format("awalnya bukan awal berkas zip")),
    "cut off": (lambda: package()[:-40], UNREADABLE.format("bagian akhirnya tidak ada")),
    "cut in half": (lambda: package()[:300], UNREADABLE.format("bagian akhirnya tidak ada")),
    "its beginning alone": (HEAD.encode, UNREADABLE.format("bagian akhirnya tidak ada")),
    "its beginning cut off": (
        lambda: package()[30:],
        UNREADABLE.format("awalnya bukan awal berkas zip"),
    ),
    "a zip without files": (lambda: zipped({}), UNREADABLE.format("tidak ada berkas di dalamnya")),
    "a photo": (photo, "ini bukan kiriman dari /tulis/ melainkan berkas jenis JPEG"),
    "a RAR": (
        lambda: b"Rar!\x1a\x07\x00" + bytes(99),
        "ini bukan kiriman dari /tulis/ melainkan berkas jenis RAR",
    ),
    "a 7z": (
        lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99),
        "ini bukan kiriman dari /tulis/ melainkan berkas jenis 7z",
    ),
    "a tar.gz": (
        lambda: b"\x1f\x8b\x08" + bytes(99),
        "ini bukan kiriman dari /tulis/ melainkan berkas jenis gzip",
    ),
    "a PDF": (
        lambda: b"%PDF-1.7\n" + bytes(99),
        "ini bukan kiriman dari /tulis/ melainkan berkas jenis PDF",
    ),
    "a program": (
        lambda: b"MZ" + bytes(999),
        "ini bukan kiriman dari /tulis/ melainkan berkas jenis EXE",
    ),
    "a program before a zip": (
        lambda: b"MZ" + bytes(999) + package(),
        "ini bukan kiriman dari /tulis/ melainkan berkas jenis EXE",
    ),
    "a page before a zip": (
        lambda: b"<script>" + package(),
        UNREADABLE.format("awalnya bukan awal berkas zip"),
    ),
    "something behind a zip": (
        lambda: package() + b"<script>",
        UNREADABLE.format("ada sesuatu di belakang berkas-berkasnya"),
    ),
    "two zips": (lambda: package() + package(), UNREADABLE.format("daftar berkasnya rusak")),
    "a remark that is an end": (commented, UNREADABLE.format("tidak ada berkas di dalamnya")),
    "one of several disks": (
        patched(end(4), "<H", 1),
        UNREADABLE.format("ini salah satu dari beberapa bagian"),
    ),
    "more files listed than there are": (
        patched(end(8), "<HH"[:2], 9),
        UNREADABLE.format("ini salah satu dari beberapa bagian"),
    ),
    "a list elsewhere": (patched(end(16), "<I", 0), UNREADABLE.format("daftar berkasnya rusak")),
    "a size for giants": (
        patched(end(16), "<I", 0xFFFFFFFF),
        UNREADABLE.format("ditulis untuk berkas bergiga-giga"),
    ),
    "a broken check sum": (
        patched(last_entry(16), "<I", 1),
        UNREADABLE.format("berkasnya rusak atau terpotong"),
    ),
    "two entries of the same bytes": (
        overlapping,
        UNREADABLE.format("berkas di dalamnya tidak berurutan rapat"),
    ),
    "an entry that begins elsewhere": (
        patched(last_entry(42), "<I", 7),
        UNREADABLE.format("berkas di dalamnya tidak berurutan rapat"),
    ),
    "longer than listed": (
        patched(last_entry(24), "<I", 3),
        UNREADABLE.format("berkasnya rusak atau terpotong"),
    ),
    "a WebP": (webp, KIND.format("WebP")),
    "a photo of an iPhone": (lambda: HEIC, KIND.format("HEIC")),
    "a film": (lambda: bytes(4) + b"ftypisom" + bytes(99), KIND.format("MP4")),
    "a moving picture": (lambda: b"GIF89a" + bytes(99), KIND.format("GIF")),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0" + bytes(999), KIND.format("Office 97")),
    "a document": (
        lambda: zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        KIND.format("Office (Word, Excel)"),
    ),
    "the text alone": (REPORT.encode, KIND.format("Markdown")),
    "the text alone with a mark": (
        lambda: codecs.BOM_UTF8 + REPORT.encode(),
        KIND.format("Markdown"),
    ),
    "the list alone": (lambda: json.dumps(manifest(files())).encode(), KIND.format("JSON")),
    "a page instead of the file": (
        lambda: b"<!DOCTYPE html><p>Sesi Anda habis",
        KIND.format("HTML"),
    ),
    "a whole e-mail": (
        lambda: b"From: a@b.example\r\nContent-Type: multipart/mixed\r\n\r\n",
        KIND.format("e-mail"),
    ),
    "cut off by one sign": (
        lambda: package()[:-1],
        UNREADABLE.format("bagian akhirnya tidak ada"),
    ),
    "cut off where the list begins": (
        lambda: package()[: package().find(b"PK\x01\x02")],
        UNREADABLE.format("bagian akhirnya tidak ada"),
    ),
    "a line end behind a zip": (
        lambda: package() + b"\r\n",
        UNREADABLE.format("ada sesuatu di belakang berkas-berkasnya"),
    ),
    "ends of lines exchanged": (
        lambda: package().replace(b"\n", b"\r\n"),
        UNREADABLE.format("daftar berkasnya rusak"),
    ),
    "seven bits": (
        lambda: bytes(byte & 0x7F for byte in package()),
        UNREADABLE.format("daftar berkasnya rusak"),
    ),
    "a zip around it": (
        lambda: zipped({"kiriman-dago-20261130-1000.zip": package()}),
        UNREADABLE.format("dibungkus lagi dengan zip lain"),
    ),
    "two of them in a zip": (
        lambda: zipped({"kiriman-a.zip": package(), "kiriman-b.zip.bin": package()}),
        UNREADABLE.format("dibungkus lagi dengan zip lain"),
    ),
    "packed again in its folder": (
        lambda: zipped({f"kiriman-dago/{name}": data for name, data in whole().items()}),
        UNREADABLE.format("pernah dibuka lalu dikemas ulang"),
    ),
    "packed again on a Mac": (
        lambda: zipped({**whole(), "__MACOSX/._kiriman.json": b"x"}),
        UNREADABLE.format("pernah dibuka lalu dikemas ulang"),
    ),
    "packed again with what a Mac keeps": (
        lambda: zipped({**whole(), "laporan/.DS_Store": b"x"}),
        UNREADABLE.format("pernah dibuka lalu dikemas ulang"),
    ),
    "photos packed by hand": (
        lambda: zipped({"WhatsApp Image 2026-11-20 at 10.00.00.jpeg": photo()}),
        LIST.format("tidak ada di dalam kiriman"),
    ),
    "sizes for giants at a file alone": (large, UNREADABLE.format("daftar berkasnya rusak")),
    # too much
    "10,000 files": (
        lambda: many(10_000),
        "berkas dalam kiriman ini terlalu banyak: 10000, padahal paling banyak 300",
    ),
    "65,535 files": (
        patched(end(8), "<I", 0xFFFFFFFF),
        UNREADABLE.format("ditulis untuk berkas bergiga-giga"),
    ),
    "a bomb": (
        lambda: bomb(20 * 1024 * 1024),
        ODD.format("laporan/2026/besar.jpg", "isinya terlalu mengembang saat dibuka"),
    ),
    "a file of 26 MB": (
        lambda: bomb(26 * 1024 * 1024),
        "kiriman ini terlalu besar: 27 MB, padahal paling besar 25 MB",
    ),
    "a file that says 4 GB": (
        patched(last_entry(24), "<I", 0xFFFFFFFE),
        "kiriman ini terlalu besar: 4096 MB, padahal paling besar 25 MB",
    ),
    "a package of 65 MB": (
        lambda: HEAD.encode() + bytes(65 << 20),
        "kiriman ini terlalu besar: > 64 MB, padahal paling besar 64 MB",
    ),
    # names
    "a way out": (named("../../../site.yml"), ODD.format("../../../site.yml", OUT)),
    "a way out in between": (
        named("laporan/../../sekeloa/x.md"),
        ODD.format("laporan/../../sekeloa/x.md", OUT),
    ),
    "a dot": (named("./laporan/x.md"), ODD.format("./laporan/x.md", OUT)),
    "the top of the disk": (
        named("/etc/cron.d/x"),
        ODD.format("/etc/cron.d/x", "namanya mengarah ke pangkal cakram"),
    ),
    "two slashes": (
        named("laporan//x.md"),
        ODD.format("laporan//x.md", "ada bagian namanya yang kosong"),
    ),
    "a drive": (
        named("C:/windows/x.md"),
        ODD.format("C:/windows/x.md", "namanya menyebut huruf cakram"),
    ),
    "a drive alone": (named("C:x.md"), ODD.format("C:x.md", "namanya menyebut huruf cakram")),
    "backslashes": (
        named("laporan\\x.md"),
        ODD.format("laporan\\x.md", "namanya memakai garis miring terbalik"),
    ),
    "backslashes out": (
        named("..\\..\\site.yml"),
        ODD.format("..\\..\\site.yml", "namanya memakai garis miring terbalik"),
    ),
    "a share": (
        named("\\\\server\\x"),
        ODD.format("\\\\server\\x", "namanya memakai garis miring terbalik"),
    ),
    "a stream": (named("laporan/x.md:jahat"), ODD.format("laporan/x.md:jahat", SIGNS)),
    "a device": (
        named("laporan/con.md"),
        ODD.format("laporan/con.md", "nama seperti itu tidak bisa disimpan di Windows"),
    ),
    "a dot at the end": (named("laporan/x.md."), ODD.format("laporan/x.md.", SIGNS)),
    "a space": (named("laporan/x .md"), ODD.format("laporan/x .md", SIGNS)),
    "a hidden file": (named("laporan/.gitattributes"), ODD.format("laporan/.gitattributes", SIGNS)),
    "git's own folder": (
        named(".git/hooks/post-commit"),
        ODD.format(".git/hooks/post-commit", SIGNS),
    ),
    "an option": (named("laporan/-rf.md"), ODD.format("laporan/-rf.md", SIGNS)),
    "a control": (named("laporan/a\x1b[2Jb.md"), ODD.format("laporan/a\ufffd[2Jb.md", SIGNS)),
    "a turned name": (named("laporan/a\u202egpj.md"), ODD.format("laporan/a\ufffdgpj.md", SIGNS)),
    "a letter that looks alike": (
        named("laporan/p\u043esyandu.md"),
        ODD.format("laporan/p\u043esyandu.md", SIGNS),
    ),
    "a long name": (
        named(f"laporan/{'a' * 130}.md"),
        ODD.format(f"laporan/{'a' * 69}...", "namanya terlalu panjang"),
    ),
    "deep folders": (
        named("laporan/a/b/c/d/e/f.md"),
        ODD.format("laporan/a/b/c/d/e/f.md", "namanya terlalu panjang"),
    ),
    "a folder": (
        named("laporan/2026/", b""),
        ODD.format("laporan/2026/", "ini folder, tanda kiriman pernah dikemas ulang"),
    ),
    "the same name twice": (doubled(OTHER, OTHER), ODD.format(OTHER, "ada dua kali")),
    "a name in capitals": (
        doubled(OTHER, OTHER.replace("lain", "LAIN")),
        ODD.format("laporan/2026/LAIN.jpg", "ada nama lain yang hanya berbeda huruf besarnya"),
    ),
    "a file as a folder": (
        doubled("laporan/x", "laporan/x/y.jpg"),
        ODD.format("laporan/x", "ia berkas sekaligus folder"),
    ),
    "two names": (entry(second_name), ODD.format(OTHER, "namanya ada dua")),
    "no name": (named(""), "(kosong) dalam kiriman ini tidak bisa diterima: tidak ada namanya"),
    "two lines": (named("laporan/a\nb.jpg"), ODD.format("laporan/a\u240ab.jpg", SIGNS)),
    "a name for an older DOS": (
        coded("laporan/fot\u00e9.jpg", "cp437"),
        ODD.format("laporan/fot\u00e9.jpg", SIGNS),
    ),
    "a name without its encoding": (
        coded("laporan/fot\u00e9.jpg", "utf-8"),
        ODD.format("laporan/fot\u251c\u2310.jpg", SIGNS),
    ),
    "a folder that ends in a dot": (named("laporan./a.jpg"), ODD.format("laporan./a.jpg", SIGNS)),
    "a port": (
        named("laporan/com1"),
        ODD.format("laporan/com1", "nama seperti itu tidak bisa disimpan di Windows"),
    ),
    # kinds of entries
    "a link": (attributes(0o120777), ODD.format(OTHER, "ini tautan ke berkas lain")),
    "a device file": (attributes(0o020666), ODD.format(OTHER, "bukan berkas biasa")),
    "a pipe": (attributes(0o010666), ODD.format(OTHER, "bukan berkas biasa")),
    "a folder by its mode": (attributes(0o040755), ODD.format(OTHER, "bukan berkas biasa")),
    "a remark at a file": (
        entry(remarked),
        ODD.format(OTHER, "ada catatan yang ditempelkan padanya"),
    ),
    "a password": (both(6, 8, "<H", 1), ODD.format(PHOTO, "terkunci dengan kata sandi")),
    "a strong password": (both(6, 8, "<H", 0x41), ODD.format(PHOTO, "terkunci dengan kata sandi")),
    "bzip2": (
        with_method(zipfile.ZIP_BZIP2),
        ODD.format("kiriman.json", "dikemas dengan cara yang tidak dibaca di sini"),
    ),
    "LZMA": (
        with_method(zipfile.ZIP_LZMA),
        ODD.format("kiriman.json", "dikemas dengan cara yang tidak dibaca di sini"),
    ),
    "an unknown method": (
        both(8, 10, "<H", 93),
        ODD.format(PHOTO, "dikemas dengan cara yang tidak dibaca di sini"),
    ),
    "another method in the list": (
        patched(last_entry(10), "<H", 0),
        UNREADABLE.format("daftar berkasnya rusak"),
    ),
    "another name in the list": (
        lambda: swapped(PHOTO, PHOTO.replace("mawar", "bunga")),
        UNREADABLE.format("berkasnya rusak atau terpotong"),
    ),
    # the list of what is in it
    "no list": (lambda: zipped(files()), LIST.format("tidak ada di dalam kiriman")),
    "an empty list": (listing(""), LIST.format("tidak ditulis sebagai daftar isi kiriman")),
    "a list that is none": (
        listing("[1, 2"),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "a list of another program": (
        listing('{"format": "zip", "versi": 1}'),
        LIST.format("bukan daftar isi kiriman dari /tulis/"),
    ),
    "a list that is too deep": (
        listing("[" * 200_000),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "a list that is too long": (
        listing("".join(f"{n:x}" for n in range(10**5))),
        LIST.format("terlalu panjang"),
    ),
    "a list in another encoding": (
        listing('{"format": "sitegen-kiriman"}'.encode("utf-16")),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "half a list": (
        listing('{"format": "sitegen-kiriman", "versi": 1}'),
        LIST.format("ada yang kurang di dalamnya, atau jenisnya lain"),
    ),
    "numbers for names": (
        listed(isi=[item(berkas=7)]),
        LIST.format("ada yang kurang di dalamnya, atau jenisnya lain"),
    ),
    "a unit said twice": (
        listing(json.dumps(manifest(files()))[:-1] + ', "unit": "kelurahan/sekeloa"}'),
        LIST.format("ada yang disebut dua kali di dalamnya"),
    ),
    "a version that is no number": (
        listing('{"format": "sitegen-kiriman", "versi": NaN}'),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "a version without end": (
        listing('{"format": "sitegen-kiriman", "versi": 1e999}'),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "a version as a word": (
        listed(versi="1"),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "a version of many digits": (
        listing('{"format": "sitegen-kiriman", "versi": %s}' % ("9" * 400)),
        f"kiriman ini berbentuk versi {'9' * 20}, padahal yang dibaca di sini versi 1",
    ),
    "half a sign": (
        listing('{"format": "sitegen-kiriman", "versi": 1, "pembuat": "\\ud800"}'),
        LIST.format("tidak ditulis sebagai daftar isi kiriman"),
    ),
    "a unit in capitals": (
        listed(unit="Kelurahan/Dago"),
        LIST.format("`unit`-nya tidak ditulis seperti `kelurahan/dago`"),
    ),
    "a unit with a dot": (
        listed(unit="kelurahan/dago.x"),
        LIST.format("`unit`-nya tidak ditulis seperti `kelurahan/dago`"),
    ),
    "a unit of two lines": (
        listed(unit="kelurahan/dago\n"),
        LIST.format("`unit`-nya tidak ditulis seperti `kelurahan/dago`"),
    ),
    "several units": (
        listed(unit=["kelurahan/dago"]),
        LIST.format("ada yang kurang di dalamnya, atau jenisnya lain"),
    ),
    "an id in capitals": (
        listed(id="A" * 32),
        LIST.format("`id`-nya bukan 32 angka dan huruf a sampai f"),
    ),
    "a length below nothing": (
        listed(**longer(-(10**6))),
        UNLIKE.format(PHOTO, "panjangnya berbeda"),
    ),
    "the list in the list": (
        lambda: package(isi=[item(berkas="kiriman.json")]),
        UNLIKE.format("kiriman.json", "tidak ada di dalam kiriman"),
    ),
    "another version": (
        listed(versi=2),
        "kiriman ini berbentuk versi 2, padahal yang dibaca di sini versi 1",
    ),
    "an id that is none": (
        listed(id="../../x"),
        LIST.format("`id`-nya bukan 32 angka dan huruf a sampai f"),
    ),
    "an id of two lines": (
        listed(id=ID[:-1] + "\n"),
        LIST.format("`id`-nya bukan 32 angka dan huruf a sampai f"),
    ),
    "a unit that leads out": (
        listed(unit="../../.git"),
        LIST.format("`unit`-nya tidak ditulis seperti `kelurahan/dago`"),
    ),
    "a unit that is not there": (
        listed(unit="kelurahan/dagoo"),
        "kiriman ini dari `kelurahan/dagoo`, padahal unit itu tidak ada di kota ini; yang paling mirip kelurahan/dago",
    ),
    "no content": (listed(isi=[]), LIST.format("tidak menyebut isi apa pun")),
    "the same content twice": (
        listed(isi=[item(), item()]),
        LIST.format("menyebut isi yang sama dua kali"),
    ),
    "much content": (
        listed(isi=[item(berkas=f"laporan/{n}.md") for n in range(51)]),
        LIST.format("menyebut terlalu banyak isi sekaligus"),
    ),
    "content of no kind": (
        listed(isi=[item(jenis="program")]),
        "kiriman ini berisi `program`, jenis isi yang tidak dikenal; yang dikenal: laporan, pengumuman, layanan, profil, halaman, data, pdf",
    ),
    "a file that is not there": (
        listed(isi=[item(foto=[PHOTO, "laporan/2026/b.jpg"])]),
        UNLIKE.format("laporan/2026/b.jpg", "tidak ada di dalam kiriman"),
    ),
    "a file that nothing names": (
        listed(isi=[item(foto=[])]),
        UNLIKE.format(PHOTO, "tidak ada isi yang menyebutnya"),
    ),
    "a file that is not listed": (
        lambda: package(berkas=manifest({TEXT: REPORT.encode()})["berkas"]),
        UNLIKE.format(PHOTO, "tidak ada dalam daftar"),
    ),
    "a photo exchanged": (changed_file, UNLIKE.format(PHOTO, "isinya berubah di jalan")),
    "a text changed on its way": (
        changed_bytes,
        UNREADABLE.format("berkasnya rusak atau terpotong"),
    ),
    "another length": (listed(**longer(1)), UNLIKE.format(PHOTO, "panjangnya berbeda")),
    "a check sum that is none": (
        listed(berkas=[{"nama": "a", "ukuran": 1, "sha256": "x"}]),
        LIST.format("ada `sha256` yang bukan sidik berkas"),
    ),
    # another unit's content, and content in the wrong place
    "another unit's report": (
        with_files({"content/kelurahan/sekeloa/laporan/x.md": b"# x"}),
        PLACE.format("content/kelurahan/sekeloa/laporan/x.md", "laporan"),
    ),
    "another unit's folder": (
        with_files({"kelurahan/sekeloa/laporan/x.md": b"# x"}),
        PLACE.format("kelurahan/sekeloa/laporan/x.md", "laporan"),
    ),
    "the city's settings": (
        with_files({"site.yml": b"nama: Lain"}, "profil"),
        PLACE.format("site.yml", "profil"),
    ),
    "the list of owners": (
        with_files({"data/pemilik.yml": b"kota: [x]"}, "data"),
        PLACE.format("data/pemilik.yml", "data"),
    ),
    "a report as data": (
        with_files({"laporan/x.md": b"# x"}, "data"),
        PLACE.format("laporan/x.md", "data"),
    ),
    "a profile as a report": (
        with_files({"unit.yml": b"alamat: x"}),
        PLACE.format("unit.yml", "laporan"),
    ),
    "a table beside a report": (
        with_files({TEXT: REPORT.encode(), "data/x.csv": b"a,b\n1,2"}),
        PLACE.format("data/x.csv", "laporan"),
    ),
    "a page for every report": (
        with_files({"laporan/index.md": b"# x"}),
        PLACE.format("laporan/index.md", "laporan"),
    ),
    "a folder that is no year": (
        with_files({"laporan/rahasia/x.md": b"# x"}),
        PLACE.format("laporan/rahasia/x.md", "laporan"),
    ),
    "a template": (
        with_files({"themes/kota/templates/x.html": b"x"}),
        PLACE.format("themes/kota/templates/x.html", "laporan"),
    ),
    "a photo as the text": (
        listed(isi=[item(berkas=PHOTO, foto=[TEXT])]),
        PLACE.format(PHOTO, "laporan"),
    ),
    "a drawing": (
        with_files({TEXT: REPORT.encode(), "laporan/2026/x.svg": b"<svg/>"}),
        PLACE.format("laporan/2026/x.svg", "laporan"),
    ),
    # files that are not what they say
    "an empty photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: b""}),
        WRONG.format(PHOTO, ".jpg", "kosong"),
    ),
    "an empty profile": (
        with_files({"unit.yml": b""}, "profil"),
        WRONG.format("unit.yml", ".yml", "kosong"),
    ),
    "a photo of one byte": (
        with_files({TEXT: REPORT.encode(), PHOTO: b"\xff"}),
        WRONG.format(PHOTO, ".jpg", "hal lain"),
    ),
    "an AVIF as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: bytes(4) + b"ftypavif" + bytes(99)}),
        WRONG.format(PHOTO, ".jpg", "AVIF"),
    ),
    "a TIFF as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: b"II*\0" + bytes(99)}),
        WRONG.format(PHOTO, ".jpg", "TIFF"),
    ),
    "a text in UTF-16": (
        with_files({TEXT: REPORT.encode("utf-16")}),
        WRONG.format(TEXT, ".md", "teks UTF-16, padahal yang dibaca UTF-8"),
    ),
    "a table in UTF-16": (
        with_files({"data/x.csv": "a,b\n1,2\n".encode("utf-16")}, "data"),
        WRONG.format("data/x.csv", ".csv", "teks UTF-16, padahal yang dibaca UTF-8"),
    ),
    "a program as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: b"MZ\x90" + bytes(99)}),
        WRONG.format(PHOTO, ".jpg", "EXE"),
    ),
    "a page as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: b"<html><script>"}),
        WRONG.format(PHOTO, ".jpg", "hal lain"),
    ),
    "a drawing as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: b"<svg onload='x'/>"}),
        WRONG.format(PHOTO, ".jpg", "hal lain"),
    ),
    "a GIF as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: b"GIF89a" + bytes(99)}),
        WRONG.format(PHOTO, ".jpg", "GIF"),
    ),
    "a film as a photo": (
        with_files({TEXT: REPORT.encode(), PHOTO: bytes(4) + b"ftypisom" + bytes(99)}),
        WRONG.format(PHOTO, ".jpg", "MP4"),
    ),
    "a zip within": (nested, WRONG.format(PHOTO, ".jpg", "ZIP")),
    "a PDF as a text": (with_files({TEXT: b"%PDF-1.7"}), WRONG.format(TEXT, ".md", "PDF")),
    "zeros as a text": (
        with_files({TEXT: b"---\n\0\0\n"}),
        WRONG.format(TEXT, ".md", "bukan teks"),
    ),
    "a page as a PDF": (
        with_files({TEXT: REPORT.encode(), "laporan/2026/x.pdf": b"<html>"}),
        WRONG.format("laporan/2026/x.pdf", ".pdf", "hal lain"),
    ),
    "a workbook": (
        with_files({"data/x.xlsx": zipped({"xl/vbaProject.bin": b"x"})}, "data"),
        WRONG.format("data/x.xlsx", ".xlsx", "buku kerja; lembarnya harus dikirim sebagai CSV"),
    ),
}


def swapped(old: str, new: str) -> bytes:
    """A package in which the list alone has another name for a file."""
    data = package()
    at = data.find(b"PK\x01\x02")
    return data[:at] + data[at:].replace(old.encode(), new.encode())


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = repository(tmp_path_factory.mktemp("kota") / "kota")
    made.git("config", "user.name", "Kominfo")
    made.git("config", "user.email", "kominfo@contoh.example")
    return made


def state(city: Repository) -> tuple[str, ...]:
    """All that a refusal must leave as it is: files, their bytes, and what git has."""
    tree = subprocess.run(("git", "add", "-An"), cwd=city.folder, capture_output=True, check=True)
    names = sorted(p.relative_to(city.folder).as_posix() for p in city.folder.rglob("*"))
    return (*names, city.git("rev-parse", "HEAD"), city.git("status", "--short"), str(tree.stdout))


def test_there_are_many_hostile_packages() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_package_is_answered_in_one_sentence_and_nothing_is_written(
    name: str, city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, sentence = CASES[name]
    file = tmp_path / "kiriman.zip"
    file.write_bytes(make())
    before = state(city)

    code = run(["receive", "--root", str(city.folder), "--yes", "--format", "pesan", str(file)])

    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "Kiriman Anda, kiriman.zip, tidak bisa diterima.",
        f"Sebabnya: {sentence}.".replace("`", '"'),
    ]
    assert said[2].startswith("Yang perlu dilakukan: ")
    assert code == 1
    assert state(city) == before
