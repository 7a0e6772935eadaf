"""What a unit gives to the index of the search: its own page, services, data, pages and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sitegen.model import Report, SearchTexts
from sitegen.search.parts import SearchDoc, opened, packed, part_of, search_doc
from sitegen.units.finish import Finished
from sitegen.units.parts import UnitParts
from sitegen.units.texts import Draft
from sitegen.units.versions import Chosen
from sitegen.urls import unit_url

# Drawings and the tables beside them have numbers of which nobody can say what they mean.
_UNREAD = re.compile(r"<figure.*?</figure>|<svg.*?</svg>|<[^>]*>", re.DOTALL)


def search_texts(made: UnitParts) -> SearchTexts:
    """Return what the index has of a unit; texts that were not read again are as they were."""
    before = made.content.known.before.entries.search
    known: dict[str, dict[str, SearchDoc]] = {}

    def as_before(url: str, day: str) -> SearchDoc | None:
        name = part_of(day)
        if name not in known:
            own = opened(before[name]) if name in before else []
            known[name] = {doc.url: doc for doc in own}
        return known[name].get(url)

    docs = [*_unit(made), *_services(made), *_datasets(made)]
    chosen = {each.path: each for each in made.content.texts.published}
    for text in made.texts:
        source = text.draft.source
        if text.draft.known:
            day = source.date.isoformat() if isinstance(source, Report) else ""
            if doc := as_before(text.draft.url, day):  # else it is a draft
                docs.append(doc)
        elif not source.draft:  # shown to those who write, found by nobody
            docs.append(_text(text, chosen[source.path]))
    return packed(docs, before)


def _unit(made: UnitParts) -> Iterator[SearchDoc]:
    entry, profile, head = made.content.files.source.entry, made.content.profile, made.unit.masthead
    if entry.active:
        named = " ".join((profile.short_name, *entry.former_names))
        # What is asked for: "jam buka disdukcapil".
        told = (
            "alamat" * bool(profile.address),
            "jam buka" * bool(profile.hours),
            "nomor telepon kontak" * bool(profile.phone or profile.whatsapp),
        )
        text = " ".join((profile.address, *told, *(each.name for each in profile.services)))
        yield search_doc(unit_url(entry.key), "unit", head.name, profile.about, text, named=named)


def _services(made: UnitParts) -> Iterator[SearchDoc]:
    at = unit_url(made.key) + "#layanan"
    for each in dict.fromkeys(made.unit.profile.services):
        own = each.url or (each.link if each.link.startswith("/") else at)
        steps = " ".join(each.steps)
        text = f"{each.requirements} {each.duration} {each.fee} {each.place} {steps}"
        summary = each.about or each.requirements
        named = " ".join(each.other_names)
        yield search_doc(own, "layanan", each.name, summary, text, topics=each.topics, named=named)


def _datasets(made: UnitParts) -> Iterator[SearchDoc]:
    for each in made.datasets:
        own = each.summary
        yield search_doc(
            own.url,
            "dataset",
            own.title,
            own.description or own.sentence,
            f"{own.sentence} {own.source} {own.period}",
            topics=own.topics,
            # "jumlah mal": the title of a table seldom says that it counts.
            named="data dataset jumlah",
        )


def _text(text: Finished, chosen: Chosen[Draft]) -> SearchDoc:
    """A report or standing page; of one that names private people no word of its body is searched."""
    source, url = text.draft.source, text.draft.url
    open_ = not (
        chosen.screenings or chosen.permitted or text.screening.problems or text.screening.used
    )
    body = unescape(_UNREAD.sub(" ", text.body.html)) if open_ else ""
    if not isinstance(source, Report):
        return search_doc(url, "halaman", source.title, text.card_words(), body)
    return search_doc(
        url,
        "laporan",
        source.title,
        text.card_words(),
        f"{body} {source.place} {source.result} {source.programme}" if open_ else source.place,
        day=source.date,
        kind=source.kind,
        topics=source.topics,
    )
