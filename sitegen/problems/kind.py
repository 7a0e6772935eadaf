"""What a problem code means: its severity, its texts and an example each way."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.i18n import N_
from sitegen.model import Severity

__all__ = ["N_", "ProblemKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """The texts are English message ids of the gettext catalogue with `{param}` fields.

    `message` says what was found and what was expected, `hint` the next step, `explanation`
    why it matters; `wrong` and `right` are the example that `sitegen explain CODE` shows, message
    ids too where they hold words.
    """

    severity: Severity
    message: str
    hint: str
    explanation: str
    wrong: str
    right: str
