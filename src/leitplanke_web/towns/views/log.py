"""The town's log."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from leitplanke_web.audit.mapping import label, sentence
from leitplanke_web.audit.queries import actors, deeds, lines
from leitplanke_web.towns.forms.people import LogFilterForm
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

LINES_PER_PAGE = 50


@require_GET
@staff_page(Role.ADMINISTRATOR)
def log_page(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Who did what, newest first."""
    form = LogFilterForm(request.GET)
    offered = sorted(((deed, label(deed)) for deed in deeds(town.id)), key=lambda choice: choice[1])
    form.offer(deeds=offered, people=list(actors(town.id)))
    chosen = form.cleaned_data if form.is_valid() else {}
    found = lines(town.id, deed=chosen.get("tat", ""), actor=chosen.get("person", ""))
    page = Paginator(found, LINES_PER_PAGE).get_page(request.GET.get("page"))
    roles = {str(value): str(word) for value, word in Role.choices}
    said = [(line.at, sentence(line, roles=roles)) for line in page.object_list]
    return render(request, "towns/log.html", {"town": town, "form": form, "page_obj": page, "lines": said})
