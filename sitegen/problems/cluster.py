"""Problems of a build on several machines (S024...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

CLUSTER: dict[str, ProblemKind] = {
    "S024": ProblemKind(
        severity="error",
        message=N_("`--executor` needs Dask, which is not installed"),
        hint=N_("run `pip install 'distributed>=2025.1'`, or build without `--executor`"),
        explanation=N_("Only a build on several machines needs it."),
        wrong="sitegen build --executor tcp://scheduler:8786",
        right="pip install 'distributed>=2025.1'\nsitegen build --executor tcp://scheduler:8786",
    ),
    "S025": ProblemKind(
        severity="error",
        message=N_("`{found}` is no address of a Dask scheduler"),
        hint=N_("write `tcp://host:port` or `tls://host:port`, as `dask scheduler` shows it"),
        explanation=N_("The scheduler shows its address when it starts."),
        wrong="sitegen build --executor scheduler",
        right="sitegen build --executor tcp://scheduler:8786",
    ),
    "S026": ProblemKind(
        severity="error",
        message=N_("no Dask scheduler answered at {address} within {seconds} seconds: {reason}"),
        hint=N_("start it with `dask scheduler`, or build without `--executor`"),
        explanation=N_(
            "The scheduler must run before the build starts. For `tls://`, both need the keys that "
            "Dask's own configuration names."
        ),
        wrong="sitegen build --executor tcp://scheduler:8786",
        right="dask scheduler --port 8786",
    ),
    "S027": ProblemKind(
        severity="error",
        message=N_("the Dask scheduler {address} had no workers for {seconds} seconds"),
        hint=N_("start some with `dask worker {address} --nthreads 1`, then build again"),
        explanation=N_("The scheduler builds nothing itself; its workers do."),
        wrong="dask scheduler",
        right="dask worker tcp://scheduler:8786 --nworkers 4 --nthreads 1",
    ),
    "S028": ProblemKind(
        severity="error",
        message=N_("{worker} of the Dask cluster has {found}; this build has {expected}"),
        hint=N_("install the same versions there, and start it again"),
        explanation=N_(
            "Pages must have the same bytes wherever they are made, and another version can make "
            "others. The scheduler makes no pages, but has to know what it passes on."
        ),
        wrong=N_("(a worker with an older sitegen)"),
        right="pip install --require-hashes -r requirements/runtime.txt",
    ),
    "S029": ProblemKind(
        severity="error",
        message=N_("the Dask cluster {address} failed ({reason}); nothing was published"),
        hint=N_("build again; if it happens again, the log of the scheduler says why"),
        explanation=N_(
            "What is online stays as it was. A worker that stops costs nothing: others do its work."
        ),
        wrong="-",
        right="-",
    ),
}
