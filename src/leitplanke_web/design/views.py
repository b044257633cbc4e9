"""The component page and the display settings."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke_web.design.display import display_of, remember
from leitplanke_web.design.examples import invented_content
from leitplanke_web.design.forms import DisplayForm


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented content."""
    return render(request, "design/components.html", invented_content())


@csrf_exempt  # nothing is at stake but how the page looks, and a token would need a cookie for everybody
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose how pages look; afterwards back to where one came from."""
    back = _safe(request, request.POST.get("next") or request.GET.get("next"))
    now = display_of(request)
    form = DisplayForm(request.POST or None, initial={"text": now.text, "contrast": now.contrast, "theme": now.theme})
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(back)
        remember(response, form.chosen(), is_secure=request.is_secure())
        return response
    status = 422 if request.method == "POST" else 200
    return render(request, "design/display.html", {"form": form, "back": back}, status=status)


def _safe(request: HttpRequest, address: str | None) -> str:
    """The address if it is one of ours, else the display settings themselves."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and is_ours else resolve_url("design:display")
