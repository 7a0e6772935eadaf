"""The files that `sitegen new host` writes, run with a built site: nginx, Caddy, and their publishing."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath
from typing import Any

import crossplane
import pytest

from sitegen.cli.host_scaffold import HOSTS, Place, daily_utc, host_file
from sitegen.policy import FOREVER, HEADER, HEADERS, POLICY, rules
from sitegen.serve.headers import DEFAULT, TYPES
from tests.conftest import NOW, SITE, UNITS, CityFolder, write_blocks

PLACE = Place(host="kota.example", prefix="", zone="Asia/Makassar")
BELOW = Place(host="kota.example", prefix="/terbuka", zone="Asia/Makassar")
CITY = f"""\
-- site.yml --
{SITE}-- data/units.csv --
{UNITS}-- content/kelurahan/dago/data/kunjungan.csv --
bulan,kunjungan
Januari,72
Februari,75
Maret,81
April,79
-- content/kelurahan/dago/data/kunjungan.yml --
judul: Kunjungan
grafik:
  - {{jenis: batang, x: bulan, y: kunjungan, judul: Kunjungan, satuan: kunjungan}}
-- data/alamat-lama.csv --
lama,baru
/kel-dago.html,/kelurahan/dago/
/index.php/dago,/kelurahan/dago/
/berita/Profil_Dago,/kelurahan/dago/data/kunjungan/#tabel
/unggah/Profil Dago.pdf,/kelurahan/dago/
/Kelurahan/Dago/,/kelurahan/dago/
/?p=12,/kelurahan/dago/data/kunjungan/
/?p=13,https://lain.example/?x=1&y=2
/index.php?option=com_content&id=7,/skpd/
"""
DATA = "/kelurahan/dago/data/kunjungan/"
MOVED = {
    "/kelurahan/dago": "/kelurahan/dago/",
    "/kel-dago.html": "/kelurahan/dago/",
    "/kel-dago.html?fbclid=x": "/kelurahan/dago/",
    "/index.php/dago": "/kelurahan/dago/",
    "/berita/Profil_Dago": f"{DATA}#tabel",
    "/unggah/Profil%20Dago.pdf": "/kelurahan/dago/",
    "/Kelurahan/Dago/": "/kelurahan/dago/",
    "/?p=12": DATA,
    "/?fbclid=x&p=12": DATA,
    "/index.php?id=7&option=com_content&Itemid=3": "/skpd/",
}
MISSING = (
    "/tidak/ada/",
    "/tidak/ada.svg",
    "/tidak/feed.xml",
    "/aset/",
    "/kelurahan/dago/data/",
    "/.sitegen-output",
    "/_redirects",
    "/_alamat-lama.nginx",
)
HERE = ("/", "/?p=99", "/kelurahan/dago/", DATA)
WAIT = 10.0


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    place: str
    headers: dict[str, str]
    body: bytes


def asked_for(port: int, path: str, encoding: str) -> Answer:
    """The answer to a client that takes this encoding, as it was sent."""
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers.get("content-type", ""), "", headers, body)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    folder = tmp_path_factory.mktemp("hos")
    write_blocks(folder / "kota", CITY)
    city = CityFolder(folder / "kota", folder / "build")
    city.build(clock=NOW)
    return city


@pytest.mark.parametrize("path", ["host/nginx.conf", "host/Caddyfile"])
def test_every_kind_of_file_has_its_type_at_every_host(path: str) -> None:
    text = host_file(path, PLACE)
    for ending, kind in TYPES.items():
        plain = f"{kind.partition(';')[0]} {ending[1:]};"
        full = f'@{ending[1:]} Content-Type "{kind}"'
        assert plain in text or full in text or ending == ".html", ending


@pytest.mark.parametrize("path", [path for paths in HOSTS.values() for path in paths])
def test_hosts_are_told_the_headers_of_the_policy_and_no_others(path: str) -> None:
    text = host_file(path, PLACE, "x")
    assert not re.search(r"@[A-Z]+@", text)
    told = [pair for pair in HEADERS if all(part in text for part in pair)]
    shown = path.rpartition("/")[2] in {"nginx.conf", "Caddyfile", "netlify.toml", "_headers"}
    # The desk sends its own; what nginx itself answers has only the one that keeps connections safe.
    own = [pair for pair in HEADERS if pair[0] == "Strict-Transport-Security"]
    of_desk = own if path == "host/meja.nginx.conf" else []
    assert told == (list(HEADERS) if shown else of_desk)


def test_the_settings_of_netlify_have_the_headers_of_the_policy() -> None:
    settings = tomllib.loads(host_file("netlify.toml", BELOW, 'git+https://x@1 "y"'))
    found = {each["for"]: each["values"] for each in settings["headers"]}
    assert found == {pattern: dict(pairs) for pattern, pairs in rules("/terbuka")}
    assert found["/*"] == dict(HEADERS)
    assert found["/terbuka/aset/*"] == dict([FOREVER])
    assert settings["build"]["environment"]["SITEGEN"] == 'git+https://x@1 "y"'


def test_the_file_of_headers_says_what_the_settings_say() -> None:
    found: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in host_file("host/_headers", BELOW).splitlines():
        if line.startswith("/"):
            pattern = line
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found.setdefault(pattern, {})[name] = value
    assert found == {pattern: dict(pairs) for pattern, pairs in rules("/terbuka")}


@pytest.mark.parametrize(
    ("path", "shared", "saved"),
    [
        (f"{DATA}kunjungan.csv", True, True),
        (f"{DATA}kunjungan.xlsx", True, True),
        (f"{DATA}kunjungan.json", True, False),
        ("/kelurahan/dago/feed.xml", True, False),
        ("/agenda/rapat.ics", True, False),
        ("/", False, False),
        (DATA, False, False),
        ("/sitemap.xml", False, False),
        (f"{DATA}grafik-1.png", False, False),
        ("/aset/tabel.0123.js", False, False),
        ("/kelurahan/dago/laporan/surat.pdf", False, False),
    ],
)
def test_data_are_open_to_other_sites_and_tables_are_saved(
    path: str, shared: bool, saved: bool
) -> None:
    """The same by the rules of `serve` and Netlify, and by the maps of nginx."""
    headers = {name: value for rule in DEFAULT if rule.matches(path) for name, value in rule.values}
    assert ("Access-Control-Allow-Origin" in headers, "Content-Disposition" in headers) == (
        shared,
        saved,
    )
    maps = nginx_maps("")
    assert any(re.search(each, path) for each in maps["$data_terbuka"]) == shared
    assert any(re.search(each, path) for each in maps["$berkas_unduhan"]) == saved
    below = nginx_maps("/terbuka")
    assert any(re.search(each, f"/terbuka{path}") for each in below["$data_terbuka"]) == shared


def parsed_nginx(place: Place) -> list[dict[str, Any]]:
    """The file for nginx as a parser of nginx's language reads it, which is not ours."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nginx.conf"
        text = re.sub(r"^include .*$", "", host_file("host/nginx.conf", place), flags=re.MULTILINE)
        file.write_text(f"events {{}}\nhttp {{\n{text}\n}}\n", encoding="utf-8")
        result = crossplane.parse(str(file))
        unknown = crossplane.parse(str(file), strict=True)["errors"]
    blocks: list[dict[str, Any]] = result["config"][0]["parsed"][1]["block"]
    # What stands in a map or a list of types is no directive, and any word may stand there.
    words = {
        line["line"]
        for block in _all(blocks)
        for line in block.get("block", ())
        if block["directive"] in {"map", "types"}
    }
    assert [each for each in (*result["errors"], *unknown) if each["line"] not in words] == []
    return blocks


def _all(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        yield from _all(block.get("block", []))


def nginx_maps(prefix: str) -> dict[str, list[str]]:
    """The patterns of each map of nginx, by its variable."""
    place = Place(host="kota.example", prefix=prefix, zone="Asia/Jakarta")
    return {
        block["args"][1]: [
            line["directive"].removeprefix("~")
            for line in block["block"]
            if line["directive"].startswith("~")
        ]
        for block in parsed_nginx(place)
        if block["directive"] == "map"
    }


def test_nginx_sends_what_the_policy_says() -> None:
    (server,) = [
        block["block"]
        for block in parsed_nginx(BELOW)
        if block["directive"] == "server" and len(block["block"]) > 4
    ]
    added = {
        line["args"][0]: line["args"][1] for line in server if line["directive"] == "add_header"
    }
    assert {name: added[name] for name, _ in HEADERS} == dict(HEADERS)
    assert added.keys() - dict(HEADERS).keys() == {
        "Access-Control-Allow-Origin",
        "Content-Disposition",
        "Cache-Control",
    }
    # An `add_header` of a location would take away those of the server.
    inner = [line for block in server for line in block.get("block", ())]
    assert not any(line["directive"] == "add_header" for line in inner)
    (types,) = [block["block"] for block in server if block["directive"] == "types"]
    told = {f".{ending}": line["directive"] for line in types for ending in line["args"]}
    assert told == {ending: kind.partition(";")[0] for ending, kind in TYPES.items()}


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Jakarta", (17, 10)),
        ("Asia/Makassar", (16, 10)),
        ("Asia/Jayapura", (15, 10)),
        ("Asia/Kathmandu", (18, 25)),
        ("UTC", (0, 10)),
        ("America/New_York", (5, 10)),
    ],
)
def test_the_build_of_a_day_begins_after_midnight_in_the_city(
    zone: str, utc: tuple[int, int]
) -> None:
    assert daily_utc(zone) == utc


def test_every_file_of_a_site_is_of_a_listed_kind(site: CityFolder) -> None:
    endings = {PurePosixPath(path).suffix for path in site.files()}
    assert endings <= TYPES.keys() | {"", ".nginx", ".caddy"}


@contextmanager
def nginx(folder: Path, root: Path, place: Place) -> Iterator[int]:
    """Run nginx on a free port with the file of a city; its port and certificate are not ours."""
    port = free_port()
    text = host_file("host/nginx.conf", place).replace(f"{place.home}/kini", str(root))
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^ *(?:ssl_|listen \[).*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    own = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = folder / "nginx.conf"
    settings.write_text(
        f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; pid {folder}/pid; error_log {folder}/galat;\nevents {{}}\n"
        f"http {{ access_log off;\n{own}{text}}}\n",
        encoding="utf-8",
    )
    program = os.environ.get("NGINX_PROGRAM") or shutil.which("nginx") or ""
    command = [program, "-p", str(folder), "-c", str(settings), "-e", f"{folder}/galat"]
    with running(command, port, folder):
        yield port


@contextmanager
def caddy(folder: Path, root: Path, place: Place) -> Iterator[int]:
    """Run Caddy on a free port with the file of a city, without HTTPS."""
    port = free_port()
    text = host_file("host/Caddyfile", place).replace(f"{place.home}/kini", str(root))
    text = text.replace(f"\n{place.host} {{", f"\n:{port} {{\n\tbind 127.0.0.1")
    settings = folder / "Caddyfile"
    settings.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}", encoding="utf-8")
    program = os.environ.get("CADDY_PROGRAM") or shutil.which("caddy") or ""
    command = [program, "run", "--config", str(settings), "--adapter", "caddyfile"]
    with running(command, port, folder):
        yield port


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    told = folder / "galat-server"
    with told.open("w") as log:
        home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | home)
        try:
            end = time.monotonic() + WAIT
            while process.poll() is None and time.monotonic() < end and not _open(port):
                time.sleep(0.02)
            assert _open(port), told.read_text()
            yield
        finally:
            process.terminate()
            process.wait(timeout=WAIT)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def asked(port: int, path: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    headers = {name.lower(): value for name, value in response.getheaders()}
    place = headers.get("location", "").removeprefix(f"http://127.0.0.1:{port}")
    return Answer(response.status, headers.get("content-type", ""), place, headers, body)


Server = Callable[[Path, Path, Place], AbstractContextManager[int]]
SERVERS = [
    pytest.param(
        server,
        id=name,
        marks=pytest.mark.skipif(
            not (os.environ.get(f"{name.upper()}_PROGRAM") or shutil.which(name)),
            reason=f"no {name} ({name.upper()}_PROGRAM)",
        ),
    )
    for name, server in (("nginx", nginx), ("caddy", caddy))
]


@pytest.mark.parametrize("place", [PLACE, BELOW], ids=["root", "below"])
@pytest.mark.parametrize("server", SERVERS)
def test_a_server_with_our_file_serves_a_site(
    server: Server, place: Place, site: CityFolder, tmp_path: Path
) -> None:
    output, prefix = site.output, place.prefix
    if prefix:
        city = CityFolder(site.root, tmp_path / "keluaran" / "terbuka")
        city.build(clock=NOW, base_url=f"https://{place.host}{prefix}")
        output = city.output
    root = output.parent if prefix else output
    style = next(path.relative_to(output) for path in output.glob("aset/*.css"))
    missing = (output / "404.html").read_bytes()
    (output / ".well-known").mkdir(exist_ok=True)
    (output / ".well-known/security.txt").write_text("Contact: x\n", encoding="utf-8")
    with server(tmp_path, root, place) as port:
        for path, kind in (
            ("/", "text/html; charset=utf-8"),
            (DATA, "text/html; charset=utf-8"),
            (f"{DATA}kunjungan.csv", "text/csv; charset=utf-8"),
            (f"{DATA}kunjungan.json", "application/json"),
            (f"{DATA}grafik-1.svg", "image/svg+xml"),
            (f"{DATA}grafik-1.png", "image/png"),
            ("/feed.xml", "application/atom+xml; charset=utf-8"),
            ("/kelurahan/dago/feed.xml", "application/atom+xml; charset=utf-8"),
            ("/sitemap.xml", "application/xml"),
            ("/robots.txt", "text/plain; charset=utf-8"),
            ("/.well-known/security.txt", "text/plain; charset=utf-8"),
            (f"/{style}", "text/css; charset=utf-8"),
        ):
            answer = asked(port, prefix + path)
            assert answer.status == 200, path
            assert answer.kind.removesuffix("; charset=utf-8") == kind.removesuffix(
                "; charset=utf-8"
            ), path
            assert answer.kind.startswith(kind), path
            for name, value in HEADERS:
                assert answer.headers[name.lower()] == value, path
        assert asked(port, f"{prefix}/{style}").headers["cache-control"] == FOREVER[1]
        saved = asked(port, f"{prefix}{DATA}kunjungan.xlsx").headers
        assert (saved["access-control-allow-origin"], saved["content-disposition"]) == (
            "*",
            "attachment",
        )
        assert "access-control-allow-origin" not in asked(port, f"{prefix}/").headers
        assert "content-disposition" not in asked(port, f"{prefix}/tidak/ada.csv").headers
        for path in MISSING:
            answer = asked(port, prefix + path)
            assert (answer.status, answer.body) == (404, missing), path
            assert answer.kind == "text/html; charset=utf-8", path
            assert answer.headers[HEADER.lower()] == POLICY, path
        for path in HERE:
            assert asked(port, prefix + path).status == 200, path
        for path, place_of_it in MOVED.items():
            answer = asked(port, prefix + path)
            assert answer.status in {301, 308}, path
            assert answer.place == prefix + place_of_it, path
            assert answer.headers[HEADER.lower()] == POLICY, path
        assert asked(port, f"{prefix}/?p=13").place == "https://lain.example/?x=1&y=2"


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_sends_what_lies_compressed_beside_a_file(
    server: Server, site: CityFolder, tmp_path: Path
) -> None:
    city = CityFolder(tmp_path / "kota", tmp_path / "keluaran")
    shutil.copytree(site.root, city.root, ignore=shutil.ignore_patterns(".sitegen"))
    city.write("site.yml", f"{SITE}kompresi: [br, gz]\n")
    city.build(clock=NOW)
    (style,) = [
        path.relative_to(city.output).as_posix() for path in city.output.glob("aset/style.*.css")
    ]
    pages = {"/": "index.html", f"/{style}": style, "/tidak/ada/": "404.html"}
    encodings = {"gzip": "gz", "br": "br"} if server is caddy else {"gzip": "gz"}
    with server(tmp_path, city.output, PLACE) as port:
        for address, name in pages.items():
            plain = asked(port, address)
            for encoding, kind in encodings.items():
                answer = asked_for(port, address, encoding)
                if name == "404.html" and server is caddy:
                    continue  # it compresses what it says about errors by itself
                assert answer.headers["content-encoding"] == encoding, address
                assert answer.body == (city.output / f"{name}.{kind}").read_bytes(), address
                assert (answer.status, answer.kind) == (plain.status, plain.kind), address
                assert answer.headers["vary"] == "Accept-Encoding", address
                assert answer.headers[HEADER.lower()] == POLICY, address
                assert answer.headers.get("cache-control") == plain.headers.get("cache-control")
            assert "content-encoding" not in plain.headers, address
