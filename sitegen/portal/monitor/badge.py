"""The badge of a unit: a picture with its reports of 30 days, for other sites."""

from __future__ import annotations

from markupsafe import escape

from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages import wording
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import monitor_badge_url, output_path


def badge(site: SiteContext, entry: UnitEntry, month: int) -> Output:
    """Return a picture of 20 pixels height that other sites may show; its text is drawn by the reader's fonts."""
    label = site.t.gettext(N_("reports in 30 days"))
    value = wording.whole(month, site.lang)
    left, right = 12 + 6.4 * len(label), 14 + 7 * len(value)
    width = left + right
    said = escape(f"{unit_name(site, entry)}: {value} {label}")
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="20" role="img"'
        f' aria-label="{said}"><title>{said}</title>'
        f'<path fill="#1d2423" d="M0 0h{left:.0f}v20H0z"/>'
        f'<path fill="#0c474b" d="M{left:.0f} 0h{right:.0f}v20h-{right:.0f}z"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"'
        ' text-anchor="middle">'
        f'<text x="{left / 2:.0f}" y="14">{escape(label)}</text>'
        f'<text x="{left + right / 2:.0f}" y="14" font-weight="700">{value}</text></g></svg>\n'
    )
    return Output(path=output_path(monitor_badge_url(entry.key)), body=encoded(text))
