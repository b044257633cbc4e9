"""`{% load participation %}`: looking a question up."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(found: Mapping[str, Any], name: str) -> Any:
    """What belongs to the question with this name; nothing where there is nothing."""
    return found.get(name, ())
