"""Lighthouse on ten types of page of a built site, as a table for docs/benchmarks.md.

`python scripts/lighthouse.py build` serves the folder on this machine as a host does, compressed and with
the site's headers, and prints the four scores of each page on a phone and what keeps one below 100. It
installs Lighthouse with npm the first time, and needs a Chromium, which CHROME_PATH may name.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sitegen.policy import FOREVER, HEADERS, TEXTS

VERSION = "12.8.2"
TOOLS = Path(".tools/lighthouse")
PROGRAM = TOOLS / "node_modules/.bin/lighthouse"
# Each with a pattern of its files, and a text that the first one has.
PAGES = (
    ("home", "index.html", ""),
    ("unit", "skpd/*/index.html", 'class="chart'),
    ("report with photo", "*/*/laporan/*/*/*/index.html", 'class="photo'),
    ("report with chart", "*/*/laporan/*/*/*/index.html", 'class="chart'),
    ("dataset", "*/*/data/*/index.html", 'class="chart'),
    ("services", "layanan/index.html", ""),
    ("service", "*/*/layanan/*/index.html", ""),
    ("list of data", "data/index.html", ""),
    ("map", "peta/index.html", ""),
    ("search", "cari/index.html", ""),
)
SCORES = ("performance", "accessibility", "best-practices", "seo")


class Hosted(SimpleHTTPRequestHandler):
    """Answers as the hosts do that docs/hosting.md tells of."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base asks
        """Write no line for each request."""

    def do_GET(self) -> None:
        """Send a file, compressed when it is a text."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        small = file.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, 6) if small else body
        self.send_response(200)
        for name, value in HEADERS:
            if name != "Strict-Transport-Security":  # this machine has no HTTPS
                self.send_header(name, value)
        if self.path.startswith("/aset/"):
            self.send_header(*FOREVER)
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hosted, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def main(folder: Path) -> None:
    """Print the table."""
    if not PROGRAM.exists():
        command = ("npm", "install", "--prefix", str(TOOLS), "--no-save", "--no-audit", "--no-fund")
        subprocess.run([*command, "--silent", f"lighthouse@{VERSION}"], check=True)  # noqa: S603
    print("| page | performance | accessibility | best practices | SEO | LCP | CLS | below 100 |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    with hosted(folder) as host:
        for name, pattern, wanted in PAGES:
            found = (path for path in sorted(folder.glob(pattern)) if wanted in path.read_text())
            page = next(found, None)
            if page:
                url = f"{host}/{page.relative_to(folder).as_posix().removesuffix('index.html')}"
                print(row(name, measured(url)), flush=True)


def measured(url: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page on a phone."""
    chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    done = subprocess.run(  # noqa: S603
        [
            *(str(PROGRAM), url, "--quiet", "--output=json", "--form-factor=mobile"),
            f"--only-categories={','.join(SCORES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
        ],
        env=os.environ | ({"CHROME_PATH": chrome} if chrome else {}),
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def row(name: str, report: dict[str, Any]) -> str:
    """Return a line of the table."""
    audits, categories = report["audits"], report["categories"]
    scores = [f"{100 * (categories[each]['score'] or 0):.0f}" for each in SCORES]
    counted = {
        ref["id"] for each in SCORES for ref in categories[each]["auditRefs"] if ref["weight"]
    }
    lost = [
        f"{each} {audits[each].get('displayValue', '')}".strip()
        for each in sorted(counted)
        if audits[each]["score"] is not None and audits[each]["score"] < 0.9
    ]
    lcp = audits["largest-contentful-paint"]["displayValue"]
    cls = audits["cumulative-layout-shift"]["displayValue"]
    return f"| {name} | {' | '.join(scores)} | {lcp} | {cls} | {', '.join(lost)} |"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
