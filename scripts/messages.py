"""Keep the message catalogue in step with the code and the templates.

`python scripts/messages.py update` merges all message ids into it and drops unused ones; `check`
exits 1 if it is out of date, lacks a translation, or placeholders or words in backticks differ.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "sitegen/locale/id/LC_MESSAGES/sitegen.po"
HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Language: id\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""
FOLDERS = ("themes/kota/templates", "sitegen/desk/templates")
TEMPLATES = [("**.html", "jinja2.ext:babel_extract")]
# The same as in sitegen/pages/theme.py; a template that cannot be parsed is an error.
OPTIONS = {"newstyle_gettext": "1", "trim_blocks": "1", "lstrip_blocks": "1", "silent": "0"}
_CALLS = frozenset({"N_", "_", "gettext", "ngettext"})
# Functions with these decorators are commands, whose docstrings are their help texts.
_COMMANDS = frozenset({"command", "group"})
_FIXED = re.compile(r"\{[^{}]*\}|%\(\w+\)[sd]|`[^`]*`")


def in_python(code: str) -> list[str | tuple[str, ...]]:
    """Return the message ids in code; Babel itself misses f-strings, and `N_` in `ngettext`.

    They include the help of options and commands.
    """
    nodes = list(ast.walk(ast.parse(code)))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    inner = {id(part) for call in calls if _name(call) in _CALLS for part in call.args}
    found: list[str | tuple[str, ...]] = []
    for call in calls:
        texts = tuple(text for text in map(_text, call.args) if text)
        if texts and _name(call) in _CALLS and id(call) not in inner:
            found.append(texts[:2] if _name(call) == "ngettext" else texts[0])
        if _name(call) == "option":
            found += [
                text for key in call.keywords if key.arg == "help" and (text := _text(key.value))
            ]
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            found += filter(None, [ast.get_docstring(node)])
    return found


def _makes_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _name(decorator) in _COMMANDS


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and _name(node) == "N_":
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@cache
def message_ids() -> frozenset[str | tuple[str, ...]]:
    """Return all message ids in the code and the templates."""
    code = (path.read_text(encoding="utf-8") for path in (ROOT / "sitegen").rglob("*.py"))
    rows = [
        row
        for folder in FOLDERS
        for row in extract_from_dir(ROOT / folder, TEMPLATES, {"**.html": OPTIONS})
    ]
    return frozenset([ids for text in code for ids in in_python(text)] + [row[2] for row in rows])


def current() -> Catalog:
    """Return the catalogue as it should be: all current ids with their existing translations."""
    template = Catalog()
    for ids in message_ids():
        template.add(ids)
    with PO.open("rb") as stream:
        catalog = read_po(stream, locale="id", abort_invalid=True)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    for message in catalog:
        message.flags.clear()  # which flags are set depends on the version of Babel
    return catalog


def as_text(catalog: Catalog) -> str:
    """Return the text of a catalogue: sorted, without dates and locations, which would churn."""
    body = io.BytesIO()
    write_po(body, catalog, 100, no_location=True, omit_header=True, sort_output=True)
    return f"{HEADER}\n{body.getvalue().decode()}"


def faults(catalog: Catalog) -> list[str]:
    """Return a line for each message whose translation is missing or changes a fixed part."""
    found = []
    for message in filter(lambda message: message.id, catalog):
        ids = [message.id] if isinstance(message.id, str) else message.id
        text = "".join(message.string or ())
        if not text:
            found.append(f"no translation: {ids[0]}")
        elif set(_FIXED.findall(ids[-1])) != set(_FIXED.findall(text)):
            found.append(f"other placeholders: {ids[0]} -> {text}")
    return found


def check() -> list[str]:
    """Return everything that is wrong with the catalogue on disk, nothing if it is right."""
    catalog = current()
    stale = as_text(catalog) != PO.read_text(encoding="utf-8")
    return ["not up to date: run messages.py update"] * stale + faults(catalog)


def main(arguments: list[str]) -> int:
    """Run `update` or `check` and return the exit code."""
    if arguments == ["update"]:
        PO.write_text(as_text(current()), encoding="utf-8")
    elif arguments != ["check"]:
        sys.exit(__doc__)
    found = check()
    print("\n".join(found) or f"{len(message_ids())} messages, all translated")
    return 1 if found and arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
