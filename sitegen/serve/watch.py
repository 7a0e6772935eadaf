"""Hints that something may have changed, and where last: what has, the build finds out."""

from __future__ import annotations

import logging
import os
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sitegen.model.roles import CONTENT, OF_THE_CITY

if TYPE_CHECKING:
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers.api import BaseObserver, ObservedWatch

FOLDERS = (CONTENT, *OF_THE_CITY)
FILES = ("site.yml",)
# Seconds without a hint that end a burst, and seconds after which a long burst is passed on anyway.
QUIET = 0.15
PATIENCE = 2.0
# Seconds between polls if the system cannot report changes.
FALLBACK = 2.0
_LIMIT = Path("/proc/sys/fs/inotify/max_user_watches")
# Not opening and reading files, which every build does by the thousand; changes in a folder are
# # reported for its files. Versions of watchdog differ in which permission changes they report.
_TOLD = (
    *("FileCreatedEvent", "FileModifiedEvent", "FileMovedEvent", "FileDeletedEvent"),
    *("FileClosedEvent", "FileAttribEvent"),
    *("DirCreatedEvent", "DirMovedEvent", "DirDeletedEvent"),
)
_TEMPORARY_STARTS = (".", "~$", "#")
_TEMPORARY_ENDS = ("~", ".swp", ".swx", ".tmp")


class Hints:
    """Counts hints, and passes a burst of them on as one."""

    def __init__(self, quiet: float = QUIET, patience: float = PATIENCE) -> None:
        self._changed = threading.Condition()
        self._given = 0
        self._taken = 0
        self._quiet = quiet
        self._patience = patience
        self._last = ""

    def hint(self, path: str = "") -> None:
        """Record that something may have changed, at this path if it is known; never blocks for long."""
        with self._changed:
            self._given += 1
            self._last = path or self._last
            self._changed.notify_all()

    def last(self) -> str:
        """Return the path of the last hint that had one since the last call, or ""."""
        with self._changed:
            path, self._last = self._last, ""
            return path

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until a burst of hints is over and return True, or False after `timeout` seconds.

        Hints that come after the return, such as during a build, make the next call return.
        """
        with self._changed:
            if not self._changed.wait_for(self._waiting, timeout):
                return False
            end = time.monotonic() + self._patience
            while (left := end - time.monotonic()) > 0:
                known = self._given
                self._changed.wait(min(self._quiet, left))
                if self._given == known:
                    break
            self._taken = self._given
            return True

    def _waiting(self) -> bool:
        return self._given != self._taken


class Watcher:
    """Watches the folders of a city while it is open, by the system's events or by polling.

    `poll` is the time between polls in seconds; 0 uses the system's events, unless it says that it
    cannot watch so many folders. `polling` is the interval in use, 0.0 for events.
    """

    def __init__(self, root: Path, hint: Callable[[str], None], poll: float = 0.0) -> None:
        self.root = root.resolve()
        self.polling = poll if poll > 0 or not too_many(self.root) else FALLBACK
        self._hint = hint
        self._observer: BaseObserver | None = None
        self._watches: dict[str, tuple[ObservedWatch, tuple[int, int]]] = {}

    def __enter__(self) -> Self:
        try:
            self._start()
        except OSError:
            if self.polling:
                raise
            # Limits of inotify that were not foreseen: too many instances, or no watches left.
            self.close()
            self.polling = FALLBACK
            self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop watching."""
        observer, self._observer = self._observer, None
        self._watches.clear()
        if observer is not None:
            observer.stop()
            if observer.is_alive():
                observer.join(2.0)

    def renew(self) -> None:
        """Watch folders that appeared, or reappeared, since the last call; call before a build.

        A watch follows the folder that it was made for: one that gets the same name later, such as
        after a checkout of another branch, needs a new watch.
        """
        observer = self._observer
        if observer is None:
            return
        live = {emitter.watch for emitter in observer.emitters if emitter.is_alive()}
        for name in FOLDERS:
            path = self.root / name
            try:
                known = path.stat()
            except OSError:
                continue
            identity = (known.st_dev, known.st_ino)
            watch, before = self._watches.get(name, (None, None))
            if watch is not None and watch in live and before == identity:
                continue
            with suppress(KeyError, OSError, RuntimeError):
                if watch is not None:
                    observer.unschedule(watch)
            with suppress(OSError):
                new = self._schedule(observer, path, wanted, recursive=True)
                self._watches[name] = (new, identity)

    def _start(self) -> None:
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        # Useless here: warnings of a folder seen twice while being made, or of a watch that ended.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        observer: BaseObserver
        observer = PollingObserver(timeout=self.polling) if self.polling else Observer()
        self._observer = observer
        self._schedule(observer, self.root, self._of_root, recursive=False)
        observer.start()
        self.renew()

    def _schedule(
        self, observer: BaseObserver, path: Path, chosen: Callable[[str], bool], *, recursive: bool
    ) -> ObservedWatch:
        from watchdog import events

        told = [getattr(events, name) for name in _TOLD if hasattr(events, name)]
        handler = _handler(self._hint, chosen)
        return observer.schedule(handler, str(path), recursive=recursive, event_filter=told)

    def _of_root(self, path: str) -> bool:
        """Whether a path is one of the city's own, directly in its folder."""
        found = Path(path)
        return found.parent == self.root and found.name in {*FOLDERS, *FILES}


def wanted(path: str) -> bool:
    """Return whether a change at this path needs a build: editors' temporary files do not."""
    name = os.path.basename(path)  # noqa: PTH119 - thousands of events in a checkout
    return bool(name) and not (name.startswith(_TEMPORARY_STARTS) or name.endswith(_TEMPORARY_ENDS))


def too_many(root: Path) -> bool:
    """Return whether the city has more folders than inotify can watch; it would miss the rest."""
    try:
        limit = int(_LIMIT.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False
    seen = 0
    for name in FOLDERS:
        for _ in os.walk(root / name):
            seen += 1
            if seen >= limit:
                return True
    return False


def _handler(hint: Callable[[str], None], chosen: Callable[[str], bool]) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class EventHandler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            paths = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))
            found = [path for path in paths if path and chosen(path)]
            if found:
                hint(found[-1])

    return EventHandler()
