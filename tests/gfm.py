"""The HTML that the Markdown engine makes of a text, before anything of it is cleaned."""

from __future__ import annotations

from sitegen.reports.markdown.cmark import parsed


def gfm(text: str) -> str:
    with parsed(text) as tree:
        return tree.html()
