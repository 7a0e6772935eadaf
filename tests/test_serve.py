"""The development server's answers: files, redirects, headers, and what is refused."""

from __future__ import annotations

import socket
from http import HTTPStatus
from pathlib import Path

import pytest

from sitegen.errors import UsageError
from sitegen.i18n import translator
from sitegen.serve.answer import answer, is_loopback, welcome
from sitegen.serve.events import Hub
from sitegen.serve.headers import (
    DEFAULT,
    HeaderRule,
    content_type,
    parse_headers,
    read_headers,
    with_script,
)
from sitegen.serve.page import inject, look
from sitegen.serve.server import listen
from sitegen.serve.site import Destination, ServedSite, find, segments
from tests.sample import REPOSITORY

PAGE = b"<!DOCTYPE html><html><body><p>Halo</p></body></html>"


@pytest.fixture
def site(tmp_path: Path) -> ServedSite:
    folder = tmp_path / "keluaran"
    for name, body in {
        "index.html": PAGE,
        "404.html": b"<html><body>Tidak ada</body></html>",
        "data/index.html": PAGE,
        "data/kunjungan posyandu.csv": b"tahun\n2026\n",
        ".sitegen-output": b"rahasia",
        ".sitegen-stage/index.html": PAGE,
    }.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    (tmp_path / "rahasia.txt").write_text("rahasia", encoding="utf-8")
    return ServedSite(folder=folder, headers=DEFAULT)


def with_prefix(site: ServedSite, prefix: str) -> ServedSite:
    return ServedSite(folder=site.folder, prefix=prefix, headers=DEFAULT)


@pytest.mark.parametrize(
    "path",
    [
        "/../rahasia.txt",
        "/data/../../rahasia.txt",
        "/%2e%2e/rahasia.txt",
        "/..%2frahasia.txt",
        "/data/%2e%2e%2f%2e%2e%2frahasia.txt",
        "/..%5crahasia.txt",
        "/data/..;/rahasia.txt",
        "//rahasia.txt",
        "/./index.html",
        "/%00",
        "/index.html%00.csv",
        "/%ff",
        "/.sitegen-output",
        "/.sitegen-stage/index.html",
        "rahasia.txt",
        "http://contoh.example/",
        "*",
        "",
        "/" + "a" * 5000,
    ],
)
def test_no_path_leads_out_of_the_folder_or_to_hidden_files(site: ServedSite, path: str) -> None:
    given = answer(site, path)

    assert given.status == HTTPStatus.NOT_FOUND
    assert b"rahasia" not in given.body


def test_a_link_out_of_the_folder_is_not_followed(site: ServedSite) -> None:
    (site.folder / "tautan.txt").symlink_to(site.folder.parent / "rahasia.txt")

    assert find(site, "/tautan.txt") == Destination()


def test_parts_of_a_path_are_decoded() -> None:
    assert segments("/data/kunjungan%20posyandu.csv") == ("data", "kunjungan posyandu.csv")
    assert segments("/data/") == ("data", "")
    assert segments("/.well-known/security.txt") == (".well-known", "security.txt")


def test_a_folder_answers_with_its_index_and_gets_its_slash(site: ServedSite) -> None:
    assert answer(site, "/data/").status == HTTPStatus.OK
    redirect = answer(site, "/data?urut=nama")

    assert redirect.status == HTTPStatus.FOUND
    assert ("Location", "/data/?urut=nama") in redirect.headers


def test_unknown_addresses_get_the_sites_own_page(site: ServedSite) -> None:
    given = answer(site, "/tidak/ada/")

    assert given.status == HTTPStatus.NOT_FOUND
    assert b"Tidak ada" in given.body
    assert b"/__sitegen/reload.js" in given.body


def test_before_the_first_good_build_a_page_waits_for_it(tmp_path: Path) -> None:
    given = answer(ServedSite(folder=tmp_path, lang="en", headers=DEFAULT), "/")

    assert given.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert b"The site is not built yet" in given.body
    assert b"/__sitegen/reload.js" in given.body


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.webp", "image/webp"),
        ("a.json", "application/json"),
        ("a.HTML", "text/html; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("a.pf_meta", "application/octet-stream"),
    ],
)
def test_content_types(name: str, expected: str) -> None:
    assert content_type(name) == expected


def test_files_are_sent_as_they_are(site: ServedSite) -> None:
    given = answer(site, "/data/kunjungan%20posyandu.csv")

    assert given.body == b"tahun\n2026\n"
    assert ("Content-Type", "text/csv; charset=utf-8") in given.headers


def test_a_site_with_a_path_answers_below_it_alone(site: ServedSite) -> None:
    city = with_prefix(site, "/terbuka")

    assert answer(city, "/terbuka/data/").status == HTTPStatus.OK
    assert ("Location", "/terbuka/data/") in answer(city, "/terbuka/data").headers
    assert ("Location", "/terbuka/") in answer(city, "/terbuka").headers
    assert ("Location", "/terbuka/") in answer(city, "/").headers
    assert answer(city, "/data/").status == HTTPStatus.NOT_FOUND
    assert answer(city, "/terbukax/").status == HTTPStatus.NOT_FOUND
    assert answer(city, "/__sitegen/reload.js").status == HTTPStatus.OK


def test_pages_have_the_sites_headers_and_may_run_the_reload_script(site: ServedSite) -> None:
    headers = dict(answer(site, "/").headers)

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cache-Control"] == "no-store"


def test_the_default_headers_are_those_of_the_sample_citys_host() -> None:
    text = (REPOSITORY / "netlify.toml").read_text(encoding="utf-8")

    assert parse_headers(text) == DEFAULT


def test_headers_come_from_the_citys_own_file(tmp_path: Path) -> None:
    assert read_headers(tmp_path) == DEFAULT
    (tmp_path / "netlify.toml").write_text(
        '[[headers]]\nfor = "/data/*"\n[headers.values]\nX-Kota = "ya"\n', encoding="utf-8"
    )

    assert read_headers(tmp_path) == (HeaderRule("/data/*", (("X-Kota", "ya"),)),)
    (tmp_path / "netlify.toml").write_text("[[", encoding="utf-8")
    assert read_headers(tmp_path) == DEFAULT


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'self'", "default-src 'self'"),
        (
            "default-src 'none'; script-src 'none'",
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'",
        ),
        (
            "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
            "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
        ),
        ("img-src 'self'", "img-src 'self'"),
    ],
)
def test_a_policy_gains_only_what_it_lacks(policy: str, expected: str) -> None:
    assert with_script(policy) == expected


def test_the_script_goes_to_the_end_of_the_body() -> None:
    script = b'<script src="/__sitegen/reload.js" data-seen="a.b" defer></script>\n'

    assert inject(b"<body>x</BODY></html>", "a.b") == b"<body>x" + script + b"</BODY></html>"
    assert inject(b"x", "a.b") == b"x" + script


@pytest.mark.parametrize(
    "given",
    [
        b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
        b"<META content='default-src &#39;none&#39;' http-equiv=content-security-policy>",
    ],
)
def test_the_policy_of_a_page_lets_the_script_run_too(given: bytes) -> None:
    page = inject(given + b"<body>x</body>", "a.b").decode()
    opened = with_script("default-src 'none'").replace("'", "&#x27;")

    assert f'content="{opened}"' in page
    assert page.count("default-src") == 1


def test_the_file_in_the_folder_stays_without_the_script(site: ServedSite) -> None:
    assert b"reload.js" in answer(site, "/").body
    assert (site.folder / "index.html").read_bytes() == PAGE


def test_a_look_tells_content_from_style() -> None:
    files = {"/a.css": b"1", "/b.css": b"2", "foto.webp": b"3"}
    page = '<link rel="stylesheet" href="{}"><p>{}</p><img srcset="foto.webp 2x">'

    def seen(sheet: str, text: str) -> tuple[str, str]:
        found = look(page.format(sheet, text).encode(), files.get)
        return found.content, found.style

    first = seen("/a.css", "satu")
    restyled, rewritten = seen("/b.css", "satu"), seen("/a.css", "dua")
    files["foto.webp"] = b"4"
    repictured = seen("/a.css", "satu")

    assert restyled[0] == first[0]
    assert restyled[1] != first[1]
    assert rewritten[0] != first[0]
    assert rewritten[1] == first[1]
    assert repictured[0] != first[0]


@pytest.mark.parametrize(
    ("host", "bound", "expected"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("kota.localhost", "127.0.0.1", True),
        ("jahat.example", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
        ("jahat.example", "192.168.1.7", False),
        ("jahat.example", "0.0.0.0", False),  # noqa: S104
        ("192.168.1.7:8000", "0.0.0.0", True),  # noqa: S104
        ("[fe80::1]:8000", "::", True),
        ("localhost:8000", "0.0.0.0", True),  # noqa: S104
        ("PC-Kominfo.kota.example", "pc-kominfo.kota.example", True),
        ("", "127.0.0.1", True),
    ],
)
def test_only_names_of_this_machine_and_addresses_in_figures_are_answered(
    host: str, bound: str, expected: bool
) -> None:
    assert welcome(host, bound) is expected


def test_on_a_network_the_machine_answers_to_its_name() -> None:
    assert welcome(f"{socket.gethostname()}:8000", "0.0.0.0")  # noqa: S104
    assert not welcome(f"{socket.gethostname()}.jahat.example", "0.0.0.0")  # noqa: S104


def test_what_loopback_is() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("192.168.1.7")
    assert not is_loopback("contoh.example")


def test_a_taken_port_leads_to_the_next_free_one(site: ServedSite) -> None:
    t = translator("en")
    first = listen("127.0.0.1", 0, Hub(site), t)
    try:
        second = listen("127.0.0.1", first.server_port, Hub(site), t)
        second.server_close()

        assert second.server_port > first.server_port
    finally:
        first.server_close()


def test_a_host_that_is_not_this_machine_is_an_error_that_says_so(site: ServedSite) -> None:
    with pytest.raises(UsageError, match=r"cannot listen on 192\.0\.2\.1, port 8000: "):
        listen("192.0.2.1", 8000, Hub(site), translator("en"))
