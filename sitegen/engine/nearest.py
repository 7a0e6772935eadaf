"""The known path that is most like an unknown one."""

from __future__ import annotations

from pathlib import PurePosixPath

from sitegen.city.register import Register
from sitegen.keys.field import nearest
from sitegen.model.roles import CONTENT
from sitegen.store.state import State, uncompressed

# Comparing names takes time, and the 2,001st candidate is never the one meant.
COMPARED = 2000


def nearest_known(path: str, state: State, register: Register, more: tuple[str, ...] = ()) -> str:
    """Return the known source, unit or address most like `path`, or "".

    `more` are known ones besides those of the state and the register.
    """
    if path.startswith("/"):
        known = [f"/{name}".removesuffix("index.html") for name in uncompressed(state.outputs)]
    else:
        known = [*state.stats, *(f"{CONTENT}/{e.key}" for e in register.entries)]
    known += more
    name = PurePosixPath(path).name
    same = [each for each in known if PurePosixPath(each).name == name]
    return nearest(path, same[:COMPARED], 0.0) or next(
        (
            found
            for parent in PurePosixPath(path).parents
            if (found := nearest(path, _below(parent, known)[:COMPARED], 0.6))
        ),
        "",
    )


def _below(folder: PurePosixPath, known: list[str]) -> list[str]:
    start = f"{str(folder).rstrip('/')}/" if str(folder) not in {".", "/"} else ""
    return [each for each in known if each.startswith(start)]
