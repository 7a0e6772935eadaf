"""What stands behind `#` in a link: found in whatever form, told when it means nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.address import Address
from sitegen.engine import audit
from sitegen.engine.audit import broken_links
from sitegen.engine.build import Result
from sitegen.model import SiteLink, Where
from sitegen.reports.markdown.body import (
    AuthorText,
    Body,
    Resolvers,
    Target,
    render_body,
    with_fragments,
)
from sitegen.reports.markdown.fragments import (
    fragment_problem,
    likely_fragment,
    page_ids,
    resolved_fragment,
)
from sitegen.reports.markdown.rendering import rendered
from tests.conftest import CityFolder, told

City = Callable[[str], CityFolder]
IDS = (
    "isi",
    "isi-hasil-biaya",
    "isi-evaluasi-kegiatan",
    "isi-hasil",
    "isi-hasil-2",
    "unduh",
    "isi-fn-1",
)


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("hasil-biaya", "isi-hasil-biaya"),
        ("isi-hasil-biaya", "isi-hasil-biaya"),
        ("hasil--biaya", "isi-hasil-biaya"),
        ("Hasil & biaya", "isi-hasil-biaya"),
        ("Hasil%20%26%20biaya", "isi-hasil-biaya"),
        ("évaluasi-kegiatan", "isi-evaluasi-kegiatan"),
        ("%C3%A9valuasi-kegiatan", "isi-evaluasi-kegiatan"),
        ("Evaluasi-Kegiatan", "isi-evaluasi-kegiatan"),
        ("-hasil-", "isi-hasil"),
        ("hasil-1", "isi-hasil-2"),
        ("hasil-2", "isi-hasil-2"),
        ("hasil-3", None),
        ("isi", "isi"),
        ("unduh", "unduh"),
        ("fn-1", "isi-fn-1"),
        ("tidak-ada", None),
        ("isi-tidak-ada", None),
        ("会議", None),
    ],
)
def test_a_fragment_is_found_in_whatever_form_it_is_written(
    fragment: str, found: str | None
) -> None:
    assert resolved_fragment(fragment, IDS) == found


def test_a_heading_comes_before_a_part_of_the_page_with_its_name() -> None:
    assert resolved_fragment("kontak", ("kontak", "isi-kontak")) == "isi-kontak"
    assert resolved_fragment("isi-kontak", ("isi-isi-kontak", "isi-kontak")) == "isi-kontak"
    assert resolved_fragment("bagian", ("isi-bagian",)) == "isi-bagian"
    assert resolved_fragment("会議", ("isi-bagian",)) == "isi-bagian"


@pytest.mark.parametrize(
    ("url", "fragment", "expected"),
    [
        ("/kelurahan/dago/halaman/syarat/", "dokumen--biaya", "isi-dokumen-biaya"),
        ("/kelurahan/dago/halaman/syarat/", "isi-dokumen-biaya", "isi-dokumen-biaya"),
        ("/kelurahan/dago/laporan/2026/11/kerja/", "Évaluasi", "isi-evaluasi"),
        ("/kelurahan/dago/laporan/2026/11/kerja/", "foto", "foto"),
        ("/kelurahan/dago/laporan/2026/11/kerja/", "isi-fn-1", "isi-fn-1"),
        ("/kelurahan/dago/data/penduduk/", "unduh", "unduh"),
        ("/kelurahan/dago/laporan/2026/", "2026-11", "2026-11"),
        ("/kelurahan/dago/", "kontak", "kontak"),
        ("/", "terbaru", "terbaru"),
    ],
)
def test_the_headings_of_other_texts_get_their_prefix(
    url: str, fragment: str, expected: str
) -> None:
    assert likely_fragment(url, fragment, {"isi", "foto"}) == expected


def test_a_dead_fragment_is_told_with_the_nearest_heading_or_with_all() -> None:
    where = Where(path="a.md", line=3, column=5)
    near = fragment_problem("x.md#hasil-biya", "hasil-biya", IDS, where)
    assert told(near) == (
        "a.md:3:5: [M019] the link `x.md#hasil-biya` means no heading of its page: there is no "
        "`#hasil-biya` = write `x.md#hasil-biaya` in its place"
    )
    ids = ("isi", "isi-fn-1", "isi-satu", "isi-dua")
    assert dict(fragment_problem("#zzz", "zzz", ids, where).params)["headings"] == "#satu, #dua"
    assert dict(fragment_problem("#zzz", "zzz", (), where).params)["headings"] == "-"
    parts = fragment_problem("/a/#zzz", "zzz", ("isi", "unduh"), where)
    assert dict(parts.params)["headings"] == "#isi, #unduh"
    # A part of pages of that name was looked for; the prefix tells the heading from it.
    foto = fragment_problem("/a/#foto", "foto", ("isi-foto",), where)
    assert dict(foto.params)["headings"] == "#isi-foto"


def link(address: str, _: Where) -> Target:
    page, fragment = [*address.split("#", 1), ""][:2]
    return Target(href=f"/{page}/", page=f"/{page}/", fragment=fragment)


RESOLVERS = Resolvers(
    link=link,
    image=lambda *_: Markup("-"),
    chart=lambda *_: (Markup("<svg></svg>"), ()),
    table_label="Tabel",
    parts=frozenset({"isi", "foto"}),
)


def body(source: str) -> Body:
    text = AuthorText(source=source, path="a.md", line=1)
    return render_body(text, partial(rendered, engine="cmark"), RESOLVERS)


def hrefs(made: Body) -> list[str]:
    return re.findall(r'href="([^"]*)"', made.html)


def dead(made: Body) -> list[tuple[int, str]]:
    return [(p.where.line, dict(p.params)["found"]) for p in made.problems if p.code == "M019"]


def test_a_link_within_its_text_goes_to_the_heading_however_it_is_written() -> None:
    made = body(
        "[a](#hasil--biaya) [b](#évaluasi-kegiatan) [c](#Evaluasi-Kegiatan)\n[d](#-hasil-) "
        "[e](#isi-hasil-biaya) [f](#foto) [g](#)\n\n[h](#tidak-ada)\n\n"
        "## Hasil & biaya\n\n## Évaluasi Kegiatan\n\n## 🎉 Hasil 🎉\n\n![x](y)[z][r]\n\n[r]: #hasil\n"
    )
    assert hrefs(made) == [
        *("#isi-hasil-biaya", "#isi-evaluasi-kegiatan", "#isi-evaluasi-kegiatan"),
        *("#isi-hasil", "#isi-hasil-biaya", "#foto", "#", "#", "#isi-hasil"),
    ]
    assert dead(made) == [(4, "#tidak-ada")]
    assert made.ids == ("isi-hasil-biaya", "isi-evaluasi-kegiatan", "isi-hasil")
    assert [(each.page, each.words, each.where.line) for each in made.to_parts] == [("", "foto", 2)]


def test_links_into_other_texts_are_completed_when_these_are_finished() -> None:
    made = body(
        "[a](dua#B) ```x```\n\n```grafik\nx\n```\n\n[b](dua#nihil) [c](tiga#foto) [d](dua)\n\n"
        '[e](dua#b "judul")'
    )
    assert hrefs(made) == ["/dua/", "/dua/", "/tiga/", "/dua/", "/dua/"]
    assert dead(made) == []
    pages: Mapping[str, tuple[str, ...]] = {"/dua/": ("isi-b",), "/tiga/": ()}
    done = with_fragments(made, pages, {"foto"})
    assert hrefs(done) == ["/dua/#isi-b", "/dua/", "/tiga/#foto", "/dua/", "/dua/#isi-b"]
    assert dead(done) == [(7, "dua#nihil")]
    assert [(each.page, each.words) for each in done.to_parts] == [("/tiga/", "foto")]
    assert "<svg></svg>" in done.html
    assert with_fragments(done, {}, ()) == done


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="aB é-#&%/\"'<>", max_size=12))
def test_any_fragment_is_a_safe_address(words: str) -> None:
    made = with_fragments(
        body(f"# aB\n\n[x](<dua#{words.replace('<', '').replace('>', '')}>)"),
        {"/dua/": ("isi-ab",)},
        (),
    )
    for href in hrefs(made):
        assert re.fullmatch(r"/[^\"<>\s]*/(?:#isi-ab)?|#(?:isi-ab)?", href)


@pytest.mark.parametrize(
    ("base", "address", "own"),
    [
        ("https://kota.id", "https://kota.id/kelurahan/x/#a", "/kelurahan/x/#a"),
        ("https://kota.id", "http://KOTA.id:80/a?b=c", "/a?b=c"),
        ("https://kota.id", "https://kota.id", "/"),
        ("https://kota.id", "https://www.kota.id/a/", ""),
        ("https://kota.id", "https://kota.id.jahat.id/a/", ""),
        ("https://kota.id", "https://kota.id@jahat.id/a/", ""),
        ("https://kota.id", "https://kota.id//jahat.id/", ""),
        ("https://kota.id", "https://kota.id:8443/a/", ""),
        ("https://kota.id", "ftp://kota.id/a/", ""),
        ("https://kota.id", "/a/", ""),
        ("https://kota.id", "https://[x/", ""),
        ("https://kota.id/terbuka", "https://kota.id/terbuka/a/", "/a/"),
        ("https://kota.id/terbuka", "https://kota.id/terbuka", "/"),
        ("https://kota.id/terbuka", "https://kota.id/terbukaan/a/", ""),
        ("https://kota.id/terbuka", "https://kota.id/a/", ""),
    ],
)
def test_a_whole_address_of_the_site_is_known_by_host_and_folder(
    base: str, address: str, own: str
) -> None:
    assert Address(base).own(address) == own


def test_a_preview_knows_the_official_address_too() -> None:
    address = Address("http://localhost:8000", "https://kota.id")
    assert address.own("https://kota.id/a/") == "/a/"
    assert address.own("http://localhost:8000/a/") == "/a/"


def test_the_audit_asks_pages_for_their_places() -> None:
    paths = {"a/index.html", "b/index.html", "c.csv"}
    ids = {"/a/": ("isi", "isi-é")}
    links = [
        SiteLink(where=Where(path="x", line=at), url=url)
        for at, url in enumerate(
            [
                "/a/#isi",
                "/a#isi-%C3%A9",
                "/a/#hilang",
                "/b/#apa-saja",
                "/c.csv#x",
                "/d/#isi",
                "/a?x#y",
            ]
        )
    ]
    found = [(p.code, p.where.line) for p in broken_links(links, paths, ids)]
    assert found == [("M019", 2), ("M007", 5), ("M019", 6)]


def test_the_ids_of_a_page_are_those_in_its_html() -> None:
    assert page_ids(b'<main id="isi"><h2 id="isi-a">x</h2><p data-id="n" id="isi"></main>') == (
        *("isi", "isi-a"),
    )


FROM = "content/kelurahan/dago/laporan/2026-11-03-dari.md"
PAGE = "content/kelurahan/dago/halaman/syarat.md"
THERE = "content/kelurahan/sekeloa/halaman/layanan.md"
DATA = "content/kelurahan/dago/data/kunjungan.csv"
SITE = "https://contoh.example"


def report(*lines: str) -> str:
    return (
        "---\njudul: Dari sini\n---\nWarga datang sejak pagi, dan pulang sebelum siang.\n\n"
        + "\n\n".join(lines)
    )


def page(*lines: str) -> str:
    return "---\njudul: Syarat\n---\nYang dibawa.\n\n" + "\n\n".join(lines)


def problems(result: Result) -> list[tuple[str, int, str]]:
    return [
        (p.code, p.where.line, dict(p.params).get("fragment", ""))
        for p in result.problems
        if p.code in {"M004", "M007", "M019"}
    ]


def links_of(made: CityFolder) -> list[str]:
    html = made.read("kelurahan/dago/laporan/2026/11/dari/index.html")
    return [match[0] for match in re.findall(r'href="([^"]*)"( rel="[^"]*")?>x</a>', html)]


def test_every_form_of_a_link_to_a_place_of_the_unit_works_or_is_told(city: City) -> None:
    made = city("")
    made.write(PAGE, page("## Dokumen & biaya"))
    made.write(DATA, "bulan,jumlah\nJan,3\nFeb,4\n")
    made.write(
        FROM,
        report(
            "[x](../halaman/syarat.md#dokumen--biaya)",
            "[x](../halaman/syarat.md#tidak-ada)",
            "[x](/kelurahan/dago/halaman/syarat/#dokumen-biaya)",
            "[x](/kelurahan/dago/halaman/syarat#hilang)",
            f"[x]({SITE}/kelurahan/dago/halaman/syarat/#isi-dokumen-biaya)",
            "[x](../data/kunjungan.csv#unduh)",
            "[x](../data/kunjungan.csv#isi-unduh)",
            "[x](#isi)",
            "[x](#foto)",
            f"[x]({SITE}/kelurahan/dago/tidak-ada/)",
            f"[x]({SITE.replace('//', '//www.')}/)",
        ),
    )
    result = made.build()
    there = "/kelurahan/dago/halaman/syarat/"
    table = "/kelurahan/dago/data/kunjungan/"
    assert links_of(made) == [
        f"{there}#isi-dokumen-biaya",
        there,
        f"{there}#isi-dokumen-biaya",
        "/kelurahan/dago/halaman/syarat",
        f"{there}#isi-dokumen-biaya",
        f"{table}#unduh",
        f"{table}#isi-unduh",
        "#isi",
        "#foto",
        "/kelurahan/dago/tidak-ada/",
        "https://www.contoh.example/",
    ]
    assert problems(result) == [
        ("M019", 8, "#tidak-ada"),
        ("M019", 12, "#hilang"),
        ("M019", 18, "#isi-unduh"),
        ("M019", 22, "#foto"),  # the report has no pictures
        ("M007", 24, ""),
    ]
    html = made.read("kelurahan/dago/laporan/2026/11/dari/index.html")
    assert html.count('rel="noopener nofollow">x</a>') == 1


def test_a_preview_takes_the_official_address_for_its_own(city: City) -> None:
    made = city("")
    made.write(FROM, report(f"[x]({SITE}/kelurahan/dago/)", "[x](http://localhost:8000/a/b/)"))
    result = made.build(base_url="http://localhost:8000/a")
    assert links_of(made) == ["/a/kelurahan/dago/", "/a/b/"]
    assert problems(result) == [("M007", 8, "")]


def test_a_check_of_one_unit_judges_places_of_its_own_pages_alone(city: City) -> None:
    made = city("")
    made.write(
        FROM,
        report("[x](/kelurahan/sekeloa/halaman/layanan/#hilang)", "[x](/kelurahan/dago/#hilang)"),
    )
    made.write(THERE, page("## Jam buka"))
    result = made.build(units=("kelurahan/dago",), write=False)
    assert problems(result) == [("M019", 8, "#hilang")]


def test_a_link_to_a_heading_of_another_unit_is_told_when_it_goes_and_heals(city: City) -> None:
    made = city("")
    made.write(FROM, report("[x](/kelurahan/sekeloa/halaman/layanan/#jam--buka)"))
    made.write(THERE, page("## Jam buka"))
    href = "/kelurahan/sekeloa/halaman/layanan/#isi-jam-buka"
    assert problems(made.build()) == []
    assert links_of(made) == [href]
    made.write(THERE, page("## Jam layanan"))
    result = made.build()
    fault = [("M019", 6, "#isi-jam-buka")]
    assert ([key for key, _ in result.rebuilt], problems(result)) == (["kelurahan/sekeloa"], fault)
    assert links_of(made) == [href]  # what a unit is made of never depends on another
    result = made.build()
    assert (result.rebuilt, problems(result)) == ((), fault)
    made.write(FROM, report("[x](/kelurahan/sekeloa/halaman/layanan/#jam--buka)", "Lagi."))
    assert problems(made.build()) == fault
    made.write(THERE, page("## Jam buka"))
    assert problems(made.build()) == []


def test_incremental_output_with_links_to_places_is_clean_output(city: City) -> None:
    made = city("")
    made.write(FROM, report("[x](../halaman/syarat.md#biaya)", "[x](#akhir)", "## Akhir"))
    made.write(PAGE, page("## Biaya"))
    made.build()
    made.write(PAGE, page("## Ongkos"))
    result = made.build()
    assert problems(result) == [("M019", 6, "#biaya")]
    assert links_of(made) == ["/kelurahan/dago/halaman/syarat/", "#isi-akhir"]
    files = made.files()
    made.build(force=True)
    assert made.files() == files


def test_an_unchanged_build_opens_no_links_and_no_ids(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city("")
    made.write(FROM, report("[x](/kelurahan/sekeloa/halaman/layanan/#jam-buka)"))
    made.write(THERE, page("## Jam buka"))
    made.build()

    def never(*_: object) -> str:
        raise AssertionError("opened")

    monkeypatch.setattr(audit, "opened", never)
    assert made.build().rebuilt == ()
    # Nor does an edit that leaves all headings as they are, of a unit without such links.
    made.write(THERE, page("## Jam buka", "Setiap hari."))
    assert [key for key, _ in made.build().rebuilt] == ["kelurahan/sekeloa"]
