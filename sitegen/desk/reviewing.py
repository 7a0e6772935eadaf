"""`tinjau` in `meja.yml`: of which units somebody looks at what they send, before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from sitegen.city.register import Register
from sitegen.keys.field import nearest
from sitegen.keys.yamltext import Scalar
from sitegen.model import Problem, Where

# Nobody looks at it; the reviewers of the list of owners do; the unit above does too.
ReviewAnswer = Literal["tidak", "ya", "induk"]
ANSWERS: tuple[ReviewAnswer, ...] = ("ya", "tidak", "induk")


class ReviewRules(Struct, frozen=True, kw_only=True):
    """`everywhere` is for all units but those that `named` has, by their key or that of their kind."""

    everywhere: ReviewAnswer = "ya"
    named: dict[str, ReviewAnswer] = {}

    def of(self, unit: str) -> ReviewAnswer:
        """Return the answer for a unit: its own, else that of its kind, else that of all."""
        kind = unit.partition("/")[0]
        return self.named.get(unit) or self.named.get(kind) or self.everywhere

    def waits(self, unit: str) -> bool:
        """Return whether what a unit sends waits until somebody has looked at it."""
        return self.of(unit) != "tidak"


def review_rules(given: tuple[tuple[Scalar, ReviewAnswer], ...]) -> ReviewRules:
    """Return the rules in the value of `tinjau`: one answer, or answers by kinds and units."""
    named = {key.text.strip(): answer for key, answer in given}
    return ReviewRules(everywhere=named.pop("", "ya"), named=named)


def review_problems(
    given: tuple[tuple[Scalar, ReviewAnswer], ...], register: Register, path: str
) -> Iterator[Problem]:
    """Yield what does not fit the register: names that nothing has, `induk` with nothing above."""
    kinds = {kind.name for kind in register.kinds}
    above: dict[str, str] = {}
    for entry in register.entries:
        above[entry.key] = entry.parent
        above[entry.kind] = above.get(entry.kind) or entry.parent
    for key, answer in given:
        name = key.text.strip()
        where = Where(path=path, line=key.line, column=key.column, field="tinjau")
        if name and name not in above and name not in kinds:
            near = nearest(name, (*kinds, *above), 0.0) or "kelurahan"
            yield Problem.of("K036", where, found=name[:80], nearest=near)
        elif name and answer == "induk" and not above.get(name):
            yield Problem.of("K037", where, found=name[:80])
