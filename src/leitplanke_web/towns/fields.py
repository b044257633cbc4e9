"""Columns that hold the core's own values: what is stored can be read, and what is read is valid (decision 0013)."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models.expressions import Expression
from pydantic import TypeAdapter


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

    def from_db_value(self, value: str | None, _expression: Expression, _connection: object) -> object:
        """The core value."""
        return None if value is None else self._adapter.validate_json(value, strict=True, extra="forbid")

    def get_prep_value(self, value: Any) -> Any:
        """What is written: tables, lists and plain values."""
        if value is None:
            return super().get_prep_value(value)
        return super().get_prep_value(self._adapter.dump_python(value, mode="json", exclude_defaults=True))


class ValuesField(ValueField):
    """The same for a tuple of such values."""

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(tuple[self.value_class, ...])  # type: ignore[name-defined]  # known at run time only
