"""Kinds of units are the city's: in site.yml, in the register, on pages and on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sitegen.city.config import Config, parse_config
from sitegen.city.register import parse_register
from sitegen.cli.main import run
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.errors import ConfigError
from sitegen.model import UnitKind
from sitegen.serve.lead import page_of_saved
from tests.conftest import NOW, SITE, CityFolder, told
from tests.sample import REPOSITORY

Make = Callable[[str], CityFolder]
HEADER = "id,jenis,nama,kode_wilayah,induk\n"
KINDS = """\
jenis_unit:
  skpd: {nama: Perangkat Daerah, singkat: OPD}
  desa: {}
  puskesmas: {nama: Puskesmas, warna: hijau, ritme: bulanan, induk: [skpd]}
"""
REGISTER = f"""{HEADER}\
dinkes,skpd,Dinas Kesehatan,,
cilengkrang,kecamatan,Cilengkrang,32.04.29,
cipanjalu,desa,Cipanjalu,32.04.29.2001,cilengkrang
jatiendah,desa,Jatiendah,32.04.29.2004,cilengkrang
pasir-jati,kelurahan,Pasir Jati,32.04.29.1003,cilengkrang
mekar,puskesmas,Puskesmas Mekar,,dinkes
sehat,puskesmas,Puskesmas Sehat,,dinkes
"""
REPORT = """\
-- content/puskesmas/mekar/laporan/2026/2026-11-20-imunisasi.md --
---
judul: Imunisasi di RW 03
tanggal: 2026-11-20
jenis: layanan
---
Delapan puluh balita.
"""
CITY = f"-- site.yml --\n{SITE}{KINDS}-- data/units.csv --\n{REGISTER}{REPORT}"


def config(text: str) -> Config:
    return parse_config((SITE + text).encode(), "site.yml")


def kind(text: str, name: str) -> UnitKind:
    return next(each for each in config(text).unit_kinds if each.name == name)


def refused(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config(text)
    return [told(problem) for problem in caught.value.problems]


def wrong_rows(rows: str, kinds: str = KINDS) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_register((HEADER + rows).encode(), "u.csv", config(kinds).unit_kinds)
    return [told(problem) for problem in caught.value.problems]


def test_no_module_but_one_compares_kinds_by_name() -> None:
    words = "skpd|kecamatan|kelurahan"
    named = re.compile(rf"""\bkind(?:\.name)? (?:==|!=|in|not in) [({{]?["'](?:{words})\b""")
    modules = (REPOSITORY / "sitegen").rglob("*.py")
    assert [path.name for path in modules if named.search(path.read_text(encoding="utf-8"))] == []


def test_a_city_that_says_nothing_has_three_kinds() -> None:
    assert [each.name for each in config("").unit_kinds] == ["skpd", "kecamatan", "kelurahan"]


def test_well_known_kinds_need_no_more_than_their_name() -> None:
    given = "jenis_unit: {desa: {}, puskesmas: , uptd: Unit Pelaksana Teknis, balai-warga: {}}\n"
    desa, puskesmas = kind(given, "desa"), kind(given, "puskesmas")
    assert (desa.label, desa.level, desa.village, desa.parents) == (
        *("Desa", "kelurahan", True),
        ("kecamatan",),
    )
    assert (puskesmas.label, puskesmas.level) == ("Puskesmas", "dinas")
    assert kind(given, "uptd").plural == "Unit Pelaksana Teknis"
    assert kind(given, "balai-warga").label == "Balai warga"


def test_built_in_kinds_get_other_words_and_keep_the_rest() -> None:
    found = kind(KINDS, "skpd")
    assert (found.label, found.plural, found.short) == (*["Perangkat Daerah"] * 2, "OPD")
    assert found.level == "dinas"
    assert kind("jenis_unit: {kecamatan: {ritme: bulanan}}\n", "kecamatan").label == "Kecamatan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("layanan: {}", "[U051] `layanan` cannot be a kind of unit: the address `/layanan/`"),
        ("Rumah Sakit: {}", "[S007]"),
        ("kelurahan: {tingkat: desa}", "[U053] `kelurahan` is of the level `kelurahan`, and not"),
        ("desa: {induk: [skpd]}", "[U052] no desa can stand below a `skpd`"),
        ("kecamatan: {induk: [skpd]}", "[U052] no kecamatan can stand below a `skpd`"),
        ("uptd: {induk: [dins]}", "[U052] no uptd can stand below a `dins`"),
        ("uptd: {warna: pink}", "[F022] `warna: pink`"),
        ("uptd: {rime: bulanan}", "[F006]"),
        ("uptd: [a]", "[F023]"),
    ],
)
def test_what_no_kind_can_be_is_told_with_its_line(text: str, expected: str) -> None:
    (found,) = refused(f"jenis_unit:\n  {text}\n")
    line = (SITE + "jenis_unit:\n").count("\n") + 1
    assert found.startswith(f"site.yml:{line}:")
    assert expected in found


def test_the_message_of_a_taken_name_lists_all_that_are_taken() -> None:
    (found,) = refused("jenis_unit: {data: {}}\n")
    assert "choose another name, such as `unit-data`" in found
    assert "agenda, anggaran, angka, api, arsip, aset, bandingkan, cari, data," in found


def test_all_mistakes_of_all_kinds_are_told_at_once() -> None:
    found = refused("jenis_unit:\n  data: {}\n  topik: {}\n  desa: {induk: [skpd]}\n")
    assert [re.findall(r"\[(\w+)\]", each) for each in found] == [["U051"], ["U051"], ["U052"]]


def test_notices_of_own_kinds_may_stand_on_the_home_page() -> None:
    found = config("jenis_unit: {desa: {}}\npengumuman_beranda: [desa, skpd]\n")
    assert found.home_notices == ("desa", "skpd")
    assert "[F022]" in refused("pengumuman_beranda: [desa]\n")[0]


def test_units_of_own_kinds_know_the_unit_above_them() -> None:
    found = parse_register(REGISTER.encode(), "u.csv", config(KINDS).unit_kinds)
    parents = {entry.key: entry.parent for entry in found.entries}
    assert parents["puskesmas/mekar"] == "skpd/dinkes"
    assert parents["desa/cipanjalu"] == "kecamatan/cilengkrang"
    levels = [entry.level for entry in found.entries]
    assert levels.count("kelurahan") == 3


def test_a_unit_above_is_named_with_its_kind_where_two_share_an_id() -> None:
    rows = "mekar,skpd,Badan Mekar,,\nmekar,kecamatan,Mekar,32.04.29,\na,uptd,A,,kecamatan/mekar\n"
    found = parse_register(
        (HEADER + rows).encode(), "u", config("jenis_unit: {uptd: {}}\n").unit_kinds
    )
    assert found.entries[2].parent == "kecamatan/mekar"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a,kelurahan,A,32.04.29.2005,k", "the code `32.04.29.2005` is that of a desa, and A is a kelurahan"),
        ("a,desa,A,32.04.29.1005,k", "the code `32.04.29.1005` is that of a kelurahan, and A is a desa"),
        ("a,desa,A,32.04,k", "[U007] `32.04` is no Kemendagri code of a desa = write it such as `32.73.02.2004`"),
        ("a,desa,A,32.04.29.2005,", "[U011] A belongs to no kecamatan of the register: `induk` is empty"),
        ("a,puskesmas,A,,k", "[U011] A belongs to no skpd of the register: `induk: k`"),
        ("a,sekolah,A,,", "[U004] `sekolah` is no kind of unit; the kinds are skpd, kecamatan, kelurahan, desa"),
    ],
)  # fmt: skip
def test_rows_are_judged_by_their_kind(row: str, expected: str) -> None:
    (found,) = wrong_rows(f"k,kecamatan,K,32.04.29,\n{row}\n")
    assert expected in found


def test_without_a_kind_for_villages_a_kelurahan_may_have_their_codes() -> None:
    rows = "k,kecamatan,K,32.04.29,\na,kelurahan,A,32.04.29.2005,k\n"
    assert len(parse_register((HEADER + rows).encode(), "u.csv").entries) == 2


def test_pages_of_own_kinds_are_made_listed_and_linked(city: Make) -> None:
    folder = city(CITY)
    result = folder.build()
    assert [told(problem) for problem in result.problems] == []
    unit, directory = folder.read("/puskesmas/mekar/"), folder.read("/puskesmas/")
    assert "<h1>Puskesmas Mekar</h1>" in unit
    assert 'class="monogram m-hijau"' in unit
    assert '<a href="/skpd/dinkes/">Dinas Kesehatan</a>' in unit
    assert 'href="/puskesmas/sehat/"' in directory
    assert '<a href="/puskesmas/mekar/">' in folder.read("/skpd/dinkes/")
    assert "<h2>Desa</h2>" in folder.read("/kecamatan/cilengkrang/")
    assert "<h1>Desa Cipanjalu</h1>" in folder.read("/desa/cipanjalu/")
    assert "Perangkat Daerah" in folder.read("/skpd/")
    assert "Imunisasi di RW 03" in folder.read("/arsip/2026/11/20/")
    assert "/puskesmas/mekar/sitemap.xml" in folder.read("sitemap.xml")
    assert "/desa/</loc>" in folder.read("sitemap-kota.xml")
    assert "Imunisasi" in folder.read("/puskesmas/mekar/feed.xml")
    assert 'href="/desa/"' in folder.read("404.html")


def test_however_many_kinds_there_are_the_header_has_what_people_come_for(city: Make) -> None:
    folder = city(CITY)
    folder.build()
    header = folder.read("/").partition("</header>")[0]
    assert re.findall(r"<li><a [^>]*>([^<]*)</a>", header) == ["Layanan", "Kabar", "Data", "Unit"]


def test_the_page_of_all_units_has_each_kind_with_its_number_and_its_units(city: Make) -> None:
    folder = city(CITY)
    folder.build()
    page = folder.read("/unit/")
    found = re.findall(r'<li><a href="/([a-z]+)/"><strong>(\d+)</strong> <span>([^<]+)', page)
    assert [kind for kind, _, _ in found] == ["skpd", "kecamatan", "kelurahan", "desa", "puskesmas"]
    assert ("skpd", "1", "OPD") in found
    assert '<a href="/puskesmas/mekar/">' in page


def test_a_register_without_units_drops_them_from_the_header(city: Make) -> None:
    folder = city(f"-- data/units.csv --\n{HEADER}")
    folder.build()
    assert 'href="/unit/"' not in folder.read("/")


def test_a_kind_without_units_is_not_on_the_page_of_all_units(city: Make) -> None:
    folder = city(f"-- data/units.csv --\n{HEADER}dinkes,skpd,Dinas Kesehatan,,\n")
    folder.build()
    assert 'href="/kelurahan/"' not in folder.read("/unit/")
    assert 'href="/kelurahan/"' not in folder.read("/")
    assert (folder.output / "kelurahan/index.html").exists()


def test_a_kind_that_left_the_settings_is_told_and_stays_online(city: Make) -> None:
    folder = city(CITY)
    folder.build()
    folder.write("site.yml", SITE + KINDS.replace("puskesmas", "uptd"))
    rows = [row for row in REGISTER.split("\n") if ",puskesmas," not in row]
    folder.write("data/units.csv", "\n".join(rows))
    found = [told(problem) for problem in folder.build().problems]
    assert any("content/puskesmas: [U012]" in each and "jenis_unit" in each for each in found)
    assert "Imunisasi" in folder.read("/puskesmas/mekar/laporan/2026/11/imunisasi/")


def test_the_pages_of_a_kind_that_is_gone_count_as_vanishing(city: Make) -> None:
    folder = city(CITY)
    folder.build()
    folder.write("site.yml", SITE + KINDS.replace("puskesmas", "uptd"))
    rows = [row for row in REGISTER.split("\n") if ",puskesmas," not in row]
    folder.write("data/units.csv", "\n".join(rows))
    for path in sorted((folder.root / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    codes = [problem.code for problem in folder.build(allow_removal=False, strict=True).problems]
    assert "S041" in codes or "S042" in codes


def test_old_addresses_cannot_take_the_place_of_a_kind(city: Make) -> None:
    folder = city(CITY.replace("jenis: layanan\n", "jenis: layanan\nalias: [/desa/lama/]\n"))
    assert [problem.code for problem in folder.build(write=False).problems] == ["M009"]


def test_files_of_own_kinds_are_explained_and_followed(city: Make) -> None:
    folder = city(CITY)
    folder.build()
    path = "content/puskesmas/mekar/laporan/2026/2026-11-20-imunisasi.md"
    options = Options(root=folder.root, output=folder.output, clock=NOW)
    assert inquire(options, path, folder.root).unit == "puskesmas/mekar"
    saved = str(folder.root / path)
    url = "/puskesmas/mekar/laporan/2026/11/imunisasi/"
    assert page_of_saved(folder.root, folder.output, saved) == url
    other = folder.write("content/lain/x/unit.yml", "")
    assert page_of_saved(folder.root, folder.output, str(other)) == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--kind", "puskesmas"], ["puskesmas/mekar", "puskesmas/sehat"]),
        (["--parent", "dinkes"], ["puskesmas/mekar", "puskesmas/sehat"]),
        (["--kind", "desa", "--parent", "cilengkrang"], ["desa/cipanjalu", "desa/jatiendah"]),
        (["--late"], ["puskesmas/sehat"]),
    ],
)
def test_lists_know_own_kinds(
    arguments: list[str], expected: list[str], city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    root = ["--root", str(folder.root), "--clock", "2026-11-21"]
    assert run(["list", "unit", *root, *arguments]) == 0
    lines = capsys.readouterr().out.strip().split("\n")[1:]
    assert [line.split("\t")[0] for line in lines] == expected


def test_a_list_of_a_kind_that_is_none_names_those_that_are(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    assert run(["list", "unit", "--root", str(folder.root), "--kind", "puskesma"]) == 2
    text = capsys.readouterr().err
    assert "S021" in text
    assert "`puskesmas`" in text


def test_a_new_unit_may_be_of_an_own_kind(city: Make) -> None:
    folder = city(CITY)
    more = ["--name", "Puskesmas Baru", "--parent", "dinkes", "--root", str(folder.root)]
    assert run(["new", "unit", "puskesmas/baru", *more]) == 0
    assert "baru,puskesmas,Puskesmas Baru,,dinkes" in (folder.root / "data/units.csv").read_text()
    assert [told(problem) for problem in folder.build(write=False).problems] == []


def test_notices_of_an_office_stand_on_the_page_of_the_agency_above_it(city: Make) -> None:
    notice = "jenis: pengumuman\npenting: ya\nsampai: 2026-12-01\n"
    folder = city(CITY.replace("jenis: layanan\n", notice))
    folder.build()
    assert "Imunisasi di RW 03" in folder.read("/skpd/dinkes/")
    assert "Imunisasi di RW 03" in folder.read("/pengumuman/")
    assert 'class="urgent"' not in folder.read("/")


def test_a_unit_with_very_many_below_it_leads_to_their_directory(city: Make) -> None:
    rows = "".join(f"s{n},puskesmas,Puskesmas {n},,dinkes\n" for n in range(70))
    folder = city(CITY.replace("mekar,puskesmas", f"{rows}mekar,puskesmas"))
    folder.build()
    page = folder.read("/skpd/dinkes/")
    assert '<h2><a href="/puskesmas/">Puskesmas</a></h2>' in page
    assert "/puskesmas/s5/" not in page
