"""Towns brought in as everybody brings them in, and what a database holds of them, to put back in a moment."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Model

from factories.town_folder import town_files
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.towns.models import Town

MADE_BY_MIGRATIONS = frozenset({"contenttypes", "auth", "migrations"})


def small_town(identifier: str = "erlenbach", *, given: dict[str, str] | None = None) -> Town:
    """Erlenbach, or a twin of it under another id, with its files or those that are given."""
    files = town_files() if given is None else dict(given)
    files["town.toml"] = files["town.toml"].replace('id = "erlenbach"', f'id = "{identifier}"')
    return load_town({name: text.encode() for name, text in files.items()}, actor="Test")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, as the database's driver gives and takes them."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def stored_rows() -> tuple[Rows, ...]:
    """Everything that the database holds but what migrations put there."""
    return tuple(found for model in _models() if (found := _rows_of(model)).rows)


@transaction.atomic
def put_back(tables: tuple[Rows, ...]) -> None:
    """Write the rows into an empty database."""
    with connection.cursor() as cursor:
        for table in tables:
            marks = ", ".join(["%s"] * len(table.columns))
            names = ", ".join(connection.ops.quote_name(column) for column in table.columns)
            name = connection.ops.quote_name(table.table)
            cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", table.rows)  # noqa: S608 - our names
        written = {table.table for table in tables}
        models_of_tables = [model for model in _models() if model._meta.db_table in written]
        for statement in connection.ops.sequence_reset_sql(no_style(), models_of_tables):
            cursor.execute(statement)


def read_rows(path: Path) -> tuple[Rows, ...]:
    """What `write_rows` wrote in this very run of the tests."""
    return pickle.loads(path.read_bytes())  # noqa: S301 - our own file of a moment ago


def write_rows(path: Path, rows: tuple[Rows, ...]) -> None:
    """Keep the rows for the other processes of this run."""
    path.write_bytes(pickle.dumps(rows))


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and options.app_label not in MADE_BY_MIGRATIONS:
            yield model


def _rows_of(model: type[Model]) -> Rows:
    fields = [field for field in model._meta.concrete_fields if _is_stored(field)]
    columns = tuple(str(field.column) for field in fields)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our names
        rows = tuple(tuple(map(_plain, row)) for row in cursor.fetchall())
    return Rows(model._meta.db_table, columns, rows)


def _is_stored(field: models.Field) -> bool:
    return field.column is not None and not field.generated


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
