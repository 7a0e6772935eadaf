"""What the desk asks of whoever lets people in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from sitegen.desk.access.visitor import Visitor

# Makes a page of the desk from the name of a template, who is here, and what the template gets.
Show = Callable[..., Response]


class DeskGate(Protocol):
    """Lets people in: says who asks, and whether a request was meant by them."""

    def middleware(self) -> Sequence[Middleware]:
        """Return what every request passes first: hosts, sizes, times, headers."""

    def routes(self, show: Show) -> Sequence[BaseRoute]:
        """Return the addresses of signing in and out, below `/meja/masuk/` and `/meja/keluar`."""

    def note(self, request: Request, act: str, **values: str | int) -> None:
        """Write a line for an act: words of ours, keys of units and numbers of items only."""

    async def visitor_of(self, request: Request) -> Visitor | None:
        """Return who asks, None for somebody unknown."""

    def entrance(self, request: Request) -> str:
        """Return the address where whoever asks may sign in, "" where there is none."""

    def token(self, request: Request) -> str:
        """Return what the forms of a page carry, by which their answers are known again."""

    async def genuine(self, request: Request, token: str) -> bool:
        """Return whether an act comes from a page of this desk that this visitor had."""
