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
from leitplanke_web.portal.forms import PublishForm, WithdrawForm
from leitplanke_web.portal.models import Publication, Run
from leitplanke_web.portal.queries.changes import changes, open_points, strategy_changes
from leitplanke_web.portal.queries.published import current_publication, documents_of, publications
from leitplanke_web.portal.queries.runs import documents_of_run, latest_done_run, run_numbered
from leitplanke_web.portal.views.staff import voice_of
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

VERSIONS_PER_PAGE = 20
_REFUSALS = (
    actions.RunNotDoneError,
    actions.AlreadyPublishedError,
    actions.PublishedMeanwhileError,
    actions.TellsOfFewError,
)


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


@require_safe
def differences(request: HttpRequest, *, town: Town, version: int) -> HttpResponse:
    """What a version's strategy says otherwise than that of the version before it, for everybody."""
    standing = publications(town).filter(number__lte=version, withdrawal=None)[:2]
    after, before = (*standing, None, None)[:2]
    if after is None or after.number != version:
        raise Http404
    shown = {
        "town": town,
        "after": after,
        "before": before,
        "strategy_changes": () if before is None else strategy_changes(documents_of(before), documents_of(after)),
    }
    return render(request, "portal/differences.html", shown)


@staff_page(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, *, town: Town, edition: int) -> HttpResponse:
    """Say what taking a version back means, ask for the reason, then do it."""
    publication = publications(town).filter(number=edition).select_related("town", "withdrawal").first()
    if publication is None:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _withdraw_page(request, town, publication, form, status=422 if form.is_bound else 200)
    assert isinstance(request.user, Person)
    try:
        actions.withdraw(publication, request.user, reason=form.cleaned_data["reason"])
    except actions.AlreadyWithdrawnError:
        return _withdraw_page(request, town, publication, form, status=409)
    messages.success(request, _("Fassung {number} ist zurückgezogen.").format(number=edition))
    return redirect("portal:versions", town=town.pk)


def _withdraw_page(
    request: HttpRequest, town: Town, publication: Publication, form: WithdrawForm, *, status: int
) -> HttpResponse:
    standing = [one for one in publications(town).filter(withdrawal=None)[:2] if not one.is_withdrawn]
    shown = {
        "town": town,
        "publication": publication,
        "form": form,
        "is_current": standing[:1] == [publication],
        "before": standing[1] if len(standing) > 1 else None,
        "crumbs": ((_("Veröffentlichen"), reverse("portal:publish", args=[town.pk])), (_("Zurückziehen"), None)),
    }
    return render(request, "portal/staff/withdraw.html", shown, status=status)


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
            run,
            request.user,
            seen_version=form.cleaned_data["seen_version"],
            note=form.cleaned_data["note"],
            exemption=form.cleaned_data["exemption"],
        )
    except actions.GuardrailsOpenError:
        words = _("Maßnahmen verletzen Leitplanken oder sind nicht geprüft. Ändern Sie das oder nennen Sie den Grund.")
        form.add_error("exemption", words)
        return _confirm(request, town, form, status=422)
    except _REFUSALS as refused:
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
        "published": None if run is None else publications(town).filter(run=run).first(),
        "form": form or PublishForm(initial=seen),
        "refusal": refusal,
        "missing": unmet_duties(town.details),
        "points": open_points(documents_of_run(run)) if run is not None else (),
    }
    return render(request, "portal/staff/publish.html", shown | _differences(town, run, current), status=status)


def _differences(town: Town, run: Run | None, current: Publication | None) -> dict[str, object]:
    if run is None:
        return {"changes": None}
    after = documents_of_run(run)
    if current is None:
        return {"changes": None}
    before = documents_of(current)
    told = {"strategy_changes": strategy_changes(before, after)}
    return told | {"changes": changes(before, after, voice=voice_of(town))}


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
        case actions.TellsOfFewError():
            return _(
                "Neben dem, was schon veröffentlicht ist, ließe sich aus diesem Lauf ausrechnen, was wenige Menschen "
                "geantwortet haben. Starten Sie einen neuen Lauf: Er lässt solche Tabellen so, wie sie schon sind."
            )
        case _:
            return _("Nur ein fertiger Lauf lässt sich veröffentlichen.")
