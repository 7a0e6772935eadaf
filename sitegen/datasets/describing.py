"""The command that describes a table, as it can be pasted into a terminal."""

from __future__ import annotations

from shlex import quote

from sitegen.privacy.names import masked_path

# What a shell obeys even in double quotes; Windows knows no other quotes.
_OBEYED = frozenset('"$`\\!')


def description_command(path: str) -> str:
    """Return the command that writes the description of the table at `path`.

    Without the table's name, which means every table that has none, if messages may not show it.
    """
    unit, name = "/".join(path.split("/")[1:3]), path.rpartition("/")[2]
    command = f"sitegen new data {shell_quoted(unit)}"
    if masked_path(name) != name:
        return command
    return f"{command} {'-- ' if name.startswith('-') else ''}{shell_quoted(name)}"


def shell_quoted(name: str) -> str:
    """Return a file name as one word of a command line, if possible of one on Windows too."""
    safe = quote(name)
    return f'"{name}"' if safe != name and not set(name) & _OBEYED else safe
