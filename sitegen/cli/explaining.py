"""`sitegen explain`: what a problem code means, with a wrong and a right example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.i18n import N_
from sitegen.problems import PROBLEMS, plain_text

if TYPE_CHECKING:
    from sitegen.i18n import Translator

# For codes that concern now a whole file, now a part of one.
_BOTH = N_("error: the file is held back; a warning where it is published without the part")
_SEVERITIES = {
    "error": N_("error: the file is held back until it is mended"),
    "warning": N_("warning: the file is published"),
}


def explanation(code: str, t: Translator) -> str | None:
    """Return the explanation of a code, or None if there is no such code."""
    kind = PROBLEMS.get(code.strip().upper())
    if kind is None:
        return None
    _ = t.gettext
    return "\n".join(
        (
            f"{code.strip().upper()} ({_(_BOTH if kind.spares else _SEVERITIES[kind.severity])})",
            "",
            f"  {plain_text(_(kind.message))}",
            f"  = {_(N_('next step'))}: {plain_text(_(kind.hint))}",
            "",
            _(kind.explanation),
            "",
            f"{_(N_('Wrong'))}:",
            _indented(_(kind.wrong)),
            f"{_(N_('Right'))}:",
            _indented(_(kind.right)),
        )
    )


def overview(t: Translator) -> str:
    """Return all codes, one per line."""
    return "\n".join(
        f"{code}  {t.gettext(kind.message)}" for code, kind in sorted(PROBLEMS.items())
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
