"""Edits and withdrawals as items of the desk: how they are looked at, and how they are done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from sitegen.city.config import read_config
from sitegen.city.git.commit import Tip, read_tip
from sitegen.desk.jobs import Job
from sitegen.desk.published.changing import (
    PublishedChange,
    change_of_edit,
    change_of_withdrawal,
    decided,
    judged,
    known_change,
)
from sitegen.desk.published.editing import mark_of_edit, parse_edit
from sitegen.desk.published.withdrawing import parse_withdrawal
from sitegen.desk.store import ItemPiece
from sitegen.engine.options import Options
from sitegen.engine.scan import clock
from sitegen.i18n import Translator
from sitegen.model import Problem
from sitegen.problems import is_error
from sitegen.submission.city_rules import city_rules
from sitegen.submission.commits import CONTENTS, Lines
from sitegen.submission.refused import RefusedPackage

# What an item is: what becomes of the city's files at a tip, what it is about, further trailers.
Planned = tuple[Callable[[Tip], PublishedChange], str, Lines]


def city_day(options: Options) -> date:
    """Return what day it is in the city."""
    return clock(options, read_config(options.root)).date()


def planned_edit(job: Job) -> Planned:
    """Return what an edit is to do; raises RefusedPackage."""
    edit, root = parse_edit(job.data), job.options.root
    rules = city_rules(root)
    return (lambda tip: change_of_edit(root, tip, edit, rules)), edit.path, ()


def planned_withdrawal(job: Job) -> Planned:
    """Return what a withdrawal is to do; raises RefusedPackage."""
    own, root = parse_withdrawal(job.data), job.options.root
    rules, today = city_rules(root), city_day(job.options)
    lines = (("Alasan", " ".join(own.reason.split())),)
    return (lambda tip: change_of_withdrawal(root, tip, own, rules, today)), own.path, lines


def look(
    job: Job, t: Translator, kind: str, plan: Callable[[Job], Planned]
) -> tuple[ItemPiece, ...]:
    """Return the piece of an item with what a check finds; nothing is changed."""
    del t
    path = ""
    try:
        change_at, path, _ = plan(job)
        tip = read_tip(job.options.root)
        change = change_at(tip)
        return (_piece(kind, change, judged(job.options, tip, change)),)
    except RefusedPackage as refusal:
        return (_returned(kind, path, refusal),)


def act(
    job: Job, t: Translator, kind: str, plan: Callable[[Job], Planned], by: Lines
) -> tuple[ItemPiece, ...]:
    """Do what an item says, once: return its piece with its commit. `by` are trailers about who accepted it."""
    path, root = "", job.options.root
    try:
        change_at, path, lines = plan(job)
        if made := known_change(root, read_tip(root), job.data):
            return (ItemPiece(kind=kind, title=path, path=path, commit=made),)
        trailers = ((CONTENTS, mark_of_edit(job.data)), *lines, *by)
        change, problems, commit = decided(job.options, change_at, trailers, t)
        return (_piece(kind, change, problems, commit),)
    except RefusedPackage as refusal:
        return (_returned(kind, path, refusal),)


def _piece(
    kind: str, change: PublishedChange, problems: tuple[Problem, ...], commit: str = ""
) -> ItemPiece:
    found = sorted(problems, key=lambda problem: not is_error(problem))
    return ItemPiece(
        kind=kind,
        title=change.title,
        path=change.main,
        good=not any(map(is_error, problems)),
        commit=commit,
        problems=tuple(replace(problem, excerpt="") for problem in found),
    )


def _returned(kind: str, path: str, refusal: RefusedPackage) -> ItemPiece:
    return ItemPiece(
        kind=kind, title=path or kind, path=path, good=False, problems=(refusal.problem(path),)
    )
