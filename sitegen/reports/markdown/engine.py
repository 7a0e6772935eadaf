"""The Markdown engine of a city, as a function of a text.

cmark-gfm runs in this process. Python-Markdown hangs on some short texts (13 KB is enough,
docs/decisions/001), so it runs in a child process that is killed when it takes too long.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from sitegen.processes.worker import Worker, WorkerError
from sitegen.reports.markdown.cmark import library
from sitegen.reports.markdown.rendering import Rendered, rendered

if TYPE_CHECKING:
    from sitegen.city.config import MarkdownEngine

# An ordinary report takes 2 ms.
SECONDS = 10.0
# The slow patterns grow with the square of the length or worse, so length is limited too.
MAX_CHARACTERS = 100_000


def markdown(engine: MarkdownEngine) -> Callable[[str], Rendered]:
    """Return the function from text to clean HTML; it raises WorkerError when it takes too long.

    Raises EngineError (S034) when the cmark library, which both engines need, lacks a function.
    """
    library()
    return partial(rendered, engine="cmark") if engine == "cmark" else _in_child


def _in_child(text: str) -> Rendered:
    if len(text) > MAX_CHARACTERS:
        raise WorkerError("size")
    return _child().run(text)


@cache
def _child() -> Worker[str, Rendered]:
    return Worker(_python_markdown, SECONDS)


def _python_markdown(text: str) -> Rendered:
    return rendered(text, "python-markdown")
