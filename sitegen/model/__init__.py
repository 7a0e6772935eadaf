"""The values that pass between stages: frozen, picklable, complete when they are made."""

from sitegen.model.chart import CHART_KINDS, Aggregate, Arrangement, ChartKind, ChartSpec, Sort
from sitegen.model.dataset import DatasetMeta
from sitegen.model.problem import Params, Problem, Severity, Where
from sitegen.model.report import Participants, Photo, Report, StandingPage
from sitegen.model.result import (
    FOREVER,
    Output,
    PageIds,
    SiteLink,
    Skipped,
    StandIn,
    Trace,
    UnitResult,
)
from sitegen.model.summary import DatasetSummary, ReportSummary, UnitSummary
from sitegen.model.table import (
    COLUMN_KINDS,
    NUMERIC_KINDS,
    Column,
    ColumnKind,
    Constraints,
    Convention,
    RowText,
    Table,
)
from sitegen.model.unit import (
    UNIT_KINDS,
    PermitKey,
    Profile,
    Service,
    SourceFile,
    UnitEntry,
    UnitKind,
    UnitSource,
)

__all__ = [
    "CHART_KINDS",
    "COLUMN_KINDS",
    "FOREVER",
    "NUMERIC_KINDS",
    "UNIT_KINDS",
    "Aggregate",
    "Arrangement",
    "ChartKind",
    "ChartSpec",
    "Column",
    "ColumnKind",
    "Constraints",
    "Convention",
    "DatasetMeta",
    "DatasetSummary",
    "Output",
    "PageIds",
    "Params",
    "Participants",
    "PermitKey",
    "Photo",
    "Problem",
    "Profile",
    "Report",
    "ReportSummary",
    "RowText",
    "Service",
    "Severity",
    "SiteLink",
    "Skipped",
    "Sort",
    "SourceFile",
    "StandIn",
    "StandingPage",
    "Table",
    "Trace",
    "UnitEntry",
    "UnitKind",
    "UnitResult",
    "UnitSource",
    "UnitSummary",
    "Where",
]
