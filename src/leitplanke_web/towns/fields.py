"""Columns that hold the core's own values: what is stored can be read, and what is read is valid (decision 0013)."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Expression
from pydantic import TypeAdapter

from leitplanke.exchange.documents import plain_value


class ValueField(models.JSONField):
    """A JSON column whose content is a value of `value_class`, one of the core's frozen dataclasses."""

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
        return plain_value(value) if isinstance(value, self.value_class) else super().get_prep_value(value)

    def validate(self, value: object, _model_instance: models.Model | None) -> None:
        """Only values of the class; these are valid because they could be built."""
        if not isinstance(value, self.value_class):
            raise ValidationError(f"{type(value).__name__} is no {self.value_class.__name__}", code="invalid")
