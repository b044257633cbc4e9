"""services.csv: the services of a town in its folder. No document is made from it."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Final

from leitplanke.exchange.fields import RowReader, decimal, identifier, one_of, whole
from leitplanke.exchange.forms import SERVICES
from leitplanke.exchange.listing import Rows, TownFiles
from leitplanke.exchange.tables import FormField, town_table
from leitplanke.strategy.model import MaturityModel, PublicService

_NUMBERS: Final = ("minutes_per_case", "minutes_when_digital", "online_percent")


def read_services_table(files: TownFiles) -> Rows[PublicService]:
    """services.csv."""
    return files.rows(SERVICES, _service)


def services_csv(services: Iterable[PublicService]) -> bytes:
    """services.csv."""
    return town_table(SERVICES, [_row(one) for one in services])


def figures(row: RowReader) -> dict[str, int | float | None]:
    """The numbers of a service, each None where the row has none."""
    wholes = {name: row.optional(name, whole, None) for name in ("cases_per_year", "counted_in", "maturity")}
    return {**wholes, **{name: row.optional(name, decimal, None) for name in _NUMBERS}}


def _service(row: RowReader) -> PublicService | None:
    key, name, source = row.required("id", identifier), row.texts("name"), row.optional_texts("source")
    model = row.optional("maturity_model", lambda text: one_of(MaturityModel, text), None)
    numbers = figures(row)
    return row.build(
        lambda: PublicService(
            id=key,
            name=name,
            leika=row.text("leika"),
            service_area=row.text("service_area"),
            unit=row.text("unit"),
            maturity_model=model,
            source=source,
            **numbers,  # type: ignore[arg-type]  # each was read as what its name wants
        )
    )


def _row(service: PublicService) -> dict[str, FormField]:
    written: dict[str, FormField] = {one.name: getattr(service, one.name) for one in fields(PublicService)}
    for name in _NUMBERS:
        value = getattr(service, name)
        written[name] = None if value is None else Decimal(f"{value:.12g}")
    return written
