"""Engines for those who outgrow one process: PostgreSQL and Spark, by the same Ibis expressions (docs/engines.md)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from leitplanke.evidence.cube import AnswerColumns, Cube
from leitplanke.evidence.engines.embedded import count_answers, count_with
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text


class EngineKind(StrEnum):
    """Where answers are grouped and counted."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class Server:
    """A connection to an engine outside this process."""

    connection: Any  # Any: a back end of Ibis, which has no types
    has_tables: bool

    def in_memory(self, rows: pa.Table) -> ir.Table:
        """The rows as a table of the engine that ends with the connection."""
        name = ibis.util.gen_name("leitplanke")
        if self.has_tables:
            return self.connection.create_table(name, rows, temp=True)
        return self.connection.create_view(name, ibis.memtable(rows))

    def fetch(self, expression: ir.Table) -> pa.Table:
        """What the expression over tables of this engine comes to."""
        found: pa.Table = self.connection.to_pyarrow(expression)
        return found.cast(expression.schema().to_pyarrow())


_SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.execution.arrow.pyspark.enabled": "true",  # rows go to Java at once: workers need no Python
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
}
DEFAULT_ADDRESSES = {EngineKind.POSTGRES: "postgres:///", EngineKind.SPARK: "local[*]"}


def counter(kind: EngineKind, address: str | None = None) -> Callable[[AnswerColumns], Cube]:
    """What counts answers by this engine: for `report_evidence(count=…)`.

    `address` is a URL `postgres://user@host/database` or Spark's master (`spark://host:7077`; `local[*]` by default).
    Counting raises `InvalidValueError` if the engine is not installed or does not answer.
    """
    if kind is EngineKind.DUCKDB:
        return count_answers
    return partial(_count_on_server, kind, address or DEFAULT_ADDRESSES[kind])


def _count_on_server(kind: EngineKind, address: str, columns: AnswerColumns) -> Cube:
    opened = _postgres if kind is EngineKind.POSTGRES else _spark
    with _refusing(address, kind), opened(address) as engine:
        return count_with(engine, columns)


@contextmanager
def _postgres(address: str) -> Iterator[Server]:
    connection = ibis.connect(address)
    try:
        yield Server(connection, has_tables=True)
    finally:
        connection.disconnect()


@contextmanager
def _spark(master: str) -> Iterator[Server]:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - optional dependency

    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # Spark would look for a network otherwise
    builder = SparkSession.builder.master(master).appName("leitplanke")
    for name, value in _SPARK_SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    connection = ibis.pyspark.connect(session)
    try:
        yield Server(connection, has_tables=False)
    finally:
        session.stop()


@contextmanager
def _refusing(address: str, kind: EngineKind) -> Iterator[None]:
    """Every driver has errors of its own; who calls is told what is missing."""
    try:
        yield
    except ImportError as error:
        raise InvalidValueError(
            "engine",
            Text(f"Nicht installiert: {error.name}.", f"Not installed: {error.name}."),
            Text(f"pip install 'leitplanke[{kind}]'", f"pip install 'leitplanke[{kind}]'"),
        ) from error
    except Exception as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise InvalidValueError(
            "address",
            Text(f"{address} antwortet nicht: {reason}", f"{address} does not answer: {reason}"),
            Text(
                "Prüfen Sie die Adresse, und ob der Dienst läuft.", "Check the address, and whether the service runs."
            ),
        ) from error
