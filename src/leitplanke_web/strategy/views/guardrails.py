"""Staff pages: the guardrails and what they rest on."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.strategy.conditions import sentence
from leitplanke.strategy.guardrails import blocking_checks
from leitplanke.strategy.model import Condition, GuardrailCheck, Verdict
from leitplanke.strategy.model import Guardrail as GuardrailValue
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.evidence import EvidenceForm
from leitplanke_web.strategy.models import Guardrail
from leitplanke_web.strategy.queries import (
    cited,
    findings_at,
    guardrail_row,
    guardrail_rows,
    held_guardrails,
    measure_values,
    personal_check_rows,
)
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page(Role.EDITOR)
def guardrails(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The town's guardrails, each with how much it rests on and how many measures violate it or have to be checked."""
    rows = [row.value for row in guardrail_rows(town)]
    measures = measure_values(town)
    checks = blocking_checks(held_guardrails(town, rows, measures=measures), measures=measures)
    counts = Counter((check.guardrail, check.verdict) for check in checks)
    cards = [(one, counts[one.id, Verdict.VIOLATED], counts[one.id, Verdict.OPEN]) for one in rows]
    context = {"town": town, "cards": cards, "is_blocked": bool(checks)}
    return render(request, "strategy/guardrails.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def guardrail(request: HttpRequest, *, town: Town, guardrail: str) -> HttpResponse:
    """One guardrail with its evidence: as it was kept, as it is today, and where it comes from."""
    row = _guardrail_or_404(town, guardrail)
    if request.method != "POST":
        return _page(request, town, row)
    seen, ref = version_of(request.POST.get("version")), request.POST.get("remove", "")
    try:
        actions.remove_evidence(town, person_of(request), guardrail, seen_version=seen, ref=ref)
    except ChangedMeanwhileError:
        return _page(request, town, _guardrail_or_404(town, guardrail), refused=[_meanwhile()], status=409)
    except InvalidValueError as error:
        return _page(request, town, row, refused=[f"{told(error.problem)} {told(error.remedy)}"], status=422)
    except FlawedTownError as error:
        words = [f"{told(flaw.problem)} {told(flaw.remedy)}" for flaw in error.flaws]
        return _page(request, town, row, refused=words, status=422)
    messages.success(request, _("Der Beleg ist entfernt."))
    return redirect("strategy:guardrail", town=town.pk, guardrail=guardrail)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def evidence_add(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A finding of the evidence report that was looked at becomes evidence of a guardrail."""
    sent = request.POST if request.method == "POST" else request.GET
    snapshot, findings = findings_at(town, sent.get("snapshot", ""))
    rows = {row.identifier: row for row in guardrail_rows(town)}
    names = {name: row.value.rule for name, row in rows.items()}
    chosen = {"finding": sent.get("finding", "")}
    if request.method != "POST":
        form = EvidenceForm(initial=chosen, findings=findings, guardrails=names, snapshot=snapshot)
        return _add_page(request, town, form, snapshot, rows)
    form = EvidenceForm(request.POST, findings=findings, guardrails=names, snapshot=snapshot)
    if not form.is_valid():
        return _add_page(request, town, form, snapshot, rows, status=422)
    name = form.cleaned_data["guardrail"]
    seen = version_of(request.POST.get(f"version-{name}"))
    try:
        actions.add_evidence(town, person_of(request), name, seen_version=seen, link=form.link())
    except ChangedMeanwhileError:
        form.add_error(None, _meanwhile())
        return _add_page(request, town, form, snapshot, rows, status=409)
    except InvalidValueError:
        form.add_error("guardrail", _("Diese Leitplanke beruht schon auf diesem Befund."))
        return _add_page(request, town, form, snapshot, rows, status=422)
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error(None, refusal(flaw.problem, flaw.remedy))
        return _add_page(request, town, form, snapshot, rows, status=422)
    messages.success(request, _("Der Befund ist gemerkt. Er gehört jetzt zu dieser Leitplanke."))
    return redirect("strategy:guardrail", town=town.pk, guardrail=name)


def _claim(condition: Condition | None) -> str:
    return "" if condition is None else told(sentence(condition, holds=True))


def _meanwhile() -> str:
    return _(
        "Jemand hat die Leitplanke inzwischen geändert. Prüfen Sie, was jetzt gilt, und entscheiden Sie noch einmal."
    )


def _page(
    request: HttpRequest, town: Town, row: Guardrail, *, refused: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    context = {
        "town": town,
        "guardrail": row.value,
        "version": row.version,
        "evidence": cited(town, row.value.evidence),
        "applies_to": _claim(row.value.applies_to),
        "check": _claim(row.value.check),
        "refused": refused,
        "held": _held_before(town, row.value),
        "crumbs": (*_crumbs(town), (told(row.value.rule), None)),
    }
    return render(request, "strategy/guardrail.html", context, status=status)


def _held_before(town: Town, value: GuardrailValue) -> list[tuple[str, GuardrailCheck]]:
    """The measures that people had held against a guardrail before it was repealed, each with what they said."""
    if value.repealed_on is None:
        return []
    titles = {one.id: told(one.title) for one in measure_values(town)}
    return [(titles[row.value.measure], row.value) for row in personal_check_rows(town, value.id)]


def _add_page(
    request: HttpRequest,
    town: Town,
    form: EvidenceForm,
    snapshot: str,
    rows: dict[str, Guardrail],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "snapshot": snapshot,
        "versions": {name: row.version for name, row in rows.items()},
        "new_at": f"{reverse('strategy:guardrail_new', args=[town.pk])}?{urlencode(_picked(form, snapshot))}",
        "crumbs": (*_crumbs(town), (_("Befund merken"), None)),
    }
    return render(request, "strategy/evidence_add.html", context, status=status)


def _picked(form: EvidenceForm, snapshot: str) -> dict[str, str]:
    return {"finding": str(form["finding"].value() or ""), "snapshot": snapshot}


def _guardrail_or_404(town: Town, guardrail: str) -> Guardrail:
    row = guardrail_row(town, guardrail)
    if row is None:
        raise Http404
    return row


def _crumbs(town: Town) -> tuple[tuple[str, str | None], ...]:
    return ((_("Leitplanken"), reverse("strategy:guardrails", args=[town.pk])),)
