"""What a problem code means: its severity, its texts, a wrong and a right example."""

from __future__ import annotations

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.model import Severity

__all__ = ["N_", "ProblemKind"]


class ProblemKind(Struct, frozen=True, kw_only=True):
    """A problem's texts: English message ids of the gettext catalogue with `{param}` fields.

    `message` says what was found and what was expected, `hint` the next step, `explanation`
    why it matters; `wrong` and `right` are the example that `sitegen explain CODE` shows, also
    message ids if they contain words. `spares` says that the problem may concern a part without
    which the file is published; it is a warning then (`Problem.left_out`).
    """

    severity: Severity
    message: str
    hint: str
    explanation: str
    wrong: str
    right: str
    spares: bool = False
