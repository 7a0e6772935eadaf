"""Limits on what a child process may take: CPU time, and as a last resort time on the clock.

On a busy machine a process waits for its turn. What it has worked says how hard its work is; how
long it has been there says only how busy the machine is, and must not decide what is published.
"""

from __future__ import annotations

import resource
import signal

# Ends a process that has used up its CPU time.
OVERRUN = signal.SIGPROF
# Seconds on the clock after which a child is taken to hang. The hardest work that is allowed takes
# a tenth of it, so that even a machine shared by ten such processes lets it finish.
WALL_SECONDS = 600.0


def limit_cpu(seconds: float) -> None:
    """Let this process end by the signal OVERRUN after so many more seconds of CPU time.

    All its threads count together; 0 means no limit. A limit set before is forgotten.
    """
    # The resource limit of the same purpose counts whole seconds, and from the process's start.
    signal.setitimer(signal.ITIMER_PROF, 0.0)
    if not seconds:
        return
    # Nothing of it is of use to anybody, and it would have the city's data in it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(OVERRUN, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {OVERRUN})
    signal.setitimer(signal.ITIMER_PROF, seconds)
