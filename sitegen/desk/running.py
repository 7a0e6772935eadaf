"""The desk opened, served until somebody ends it, and closed."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn

from sitegen.address import Address
from sitegen.city.config import read_config
from sitegen.desk.access.gate import DeskGate
from sitegen.desk.application import make_application
from sitegen.desk.bodies import FOLDER, sweep
from sitegen.desk.connection import server_config
from sitegen.desk.desk import Desk
from sitegen.desk.queue import Queue
from sitegen.desk.settings import DeskSettings
from sitegen.desk.store import Store
from sitegen.desk.then import AfterAcceptance, WhatFollows, follow_up, today_in
from sitegen.desk.worker import DeskWorker
from sitegen.engine.options import Options
from sitegen.errors import LockedError
from sitegen.i18n import translator
from sitegen.model import Problem
from sitegen.serve.site import ServedSite

LOCK = "meja.kunci"
_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def opened(
    options: Options, folder: Path, settings: DeskSettings, gate: DeskGate
) -> Iterator[Desk]:
    """Yield the desk whose state is in `folder`, alone with it; raises LockedError."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(
        0o700
    )  # texts that nobody has looked at yet; the site's own folder is for everybody
    with _alone(folder):
        config = read_config(options.root)
        store, worker = Store(folder), DeskWorker(folder)
        bodies = folder / FOLDER
        bodies.mkdir(exist_ok=True)
        sweep(bodies, store.bodies())
        after = _after(options, folder, settings)
        try:
            yield Desk(
                options=options,
                folder=folder,
                settings=settings,
                store=store,
                queue=Queue(
                    store,
                    bodies,
                    options,
                    settings,
                    worker.run,
                    lang=config.lang,
                    accepted=after.ask if after else lambda: None,
                ),
                gate=gate,
                site=ServedSite(
                    folder=options.output, prefix=Address(config.base_url).prefix, lang=config.lang
                ),
                t=translator(config.lang),
                zone=ZoneInfo(config.zone),
                city=config.name,
                after=after,
            )
        finally:
            worker.stop()
            store.close()


def _after(options: Options, folder: Path, settings: DeskSettings) -> AfterAcceptance | None:
    """What follows an acceptance: a build into the site's folder, then the command of the settings."""
    if not settings.then:
        return None
    root, site = options.root, str(options.output.resolve())
    oidc = settings.access.oidc if settings.access else None
    secret = oidc.secret if oidc else ""
    hidden = frozenset(name for name, value in os.environ.items() if secret and value == secret)
    what = WhatFollows(root=root, build=("--output", site), command=settings.then, hidden=hidden)
    return AfterAcceptance(partial(follow_up, what), folder, today=partial(today_in, root))


def run(desk: Desk, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; then the act at hand is finished."""
    host, _, port = desk.settings.listen.rpartition(":")
    config = server_config(make_application(desk), host.strip("[]"), int(port))
    say(f"http://{desk.settings.listen}/meja/")
    _Serving(config).run()


class _Serving(uvicorn.Server):
    """A server that ends as it is asked to, and lets what is behind it be closed afterwards."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals that end a server, and do not raise them once more when it has ended."""
        before = {each: signal.signal(each, self.handle_exit) for each in _ENDING}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(problems=(Problem.of("K021", str(folder)),)) from None
        yield
    finally:
        os.close(handle)
