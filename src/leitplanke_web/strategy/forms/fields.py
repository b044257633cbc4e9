"""What the fields of a measure are called."""

from typing import Any

from leitplanke.strategy.conditions import FIELD_NAMES
from leitplanke_web.towns.form_fields import told_lazy


def label(field: str) -> Any:
    """What a field of a measure is called, in the core's words."""
    return told_lazy(FIELD_NAMES[field])
