"""Pages of an attacked city in a real browser, with the headers that their host sends.

No dialog opens, nothing is asked of another host, and nothing has to be stopped by the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from sitegen.policy import HEADER
from sitegen.serve.headers import read_headers
from tests.browser.serving import Quiet, Visit, browser_path, serving
from tests.sample import REPOSITORY
from tests.untrusted import Built, attacked_city

if TYPE_CHECKING:
    from playwright.sync_api import Dialog

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


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return attacked_city(tmp_path_factory)


@pytest.fixture(scope="module")
def browsed(attacked: Built) -> Iterator[tuple[Visit, str]]:
    """A visit of a browser, which notes all that goes wrong, and the address of the host."""
    with serving(attacked.city.output, AsHosted) as host, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        page = browser.new_page()
        page.add_init_script(TRAP)
        visit = Visit(page, urlsplit(host).netloc)
        page.on("dialog", lambda dialog: refused(dialog, visit))
        yield visit, host
        browser.close()


def refused(dialog: Dialog, visit: Visit) -> None:
    visit.faults.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def addresses(city: Built, pattern: str) -> list[str]:
    output = city.city.output
    return [quote(f"/{path.relative_to(output)}") for path in sorted(output.glob(pattern))]


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        pytest.param("skpd/uji/laporan/2026/11/*/index.html", 5, id="reports"),
        pytest.param("skpd/uji/laporan/2026/*/[1-9]0-*/index.html", 3, id="photos"),
        pytest.param("skpd/uji/laporan/*/*/index.html", 5, id="archives"),
        pytest.param("skpd/u*[05]/index.html", 3, id="units"),
        pytest.param("*/index.html", 2, id="directories"),
        pytest.param("skpd/uji/data/*/index.html", 3, id="datasets"),
        pytest.param("skpd/uji/data/*/grafik-1.svg", 3, id="drawings"),
    ],
)
def test_nothing_runs_and_nothing_is_fetched(
    attacked: Built, browsed: tuple[Visit, str], pattern: str, least: int
) -> None:
    visit, host = browsed
    found = addresses(attacked, pattern)
    assert len(found) >= least
    visit.faults.clear()
    for address in found:
        answer = visit.page.goto(host + address, wait_until="load")
        assert answer
        assert HEADER.lower() in answer.headers
    # A request that the next page cuts off is no fault; one that fails otherwise has a status.
    assert [each for each in visit.faults if not each.startswith(f"failed: {host}/")] == []


def test_an_attack_on_a_page_without_defence_is_noticed(
    browsed: tuple[Visit, str], tmp_path: Path
) -> None:
    visit, _ = browsed
    attack = "<!doctype html><script>alert(1)</script><img src=//evil.example/a.png>"
    (tmp_path / "index.html").write_text(attack, encoding="utf-8")
    visit.faults.clear()
    with serving(tmp_path, AsHosted) as host:
        # Until it is quiet: an icon that is fetched late would be a fault of the next page.
        visit.page.goto(f"{host}/", wait_until="networkidle")
    assert sum("Content Security Policy" in fault for fault in visit.faults) == 2


def test_a_page_defends_itself_on_a_host_without_headers(
    attacked: Built, browsed: tuple[Visit, str], tmp_path: Path
) -> None:
    """As on a host that nobody has set up: the same page, with what should never get into it."""
    visit, _ = browsed
    page = (attacked.city.output / "404.html").read_text(encoding="utf-8")
    attack = "<script>alert(1)</script><img src=//evil.example/a.png></main>"
    (tmp_path / "index.html").write_text(page.replace("</main>", attack), encoding="utf-8")
    visit.faults.clear()
    with serving(tmp_path, Quiet) as host:
        # Until it is quiet: an icon that is fetched late would be a fault of the next page.
        visit.page.goto(f"{host}/", wait_until="networkidle")
    assert sum("Content Security Policy" in fault for fault in visit.faults) == 2
