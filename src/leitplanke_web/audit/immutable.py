"""Rows that never change: the database itself refuses, whoever asks.

SQLite loses triggers when Django rebuilds a table, so a migration that alters such a table repeats the operation;
`tests/web/audit/test_immutable.py` notices if it does not.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def refuse_updates(table: str) -> migrations.RunPython:
    """A migration operation after which every UPDATE of a row of `table` fails with an `IntegrityError`.

    Rows can still be deleted: with their town, or when a deletion period ends.
    """

    def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _MAKE[editor.connection.vendor]:
            editor.execute(statement.format(table=editor.quote_name(table), name=_name(editor, table)), params=None)

    def drop(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _DROP[editor.connection.vendor]:
            editor.execute(statement.format(table=editor.quote_name(table), name=_name(editor, table)), params=None)

    return migrations.RunPython(make, drop)


def _name(editor: BaseDatabaseSchemaEditor, table: str) -> str:
    return str(editor.quote_name(f"{table}_never_changes"))


_DROP = {
    "sqlite": ("DROP TRIGGER IF EXISTS {name}",),
    "postgresql": ("DROP TRIGGER IF EXISTS {name} ON {table}", "DROP FUNCTION IF EXISTS {name}()"),
}
_MAKE = {
    "sqlite": (
        *_DROP["sqlite"],
        "CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'these rows never change'); END",
    ),
    "postgresql": (
        *_DROP["postgresql"],
        (
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'these rows never change' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ),
}
