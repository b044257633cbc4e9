"""The roadmap with its filters, page by page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.fragments import plan_lines
from leitplanke.report.sections.filters import PlanFilter, chosen_lines
from leitplanke.report.sections.lines import EVERYTHING, Slice
from leitplanke_web.design.navigation import address_of
from leitplanke_web.portal.forms import PlanFilterForm
from leitplanke_web.portal.queries.editions import Reading, choices_of, edition_of, kept_page
from leitplanke_web.portal.queries.roadmap_files import WORDS
from leitplanke_web.portal.views.conditional import public_page
from leitplanke_web.portal.views.public import ROADMAP, crumbs_of, in_frame, nothing_yet, parts_of
from leitplanke_web.towns.models import Town

LINES_PER_PAGE = 60


@public_page
def roadmap(request: HttpRequest, *, town: Town, reading: Reading | None) -> HttpResponse:
    """Measures by horizon. What nobody can choose is left out of the choice, with a word about it."""
    if reading is None:
        return nothing_yet(request, town)
    edition = edition_of(reading)
    asked = PlanFilterForm(request.GET, choices=choices_of(reading, EVERYTHING), language=reading.language)
    chosen = asked.chosen()
    lines = Paginator(chosen_lines(edition, chosen), LINES_PER_PAGE)
    page = lines.get_page(request.GET.get("page"))
    content = render_to_string(
        "portal/public/roadmap.html",
        {
            "parts": parts_of(ROADMAP, reading),
            "here": reverse("portal:roadmap", kwargs=reading.parts),
            "form": _form(chosen, reading),
            "chosen": chosen,
            "is_odd": bool(asked.errors),
            "body": _body(edition, chosen, reading, number=page.number),
            "found": lines.count,
            "page": page,
            **_files(reading),
        },
        request=request,
    )
    return in_frame(request, reading=reading, title=ROADMAP.title, content=content, crumbs=crumbs_of(ROADMAP, reading))


def _form(chosen: PlanFilter, reading: Reading) -> PlanFilterForm:
    """The form as it stands after the choice: every number says what choosing it now would show."""
    values = {name: getattr(chosen, name) for name in PlanFilterForm.base_fields}
    return PlanFilterForm(values, choices=choices_of(reading, chosen), language=reading.language)


def _files(reading: Reading) -> dict[str, object]:
    """What can be taken along, as words and address; nothing where the installation has no open data."""
    kind, index = ("version_file", "version") if reading.is_numbered else ("file", "index")
    found = ((words, address_of(f"open_data:{kind}", **reading.parts, name=name)) for name, words in WORDS.items())
    return {
        "files": [(words, address) for words, address in found if address],
        "data": address_of(f"open_data:{index}", **reading.parts),
    }


def _body(edition: Edition, chosen: PlanFilter, reading: Reading, *, number: int) -> Markup:
    """The lines. Free words are not kept: there is no end to them, and they would drive out what many read."""
    part = Slice((number - 1) * LINES_PER_PAGE, LINES_PER_PAGE)

    def drawn() -> Markup:
        return plan_lines(edition, chosen=chosen, part=part, h=2).body

    return drawn() if chosen.words else Markup(kept_page(reading, ("roadmap", chosen, number), drawn))  # noqa: S704 - kept as it was drawn
