"""`sitegen new editor`: its options, and what has to be done after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.language import Command, option
from sitegen.cli.options import LANG, ROOT, spoken, translator_of
from sitegen.cli.plain import plain
from sitegen.i18n import N_

if TYPE_CHECKING:
    from sitegen.editors.full_form import FullForm
    from sitegen.editors.programs import EditorName, HostName
    from sitegen.editors.settings import UnitRepository
    from sitegen.i18n import Lang, Translator


@click.command("editor", cls=Command)
@click.argument("editor", metavar="sveltia|decap", type=click.Choice(["sveltia", "decap"]))
@click.argument("unit", metavar="UNIT")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@option(
    "--host",
    type=click.Choice(["github", "gitlab", "gitea", "forgejo", "test"]),
    required=True,
    help="What hosts the repository of UNIT; test: keep everything in the browser, to try the form.",
)
@option("--repo", default="", metavar="OWNER/NAME", help="The repository of UNIT on that host.")
@option("--branch", default="main", metavar="BRANCH", help="Its branch. Default: main.")
@option(
    "--server", default="", metavar="URL", help="Address of the host, if it is one of your own."
)
@option(
    "--app",
    default="",
    metavar="ID",
    help="Id of the editor as an application of the host (GitLab, Gitea, Forgejo).",
)
@option(
    "--sign-in",
    "sign_in",
    default="",
    metavar="URL",
    help="Your own service that exchanges the codes of sign-ins at GitHub.",
)
@option(
    "--cdn", is_flag=True, help="Load the editor from unpkg.com, not from a copy beside the page."
)
@ROOT
@LANG
def new_editor(  # noqa: PLR0913 - one argument for each option, as Click passes them
    editor: EditorName,
    unit: str,
    folder: Path,
    host: HostName,
    repo: str,
    branch: str,
    server: str,
    app: str,
    sign_in: str,
    root: Path,
    lang: Lang | None,
    *,
    cdn: bool,
) -> None:
    """Make the page and settings of an editor in the browser for UNIT, whose content has a repository of
    its own, in FOLDER: a clone of that repository.

    The form has the keys, words and hints of the city at --root.
    """
    from sitegen.city.config import read_config
    from sitegen.cli.editor_scaffold import edited_unit, full_content, make_editor
    from sitegen.cli.named_units import registered, unit_key
    from sitegen.editors.settings import UnitRepository
    from sitegen.i18n import translator

    t = translator_of(root, lang)
    repository = UnitRepository(
        host=host,
        name=repo,
        branch=branch,
        server=_address("--server", server, t),
        app=app,
        sign_in=_address("--sign-in", sign_in, t),
    )
    _refuse_unfit(editor, repository, t)
    with spoken(t):
        config = read_config(root)
        key = unit_key(root, unit)
        edited = edited_unit(registered(root, key), config, key)
        words = (config, translator(config.lang), cdn)
        content, forms = full_content(root, folder, edited, config)
        made = make_editor(folder, editor, edited, repository, (words, content))
    for path in made[:2]:
        click.echo(plain(t.gettext("Made: {path}").format(path=path)))
    _say_content(len(content), forms, t)
    if not cdn:
        _say_copies(editor, made[0].parent, t)


def _address(name: str, given: str, t: Translator) -> str:
    """An address that was given, "" for none; raises UsageError if it is none of a site."""
    from sitegen.address import site_address, without_user

    if given and not site_address(given):
        text = t.gettext(N_("{option}: {found} is no address such as https://git.kota.example."))
        raise click.UsageError(plain(text.format(option=name, found=without_user(given))))
    return site_address(given) if given else ""


def _refuse_unfit(editor: EditorName, repository: UnitRepository, t: Translator) -> None:
    """Raise UsageError for what the editor could not sign in with."""
    if repository.host == "test":
        return
    owner, _, name = repository.name.partition("/")
    if not owner or not name or any(sign.isspace() for sign in repository.name):
        text = N_("--repo is needed: the repository of the unit, such as kota-bandung/dago.")
        raise click.UsageError(t.gettext(text))
    if editor == "sveltia":
        return
    # Sveltia lets people sign in with a token; Decap only with an application of the host.
    if repository.host == "github" and not repository.sign_in:
        text = N_(
            "Decap needs --sign-in for GitHub: a service of your own that exchanges the codes of"
            " sign-ins. Without one, it asks that of a company."
        )
        raise click.UsageError(t.gettext(text))
    if repository.host != "github" and not repository.app:
        text = N_("Decap needs --app: its id as an application of {host}.")
        raise click.UsageError(t.gettext(text).format(host=repository.host))


def _say_copies(editor: EditorName, folder: Path, t: Translator) -> None:
    """Say which files have to lie beside the page, and where they are."""
    from sitegen.editors.programs import PROGRAMS

    program = PROGRAMS[editor]
    text = N_("Next: put these files into {folder}:")
    click.echo(plain(t.gettext(text).format(folder=folder)))
    click.echo(f"  {program.script}  {program.address}")
    for font in program.fonts:
        click.echo(f"  {font.file}  {font.address}")


def _say_content(copied: int, forms: dict[str, FullForm], t: Translator) -> None:
    """Say what came along, and which keys of the unit's files an editor would drop."""
    if copied:
        text = N_("Copied from the city: {count} files, {full} of them with their keys in full.")
        full = sum(bool(form.changed or form.unquoted) for form in forms.values())
        click.echo(t.gettext(text).format(count=copied, full=full))
    for path, form in sorted(forms.items()):
        for each in form.unkept:
            text = N_("{path}:{line}: an editor drops `{key}` when it saves this file.")
            line = t.gettext(text).format(path=path, line=each.line, key=each.key)
            click.echo(plain(line))
        for each in () if copied else form.unquoted:
            text = N_(
                "{path}:{line}: an editor takes `{key}` for a number and writes it as one; put it"
                " between quotation marks."
            )
            line = t.gettext(text).format(path=path, line=each.line, key=each.key)
            click.echo(plain(line))
        if form.changed and not copied:
            text = N_("{path}: an editor drops keys in their short form; write them in full.")
            click.echo(plain(t.gettext(text).format(path=path)))
