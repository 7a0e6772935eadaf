"""How to reach a unit, as facts."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.i18n import N_
from sitegen.keys.contacts import chats, mails, telephones
from sitegen.model import Profile
from sitegen.pages import views
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import fact


def contact_facts(site: SiteContext, profile: Profile) -> Iterator[views.Fact]:
    """Yield a unit's address, opening hours, telephone and WhatsApp numbers and mail addresses."""
    t = site.t.gettext
    if profile.address:
        yield fact("alamat", t(N_("Address")), profile.address)
    if profile.hours:
        yield fact("jam", t(N_("Opening hours")), profile.hours)
    for name, label, found in (
        ("telepon", N_("Telephone"), telephones(profile.phone)),
        ("whatsapp", "WhatsApp", chats(profile.whatsapp)),
        ("email", N_("E-mail"), mails(profile.email)),
    ):
        for each in found:
            yield fact(name, t(label), each.text, "", each.href)
