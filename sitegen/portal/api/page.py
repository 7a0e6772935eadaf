"""The page of the API, `/api/`: from the same types as its files, so that it says what they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views
from sitegen.pages.site import SiteContext, alternate, meta_view, page_output, site_view
from sitegen.portal.api.description import path_of, schemas
from sitegen.portal.api.resource import ApiResource
from sitegen.portal.api.resources import RESOURCES
from sitegen.urls import (
    API_DESCRIPTION_URL,
    API_INDEX_URL,
    API_URL,
    DATA_URL,
    TERMS_URL,
)

_REF = "#/components/schemas/"
_KINDS = {
    "string": N_("text"),
    "integer": N_("whole number"),
    "number": N_("number"),
    "boolean": N_("`true` or `false`"),
    "date": N_("day, such as 2026-11-03"),
    "date-time": N_("time, such as 2026-11-03T08:30:00+07:00"),
}
_EXAMPLE = """\
import json, urllib.request

def read(address):
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)

index = read("{index}")
for file in index["berkas"]:
    print(file["nama"], file["jumlah"], file["sha256"])
"""


def api_page(site: SiteContext) -> Output:
    """Return the page; nothing on it changes when the files do."""
    t = site.t.gettext
    title = t(N_("Data for programs (API)"))
    intro = t(
        N_(
            "What this site shows, as JSON files: free, without an account or a key. Addresses and names of "
            "fields do not change."
        )
    )
    index, described = site.address.absolute(API_INDEX_URL), API_DESCRIPTION_URL
    meta = meta_view(site, API_URL, title, intro, (site.link(t(N_("Data")), DATA_URL),))
    view = views.ApiPage(
        site=site_view(site),
        meta=replace(meta, alternates=(alternate(site, "application/json", API_INDEX_URL),)),
        title=title,
        intro=intro,
        steps=(
            t(N_("Fetch the index. It names every file with its address, size and SHA-256.")),
            t(N_("Fetch the files that you need. Each has its entries in one list.")),
            t(
                N_(
                    "Later, fetch the index again, and only those files whose SHA-256 is another. Once a day is "
                    "enough; files of past months change only when one of their reports is corrected."
                )
            ),
        ),
        example=_EXAMPLE.format(index=index),
        files=tuple(_kind(site, each) for each in RESOURCES),
        links=(
            site.link(t(N_("Index of all files")), API_INDEX_URL),
            site.link(t(N_("Description as OpenAPI 3.1")), described),
        ),
        parts=_parts(site),
    )
    return page_output(site, API_URL, "api.html", view)


def _kind(site: SiteContext, resource: ApiResource) -> views.ApiFileKind:
    known = schemas(site, [resource.file])
    path = path_of(resource)
    return views.ApiFileKind(
        id=resource.name,
        title=site.t.gettext(resource.title),
        address=site.address.absolute("/").rstrip("/") + path,
        href="" if "{" in path else site.address.href(path),
        about=site.t.gettext(resource.about),
        rows=resource.file.__struct_fields__[-1],
        fields=tuple(_fields(site, known, known[resource.entry.__name__], "")),
    )


def _fields(
    site: SiteContext, known: dict[str, Any], schema: dict[str, Any], before: str
) -> Iterator[views.ApiField]:
    """Yield the fields of a type, each with those of the type that stands in it."""
    t = site.t.gettext
    for name, own in schema["properties"].items():
        listed = own.get("type") == "array"
        inner = own["items"] if listed else own
        kinds = [each for each in inner.get("anyOf", [inner]) if each.get("type") != "null"]
        form = kinds[0].get("format") or kinds[0].get("type", "string")
        said = t(_KINDS[form]) if "$ref" not in inner else ""
        if "enum" in kinds[0]:
            said = ", ".join(f"`{each}`" for each in kinds[0]["enum"] if each)
        if listed:
            said = t(N_("list: {what}")).format(what=said) if said else t(N_("list"))
        if "anyOf" in inner:
            said = t(N_("{what}, or `null`")).format(what=said)
        yield views.ApiField(name=before + name, about=own["description"], kind=said)
        if "$ref" in inner:
            kind = known[inner["$ref"].removeprefix(_REF)]
            yield from _fields(site, known, kind, f"{before}{name}.")


def _parts(site: SiteContext) -> tuple[views.TermsPart, ...]:
    t = site.t.gettext
    return (
        views.TermsPart(
            id="tetap",
            title=t(N_("What stays as it is")),
            texts=(
                t(
                    N_(
                        "Fields keep their names and meanings as long as `v1` stands in the address. New fields may "
                        "come; leave out those that you do not know. A field that goes or means something else comes "
                        "with a new address, `v2`."
                    )
                ),
                t(
                    N_(
                        "Every entry has all of its fields. A text that is not known is empty, a number or day that is "
                        "not known is `null`."
                    )
                ),
            ),
            links=(),
        ),
        views.TermsPart(
            id="cakupan",
            title=t(N_("What is in the files, and what is not")),
            texts=(
                t(
                    N_(
                        "Only what stands on pages too, after the same search for personal data. Reports are here with "
                        "their title, summary and facts; the text of each is on its page."
                    )
                ),
                t(
                    N_(
                        "What is corrected or taken back on a page is so here with the next change of the site."
                    )
                ),
            ),
            links=(),
        ),
        views.TermsPart(
            id="situs-lain",
            title=t(N_("From pages of other sites")),
            texts=(
                t(
                    N_(
                        "Browsers may read the files from other sites (CORS: `Access-Control-Allow-Origin: *`). Show "
                        "where they are from and of which day they are."
                    )
                ),
            ),
            links=(site.link(t(N_("Terms for the use of data")), TERMS_URL),),
        ),
    )
