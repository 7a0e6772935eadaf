"""Archives of many tables: what is in them, that they are the same each time, and what is refused."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as error_of_zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.engine import reduce
from sitegen.engine.copied import published_files
from sitegen.exports.bundles import contents
from sitegen.exports.zipped import zipped
from sitegen.pages import wording
from sitegen.pages.city import NotAtHand, PublishedFiles
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
dlh,skpd,Dinas LH,,,,aktif
"""


def table(unit: str, name: str, rows: str, licence: str = "CC BY 4.0") -> str:
    folder = f"content/skpd/{unit}/data/{name}"
    meta = (
        f"judul: Tabel {name}\ntopik: [kesehatan]\nsumber: {{nama: Buku {name}}}\n"
        f"lisensi: {licence}\ndiperbarui: 2025-03-01\n"
    )
    return f"-- {folder}.csv --\ntahun,jumlah\n{rows}-- {folder}.yml --\n{meta}"


CITY = (
    REGISTER
    + table("dinkes", "imunisasi", "2023,5\n2024,7\n")
    + table("dinkes", "kasus", "2023,1\n2024,2\n", "tidak-dinyatakan")
    + table("dlh", "udara", "2023,50\n2024,51\n")
)
UNIT = "data/unduh/unit-skpd-dinkes.zip"
TOPIC = "data/unduh/topik-kesehatan.zip"


@pytest.fixture
def made(city: Make) -> CityFolder:
    folder = city(CITY)
    folder.build()
    return folder


class BrokenArchiveError(Exception):
    """An archive that does not unpack whole, everywhere and the same each time."""


def members(body: bytes) -> dict[str, bytes]:
    """The files in an archive that unpacks whole, everywhere, and the same each time."""
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            if broken := archive.testzip():
                raise BrokenArchiveError(broken)
            infos = archive.infolist()
            found = {info.filename: archive.read(info) for info in infos}
    except (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
        struct.error,
        error_of_zlib,
    ) as error:
        raise BrokenArchiveError(str(error)) from error
    if min(info.header_offset for info in infos) != 0:
        raise BrokenArchiveError("something before it")
    for info in infos:
        if info.date_time != (1980, 1, 1, 0, 0, 0) or info.flag_bits & 1 or info.extra:
            raise BrokenArchiveError(info.filename)
        if not re.fullmatch(r"(?:[\w-]+/)*[\w.-]+", info.filename) or ".." in info.filename:
            raise BrokenArchiveError(info.filename)
    if len({name.casefold() for name in found}) != len(infos):
        raise BrokenArchiveError("twice")
    return found


def text(made: CityFolder, path: str, name: str) -> str:
    return members((made.output / path).read_bytes())[name].decode("utf-8-sig")


def test_an_archive_of_a_unit_has_its_tables_as_they_are_online(made: CityFolder) -> None:
    found = members((made.output / UNIT).read_bytes())
    names = [
        f"skpd-dinkes/{name}/{name}{ending}"
        for name in ("imunisasi", "kasus")
        for ending in (".csv", ".schema.json", ".csv-metadata.json")
    ]
    assert list(found)[:2] == ["BACA-SAYA.txt", "LISENSI.txt"]
    assert sorted(list(found)[2:]) == sorted(names)
    for name in names:
        online = f"skpd/dinkes/data/{name.partition('/')[2]}"
        assert found[name] == (made.output / online).read_bytes()


def test_an_archive_of_a_topic_has_the_tables_of_all_units(made: CityFolder) -> None:
    found = members((made.output / TOPIC).read_bytes())
    assert {name.split("/")[1] for name in found if "/" in name} == {"imunisasi", "kasus", "udara"}
    # Dinas LH has one table, which has its downloads on its page.
    assert not (made.output / "data/unduh/unit-skpd-dlh.zip").exists()


def test_the_text_inside_says_how_to_cite_each_table(made: CityFolder) -> None:
    told = text(made, UNIT, "BACA-SAYA.txt")
    assert told.startswith("Dinas Kesehatan - Kota Contoh\r\n=")
    assert (
        "Cara mengutip: Dinas Kesehatan. Tabel imunisasi. Kota Contoh, 2025. "
        "https://contoh.example/skpd/dinkes/data/imunisasi/" in told
    )
    assert "Sumber: Buku kasus\r\nLisensi: Tidak disebutkan oleh sumber" in told


def test_the_licences_are_told_with_the_tables_that_have_them(made: CityFolder) -> None:
    assert text(made, UNIT, "LISENSI.txt").split("\r\n\r\n")[1:3] == [
        (
            "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/deed.id\r\n"
            "- Tabel imunisasi (skpd-dinkes/imunisasi)"
        ),
        "Tidak disebutkan oleh sumber\r\n- Tabel kasus (skpd-dinkes/kasus)",
    ]


def test_sizes_stand_beside_the_links(made: CityFolder) -> None:
    page = made.read("/data/unduh/")
    size = (made.output / UNIT).stat().st_size
    assert f"ZIP, {round(size / 1000)} KB, 2 tabel" in page
    plain = sum(map(len, list(members((made.output / UNIT).read_bytes()).values())[2:]))
    assert f"(ZIP, isinya {round(plain / 1000)} KB)" in made.read("/data/unit/skpd-dinkes/")
    assert "/data/unduh/" in made.read("/data/")


def test_an_edit_writes_the_archives_of_its_table_alone_and_as_a_clean_build_does(
    made: CityFolder,
) -> None:
    made.write("content/skpd/dlh/data/udara.csv", "tahun,jumlah\n2023,50\n2024,52\n")
    result = made.build()
    assert result.published is not None
    written = {path for path in result.published.written if path.startswith("data/unduh/")}
    assert TOPIC in written
    assert UNIT not in written
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental


def test_an_archive_that_cannot_be_made_stays_with_its_size_and_comes_with_the_next_build(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made.files()
    rows = "tahun,jumlah\n" + "".join(f"{1000 + n},{n * n}\n" for n in range(900))
    made.write("content/skpd/dinkes/data/kasus.csv", rows)
    with monkeypatch.context() as patch:
        unreadable(patch, "udara.csv")
        made.build()
    after = made.files()
    assert after[TOPIC] == before[TOPIC]
    assert after[UNIT] != before[UNIT]
    assert told_sizes(made) == {TOPIC: len(after[TOPIC]), UNIT: len(after[UNIT])}
    made.build()
    now = made.files()
    assert now[TOPIC] != before[TOPIC]
    assert told_sizes(made) == {TOPIC: len(now[TOPIC]), UNIT: len(now[UNIT])}
    fresh = CityFolder(root=made.root, output=made.root.parent / "baru")
    fresh.build()
    assert fresh.files() == now
    made.build()
    assert made.files() == now


def test_an_archive_that_never_was_comes_to_its_page_with_the_build_that_makes_it(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(REGISTER + table("dlh", "udara", "2023,50\n"))
    made.build()
    for name in ("imunisasi", "kasus"):
        folder = f"content/skpd/dinkes/data/{name}"
        made.write(f"{folder}.csv", "tahun,jumlah\n2023,5\n")
        made.write(f"{folder}.yml", f"judul: Tabel {name}\ntopik: [kesehatan]\n")
    with monkeypatch.context() as patch:
        unreadable(patch, "udara.csv")
        made.build()
    assert TOPIC not in made.files()
    assert set(told_sizes(made)) == {UNIT}
    made.build()
    assert set(told_sizes(made)) == {UNIT, TOPIC}


def unreadable(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let no file of this name be read that others are made from."""

    def published(*given: Any) -> PublishedFiles:
        files = published_files(*given)

        def read(url: str, digest: str) -> bytes:
            if url.endswith(f"/{name}"):
                raise NotAtHand(url)
            return files.read(url, digest)

        return PublishedFiles(read=read)

    patch.setattr(reduce, "published_files", published)


def told_sizes(made: CityFolder) -> dict[str, int]:
    """The size that the page of archives tells of each, as that of its file in these words."""
    page = made.read("/data/unduh/")
    sizes = {name: len(body) for name, body in made.files().items() if name.endswith(".zip")}
    found = dict(re.findall(r'href="/(data/unduh/[^"]+[.]zip)".*?>ZIP, (.+? [KM]?B),', page))
    return {
        name: sizes[name] for name, text in found.items() if text == wording.size(sizes[name], "id")
    }


def test_a_change_of_a_text_alone_leaves_the_archives(made: CityFolder) -> None:
    made.write("content/skpd/dlh/laporan/2026-11-03-apel.md", "---\njudul: Apel\n---\nApel pagi.\n")
    result = made.build()
    assert result.published is not None
    assert [p for p in result.published.written if p.startswith("data/unduh/")] == []


def test_what_is_held_back_is_in_no_archive_and_the_version_before_it_says_so(
    made: CityFolder,
) -> None:
    path = "content/skpd/dinkes/data/kasus.csv"
    made.write(path, "tahun,nik\n2023,3273010101800001\n")
    assert made.build().held_back == (path,)
    found = members((made.output / UNIT).read_bytes())
    assert found["skpd-dinkes/kasus/kasus.csv"] == b"tahun,jumlah\n2023,1\n2024,2\n"
    assert not any(b"3273010101800001" in body for body in found.values())
    assert "Versi barunya sedang diperbaiki" in text(made, UNIT, "BACA-SAYA.txt")


def test_many_large_tables_are_several_archives(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(CITY)
    monkeypatch.setattr(contents, "MOST_BYTES", 1000)
    made.build()
    first, second = (
        text(made, f"data/unduh/unit-skpd-dinkes{ending}.zip", "BACA-SAYA.txt")
        for ending in ("", "-2")
    )
    assert re.search("Bagian 1 dari 2.*Tabel imunisasi", first, re.DOTALL)
    assert re.search("Bagian 2 dari 2.*Tabel kasus", second, re.DOTALL)
    page = made.read("/data/unduh/")
    assert "Dinas Kesehatan, bagian 2 dari 2" in page
    assert all(f'href="/{path}"' in page for path in made.files() if path.endswith(".zip"))


NAMES = st.text("abcXYZ-_.", min_size=1, max_size=8).filter(lambda name: set(name) - {"."})


@given(st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.binary()))
def test_the_same_files_are_the_same_archive(files: dict[str, bytes]) -> None:
    pairs = list(files.items())
    if len({name.casefold() for name in files}) < len(files):
        with pytest.raises(ValueError, match=r"."):
            zipped(pairs)
        return
    body = zipped(pairs)
    assert body == zipped(pairs)
    with ZipFile(io.BytesIO(body)) as archive:
        assert {info.filename: archive.read(info) for info in archive.infolist()} == files


@pytest.mark.parametrize(
    "name", ["", "/a", "a//b", "../a", "a/../b", "a/./b", "a\\b", "a/", "..", "."]
)
def test_a_path_that_leaves_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        zipped([(name, b"x")])


def another(name: str = "a.txt", when: tuple[int, ...] = (1980, 1, 1, 0, 0, 0)) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(ZipInfo(name, when), b"x" * 40)  # type: ignore[arg-type]
    return stream.getvalue()


GOOD = zipped([("a.txt", b"x" * 4000), ("b/c.csv", b"1,2\n" * 400)])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>", id="no archive"),
        pytest.param(GOOD[:-30], id="cut at its end"),
        pytest.param(GOOD[10:], id="cut at its start"),
        pytest.param(GOOD.replace(b"a.txt", b"../..", 1), id="two names for one file"),
        pytest.param(GOOD[:40] + bytes([GOOD[40] ^ 255]) + GOOD[41:], id="a byte changed"),
        pytest.param(another(when=(2026, 11, 21, 10, 0, 0)), id="the time of making"),
        pytest.param(another("../a.txt"), id="leads out"),
        pytest.param(another("/etc/passwd"), id="from the root"),
        pytest.param(another("C:\\a.txt"), id="of a drive"),
        pytest.param(zipped([("a", b"1")])[:22] + GOOD, id="something before it"),
    ],
)
def test_a_broken_archive_is_found_out(body: bytes) -> None:
    with pytest.raises(BrokenArchiveError):
        members(body)
    assert set(members(GOOD)) == {"a.txt", "b/c.csv"}
