"""A desk with its real gate, and people who come to it in all ways."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from httpx import Response
from msgspec.structs import replace
from starlette.testclient import TestClient

from sitegen.desk.access.door import Door
from sitegen.desk.access.entry import SENDING, CityGate
from sitegen.desk.access.links import make_link
from sitegen.desk.access.sessions import COOKIE
from sitegen.desk.access.settings import (
    DAY,
    AccessSettings,
    LinkSettings,
    OidcSettings,
    ProxySettings,
)
from sitegen.desk.application import make_application
from sitegen.desk.desk import Desk
from sitegen.desk.published.pages import EDITING
from sitegen.desk.queue import Queue
from sitegen.desk.running import opened
from sitegen.desk.settings import DeskSettings
from sitegen.desk.worker import perform
from sitegen.i18n import translator
from tests.desk.opened import make_city, options_of
from tests.desk.provider import CLIENT, ISSUER, PASSWORD, FakeProvider
from tests.repository import Repository

ORIGIN = "https://meja.kota.example"
PROXY, PHONE = "10.0.0.5", "203.0.113.9"
DAGO, SEKELOA, COBLONG = "kelurahan/dago", "kelurahan/sekeloa", "kecamatan/coblong"
OWNERS = """\
kota: ["@kominfo"]
unit:
  kelurahan/dago: ["@dago", "*@dago.contoh.example"]
  kelurahan/sekeloa: [lurah@sekeloa.contoh.example]
peninjau:
  kecamatan/coblong: ["@camat"]
"""
SETTINGS = AccessSettings(
    origin=ORIGIN,
    proxy=ProxySettings(
        peers=(ipaddress.ip_network(PROXY),), user="x-remote-user", groups="x-remote-groups"
    ),
    oidc=OidcSettings(issuer=ISSUER, client=CLIENT, secret=PASSWORD),
    links=LinkSettings(),
    files={SENDING: 1_000_000},
    forms={EDITING: 24_000_000},
)
# What browsers send with what a page of the desk does.
OURS = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')


@dataclass
class Guarded:
    """An open desk behind its gate; `clock` is its time, `lines` what it has noted."""

    city: Repository
    desk: Desk
    door: Door
    provider: FakeProvider
    clock: list[float]
    lines: list[dict[str, Any]] = field(default_factory=list)

    def browser(self, address: str = PHONE, **headers: str) -> TestClient:
        """A browser that nobody knows yet."""
        return TestClient(
            make_application(self.desk),
            base_url=ORIGIN,
            client=(address, 50_000),
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def with_link(self, unit: str = DAGO, **headers: str) -> TestClient:
        """The browser of an office that has opened its link."""
        client = self.browser(**headers)
        secret = make_link(self.door.book, unit, self.clock[0], 180 * DAY)
        answer = client.post("/meja/masuk/buka", data={"kunci": secret}, headers=OURS)
        assert answer.status_code == 303, answer.text
        return client

    def by_proxy(self, user: str) -> TestClient:
        """A browser that comes through the city's proxy as somebody."""
        return self.browser(PROXY, **{"X-Remote-User": user})

    def token(self, client: TestClient) -> str:
        """What the forms of this browser carry."""
        found: str = client.get("/meja/saya").json()["token"]
        return found


def token_in(answer: Response) -> str:
    """The token in a form of a page."""
    found = _TOKEN.search(answer.text)
    assert found
    return found[1]


def session_in(client: TestClient) -> str:
    """The session in the cookies of a browser, "" if there is none."""
    return client.cookies.get(COOKIE) or ""


@contextmanager
def guarded_desk(folder: Path, settings: AccessSettings = SETTINGS) -> Iterator[Guarded]:
    """A desk in `folder` over a city that is made there, with its real gate."""
    where = folder / "kota"
    city = make_city(where)
    (where / "data" / "pemilik.yml").write_text(OWNERS, encoding="utf-8")
    (where / "build").mkdir()
    (where / "build" / "404.html").write_text("<title>Tidak ada</title>", encoding="utf-8")
    clock = [1_800_000_000.0]
    lines: list[dict[str, Any]] = []
    state = folder / "meja"
    state.mkdir()
    door = Door(
        *(where, state, settings, translator("id")),
        clock=lambda: clock[0],
        write=lambda line: lines.append(json.loads(line)),
    )
    provider = FakeProvider(clock=clock)
    gate = CityGate(door, provider.transport)
    given = DeskSettings(push=None, reserve=0, size=1_000_000, access=settings)
    with opened(options_of(where), state, given, gate) as desk:
        quiet = Queue(
            desk.store, desk.folder / "kiriman", desk.options, given, perform, clock=lambda: 0.0
        )
        yield Guarded(
            city=city,
            desk=replace(desk, queue=quiet),
            door=door,
            provider=provider,
            clock=clock,
            lines=lines,
        )
    gate.close()
