"""Values as JSON-LD in data blocks of pages, which browsers do not run, and the way to a page as one."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from sitegen.address import Address
from sitegen.pages.views.frame import Link

Thing = dict[str, object]
CONTEXT = "https://schema.org"
# What would end the element, or mean something to readers of HTML, in texts of authors.
_ESCAPED = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def block(thing: Thing) -> Markup:
    """Return a thing as the text of a data block."""
    text = msgspec.json.encode(thing).decode()
    for sign, code in _ESCAPED:
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704 - no sign is left that HTML would read


def trail(links: Iterable[Link], page: tuple[str, str], address: Address) -> Markup:
    """Return the way to a page, from the home page, as a data block; `page` is its title and address."""
    steps = [
        (link.label, address.absolute(link.href.removeprefix(address.prefix))) for link in links
    ]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate((*steps, page), 1)
    ]
    return block({"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items})
