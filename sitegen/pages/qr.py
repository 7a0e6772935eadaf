"""The address of a page as a QR code, for its printed form on a board."""

from __future__ import annotations

import segno
from markupsafe import Markup
from msgspec.structs import replace

from sitegen.pages import views


def with_code(meta: views.Meta) -> views.Meta:
    """Return the head with the page's address as a QR code.

    Trying all eight masks, for the one that is easiest to read, takes four times as long; any is read.
    """
    code = segno.make(meta.canonical, micro=False, error="m", boost_error=False, mask=3)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None)
    return replace(meta, code=Markup(drawn))  # noqa: S704 - squares alone
