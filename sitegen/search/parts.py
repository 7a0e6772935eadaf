"""What a unit gives to the index: its texts as words, packed by weeks.

A part has the reports of one week within one month, so that weeks and months are made of whole
parts; what has no date is a part of its own.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import json

from sitegen.digest import digest
from sitegen.legible import legible
from sitegen.model import SearchPart, SearchTexts, Stored
from sitegen.search.hashing import bucket
from sitegen.search.words import counted_words, distinct, initials, words_of

Form = Literal["laporan", "halaman", "dataset", "layanan", "unit"]
# In this order a search prefers what has no date, the last first.
FORMS: tuple[Form, ...] = ("halaman", "dataset", "layanan", "unit", "laporan")
UNDATED = "tetap"
# A group of a part is a day, or the sign of what has no date, in so many letters, then what it is about.
DAY, STANDING, ABOUT = 10, "s", 64
SUMMARY = 200
# A word that stands so often in a text is what the text is about.
OFTEN = 3
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_LEVEL = 3
# How a part is grouped and packed: one that was made otherwise by an older program is not taken over.
_PACKING = f"deflate {_LEVEL}, grouped by what it is about and by its address"


class SearchDoc(Stored, frozen=True, kw_only=True):
    """A page, or a place in one, as the index knows it; `day` is its date (ISO) or "".

    `title`, `about` and `words` are the distinct words of its title, of what it is about, and the
    others, each separated by spaces. `kind` is that of a report.
    """

    url: str
    day: str
    form: Form
    title: str
    summary: str
    kind: str = ""
    topics: tuple[str, ...] = ()
    titled: str = ""
    about: str = ""
    words: str = ""


def search_doc(  # noqa: PLR0913 - what a record shows, and the words that find it
    url: str,
    form: Form,
    title: str,
    summary: str,
    body: str = "",
    *,
    day: date | None = None,
    kind: str = "",
    topics: tuple[str, ...] = (),
    named: str = "",
) -> SearchDoc:
    """Return what the index has of a page; `named` are more words that count like its title.

    What is asked for by its initials is found by them, and a report by its month and year.
    """
    short = " ".join(initials(title)) if form in ("layanan", "dataset", "unit") else ""
    titled = distinct(words_of(f"{title} {named}"))
    slug = url.rstrip("/").rpartition("/")[2].replace("-", " ") if form != "layanan" else ""
    counts = counted_words(body)
    often = [word for word, count in counts.items() if count >= OFTEN]
    about = distinct((*words_of(f"{summary} {slug} {short}"), *often), titled)
    dated = (str(day.year), _MONTHS[day.month - 1]) if day else ()
    shown = summary if len(summary) <= SUMMARY else summary[:SUMMARY].rpartition(" ")[0] + " …"
    return SearchDoc(
        url=url,
        day=day.isoformat() if day else "",
        form=form,
        title=legible(title),
        summary=legible(shown),
        kind=kind,
        topics=topics,
        titled=" ".join(titled),
        about=" ".join(about),
        words=" ".join(distinct((*counts, *dated), (*titled, *about))),
    )


def part_of(day: str) -> str:
    """Return the name of the part with the reports of a day: the part's first possible day."""
    if not day:
        return UNDATED
    own = date.fromisoformat(day)
    return max(own - timedelta(days=own.weekday()), own.replace(day=1)).isoformat()


def packed(docs: Collection[SearchDoc], before: Mapping[str, SearchPart]) -> SearchTexts:
    """Return these documents in parts; a part that is as `before` is taken over."""
    by_part: dict[str, list[SearchDoc]] = {}
    for doc in docs:
        by_part.setdefault(part_of(doc.day), []).append(doc)
    parts = []
    for name in sorted(by_part):
        own = sorted(by_part[name], key=lambda doc: (group_of(doc), doc.url, doc.title))
        parts.append(_packed(name, own, before.get(name)))
    words = counted(docs)
    return SearchTexts(
        parts=tuple(parts), words=" ".join(f"{word} {words[word]}" for word in sorted(words))
    )


def counted(docs: Iterable[SearchDoc]) -> Counter[str]:
    """Return in how many of the documents each word is."""
    found: Counter[str] = Counter()
    for doc in docs:
        found.update(f"{doc.titled} {doc.about} {doc.words}".split())
    return found


def _packed(name: str, docs: list[SearchDoc], before: SearchPart | None) -> SearchPart:
    data = json.encode(docs)
    mark = digest(_PACKING, data)
    if before and before.mark == mark:
        return before
    groups = Counter(map(group_of, docs))
    text = b64encode(zlib.compress(data, _LEVEL)).decode()
    return SearchPart(name=name, groups=tuple(groups.items()), mark=mark, text=text)


def group_of(doc: SearchDoc) -> str:
    """Return the group of a document within its part: its day or the place of its form, and a number
    for what it is about: its first topic, or the first word of its place.
    """
    about = doc.topics[0] if doc.topics else place_of(doc).partition(" ")[0]
    head = doc.day or f"{STANDING}{FORMS.index(doc.form)}"
    return f"{head:-<{DAY}}.{bucket(about, ABOUT):02}"


def place_of(doc: SearchDoc) -> str:
    """Return what a document stands by within its group: its title as it was first, which its address has.

    So those that are alike lie together, and another title moves nothing. Units and services stand by name.
    """
    named = doc.form in ("unit", "layanan")
    return doc.title if named else doc.url.rstrip("/").rpartition("/")[2].replace("-", " ")


def opened(part: SearchPart) -> list[SearchDoc]:
    """Return the documents of a part; raises ValueError when it is damaged."""
    return json.decode(_bytes(part), type=list[SearchDoc])


def _bytes(part: SearchPart) -> bytes:
    try:
        return zlib.decompress(b64decode(part.text))
    except zlib.error as error:
        raise ValueError(str(error)) from None
