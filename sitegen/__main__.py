"""The command `sitegen`, also as `python -m sitegen`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

# What a shell says of a command that Ctrl-C ended.
STOPPED = 130


def main() -> None:
    """Run the command line and exit with its code.

    With `python -m`, Python would import modules from the working folder, which is the city's;
    what a content writer puts there must never run.
    """
    here = str(Path.cwd())
    own = str(Path(__file__).resolve().parent.parent)
    sys.path[:] = [entry for entry in sys.path if entry not in {"", here} or entry == own]
    try:
        from sitegen.cli.main import run

        code = run()
    except KeyboardInterrupt:  # before there is anything to stop
        code = STOPPED
    if code == STOPPED:  # one more Ctrl-C, while Python takes itself down, would change the code
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


if __name__ == "__main__":
    main()
