"""What `sitegen new host desk` writes fits the desk and the proxies that it stands behind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import crossplane
import pytest

from sitegen.cli.desk_command import desk as desk_command
from sitegen.cli.host_scaffold import HOSTS, Place, host_file
from sitegen.cli.main import run
from sitegen.desk.settings import DeskSettings, parse_settings
from sitegen.policy import HEADERS
from tests.test_hosting import free_port, running

PLACE = Place(host="terbuka.kota.example", prefix="/terbuka", zone="Asia/Jakarta")
REPOSITORY = Path(__file__).parent.parent.parent


def test_the_settings_start_a_desk_behind_that_proxy_with_links_for_offices() -> None:
    found = parse_settings(host_file("host/meja.yml", PLACE).encode(), "meja.yml")

    assert found.access
    assert (found.access.origin, found.access.host) == (
        "https://meja.terbuka.kota.example",
        "meja.terbuka.kota.example",
    )
    assert [str(each) for each in found.access.proxy.peers] == ["127.0.0.1/32"]
    assert found.access.links
    assert (found.push, found.review.waits("kelurahan/dago"), found.then) == (
        "origin",
        True,
        "bash host/terbitkan --sebar",
    )


def proxied(folder: Path) -> list[dict[str, Any]]:
    """The server of nginx that stands before the desk, as a parser that is not ours reads it."""
    file = folder / "nginx.conf"
    text = host_file("host/meja.nginx.conf", PLACE)
    file.write_text(f"events {{}}\nhttp {{\n{text}\n}}\n", encoding="utf-8")
    result = crossplane.parse(str(file), strict=True)
    assert result["errors"] == []
    blocks = result["config"][0]["parsed"][1]["block"]
    servers = [each["block"] for each in blocks if each["directive"] == "server"]
    found: list[dict[str, Any]] = max(servers, key=len)
    return found


def test_nginx_takes_away_what_only_a_proxy_may_say_and_writes_down_no_link(
    tmp_path: Path,
) -> None:
    server = proxied(tmp_path)
    set_headers = {
        line["args"][0]: line["args"][1]
        for line in server
        if line["directive"] == "proxy_set_header"
    }
    places = {" ".join(each["args"]): each["block"] for each in server if "block" in each}

    assert set_headers == {
        "Host": "$host",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-For": "$remote_addr",
        "X-Remote-User": "",
        "X-Remote-Groups": "",
    }
    # A header of a location would take away those of the server.
    inner = [line for block in places.values() for line in block]
    assert not any(line["directive"] == "proxy_set_header" for line in inner)
    logs = {
        line["directive"]: line["args"]
        for line in places["/meja/masuk/"]
        if line["directive"].endswith("_log")
    }
    # While the desk is away, nginx writes the address of each request into its log of errors.
    assert logs == {"access_log": ["off"], "error_log": ["/dev/null", "crit"]}
    assert [line["args"] for line in places["= /sehat"] if line["directive"] == "deny"] == [["all"]]


def test_pages_that_nginx_makes_itself_ask_for_https_as_the_desk_does(tmp_path: Path) -> None:
    (name,) = (name for name in dict(HEADERS) if name.lower() == "strict-transport-security")
    lines = [(line["directive"], *line["args"]) for line in proxied(tmp_path)]
    assert ("add_header", name, dict(HEADERS)[name], "always") in lines
    assert ("proxy_hide_header", name) in lines  # not twice


@pytest.mark.parametrize("path", ["host/meja.nginx.conf", "host/meja.Caddyfile"])
def test_proxies_let_through_what_the_desk_takes_and_not_much_more(path: str) -> None:
    text = host_file(path, PLACE)
    (size,) = re.findall(r"(?:client_max_body_size|max_size) (\d+)M?", text, re.IGNORECASE)

    assert DeskSettings().size < int(size) * 1_000_000 < 2 * DeskSettings().size
    assert "127.0.0.1:8400" in text
    assert DeskSettings().listen == "127.0.0.1:8400"


def test_caddy_deletes_what_only_a_proxy_may_say() -> None:
    text = host_file("host/meja.Caddyfile", PLACE)

    assert "header_up -X-Remote-User" in text
    assert "header_up -X-Remote-Groups" in text
    assert "header_up X-Forwarded-For {remote_host}" in text
    assert "skip_log /meja/masuk/*" in text


@dataclass
class Upstream:
    """What stands behind a proxy in place of the desk, and the headers that reached it."""

    port: int
    seen: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def upstream() -> Iterator[Upstream]:
    found = Upstream(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.seen.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


def of_proxy(name: str, folder: Path, port: int, behind: int) -> list[str]:
    """Write a proxy's settings with our file, at another port and without a certificate; return its command."""
    text = host_file(FILES[name], PLACE).replace("127.0.0.1:8400", f"127.0.0.1:{behind}")
    settings = folder / name
    if name == "nginx":
        text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
        text = re.sub(r"^ *(?:ssl_|listen \[).*\n", "", text, flags=re.MULTILINE)
        text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        own = "".join(f"{each}_temp_path {folder}/{each};\n" for each in kinds)
        user = "user root; " if os.geteuid() == 0 else ""
        settings.write_text(
            f"{user}daemon off; pid {folder}/pid; error_log {folder}/galat;\nevents {{}}\n"
            f"http {{ access_log {folder}/catatan;\n{own}{text}}}\n",
            encoding="utf-8",
        )
        return [program(name), "-p", str(folder), "-c", str(settings), "-e", f"{folder}/galat"]
    text = text.replace(f"\nmeja.{PLACE.host} {{", f"\n:{port} {{\n\tbind 127.0.0.1")
    told = re.search(r"^#   (\{\n.*?)^#   \}\n", text, re.DOTALL | re.MULTILINE)
    assert told
    ours = "".join(line.removeprefix("#   ") for line in told[1].splitlines(keepends=True))
    ours = ours.replace("{\n", "{\n\tadmin off\n\tauto_https off\n", 1)
    settings.write_text(f"{ours}}}\n{text}", encoding="utf-8")
    return [program(name), "run", "--config", str(settings), "--adapter", "caddyfile"]


def program(name: str) -> str:
    return os.environ.get(f"{name.upper()}_PROGRAM") or shutil.which(name) or ""


FILES = {"nginx": "host/meja.nginx.conf", "caddy": "host/meja.Caddyfile"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name,
            marks=pytest.mark.skipif(
                not program(name), reason=f"no {name} ({name.upper()}_PROGRAM)"
            ),
        )
        for name in FILES
    ],
)
def test_a_proxy_with_our_file_names_nobody_else_and_forgets_links(
    name: str, tmp_path: Path
) -> None:
    host = {"Host": f"meja.{PLACE.host}"}
    forged = {"X-Remote-User": "kominfo", "X-Remote-Groups": "kota", "X-Forwarded-For": "192.0.2.1"}
    link = "/meja/masuk/k/" + "rahasia-unit-1234"
    port = free_port()
    with upstream() as desk:
        command = of_proxy(name, tmp_path, port, desk.port)
        with running(command, port, tmp_path):
            assert answered(port, "/meja/", host | forged) == 200
            assert answered(port, link, host) == 200
            (first, _) = desk.seen
            assert "x-remote-user" not in first
            assert "x-remote-groups" not in first
            assert (first["host"], first["x-forwarded-for"]) == (host["Host"], "127.0.0.1")
    with running(of_proxy(name, tmp_path, port, free_port()), port, tmp_path):
        # The desk is away: now the proxy writes about each request.
        assert answered(port, "/meja/", host) == 502
        assert answered(port, link, host) == 502
    logs = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.is_file()]
    assert any("connect" in text and "/meja/" in text for text in logs)
    assert not any("rahasia-unit-1234" in text for text in logs)


def answered(port: int, path: str, headers: dict[str, str]) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_in_the_manual_caddy_empties_headers_before_it_fills_them() -> None:
    """Outside of a `route` Caddy has an order of its own, in which forward_auth comes first."""
    text = (REPOSITORY / "docs" / "desk.md").read_text(encoding="utf-8")
    block = text.partition("```caddyfile\n")[2].partition("```")[0]
    route = block.partition("  route {\n")[2]
    places = [
        route.index(each) for each in ("request_header -X-Remote-User", "forward_auth", ":8400")
    ]
    assert places == sorted(places)
    assert "request_header" not in block.partition("  route {\n")[0]


def test_the_service_starts_the_command_that_there_is() -> None:
    text = host_file("host/meja.service", PLACE)
    (started,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    program, name, *arguments = started.split()

    assert (program, name) == ("/opt/sitegen/bin/sitegen", desk_command.name)
    known = {option for each in desk_command.params for option in each.opts}
    assert set(arguments[::2]) <= known
    assert all(each.startswith("/srv/terbuka.kota.example/") for each in arguments[1::2])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_knows_every_line_of_the_service_and_finds_it_closed(tmp_path: Path) -> None:
    file = tmp_path / "sitegen-meja.service"
    text = host_file("host/meja.service", PLACE).replace("/opt/sitegen/bin/sitegen", "/bin/true")
    file.write_text(text, encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert "Unknown" not in checked.stderr

    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    level = re.search(r"exposure level for \S+: ([\d.]+)", told.stdout)
    assert level, told.stderr
    assert float(level[1]) < 3.0


def test_the_files_are_made_without_touching_the_city_s_own(tmp_path: Path) -> None:
    assert run(["new", "city", str(tmp_path / "kota"), "--name", "Kota", "--code", "32.73"]) == 0
    before = {path for path in (tmp_path / "kota").rglob("*") if path.is_file()}
    assert run(["new", "host", "desk", "--root", str(tmp_path / "kota")]) == 0
    after = {path for path in (tmp_path / "kota").rglob("*") if path.is_file()}

    assert {path.relative_to(tmp_path / "kota").as_posix() for path in after - before} == set(
        HOSTS["desk"]
    )


def test_the_command_that_the_settings_publish_with_is_made_unless_it_is_there(
    tmp_path: Path,
) -> None:
    found = parse_settings(host_file("host/meja.yml", PLACE).encode(), "meja.yml")
    command = tmp_path / "kota" / found.then.split()[1]
    assert run(["new", "city", str(tmp_path / "kota"), "--name", "Kota", "--code", "32.73"]) == 0

    assert run(["new", "host", "desk", "--root", str(tmp_path / "kota")]) == 0
    assert command.stat().st_mode & 0o111
    command.write_text("# milik kota\n", encoding="utf-8")
    assert run(["new", "host", "systemd", "--root", str(tmp_path / "kota")]) == 0
    assert command.read_text(encoding="utf-8") == "# milik kota\n"
    assert run(["new", "host", "systemd", "--root", str(tmp_path / "kota")]) == 2


def test_the_image_of_the_desk_is_made_of_locked_libraries() -> None:
    text = (REPOSITORY / "Containerfile").read_text()

    assert (
        '--require-hashes --only-binary :all: -r "/opt/sitegen-sumber/requirements/$LIBRARIES.txt"'
        in text
    )
    for name in ("runtime", "desk"):
        assert (REPOSITORY / "requirements" / f"{name}.txt").is_file()
    locked = (REPOSITORY / "requirements" / "desk.txt").read_text()
    assert {"starlette", "uvicorn", "jinja2", "pandas"} <= set(
        re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE)
    )


def test_the_review_has_each_point_of_level_one_once_and_names_tests_that_there_are() -> None:
    """ASVS 5.0.0 has 70 requirements of level 1."""
    text = (REPOSITORY / "docs" / "desk-security.md").read_text()
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (\S+) \|", text, re.MULTILINE)
    numbers = [tuple(map(int, number.split("."))) for number, _ in rows]

    assert len(numbers) == 70
    assert numbers == sorted(set(numbers))
    assert {verdict for _, verdict in rows} == {"holds", "partly", "proxy", "-"}
    named = set(re.findall(r"`((?:tests/)?test_\w+\.py)`", text))
    assert named
    for name in named:
        place = name if name.startswith("tests/") else f"tests/desk/{name}"
        assert (REPOSITORY / place).is_file(), place
    # What does not hold as a whole is told before the table.
    told = text.partition("## What does not hold")[2].partition("## Libraries")[0]
    assert all(number in told for number, verdict in rows if verdict == "partly")
