"""The values of keys that the city has added, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.i18n import N_
from sitegen.keys.own import FileKind, OwnKey, stable
from sitegen.model import Extra
from sitegen.pages import views, wording
from sitegen.pages.site import SiteContext


def own_facts(
    site: SiteContext, files: FileKind, extra: tuple[Extra, ...]
) -> tuple[views.Fact, ...]:
    """Return a fact for each value, in the order in which the city lists its keys."""
    return tuple(_facts(site, files, {each.name: each.value for each in extra}))


def by_name(facts: tuple[views.Fact, ...]) -> dict[str, views.Fact]:
    """Return facts by their stable names, for templates."""
    return {fact.name: fact for fact in facts}


def _facts(site: SiteContext, files: FileKind, values: dict[str, str]) -> Iterator[views.Fact]:
    for key in site.own:
        if files in key.files and (value := values.get(key.name, "")):
            shown = _shown(site, key, value)
            yield views.Fact(
                name=key.name,
                label=key.title,
                value=f"{shown} {key.unit}" if key.unit else shown,
                note="",
                href=value if key.kind == "tautan" else "",
            )


def _shown(site: SiteContext, key: OwnKey, value: str) -> str:
    if key.kind == "angka":
        return wording.exact(value, site.lang)
    if key.kind == "tanggal":
        return wording.day(date.fromisoformat(value), site.lang).text
    if key.kind == "pilihan":
        return next((each for each in key.choices if stable(each) == value), value)
    if key.kind == "tautan":
        return value.partition("://")[2].rstrip("/")
    if key.kind == "ya-tidak":
        return site.t.gettext(N_("Yes") if value == "ya" else N_("No"))
    return value
