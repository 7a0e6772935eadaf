"""The page of a public service, its address, and which services have one (docs/decisions/047)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.i18n import N_
from sitegen.model import Output, Profile, Service
from sitegen.pages import views
from sitegen.pages.product import Planned
from sitegen.pages.review import review_note
from sitegen.pages.site import label_of, page_output, site_view
from sitegen.pages.structured import service_data, with_data
from sitegen.pages.unit_contact import contact_facts
from sitegen.pages.unit_shared import UnitContext, fact, unit_meta
from sitegen.urls import free_slug, output_path, service_url, services_topic_url, slugify, unit_url

# Other services at the end of a page; more of them are on the unit's page.
OTHERS = 8


def has_page(service: Service, profile: Profile) -> bool:
    """Return whether there is enough to say of a service for a page.

    A page answers what to bring or do, what it costs or how long it takes, and where to turn; what has
    less stands in the unit's list.
    """
    needed = service.requirements or service.steps
    terms = service.fee or service.duration
    reach = (service.place, service.link, profile.address, profile.phone, profile.whatsapp)
    return bool(needed and terms and any(reach))


def with_addresses(key: str, profile: Profile, services: Iterable[Service]) -> tuple[Service, ...]:
    """Return a unit's services with the addresses of their pages.

    Of two with one name the second gets a number, in the order of the profile.
    """
    taken: set[str] = set()
    made: list[Service] = []
    for service in services:
        slug = slugify(service.slug) or slugify(service.name)
        if not slug or not has_page(service, profile):
            made.append(replace(service, url=""))
            continue
        if slug in taken:
            slug = free_slug(slug, None, lambda name: name not in taken)
        taken.add(slug)
        made.append(replace(service, url=service_url(key, slug)))
    return tuple(made)


def service_pages(unit: UnitContext, today: date, *, stand_in: bool = False) -> Iterator[Planned]:
    """Yield the page of each service that has one, as it is on this day."""
    services = unit.profile.services
    names = repr([(each.name, each.url) for each in services])
    for service in services:
        if service.url:
            review = review_note(unit, service.review, today)
            said = (repr(review),) if review else ()
            yield Planned(
                path=output_path(service.url),
                key=digest(unit.id, repr(service), names, str(stand_in), *said),
                make=partial(service_page, unit, service, review=review, stand_in=stand_in),
            )


def service_page(
    unit: UnitContext,
    service: Service,
    *,
    review: views.Review | None = None,
    stand_in: bool = False,
) -> Output:
    """Return the page of a service of the unit; `review` says that it is to be reviewed."""
    site, head = unit.site, unit.masthead
    t = site.t.gettext
    needed = listed(service.requirements)
    crumb = site.link(t(N_("Services")), f"{unit_url(unit.entry.key)}#layanan")
    meta = unit_meta(
        unit,
        service.url,
        f"{service.name} - {head.name}",
        service.about or _description(unit, service),
        (*unit.crumbs, crumb),
    )
    view = views.ServicePage(
        site=site_view(site),
        meta=with_data(meta, (service_data(unit, service, meta.canonical),)),
        unit=head,
        title=service.name,
        other_names=service.other_names,
        about=service.about,
        facts=tuple(_facts(unit, service)),
        requirements=needed,
        steps=service.steps,
        legal_base=service.legal_base,
        link=views.Link(label=t(N_("Read more or apply")), href=service.link)
        if service.link
        else None,
        topics=tuple(
            site.link(label_of(site.topics, topic), services_topic_url(topic))
            for topic in service.topics
        ),
        contact=tuple(contact_facts(site, unit.profile)),
        others=tuple(
            site.link(other.name, other.url)
            for other in unit.profile.services
            if other.url and other.url != service.url
        )[:OTHERS],
        review=review,
        stand_in=stand_in,
    )
    return page_output(site, service.url, "service.html", view)


def listed(requirements: str) -> tuple[str, ...]:
    """Return each of the things to bring, which semicolons separate, with a capital letter."""
    parts = (part.strip() for part in requirements.split(";"))
    return tuple(part[:1].upper() + part[1:] for part in parts if part)


def _facts(unit: UnitContext, service: Service) -> Iterator[views.Fact]:
    t = unit.site.t.gettext
    for name, label, value in (
        ("biaya", N_("Cost"), service.fee),
        ("lama", N_("How long it takes"), service.duration),
        ("tempat", N_("Where"), service.place),
        ("jam", N_("When"), service.hours),
    ):
        if value:
            yield fact(name, t(label), value)


def _description(unit: UnitContext, service: Service) -> str:
    """What a search engine shows: the terms in short."""
    t = unit.site.t.gettext
    parts = [
        (N_("Cost: {value}."), service.fee),
        (N_("Time: {value}."), service.duration),
        (N_("To bring: {value}."), service.requirements),
    ]
    said = " ".join(t(text).format(value=value.rstrip(".")) for text, value in parts if value)
    return f"{unit.masthead.name}. {said}"
