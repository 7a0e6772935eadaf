"""Who asks, and what that allows: an office that writes, those who review it, the city."""

from __future__ import annotations

from msgspec import Struct


class Visitor(Struct, frozen=True, kw_only=True):
    """Somebody who has signed in: access belongs to offices and accounts, not to persons.

    `name` is an office's name or an account, as a commit may carry it. `writes` and `reviews` are keys
    of units; `city` may do both everywhere. `mark` tells visitors apart in the log of acts without
    saying who they are.
    """

    name: str
    writes: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    city: bool = False
    mark: str = ""

    def may_write(self, unit: str) -> bool:
        """Return whether content of this unit may be sent in."""
        return self.city or unit in self.writes

    def may_review(self, unit: str) -> bool:
        """Return whether content of this unit may be accepted and returned."""
        return self.city or unit in self.reviews

    def may_see(self, unit: str) -> bool:
        """Return whether what this unit has sent in may be looked at."""
        return self.may_write(unit) or self.may_review(unit)

    @property
    def seen(self) -> frozenset[str] | None:
        """The units whose items may be looked at; None for all."""
        return None if self.city else self.writes | self.reviews
