"""`make test`: every test on SQLite, then those that use the database on PostgreSQL, where a server is reachable.

LEITPLANKE_TEST_DATABASE_URL names the server; without it the usual local places are tried. What was skipped is said.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from browser_setup import main as set_up_browser
from pango_setup import main as set_up_pango
from proxy_setup import main as set_up_proxy

ROOT = Path(__file__).parents[1]
USUAL = (
    "postgres://postgres@127.0.0.1:5432/leitplanke",
    "postgres://postgres@/leitplanke?host=/var/run/postgresql",
)
SKIPPED = """
PostgreSQL: skipped, no server is reachable ({tried}).
On Debian: apt-get install postgresql, start it, then name a user who may create databases:
    LEITPLANKE_TEST_DATABASE_URL=postgres://USER:PASSWORD@127.0.0.1/leitplanke make test
"""


def main() -> int:
    """Run everything; the exit code is that of the first part that failed."""
    if code := set_up_browser() or set_up_pango():
        return code
    set_up_proxy()
    with TemporaryDirectory(prefix="leitplanke-tests-") as shared:
        return _on_both_databases({**os.environ, "LEITPLANKE_TEST_SHARED": shared})


def _on_both_databases(shared: dict[str, str]) -> int:
    environment = {name: value for name, value in shared.items() if name != "DATABASE_URL"}
    print("SQLite: all tests", flush=True)
    if code := _pytest(environment):
        return code
    named = os.environ.get("LEITPLANKE_TEST_DATABASE_URL")
    candidates = (named,) if named else USUAL
    address = next((candidate for candidate in candidates if _may_create_databases(candidate)), None)
    if address is None:
        print(SKIPPED.format(tried=", ".join(map(_without_password, candidates))), flush=True)
        return int(bool(named))  # whoever names a server wants it used
    print(f"PostgreSQL: tests that use the database, at {_without_password(address)}", flush=True)
    return _pytest({**environment, "DATABASE_URL": address}, "--only-database")


def _pytest(environment: dict[str, str], *arguments: str) -> int:
    order = ["--randomly-seed=1"] if os.environ.get("CI") else []  # there, a red run shall speak of the change alone
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *order, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _may_create_databases(address: str) -> bool:
    """Ask the server itself, in the database that every server has."""
    asked = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(address, dbname="postgres", connect_timeout=3) as connection:
            row = connection.execute(asked).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


def _without_password(address: str) -> str:
    before, at, after = address.rpartition("@")
    user = before.rpartition(":")[0] if before.count(":") > 1 else before
    return f"{user}{at}{after}"


if __name__ == "__main__":
    raise SystemExit(main())
