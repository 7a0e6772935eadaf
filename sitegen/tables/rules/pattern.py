r"""Patterns that authors write, matched in time that depends only on the text's length.

`re` tries one path after another and can take years on `(a+)+b`. RE2 follows all paths at once, and
rejects what cannot be matched that way, such as \1.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MAX_PATTERN = 500
# What escapes mean in all scripts, in a class and outside one; RE2's own are ASCII only. XML
# Schema, which Table Schema follows, counts marks as parts of words, and most dialects `_` too.
_SPACE = r"\t-\r\x{1C}-\x{1F}\x{85}\p{Z}"
_WORD = r"\p{L}\p{M}\p{N}_"
_CONNECTORS = r"\x{203F}\x{2040}\x{2054}\x{FE33}\x{FE34}\x{FE4D}-\x{FE4F}\x{FF3F}"
_OUTSIDE = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "s": f"[{_SPACE}]",
    "S": f"[^{_SPACE}]",
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
}
_INSIDE = {
    **_OUTSIDE,
    "s": _SPACE,
    "S": r"\x00-\x08\x{0E}-\x{1B}\x{7F}-\x{84}\x{86}-\x{9F}\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}",
    "w": _WORD,
    "W": rf"\p{{S}}\p{{Z}}\p{{C}}\p{{Pd}}\p{{Ps}}\p{{Pe}}\p{{Pi}}\p{{Pf}}\p{{Po}}{_CONNECTORS}",
}
_PART = re.compile(
    r"\\(?P<escape>.)|(?P<named>\[:\^?[a-z]+:\])|(?P<opens>\[\^?\]?)|(?P<closes>\])|(?P<bounds>\{,)",
    re.DOTALL,
)
# Escapes that only RE2 has: a single byte of a character, and a quotation.
_FOREIGN = frozenset("CQ")


class PatternError(ValueError):
    """A pattern that cannot be used; the text is the offending part."""


def matcher(pattern: str) -> Callable[[str], bool]:
    r"""Return a function that checks whether a whole text matches `pattern`.

    All RE2 syntax but `\C` and `\Q` is allowed; `^` and `$` at the ends change nothing, and `\d`,
    `\w` and `\s` cover all scripts (XML Schema, as Table Schema requires). Raises PatternError.
    """
    import re2

    if len(pattern) > MAX_PATTERN:
        raise PatternError(pattern[:20] + "...")
    options = re2.Options()
    options.log_errors = False
    # Only whether a text matches is asked, which takes half the time.
    options.never_capture = True
    try:
        compiled = re2.compile(_with_all_scripts(pattern), options)
    except re2.error as error:
        raise PatternError(_reason(error, pattern)) from None
    return lambda text: compiled.fullmatch(text) is not None


def _with_all_scripts(pattern: str) -> str:
    """The pattern with escapes that cover all scripts. Raises PatternError."""
    inside = False

    def part(match: re.Match[str]) -> str:
        nonlocal inside
        if escape := match["escape"]:
            if escape in _FOREIGN:
                raise PatternError(match[0])
            return (_INSIDE if inside else _OUTSIDE).get(escape, match[0])
        if match["bounds"] and not inside:
            # RE2 does not take `{,3}` as a repetition, but matches it literally.
            raise PatternError(pattern[match.start() :])
        if match["named"] or (match["opens"] and inside):
            return match[0]
        inside = bool(match["opens"]) or (inside and not match["closes"])
        return match[0]

    return _PART.sub(part, pattern)


def _reason(error: Exception, pattern: str) -> str:
    """The part of the pattern that RE2 rejects, from a message like `missing ]: [a` (or bytes)."""
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    at = pattern.find(text.partition(": ")[2] or pattern)
    return pattern[at:] if at >= 0 else pattern[:20]
