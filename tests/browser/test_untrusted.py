"""Pages of an attacked city in a real browser, with the headers that their host sends.

No dialog opens, nothing is asked of another host, and nothing has to be stopped by the policy.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from sitegen.serve.headers import POLICY, read_headers
from tests.browser.test_pages import Quiet, browser_path
from tests.sample import REPOSITORY
from tests.untrusted import Built, attacked_city

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
# What an attack calls; so that none needs a dialog to be noticed.
TRAP = "for (const name of ['alert', 'confirm', 'prompt', 'eval']) window[name] = () => console.error('called ' + name);"


class AsHosted(Quiet):
    """Sends what `netlify.toml` tells the host to send."""

    def end_headers(self) -> None:
        for rule in read_headers(REPOSITORY):
            if rule.matches(self.path):
                for name, value in rule.values:
                    self.send_header(name, value)
        super().end_headers()


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(AsHosted, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return attacked_city(tmp_path_factory)


@pytest.fixture(scope="module")
def browsed(attacked: Built) -> Iterator[tuple[Page, str, list[str]]]:
    """A page of a browser, the host's address, and what went wrong so far."""
    faults: list[str] = []
    with hosted(attacked.city.output) as host, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        page = browser.new_page()
        page.add_init_script(TRAP)
        own = urlsplit(host).netloc
        page.on("dialog", lambda dialog: (faults.append(f"dialog {page.url}"), dialog.dismiss()))
        page.on("pageerror", lambda error: faults.append(f"script {page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                message.type in {"error", "warning"}
                and faults.append(f"console {page.url}: {message.text}")
            ),
        )
        page.on(
            "request",
            lambda request: (
                urlsplit(request.url).netloc != own
                and faults.append(f"request {page.url}: {request.url}")
            ),
        )
        yield page, host, faults
        browser.close()


def addresses(city: Built, pattern: str) -> list[str]:
    output = city.city.output
    return [quote(f"/{path.relative_to(output)}") for path in sorted(output.glob(pattern))]


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        pytest.param("skpd/uji/laporan/*/*/*/index.html", 20, id="reports"),
        pytest.param("skpd/uji/laporan/*/*/index.html", 5, id="archives"),
        pytest.param("skpd/u*[05]/index.html", 3, id="units"),
        pytest.param("*/index.html", 2, id="directories"),
        pytest.param("skpd/uji/data/*/index.html", 3, id="datasets"),
        pytest.param("skpd/uji/data/*/grafik-1.svg", 3, id="drawings"),
    ],
)
def test_nothing_runs_and_nothing_is_fetched(
    attacked: Built, browsed: tuple[Page, str, list[str]], pattern: str, least: int
) -> None:
    page, host, faults = browsed
    found = addresses(attacked, pattern)
    assert len(found) >= least
    faults.clear()
    for address in found:
        answer = page.goto(host + address, wait_until="load")
        assert answer
        assert POLICY.lower() in answer.headers
    assert faults == []


def test_an_attack_on_a_page_without_defence_is_noticed(
    browsed: tuple[Page, str, list[str]], attacked: Built
) -> None:
    page, host, faults = browsed
    (attacked.city.output / "serangan.html").write_text(
        "<!doctype html><link rel=icon href=/aset/icon.svg><script>alert(1)</script>"
        "<img src=//evil.example/a.png>",
        encoding="utf-8",
    )
    faults.clear()
    page.goto(f"{host}/serangan.html", wait_until="load")
    assert any("Content Security Policy" in fault for fault in faults)
