"""How to reach every unit, `/kontak/`: by kind from A to Z, as CSV and as contact cards for phones.

Only what units publish themselves in their profiles.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.content_lines import folded, written
from sitegen.exports.lists import list_csv
from sitegen.i18n import N_
from sitegen.keys.contacts import chats, mails, telephones
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.pages.unit_contact import said_facts
from sitegen.urls import CONTACTS_URL, complaints_url, contacts_url, output_path, unit_url

FILE = "kontak"
_NAMES = ("alamat", "jam", "telepon", "whatsapp", "email")
# Units with what their profiles say: (name, text) pairs.
Contacts = tuple[tuple[UnitEntry, tuple[tuple[str, str], ...]], ...]


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    known = tuple((entry, own.contact) for entry, own in city.read("shared") if entry.active)
    counts = []
    for kind in site.listed():
        own = tuple(each for each in known if each[0].kind == kind.name)
        counts.append((kind.name, sum(bool(said) for _, said in own), len(own)))
        yield planned(site, contacts_url(kind.name), kind_contacts, kind.name, own)
    counted = bool(city.read("complaints"))
    yield planned(site, CONTACTS_URL, contacts_page, tuple(counts), counted)
    for make, ending in ((_csv, ".csv"), (_cards, ".vcf")):
        yield planned(site, f"{CONTACTS_URL}{FILE}{ending}", make, known)


CONTACTS = Product(
    name="contacts",
    paths=(
        (CONTACTS_URL, "how to reach units: the kinds, and files of all contacts"),
        (f"/kontak/{KIND}/", "the contacts of all units of a kind, from A to Z"),
        ("/kontak/kontak.csv", "the contacts of all units for programs"),
        ("/kontak/kontak.vcf", "the contacts of all units as cards for phones (vCard 3.0)"),
    ),
    reads=("shared", "complaints"),
    make=_pages,
)


def contacts_page(
    site: SiteContext, counts: tuple[tuple[str, int, int], ...], counted: bool
) -> Output:
    """Return the first page; `counts` are (kind, units that name a contact, all of its units).

    `counted` says that the city counts complaints.
    """
    t = site.t.gettext
    return _view(
        site,
        CONTACTS_URL,
        (
            t(N_("Contacts")),
            t(
                N_(
                    "Addresses, opening hours and numbers of all units, as their profiles have them."
                )
            ),
        ),
        kinds=tuple(
            views.Figure(
                label=site.kind(name).plural,
                href=site.address.href(contacts_url(name)),
                value=t(N_("{n} of {all} name a contact")).format(
                    n=wording.whole(some, site.lang), all=wording.whole(whole, site.lang)
                ),
            )
            for name, some, whole in counts
        ),
        counted=site.link(t(N_("Complaints in figures")), complaints_url()) if counted else None,
        files=(
            site.link(t(N_("CSV (for programs)")), f"{CONTACTS_URL}{FILE}.csv"),
            site.link(t(N_("Contact cards for phones (vCard)")), f"{CONTACTS_URL}{FILE}.vcf"),
        ),
    )


def kind_contacts(site: SiteContext, kind: str, known: Contacts) -> Output:
    """Return the contacts of all units of a kind, from A to Z."""
    t = site.t.gettext
    by_name = sorted(known, key=lambda each: (each[0].name.casefold(), each[0].id))
    some = [(entry, said) for entry, said in by_name if said]
    intro = t(N_("{n} of {all} name a contact")).format(
        n=wording.whole(len(some), site.lang), all=wording.whole(len(known), site.lang)
    )
    return _view(
        site,
        contacts_url(kind),
        (t(N_("Contacts: {kind}")).format(kind=site.kind(kind).plural), f"{intro}."),
        units=tuple(
            views.ListedContact(
                id=entry.id,
                name=unit_name(site, entry),
                href=site.address.href(unit_url(entry.key)),
                facts=tuple(said_facts(site, said)),
            )
            for entry, said in some
        ),
        without=tuple(
            site.link(unit_name(site, entry), unit_url(entry.key))
            for entry, said in by_name
            if not said
        ),
    )


def _view(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    url: str,
    text: tuple[str, str],
    *,
    kinds: tuple[views.Figure, ...] = (),
    units: tuple[views.ListedContact, ...] = (),
    without: tuple[views.Link, ...] = (),
    counted: views.Link | None = None,
    files: tuple[views.Link, ...] = (),
) -> Output:
    top = site.link(site.t.gettext(N_("Contacts")), CONTACTS_URL)
    first = url == CONTACTS_URL
    told = text[1] if first else f"{text[0]}: {text[1]}"
    view = views.ContactsPage(
        site=site_view(site),
        meta=meta_view(site, url, text[0], told, () if first else (top,)),
        title=text[0],
        intro=text[1],
        kinds=kinds,
        units=units,
        without=without,
        counted=counted,
        files=files,
        back=None if first else top,
    )
    return page_output(site, url, "contacts.html", view)


def _csv(site: SiteContext, known: Contacts) -> Output:
    rows = (
        (
            *(entry.key, unit_name(site, entry), entry.kind, entry.parent),
            *(dict(said).get(name, "") for name in _NAMES),
            site.address.absolute(unit_url(entry.key)),
        )
        for entry, said in known
    )
    names = ("unit", "nama", "jenis", "induk", *_NAMES, "halaman")
    return Output(path=output_path(f"{CONTACTS_URL}{FILE}.csv"), body=list_csv(names, rows))


def _cards(site: SiteContext, known: Contacts) -> Output:
    lines = (line for entry, said in known if said for line in _card(site, entry, dict(said)))
    text = "".join(f"{part}\r\n" for line in lines for part in folded(line))
    return Output(path=output_path(f"{CONTACTS_URL}{FILE}.vcf"), body=encoded(text))


def _card(site: SiteContext, entry: UnitEntry, said: dict[str, str]) -> Iterator[str]:
    """The lines of a card of an office (RFC 2426)."""
    name = written(unit_name(site, entry))
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{name};;;;"
    yield f"FN:{name}"
    yield f"ORG:{written(site.name)};{name}"
    numbers = {
        each.href.removeprefix("tel:").partition(";")[0]
        for each in telephones(said.get("telepon", ""))
    } | {each.href.replace("https://wa.me/", "+", 1) for each in chats(said.get("whatsapp", ""))}
    for number in sorted(numbers - {""}):
        yield f"TEL;TYPE=WORK,VOICE:{number}"
    for each in mails(said.get("email", "")):
        if each.href:
            yield f"EMAIL;TYPE=INTERNET:{written(each.href.removeprefix('mailto:'))}"
    if address := said.get("alamat"):
        yield f"ADR;TYPE=WORK:;;{written(address)};;;;"
    if hours := said.get("jam"):
        yield f"NOTE:{written(hours)}"
    yield f"URL:{site.address.absolute(unit_url(entry.key))}"
    yield "END:VCARD"
