"""Staff page: a room's weights become weights of the priorities, with who set them, when, and where they come from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Result, Step, StepKind
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.room import RoomWeightsForm, column_names
from leitplanke_web.strategy.views.priorities import audiences_of, entered
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of
from leitplanke_web.workshops import queries as workshops


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def priority_room(request: HttpRequest, *, town: Town, workshop: str, step: str) -> HttpResponse:
    """What a step of a workshop weighed, to be taken over for audiences."""
    row = workshops.workshop(town, workshop)
    asked = None if row is None else row.value.step(step)
    if row is None or asked is None or asked.kind not in {StepKind.PAIRS, StepKind.SWING}:
        raise Http404
    brought = workshops.step_result(row, asked)
    result = brought.result
    entries, version = entered(town)
    context = {
        "town": town,
        "workshop": row,
        "step": asked,
        "crumbs": (
            (_("Prioritäten"), reverse("strategy:priorities", args=[town.pk])),
            (_("Gewichte aus einer Werkstatt"), None),
        ),
    }
    if result is None:
        told = {"form": None, "is_empty": True, "note": brought.note if brought.voters else ""}
        return render(request, "strategy/priorities_room.html", {**context, **told})
    columns = column_names(result, {group.id: group.name for group in row.value.groups})
    form = RoomWeightsForm(
        *([request.POST] if request.method == "POST" else []),
        result=result,
        topics={topic.id: topic.words for topic in asked.topics},
        columns=columns,
        audiences=audiences_of(town, entries),
        entries=entries,
        initial={"set_by": person_of(request).name, "set_on": timezone.localdate().isoformat()},
    )
    source, status = _source(row.value.title, row.value.held_on, asked, result), 200
    if request.method == "POST":
        version, status = version_of(request.POST.get("version")), 422
        if form.is_valid():
            part = f"weights.csv {row.identifier} {asked.id}"
            try:
                change = form.change(source=source)
                actions.change_priorities(town, person_of(request), change, seen_version=version, part=part)
            except InvalidValueError as error:
                form.add_error(None, refusal(error.problem, error.remedy))
            except ChangedMeanwhileError:
                words = _("Jemand hat die Prioritäten inzwischen geändert; nichts ist überschrieben.")
                form.add_error(None, f"{words} {_('Sehen Sie nach, und übernehmen Sie dann noch einmal.')}")
                version, status = entered(town)[1], 409
            else:
                messages.success(request, _("Die Gewichte der Werkstatt sind übernommen."))
                return redirect("strategy:priorities", town=town.pk)
    shown = {"form": form, "version": version, "source": source, "voters": result.voters}
    return render(request, "strategy/priorities_room.html", {**context, **shown}, status=status)


def _source(title: Text, held_on: object, step: Step, result: Result) -> str:
    """In the language in which the town writes."""
    return f"Werkstatt „{title.de}“, {held_on}, Schritt „{step.title.de}“, {result.voters} Personen"
