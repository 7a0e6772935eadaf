"""`sitegen audit`: what the pages of the built site weigh, and which exceed their budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import TYPE_CHECKING

import click

from sitegen.cli.language import Command
from sitegen.cli.options import FORMAT, LANG, OUTPUT, ROOT, Settings, settings
from sitegen.i18n import N_, Translator

if TYPE_CHECKING:
    from sitegen.engine.weights import PageWeight

EXIT_PROBLEMS = 1
_LINE = N_(
    "{type} ({count}): {middle} KB in the middle, {most} of {limit} KB at most ({url}), "
    "{whole} KB with all that it loads the first time"
)


@click.command("audit", cls=Command)
@settings(ROOT, OUTPUT, LANG, FORMAT)
def audit(settings: Settings) -> None:
    """Weigh the pages of the built site as phones load them, and name what exceeds its budget."""
    from sitegen.cli.summary import problems_report
    from sitegen.engine.weights import over_budget, weigh

    weights = tuple(weigh(settings.target))
    problems = over_budget(settings.target, weights)
    if settings.form == "text":
        click.echo("\n".join(weight_lines(weights, settings.t)))
    report = problems_report(problems, settings.t, settings.form, settings.folder)
    if report:
        click.echo(report)
    if problems:
        raise SystemExit(EXIT_PROBLEMS)


def weight_lines(weights: Iterable[PageWeight], t: Translator) -> Iterator[str]:
    """Yield a line for each type of page that the site has."""
    for own in by_type(weights):
        heaviest = max(own, key=lambda each: each.html)
        yield t.gettext(_LINE).format(
            type=t.gettext(heaviest.type.name),
            count=len(own),
            middle=_kilobytes(median(each.html for each in own), t),
            most=_kilobytes(heaviest.html, t),
            limit=heaviest.type.most // 1024,
            url=f"/{heaviest.path.removesuffix('index.html')}",
            whole=_kilobytes(max(each.whole for each in own), t),
        )


def by_type(weights: Iterable[PageWeight]) -> Iterator[tuple[PageWeight, ...]]:
    """Yield the pages of each type that there are, in the order of the budgets."""
    from sitegen.pages.budgets import PAGE_TYPES

    found: dict[str, list[PageWeight]] = {each.name: [] for each in PAGE_TYPES}
    for each in weights:
        found[each.type.name].append(each)
    return (tuple(own) for own in found.values() if own)


def _kilobytes(size: float, t: Translator) -> str:
    text = f"{size / 1024:.1f}"
    return text.replace(".", ",") if t.lang == "id" else text
