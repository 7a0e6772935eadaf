"""Reading one unit: its files parsed and judged, each in the version that is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.sources import unused
from sitegen.model import Problem, Profile, Skipped, StandIn, UnitSource
from sitegen.privacy.gate import Gate, own_contacts, screen
from sitegen.reports.parse import parse_profile
from sitegen.units.context import BuildContext
from sitegen.units.datasets import ReadDataset, other_datasets, read_datasets
from sitegen.units.files import UnitFiles, unit_files
from sitegen.units.known import NOTHING, Before, Known, known_of
from sitegen.units.texts import TextReader, Texts, opened, read_texts, without
from sitegen.units.versions import Candidate, Chosen, Verdict, Versions, first_good, rejected


class UnitContent(Struct, frozen=True, kw_only=True):
    """What a unit publishes, before any page is made.

    `profiles` has the unit's `unit.yml` or is empty. `gate` knows the unit's own contacts, `known`
    what the last build made. `unread` has the problems of files that nothing reads.
    """

    files: UnitFiles
    gate: Gate
    known: Known
    profiles: tuple[Chosen[Profile], ...]
    datasets: tuple[Chosen[ReadDataset], ...]
    texts: Texts
    unread: tuple[Problem, ...]

    @property
    def profile(self) -> Profile:
        """The unit's profile; an empty one if there is no correct one."""
        return next((each.value for each in self.profiles if each.value), Profile())

    @property
    def chosen(self) -> tuple[Chosen[Any], ...]:
        """Every judged file, in the order in which problems are listed."""
        texts = (*self.texts.published, *self.texts.absent)
        return (*self.profiles, *self.datasets, *texts)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Files that are correct but not published now, without earlier versions of texts."""
        drafts = (each.value for each in self.texts.absent if each.value and not each.stand_in)
        texts = tuple(draft.skipped for draft in drafts if draft.skipped)
        return (*texts, *(each.skipped for each in self.datasets if each.skipped))

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """The earlier versions that are published, sorted by path."""
        published: tuple[Chosen[Any], ...] = (
            *self.profiles,
            *self.datasets,
            *self.texts.published,
        )
        found = (each.stand_in for each in published if each.value and each.stand_in)
        return tuple(sorted(found, key=lambda each: each.path))

    @property
    def moments(self) -> tuple[float, ...]:
        """The times at which texts appear or expire, in seconds since 1970."""
        texts = (*self.texts.published, *self.texts.absent)
        return tuple(moment for each in texts if each.value for moment in each.value.moments)

    @property
    def again(self) -> bool:
        """Whether the next build has to judge the files again, although they are the same.

        One had changed between the scan and its reading, or something failed that may pass.
        """
        return any(each.moved or each.again for each in self.chosen)

    def with_texts(self, texts: Texts) -> UnitContent:
        """Return the content with other versions of its texts."""
        return replace(self, texts=texts)


def read_unit(source: UnitSource, context: BuildContext, before: Before = NOTHING) -> UnitContent:
    """Return what the files of a unit say.

    Reads only the files that `source` lists and, for incorrect ones, their past; texts and tables of
    which the work of the build `before` holds are not read. Nothing is rendered, and only tables
    need pandas. Every mistake is a problem of its file.
    """
    files = unit_files(source)
    gate = Gate(key=context.key, permits=source.permits)
    profiles = tuple(_profile(files, path, context, gate) for path in files.paths("profile"))
    own = frozenset(contact for _, contacts in profiles for contact in contacts)
    gate = Gate(key=context.key, permits=source.permits, own=own)
    known = known_of(before, source, tuple(chosen for chosen, _ in profiles), gate)
    return UnitContent(
        files=files,
        gate=gate,
        known=known,
        profiles=tuple(chosen for chosen, _ in profiles),
        datasets=read_datasets(files, context, gate, known),
        texts=read_texts(TextReader(files=files, context=context, gate=gate, known=known)),
        unread=tuple(unused(source.files)),
    )


def without_faulty(
    content: UnitContent, faults: Mapping[str, Problem], context: BuildContext
) -> UnitContent:
    """Return the content with earlier versions of the published files in `faults`, by path.

    Each call uses up a version of each of them; one of which the last build's work was to be used
    is read first.
    """

    def wrong(each: Chosen[Any]) -> Chosen[Any]:
        return rejected(each, (faults[each.path],), again=True)

    files, gate = content.files, content.gate
    reader = TextReader(files=files, context=context, gate=gate, known=content.known)
    published = [each for each in content.texts.published if each.path in faults]
    known = [each.path for each in published if each.value and each.value.known]
    return replace(
        content,
        profiles=tuple(
            _profile(files, each.path, context, gate, after=wrong(each))[0]
            if each.path in faults
            else each
            for each in content.profiles
        ),
        datasets=other_datasets(
            content.datasets,
            {each.path: wrong(each) for each in content.datasets if each.path in faults},
            reader,
        ),
        texts=without(
            opened(content.texts, known, reader),
            {each.path: wrong(each) for each in published if each.path not in known},
            reader,
        ),
    )


def _profile(
    files: UnitFiles,
    path: str,
    context: BuildContext,
    gate: Gate,
    after: Chosen[Profile] | None = None,
) -> tuple[Chosen[Profile], frozenset[str]]:
    """The profile, and the contacts in it, which the unit publishes itself."""
    contacts: set[str] = set()

    def judge(candidate: Candidate) -> Verdict[Profile]:
        data = candidate.bodies[0] or b""
        screening = screen(data, path, gate)
        profile, problems = parse_profile(data, path, context.rules)
        verdict = Verdict(value=profile, problems=problems, screenings=((path, screening),))
        # A mistake in the newest profile must not hold back the reports that name its contacts.
        if verdict.right or candidate.stand_in is None:
            contacts.update(own_contacts(data))
        return verdict

    versions = Versions(files=files, paths=(path,), past=context.past, zone=context.now.tzinfo)
    return first_good(versions, judge, after), frozenset(contacts)
