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
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.page_types import MADE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response


@cache
def browser_path() -> str | None:
    """Return the executable of Chromium, "" for Playwright's own, or None where there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found:
        return found
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
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser asks for this one by itself, and may drop it with the page before.
        if urlsplit(message.location["url"]).path == "/favicon.ico":
            return
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _request(self, url: str) -> None:
        if urlsplit(url).netloc != self.host:
            self.faults.append(f"another host: {url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


@dataclass(frozen=True)
class Site:
    """The served cities and a browser; `addresses` are the pages to visit by what they are."""

    browser: Browser
    addresses: dict[str, str]

    @contextmanager
    def visit(self, name: str, width: int, **options: Any) -> Iterator[Visit]:
        """Open a page in a window of its own, in a phone's height, with all its pictures loaded."""
        size = {"width": width, "height": 740}
        context = self.browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        try:
            visit = Visit(context.new_page(), urlsplit(self.addresses[name]).netloc)
            self.open(visit.page, name)
            yield visit
        finally:
            context.close()

    def open(self, page: Page, name: str) -> None:
        """Open a page in a window that is there, and wait for what its script makes."""
        answer = page.goto(self.addresses[name], wait_until="load")
        assert answer
        assert answer.ok, self.addresses[name]
        if name in MADE:
            page.wait_for_selector(MADE[name])
