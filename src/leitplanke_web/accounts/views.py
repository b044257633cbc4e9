"""allauth's pages of sign-in, as we show them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

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


@require_GET
def provider_page(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the identity provider, to sign in and for nothing else: accounts are connected by their address alone."""
    if request.GET.get("process", "login") != "login":
        raise Http404
    answer: HttpResponse = openid_connect.login(request, provider_id)
    return answer
