"""`sitegen import`: reports out of what an older site has."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.answers import answer
from sitegen.cli.language import Command, option
from sitegen.cli.options import CLOCK, LANG, ROOT, Settings, settings
from sitegen.cli.plain import plain
from sitegen.cli.running import check_options
from sitegen.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from sitegen.i18n import Translator
    from sitegen.migration.importing import ImportedPost
    from sitegen.migration.post import OldPost

EXIT_LEFT = 1
_TOTAL = N_("{made} reports made, {known} were here already, {left} left out.")
_WOULD = N_("{made} reports would be made, {known} are here already, {left} left out.")

_TOTAL_PAGES = N_("{made} reports and pages made, {known} were here already, {left} left out.")
_WOULD_PAGES = N_(
    "{made} reports and pages would be made, {known} are here already, {left} left out."
)


@click.command("import", cls=Command)
@click.argument("what", type=click.Choice(["wordpress", "folder", "rss", "csv", "excel"]))
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@option(
    "--unit", "to_unit", required=True, metavar="ID", help="The unit whose reports they become."
)
@option(
    "--media",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Folder with the pictures and documents of the older site, such as wp-content/uploads.",
)
@option(
    "--pages",
    is_flag=True,
    help="Take pages of WordPress and Grav too: drafts of standing pages, until somebody has read them.",
)
@option("--dry-run", "dry", is_flag=True, help="Only say what would be made.")
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@settings(ROOT, CLOCK, LANG)
def import_command(  # noqa: PLR0913 - one argument for each option, as Click passes them
    settings: Settings,
    what: str,
    source: Path,
    to_unit: str,
    media: Path | None,
    *,
    pages: bool,
    dry: bool,
) -> None:
    """Make reports of the posts in SOURCE: an export of WordPress (WXR), a folder of pages of Jekyll,
    Hugo or Grav, a feed (RSS, Atom), or a table with a row for each (CSV, or a workbook of Excel).

    Nothing is fetched and nothing replaced; each report is checked before it is written. What is left
    out is listed; exit 1 when a post has mistakes that keep it out.
    """
    from zoneinfo import ZoneInfo

    from sitegen.city.config import read_config
    from sitegen.cli.named_units import unit_key
    from sitegen.engine.scan import clock
    from sitegen.keys.vocabulary import keys
    from sitegen.migration.importing import Importing, bring
    from sitegen.migration.writing import Media

    if source.is_dir() != (what == "folder"):
        text = (
            N_("{what} is read from a folder.")
            if what == "folder"
            else N_("{what} is read from a file.")
        )
        raise click.UsageError(settings.t.gettext(text).format(what=what))
    config = read_config(settings.root)
    zone = ZoneInfo(config.zone)
    options = replace(check_options(settings), jobs=1)
    to = Importing(
        options=options,
        unit=unit_key(settings.root, to_unit),
        topics=keys(config.topics),
        today=clock(options, config).date(),
        media=Media(media),
        dry=dry,
    )
    found: list[ImportedPost] = []
    for each in bring(to, _posts(what, source, zone, pages=pages)):
        found.append(each)
        for line in () if settings.form == "json" else _lines(each, settings.t, dry=dry):
            click.echo(line)
    counts = Counter(each.state for each in found)
    words = {state: counts[state] for state in ("made", "known", "left")}
    if settings.form == "json":
        posts = [_as_json(each, settings.t) for each in found]
        click.echo(answer("import", dry_run=dry, unit=to.unit, **words, posts=posts))
    else:
        said = (_WOULD_PAGES, _TOTAL_PAGES) if pages else (_WOULD, _TOTAL)
        click.echo(settings.t.gettext(said[0] if dry else said[1]).format(**words))
    if any(each.state == "left" and each.problems for each in found):
        raise SystemExit(EXIT_LEFT)


def _posts(what: str, source: Path, zone: tzinfo, *, pages: bool) -> Iterator[OldPost]:
    """The posts of an export; raises UsageError (K019) when it cannot be read."""
    from sitegen.errors import UsageError
    from sitegen.migration.xmlitems import UnreadableError
    from sitegen.model import Problem, Where
    from sitegen.submission.refused import quoted

    try:
        yield from _read(what, source, zone, pages=pages)
    except UnreadableError as error:
        place = Where(path=quoted(source.name), line=error.line)
        problem = Problem.of("K019", place, reason=str(error))
        raise UsageError(problems=(problem,)) from None


def _read(what: str, source: Path, zone: tzinfo, *, pages: bool) -> Iterable[OldPost]:
    if what == "folder":
        from sitegen.migration.folder import read_folder

        yield from read_folder(source, zone, pages=pages)
        return
    if what in {"csv", "excel"}:
        from sitegen.migration.sheet import parse_book, parse_sheet

        data = source.read_bytes()
        yield from parse_sheet(data, zone) if what == "csv" else parse_book(data, source.name, zone)
        return
    with ExitStack() as stack:
        opened = stack.enter_context(source.open("rb"))
        if what == "rss":
            from sitegen.migration.feed import read_feed

            yield from read_feed(opened, zone, pages=pages)
            return
        from sitegen.migration.wordpress import attachments, read_wordpress, with_attachments

        with source.open("rb") as first:
            attached = attachments(first)
        for post in read_wordpress(opened, zone, pages=pages):
            yield with_attachments(post, attached)


def _lines(each: ImportedPost, t: Translator, *, dry: bool) -> Iterator[str]:
    from sitegen.cli.problem_text import as_text
    from sitegen.privacy.names import masked_path
    from sitegen.privacy.text import masked
    from sitegen.problems import is_error

    if each.state == "made":
        word = N_("would be made: {path}") if dry else N_("made: {path}")
        yield plain(t.gettext(word).format(path=each.path))
        if each.notes:
            lost = ", ".join(map(t.gettext, each.notes))
            yield "  " + t.gettext(N_("without: {lost}")).format(lost=lost)
        return
    if each.state == "known":
        known = plain(t.gettext(N_("here already: {path}")).format(path=each.path))
        yield f"{known}, {t.gettext(each.reason)}" if each.reason else known
        return
    title = " ".join(masked(each.title).split())[:100]
    reason = t.gettext(each.reason) if each.reason else t.gettext(N_("it has mistakes"))
    text = t.gettext(N_('left out: {source} "{title}": {reason}'))
    yield plain(text.format(source=masked_path(each.source), title=title, reason=reason))
    for problem in each.problems:
        if is_error(problem):
            yield from (f"  {line}" for line in as_text(problem, t).split("\n"))


def _as_json(each: ImportedPost, t: Translator) -> dict[str, object]:
    from sitegen.cli.problem_text import as_json
    from sitegen.privacy.names import masked_path
    from sitegen.privacy.text import masked

    reason = each.reason or (N_("it has mistakes") if each.state == "left" else "")
    return {
        "source": plain(masked_path(each.source)),
        "title": plain(" ".join(masked(each.title).split())[:100]),
        "state": each.state,
        "path": plain(each.path),
        "reason": t.gettext(reason) if reason else "",
        "lost": [t.gettext(note) for note in each.notes],
        "problems": [as_json(problem, t) for problem in each.problems],
    }
