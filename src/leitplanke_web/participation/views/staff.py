"""Staff pages: the survey that is running."""

from http import HTTPStatus
from secrets import SystemRandom

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.codes import shown_code
from leitplanke.participation.model import ResponseMode
from leitplanke_web.participation.actions import codes, surveys
from leitplanke_web.participation.forms.survey import CodesForm, SurveyForm
from leitplanke_web.participation.models import Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import (
    current_survey,
    field_counts,
    frames,
    last_paper_day,
    paper_backlog,
    version_to_ask,
)
from leitplanke_web.participation.views.links import answer_link
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

RANDOM = SystemRandom()
MODES = {
    ResponseMode.ONLINE: gettext_lazy("im Internet"),
    ResponseMode.PAPER: gettext_lazy("auf Papier"),
    ResponseMode.TELEPHONE: gettext_lazy("am Telefon"),
    ResponseMode.HOME_VISIT: gettext_lazy("zu Hause"),
    ResponseMode.OTHER: gettext_lazy("auf anderem Weg"),
}
STEPS = {
    SurveyState.OPEN: gettext_lazy("Umfrage öffnen"),
    SurveyState.PAUSED: gettext_lazy("Umfrage unterbrechen"),
    SurveyState.CLOSED: gettext_lazy("Umfrage beenden"),
}

NOW = {
    SurveyState.PREPARED: gettext_lazy("Die Umfrage ist vorbereitet, aber noch nicht geöffnet."),
    SurveyState.OPEN: gettext_lazy("Die Umfrage läuft."),
    SurveyState.PAUSED: gettext_lazy("Die Umfrage ist unterbrochen."),
    SurveyState.CLOSED: gettext_lazy("Die Umfrage ist beendet."),
}
_LAST_DAY = gettext_lazy("Der letzte Tag ist gespeichert.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def survey(request: HttpRequest, *, town: Town) -> HttpResponse:
    """State, field count, links and codes of the current survey; or the form that prepares one."""
    running = current_survey(town)
    if request.method != "POST":
        return _page(request, town, running)
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return _page(request, town, running, form=form, status=422)
    closes_on, today = form.cleaned_data["closes_on"], timezone.localdate()
    try:
        if running is None or (running.state == SurveyState.CLOSED and "prepare" in request.POST):
            surveys.prepare_survey(town, person_of(request), closes_on=closes_on, today=today)
            done = NOW[SurveyState.PREPARED]
        else:
            before = running.state
            surveys.change_survey(
                town, person_of(request), running, seen_version=version_of(request.POST.get("version")),
                state=request.POST.get("state") or running.state, closes_on=closes_on, today=today,
                drop_paper=form.cleaned_data["drop_paper"],
            )  # fmt: skip
            done = _LAST_DAY if running.state == before else NOW[SurveyState(running.state)]
    except InvalidValueError as error:
        form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
        return _page(request, town, running, form=form, status=422)
    except ChangedMeanwhileError:
        form.add_error(None, _("Jemand hat die Umfrage inzwischen geändert. Hier steht der neue Stand."))
        return _page(request, town, current_survey(town), form=form, status=409)
    messages.success(request, str(done))
    return redirect("participation:staff_survey", town=town.id)


@require_http_methods(["POST"])
@staff_page(Role.EDITOR)
def make_codes(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A new batch of codes as a file: the only time that anybody sees them."""
    running = current_survey(town)
    if running is None or running.state == SurveyState.CLOSED:
        raise Http404
    form = CodesForm(request.POST, frames=frames(town), questionnaire=running.questionnaire.value)
    if not form.is_valid():
        return _page(request, town, running, codes_form=form, status=422)
    frame = next(one for one in frames(town) if one.id == form.cleaned_data["frame"])
    made = codes.make_codes(
        town, person_of(request), running,
        audience=frame.audience, frame=frame.id, count=form.cleaned_data["count"], random=RANDOM,
    )  # fmt: skip
    address = answer_link(request, town, frame.audience)
    # After the number sign, because browsers keep that part of an address to themselves.
    content = write_csv(("code", "link"), [(shown_code(code), f"{address}#{shown_code(code)}") for code in made])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="codes-{town.id}-{frame.id}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    town: Town,
    running: Survey | None,
    *,
    form: SurveyForm | None = None,
    codes_form: CodesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {
        "town": town,
        "survey": running,
        "form": form or SurveyForm(initial={"closes_on": running and running.closes_on}),
        "codes_form": codes_form,
        "has_errors": status != HTTPStatus.OK,
        "next": version_to_ask(town) if running is None or running.state == SurveyState.CLOSED else None,
        "crumbs": ((_("Umfrage"), None),),
    }
    if running is not None:
        questionnaire = running.questionnaire.value
        names = {audience.id: audience.name for audience in questionnaire.audiences}
        state = SurveyState(running.state)
        context |= {
            "questionnaire": questionnaire,
            "codes_form": codes_form or CodesForm(frames=frames(town), questionnaire=questionnaire),
            "steps": [(step.value, STEPS[step]) for step in surveys.NEXT_STATES[state]],
            "counts": [(names[who], MODES[ResponseMode(how)], count) for who, how, count in field_counts(running)],
            "state_words": state.label,
            "backlog": paper_backlog(running),
            "paper_until": last_paper_day(running),
        }
    return render(request, "participation/staff_survey.html", context, status=status)
