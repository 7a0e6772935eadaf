"""A dataset as the registers of Satu Data Indonesia have it."""

from __future__ import annotations

from sitegen.datasets.elements import given_elements
from sitegen.model import Column, DataRecord, DatasetMeta, Variable


def data_record(meta: DatasetMeta, url: str, period: str) -> DataRecord:
    """Return the record of the dataset with its page at `url`; `period` is it in words."""
    return DataRecord(
        url=url,
        title=meta.title,
        elements=len(given_elements(meta)),
        description=meta.description,
        concept=meta.concept,
        method=meta.method,
        responsible=meta.responsible,
        presentation=meta.presentation,
        interpretation=meta.interpretation,
        standard_code=meta.standard_code,
        metadata_code=meta.metadata_code,
        central_code=meta.central_code,
        unit=meta.unit,
        frequency=meta.frequency,
        period=period,
        coverage=meta.coverage,
        source=meta.source,
        licence=meta.licence,
        contact=meta.contact,
        schema=meta.schema,
        variables=tuple(map(_variable, filter(_is_described, meta.columns))),
        extra=meta.extra,
    )


def _is_described(column: Column) -> bool:
    return bool(column.description or column.unit or column.concept)


def _variable(column: Column) -> Variable:
    return Variable(
        name=column.name,
        title=column.title,
        kind=column.kind,
        unit=column.unit,
        description=column.description,
        concept=column.concept,
        alias=column.alias,
        reference_time=column.reference_time,
        constraints=column.constraints,
    )
