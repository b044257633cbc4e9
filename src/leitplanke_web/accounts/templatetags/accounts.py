"""What pages say about signing in; also on pages whose views are allauth's."""

from typing import Any

from django import template
from django.conf import settings

from leitplanke_web.accounts.permissions import AFTER

register = template.Library()


@register.inclusion_tag("accounts/demo_notice.html")
def demo_notice() -> dict[str, bool]:
    """A line that says that this is a demonstration, and nothing elsewhere."""
    return {"is_demo": settings.IS_DEMONSTRATION}


@register.inclusion_tag("accounts/after_second_factor.html", takes_context=True)
def after_second_factor(context: dict[str, Any]) -> dict[str, str]:
    """The way on to the page for which somebody set up a second factor."""
    return {"address": context["request"].session.get(AFTER, "")}
