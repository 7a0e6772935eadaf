"""A host of git on this machine that speaks as much of Gitea and Forgejo as editors ask of it.

What it answers comes of a real repository, and what is saved becomes commits there.
"""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.browser.serving import Host
from tests.repository import git_in

NAME = "kota/dago"
TOKEN = "kunci-percobaan"  # noqa: S105 - opens nothing but this host
_WHEN = "1790000000 +0000"
_CREATED = "2026-09-21T13:33:20Z"


@dataclass
class Office:
    """The repository of a unit behind the host; `asked` are the calls that it has answered so far."""

    folder: Path
    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def git(self, *arguments: str) -> str:
        return git_in(self.folder, *arguments, date=_WHEN)

    def blob(self, sha: str) -> bytes:
        """The content of a file as git has it."""
        whole = ("git", "cat-file", "blob", sha)
        return subprocess.run(whole, cwd=self.folder, check=True, capture_output=True).stdout

    def tree(self, ref: str, *, deep: bool) -> list[dict[str, Any]]:
        """The files and folders of a commit or of a folder of it."""
        lines = self.git("ls-tree", "-l", "-z", *(["-r", "-t"] if deep else []), ref).split("\0")
        found = []
        for line in filter(None, lines):
            about, _, path = line.partition("\t")
            mode, kind, sha, size = about.split()
            bytes_ = 0 if size == "-" else int(size)
            found.append({"path": path, "mode": mode, "type": kind, "sha": sha, "size": bytes_})
        return found

    def files(self) -> dict[str, bytes]:
        """Each file of the last commit by its path."""
        found = self.tree("HEAD", deep=True)
        return {each["path"]: self.blob(each["sha"]) for each in found if each["type"] == "blob"}

    def commit(self, change: dict[str, Any]) -> dict[str, Any]:
        """Make a commit of what an editor saves, as `POST /repos/<owner>/<name>/contents` does."""
        for each in change["files"]:
            path = self.folder / each["path"]
            old = self.folder / (each.get("from_path") or each["path"])
            there = self.git("ls-files", "-s", "--", old.relative_to(self.folder).as_posix())
            if each["operation"] == "create":
                assert not there, f"{path} is there"
            else:
                assert there.split()[1] == each["sha"], f"{old} is another"
                old.unlink()
            if each["operation"] != "delete":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(base64.b64decode(each["content"]))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", change["message"])
        made = [
            {"path": each["path"], "sha": self.git("hash-object", "--", each["path"])}
            for each in change["files"]
            if each["operation"] != "delete"
        ]
        return {
            "commit": {"sha": self.git("rev-parse", "HEAD"), "created": _CREATED},
            "files": made,
        }


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, office: Office, *given: Any) -> None:
        self.office = office
        super().__init__(*given)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base asks
        return

    def do_OPTIONS(self) -> None:
        self._send(204, b"")

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.office.lock:
            self.office.asked.append(f"{self.command} {unquote(parts.path)}")
            try:
                if parts.path == "/login/oauth/authorize":
                    self._send(
                        302, b"", Location=f"{asked['redirect_uri']}?code=1&" + _state(parts.query)
                    )
                    return
                found = self._found(unquote(parts.path), asked, body)
            except subprocess.CalledProcessError:
                found = None
        if found is None:
            self.office.refused.append(f"{self.command} {self.path}")
            self._send(404, b'{"message": "not found"}', **{"Content-Type": "application/json"})
        elif isinstance(found, bytes):
            self._send(200, found, **{"Content-Type": "application/octet-stream"})
        else:
            data = json.dumps(found).encode()
            self._send(200, data, **{"Content-Type": "application/json;charset=utf-8"})

    def _found(self, path: str, asked: dict[str, str], body: Any) -> Any:
        if path == "/login/oauth/access_token":
            return {"access_token": TOKEN, "token_type": "bearer"}
        path = path.removeprefix("/api/v1")
        general = {
            "/version": {"version": "15.0.0+gitea-1.22.0"},
            "/settings/api": {"default_paging_num": 30, "max_response_items": 50},
        }
        if path in general:
            return general[path]
        if self.headers["Authorization"] not in {f"token {TOKEN}", f"Bearer {TOKEN}"}:
            return None
        if path == "/user":
            return {
                "id": 1,
                "login": "dago",
                "full_name": "Kelurahan Dago",
                "email": "d@dago.example",
            }
        below = path.removeprefix(f"/repos/{NAME}")
        if below == "":
            rights = {"admin": False, "push": True, "pull": True}
            return {"owner": {"login": "kota"}, "default_branch": "main", "permissions": rights}
        return self._of_repository(below, asked, body)

    def _of_repository(self, below: str, asked: dict[str, str], body: Any) -> Any:
        office = self.office
        last = office.git("rev-parse", "HEAD")
        what, _, rest = below.lstrip("/").partition("/")
        match what:
            case "branches":
                return {"name": "main", "commit": {"id": last, "message": "isi"}}
            case "git" if rest.startswith("trees/"):
                tree = office.tree(rest.removeprefix("trees/"), deep="recursive" in asked)
                return {"sha": last, "tree": tree, "truncated": False}
            case "git" if rest == "blobs":
                return [self._blob(sha) for sha in asked["shas"].split(",")]
            case "git" if rest.startswith("blobs/"):
                return self._blob(rest.removeprefix("blobs/"))
            case "media":
                return office.blob(f"HEAD:{rest.partition('/')[2]}")
            case "commits":
                author = {"name": "Siapa", "email": "siapa@contoh.example", "date": _CREATED}
                commit = {"author": author, "message": "isi"}
                return [{"sha": last, "created": _CREATED, "author": None, "commit": commit}]
            case "contents" if body is not None:
                return office.commit(body)
            case "contents":
                sha = office.git("rev-parse", f"HEAD:{rest}")
                return self._blob(sha) | {
                    "type": "file",
                    "path": rest,
                    "name": rest.rpartition("/")[2],
                }
        return None

    def _blob(self, sha: str) -> dict[str, Any]:
        data = self.office.blob(sha)
        content = base64.b64encode(data).decode()
        return {"sha": sha, "size": len(data), "encoding": "base64", "content": content}

    def _send(self, code: int, data: bytes, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Authorization, Content-Type")
        self.send_header("Access-Control-Allow-Methods", "*")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _state(query: str) -> str:
    return next(part for part in query.split("&") if part.startswith("state="))


@contextmanager
def hosting(folder: Path) -> Iterator[tuple[str, Office]]:
    """Serve the repository in `folder` on a free port; yields the address of the host and the repository."""
    office = Office(folder)
    server = Host(("127.0.0.1", 0), partial(_Answers, office))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
