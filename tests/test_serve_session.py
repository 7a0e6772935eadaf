"""The development server as a whole: built, edited, broken, mended, ended."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.errors import ConfigError, HalfPublished, LockedError, SitegenError, ThemeError
from sitegen.model import Problem, Where
from sitegen.serve.session import ServeOptions, Session, serve, session
from tests.conftest import NOW, CityFolder

DEADLINE = 10.0
SOURCE = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
REPORT = "/kelurahan/dago/laporan/2026/11/posyandu/"
TEXT = "---\njudul: Posyandu Mawar\njenis: layanan\n---\nDelapan puluh empat balita.\n"


@dataclass
class Fake:
    """A builder that counts, and does what it is told before it builds."""

    act: Callable[[Options], None] | None = None
    given: list[Options] = field(default_factory=list)

    def __call__(self, options: Options) -> Result:
        self.given.append(options)
        if self.act:
            self.act(options)
        return build(options)


def options(folder: CityFolder, **given: Any) -> ServeOptions:
    wanted: dict[str, Any] = {"port": 0, "clock": NOW, "jobs": 1, "lang": "en", **given}
    return ServeOptions(root=folder.root, **wanted)


@contextmanager
def served(
    folder: CityFolder, builder: Callable[[Options], Result] = build, **given: Any
) -> Iterator[tuple[Session, list[str]]]:
    said: list[str] = []
    with session(options(folder, **given), said.append, builder=builder) as live:
        yield live, said


def get(live: Session, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", live.server.server_port, timeout=DEADLINE)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@dataclass
class Stream:
    """The event stream of a page."""

    connection: HTTPConnection
    response: HTTPResponse

    def event(self) -> tuple[str, dict[str, Any]]:
        """Return the next event."""
        fields: dict[str, str] = {}
        while line := self.response.readline():
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                return fields["event"], json.loads(fields["data"])
            else:
                fields = {}
        raise EOFError


@contextmanager
def stream(live: Session, page: str) -> Iterator[Stream]:
    _, body = get(live, page)
    seen = body.decode().partition('data-seen="')[2].partition('"')[0]
    connection = HTTPConnection("127.0.0.1", live.server.server_port, timeout=DEADLINE)
    query = urlencode({"page": page, "seen": seen})
    connection.request("GET", f"/__sitegen/events?{query}")
    response = connection.getresponse()
    try:
        yield Stream(connection, response)
    finally:
        response.close()
        connection.close()


@pytest.fixture
def folder(city: Callable[[str], CityFolder]) -> CityFolder:
    made = city("")
    made.write(SOURCE, TEXT)
    return made


def test_a_city_is_served_edited_broken_and_mended(folder: CityFolder) -> None:
    with served(folder) as (live, said), stream(live, REPORT) as page:
        assert said[0] == "Building the site ..."
        assert said[-1] == f"The site: {live.address} (Ctrl-C ends)"
        assert page.event()[1]["problems"] == []
        folder.write(SOURCE, TEXT.replace("empat", "lima"))
        assert live.step(DEADLINE)
        name, data = page.event()
        assert name == "reload"
        assert f"{REPORT[1:]}index.html" in data["paths"]
        answer, body = get(live, REPORT)
        assert answer.status == 200
        assert "puluh lima balita" in body.decode()

    with served(folder) as (live, said), stream(live, REPORT) as page:
        page.event()
        folder.write(SOURCE, TEXT.replace("judul", "judl"))
        assert live.step(DEADLINE)
        name, data = page.event()
        assert (name, data["problems"][0]["label"]) == ("problems", "error F006")
        assert any(line.startswith(f"{SOURCE}:2:1: error[F006]: ") for line in said)
        assert page.event()[0] == "reload"
        assert 'class="stand-in"' in get(live, REPORT)[1].decode()
        folder.write(SOURCE, TEXT.replace("empat", "lima"))
        assert live.step(DEADLINE)
        name, data = page.event()
        assert (name, data["problems"]) == ("problems", [])
        assert page.event()[0] == "reload"
        assert 'class="stand-in"' not in get(live, REPORT)[1].decode()


def test_the_site_is_built_for_its_local_address_into_a_folder_of_its_own(
    folder: CityFolder,
) -> None:
    folder.write("site.yml", "nama: Kota\nalamat_situs: https://contoh.example/terbuka\n")
    builder = Fake()
    with served(folder, builder, drafts=True, future=True, strict=True) as (live, _):
        origin = f"http://127.0.0.1:{live.server.server_port}"
        response, body = get(live, "/terbuka/")

        assert live.address == f"{origin}/terbuka/"
        assert builder.given[0] == Options(
            root=folder.root,
            output=folder.root / ".sitegen" / "serve",
            base_url=f"{origin}/terbuka",
            clock=NOW,
            jobs=1,
            drafts=True,
            future=True,
            strict=True,
            compressed=False,
        )
        assert response.status == 200
        assert f'<link rel="canonical" href="{origin}/terbuka/">' in body.decode()
        assert get(live, "/")[0].getheader("Location") == "/terbuka/"
        assert not any(
            b"__sitegen" in path.read_bytes() for path in live.options.output.rglob("*.html")
        )
    assert not folder.output.exists()


def test_hints_during_a_build_make_exactly_one_more(folder: CityFolder) -> None:
    builder = Fake()
    with served(folder, builder) as (live, _):
        hints = [live.hints.hint] * 5

        def restless(_: Options) -> None:
            while hints:
                hints.pop()()

        builder.act = restless
        live.hints.hint()
        while live.step(0.3):
            pass

    # The first, the one hinted at, and one for all hints during it.
    assert len(builder.given) == 3


def test_an_edit_during_a_build_is_served_in_the_end(folder: CityFolder) -> None:
    builder = Fake()
    edits = ["dua", "satu"]

    def edit(given: Options) -> None:
        if edits:
            (given.root / SOURCE).write_text(TEXT + edits.pop(), encoding="utf-8")

    with served(folder, builder) as (live, _):
        builder.act = edit
        live.hints.hint()
        while live.step(0.5):
            pass

        assert "dua" in get(live, REPORT)[1].decode()


def test_the_last_good_site_stays_when_a_build_cannot_go_on(folder: CityFolder) -> None:
    builder = Fake()
    problem = Problem(code="T003", where=Where(path="templates/a.html", line=3))

    failures = [ThemeError(problems=(problem,)), SitegenError("x"), OSError(28, "disk full")]

    def fail(_: Options) -> None:
        raise failures.pop()

    with served(folder, builder) as (live, said), stream(live, REPORT) as page:
        page.event()
        builder.act = fail
        while failures:
            live.build()
            assert said[-1] == "Not published: the last good version stays."
            name, data = page.event()
            assert name == "problems"
            assert data["notice"] == "Not published: you see the last good version."
            assert get(live, REPORT)[0].status == 200
        builder.act = None
        live.build()
        assert page.event()[1]["problems"] == []


def test_a_build_that_fails_says_why_each_time(folder: CityFolder) -> None:
    builder = Fake()

    def fail(_: Options) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "keluaran")

    with served(folder, builder) as (live, said):
        builder.act = fail
        for _ in range(2):
            said.clear()
            live.build()
            assert said == [
                "error: the build failed: keluaran: the disk is full",
                "Not published: the last good version stays.",
            ]


def test_a_site_that_is_published_in_part_is_not_called_the_last_good_one(
    folder: CityFolder,
) -> None:
    builder = Fake()
    problem = Problem.of("S039", "", path="keluaran/a", reason="the disk is full")

    def fail(_: Options) -> None:
        raise HalfPublished(problems=(problem,))

    with served(folder, builder) as (live, said), stream(live, REPORT) as page:
        page.event()
        builder.act = fail
        said.clear()
        live.build()
        assert said == [
            (
                "error[S039]: the new site is online only in part: keluaran/a: the disk is full\n"
                "     = next step: make room or mend the disk, then build again: that publishes the rest"
            )
        ]
        assert page.event()[1]["notice"] == ""


def test_a_broken_setting_keeps_the_site_and_says_what_is_wrong(folder: CityFolder) -> None:
    with served(folder) as (live, said):
        folder.write("site.yml", "nama: Kota\n")
        assert live.step(DEADLINE)

        assert any(line.startswith("site.yml") for line in said)
        assert get(live, REPORT)[0].status == 200


def test_strict_publishes_nothing_while_there_are_problems(folder: CityFolder) -> None:
    with served(folder, strict=True) as (live, said):
        folder.write(SOURCE, TEXT.replace("judul", "judl"))
        assert live.step(DEADLINE)

        assert said[-1] == "Not published: the last good version stays."
        assert "empat balita" in get(live, REPORT)[1].decode()


def test_a_first_build_that_fails_is_waited_for(folder: CityFolder) -> None:
    builder = Fake()

    def fail(_: Options) -> None:
        raise SitegenError("x")

    builder.act = fail
    with served(folder, builder) as (live, _), stream(live, "/") as page:
        assert get(live, "/")[0].status == 503
        assert page.event()[1]["problems"][0]["text"] == "the build failed: x"
        builder.act = None
        live.build()
        assert page.event()[0] == "problems"
        assert page.event()[0] == "reload"
        assert get(live, "/")[0].status == 200


def test_a_site_that_was_removed_is_built_again_when_somebody_looks(folder: CityFolder) -> None:
    with served(folder) as (live, _):
        assert get(live, "/")[0].status == 200
        shutil.rmtree(folder.root / ".sitegen")
        assert get(live, "/")[0].status == 503
        assert live.step(DEADLINE)
        assert get(live, "/")[0].status == 200


def test_a_site_that_cannot_be_built_is_not_tried_at_every_look(folder: CityFolder) -> None:
    def fail(_: Options) -> None:
        raise SitegenError("x")

    with served(folder, Fake(act=fail)) as (live, _):
        assert get(live, "/")[0].status == 503
        assert not live.step(0.5)


def test_another_build_of_the_city_is_waited_for(folder: CityFolder) -> None:
    builder = Fake()

    def locked(_: Options) -> None:
        builder.act = None
        raise LockedError

    with served(folder, builder) as (live, said):
        builder.act = locked
        live.build()
        assert said[-1] == "Another build of this city is running; trying again."
        live.hints.hint()
        assert live.step(DEADLINE)
        assert said[-1].startswith("Built in ")


def test_a_city_is_served_once(folder: CityFolder) -> None:
    with (
        served(folder),
        pytest.raises(LockedError) as caught,
        session(options(folder), lambda _: None),
    ):
        pass

    assert caught.value.problems[0].code == "S016"


def test_a_folder_without_a_city_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        serve(ServeOptions(root=tmp_path), lambda _: None)

    assert list(tmp_path.iterdir()) == []


def test_what_is_unusual_is_said(folder: CityFolder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with served(folder, port=port, poll=0.5) as (live, said):
            assert live.server.server_port > port
    assert f"Port {port} is taken." in said
    assert "Changes are looked for every 0.5 s." in said
    with served(folder, host="0.0.0.0") as (live, said):  # noqa: S104 - what is warned of
        assert live.address.startswith("http://127.0.0.1:")
    assert any(line.startswith("Warning: everyone on the network") for line in said)


def test_requests_by_another_name_and_other_methods_are_refused(folder: CityFolder) -> None:
    with served(folder) as (live, _):
        assert get(live, "/", Host="jahat.example")[0].status == 403
        connection = HTTPConnection("127.0.0.1", live.server.server_port, timeout=DEADLINE)
        connection.request("POST", "/")
        response = connection.getresponse()
        policy = response.getheader("Content-Security-Policy") or ""
        connection.close()

    assert response.status == 501
    assert policy.startswith("default-src 'none'")


def test_raw_requests_do_not_leave_the_folder(folder: CityFolder) -> None:
    with served(folder) as (live, _):
        for target in ("/../site.yml", "/%2e%2e/%2e%2e/site.yml", "//../../site.yml"):
            with socket.create_connection(("127.0.0.1", live.server.server_port)) as line:
                line.settimeout(DEADLINE)
                line.sendall(f"GET {target} HTTP/1.0\r\n\r\n".encode())
                got = line.makefile("rb").read()
            assert b" 404 " in got.split(b"\r\n")[0]
            assert b"alamat_situs" not in got


def test_head_has_the_length_of_what_is_sent(folder: CityFolder) -> None:
    with served(folder) as (live, _):
        connection = HTTPConnection("127.0.0.1", live.server.server_port, timeout=DEADLINE)
        connection.request("HEAD", REPORT)
        response = connection.getresponse()
        length, body = response.getheader("Content-Length"), response.read()
        connection.close()

        assert body == b""
        assert length == str(len(get(live, REPORT)[1]))


def test_ctrl_c_ends_cleanly(folder: CityFolder) -> None:
    said: list[str] = []

    def interrupted(_: Options) -> Result:
        raise KeyboardInterrupt

    serve(options(folder), said.append, builder=interrupted)

    assert said[-1] == "Ended."
    assert [t.name for t in threading.enumerate() if "sitegen" in t.name] == []


def test_serving_costs_no_watchdog_where_nothing_is_served() -> None:
    code = "import sys, sitegen.serve.session; sys.exit('watchdog' in sys.modules)"

    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_address_of_a_draft_says_so_and_drafts_shows_it(folder: CityFolder) -> None:
    folder.write(SOURCE, TEXT.replace("jenis: layanan", "draf: ya"))
    with served(folder) as (live, _):
        response, body = get(live, REPORT)
        assert response.status == 404
        page = body.decode()
        assert "<h1>This page is a draft</h1>" in page
        assert f"Its file is <code>{SOURCE}</code>." in page
        assert "<code>sitegen serve --drafts</code>" in page
        assert 'rel="stylesheet"' in page
        assert (
            "This page is a draft" not in get(live, "/kelurahan/dago/laporan/2026/11/")[1].decode()
        )
        with stream(live, REPORT) as open_page:
            assert open_page.event()[0] == "problems"
            folder.write(SOURCE, TEXT)
            assert live.step(DEADLINE)
            assert open_page.event()[0] == "reload"
    folder.write(SOURCE, TEXT.replace("jenis: layanan", "draf: ya"))
    with served(folder, drafts=True) as (live, _):
        assert get(live, REPORT)[0].status == 200


@pytest.mark.parametrize(
    ("key", "address", "title"),
    [
        (
            "tanggal: 2026-12-01",
            REPORT.replace("/11/", "/12/"),
            "This page appears on 1 December 2026",
        ),
        (
            "kedaluwarsa: 2026-11-10",
            REPORT,
            "This page has not been shown since 10 November 2026",
        ),
    ],
)
def test_the_address_of_a_text_that_waits_or_has_expired_says_so(
    folder: CityFolder, key: str, address: str, title: str
) -> None:
    folder.write(SOURCE, TEXT.replace("jenis: layanan", key))
    with served(folder) as (live, _):
        response, body = get(live, address)
    assert (response.status, f"<h1>{title}</h1>" in body.decode()) == (404, True)


def test_open_pages_follow_the_file_saved_last_and_stay_where_their_reader_goes(
    folder: CityFolder,
) -> None:
    with served(folder, follow=True) as (live, _), stream(live, "/") as page:
        assert page.event()[0] == "problems"
        folder.write(SOURCE, TEXT.replace("Delapan", "Sembilan"))
        assert live.step(DEADLINE)
        assert page.event() == ("go", {"href": REPORT})
        with stream(live, "/kelurahan/dago/") as other:
            assert other.event()[0] == "problems"
            folder.write("content/kelurahan/dago/unit.yml", "tentang: Melayani warga.\n")
            assert live.step(DEADLINE)
            assert other.event()[0] == "reload"
        live.hints.last()
        live.hints.hint()
        assert live.step(DEADLINE)
        assert live.hub.site.lead == ""


def test_addresses_that_a_build_gives_up_are_told_once(folder: CityFolder) -> None:
    with served(folder) as (live, said):
        (folder.root / SOURCE).unlink()
        assert live.step(DEADLINE)
        assert any("[M024]" in line for line in said)
        said.clear()
        live.hints.hint()
        assert live.step(DEADLINE)
        assert not any("[M024]" in line for line in said)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EMFILE, "Too many open files", "site.yml"),
        ConfigError(problems=(Problem.of("S002", "site.yml", reason=os.strerror(errno.EMFILE)),)),
    ],
    ids=["of the system", "told as a problem"],
)
def test_a_lack_that_ends_by_itself_is_tried_again_without_a_save(
    folder: CityFolder, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("sitegen.serve.session.PATIENCE", 0.01)
    builder = Fake()

    def fail(_: Options) -> None:
        raise error

    with served(folder, builder) as (live, said):
        builder.act = fail
        live.hints.hint()
        assert live.step(DEADLINE)
        failed = [live.hub.site.failed]
        count = len(said)
        assert live.step(0)
        assert len(said) == count
        builder.act = None
        assert live.step(0)
        failed.append(live.hub.site.failed)
        assert not live.step(0)
    assert failed == [True, False]


def test_what_a_page_has_seen_forges_no_event(folder: CityFolder) -> None:
    with served(folder) as (live, _):
        connection = HTTPConnection("127.0.0.1", live.server.server_port, timeout=DEADLINE)
        query = urlencode({"page": "/", "seen": "x\nevent: reload\ndata: {}\n\n"})
        connection.request("GET", f"/__sitegen/events?{query}")
        with connection.getresponse() as response:
            lines = [response.readline() for _ in range(6)]
        connection.close()
    assert not any(line.startswith(b"id: x") for line in lines)


def test_more_streams_than_files_may_be_open_are_refused_and_pages_answer_on(
    folder: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.serve.server.STREAMS", 1)
    with served(folder) as (live, _), stream(live, "/") as page:
        assert page.event()[0] == "problems"
        assert get(live, "/__sitegen/events?page=/")[0].status == 503
        assert get(live, "/")[0].status == 200


def test_the_search_finds_what_was_just_written_but_no_draft(folder: CityFolder) -> None:
    draft = SOURCE.replace("posyandu", "rencana")

    def words(live: Session) -> str:
        listed = json.loads(get(live, "/cari/segmen.json")[1])
        names = [f"kata-{number}.json" for number in range(listed["minggu"])]
        found = [json.loads(get(live, f"/cari/baru/{name}")[1]) for name in names]
        found += [
            json.loads(get(live, f"/cari/kata/{n}.json")[1]) for n in range(listed["kata"][0])
        ]
        return "\n".join(found)

    folder.write(draft, "---\njudul: Rencana gamelan\ndraf: ya\n---\nIsi.\n")
    with served(folder, drafts=True) as (live, _):
        assert get(live, REPORT.replace("posyandu", "rencana"))[0].status == 200
        assert "puluh" in words(live)
        assert "gamelan" not in words(live)
        folder.write(SOURCE, TEXT.replace("balita", "angklung"))
        while "angklung" not in words(live):
            assert live.step(DEADLINE)
        folder.write(SOURCE, TEXT.replace("judul", "judl"))
        assert live.step(DEADLINE)
        assert "angklung" in words(live)
