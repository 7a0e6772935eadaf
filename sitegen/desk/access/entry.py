"""The way in that `meja.yml` says; without one nobody enters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import httpx
from msgspec.structs import replace
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import BaseRoute

from sitegen.city.config import read_config
from sitegen.desk.access.door import Door
from sitegen.desk.access.entering import BACK, entering_routes
from sitegen.desk.access.gate import Show
from sitegen.desk.access.oidc import OidcSignIn
from sitegen.desk.access.visitor import Visitor
from sitegen.desk.published.pages import EDITING
from sitegen.desk.published.sending import MAX_EDIT_FORM
from sitegen.desk.settings import NAME, DeskSettings
from sitegen.errors import ConfigError
from sitegen.i18n import translator

# Where packages are sent to.
SENDING = "/meja/kirim"


def make_gate(root: Path, folder: Path, settings: DeskSettings) -> CityGate:
    """Return what lets people in; raises ConfigError when the settings name no way."""
    if settings.access is None:
        raise ConfigError.of("K022", str(folder / NAME))
    access = replace(
        settings.access,
        files={SENDING: settings.size},
        forms={EDITING: MAX_EDIT_FORM},
        review=settings.review,
    )
    return CityGate(Door(root, folder, access, translator(read_config(root).lang)))


class CityGate:
    """A door with its pages; is what `access.gate` asks for."""

    def __init__(self, door: Door, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.door = door
        settings = door.settings
        self._provider = (
            OidcSignIn(settings.oidc, settings.origin + BACK, door.clock, transport)
            if settings.oidc
            else None
        )

    def middleware(self) -> Sequence[Middleware]:
        """Return what every request passes first."""
        return self.door.middleware()

    def routes(self, show: Show) -> Sequence[BaseRoute]:
        """Return the addresses of signing in and out."""
        return entering_routes(self.door, self._provider, show)

    def note(self, request: Request, act: str, **values: str | int) -> None:
        """Write a line for an act."""
        self.door.note(request, act, None, **values)

    async def visitor_of(self, request: Request) -> Visitor | None:
        """Return who asks, None for somebody unknown."""
        return self.door.guest(request.scope).visitor

    def entrance(self, request: Request) -> str:
        """Return the address where whoever asks may sign in."""
        return self.door.entrance(request)

    def token(self, request: Request) -> str:
        """Return what the forms of a page carry."""
        return self.door.token(request)

    async def genuine(self, request: Request, token: str) -> bool:
        """Return whether an act comes from a page of this desk that this visitor had."""
        return await self.door.genuine(request, token)

    def close(self) -> None:
        """Close what the gate keeps open."""
        self.door.close()
