"""The component page and the display settings."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.texts import Text
from leitplanke_web.design.display import display_of, remember
from leitplanke_web.design.forms import DisplayForm, ExampleForm, FilterForm


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented content."""
    invented = {"title": "<b>Kiosk</b>", "duration": "0", "start": "Mai", "kind": "unknown", "summary_de": ""}
    return render(
        request,
        "design/components.html",
        {
            "process": (
                (_("Fragen"), _("Umfrage und Gespräche")),
                (_("Auswerten"), _("594 Antworten bis heute")),
                (_("Entscheiden"), _("Rat im Juni")),
                (_("Umsetzen"), _("Fahrplan bis 2030")),
            ),
            "pairs": (
                (_("Zuständig"), _("Bürgerbüro")),
                (_("Beginn"), _("März 2027")),
                (_("Voraussetzungen"), [_("Fachverfahren erneuert"), _("Stelle besetzt")]),
                (_("Kosten"), _("12 000 Euro einmalig")),
            ),
            "events": (
                (_("12. Januar 2027"), _("Der Rat beschließt die Strategie.")),
                (_("3. März 2027"), _("Die Maßnahme beginnt.")),
            ),
            "badges": ("neutral", "info", "success", "warning", "danger", "dashed"),
            "filter": FilterForm(),
            "form": ExampleForm(),
            "faulty": ExampleForm(invented, auto_id="faulty_%s"),
            "many": Paginator(range(90), 10).page(3),
            "crumbs": ((_("Start"), "/"), (_("Bausteine"), None)),
            "told": Text("Das Bürgerbüro öffnet früher.", plain="Das Büro macht früher auf."),
            "kinds": ("info", "success", "warning", "danger"),
        },
    )


@csrf_exempt  # nothing is at stake but how the page looks, and a token would need a cookie for everybody
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose how pages look; afterwards back to where one came from."""
    back = _safe(request, request.POST.get("next") or request.GET.get("next"))
    now = display_of(request)
    form = DisplayForm(request.POST or None, initial={"text": now.text, "contrast": now.contrast, "theme": now.theme})
    if request.method == "POST" and form.is_valid():
        response = redirect(back)
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
