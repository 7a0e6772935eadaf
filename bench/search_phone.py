"""`python -m bench.search_phone`: how long a first search takes on a slow phone with a slow line.

Chromium opens the page of the search with an empty cache, 400 kbit/s, 300 ms for each way there and
back and a processor six times as slow, from a server that sends what it has compressed. Two times are
taken, in the page: from Enter to the first results, and from following a link to `/cari/?q=...`.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
import statistics
import sys
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

from bench.search import QUERIES

LATENCY_MS, BYTES_A_SECOND, CPU_RATE = 300, 400_000 / 8, 6
# When the form was sent, and when the first result stood on the page.
WATCH = """
addEventListener("submit", () => { window.sent = performance.now(); }, true);
new MutationObserver(() => {
  if (!window.shown && document.querySelector("#hasil li, #hasil .buttons")) window.shown = performance.now();
}).observe(document, { childList: true, subtree: true });
"""


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def server(site: Path, index: Path) -> ThreadingHTTPServer:
    """Return a server of a built site with another index, each file compressed once."""

    @cache
    def body(path: str) -> bytes | None:
        file = index / path.removeprefix("/cari/") if path.startswith("/cari/") else site / path[1:]
        if not path.endswith(".json"):
            file = site / path[1:]
        file = file / "index.html" if path.endswith("/") else file
        return gzip.compress(file.read_bytes()) if file.is_file() else None

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path.partition("?")[0])
            found = body(path)
            self.send_response(200 if found is not None else 404)
            name = "x.html" if path.endswith("/") else path
            self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "text/plain")
            self.send_header("Content-Encoding", "gzip")
            sent = found or gzip.compress(b"")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=made.serve_forever, daemon=True).start()
    return made


def main(arguments: list[str] | None = None) -> int:
    """Ask the index and print the times."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m bench.search_phone", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("build"), help="a built site")
    parser.add_argument("--index", type=Path, default=Path(".sitegen/bench-search"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chromium", help="the program, if it is not Playwright's own")
    given = parser.parse_args(arguments)
    own = server(given.site.resolve(), given.index.resolve())
    at = f"http://127.0.0.1:{own.server_address[1]}/cari/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium)

        def once(query: str, *, linked: bool) -> tuple[float, int]:
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            tools = context.new_cdp_session(page)
            page.add_init_script(WATCH)
            tools.send("Network.enable")
            line = {"latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND}
            tools.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "uploadThroughput": BYTES_A_SECOND, **line},
            )
            tools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.set_default_timeout(60_000)
            if linked:
                page.goto(f"{at}?q={quote(query)}", wait_until="commit")
            else:
                page.goto(at, wait_until="networkidle")
                page.fill("#q", query)
                page.press("#q", "Enter")
            page.wait_for_selector("#hasil li, #hasil .buttons", state="attached")
            spent = page.evaluate("window.shown - (window.sent || 0)")
            context.close()
            return spent / 1000, sum(".json" in url for url in asked)

        for linked in (False, True):
            _say(
                "\nfrom a link to the first results:"
                if linked
                else "from Enter to the first results:"
            )
            medians = []
            for query in QUERIES:
                times = [once(query, linked=linked) for _ in range(given.runs)]
                spent = sorted(seconds for seconds, _ in times)
                medians.append(statistics.median(spent))
                _say(
                    f"  {query}: {medians[-1]:.2f} s ({spent[0]:.2f} to {spent[-1]:.2f}), {times[0][1]} requests"
                )
            _say(f"  median {statistics.median(medians):.2f} s, most {max(medians):.2f} s")
        browser.close()
    own.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
