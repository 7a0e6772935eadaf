"""The folder `akar`: files for the root of the site, of few kinds, never over the site's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.engine.build import build
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.errors import UsageError
from sitegen.serve.watch import FOLDERS
from tests.conftest import NOW, CityFolder, told

City = Callable[[str], CityFolder]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SECURITY = "Contact: mailto:csirt@contoh.example\nExpires: 2027-11-01T00:00:00Z\n"
YANDEX = b"""<html>
<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head>
<body>Verification: 0123456789abcdef</body>
</html>"""
NO_PROBLEMS: list[str] = []


def problems(made: CityFolder) -> list[str]:
    return [told(p) for p in made.build().problems if p.where.path.startswith("akar/")]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("favicon.ico", b"\x00\x00\x01\x00" + b"\0" * 20),
        ("apple-touch-icon.png", PNG),
        ("CNAME", b"terbuka.contoh.example\n"),
        (".nojekyll", b""),
        ("humans.txt", b"Diskominfo\n"),
        ("_redirects", b"/lama/* /baru/:splat 301\n"),
        ("_headers", b"/*\n  X-Frame-Options: DENY\n"),
        ("google1a2b3c4d5e6f.html", b"google-site-verification: google1a2b3c4d5e6f.html"),
        (
            "yandex_0123456789abcdef.html",
            YANDEX,
        ),
        ("BingSiteAuth.xml", b'<?xml version="1.0"?>\n<users>\n<user>0A1B</user>\n</users>\n'),
        (".well-known/security.txt", SECURITY.encode()),
        (".well-known/assetlinks.json", b'[{"relation": []}]'),
        (".well-known/acme-challenge/aB3_x-9", b"aB3_x-9.kunci\n"),
    ],
)
def test_a_file_of_a_known_kind_gets_its_address_at_the_root(
    city: City, name: str, body: bytes
) -> None:
    made = city("")
    made.write(f"akar/{name}", body)
    assert problems(made) == NO_PROBLEMS
    assert made.files()[name] == body


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        (
            "sitemap.xml",
            b"<urlset/>",
            "as `/sitemap.xml`: the site makes a file of that name itself",
        ),
        (
            "Sitemap-Kota-2.xml",
            b"x",
            "as `/Sitemap-Kota-2.xml`: the site makes a file of that name",
        ),
        ("index.html", b"x", "as `/index.html`: the site makes a file of that name itself"),
        ("404.html", b"x", "as `/404.html`: the site makes a file of that name itself"),
        ("feed.xml", b"x", "as `/feed.xml`: the site makes a file of that name itself"),
        ("kelurahan/dago/index.html", b"x", "files of this kind have no place there"),
        ("aset/style.css", b"x", "files of this kind have no place there"),
        ("promo.html", b"x", "files of this kind have no place there"),
        ("app.js", b"x", "files of this kind have no place there"),
        ("data.zip", b"x", "files of this kind have no place there"),
        ("CNAME", b"a" * 2000, "it is too large for its kind"),
        ("favicon.ico", b"<svg/>", "its content is not what its name says"),
        ("icon.png", b"GIF89a", "its content is not what its name says"),
        ("humans.txt", b"\xff\xfe\x00", "its content is not what its name says"),
        (".well-known/assetlinks.json", b"{", "its content is not what its name says"),
        ("google1a2b.html", b"<script>alert(1)</script>", "its content is not what its name says"),
        ("google1a2b.html", b"<p onclick=x>a</p>", "its content is not what its name says"),
        ("yandex_1a2b.html", b"<body>a <", "its content is not what its name says"),
        ("BingSiteAuth.xml", b"<users><user><script/></user></users>", "its content is not what"),
    ],
)
def test_any_other_file_is_told_with_both_names_and_not_published(
    city: City, name: str, body: bytes, words: str
) -> None:
    made = city("")
    made.build()
    before = made.files()
    made.write(f"akar/{name}", body)
    (found,) = problems(made)
    assert found.startswith(f"akar/{name}: [T009] `akar/{name}` is not published")
    assert words in found
    assert made.files() == before


def test_a_link_is_not_followed(city: City, tmp_path: Path) -> None:
    made = city("-- akar/humans.txt --\nDiskominfo\n")
    (tmp_path / "rahasia.txt").write_text("x")
    (made.root / "akar" / "security.txt").symlink_to(tmp_path / "rahasia.txt")
    (made.root / "akar" / ".well-known").symlink_to(tmp_path)
    assert [each.partition(":")[0] for each in problems(made)] == [
        "akar/.well-known",
        "akar/security.txt",
    ]
    assert "security.txt" not in made.files()


def test_personal_data_holds_a_file_back_and_is_not_shown(city: City) -> None:
    made = city("-- akar/humans.txt --\nPenulis: 3273014508800013\n")
    (found,) = problems(made)
    assert "[P0" in found
    assert "3273014508800013" not in found
    assert "humans.txt" not in made.files()


def test_lines_for_robots_stand_below_the_sites_own(city: City) -> None:
    made = city("-- akar/robots.txt --\nUser-agent: GPTBot\nDisallow: /\n")
    assert problems(made) == NO_PROBLEMS
    assert made.read("robots.txt") == (
        "User-agent: *\nAllow: /\nSitemap: https://contoh.example/sitemap.xml\n"
        "\nUser-agent: GPTBot\nDisallow: /\n"
    )


def test_a_removed_file_leaves_the_site_and_no_unit_is_made_anew(city: City) -> None:
    made = city("-- akar/CNAME --\nterbuka.contoh.example\n")
    made.build()
    (made.root / "akar/CNAME").unlink()
    assert made.build().rebuilt == ()
    assert "CNAME" not in made.files()


def test_no_old_address_of_a_unit_takes_the_place_of_such_a_file(city: City) -> None:
    made = city(
        "-- akar/CNAME --\nterbuka.contoh.example\n"
        "-- content/kelurahan/dago/laporan/2026-11-03-a.md --\n"
        "---\njudul: A\nalias: [/cname/lama/]\n---\nIsi pertama. Isi kedua.\n"
    )
    assert [problem.code for problem in made.build().problems] == ["M009"]
    assert made.read("CNAME") == "terbuka.contoh.example\n"


@pytest.mark.parametrize(
    ("path", "status", "outputs"),
    [
        ("akar/.well-known/security.txt", "published", (".well-known/security.txt",)),
        ("akar/robots.txt", "published", ("robots.txt",)),
        ("akar/app.js", "held", ()),
        ("akar/README.md", "ignored", ()),
    ],
)
def test_explain_says_what_becomes_of_such_a_file(
    city: City, path: str, status: str, outputs: tuple[str, ...]
) -> None:
    made = city(f"-- {path} --\n{SECURITY}")
    made.build()
    options = Options(root=made.root, output=made.output, clock=NOW, write=False)
    found = inquire(options, path, made.root)
    assert (found.kind, found.status, found.outputs) == ("root", status, outputs)
    assert bool(found.problems) == (status == "held")


@pytest.mark.parametrize("name", ["akar", "merek"])
def test_a_site_is_never_built_into_the_citys_own_files(city: City, name: str) -> None:
    made = city(f"-- {name}/CNAME --\nterbuka.contoh.example\n")
    with pytest.raises(UsageError):
        build(Options(root=made.root, output=made.root / name, clock=NOW))


def test_the_development_server_sees_changes_of_these_files() -> None:
    assert {"akar", "merek"} < set(FOLDERS)
