"""The keys at the head of a text: YAML, TOML or JSON, as Jekyll, Hugo and Grav have them."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import yaml

_MAX_FRONT = 64 * 1024
_YAML = re.compile(r"\A\s*---[ \t]*\n(?:(.*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?:(.*?)\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_JSON = re.compile(r"\A\s*\{\s*(?:\"|\})")
_NOTHING = frozenset({"~", "null"})


class FrontError(Exception):
    """The keys of a text cannot be read."""


def parse_front(text: str) -> tuple[dict[str, Any], str]:
    """Return the keys of a text, {} for none, and the rest of it; raises FrontError.

    Values of YAML are texts, lists and dicts alone: what looks like a day or a yes is what was written.
    """
    if found := _YAML.match(text):
        return _yaml(_bounded(found[1])), text[found.end() :]
    if found := _TOML.match(text):
        try:
            return tomllib.loads(_bounded(found[1])), text[found.end() :]
        except (ValueError, RecursionError):
            raise FrontError from None
    return _json(text) if _JSON.match(text) else ({}, text)


def _bounded(text: str | None) -> str:
    if len(text or "") > _MAX_FRONT:
        raise FrontError
    return text or ""


def _yaml(text: str) -> dict[str, Any]:
    try:
        # References can make a small text fill the memory.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise FrontError
        front = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and dicts alone
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise FrontError from None
    return _filled(front) if isinstance(front, dict) else {}


def _filled(front: dict[Any, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in front.items()
        if isinstance(key, str) and not (isinstance(value, str) and value in _NOTHING)
    }


def _json(text: str) -> tuple[dict[str, Any], str]:
    start = len(text) - len(text.lstrip())
    try:
        front, end = json.JSONDecoder().raw_decode(text[: start + _MAX_FRONT], start)
    except (ValueError, RecursionError):
        raise FrontError from None
    return front, text[end:].lstrip("\n")
