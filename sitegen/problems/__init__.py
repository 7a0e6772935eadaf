"""Every problem that sitegen reports, by its stable code; the letter names the group.

F front matter and other YAML, M Markdown, D data, C chart, G image (gambar), K package (kiriman), L document (lampiran),
P personal data, R report worth reading, U unit and register, S site and build, T theme.
"""

from __future__ import annotations

from sitegen.i18n import N_, Translator
from sitegen.model import Problem, Severity
from sitegen.problems.backup import BACKUP
from sitegen.problems.chart import CHART
from sitegen.problems.chosen_figure import CHOSEN_FIGURE
from sitegen.problems.city_table import CITY_TABLE
from sitegen.problems.cluster import CLUSTER
from sitegen.problems.command import COMMAND
from sitegen.problems.data import DATA
from sitegen.problems.desk_access import DESK_ACCESS
from sitegen.problems.document import DOCUMENT
from sitegen.problems.fault import FAULT
from sitegen.problems.front_matter import FRONT_MATTER
from sitegen.problems.image import IMAGE
from sitegen.problems.kind import FIXES, ProblemKind
from sitegen.problems.markdown import MARKDOWN
from sitegen.problems.old_address import OLD_ADDRESS
from sitegen.problems.operating import OPERATING
from sitegen.problems.owner import OWNER
from sitegen.problems.personal import PERSONAL
from sitegen.problems.programme import PROGRAMME
from sitegen.problems.publishing import PUBLISHING
from sitegen.problems.register import REGISTER
from sitegen.problems.removed_dataset import REMOVED_DATASET
from sitegen.problems.report import REPORT
from sitegen.problems.site import SITE
from sitegen.problems.submission import SUBMISSION
from sitegen.problems.system import own_words
from sitegen.problems.table_checks import TABLE_CHECKS
from sitegen.problems.table_shapes import TABLE_SHAPES
from sitegen.problems.theme import THEME
from sitegen.problems.unit import UNIT
from sitegen.problems.watching import WATCHING
from sitegen.problems.weight import WEIGHT
from sitegen.problems.yaml_slip import YAML_SLIP

PROBLEMS: dict[str, ProblemKind] = {
    **BACKUP,
    **CHART,
    **CITY_TABLE,
    **CLUSTER,
    **COMMAND,
    **DATA,
    **DESK_ACCESS,
    **DOCUMENT,
    **FAULT,
    **FRONT_MATTER,
    **IMAGE,
    **MARKDOWN,
    **OLD_ADDRESS,
    **OPERATING,
    **OWNER,
    **PERSONAL,
    **PROGRAMME,
    **PUBLISHING,
    **REGISTER,
    **REMOVED_DATASET,
    **REPORT,
    **SITE,
    **CHOSEN_FIGURE,
    **SUBMISSION,
    **TABLE_CHECKS,
    **TABLE_SHAPES,
    **THEME,
    **UNIT,
    **WATCHING,
    **WEIGHT,
    **YAML_SLIP,
}

# What a severity is called.
SEVERITIES: dict[Severity, str] = {"error": N_("error"), "warning": N_("warning")}
# Params that are texts of our own.
_OWN_WORDS = frozenset({"reason", "step"})
# What stands for the seal of a value where the city has no key to make one.
NO_SEAL = "-"


def severity(of: Problem | str) -> Severity:
    """Return "error" (the file is held back) or "warning" of a problem, or of a code by itself."""
    if isinstance(of, Problem):
        return "warning" if of.left_out else PROBLEMS[of.code].severity
    return PROBLEMS[of].severity


def is_error(of: Problem | str) -> bool:
    """Return whether a problem, or one of this code by itself, holds its file back."""
    return severity(of) == "error"


def message(problem: Problem, t: Translator) -> str:
    """Return what was found and what was expected, in the translator's language."""
    text = _filled(PROBLEMS[problem.code].message, problem, t)
    own = dict(problem.params).get("seal", NO_SEAL)
    if own != NO_SEAL:
        text = t.gettext(N_("{message}; seal {seal}")).format(message=text, seal=own)
    if not problem.left_out:
        return text
    if text.endswith("?"):
        return t.gettext(N_("{message} Until it is mended, it is left out")).format(message=text)
    return t.gettext(N_("{message}; until it is mended, it is left out")).format(message=text)


def hint(problem: Problem, t: Translator) -> str:
    """Return the next step, in the translator's language; with several finished lines, on several."""
    kind = PROBLEMS[problem.code]
    finished = kind.fix and FIXES & {name for name, _ in problem.params}
    return _filled(kind.fix if finished else kind.hint, problem, t)


def plain_text(text: str) -> str:
    """Return a text with fields as it is read: without the doubled braces that stand for one."""
    return text.replace("{{", "{").replace("}}", "}")


class _Params(dict[str, str]):
    """Fields of a message; an unknown one shows as `?` instead of failing a build."""

    def __missing__(self, key: str) -> str:
        return "?"


def _filled(text: str, problem: Problem, t: Translator) -> str:
    where = problem.where
    params = _Params({"path": where.path, "row": str(where.row), "key": where.field})
    # Reasons in our own words have a translation; those from other programs stay as they are.
    params.update((k, t.gettext(own_words(v)) if k in _OWN_WORDS else v) for k, v in problem.params)
    # Only finished lines may be several; a line end in another value would begin a new message.
    lone = {k: v if k in FIXES else v.replace("\n", "\u240a") for k, v in params.items()}
    text = t.gettext(text)
    for name, value in lone.items():
        if not value.strip():
            # A pair of quotation marks with nothing between them is taken for a slip of the message.
            for quoted in (f"`{{{name}}}`", f"“{{{name}}}”"):
                text = text.replace(quoted, t.gettext(N_("(empty)")))
    return text.format_map(_Params(lone))
