"""A desk over a small city, and somebody at it, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from httpx import Response
from msgspec.structs import replace
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from sitegen.desk.access.gate import Show
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.application import make_application
from sitegen.desk.desk import Desk
from sitegen.desk.queue import Queue
from sitegen.desk.running import opened
from sitegen.desk.settings import DeskSettings
from sitegen.desk.store import Item
from sitegen.desk.worker import perform
from sitegen.engine.options import Options
from tests.repository import Repository, repository

DAGO = Visitor(name="Kelurahan Dago", writes=frozenset({"kelurahan/dago"}))
SEKELOA = Visitor(name="Kelurahan Sekeloa", writes=frozenset({"kelurahan/sekeloa"}))
COBLONG = Visitor(
    name="Kecamatan Coblong",
    writes=frozenset({"kecamatan/coblong"}),
    reviews=frozenset({"kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa"}),
)
KOMINFO = Visitor(name="Kominfo", city=True)
TOKEN = "tanda-uji"  # noqa: S105 - of no real desk


@dataclass
class FakeGate:
    """A gate at which a test says who comes."""

    visitor: Visitor | None = field(default=DAGO)
    noted: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)

    def middleware(self) -> Sequence[Middleware]:
        return ()

    def routes(self, show: Show) -> Sequence[BaseRoute]:  # noqa: ARG002
        return ()

    def note(self, request: Request, act: str, **values: str | int) -> None:  # noqa: ARG002
        self.noted.append((act, values))

    async def visitor_of(self, request: Request) -> Visitor | None:  # noqa: ARG002
        return self.visitor

    def entrance(self, request: Request) -> str:  # noqa: ARG002
        return "/meja/masuk/"

    def token(self, request: Request) -> str:  # noqa: ARG002
        return TOKEN

    async def genuine(self, request: Request, token: str) -> bool:  # noqa: ARG002
        return token == TOKEN


def make_city(folder: Path) -> Repository:
    """A city in a repository of its own, with somebody who commits in it."""
    city = repository(folder)
    city.git("config", "user.name", "Petugas Kominfo")
    city.git("config", "user.email", "petugas@kominfo.contoh.example")
    return city


def options_of(city: Path) -> Options:
    return Options(
        root=city,
        output=city / "build",
        clock=datetime.fromisoformat("2026-11-21T12:00"),
        jobs=1,
    )


@dataclass
class Opened:
    """An open desk whose work a test does itself, step by step, in this process."""

    city: Repository
    desk: Desk
    gate: FakeGate
    client: TestClient

    def work(self) -> int:
        """Do all that waits; return how many jobs that were."""
        done = 0
        while self.desk.queue.step():
            done += 1
        return done

    def work_once_each(self) -> None:
        """Commit what was accepted, and push it."""
        self.desk.queue.step()
        self.desk.queue.step()

    def come(self, visitor: Visitor | None) -> None:
        self.gate.visitor = visitor

    def send(self, data: bytes) -> Response:
        found: Response = self.client.post(
            "/meja/kirim", content=data, headers={"X-Meja-Token": TOKEN}
        )
        return found

    def item(self, number: int = 1) -> Item:
        found = self.desk.store.get(number)
        assert found
        return found

    def decide(self, number: int, act: str, **form: str) -> Response:
        found: Response = self.client.post(
            f"/meja/kiriman/{number}/{act}", data={"token": TOKEN, **form}, follow_redirects=False
        )
        return found


@contextmanager
def open_desk(folder: Path, **settings: Any) -> Iterator[Opened]:
    """A desk in `folder`, over the city that lies or is made there."""
    where = folder / "kota"
    city = Repository(where) if where.exists() else make_city(where)
    gate = FakeGate()
    given = DeskSettings(**{"push": None, "reserve": 0, **settings})
    with opened(options_of(where), folder / "meja", given, gate) as desk:
        quiet = Queue(
            desk.store, desk.folder / "kiriman", desk.options, given, perform, clock=lambda: 0.0
        )
        made = replace(desk, queue=quiet)
        # Without entering it, so that no thread works on its own.
        yield Opened(city, made, gate, TestClient(make_application(made)))
