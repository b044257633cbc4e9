"""Background work by name: actions ask for it without knowing the task, `settings.JOBS` says which task it is."""

from functools import partial
from importlib import import_module

from django.conf import settings
from django.db import transaction


def enqueue(name: str, **arguments: object) -> None:
    """Put a job into the queue when the current transaction commits, and not at all if it does not."""
    transaction.on_commit(partial(_put, name, arguments))


def _put(name: str, arguments: dict[str, object]) -> None:
    module, _, attribute = settings.JOBS[name].rpartition(".")
    getattr(import_module(module), attribute).enqueue(**arguments)
