"""The keys of a file as the questions of a form, and the answers as changes of these keys.

One definition, `sitegen.keys`, says what there is to ask; what the file has besides stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from sitegen.keys.definition import Field
from sitegen.keys.editing import word_of
from sitegen.keys.rewriting import Said, Way

# How a question is answered: in a line, in several, by one of some words, by ticking some.
Widget = Literal["line", "lines", "choice", "ticks"]
_LISTS = frozenset({"texts", "names", "labelled", "telephones", "chats", "mails"})
_PAIRS = frozenset({"pairs", "accounts"})
_LONG = frozenset({"paragraphs"})
# Texts of which few fit into a line.
_SENTENCES = frozenset(
    {
        "summary",
        "about",
        "result",
        "follow_up",
        "correction",
        "claim",
        "truth",
        "alt",
        "description",
    }
)
# How many groups of a list are asked for at most; the rest stays as it is.
MAX_GROUPS = 60
_DOT = "."
YES_NO = ("ya", "tidak")


class KeyQuestion(Struct, frozen=True, kw_only=True):
    """A question: `name` is the way to its value with dots between, `key` the key as the file has it.

    `value` is the answer that stands in the file: lines of a list, words with spaces of ticks. `group` is
    the number of the group in its list, from 1; `odd` says that the file has it in a form that no
    question asks for, and leaves it as it is.
    """

    name: str
    key: str
    doc: str
    example: str
    widget: Widget
    value: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    odd: bool = False


class QuestionGroup(Struct, frozen=True, kw_only=True):
    """Questions that belong together: those of a key with keys of its own. `title` is that key, "" at the top.

    `number` is that of a group in a list, from 1; `new` is the empty one behind the last.
    """

    title: str
    doc: str
    questions: tuple[KeyQuestion, ...]
    number: int = 0
    new: bool = False

    @property
    def answered(self) -> bool:
        """Whether the file has anything of it."""
        return any(question.value for question in self.questions)


def ask(
    fields: tuple[Field, ...], before: Said, choices: Mapping[str, tuple[str, ...]]
) -> tuple[QuestionGroup, ...]:
    """Return the questions about what a file says; `choices` are the city's words by key."""
    said = before if isinstance(before, dict) else {}
    plain: list[KeyQuestion] = []
    groups: list[QuestionGroup] = []
    for item in fields:
        key = word_of(said, item)
        value = said.get(key)
        if item.fields and item.type in {"mapping", "participants"}:
            groups += _one(item, key, value, choices, plain)
        elif item.fields and item.type == "mappings":
            groups += _several(item, key, value, choices, plain)
        else:
            plain.append(_question(item, (key,), value, choices))
    return (QuestionGroup(title="", doc="", questions=tuple(plain)), *groups)


def _one(
    item: Field,
    key: str,
    value: Said | None,
    choices: Mapping[str, tuple[str, ...]],
    plain: list[KeyQuestion],
) -> Iterator[QuestionGroup]:
    """The questions of a key with keys of its own; of a lone text, one question."""
    if isinstance(value, str) and value:
        plain.append(_question(_as_text(item), (key,), value, choices))
        return
    if value is not None and not isinstance(value, dict):
        plain.append(_question(item, (key,), value, choices))
        return
    inner = value or {}
    yield QuestionGroup(title=key, doc=item.doc, questions=_inner(item, (key,), inner, choices))


def _several(
    item: Field,
    key: str,
    value: Said | None,
    choices: Mapping[str, tuple[str, ...]],
    plain: list[KeyQuestion],
) -> Iterator[QuestionGroup]:
    """The questions of each group of a list, and of a new one."""
    groups = () if value in (None, "") else value
    if isinstance(groups, str | dict) or any(not isinstance(each, dict) for each in groups):
        plain.append(_question(_as_text(item), (key,), value, choices))
        return
    for at, each in enumerate((*groups[:MAX_GROUPS], {})):
        inner = _inner(item, (key, at), each, choices)
        yield QuestionGroup(
            title=key, doc=item.doc, questions=inner, number=at + 1, new=at == len(groups)
        )


def _inner(
    item: Field, way: Way, value: Said, choices: Mapping[str, tuple[str, ...]]
) -> tuple[KeyQuestion, ...]:
    said = value if isinstance(value, dict) else {}
    found = []
    for each in item.fields:
        key = word_of(said, each)
        found.append(_question(each, (*way, key), said.get(key), choices))
    return tuple(found)


def _as_text(item: Field) -> Field:
    return Field(key=item.key, name=item.name, type="text", doc=item.doc, example=item.example)


def _question(
    item: Field, way: Way, value: Said | None, choices: Mapping[str, tuple[str, ...]]
) -> KeyQuestion:
    text = text_of(item.type, value)
    widget, allowed = _widget(item, item.choices or choices.get(item.key, ()))
    if widget == "choice" and text and text not in allowed:
        widget = "line"  # another word for it, which the build understands too
    if widget == "ticks" and set((text or "").split()) - {*allowed}:
        widget = "lines"
    return KeyQuestion(
        name=_DOT.join(map(str, way)),
        key=str(way[-1]),
        doc=item.doc,
        example=item.example,
        widget=widget,
        value=text or "",
        choices=allowed,
        required=item.required,
        odd=text is None,
    )


def _widget(item: Field, allowed: tuple[str, ...]) -> tuple[Widget, tuple[str, ...]]:
    if item.type == "yes-no":
        return "choice", YES_NO
    if item.type == "choice" and allowed:
        return "choice", allowed
    if item.type == "choices" and allowed:
        return "ticks", allowed
    several = item.type in _LISTS | _PAIRS | _LONG or item.type == "choices"
    return "lines" if several or item.name in _SENTENCES else "line", ()


def text_of(kind: str, value: Said | None) -> str | None:
    """Return what a file says under a key as the answer to its question; None for what none asks for."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        if (kind not in _LISTS and kind != "choices") or any(
            not isinstance(each, str) or "\n" in each for each in value
        ):
            return None
        return (" " if kind == "choices" else "\n").join(map(str, value))
    if kind not in _PAIRS or any(not isinstance(each, str) for each in value.values()):
        return None
    return "\n".join(f"{key}: {each}" for key, each in value.items())


def changes_of(
    fields: tuple[Field, ...], before: Said, answers: Mapping[str, str]
) -> dict[Way, Said | None]:
    """Return what answers, by the names of their questions, change in what a file says.

    An answer that stands in the file already changes nothing, nor does a question that was not asked.
    An empty one takes the key away.
    """
    types = dict(_types(fields, before))
    changes: dict[Way, Said | None] = {}
    for name, answer in answers.items():
        way = _way(name)
        kind = types.get(name)
        if kind is None:
            continue
        now = _at(before, way)
        text = _tidied(answer, kind)
        before_text = text_of(kind, now)
        if before_text in {text, None}:
            continue
        if kind == "choices" and sorted(before_text.split()) == sorted(text.split()):
            continue  # ticked in another order
        changes[way] = _value(kind, text, now)
    return changes


def _types(fields: tuple[Field, ...], before: Said) -> Iterator[tuple[str, str]]:
    """The type of each question's value, by its name."""
    said = before if isinstance(before, dict) else {}
    for item in fields:
        key = word_of(said, item)
        value = said.get(key)
        if item.fields and item.type in {"mapping", "participants"}:
            if isinstance(value, str) and value:
                yield key, "text"
                continue
            inner = value if isinstance(value, dict) else {}
            for each in item.fields:
                yield f"{key}.{word_of(inner, each)}", each.type
        elif item.fields and item.type == "mappings":
            if isinstance(value, str) and value:
                yield key, "text"
                continue
            groups = value if isinstance(value, tuple) else ()
            for at, each_group in enumerate((*groups, {})):
                own = each_group if isinstance(each_group, dict) else {}
                for each in item.fields:
                    yield f"{key}.{at}.{word_of(own, each)}", each.type
        else:
            yield key, item.type


def _way(name: str) -> Way:
    return tuple(int(step) if step.isdecimal() else step for step in name.split(_DOT))


def _at(said: Said | None, way: Way) -> Said | None:
    for step in way:
        if isinstance(said, dict):
            said = said.get(str(step))
        elif isinstance(said, tuple) and isinstance(step, int) and step < len(said):
            said = said[step]
        else:
            return None
    return said


def _tidied(answer: str, kind: str) -> str:
    lines = [" ".join(line.split()) for line in answer.replace("\r\n", "\n").split("\n")]
    if kind in _LONG:
        return "\n".join(lines).strip("\n")
    joined = "\n" if kind in _LISTS | _PAIRS else " "
    return joined.join(filter(None, lines))


def _value(kind: str, text: str, now: Said | None) -> Said | None:
    if not text:
        return None
    if kind == "choices":
        words = tuple(text.replace(",", " ").split())
        return words[0] if isinstance(now, str) and len(words) == 1 else words
    if kind in _LISTS:
        lines = tuple(text.split("\n"))
        return lines[0] if len(lines) == 1 and not isinstance(now, tuple) else lines
    if kind in _PAIRS:
        pairs = [line.partition(":") for line in text.split("\n")]
        if all(colon and key.strip() for key, colon, _ in pairs):
            return {key.strip(): value.strip() for key, _, value in pairs}
    return text
