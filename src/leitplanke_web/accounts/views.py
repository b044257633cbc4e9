"""allauth's pages of sign-in, as we show them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

View = Callable[..., HttpResponse]


def tells_faults(view: View) -> View:
    """The view, answering 422 instead of 200 when it shows a form again because of its faults."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        response = view(request, *args, **parts)
        context = response.context_data if isinstance(response, TemplateResponse) else None
        form = (context or {}).get("form")
        if form is not None and form.is_bound and form.errors:
            response.status_code = 422
        return response

    return telling
