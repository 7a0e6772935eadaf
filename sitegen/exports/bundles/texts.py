"""The texts in an archive of tables: what it is, how to cite it, under which terms."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.bundles.contents import Bundle, BundledTable
from sitegen.i18n import N_
from sitegen.pages.dataset_facts import licence_words
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import safe_address
from sitegen.urls import TERMS_URL

README, LICENCES = "BACA-SAYA.txt", "LISENSI.txt"


def readme(site: SiteContext, bundle: Bundle) -> str:
    """Return what stands in an archive, table by table, with the line to cite each by."""
    t = site.t.gettext
    lines = [f"{bundle.title} - {site.name}", "=" * (len(bundle.title) + len(site.name) + 3), ""]
    if bundle.parts > 1:
        said = t(N_("Part {n} of {total}: together they would be too large for one file."))
        lines += [said.format(n=bundle.part, total=bundle.parts), ""]
    lines += [
        t(
            N_(
                "Each table has a folder of its own with a CSV file, which every program for tables opens "
                "(comma between columns, UTF-8), and two files for programs that say what its columns mean."
            )
        ),
        t(N_("Terms of use: {licences} and {address}")).format(
            licences=LICENCES, address=site.address.absolute(TERMS_URL)
        ),
        t(
            N_(
                "Tell the office that made the figures of mistakes; its contact is on the page of the table."
            )
        ),
        "",
    ]
    for table in bundle.tables:
        lines += [*_table(site, table), ""]
    return "\r\n".join(lines)


def _table(site: SiteContext, table: BundledTable) -> Iterator[str]:
    t = site.t.gettext
    yield table.title
    yield "-" * min(len(table.title), 72)
    facts = (
        (N_("Folder"), table.folder),
        (N_("Published by"), table.publisher),
        (N_("Period"), table.period),
        (N_("Source"), " ".join(filter(None, (table.source, safe_address(table.source_url))))),
        (N_("Licence"), licence_words(table.licence, site.t)),
        (N_("Page"), table.url),
        (N_("How to cite"), citation(site, table)),
    )
    for label, text in facts:
        if text:
            yield f"{t(label)}: {text}"
    if table.held:
        yield t(N_("A newer version is being corrected; this is the last correct one."))


def citation(site: SiteContext, table: BundledTable) -> str:
    """Return the line to cite a table by."""
    place = ", ".join(part for part in (site.name, table.year) if part)
    return f"{table.publisher}. {table.title}. {place}. {table.url}"


def licences(site: SiteContext, bundle: Bundle) -> str:
    """Return the licences in an archive, each with the tables that have it."""
    t = site.t.gettext
    found: dict[tuple[str, str], list[str]] = {}
    for table in bundle.tables:
        key = (licence_words(table.licence, site.t), table.licence_url)
        found.setdefault(key, []).append(f"{table.title} ({table.folder})")
    lines = [t(N_("Licences of the tables in this archive")), ""]
    for (words, address), titles in found.items():
        lines += [" ".join(filter(None, (words, address))), *(f"- {title}" for title in titles), ""]
    lines += [
        t(
            N_(
                "A source that states no licence allows nothing by that: ask it before you publish its table anew."
            )
        ),
        "",
    ]
    return "\r\n".join(lines)
