"""The forms for offices as a product: their pages, their rules, the list of units, and their worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from sitegen.digest import content_digest
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.office_form.page import form_page, ways
from sitegen.portal.office_form.questions import FORMS
from sitegen.portal.office_form.rules import rules_text
from sitegen.urls import (
    FORM_RULES_URL,
    FORM_UNITS_URL,
    FORM_URLS,
    FORM_WORKER_URL,
    output_path,
)

# The script that browsers keep the form by. It controls what lies beside and below itself, so that it
# stands at the form's own address instead of among the assets.
_WORKER = "luring.js"
# (key, name, name of the unit above or "", key of that, and of a kecamatan how to send to it: label, address)
_Row = tuple[str, str, str, str, tuple[tuple[str, str], ...]]


def _form(city: City) -> Iterator[Planned]:
    site = city.site
    if not site.form:
        return
    rows = _rows(city)
    listed = _units_text(rows)
    for form in FORMS:
        yield planned(site, FORM_URLS[form.name], form_page, form, content_digest(listed.encode()))
    yield planned(site, FORM_RULES_URL, _rules_file)
    yield planned(site, FORM_UNITS_URL, _units_file, rows)
    address = site.theme.asset(_WORKER).lstrip("/")
    worker = next(each.body for each in city.read("assets") if each.path == address)
    path = output_path(FORM_WORKER_URL)
    yield Planned(path=path, key=content_digest(worker), make=partial(_file, path, worker))


def _file(path: str, body: bytes) -> Output:
    return Output(path=path, body=body)


def _rows(city: City) -> tuple[_Row, ...]:
    names = {each.key: unit_name(city.site, each) for each in city.entries}
    districts = {each.key for each in city.districts()}
    reached = {
        entry.key: _ways(city.site, dict(own.contact))
        for entry, own in city.read("shared")
        if entry.key in districts
    }
    active = (each for each in city.entries if each.active)
    rows = (
        (each.key, names[each.key], names.get(above, ""), above, reached.get(each.key, ()))
        for each in active
        for above in (each.parent if each.parent in names else "",)
    )
    return tuple(sorted(rows, key=lambda row: (row[1].casefold(), row[0])))


def _ways(site: SiteContext, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Where an office takes in what is sent: what its profile publishes for everybody, nothing else."""
    found = ways(site, said.get("whatsapp", ""), said.get("email", ""))
    return tuple((each.label, each.href) for each in found)


def _units_text(rows: tuple[_Row, ...]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _units_file(site: SiteContext, rows: tuple[_Row, ...]) -> Output:
    del site
    return Output(path=output_path(FORM_UNITS_URL), body=_units_text(rows).encode())


def _rules_file(site: SiteContext) -> Output:
    return Output(path=output_path(FORM_RULES_URL), body=rules_text(site).encode())


FORM = Product(
    name="form for offices",
    paths=(
        (FORM_URLS["laporan"], "form in which offices write a report ([form](form.md))"),
        (FORM_URLS["tabel"], "form for a table"),
        (FORM_URLS["halaman"], "form for a page that stays"),
        (FORM_URLS["dokumen"], "form for a page with documents"),
        (FORM_URLS["profil"], "form for a unit's profile and services"),
        (FORM_RULES_URL, "the rules that its scripts work by: keys, words, messages, patterns"),
        (FORM_UNITS_URL, "the units that there are to choose from"),
        (FORM_WORKER_URL, "the script that keeps the form for use without a connection"),
    ),
    reads=("assets", "shared"),
    make=_form,
)
