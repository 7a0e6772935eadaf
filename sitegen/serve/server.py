"""The HTTP server: threads, connections and the event stream; answers come from `answer`."""

from __future__ import annotations

import errno
import re
import socket
import socketserver
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from sitegen.errors import UsageError
from sitegen.i18n import N_, Translator
from sitegen.serve.answer import Response, answer, plain, welcome
from sitegen.serve.events import Hub, WatchedPage, led, news
from sitegen.serve.headers import page_headers
from sitegen.serve.page import EVENTS

# How many ports are tried one after the other.
PORTS = 20
# Seconds between keep-alives on a silent stream; without them a closed page goes unnoticed.
KEEPALIVE = 10.0
# Each stream keeps a file open, of which some systems allow a process only 256.
STREAMS = 100
_LOOK = re.compile(r"[\w.]{0,80}", re.ASCII)


class Server(ThreadingHTTPServer):
    """Listens on one address; each connection gets a thread, which ends with the process."""

    request_queue_size = 64

    def __init__(self, host: str, port: int, hub: Hub) -> None:
        self.hub = hub
        self.host = host
        self.keepalive = KEEPALIVE
        self.streams = threading.BoundedSemaphore(STREAMS)
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server for this machine's name, as the base class would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore pages that are closed in the middle of an answer; they are not errors."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as given


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "sitegen"
    sys_version = ""
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        """Answer, or keep the event stream open until the page is closed."""
        if not welcome(self.headers.get("Host", ""), self.server.host):
            self._send(plain(HTTPStatus.FORBIDDEN, self.server.hub.site))
        elif self.path.partition("?")[0] == EVENTS and self.command == "GET":
            self._stream()
        else:
            given = answer(self.server.hub.site, self.path)
            if given.status == HTTPStatus.SERVICE_UNAVAILABLE:
                self.server.hub.lost()
            self._send(given)

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self.do_GET()

    def end_headers(self) -> None:
        """Add the security headers to errors that the base class answers by itself, too."""
        sent = b"".join(getattr(self, "_headers_buffer", [])).lower()
        for name, value in page_headers(self.server.hub.site.headers, "/"):
            if f"\r\n{name}:".lower().encode() not in sent:
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the base
        """Say nothing: the terminal belongs to the builds."""

    def _send(self, given: Response) -> None:
        self.send_response(given.status)
        for name, value in given.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given.body)

    def _stream(self) -> None:
        if not self.server.streams.acquire(blocking=False):
            self._send(plain(HTTPStatus.SERVICE_UNAVAILABLE, self.server.hub.site))
            return
        try:
            self._news()
        finally:
            self.server.streams.release()

    def _news(self) -> None:
        asked = parse_qs(self.path.partition("?")[2])
        seen = self.headers.get("Last-Event-ID") or asked.get("seen", [""])[0]
        # A line break in it would begin an event of its own.
        seen = seen if _LOOK.fullmatch(seen) else ""
        visitor = WatchedPage(page=asked.get("page", ["/"])[0], seen=seen)
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        builds = -1
        while (found := self.server.hub.wait(builds, self.server.keepalive)) is not None:
            events = b": here\n\n"
            if found[0] != builds:
                # A page that was opened after the build stays where its reader went.
                late, (builds, site) = builds < 0, found
                visitor, events = news(site, visitor)
                events = events if late else led(site, visitor) or events
            self.wfile.write(events)
            self.wfile.flush()


def listen(host: str, port: int, hub: Hub, t: Translator) -> Server:
    """Return a server on `port`, or on the next free port; 0 takes any.

    Raises UsageError when none is free, or when the host is not an address of this machine.
    """
    last = min(port + PORTS, 65_536) if port else 1
    for candidate in range(port, last):
        try:
            return Server(host, candidate, hub)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                text = t.gettext(N_("cannot listen on {host}, port {port}: {reason}"))
                reason = error.strerror or str(error)
                raise UsageError(text.format(host=host, port=candidate, reason=reason)) from None
    text = t.gettext(N_("the ports {first} to {last} are all taken"))
    raise UsageError(text.format(first=port, last=last - 1))
