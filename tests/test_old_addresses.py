"""Addresses of an older system: what their list may say, and what hosts and pages make of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.address import Address
from sitegen.city.old_addresses import (
    CIRCLE,
    FORM,
    HOST,
    LONG,
    PARAMETERS,
    TARGET,
    TWICE,
    parse_old_addresses,
)
from sitegen.exports.redirects import caddy, netlify, nginx
from sitegen.portal.old_addresses import leading_page
from sitegen.portal.products import reserved_names
from tests.conftest import CityFolder

SITE = Address("https://kota.example")
BELOW = Address("https://kota.example/terbuka")
NAMES = reserved_names()
HEAD = "lama,baru\n"
LISTED = """\
-- data/alamat-lama.csv --
lama,baru
/kel-dago.html,/kelurahan/dago/
/index.php/dago,/kelurahan/dago/
/berita/Profil_Dago,/kelurahan/dago/
/?p=12,/kelurahan/dago/
/Kelurahan/Dago/,/kelurahan/dago/
"""


def parsed(rows: str, address: Address = SITE) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The targets by old address, and the codes and reasons of problems."""
    olds, problems = parse_old_addresses((HEAD + rows).encode(), address)
    found = {}
    for old in olds:
        asked = "&".join(map("=".join, old.parameters))
        found[old.path + (f"?{asked}" if asked else "")] = old.target
    return found, [(p.code, dict(p.params).get("reason", "")) for p in problems]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("/kel-dago.html", "/kel-dago.html"),
        ("/?p=12", "/?p=12"),
        ("/index.php?id=3&Itemid=9", "/index.php?Itemid=9&id=3"),
        ("/index.php/dago", "/index.php/dago"),
        ("/berita/Profil_Dago", "/berita/Profil_Dago"),
        ("/unggah/Profil%20Dago.pdf", "/unggah/Profil Dago.pdf"),
        ("/unggah/Profil Dago.pdf", "/unggah/Profil Dago.pdf"),
        ("/caf%C3%A9/", "/café/"),
        ("https://KOTA.example/lama", "/lama"),
        ("https://kota.example", "/"),
        ("/artikel?id=12:judul-berita", "/artikel?id=12:judul-berita"),
    ],
)
def test_an_old_address_is_known_by_its_decoded_path_and_its_parameters(
    typed: str, known: str
) -> None:
    assert parsed(f'"{typed}",/kelurahan/dago/') == ({known: "/kelurahan/dago/"}, [])


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("kel-dago.html", FORM),
        ("", FORM),
        ("/a//b", FORM),
        ("/a/../b", FORM),
        ("/a%2f..", FORM),
        ("/a{b}", FORM),
        ("/a$b", FORM),
        ("/a;}%22", FORM),
        ("/a%0Ab", FORM),
        ("/%FF", FORM),
        ("/a/*", FORM),
        ("/a#b", FORM),
        ("/a?b", PARAMETERS),
        ("/?", PARAMETERS),
        ("/?p=1&p=2", PARAMETERS),
        ("/?a=1&b=2&c=3&d=4&e=5", PARAMETERS),
        ("/?p=$x", PARAMETERS),
        ("/?p-q=1", PARAMETERS),
        ("https://lain.example/a", HOST),
        ("/" + "a" * 400, LONG),
    ],
)
def test_an_address_that_cannot_be_an_old_one_is_refused(typed: str, reason: str) -> None:
    assert parsed(f'"{typed}",/kelurahan/dago/') == ({}, [("S051", reason)])


@pytest.mark.parametrize(
    "target", ["kelurahan/dago", "//lain.example/", "javascript:alert(1)", "/a b", "/a\\b", ""]
)
def test_a_new_address_is_a_path_or_begins_with_http(target: str) -> None:
    assert parsed(f'/a,"{target}"') == ({}, [("S052", TARGET)])


def test_an_own_address_in_full_is_a_path_and_a_foreign_one_is_written_safely() -> None:
    assert parsed("/a,https://kota.example/skpd/\n/b,https://lain.example/${x}\n") == (
        {"/a": "/skpd/", "/b": "https://lain.example/%24%7Bx%7D"},
        [],
    )


def test_old_addresses_that_follow_each_other_lead_to_the_end() -> None:
    found, problems = parsed("/a,/b\n/b,/c.html#x\n/c.html,/skpd/\n")
    assert set(found.values()) == {"/skpd/"}
    assert problems == []


def test_a_circle_leads_nowhere_and_nor_does_what_leads_into_it() -> None:
    found, problems = parsed("/a,/b\n/b,/a\n/c,/c\n/d,/a\n/e,/skpd/\n")
    assert found == {"/e": "/skpd/"}
    assert problems == [("S051", CIRCLE)] * 4


def test_rows_that_contradict_each_other_are_told_and_equal_ones_are_not() -> None:
    found, problems = parsed("/a,/skpd/\n/a,/skpd/\n/a,/kelurahan/\n")
    assert found == {"/a": "/skpd/"}
    assert problems == [("S051", TWICE)]


def test_the_list_may_have_semicolons_and_needs_both_columns() -> None:
    olds, problems = parse_old_addresses(b"\xef\xbb\xbfbaru;lama;catatan\n/skpd/;/a;x\n", SITE)
    assert ([old.path for old in olds], problems) == (["/a"], ())
    olds, problems = parse_old_addresses(b"lama,ke\n/a,/b\n", SITE)
    assert (olds, [(p.code, p.params) for p in problems]) == ((), [("S050", (("reason", "baru"),))])


def test_personal_data_in_an_address_are_masked_and_published_nowhere() -> None:
    olds, problems = parse_old_addresses(b"lama,baru\n/warga/3273010101900001,/skpd/\n", SITE)
    assert olds == ()
    assert [p.code for p in problems] == ["P001"]
    assert "3273010101900001" not in repr(problems)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/kel-dago.html", "/kel-dago.html"),
        ("/kel-dago", "/kel-dago/"),
        ("/kel-dago/", "/kel-dago/"),
        ("/index.php/dago", "/index.php/dago/"),
        ("/berita/Profil_Dago.HTM", "/berita/Profil_Dago.HTM"),
        ("/index.php", ""),
        ("/?p=1", ""),
        ("/unggah/profil.pdf", ""),
        ("/kelurahan/dago.html", ""),
        ("/Kelurahan/Dago/", ""),
        ("/data/lama.html", ""),
        ("/_headers/", ""),
        ("/.git/", ""),
        ("/CNAME", ""),
        ("/404.html", ""),
        ("/a/index.html", ""),
        ("/aux/", ""),
        ("/café/", ""),
        ("/", ""),
    ],
)
def test_a_page_leads_on_where_one_can_be(typed: str, page: str) -> None:
    (old,), _ = parse_old_addresses(f"{HEAD}{typed},/skpd/\n".encode(), SITE)
    assert leading_page(old, SITE, NAMES) == page


def test_an_old_address_of_the_host_lies_outside_of_a_site_below_a_path() -> None:
    rows = f"{HEAD}https://kota.example/a.html,/skpd/\n/b.html,/skpd/\n"
    olds, _ = parse_old_addresses(rows.encode(), BELOW)
    assert [old.path for old in olds] == ["/a.html", "/terbuka/b.html"]
    assert [leading_page(old, BELOW, NAMES) for old in olds] == ["", "/b.html"]
    assert netlify(olds, BELOW, NAMES).splitlines()[1:] == [
        "/a.html /terbuka/skpd/ 301!",
        "/terbuka/b.html /terbuka/skpd/ 301!",
    ]


def test_hosts_are_told_what_asks_for_most_first() -> None:
    rows = "/,/skpd/\n/?p=1,/kelurahan/\n/?p=1&q=2,/data/\n"
    olds, _ = parse_old_addresses((HEAD + rows).encode(), SITE)
    assert netlify(olds, SITE, NAMES).splitlines()[1:] == [
        "/ p=1 q=2 /data/ 301!",
        "/ p=1 /kelurahan/ 301!",
        "/ /skpd/ 301!",
    ]
    assert [line for line in nginx(olds, SITE, NAMES).splitlines() if line.startswith("map")] == [
        'map "$uri" $alamat_lama_0 {',
        'map "$uri?p=$arg_p" $alamat_lama_1 {',
        'map "$uri?p=$arg_p&q=$arg_q" $alamat_lama {',
    ]
    assert [line for line in caddy(olds, SITE).splitlines() if line.startswith("map")] == [
        "map {path} {alamat_lama_0} {",
        "map {path}?p={query.p} {alamat_lama_1} {",
        "map {path}?p={query.p}&q={query.q} {alamat_lama_2} {",
    ]


def test_nginx_is_told_no_address_twice_that_differs_in_capitals_alone() -> None:
    rows = "/Profil,/skpd/\n/profil,/data/\n/Skpd/,/skpd/\n"
    olds, _ = parse_old_addresses((HEAD + rows).encode(), SITE)
    assert nginx(olds, SITE, NAMES).splitlines()[3:6] == [
        '    "/Profil" "/skpd/";',
        '    "~^/profil$" "/data/";',
        '    "~^/Skpd/$" "/skpd/";',
    ]
    assert "/Skpd/ /skpd/ 301\n" in netlify(olds, SITE, NAMES)


def test_a_build_writes_what_hosts_read_and_pages_that_lead_on(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(LISTED)
    result = folder.build()
    files = folder.files()
    assert [p for p in result.problems if p.code.startswith("S05")] == []
    assert {"_redirects", "_alamat-lama.nginx", "_alamat-lama.caddy"} <= set(files)
    for path in ("kel-dago.html", "index.php/dago/index.html", "berita/Profil_Dago/index.html"):
        assert b'content="0; url=/kelurahan/dago/"' in files[path], path
    assert b"kel-dago" not in files["sitemap-kota.xml"]
    before = dict(files)
    (folder.root / "data/alamat-lama.csv").unlink()
    folder.build()
    assert set(before) - set(folder.files()) == {
        "_redirects",
        "_alamat-lama.nginx",
        "_alamat-lama.caddy",
        "kel-dago.html",
        "index.php/dago/index.html",
        "berita/Profil_Dago/index.html",
    }


def test_redirects_of_the_city_stand_below_those_of_the_list(
    city: Callable[[str], CityFolder],
) -> None:
    own = "/musrenbang/* /kelurahan/dago/:splat 302\n"
    folder = city(LISTED)
    folder.build()
    of_the_list = folder.read("_redirects")
    folder.write("akar/_redirects", "\ufeff" + own)
    assert folder.build().problems == ()
    assert folder.read("_redirects") == of_the_list + own
    (folder.root / "data/alamat-lama.csv").unlink()
    folder.build()
    assert folder.read("_redirects") == "\ufeff" + own


def test_dead_targets_and_old_addresses_of_the_site_are_told_with_their_rows(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(LISTED + "/a,/kelurahan/tiada/\n/kelurahan/dago/,/skpd/\n/b,/feed.xml\n")
    problems = [p for p in folder.build().problems if p.code.startswith("S05")]
    assert [(p.code, p.where.row, p.where.field) for p in problems] == [
        ("S052", 7, "baru"),
        ("S053", 8, "lama"),
    ]


def test_a_text_keeps_no_alias_that_the_city_has_listed(
    city: Callable[[str], CityFolder],
) -> None:
    text = "-- content/kelurahan/dago/halaman/layanan.md --\n---\njudul: Layanan\nalias: [/berita/]\n---\nIsi.\n"
    folder = city(f"{LISTED}/berita/,/skpd/\n{text}")
    folder.build()
    assert b"url=/skpd/" in folder.files()["berita/index.html"]


def test_a_city_without_a_list_has_no_file_for_hosts(city: Callable[[str], CityFolder]) -> None:
    folder = city("")
    folder.build()
    assert not [path for path in folder.files() if path.startswith("_")]
