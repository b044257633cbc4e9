"""Every engine counts the same. What is not there is skipped, with the reason."""

import os
from importlib.util import find_spec
from shutil import which

import numpy as np
import psycopg
import pytest

from leitplanke.evidence.cube import AnswerColumns
from leitplanke.evidence.engines.embedded import count_answers
from leitplanke.evidence.engines.servers import EngineKind, counter
from leitplanke.kernel.faults import InvalidValueError

POSTGRES = os.environ.get("LEITPLANKE_TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def columns():
    rng = np.random.default_rng(1)
    return AnswerColumns(rng.integers(0, 30, 5000), rng.integers(0, 40, 5000), rng.integers(-9, 10**6, 5000))


def as_lists(cube):
    return [getattr(cube, name).tolist() for name in ("item", "cell", "n", "points", "squares")]


def test_postgres_counts_what_duckdb_counts():
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers; LEITPLANKE_TEST_DATABASE_URL names one")

    assert as_lists(counter(EngineKind.POSTGRES, POSTGRES)(columns())) == as_lists(count_answers(columns()))


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")  # PySpark warns of pandas 3, and leaves sockets to the collector
@pytest.mark.skipif(find_spec("pyspark") is None, reason="PySpark is not installed: pip install 'leitplanke[spark]'")
@pytest.mark.skipif(which("java") is None, reason="Spark needs Java 17")
def test_spark_counts_what_duckdb_counts():
    assert as_lists(counter(EngineKind.SPARK, "local[1]")(columns())) == as_lists(count_answers(columns()))


def test_server_that_does_not_answer_is_named():
    with pytest.raises(InvalidValueError, match="does not answer") as refused:
        counter(EngineKind.POSTGRES, "postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")(columns())

    assert refused.value.field == "address"
