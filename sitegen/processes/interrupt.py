"""Ctrl-C reaches every process of a terminal: here, who hears it and when."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def interrupts_withheld() -> Iterator[None]:
    """Let processes that are started here never hear Ctrl-C: who began them ends them.

    A blocked signal stays blocked in a new process from its first moment, before any of its code
    could ignore it; here it is heard afterwards.
    """
    # Started by the first child otherwise, which would let the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let what is done here be done to its end; Ctrl-C comes too late for it.

    Python raises KeyboardInterrupt in the main thread alone, so that others need nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
