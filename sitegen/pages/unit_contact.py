"""How to reach a unit, as facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sitegen.i18n import N_
from sitegen.keys.contacts import Contact, chats, mails, telephones
from sitegen.model import Profile
from sitegen.pages import views
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import fact

_PLAIN = {"alamat": N_("Address"), "jam": N_("Opening hours")}
_READ: dict[str, tuple[str, Callable[[str], tuple[Contact, ...]]]] = {
    "telepon": (N_("Telephone"), telephones),
    "whatsapp": ("WhatsApp", chats),
    "email": (N_("E-mail"), mails),
}


def contact_facts(site: SiteContext, profile: Profile) -> Iterator[views.Fact]:
    """Yield a unit's address, opening hours, telephone and WhatsApp numbers and mail addresses."""
    return said_facts(
        site,
        (
            ("alamat", profile.address),
            ("jam", profile.hours),
            ("telepon", profile.phone),
            ("whatsapp", profile.whatsapp),
            ("email", profile.email),
        ),
    )


def said_facts(site: SiteContext, said: Iterable[tuple[str, str]]) -> Iterator[views.Fact]:
    """Yield the same of (name, text) pairs of a profile, as other pages know them."""
    t = site.t.gettext
    for name, text in said:
        if name in _PLAIN and text:
            yield fact(name, t(_PLAIN[name]), text)
        elif name in _READ:
            label, read = _READ[name]
            for each in read(text):
                yield fact(name, t(label), each.text, "", each.href)
