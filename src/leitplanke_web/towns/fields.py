"""Columns that hold the core's own values: what is stored can be read, and what is read is valid (decision 0013)."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, Final

from django.db import models
from django.db.models.expressions import Expression
from pydantic import TypeAdapter

_MOST_KEPT: Final = 16  # texts of a column, each with the value that was read from it


class ValueField(models.JSONField):
    """A JSON column whose content is a value of `value_class`, one of the core's frozen dataclasses.

    Written without what is as by default, so that fifty thousand responses stay small; read strictly, so that a row
    which the core would refuse raises instead of passing for something else.
    """

    def __init__(self, value_class: type, **options: Any) -> None:
        self.value_class = value_class
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Keep the class in migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, [self.value_class, *args], options

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.value_class)

    @cached_property
    def _kept(self) -> Callable[[str], object]:
        """Equal texts give the same value, which nobody can change: every page of a survey needs its questionnaire."""
        return lru_cache(maxsize=_MOST_KEPT)(self._read)

    def from_db_value(self, value: str | None, _expression: Expression, _connection: object) -> object:
        """The core value."""
        return None if value is None else self._kept(value)

    def _read(self, text: str) -> object:
        found: object = self._adapter.validate_json(text, strict=True, extra="forbid")
        return found

    def get_prep_value(self, value: Any) -> Any:
        """What is written: tables, lists and plain values."""
        if value is None:
            return super().get_prep_value(value)
        return super().get_prep_value(self._adapter.dump_python(value, mode="json", exclude_defaults=True))


class ValuesField(ValueField):
    """The same for a tuple of such values. What people answered is in such columns, so nothing of them is kept."""

    @cached_property
    def _kept(self) -> Callable[[str], object]:
        return self._read

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(tuple[self.value_class, ...])  # type: ignore[name-defined]  # known at run time only
