"""The address of a page as a QR code, for its printed form."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup
from msgspec.structs import replace

from sitegen.images.qr_code import ROW_END, squares
from sitegen.pages import views

# Squares of paper that the standard asks for around a code.
_MARGIN = 4


def with_code(meta: views.Meta) -> views.Meta:
    """Return the head with the page's address as a QR code."""
    return replace(meta, code=Markup(drawn(meta.canonical)))  # noqa: S704 - squares alone


def drawn(text: str) -> str:
    """Return the code of a text as an SVG image.

    It is one line, drawn where squares are dark, along the middle of each row. Raises ValueError for a
    text that is too long.
    """
    code = squares(text)
    width = code.index(ROW_END)
    # Dark squares side by side, each time with all that lies before the next dark one.
    runs = code.rstrip("0" + ROW_END).replace("01", "0 1").replace(f"{ROW_END}1", f"{ROW_END} 1")
    line = "".join(map(_steps(width).__getitem__, runs.split(" ")))
    size = width + 2 * _MARGIN
    return (
        f'<svg viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path d="M{_MARGIN} {_MARGIN}.5{line}" stroke="#000"/></svg>'
    )


@lru_cache(maxsize=40)
def _steps(width: int) -> _Steps:
    return _Steps(width)


class _Steps(dict[str, str]):
    """How the line goes on along dark squares and to the next ones, by what is between; found once."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    def __missing__(self, run: str) -> str:
        rest = run.lstrip("1")
        found = f"h{len(run) - len(rest)}"
        if down := rest.count(ROW_END):
            before, after = rest.index(ROW_END), len(rest) - rest.rindex(ROW_END) - 1
            found += f"m{before + after - self.width} {down}"
        elif rest:
            found += f"m{len(rest)} 0"
        self[run] = found
        return found
