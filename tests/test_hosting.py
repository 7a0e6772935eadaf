"""The lines for nginx in docs/hosting.md, run as they stand there with a built site."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath

import pytest

from sitegen.policy import HEADER, POLICY
from sitegen.serve.headers import TYPES
from tests.conftest import NOW, SITE, UNITS, CityFolder, write_blocks
from tests.sample import REPOSITORY
from tests.test_panduan import blocks_of

PAGE = "docs/hosting.md"
BLOCKS = [
    block.text
    for block in blocks_of(PAGE, (REPOSITORY / PAGE).read_text(encoding="utf-8"))
    if block.info == "nginx"
]
CITY = f"""\
-- site.yml --
{SITE}-- data/units.csv --
{UNITS}-- content/kelurahan/dago/data/kunjungan.csv --
bulan,kunjungan
Januari,72
Februari,75
-- content/kelurahan/dago/data/kunjungan.yml --
judul: Kunjungan
"""
DATA = "/kelurahan/dago/data/kunjungan/"
WAIT = 10.0


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    place: str
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    folder = tmp_path_factory.mktemp("hos")
    # The processes of nginx give up their rights, and must be able to read the site.
    for each in (folder, folder.parent, folder.parent.parent):
        each.chmod(0o755)
    write_blocks(folder / "kota", CITY)
    city = CityFolder(folder / "kota", folder / "build")
    city.build(clock=NOW)
    return city


def test_every_kind_of_file_that_a_site_can_have_has_its_type() -> None:
    """Those of themes alone are left to whoever makes one."""
    listed = set(re.findall(r"^ +[a-z]+/\S+ (\w+);$", "\n".join(BLOCKS), re.MULTILINE))
    of_themes = {"avif", "geojson", "gif", "jpeg", "js", "jsonld", "mjs", "ttf", "ttl", "wasm"}
    of_themes |= {"webmanifest", "woff", "woff2", "xls", "zip"}
    assert listed == {ending[1:] for ending in TYPES} - of_themes


def test_every_file_of_a_site_is_of_a_listed_kind(site: CityFolder) -> None:
    endings = {PurePosixPath(path).suffix for path in site.files()}
    assert endings <= TYPES.keys()


@contextmanager
def nginx(folder: Path, site: Path) -> Iterator[int]:
    """Run nginx on a free port with the lines of the docs; the port is its own."""
    program = os.environ.get("NGINX_PROGRAM") or shutil.which("nginx") or ""
    server, maps = (next(b for b in BLOCKS if mark in b) for mark in ("server {", "map $"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = re.sub(r"^ *ssl_.*\n", "", server, flags=re.MULTILINE)
    server = server.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    server = server.replace("/srv/terbuka/build", str(site))
    server = server.rstrip().removesuffix("}") + "if ($moved) { return 301 $moved; }\n}\n"
    own = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/galat;\nevents {{}}\n"
        f"http {{ access_log off;\n{own}{maps}{server}}}\n",
        encoding="utf-8",
    )
    command = [program, "-p", str(folder), "-c", str(settings), "-e", f"{folder}/galat"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        end = time.monotonic() + WAIT
        while process.poll() is None and time.monotonic() < end and not _open(port):
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        _, said = process.communicate(timeout=WAIT)
        assert said == ""


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
    place = headers.get("location", "").partition(f":{port}")[2]
    return Answer(response.status, headers.get("content-type", ""), place, headers, body)


@pytest.mark.skipif(
    not (os.environ.get("NGINX_PROGRAM") or shutil.which("nginx")),
    reason="no nginx (NGINX_PROGRAM)",
)
def test_nginx_serves_a_site_as_the_docs_say(site: CityFolder, tmp_path: Path) -> None:
    style = next(path for path in site.files() if path.endswith(".css"))
    missing = site.files()["404.html"]
    (site.output / ".well-known").mkdir()
    (site.output / ".well-known/security.txt").write_text("Contact: x\n", encoding="utf-8")
    with nginx(tmp_path, site.output) as port:
        for path, kind in (
            ("/", "text/html; charset=utf-8"),
            (DATA, "text/html; charset=utf-8"),
            (f"{DATA}kunjungan.csv", "text/csv; charset=utf-8"),
            (f"{DATA}kunjungan.json", "application/json; charset=utf-8"),
            ("/feed.xml", "application/atom+xml; charset=utf-8"),
            ("/sitemap.xml", "application/xml; charset=utf-8"),
            ("/.well-known/security.txt", "text/plain; charset=utf-8"),
            (f"/{style}", "text/css; charset=utf-8"),
        ):
            answer = asked(port, path)
            assert (answer.status, answer.kind) == (200, kind), path
            assert answer.headers[HEADER.lower()] == POLICY, path
            assert answer.headers["x-content-type-options"] == "nosniff", path
        assert asked(port, f"/{style}").headers["cache-control"] == "max-age=31536000"
        for path in ("/tidak/ada/", "/aset/", "/kelurahan/dago/data/", "/.sitegen-output"):
            answer = asked(port, path)
            assert (answer.status, answer.body) == (404, missing), path
        moved = {"/kelurahan/dago": "/kelurahan/dago/", "/kel-mantuil.html": "/kelurahan/mantuil/"}
        moved["/?p=123"] = "/kelurahan/mantuil/laporan/2024/05/posyandu/"
        for path, place in moved.items():
            answer = asked(port, path)
            assert (answer.status, answer.place) == (301, place), path
