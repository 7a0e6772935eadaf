"""What followed the last acceptance, as Kominfo sees it above the queue."""

from __future__ import annotations

from msgspec import Struct

from sitegen.desk.access.visitor import Visitor
from sitegen.desk.desk import Desk
from sitegen.desk.pages import moment_text
from sitegen.desk.then import PUBLISHED
from sitegen.i18n import N_

_BUSY = N_("The site is being built and published")
_GOOD = N_("The site was built and published on {moment}")
_FAILED = {
    "build": N_("The site could not be built on {moment} (code {code}); the old one stays online"),
    "command": N_("The command that publishes failed on {moment} (code {code})"),
}
_LACKING = N_("The site could not be built: {reason}")


class FollowedView(Struct, frozen=True, kw_only=True):
    """The last build and its command: a sentence, whether all is well, the last lines of what failed."""

    said: str
    good: bool
    commit: str = ""
    lines: tuple[str, ...] = ()


def followed(desk: Desk, visitor: Visitor) -> FollowedView | None:
    """Return what Kominfo is told; nothing for others, or where nothing follows."""
    if desk.after is None or not visitor.city:
        return None
    say = desk.t.gettext
    last = desk.after.last()
    if desk.after.lacking:
        return FollowedView(said=say(_LACKING).format(reason=desk.after.lacking), good=False)
    if last is None:
        return FollowedView(said=say(_BUSY), good=True) if desk.after.busy else None
    moment = moment_text(last.ended, desk)
    if last.published:
        said = say(_BUSY if desk.after.busy else _GOOD).format(moment=moment)
        return FollowedView(said=said, good=True, commit=last.commit[:10])
    failed = last.steps[-1]
    if failed.step == "build" and failed.code in PUBLISHED:
        return FollowedView(said=say(_BUSY), good=True, commit=last.commit[:10])
    said = say(_FAILED[failed.step]).format(moment=moment, code=failed.code)
    return FollowedView(said=said, good=False, commit=last.commit[:10], lines=failed.lines)
