"""Comparing a run with what is published, publishing it, and the versions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.duties import unmet_duties
from leitplanke_web.accounts.models import Person
from leitplanke_web.portal.actions import publish as actions
from leitplanke_web.portal.forms import PublishForm
from leitplanke_web.portal.models import Publication, Run
from leitplanke_web.portal.queries.changes import changes, open_points
from leitplanke_web.portal.queries.published import current_publication, documents_of, publications
from leitplanke_web.portal.queries.runs import documents_of_run, latest_done_run, run_numbered
from leitplanke_web.portal.views.staff import voice_of
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

VERSIONS_PER_PAGE = 20


@staff_page(Role.EDITOR)
@require_safe
def compare(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The latest finished run beside the published version."""
    run, current = latest_done_run(town), current_publication(town)
    crumbs = ((_("Läufe"), reverse("portal:runs", args=[town.pk])), (_("Vergleich"), None))
    shown = {"town": town, "run": run, "current": current, "crumbs": crumbs}
    return render(request, "portal/staff/compare.html", shown | _differences(town, run, current))


@staff_page(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Say what publishing changes, then do it."""
    return _publish(request, town) if request.method == "POST" else _confirm(request, town)


@require_safe
def versions(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Every published version, for everybody."""
    page = Paginator(publications(town), VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/versions.html", {"town": town, "page": page, "current": current_publication(town)})


def _publish(request: HttpRequest, town: Town) -> HttpResponse:
    assert isinstance(request.user, Person)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _confirm(request, town, form, status=422)
    run = run_numbered(town, form.cleaned_data["run"])
    if run is None:
        raise Http404
    try:
        published = actions.publish(
            run, request.user, seen_version=form.cleaned_data["seen_version"], note=form.cleaned_data["note"]
        )
    except (actions.RunNotDoneError, actions.AlreadyPublishedError, actions.PublishedMeanwhileError) as refused:
        return _confirm(request, town, refusal=_words(refused), status=409)
    messages.success(request, _("Fassung {number} ist veröffentlicht.").format(number=published.number))
    return redirect("portal:versions", town=town.pk)


def _confirm(
    request: HttpRequest, town: Town, form: PublishForm | None = None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    run, current = latest_done_run(town), current_publication(town)
    seen = {"run": run.number if run else 0, "seen_version": current.number if current else 0}
    shown = {
        "town": town,
        "run": run,
        "current": current,
        "is_published": run is not None and current is not None and current.run_id == run.pk,
        "form": form or PublishForm(initial=seen),
        "refusal": refusal,
        "missing": unmet_duties(town.details),
        "points": open_points(documents_of_run(run)) if run is not None else (),
    }
    return render(request, "portal/staff/publish.html", shown | _differences(town, run, current), status=status)


def _differences(town: Town, run: Run | None, current: Publication | None) -> dict[str, object]:
    if run is None:
        return {"changes": None}
    before = None if current is None else documents_of(current)
    return {"changes": changes(before, documents_of_run(run), voice=voice_of(town))}


def _words(refused: Exception) -> str:
    match refused:
        case actions.PublishedMeanwhileError():
            words = _(
                "{name} hat inzwischen Fassung {number} veröffentlicht. Prüfen Sie, was sich dagegen ändert, und "
                "entscheiden Sie noch einmal."
            )
            return words.format(name=refused.published_by, number=refused.version)
        case actions.AlreadyPublishedError():
            return _("Dieser Lauf ist schon veröffentlicht, als Fassung {number}.").format(number=refused.version)
        case _:
            return _("Nur ein fertiger Lauf lässt sich veröffentlichen.")
