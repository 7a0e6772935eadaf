"""Ctrl-C reaches every process of a terminal: this decides which react to it, and when."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def interrupts_withheld() -> Iterator[None]:
    """Keep processes started meanwhile from receiving Ctrl-C: their parent ends them.

    A blocked signal is blocked in a new process from its first moment, before any of its code
    could ignore it; this process receives it afterwards.
    """
    # Otherwise the first child would start it, which would unblock the signal again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let the block finish, ignoring Ctrl-C.

    Python raises KeyboardInterrupt only in the main thread, so other threads need nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
