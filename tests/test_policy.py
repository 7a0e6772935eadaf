"""The policy of the site: one text for the header of hosts and for the element of each page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from sitegen.policy import HEADER, POLICY, directives, element_policy
from sitegen.serve.headers import DEFAULT, parse_headers
from tests.conftest import CityFolder
from tests.sample import REPOSITORY

MOVED = """\
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
alias: [/berita/lama/]
---
Isi laporan.
"""


class Head(HTMLParser):
    """What stands in a page, in order: the policy, and each element that may load something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("http-equiv") == HEADER:
            self.found.append(given.get("content") or "")
        elif tag in {"link", "script", "img", "style"}:
            self.found.append(tag)


def test_an_element_carries_all_that_browsers_take_from_one() -> None:
    policy = "default-src 'none'; FRAME-ancestors 'none'; report-uri /x; sandbox; img-src 'self';"
    assert element_policy(policy) == "default-src 'none'; img-src 'self'"


def test_browsers_take_the_first_of_two_directives() -> None:
    assert directives("img-src 'self'; IMG-SRC *") == {"img-src": ["'self'"]}


# A file of the theme, or data for machines, which browsers never run.
OWN_SCRIPT = r'<script [^>]*src="/aset/[^"/]+\.js"[^>]*></script>|<script type="application/(ld\+)?json"[^>]*>[^<]*</script>'


def test_every_page_carries_the_policy_before_it_loads_anything(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(MOVED)
    folder.build()

    pages = {path: body.decode() for path, body in folder.files().items() if path.endswith(".html")}

    assert {"404.html", "index.html", "berita/lama/index.html"} <= set(pages)
    for path, page in pages.items():
        first, *others = Head(page).found
        assert first == element_policy(), path
        assert set(others) <= {"link", "img", "script"}, path
        for script in re.findall(r"<script\b[^>]*>.*?</script>", page, re.DOTALL):
            assert re.fullmatch(OWN_SCRIPT, script), (path, script)


def test_hosts_are_told_the_same_policy() -> None:
    """The file of the sample city is written by hand."""
    (rule, *_) = parse_headers((REPOSITORY / "netlify.toml").read_text(encoding="utf-8"))
    assert dict(rule.values)[HEADER] == dict(DEFAULT[0].values)[HEADER] == POLICY
