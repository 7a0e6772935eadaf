"""What templates get: one frozen view per page, complete and ready to print.

docs/theme-contract.md is generated from these classes and the string under each field. `Markup`
values are safe HTML; the template engine escapes every other text.
"""

from __future__ import annotations

from sitegen.pages.views.agenda import AgendaDay, AgendaLine, AgendaPage
from sitegen.pages.views.api import ApiField, ApiFileKind, ApiPage
from sitegen.pages.views.budget import (
    BudgetPage,
    BudgetRow,
    SpendingDrawing,
    SpendingMap,
    SpendingRow,
    SpendingTile,
)
from sitegen.pages.views.bundles import BundleLine, BundlePart, BundlesPage
from sitegen.pages.views.cards import (
    DatasetCard,
    NoticeBoard,
    NoticeLine,
    Remark,
    ReportCard,
    ReportGroup,
    ReportRow,
    Review,
)
from sitegen.pages.views.city_figures import (
    AreaFiguresPage,
    AreaRow,
    AreaTableRows,
    CityFiguresPage,
    CityTile,
)
from sitegen.pages.views.clarifications import ClarificationEntry, ClarificationsPage, Clarified
from sitegen.pages.views.comparison import (
    ComparedGroup,
    ComparedHead,
    ComparedRow,
    CompareIndexPage,
    ComparePage,
)
from sitegen.pages.views.complaints import (
    AnsweredShare,
    ComplaintRow,
    ComplaintsPage,
    ComplaintTable,
)
from sitegen.pages.views.contacts import ContactsPage, ListedContact
from sitegen.pages.views.data_list import DataFacet, DatasetRow, DatasetsPage
from sitegen.pages.views.dataset import (
    ColumnRow,
    DatasetPage,
    Download,
    Elements,
    RetiredNote,
    ShownRevision,
    ShownVersion,
)
from sitegen.pages.views.directory import (
    ClosedEntry,
    DirectoryEntry,
    DirectoryGroup,
    DirectoryPage,
    UnitsPage,
)
from sitegen.pages.views.figures import Cell, Chart, DataTable
from sitegen.pages.views.follow import FeedGroup, FollowedFeed, FollowPage
from sitegen.pages.views.frame import Alternate, Day, Fact, Figure, Image, Link, Logo, Meta, Site
from sitegen.pages.views.home import Beginning, HomePage, LegendStep, MapTile
from sitegen.pages.views.information import (
    DutyRow,
    ExemptRow,
    InformationGroup,
    InformationPage,
    InformationRow,
    RegisterGroup,
)
from sitegen.pages.views.lists import ListPage, TopicRow, TopicsPage
from sitegen.pages.views.lobby import LobbyPage
from sitegen.pages.views.maps import MapArea, MapPage
from sitegen.pages.views.messages import MessagePage, RedirectPage
from sitegen.pages.views.monitor import (
    Channel,
    MonitorGroup,
    MonitorKind,
    MonitorLine,
    MonitorPage,
    MonthSquare,
    Question,
)
from sitegen.pages.views.notices import NoticeGroup, NoticesPage
from sitegen.pages.views.office_form import FormGroup, FormLink, FormQuestion, OfficeFormPage
from sitegen.pages.views.ppid import AskPage, Deadline, FormField, FormPage
from sitegen.pages.views.press import (
    FactFigure,
    FactsPage,
    PressGroup,
    PressPage,
    PressUnit,
    WhatsNew,
)
from sitegen.pages.views.programmes import (
    Package,
    Packages,
    PackagesRow,
    ProgrammeCounts,
    ProgrammeCountsRow,
    ProgrammeMonth,
    ProgrammeRow,
    ProgrammesPage,
    ProgrammeStep,
    ProjectPage,
    ProjectPhase,
    ProjectRow,
)
from sitegen.pages.views.removed import RemovedPage
from sitegen.pages.views.search import Choice, ChoiceGroup, Filter, Said, SearchPage
from sitegen.pages.views.services import ServiceEntry, ServiceGroup, ServicePage, ServicesPage
from sitegen.pages.views.shared_tables import (
    SharedDeviation,
    SharedTableLine,
    SharedTablePage,
    SharedTablesPage,
)
from sitegen.pages.views.style import StylePage, Swatch
from sitegen.pages.views.terms import TermsPage, TermsPart
from sitegen.pages.views.texts import BodyChart, BodyImage, ReportPage, TextPage
from sitegen.pages.views.unit import (
    Below,
    Closed,
    ContactAbove,
    LinkGroup,
    Masthead,
    ServiceBelow,
    ServiceRow,
    UnitCount,
    UnitPage,
)

__all__ = [
    "AgendaDay",
    "AgendaLine",
    "AgendaPage",
    "Alternate",
    "AnsweredShare",
    "ApiField",
    "ApiFileKind",
    "ApiPage",
    "AreaFiguresPage",
    "AreaRow",
    "AreaTableRows",
    "AskPage",
    "Beginning",
    "Below",
    "BodyChart",
    "BodyImage",
    "BudgetPage",
    "BudgetRow",
    "BundleLine",
    "BundlePart",
    "BundlesPage",
    "Cell",
    "Channel",
    "Chart",
    "Choice",
    "ChoiceGroup",
    "CityFiguresPage",
    "CityTile",
    "ClarificationEntry",
    "ClarificationsPage",
    "Clarified",
    "Closed",
    "ClosedEntry",
    "ColumnRow",
    "CompareIndexPage",
    "ComparePage",
    "ComparedGroup",
    "ComparedHead",
    "ComparedRow",
    "ComplaintRow",
    "ComplaintTable",
    "ComplaintsPage",
    "ContactAbove",
    "ContactsPage",
    "DataFacet",
    "DataTable",
    "DatasetCard",
    "DatasetPage",
    "DatasetRow",
    "DatasetsPage",
    "Day",
    "Deadline",
    "DirectoryEntry",
    "DirectoryGroup",
    "DirectoryPage",
    "Download",
    "DutyRow",
    "Elements",
    "ExemptRow",
    "Fact",
    "FactFigure",
    "FactsPage",
    "FeedGroup",
    "Figure",
    "Filter",
    "FollowPage",
    "FollowedFeed",
    "FormField",
    "FormGroup",
    "FormLink",
    "FormPage",
    "FormQuestion",
    "HomePage",
    "Image",
    "InformationGroup",
    "InformationPage",
    "InformationRow",
    "LegendStep",
    "Link",
    "LinkGroup",
    "ListPage",
    "ListedContact",
    "LobbyPage",
    "Logo",
    "MapArea",
    "MapPage",
    "MapTile",
    "Masthead",
    "MessagePage",
    "Meta",
    "MonitorGroup",
    "MonitorKind",
    "MonitorLine",
    "MonitorPage",
    "MonthSquare",
    "NoticeBoard",
    "NoticeGroup",
    "NoticeLine",
    "NoticesPage",
    "OfficeFormPage",
    "Package",
    "Packages",
    "PackagesRow",
    "PressGroup",
    "PressPage",
    "PressUnit",
    "ProgrammeCounts",
    "ProgrammeCountsRow",
    "ProgrammeMonth",
    "ProgrammeRow",
    "ProgrammeStep",
    "ProgrammesPage",
    "ProjectPage",
    "ProjectPhase",
    "ProjectRow",
    "Question",
    "RedirectPage",
    "RegisterGroup",
    "Remark",
    "RemovedPage",
    "ReportCard",
    "ReportGroup",
    "ReportPage",
    "ReportRow",
    "RetiredNote",
    "Review",
    "Said",
    "SearchPage",
    "ServiceBelow",
    "ServiceEntry",
    "ServiceGroup",
    "ServicePage",
    "ServiceRow",
    "ServicesPage",
    "SharedDeviation",
    "SharedTableLine",
    "SharedTablePage",
    "SharedTablesPage",
    "ShownRevision",
    "ShownVersion",
    "Site",
    "SpendingDrawing",
    "SpendingMap",
    "SpendingRow",
    "SpendingTile",
    "StylePage",
    "Swatch",
    "TermsPage",
    "TermsPart",
    "TextPage",
    "TopicRow",
    "TopicsPage",
    "UnitCount",
    "UnitPage",
    "UnitsPage",
    "WhatsNew",
]
