"""The page that opens an editor: which script it runs, and what that may load and talk to."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from sitegen.editors.programs import EditorFont, EditorProgram
from sitegen.editors.settings import UnitRepository
from sitegen.i18n import N_, Lang, Translator

SETTINGS = "config.yml"
# What the editors ask a host for, besides the server that is named: where a host of one's own has none.
_ASKED = {
    "github": ("https://api.github.com", "https://www.githubstatus.com"),
    "gitlab": ("https://gitlab.com",),
    "gitea": ("https://gitea.com",),
    "forgejo": ("https://codeberg.org",),
    "test": (),
}
_PORTRAITS = {"github": "https://avatars.githubusercontent.com"}


def page(
    program: EditorProgram,
    repository: UnitRepository,
    title: str,
    says: tuple[Lang, Translator],
    *,
    cdn: bool,
) -> str:
    """Return the page; with `cdn` it loads the editor from a host of others, else from beside it."""
    lang, t = says
    script = program.address if cdn else program.script
    fonts = "" if cdn else "".join(map(_font, program.fonts))
    needs = t.gettext(N_("This page needs JavaScript."))
    return f"""\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{policy(program, repository, cdn=cdn)}">
<title>{escape(title)}</title>
<link rel="cms-config-url" type="text/yaml" href="{SETTINGS}">
{fonts}</head>
<body>
<noscript>{escape(needs)}</noscript>
<script src="{script}" integrity="{program.integrity}" crossorigin="anonymous"></script>
</body>
</html>
"""


def policy(program: EditorProgram, repository: UnitRepository, *, cdn: bool) -> str:
    """Return what the page may load and talk to: its own host, and that of the repository."""
    server = _origin(repository.server)
    asked = (server,) if server else _ASKED[repository.host]
    portraits = () if server else (_PORTRAITS.get(repository.host, ""),)
    parts = {
        "default-src": ("'none'",),
        "script-src": (
            program.address if cdn else "'self'",
            "'unsafe-eval'" if program.evals else "",
        ),
        # Both editors write their styles into the page.
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:", *asked, *portraits),
        "font-src": ("'self'", "data:", program.font_host if cdn else ""),
        "connect-src": ("'self'", "data:", "blob:", *asked, _origin(repository.sign_in)),
        "media-src": ("'self'", "blob:"),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(filter(None, values))}" for name, values in parts.items())


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _font(font: EditorFont) -> str:
    said = f'font-family: "{font.family}"; font-weight: {font.weight}; src: url({font.file})'
    return f"<style>@font-face {{ {said} }}</style>\n"
