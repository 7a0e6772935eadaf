"""What a problem code means: its severity, its texts, a wrong and a right example."""

from __future__ import annotations

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.model import Severity

__all__ = ["FIXES", "INSTEAD", "INSTEAD_LINES", "NAMED", "N_", "RENAME", "ProblemKind"]

# Next steps with the finished words for a file. What a field is called says what is done with its
# value: `line` and `lines` take the place of the line that the problem points to, `above` and
# `below` are put beside it, `instead` takes the place of the name that the problem quotes, `added` is put between the `---` lines, `rename` is the file's new path
# in the unit's folder, `created` the path of a new file with these `lines`.
FIXES = frozenset({"instead", "line", "lines", "above", "below", "added", "rename", "created"})
INSTEAD = N_("write this in place of the line: `{line}`")
INSTEAD_LINES = N_("write these lines in its place:\n{lines}")
NAMED = N_("write `{instead}` in its place")
RENAME = N_("rename it to `{rename}`")


class ProblemKind(Struct, frozen=True, kw_only=True):
    """A problem's texts: English message ids of the gettext catalogue with `{param}` fields.

    `message` says what was found and what was expected, `hint` the next step, `fix` (if there is
    one) that step with the finished words, told instead when the problem has them; `explanation`
    says why it matters. `wrong` and `right` are the example that `sitegen explain CODE` shows, also
    message ids if they contain words. `spares` says that the problem may
    concern a part without which the file is published; it is a warning then (`Problem.left_out`).
    """

    severity: Severity
    message: str
    hint: str
    explanation: str
    wrong: str
    right: str
    fix: str = ""
    spares: bool = False
