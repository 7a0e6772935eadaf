"""Exceptions travel between processes with all that they carry."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest

from sitegen import errors
from sitegen.errors import (
    ConfigError,
    EngineError,
    HalfPublished,
    LockedError,
    SitegenError,
    ThemeError,
    TooMuchHeldBack,
    UsageError,
)
from sitegen.keys.definition import Mistake
from sitegen.keys.yamltext import Scalar, YamlMistakeError
from sitegen.model import Problem, Where

PROBLEM = Problem(code="S001", where=Where(path="site.yml"), params=(("a", "b"),))
CLASSES: tuple[type[SitegenError], ...] = (
    SitegenError,
    UsageError,
    ConfigError,
    EngineError,
    ThemeError,
    TooMuchHeldBack,
    HalfPublished,
    LockedError,
)
MADE: tuple[Exception, ...] = (
    *(kind("pesan", problems=(PROBLEM,)) for kind in CLASSES),
    *(kind() for kind in CLASSES),
    YamlMistakeError("pesan", code="F019", line=2, column=3, params=(("key", "a"),)),
    Mistake("F008", Scalar("besok", 1, 2), found="besok"),
)


def fail(error: Exception) -> None:
    """Raise `error`; a worker process runs it."""
    raise error


def name(error: Exception) -> str:
    return f"{type(error).__name__}({error})"


def carried(error: Exception) -> tuple[object, ...]:
    return (type(error), str(error), vars(error))


def test_every_class_of_the_module_is_tested() -> None:
    found = {
        item
        for item in vars(errors).values()
        if isinstance(item, type) and issubclass(item, Exception)
    }
    assert found == set(CLASSES)


@pytest.mark.parametrize("error", MADE, ids=name)
def test_an_exception_survives_pickling(error: Exception) -> None:
    assert carried(pickle.loads(pickle.dumps(error))) == carried(error)  # noqa: S301 - our own


def test_every_exception_survives_a_worker_process_and_leaves_the_pool_whole() -> None:
    # "spawn" as on every system: a fork of a process with threads is unsafe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        raised = [pool.submit(fail, error).exception() for error in MADE]
    assert [carried(error) for error in raised if isinstance(error, Exception)] == [
        carried(error) for error in MADE
    ]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (SitegenError, 2),
        (UsageError, 2),
        (ConfigError, 2),
        (EngineError, 2),
        (ThemeError, 3),
        (TooMuchHeldBack, 3),
        (LockedError, 75),
    ],
)
def test_every_exception_has_its_exit_code(kind: type[SitegenError], code: int) -> None:
    assert kind.exit_code == code
    assert kind("x").exit_code == code


def test_the_module_opens_with_the_tree_of_its_classes() -> None:
    tree = errors.__doc__ or ""
    assert [kind.__name__ for kind in CLASSES if kind.__name__ not in tree] == []
