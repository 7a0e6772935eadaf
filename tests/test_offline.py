"""A unit's year as a copy that opens from disk."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.cli.main import run
from sitegen.exports.offline.links import sheet_with_links, with_links
from tests.conftest import CityFolder
from tests.test_bundles import members

Make = Callable[[str], CityFolder]


def report(day: str, title: str, text: str) -> str:
    path = f"content/kelurahan/dago/laporan/{day}-{title.lower()}.md"
    return f"-- {path} --\n---\njudul: {title}\n---\n{text}\n"


CITY = (
    report(
        "2026-11-03",
        "Posyandu",
        "Lihat [senam](2025-10-04-senam.md) dan [apel](2026-10-01-apel.md#awal).",
    )
    + report("2026-10-01", "Apel", "Pembuka.\n\n## Awal\n\nIsi & lain <dua>.")
    + report("2025-10-04", "Senam", "Isi.")
    + "-- content/kelurahan/dago/halaman/profil.md --\n---\njudul: Profil\n---\nTentang.\n"
    + "-- content/kelurahan/dago/data/warga.csv --\ntahun,jumlah\n2024,1\n2025,2\n2026,3\n"
)
TOP = "kelurahan-dago-2026/"


def exported(made: CityFolder, tmp_path: Path, *more: str, year: str = "2026") -> bytes:
    target = tmp_path / "salinan.zip"
    given = ("export", "dago", year, "--to", str(target))
    assert run([*given, "--root", str(made.root), "--output", str(made.output), *more]) == 0
    return target.read_bytes()


@pytest.fixture
def made(city: Make) -> CityFolder:
    folder = city(CITY)
    folder.build()
    return folder


def links(page: bytes) -> list[str]:
    return re.findall(r'(?:href|src|action)="([^"]*)"', page.decode())


def test_the_copy_has_the_year_and_the_pages_of_the_unit_and_nothing_of_other_years(
    made: CityFolder, tmp_path: Path
) -> None:
    found = members(exported(made, tmp_path))
    pages = {name.removeprefix(TOP) for name in found if name.endswith(".html")}
    assert {
        *("index.html", "halaman/profil/index.html", "laporan/index.html"),
        *("laporan/2026/index.html", "laporan/2026/11/posyandu/index.html"),
        *("laporan/2026/10/apel/index.html", "data/warga/index.html"),
    } <= pages
    assert not any("2025" in page or page.startswith("layar/") for page in pages)
    assert (
        found[f"{TOP}data/warga/warga.csv"] == made.files()["kelurahan/dago/data/warga/warga.csv"]
    )
    assert all(name.startswith(TOP) for name in found)


def test_every_relative_address_leads_to_a_file_of_the_copy_and_all_others_to_the_live_site(
    made: CityFolder, tmp_path: Path
) -> None:
    found = members(exported(made, tmp_path))
    checked = 0
    for name, body in found.items():
        if not name.endswith(".html"):
            continue
        for link in links(body):
            if link.startswith("#"):
                continue
            if re.match(r"[a-z]+:", link):
                assert link.startswith(("https://", "mailto:", "tel:")), (name, link)
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), link.partition("#")[0])
            )
            assert target in found, (name, link)
            checked += 1
    assert checked > 100
    post = links(found[f"{TOP}laporan/2026/11/posyandu/index.html"])
    assert "../../10/apel/index.html#isi-awal" in post
    assert "https://contoh.example/kelurahan/dago/laporan/2025/10/senam/" in post


def test_no_script_is_left_and_the_policy_allows_none(made: CityFolder, tmp_path: Path) -> None:
    found = members(exported(made, tmp_path))
    for name, body in found.items():
        if name.endswith(".html"):
            assert b"<script" not in body, name
            assert body.count(b"script-src &#x27;none&#x27;") == 1, name
    assert not any(name.endswith(".js") for name in found)


def test_words_are_copied_as_they_are(made: CityFolder, tmp_path: Path) -> None:
    page = members(exported(made, tmp_path))[f"{TOP}laporan/2026/10/apel/index.html"].decode()
    online = made.read("/kelurahan/dago/laporan/2026/10/apel/")
    assert "Isi &amp; lain" in page
    prose = re.compile(r'<div class="prose.*?</div>', re.DOTALL)
    assert prose.findall(page) == prose.findall(online) != []


def test_the_same_site_is_the_same_copy(made: CityFolder, tmp_path: Path) -> None:
    first = exported(made, tmp_path)
    made.build(force=True)
    assert exported(made, tmp_path) == first


def test_a_site_in_a_folder_of_its_host_leads_there(city: Make, tmp_path: Path) -> None:
    made = city(CITY)
    settings = (made.root / "site.yml").read_text(encoding="utf-8")
    made.write("site.yml", settings.replace("https://contoh.example", "https://kota.example/desa"))
    made.build()
    post = members(exported(made, tmp_path))[f"{TOP}laporan/2026/11/posyandu/index.html"]
    assert "https://kota.example/desa/kelurahan/dago/laporan/2025/10/senam/" in links(post)
    assert "../../10/apel/index.html#isi-awal" in links(post)


def test_a_text_says_what_it_is_and_how_to_cite_it(made: CityFolder, tmp_path: Path) -> None:
    text = members(exported(made, tmp_path))[f"{TOP}BACA-SAYA.txt"].decode("utf-8-sig")
    assert text.startswith("Kelurahan Dago, 2026\r\n\r\nBuka index.html")
    assert "Kelurahan Dago. Kota Contoh, 2026. https://contoh.example/kelurahan/dago/" in text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("dago", "1999"), "`kelurahan/dago` tidak punya laporan tahun 1999; yang ada: 2025, 2026"),
        (("sekeloa", "2026"), "`kelurahan/sekeloa` tidak punya laporan tahun 2026; yang ada: -"),
        (("dago", "2026", "--output", "kosong"), "folder keluaran tidak memuat halaman"),
        (("dago", "2026", "--to", "tidak/ada/x.zip"), "x.zip tidak bisa ditulis"),
        (("dagoo", "2026"), "dagoo"),
    ],
)
def test_what_cannot_be_copied_is_told_and_nothing_is_written(
    made: CityFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: tuple[str, ...],
    told: str,
) -> None:
    (tmp_path / "di-sini").mkdir()
    monkeypatch.chdir(tmp_path / "di-sini")
    output = () if "--output" in given else ("--output", str(made.output))
    assert run(["export", *given, "--root", str(made.root), *output]) == 2
    printed = capsys.readouterr()
    assert told in printed.out + printed.err
    assert list((tmp_path / "di-sini").iterdir()) == []


def test_a_copy_that_fails_leaves_the_one_before(
    made: CityFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exported(made, tmp_path)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sitegen.exports.zipped.write_zip", full)
    target = tmp_path / "salinan.zip"
    given = ("export", "dago", "2026", "--to", str(target))
    assert run([*given, "--root", str(made.root), "--output", str(made.output)]) == 2
    assert target.read_bytes() == first
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_link_out_of_the_output_folder_brings_nothing_in(
    made: CityFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "rahasia.html"
    secret.write_text("<p>rahasia</p>", encoding="utf-8")
    page = made.output / "kelurahan/dago/halaman/profil/index.html"
    page.unlink()
    page.symlink_to(secret)
    with ZipFile(io.BytesIO(exported(made, tmp_path))) as archive:
        assert not any(b"rahasia" in archive.read(name) for name in archive.namelist())


def same(address: str, needed: bool) -> str:
    del needed
    return address


@given(st.text(st.sampled_from("abc &;<>\"'=/\n!-"), max_size=60))
def test_a_page_without_addresses_is_not_changed(text: str) -> None:
    from markupsafe import escape

    page = f'<!DOCTYPE html>\n<p title="{escape(text)}">{escape(text)}<br><b>x</b></p>\n'
    assert with_links(page, same) == page


@pytest.mark.parametrize(
    ("given", "made_of_it"),
    [
        ("<a href=/a>x</a>", '<a href="[/a]">x</a>'),
        ("<a class='href' href='/a?b=1&amp;c=2'>x</a>", "<a class='href' href=\"[/a?b=1&amp;c=2]\">x</a>"),
        ('<img srcset="/a 1x, /b 2x" src="/c">', '<img srcset="[/a] 1x, [/b] 2x" src="[/c]">'),
        ('<svg viewBox="0 0 1 1"><use xlink:href="#a"/></svg>', '<svg viewBox="0 0 1 1"><use xlink:href="[#a]"/></svg>'),
        ('<script src="/x.js"></script><p>a', "<p>a"),
        ("<script>if (a < b) {}</script>b", "b"),
        ("<noscript><p>tanpa</p></noscript>", "<p>tanpa</p>"),
        ('<link rel="alternate" href="/feed.xml">', ""),
        ('<link rel="canonical" href="https://k/">', '<link rel="canonical" href="https://k/">'),
        ("<!-- a --><p>b", "<p>b"),
    ],
)  # fmt: skip
def test_addresses_are_changed_wherever_they_stand(given: str, made_of_it: str) -> None:
    assert with_links(given, lambda address, _: f"[{address}]") == made_of_it


def test_sheets_lead_to_files_beside_them() -> None:
    sheet = "a{background:url(/x.png)}b{src:url('/y.woff2')}c{color:red}"
    expected = 'a{background:url("[/x.png]")}b{src:url("[/y.woff2]")}c{color:red}'
    assert sheet_with_links(sheet, lambda address, _: f"[{address}]") == expected
