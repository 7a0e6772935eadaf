"""A folder served on this machine, and a browser that opens its pages and notes what goes wrong."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.page_types import MADE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response


@cache
def browser_path() -> str | None:
    """Return the executable of Chromium, "" for Playwright's own, or None where there is none.

    Chromium without its window is the one that Playwright brings along, too. With it, drawn for
    nobody, a page costs almost twice as much.
    """
    found = map(shutil.which, ("chromium-headless-shell", "chromium"))
    named = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if named:
        return named
    with sync_playwright() as playwright:
        return "" if Path(playwright.chromium.executable_path).exists() else None


pytestmark = pytest.mark.skipif(
    browser_path() is None,
    reason="no browser: install chromium, name one in CHROMIUM, or run `playwright install chromium`",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each request, and keeps connections open as hosts do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base asks
        return


class Host(ThreadingHTTPServer):
    """As many browsers' connections may wait as a busy machine needs."""

    request_queue_size = 128
    daemon_threads = True
    block_on_close = False  # a kept connection ends with its browser, not before


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields its address."""
    server = Host(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Visit:
    """An open page, and all that went wrong while it loaded."""

    page: Page
    host: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for event, noted in self._noted().items():
            self.page.on(event, noted)  # type: ignore[call-overload]  # one of its events

    def end(self) -> None:
        """Note nothing more, and leave the page."""
        for event, noted in self._noted().items():
            self.page.remove_listener(event, noted)
        self.page.goto("about:blank")

    def _noted(self) -> dict[str, Callable[[Any], None]]:
        return {
            "console": self._console,
            "pageerror": self._error,
            "requestfailed": self._failure,
            "request": self._request,
            "response": self._response,
        }

    def _error(self, error: Error) -> None:
        self.faults.append(f"script: {error}")

    def _failure(self, request: Request) -> None:
        self.faults.append(f"failed: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # The browser asks for this one by itself, and may drop it with the page before.
        if urlsplit(message.location["url"]).path == "/favicon.ico":
            return
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.faults.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


@dataclass(frozen=True)
class Site:
    """The served cities and a browser; `addresses` are the pages to visit by what they are.

    `windows` has the one window that all visits use: a new one starts a process, which costs four
    times as much as a page does. It keeps nothing from visit to visit, and no page of ours does.
    """

    browser: Browser
    addresses: dict[str, str]
    windows: list[Page] = field(default_factory=list)

    @contextmanager
    def visit(
        self,
        name: str,
        width: int,
        *,
        color_scheme: Literal["light", "dark"] = "light",
        forced_colors: Literal["active", "none"] = "none",
    ) -> Iterator[Visit]:
        """Open a page in a window of this width, in a phone's height, with all its pictures loaded."""
        page = self.windows.pop() if self.windows else self._window()
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(media="null", color_scheme=color_scheme, forced_colors=forced_colors)
        visit = Visit(page, urlsplit(self.addresses[name]).netloc)
        try:
            self.open(page, name)
            yield visit
        except BaseException:  # what went wrong here is no matter of the next visit
            page.context.close()
            raise
        visit.end()
        self.windows.append(page)

    def _window(self) -> Page:
        page = self.browser.new_context().new_page()
        # Every visit asks for all that its page needs, and notes it.
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        return page

    def open(self, page: Page, name: str) -> None:
        """Open a page in a window that is there, and wait for what its script makes."""
        answer = page.goto(self.addresses[name], wait_until="load")
        assert answer
        assert answer.ok, self.addresses[name]
        if name in MADE:
            page.wait_for_selector(MADE[name])
