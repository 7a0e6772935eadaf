"""Template text that nobody replaced: "Your page content goes here."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.i18n import LANGS, N_, translator
from sitegen.keys.column import MISSING_FIELD
from sitegen.keys.definition import Field, Reading
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence, parse_yaml
from sitegen.model import Problem

# Keys of a new report that are worth showing from the start; the rest are in the docs.
OFFERED = ("place", "time", "participants", "budget", "budget_source", "result", "follow_up")
# Types of keys whose example a new profile shows.
_SHOWN = frozenset({"text", "pairs"})
# What `sitegen new laporan` writes for an author to replace.
BODY_PLACEHOLDER = N_("Write here what happened, for whom, and what follows.")
ALT_PLACEHOLDER = N_("what the photo shows")
# What `sitegen new city` writes into `site.yml` for somebody who has not said it yet.
SITE_NAME = "Nama Kota"
SITE_ADDRESS = "https://alamat-situs.example"
# Sentences that no author writes anywhere, by a rare word in them to look for first.
_SENTENCES = {
    "lorem": ("lorem ipsum",),
    "page": ("your page content goes here",),
    "post": ("is an example of a blog post", "this is your first post"),
    "pos pertama": ("ini adalah pos pertama anda", "ini adalah pos pertamamu"),
}
# Leftovers only as a whole line, heading or value; within a sentence they have a meaning.
_LINES = {
    "post": ("example post", "sample post"),
    "page": ("sample page",),
    "hello w": ("hello world",),
    "contoh": (
        "contoh judul",
        "contoh judul laporan",
        "contoh judul berita",
        "contoh judul kegiatan",
        "judul contoh",
    ),
}
_SEEDS = tuple({**_SENTENCES, **_LINES})
_DOTS = ("...", "\u2026")
_TEXTS = "judul|isi|teks|konten|keterangan|ringkasan|laporan|berita|deskripsi|artikel"
_ASKING = re.compile(
    rf"(?:tulis(?:kan)?\b[^.:\n]{{0,60}}?|(?:isi(?:kan)?|ketik(?:kan)?|masukkan)\s+(?:{_TEXTS})\b"
    r"[^.:\n]{0,60}?)\s*\bdi sini",
    re.IGNORECASE,
)
# `{{SITE_URL}}`, `{% markdown %}`, `{{< figure >}}`: tags of template engines.
_MARK = re.compile(r"\{%[^{}\n]{1,80}%\}|\{\{[^{}\n]{1,80}\}\}")
_EDGES = " \t#>*_-[]()<>\"'!.:=\u2026"
_KEY = re.compile(r"\s*(?:-\s+)?[\w-]+:\s+")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"asking": _ASKING, "mark": _MARK, "key": _KEY}


def leftovers(text: str, low: str, body_at: int) -> Iterator[tuple[int, str]]:
    """Yield (offset, words) of what is left of a template, each kind of words once.

    `text` is a whole file whose keys end at `body_at`, `low` the same in lower case. The words of
    our own scaffolds are included, in every language.
    """
    seeds = [seed for seed in _SEEDS if seed in low]
    for sentence in (*(s for seed in seeds for s in _SENTENCES.get(seed, ())), *_own()):
        at = low.find(sentence)
        if at >= 0:
            yield at, text[at : at + len(sentence)]
    for words in (*(w for seed in seeds for w in _LINES.get(seed, ())), *_own_lines()):
        yield from _lone(text, low, words, body_at)
    for words in _DOTS:
        yield from _lone(text[:body_at], low[:body_at], words, body_at)
    if "di sini" in low:
        yield from _asked(text)
    if "{%" in text or "{{" in text:
        found = {match[0]: match.start() for match in reversed([*_MARK.finditer(text)])}
        yield from ((at, words) for words, at in found.items())


def template_words() -> dict[str, object]:
    """Return the words that templates leave, for those who look for them elsewhere.

    `sentences` anywhere, `lines` as a whole line, and `examples` as the value of one of these keys, or
    of any key where there are none.
    """
    return {
        "sentences": [*(text for texts in _SENTENCES.values() for text in texts), *_own()],
        "lines": [*(text for texts in _LINES.values() for text in texts), *_own_lines()],
        "dots": list(_DOTS),
        "edges": _EDGES,
        "examples": {text: sorted(keys) for text, keys in sorted(_examples().items())},
    }


def example_in_profile(item: Field) -> str:
    """Return the example of a key in a new profile, "" if it shows none."""
    return item.example if item.type in _SHOWN else ""


def left_examples(root: Node | None) -> Iterator[tuple[Scalar, str]]:
    """Yield (value, its words) for each value that is an example of our own scaffolds, in any key.

    A mere number is one only in its own key: elsewhere it may well be true.
    """
    examples = _examples()
    for keys, value in _values(root, ()):
        words = " ".join(value.text.split())
        own = examples.get(words.casefold())
        if own is not None and (not own or own & set(keys)):
            yield value, words


def left_values(root: Node | None, reading: Reading) -> Iterator[Problem]:
    """Yield a problem for each value of a YAML file with what is left of a template."""
    for value, words in left_examples(root):
        yield reading.problem("R002", value, "", found=words)
    missing = {MISSING_FIELD.key, *MISSING_FIELD.aliases}
    for keys, value in _values(root, ()):
        text = value.text
        low = text.lower()
        if text.strip() in _DOTS and not missing & set(keys):
            yield reading.problem("R002", value, "", found=text.strip())
        for _, words in leftovers(text, low if len(low) == len(text) else text, 0):
            yield reading.problem("R002", value, "", found=words)


def _values(node: Node | None, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Yield each text below a node, with the keys that lead to it."""
    if isinstance(node, Scalar) and keys:
        yield keys, node
    elif isinstance(node, Sequence):
        for each in node.items:
            yield from _values(each, keys)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from _values(value, (*keys, key.text.strip().casefold()))


@cache
def _examples() -> dict[str, frozenset[str]]:
    """The examples that scaffolds show, with their keys where they may be true in others."""
    found = {
        SITE_NAME.casefold(): frozenset({"nama", "name"}),
        SITE_ADDRESS.casefold(): frozenset({"alamat_situs", "base_url", "baseurl"}),
    }
    reports = [(item, item.example) for item in REPORT_FIELDS if item.name in OFFERED]
    for item, example in (*reports, *((each, example_in_profile(each)) for each in UNIT_FIELDS)):
        names = frozenset({item.key, *item.aliases})
        for _, value in _values(parse_yaml(f"{item.key}: {example}\n"), ()):
            if value.text:
                found[value.text.casefold()] = names if value.text.isdecimal() else frozenset()
    return found


def _lone(text: str, low: str, words: str, body_at: int) -> Iterator[tuple[int, str]]:
    """Yield the first place where `words` are all of a line, heading or value."""
    at = low.find(words)
    while at >= 0:
        if _alone(low, at, words, body_at):
            yield at, text[at : at + len(words)]
            return
        at = low.find(words, at + 1)


def _asked(text: str) -> Iterator[tuple[int, str]]:
    """Yield "Tulis isi laporan di sini" where it is a whole line."""
    for match in _ASKING.finditer(text):
        before, after = _around(text, match.start(), match.end())
        if not before.strip(_EDGES) and not after.strip(_EDGES):
            yield match.start(), match[0]


def _alone(low: str, at: int, words: str, body_at: int) -> bool:
    before, after = _around(low, at, at + len(words))
    if at < body_at:
        key = _KEY.match(before)
        before = before[key.end() :] if key else before
        return not before.strip(" \"'") and not after.strip(" \"'") and bool(key)
    return not before.strip(_EDGES) and not after.strip(_EDGES)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text[line:start], text[end : stop if stop >= 0 else len(text)]


@cache
def _own() -> tuple[str, ...]:
    return _in_all_languages(BODY_PLACEHOLDER)


@cache
def _own_lines() -> tuple[str, ...]:
    return _in_all_languages(ALT_PLACEHOLDER)


def _in_all_languages(message: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(translator(lang).gettext(message).casefold() for lang in LANGS))
