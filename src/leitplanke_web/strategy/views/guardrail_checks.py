"""Staff pages: how the measures stand to a guardrail, and a person holds one against it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.texts import Text
from leitplanke.report.words import VERDICT
from leitplanke.strategy.guardrails import held_against, is_decided_by_data
from leitplanke.strategy.model import Guardrail as GuardrailValue
from leitplanke.strategy.model import GuardrailCheck, Verdict
from leitplanke.strategy.model import Measure as MeasureValue
from leitplanke_web.design.markup import filled
from leitplanke_web.design.navigation import addresses_of
from leitplanke_web.design.templatetags.design import badge
from leitplanke_web.design.templatetags.design import told as in_words
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.guardrail import CheckForm
from leitplanke_web.strategy.models import Guardrail, PersonalCheck
from leitplanke_web.strategy.queries import (
    guardrail_row,
    guardrails_of_measure,
    held_guardrails,
    measure_row,
    measure_values,
    personal_check_row,
)
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_ORDER = (Verdict.VIOLATED, Verdict.OPEN, Verdict.KEPT, Verdict.NOT_APPLICABLE)
_LINK = '<a href="{}">{}</a> <span class="lp-muted">{}</span>'


@require_safe
@staff_page(Role.EDITOR)
def guardrail_checks(request: HttpRequest, *, town: Town, guardrail: str) -> HttpResponse:
    """Every measure against one guardrail: violations first, then what is open."""
    row = _row_or_404(town, guardrail)
    measures = measure_values(town)
    checks = held_guardrails(town, (row.value,), measures=measures)
    titles = {one.id: one.title for one in measures}
    context = {
        "town": town,
        "guardrail": row.value,
        "rows": _rows(checks, titles, town=town, guardrail=guardrail),
        "counts": [(badge(one.value, told(VERDICT[one])), sum(c.verdict is one for c in checks)) for one in _ORDER],
        "crumbs": _crumbs(town, row.value, _("Maßnahmen")),
    }
    return render(request, "strategy/guardrail_checks.html", context)


@require_safe
@staff_page(Role.EDITOR)
def measure_guardrails(request: HttpRequest, *, town: Town, measure: str) -> HttpResponse:
    """One measure against every guardrail: violations first, then what is open."""
    row = measure_row(town, measure)
    if row is None:
        raise Http404
    address = addresses_of("strategy:guardrail_check", by="guardrail", town=town.pk, measure=measure)
    found = guardrails_of_measure(town, row.value)
    ordered = [(rule, check) for verdict in _ORDER for rule, check in found if check.verdict is verdict]
    context = {
        "town": town,
        "measure": row.value,
        "rows": [
            (filled(_LINK, address(rule.id), in_words(rule.rule), rule.id), *_cells(check)) for rule, check in ordered
        ],
        "crumbs": (
            (_("Maßnahmen"), reverse("strategy:measures", args=[town.pk])),
            (told(row.value.title), reverse("strategy:measure_edit", args=[town.pk, measure])),
            (_("Leitplanken"), None),
        ),
    }
    return render(request, "strategy/measure_guardrails.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def guardrail_check(request: HttpRequest, *, town: Town, guardrail: str, measure: str) -> HttpResponse:
    """The test question, answered for one measure by a person with a reason; where data decide, they say how."""
    row, held = _row_or_404(town, guardrail), measure_row(town, measure)
    if held is None:
        raise Http404
    stored = personal_check_row(town, measure=measure, guardrail=guardrail)
    if request.method != "POST":
        return _page(request, town, row.value, held.value, stored, CheckForm(initial=_entries(stored)))
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _page(request, town, row.value, held.value, stored, form, status=422)
    person = person_of(request)
    verdict, reason = form.answer(before=Text("") if stored is None else stored.value.reason)
    check = GuardrailCheck(measure, guardrail, verdict, reason, person.name, timezone.localdate())
    try:
        actions.hold_measure(town, person, check, seen_version=version_of(request.POST.get("version")))
    except ChangedMeanwhileError:
        stored = personal_check_row(town, measure=measure, guardrail=guardrail)
        form.add_error(None, _("Jemand hat inzwischen geantwortet. Lesen Sie die Antwort und entscheiden Sie dann."))
        return _page(request, town, row.value, held.value, stored, form, status=409)
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error("verdict", refusal(flaw.problem, flaw.remedy))
        return _page(request, town, row.value, held.value, stored, form, status=422)
    messages.success(request, _("Die Antwort ist gespeichert."))
    return redirect("strategy:guardrail_checks", town=town.pk, guardrail=guardrail)


def _rows(
    checks: tuple[GuardrailCheck, ...], titles: dict[str, Text], *, town: Town, guardrail: str
) -> list[tuple[object, ...]]:
    address = addresses_of("strategy:guardrail_check", by="measure", town=town.pk, guardrail=guardrail)
    ordered = [check for verdict in _ORDER for check in checks if check.verdict is verdict]
    return [
        (filled(_LINK, address(one.measure), in_words(titles[one.measure]), one.measure), *_cells(one))
        for one in ordered
    ]


def _cells(check: GuardrailCheck) -> tuple[object, ...]:
    """How a measure stands to a guardrail, why, and who says so."""
    return badge(check.verdict.value, told(VERDICT[check.verdict])), in_words(check.reason), _who(check)


def _who(check: GuardrailCheck) -> SafeString | str:
    if check.checked_by:
        on = "" if check.checked_on is None else check.checked_on.isoformat()
        return f"{check.checked_by} {on}".strip()
    return "" if check.verdict is Verdict.OPEN else _("Angaben im Steckbrief")


def _page(
    request: HttpRequest,
    town: Town,
    guardrail: GuardrailValue,
    measure: MeasureValue,
    stored: PersonalCheck | None,
    form: CheckForm,
    *,
    status: int = 200,
) -> HttpResponse:
    checks_at = reverse("strategy:guardrail_checks", args=[town.pk, guardrail.id])
    context = {
        "town": town,
        "guardrail": guardrail,
        "measure": measure,
        "form": form,
        "stored": None if stored is None else stored.value,
        "stored_verdict": None if stored is None else VERDICT[stored.value.verdict],
        "version": 0 if stored is None else stored.version,
        "by_data": _by_data(guardrail, measure) if is_decided_by_data(measure, guardrail=guardrail) else None,
        "crumbs": (*_crumbs(town, guardrail, _("Maßnahmen"), last=checks_at), (told(measure.title), None)),
    }
    return render(request, "strategy/guardrail_check.html", context, status=status)


def _by_data(guardrail: GuardrailValue, measure: MeasureValue) -> tuple[SafeString, SafeString]:
    """What data say: the verdict as a badge, and the reason."""
    (check,) = held_against((guardrail,), measures=(measure,), personal=())
    return badge(check.verdict.value, told(VERDICT[check.verdict])), in_words(check.reason)


def _entries(stored: PersonalCheck | None) -> dict[str, str]:
    if stored is None:
        return {}
    value = stored.value
    return {"verdict": value.verdict.value, "reason_de": value.reason.de, "reason_en": value.reason.en}


def _row_or_404(town: Town, guardrail: str) -> Guardrail:
    row = guardrail_row(town, guardrail)
    if row is None:
        raise Http404
    return row


def _crumbs(
    town: Town, value: GuardrailValue, words: str, *, last: str | None = None
) -> tuple[tuple[str, str | None], ...]:
    return (
        (_("Leitplanken"), reverse("strategy:guardrails", args=[town.pk])),
        (told(value.rule), reverse("strategy:guardrail", args=[town.pk, value.id])),
        (words, last),
    )
