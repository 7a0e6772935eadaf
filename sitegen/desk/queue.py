"""What is to be done next: it follows from what the store says, so that nothing is lost by a kill.

One thread, which hands one job after another to the worker and writes down what came of it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sitegen.desk.jobs import Done, Job, JobKind, PushJob
from sitegen.desk.kept_previews import drop_preview
from sitegen.desk.pushing import Pushed
from sitegen.desk.settings import DeskSettings
from sitegen.desk.store import Item, ItemState, Store
from sitegen.engine.options import Options
from sitegen.errors import fault_of
from sitegen.i18n import N_, Lang, translator

# Seconds until the next attempt at what could not be done, by how often it was tried.
_AGAIN = (5.0, 30.0, 120.0, 600.0)
# A job that killed the worker so often waits for a person.
TRIES = 5
# Previews that may be waited for at once.
_MAX_WANTED = 20
_OVERTAKEN = N_(
    "Others changed the same file in the city's repository after this was accepted. Look at it again."
)
# Seconds between two looks at what was kept for long enough.
_TIDYING = 3600.0
# Seconds after which the desk looks for what others pushed.
LOOK = 300.0
# Seconds of one step after which the queue counts as stuck: more than the longest job may take.
STUCK = 1200.0
_STATE: dict[ItemState, JobKind] = {"diterima": "accept", "diperiksa": "check"}


def now_text() -> str:
    """Return the present moment, in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Queue:
    """Does what waits. `run` does one job; `accepted` is called after something was published."""

    def __init__(  # noqa: PLR0913 - each is another part of the desk
        self,
        store: Store,
        bodies: Path,
        options: Options,
        settings: DeskSettings,
        run: Callable[[Job | PushJob], Done],
        *,
        lang: Lang = "id",
        accepted: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._bodies, self._options = store, bodies, options
        self._settings, self._run, self._lang = settings, run, lang
        self._accepted, self._clock = accepted, clock
        self._due: dict[int, float] = {}
        # Previews that somebody waits for, and why those that failed did: nothing is lost with them.
        self._wanted: dict[int, None] = {}
        self._unseen: dict[int, str] = {}
        self._push_due, self._push_tries = 0.0, 0
        self.pushed: Pushed | None = None
        self._hint, self._ending = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._stepped = clock()

    @property
    def works(self) -> bool:
        """Whether its thread goes from one step to the next; also before it was started."""
        if self._thread is None:
            return True
        return self._thread.is_alive() and self._clock() - self._stepped < STUCK

    def start(self) -> None:
        """Begin to do what waits, in a thread of its own."""
        self._thread = threading.Thread(target=self._work, name="antrean")
        self._thread.start()

    def stop(self) -> None:
        """Finish the job at hand, and end."""
        self._ending.set()
        self._hint.set()
        if self._thread:
            self._thread.join()

    def wake(self) -> None:
        """Look at once whether there is something to do."""
        self._hint.set()

    def again(self, number: int) -> None:
        """Try an item that could not be done, at once."""
        self._store.change(number, now_text(), tries=0, trouble="")
        self._due.pop(number, None)
        self.wake()

    def preview(self, number: int) -> None:
        """Make the preview of an item, before all else: somebody waits for it."""
        if len(self._wanted) < _MAX_WANTED:
            self._unseen.pop(number, None)
            self._wanted[number] = None
            self.wake()

    def preview_state(self, number: int) -> tuple[bool, str]:
        """Return whether the preview of an item is being made, and why it could not be."""
        return number in self._wanted, self._unseen.get(number, "")

    def step(self) -> bool:
        """Do the next job that is due; False if there is none.

        Previews come first, since somebody waits for them; then what was accepted, then that it reaches
        the city's repository, then checks.
        """
        if self._show_next() or self._next("diterima"):
            return True
        if self._settings.push is not None and self._push_due <= self._clock():
            self._push(self._settings.push)
            return True
        return self._next("diperiksa")

    def _show_next(self) -> bool:
        for number in tuple(self._wanted):
            try:
                item = self._store.get(number)
                if item:
                    self._unseen[number] = self._run(self._job("preview", item)).trouble
            finally:
                self._wanted.pop(number, None)
            return True
        return False

    def push_now(self) -> None:
        """Try at once to push what was accepted."""
        self._push_due, self._push_tries = 0.0, 0
        self.wake()

    def _next(self, state: ItemState) -> bool:
        for item in self._store.find((state,), most=200, oldest=True):
            if item.tries < TRIES and self._due.get(item.number, 0.0) <= self._clock():
                self._do(_STATE[state], item)
                return True
        return False

    def _push(self, remote: str) -> None:
        job = PushJob(
            options=self._options, remote=remote, folder=self._bodies.parent, lang=self._lang
        )
        done = self._run(job)
        found = done.pushed or Pushed(state="waiting", remote=remote, detail=done.trouble)
        self.pushed = found
        if found.state in {"even", "pushed", "nowhere"}:
            self._push_due, self._push_tries = self._clock() + LOOK, 0
        else:
            self._push_due = self._clock() + _AGAIN[min(self._push_tries, len(_AGAIN) - 1)]
            self._push_tries += 1
        again = self._store.rename(
            dict(found.renamed) | dict.fromkeys(found.dropped, ""), now_text()
        )
        for number in again:
            text = translator(self._lang).gettext(_OVERTAKEN)
            self._store.note(number, now_text(), "", text)
        if found.moved:
            self._tell()

    def tidy(self, now: datetime) -> None:
        """Forget what was kept for long enough, with what was sent."""
        before = now - timedelta(days=self._settings.kept)
        for body in self._store.forget(before.isoformat(timespec="seconds")):
            (self._bodies / body).unlink(missing_ok=True)

    def _work(self) -> None:
        tidied = float("-inf")
        while not self._ending.is_set():
            self._hint.clear()
            self._stepped = self._clock()
            try:
                if self._clock() - tidied > _TIDYING:
                    tidied = self._clock()
                    self.tidy(datetime.now(UTC))
                done = self.step()
            except Exception as error:  # noqa: BLE001 - such as a full disk: the item is as it was, and tried again
                done = False
                sys.stderr.write(f"{fault_of(error)}\n")
            if not done:
                self._hint.wait(_AGAIN[0])

    def _job(self, kind: JobKind, item: Item) -> Job:
        return Job(
            kind=kind,
            act=item.act,
            number=item.number,
            unit=item.unit,
            body=self._bodies / item.body,
            options=self._options,
            lang=self._lang,
            by=item.accepted_by,
        )

    def _do(self, kind: JobKind, item: Item) -> None:
        done = self._run(self._job(kind, item))
        if done.trouble:
            self._due[item.number] = self._clock() + _AGAIN[min(item.tries, len(_AGAIN) - 1)]
            self._store.change(
                item.number, now_text(), trouble=done.trouble, tries=min(item.tries + 1, TRIES)
            )
            return
        self._due.pop(item.number, None)
        state = self._state_after(kind, item.unit, done)
        self._store.change(
            item.number,
            now_text(),
            only=(item.state,),
            state=state,
            title=title_of_pieces(done),
            pieces=done.pieces,
            commit=next((each.commit for each in done.pieces if each.commit), ""),
            trouble="",
            tries=0,
        )
        if state == "terbit":
            drop_preview(self._bodies.parent, item.number)
            self._push_due, self._push_tries = 0.0, 0
            self._tell()

    def _tell(self) -> None:
        with suppress(Exception):  # it says itself what went wrong
            self._accepted()

    def _state_after(self, kind: JobKind, unit: str, done: Done) -> ItemState:
        """Where an item goes: what has errors goes back, what has none on."""
        good = bool(done.pieces) and all(each.good for each in done.pieces)
        if kind == "accept":
            return "terbit" if any(each.commit for each in done.pieces) else "dikembalikan"
        if not good:
            return "dikembalikan"
        return "menunggu" if self._settings.review.waits(unit) else "diterima"


def title_of_pieces(done: Done) -> str:
    """Return what an item is called: by its first piece, with how many more there are."""
    first, *more = (each.title for each in done.pieces)
    return f"{first} (+{len(more)})" if more else first
