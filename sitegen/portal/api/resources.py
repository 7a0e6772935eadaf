"""The kinds of file of the API, in the order in which the index, the description and the page have them."""

from __future__ import annotations

from sitegen.portal.api.datasets import DATASETS
from sitegen.portal.api.information import INFORMATION_API
from sitegen.portal.api.monitor import MONITOR_API
from sitegen.portal.api.programmes import PROGRAMMES_API
from sitegen.portal.api.projects import PACKAGES_API, PROJECTS_API
from sitegen.portal.api.removed import REMOVED_API
from sitegen.portal.api.reports import REPORTS
from sitegen.portal.api.resource import ApiResource
from sitegen.portal.api.services import SERVICES_API
from sitegen.portal.api.units import UNITS

RESOURCES: tuple[ApiResource, ...] = (
    UNITS,
    REPORTS,
    DATASETS,
    REMOVED_API,
    SERVICES_API,
    MONITOR_API,
    INFORMATION_API,
    PROGRAMMES_API,
    PROJECTS_API,
    PACKAGES_API,
)
