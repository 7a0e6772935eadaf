"""Progress over the units: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.i18n import Translator


@contextmanager
def progress(t: Translator) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function of (units done, total) that shows them on standard error.

    None where nobody looks: logs and mails of scheduled builds have only what was found.
    """
    if not sys.stderr.isatty():
        yield None
        return
    label = t.gettext(N_("units"))
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, rate="")
        start = time.monotonic()

        def advance(done: int, total: int) -> None:
            rate = done / max(time.monotonic() - start, 0.001)
            text = t.gettext(N_("{rate} units/s")).format(rate=f"{rate:.1f}")
            bar.update(task, completed=done, total=total, rate=text)

        yield advance
