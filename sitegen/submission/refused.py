"""The refusal of a package as a whole: one problem, nothing of it is taken."""

from __future__ import annotations

from sitegen.legible import legible
from sitegen.model import Problem
from sitegen.privacy.names import masked_path

# So much of a name that somebody else wrote is quoted.
_QUOTED = 80


class RefusedPackage(Exception):  # noqa: N818 - it names the state, as its problem does
    """A package cannot be taken; carries the code of the problem and its params."""

    def __init__(self, code: str = "K001", **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def problem(self, name: str) -> Problem:
        """Return the problem, at the package's own name."""
        return Problem.of(self.code, quoted(name), **self.params)


def quoted(name: str) -> str:
    """Return a name out of a package as a message may quote it: short, legible, without numbers of people."""
    shown = masked_path(legible(name))
    return shown if len(shown) <= _QUOTED else shown[: _QUOTED - 3] + "..."
