"""Posts of an older site as files of a unit: a report each, its pictures beside it, its old address."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.images.stripping import stripped
from sitegen.images.variants import MAX_BYTES, ImageMistake
from sitegen.keys.vocabulary import meant
from sitegen.legible import INSTEAD, legible, without_unseen
from sitegen.migration.addresses import LOST, OldAddresses, old_addresses
from sitegen.migration.markdown import to_markdown
from sitegen.migration.marks import without_marks
from sitegen.migration.post import OldPost
from sitegen.model.roles import DOCUMENT_ENDINGS, IMAGE_ENDINGS
from sitegen.urls import slugify

_MEDIA = IMAGE_ENDINGS | DOCUMENT_ENDINGS
# WordPress and its plugins make smaller copies of a picture: photo-300x200.jpg, photo-scaled.jpg.
_COPY = re.compile(r"-(?:\d{2,4}x\d{2,4}|scaled)(?=\.[a-z]+\Z)", re.IGNORECASE)
_TARGET = r"\]\([ \t]{0,5}(?:<([^<>\n]{1,1000})>|([^()\s<>]{1,1000}))(?:[ \t]{1,5}\"[^\"\n]{0,300}\")?[ \t]{0,5}\)"
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,500})" + _TARGET)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,500})" + _TARGET)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>")
# Of a text in HTML; as Markdown it may have half of it.
_MAX_BODY = 512 * 1024
_MAX_MEDIA = 40
BROKEN = N_("a sign that was broken in the export (\ufffd)")
NOT_THERE = N_("a picture that is not in the folder of pictures")
_TOPICS = 3
_MAX_TITLE = 500
_MAX_SUMMARY = 300
_MAX_ALT = 300


class Media:
    """The pictures and documents that are there, found by the names that addresses end in."""

    def __init__(self, folder: Path | None) -> None:
        self._found: dict[str, str] = {}
        for place, folders, names in os.walk(folder) if folder else ():
            folders.sort()
            for name in sorted(names):
                path = Path(place) / name
                if path.suffix.lower() in _MEDIA and path.is_file() and not path.is_symlink():
                    relative = path.relative_to(folder or path).as_posix()
                    parts = relative.casefold().split("/")
                    for n in range(len(parts)):
                        self._found.setdefault("/".join(parts[n:]), str(path))

    def find(self, address: str, beside: Mapping[str, str]) -> str:
        """Return the file that an address or name means, "" for none: the larger one of its copies."""
        path = unquote(urlsplit(address).path if "://" in address else address.partition("?")[0])
        name = path.lstrip("./")
        if name in beside:
            return beside[name]
        parts = name.casefold().split("/")
        for own in (_COPY.sub("", parts[-1]), parts[-1]):
            if own in beside:
                return beside[own]
            for n in range(len(parts)):
                if found := self._found.get("/".join([*parts[n:-1], own])):
                    return found
        return ""


class MadeReport(Struct, frozen=True, kw_only=True):
    """A post as files of the unit: names below its folder. `notes` are message ids of what was lost.

    `day` is None for a standing page.
    """

    post: OldPost
    title: str
    day: date | None
    slug: str
    text: str
    media: dict[str, bytes]
    old: OldAddresses
    notes: tuple[str, ...]

    def name(self, slug: str) -> str:
        """Its file's name below the unit's folder, by another slug."""
        if self.day is None:
            return f"halaman/{slug}.md"
        return f"laporan/{self.day:%Y}/{self.day.isoformat()}-{slug}.md"


@dataclass(slots=True)
class _Pictures:
    """The pictures of one post: `found` has the name and bytes for each file that it shows."""

    media: Media
    post: OldPost
    base: str
    found: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)

    def name(self, address: str) -> str:
        """The name that the text has for a picture or document, "" if it cannot be taken."""
        file = self.media.find(address, self.post.files)
        if file in self.found:
            return self.found[file][0]
        if not file or len(self.found) >= _MAX_MEDIA:
            self.lost[NOT_THERE] = None
            return ""
        try:
            data, ending = _media_bytes(file)
        except (OSError, ImageMistake):
            self.lost[N_("a picture or document that cannot be read")] = None
            return ""
        ending = ending or os.path.splitext(file)[1].lower()  # noqa: PTH122 - a name, no path
        stem = f"{self.base}-{slugify(Path(file).stem)}"[:90].rstrip("-")
        names = {name for name, _ in self.found.values()}
        name, count = f"{stem}{ending}", 1
        while name in names:
            count += 1
            name = f"{stem}-{count}{ending}"
        self.found[file] = name, data
        return name


def made_report(
    post: OldPost, media: Media, topics: Collection[str], day: date
) -> MadeReport | str:
    """Return a post as a report, or the message id of why it cannot be one; `day` is today."""
    title = _line(_TAG.sub("", post.title))
    if post.skipped:
        return post.skipped
    if not title:
        return N_("it has no title")
    when = None if post.page else post.day
    if when is None and not post.page:
        return post.undated
    if when and when > day:
        return N_("its date lies in the future")
    if post.until and post.until <= day:
        return N_("the older site took it off on its day")
    if len(post.body) > _MAX_BODY or len(title) > _MAX_TITLE:
        return N_("it is too long")
    slug = slugify(unquote(post.slug)) or slugify(title) or ("laporan" if when else "halaman")
    begin = f"{when:%m%d}-{slug}" if when else slug
    pictures = _Pictures(media, post, begin[:50].rstrip("-"))
    body, lost = _body(post, pictures)
    cover = pictures.name(post.cover) if post.cover else ""
    if not body.strip() and not cover:
        alone = N_("it has pictures alone, which are not in the folder of pictures")
        return alone if NOT_THERE in pictures.lost else N_("it has no text")
    photo = "" if cover.endswith(".pdf") or f"]({cover})" in body else cover
    if photo and post.page:
        body, photo = f"![]({photo})\n\n{body}", ""
    chosen = tuple(dict.fromkeys(filter(None, (meant(w, topics) for w in post.words))))[:_TOPICS]
    old = old_addresses(post)
    if old.lost:
        pictures.lost[LOST] = None
    if INSTEAD in body + title:
        pictures.lost[BROKEN] = None
    keys = (
        _page_keys(post, title, old.aliases)
        if post.page
        else _keys(post, title, chosen, photo, old.aliases)
    )
    text = "\n".join((*keys, "", body.strip(), ""))
    return MadeReport(
        post=post,
        title=title,
        day=when,
        slug=slug,
        text=text,
        media=dict(pictures.found.values()),
        old=old,
        notes=tuple(dict.fromkeys((*lost, *pictures.lost))),
    )


def _media_bytes(path: str) -> tuple[bytes, str]:
    """Return a picture without metadata, or a document, and the new ending of its name or "".

    Raises OSError; for what is too large or no picture, ImageMistake.
    """
    with open(path, "rb") as opened:  # noqa: PTH123 - a name that was found by walking
        data = opened.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImageMistake("G006", size=str(len(data) >> 20), limit=str(MAX_BYTES >> 20))
    return (data, "") if path.lower().endswith(".pdf") else stripped(data)


def _body(post: OldPost, pictures: _Pictures) -> tuple[str, tuple[str, ...]]:
    def link(address: str) -> str:
        ending = os.path.splitext(urlsplit(address).path)[1].lower()  # noqa: PTH122
        if ending in DOCUMENT_ENDINGS and (name := pictures.name(address)):
            return name
        return address if re.match(r"(?:https?:|mailto:|tel:)", address, re.IGNORECASE) else ""

    if post.markup == "html":
        return to_markdown(legible(post.body), pictures.name, link)
    body = legible(post.body)
    if post.markup == "plain":
        return body, ()
    body, lost = without_marks(body)

    def picture(found: re.Match[str]) -> str:
        name = pictures.name(found[2] or found[3])
        return f"![{found[1]}]({name})" if name else ""

    def linked(found: re.Match[str]) -> str:
        target = link(found[2] or found[3])
        return f"[{found[1]}]({target})" if target else found[1]

    return _LINK.sub(linked, _PICTURE.sub(picture, body)), lost


def _keys(
    post: OldPost, title: str, topics: tuple[str, ...], photo: str, aliases: tuple[str, ...]
) -> Iterator[str]:
    yield "---"
    yield f"judul: {_quoted(title)}"
    yield f"tanggal: {post.day}"
    if topics:
        yield f"topik: [{', '.join(topics)}]"
    yield from _said(post)
    if photo:
        yield "foto:"
        yield f"  - berkas: {photo}"
        if alt := _line(post.cover_alt)[:_MAX_ALT]:
            yield f"    alt: {_quoted(alt)}"
    if aliases:
        yield f"alias: [{', '.join(map(_quoted, aliases))}]"
    yield "---"


def _page_keys(post: OldPost, title: str, aliases: tuple[str, ...]) -> Iterator[str]:
    """The keys of a standing page: a draft, since nobody has said that it still holds."""
    yield "---"
    yield f"judul: {_quoted(title)}"
    yield from _said(post)
    if aliases:
        yield f"alias: [{', '.join(map(_quoted, aliases))}]"
    yield "draf: ya"
    yield "---"


def _said(post: OldPost) -> Iterator[str]:
    summary = _line(_TAG.sub("", post.summary))
    if 0 < len(summary) <= _MAX_SUMMARY:
        yield f"ringkasan: {_quoted(summary)}"


def _line(text: str) -> str:
    """A text as one line without signs that nobody sees."""
    from html import unescape

    return " ".join(without_unseen(legible(unescape(text))).split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
