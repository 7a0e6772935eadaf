"""`sitegen serve`: build, serve, and build again on every hint, until Ctrl-C."""

from __future__ import annotations

import errno
import os
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sitegen.address import Address
from sitegen.city.config import read_config
from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.errors import LockedError, SitegenError
from sitegen.i18n import N_, Lang, Translator, translator
from sitegen.model import Problem, Skipped
from sitegen.privacy.text import masked
from sitegen.problems.system import system_words
from sitegen.serve.answer import is_loopback, machine_names
from sitegen.serve.events import Hub
from sitegen.serve.headers import HeaderRule, read_headers
from sitegen.serve.lead import page_of_saved
from sitegen.serve.notes import SHOWN, Note, Origin, as_line, counted, notes, waiting
from sitegen.serve.server import Server, listen
from sitegen.serve.site import ServedSite
from sitegen.serve.warm import warm
from sitegen.serve.watch import Hints, Watcher
from sitegen.store.lock import lock

PORT = 8000
# Seconds until the next attempt while another process builds the same city.
RETRY = 1.0
# Changed paths sent to the page; a changed theme changes every page of a city.
NAMED = 50
# Lacks that end by themselves, such as of files that may be open, and seconds until the next attempt.
_PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.ENOBUFS)
PATIENCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """What the command line says. `poll` is in seconds, 0 for the system's events.

    `follow` leads open pages to that of the file saved last. `port` 0 takes any free port. `lang` is None for the city's language.
    """

    root: Path
    host: str = "127.0.0.1"
    port: int = PORT
    poll: float = 0.0
    open: bool = False
    drafts: bool = False
    future: bool = False
    follow: bool = False
    strict: bool = False
    allow_removal: bool = False
    clock: datetime | None = None
    jobs: int = 0
    lang: Lang | None = None
    key: bytes = field(default=b"", repr=False)

    @property
    def output(self) -> Path:
        """The folder of the served site, separate from that of `sitegen build`."""
        return self.root / ".sitegen" / "serve"


@dataclass(slots=True, kw_only=True)
class Session:
    """An open development server: `address` is that of the site, `step` waits and builds.

    `locked` and `lacking` say that the last build has to be tried again without a hint.
    """

    options: ServeOptions
    say: Callable[[str], None]
    builder: Callable[[Options], Result]
    hub: Hub
    hints: Hints
    watcher: Watcher
    server: Server
    headers: tuple[HeaderRule, ...]
    locked: bool = False
    lacking: bool = False

    @property
    def address(self) -> str:
        """The address of the site's home page."""
        return self.origin + self.hub.site.prefix + "/"

    @property
    def origin(self) -> str:
        """Scheme, host and port of the site, as this machine reaches it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.options.host, self.options.host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server.server_port}"

    def step(self, timeout: float | None = None) -> bool:
        """Wait for a hint and build once; False when none came within `timeout` seconds."""
        if self.locked:
            self.hints.wait(RETRY)
        elif self.lacking:
            self.hints.wait(PATIENCE)
        elif not self.hints.wait(timeout):
            return False
        self.build()
        return True

    def build(self) -> None:
        """Build once, whether it succeeds or not, and notify the open pages."""
        self.watcher.renew()
        start = time.perf_counter()
        before, again = self.hub.site, self.lacking
        self.lacking = False
        try:
            site = self._built(before)
        except LockedError:
            if not self.locked:
                self._tell(N_("Another build of this city is running; trying again."))
            self.locked = True
            return
        self.locked = False
        self.hub.publish(site)
        if not (again and site.failed and site.notes == before.notes):
            self._report(before, site, time.perf_counter() - start)

    def _built(self, before: ServedSite) -> ServedSite:
        """The site after a build; after a failed one, with the previous folder and prefix."""
        try:
            config = read_config(self.options.root)
            lang = self.options.lang or config.lang
            prefix = Address(config.base_url).prefix
            result = self.builder(self._options(self.origin + prefix))
        except LockedError:
            raise
        except SitegenError as error:
            self.lacking = _lacks(error.problems)
            return self._failed(before, error.problems, str(error))
        except OSError as error:
            self.lacking = error.errno in _PASSING
            words = translator(before.lang).gettext(system_words(error))
            place = f"{error.filename}: " if error.filename else ""
            return self._failed(before, (), f"{place}{words}")
        except Exception as error:  # noqa: BLE001 - a failing build must not end the server
            return self._failed(before, (), f"{type(error).__name__}: {error}")
        done = result.published
        if done is None:
            return self._failed(before, result.problems, "")
        self.lacking = _lacks(result.problems)
        changed = (*done.written, *done.pruned)
        return ServedSite(
            folder=before.folder,
            prefix=prefix,
            lang=lang,
            headers=self.headers,
            notes=notes((*result.problems, *result.lost), self.options.root, translator(lang)),
            changed=changed[:NAMED],
            changes=len(changed),
            waiting=waiting(result.skipped, self.options.root),
            lead=self._lead(prefix, result.skipped),
        )

    def _lead(self, prefix: str, skipped: tuple[Skipped, ...]) -> str:
        """Where open pages go; nowhere after a save of a text that waits."""
        saved = self.hints.last()
        if not (self.options.follow and saved):
            return ""
        if any(saved.endswith(f"/{each.path}") for each in skipped):
            return ""
        url = page_of_saved(self.options.root, self.options.output, saved)
        return prefix + url if url else ""

    def _failed(self, before: ServedSite, problems: tuple[Problem, ...], reason: str) -> ServedSite:
        t = translator(before.lang)
        found = notes(problems, self.options.root, t, everywhere=True)
        if reason or not found:
            text = t.gettext(N_("the build failed: {reason}")).format(reason=masked(reason) or "?")
            general = Origin(everywhere=True)
            found += (Note(origin=general, severity="error", code="", place="", text=text),)
        return ServedSite(
            folder=before.folder,
            prefix=before.prefix,
            lang=before.lang,
            headers=self.headers,
            notes=found,
            failed=True,
        )

    def _options(self, base_url: str) -> Options:
        given = self.options
        return Options(
            root=given.root,
            output=given.output,
            base_url=base_url,
            clock=given.clock,
            jobs=given.jobs,
            drafts=given.drafts,
            future=given.future,
            strict=given.strict,
            allow_removal=given.allow_removal,
            key=given.key,
            compressed=False,  # for people who look into their source
        )

    def _report(self, before: ServedSite, site: ServedSite, seconds: float) -> None:
        """Print what is new: problems that were not there before, and what the build did.

        A build that publishes nothing says why each time, were it for the same reason as before.
        """
        t = translator(site.lang)
        old = set() if site.failed else {as_line(item, t) for item in before.notes}
        lines = [line for line in (as_line(item, t) for item in site.notes) if line not in old]
        for line in lines[:SHOWN]:
            self.say(line)
        if len(lines) > SHOWN:
            self._tell(N_("and {more} more"), more=len(lines) - SHOWN)
        if site.failed:
            if site.untouched:
                self._tell(N_("Not published: the last good version stays."))
            return
        text = t.gettext(N_("Built in {seconds} s, files changed: {changes}"))
        done = text.format(seconds=f"{seconds:.2f}", changes=site.changes)
        self.say("; ".join(filter(None, (done, counted(site.notes, t)))))

    def _tell(self, message: str, **values: object) -> None:
        text = translator(self.hub.site.lang).gettext(message)
        self.say(text.format(**values))


def _lacks(problems: tuple[Problem, ...]) -> bool:
    """Whether something was in the way that ends by itself."""
    words = {os.strerror(number) for number in _PASSING}
    return any(value in words for problem in problems for _, value in problem.params)


def serve(
    options: ServeOptions,
    say: Callable[[str], None],
    *,
    builder: Callable[[Options], Result] = build,
) -> None:
    """Serve the city until Ctrl-C, rebuilt on every change.

    `say` gets lines for the terminal. Raises ConfigError when the city cannot be read at the
    start, UsageError when no port is free, LockedError when the city is already being served.
    """
    lang = options.lang or "id"
    try:
        with session(options, say, builder=builder) as live:
            lang = live.hub.site.lang
            threading.Thread(target=warm, args=(options.root,), daemon=True).start()
            while True:
                live.step()
    except KeyboardInterrupt:
        say(translator(lang).gettext(N_("Ended.")))


@contextmanager
def session(
    options: ServeOptions,
    say: Callable[[str], None],
    *,
    builder: Callable[[Options], Result] = build,
) -> Iterator[Session]:
    """Open a development server: locked, watching, built once, answering; closed at the end."""
    config = read_config(options.root)
    lang = options.lang or config.lang
    t = translator(lang)
    headers = read_headers(options.root)
    prefix = Address(config.base_url).prefix
    hints = Hints()
    site = ServedSite(folder=options.output, prefix=prefix, lang=lang, headers=headers)
    hub = Hub(site, hints.hint)
    with ExitStack() as stack:
        # Two servers would overwrite each other's addresses.
        stack.enter_context(lock(options.root / ".sitegen" / "serve.lock"))
        server = listen(options.host, options.port, hub, t)
        stack.callback(server.server_close)
        stack.callback(hub.close)
        watcher = stack.enter_context(Watcher(options.root, hints.hint, options.poll))
        live = Session(
            options=options,
            say=say,
            builder=builder,
            hub=hub,
            hints=hints,
            watcher=watcher,
            server=server,
            headers=headers,
        )
        say(t.gettext(N_("Building the site ...")))
        live.build()
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        _welcome(live, t)
        yield live


def _welcome(live: Session, t: Translator) -> None:
    """Print where the site is and what is unusual, and open it in the browser if requested."""
    options, port = live.options, live.server.server_port
    if options.port not in {0, port}:
        live.say(t.gettext(N_("Port {port} is taken.")).format(port=options.port))
    if not is_loopback(options.host):
        live.say(
            t.gettext(
                N_(
                    "Warning: everyone on the network who reaches this machine can read "
                    "this site, drafts too. It answers to the machine's address in figures and "
                    "to its names {names}, and to no other name."
                )
            ).format(names=", ".join(machine_names()))
        )
    if live.watcher.polling:
        text = t.gettext(N_("Changes are looked for every {seconds} s."))
        live.say(text.format(seconds=f"{live.watcher.polling:g}"))
    live.say(t.gettext(N_("The site: {address} (Ctrl-C ends)")).format(address=live.address))
    if options.open:
        # Some terminal browsers do not return until they are closed.
        threading.Thread(target=webbrowser.open, args=(live.address,), daemon=True).start()
