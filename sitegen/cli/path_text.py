"""`sitegen explain PATH`: what is known about a path, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.cli import problem_text
from sitegen.cli.answers import answer
from sitegen.cli.plain import plain
from sitegen.cli.summary import REASONS, listed
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.engine.finding import Builds, Explanation
    from sitegen.i18n import Translator

_KINDS = {
    "": N_("file"),
    "document": N_("document"),
    "image": N_("picture"),
    "metadata": N_("description of a dataset"),
    "output": N_("file of the site"),
    "owners": N_("owners of the units"),
    "page": N_("standing page"),
    "permits": N_("exceptions for personal data"),
    "profile": N_("profile of the unit"),
    "register": N_("register of the units"),
    "report": N_("activity report"),
    "root": N_("file for the root of the site"),
    "settings": N_("settings of the city"),
    "table": N_("table of a dataset"),
    "theme": N_("file of the theme"),
    "tiles": N_("tile map of the home page"),
    "unit": N_("unit"),
}
_STATUSES = {
    "published": N_("It is on the site."),
    "held": N_("It is held back because of its errors:"),
    "draft": N_("It is not on the site because it is a draft: `draf: ya`."),
    "future": N_("It is not on the site yet because it is dated in the future: {date}."),
    "expired": N_("It is not on the site any more because it expired: {date}."),
    "unused": N_("It is not on the site because nothing uses it."),
    "closed": N_(
        "It has no page of its own: the register says `nonaktif`, it has no files, and its addresses lead "
        "to the unit that follows."
    ),
    "stray": N_("It is not on the site because its folder is no unit of the register:"),
    "shared": N_("Every build reads it."),
    "checked": N_("It is not for the site: `sitegen check` reads it."),
    "outside": N_("Nothing reads it: content lies in `content/<jenis>/<unit>/`."),
    "ignored": N_("Nothing reads it: names like this belong to systems and editors."),
    "removed": N_(
        "Its source was removed on {date}. The line `alias: [{path}]` in another text makes the "
        "address lead there."
    ),
    "gone": N_("It is gone from the sources; the next build removes what is left of it."),
}
# What became of a text as it was typed (`sitegen.reports.markdown.prose`).
_PREPARED = {
    "break": N_("{count} lines keep their line break."),
    "rule": N_("{count} lines of dashes are a rule, not a heading."),
    "indent": N_("{count} indented lines are paragraphs, not code."),
    "item": N_("{count} lines were made items of a list."),
    "paragraph": N_("{count} lines begin a paragraph of their own."),
    "heading": N_("{count} lines were made headings."),
    "fence": N_("{count} lines were made the fence of a chart."),
    "sign": N_("{count} lines had signs that Markdown reads otherwise."),
    "row": N_("{count} lines were made rows of a table."),
}
_NOT_YET = N_("It is not on the site yet; the next build publishes it.")


def as_json(finding: Explanation, t: Translator) -> str:
    """Return a finding as one JSON object; unknown values are empty."""
    builds = finding.builds
    return answer(
        "explain",
        path=finding.path,
        kind=finding.kind,
        status=finding.status,
        unit=finding.unit,
        date=str(finding.date or ""),
        online=finding.online,
        problems=[problem_text.as_json(problem, t) for problem in finding.problems],
        outputs=finding.outputs,
        pages=finding.pages,
        lists=finding.lists,
        prepared=dict(finding.prepared),
        sources=finding.sources,
        target=finding.target,
        held_back=finding.held_back,
        waiting=finding.waiting,
        built=builds.built.isoformat() if builds and builds.built else "",
        reason=builds.reason if builds else "",
        stale=builds.stale if builds else "",
        changed=builds.changed if builds else (),
        stale_units=finding.units,
    )


def as_text(finding: Explanation, t: Translator, *, verbose: bool) -> str:
    """Return a finding in sentences and lists; long lists are truncated unless `verbose`."""
    return "\n".join(_lines(finding, t, verbose=verbose))


def _lines(finding: Explanation, t: Translator, *, verbose: bool) -> Iterator[str]:
    _ = t.gettext
    yield plain(finding.path)
    kind = _(_KINDS[finding.kind])
    yield f"{kind}: {finding.unit}" if finding.unit else kind
    not_yet = finding.status == "published" and not finding.online and finding.kind != "profile"
    yield _(_NOT_YET if not_yet else _STATUSES[finding.status]).format(
        date=finding.date or "?", path=plain(finding.path)
    )
    if finding.target:
        yield _(N_("It is an old address, which leads to {url}.")).format(url=finding.target)
    for problem in finding.problems:
        yield problem_text.as_text(problem, t)
    if finding.stand_in:
        yield problem_text.stand_in_text(finding.stand_in, t, verbose=verbose)
    if finding.kind == "output" and not finding.unit:
        yield _(N_("The city's: it is made from what all units have published."))
    if finding.kind == "output" and finding.unit and not finding.sources:
        yield _(N_("It is made from all that the unit publishes."))
    if finding.kind == "profile":
        yield _(N_("All pages of the unit show something of it."))
    if finding.units:
        text = _(N_("It has changed: the next build makes {units} units anew."))
        yield text.format(units=finding.units)
    for change, count in finding.prepared:
        yield _(_PREPARED[change]).format(count=count)
    if finding.builds:
        yield from _builds(finding.builds, t, verbose=verbose)
    for title, paths in (
        (N_("Makes:"), finding.outputs),
        (N_("Shown on:"), finding.pages),
        (N_("Named in lists and feeds:"), finding.lists),
        (N_("Made from:"), finding.sources),
        (N_("Held back:"), finding.held_back),
        (N_("Not published now:"), finding.waiting),
    ):
        yield from listed(_(title), paths, t, everything=verbose)


def _builds(builds: Builds, t: Translator, *, verbose: bool) -> Iterator[str]:
    _ = t.gettext
    if builds.built is None:
        yield _(N_("The unit was never built."))
        return
    when = builds.built.strftime("%Y-%m-%d %H:%M:%S")
    reason = _(REASONS.get(builds.reason, "?"))
    yield _(N_("The unit was last built {time}: {reason}.")).format(time=when, reason=reason)
    if builds.stale:
        yield _(N_("The next build makes it anew: {reason}.")).format(
            reason=_(REASONS[builds.stale])
        )
        yield from listed(_(N_("Changed:")), builds.changed, t, everything=verbose)
    else:
        yield _(N_("Nothing of it has changed since."))
