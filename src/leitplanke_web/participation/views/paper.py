"""Staff pages about paper: what is printed, scans that are read, how much waits."""

from __future__ import annotations

from base64 import b64encode
from http import HTTPStatus
from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.paper.layout import PaperSize
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.participation.codes import shown_code
from leitplanke.report.paper.pdf import MissingPangoError, require_pango
from leitplanke_web.design.navigation import address_of
from leitplanke_web.participation.actions import codes, paper
from leitplanke_web.participation.forms.paper import Print, PrintForm, ScanForm, TerminalPrintForm
from leitplanke_web.participation.mapping.paper_entry import proposed_entries
from leitplanke_web.participation.models import Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import (
    current_survey,
    frames,
    last_paper_day,
    paper_backlog,
    paper_sheet,
    printed_layouts,
    takes_paper,
    waiting_entry,
)
from leitplanke_web.participation.views.links import answer_link, site_language
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import version_of

if TYPE_CHECKING:
    from leitplanke.exchange.paper.scan import ReadSheet
    from leitplanke.participation.model import Frame
    from leitplanke.report.paper.letters import Invitation
    from leitplanke.report.paper.sheets import Sender

RANDOM = SystemRandom()


@require_safe
@staff_page(Role.EDITOR)
def overview(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Print, enter, read; and how many sheets wait for a second person."""
    return _page(request, town, current_survey(town))


@require_http_methods(["POST"])
@staff_page(Role.EDITOR)
def print_out(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Sheets, letters or labels with new codes: the only time that anybody sees these."""
    survey = current_survey(town)
    if survey is None or survey.state == SurveyState.CLOSED:
        raise Http404
    form = PrintForm(request.POST, frames=frames(town), questionnaire=survey.questionnaire.value)
    if not form.is_valid():
        return _page(request, town, survey, print_form=form, status=422)
    try:
        require_pango()
    except MissingPangoError as error:
        form.add_error(None, str(error))
        return _page(request, town, survey, print_form=form, status=503)
    pdf = _printed(request, town, survey, form)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{form.cleaned_data["kind"]}-{town.id}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["POST"])
@staff_page(Role.EDITOR)
def read(request: HttpRequest, *, town: Town) -> HttpResponse:
    """What a scan says, sheet by sheet: proposals that wait for a person."""
    from leitplanke.exchange.paper.scan import read_scan  # noqa: PLC0415 - OpenCV costs every worker 60 MB

    survey = current_survey(town)
    if survey is None or not takes_paper(survey, today=timezone.localdate()):
        raise Http404
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, town, survey, scan_form=form, status=422)
    scan = form.cleaned_data["scan"]
    try:
        found = read_scan(scan.read(), survey.questionnaire.value, printed_layouts(survey), file=scan.name)
    except FaultyInputError as error:
        for fault in error.faults:
            form.add_error("scan", f"{told(fault.problem)} {told(fault.remedy)}")
        return _page(request, town, survey, scan_form=form, status=422)
    sheets = [_kept(request, town, survey, sheet) for sheet in found.sheets]
    context = {
        "town": town,
        "sheets": sheets,
        "faults": [(fault.page, told(fault.problem)) for fault in found.faults],
        "crumbs": (*_crumbs(town), (_("Scan gelesen"), None)),
    }
    return render(request, "participation/paper_read.html", context)


@require_http_methods(["POST"])
@staff_page(Role.EDITOR)
def register(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Let the numbers of a print that was made in the terminal count in the survey."""
    survey = current_survey(town)
    if survey is None or survey.state == SurveyState.CLOSED:
        raise Http404
    known = frames(town)
    form = TerminalPrintForm(request.POST, request.FILES, frames=known, questionnaire=survey.questionnaire.value)
    if not form.is_valid():
        return _page(request, town, survey, terminal_form=form, status=422)
    given = form.cleaned_data
    frame = next(one for one in known if one.id == given["frame"])
    try:
        paper.keep_sheets(
            town, person_of(request), survey,
            frame=frame, numbers=given["numbers"], layout=given["layout"], random=RANDOM,
        )  # fmt: skip
    except IntegrityError:
        form.add_error("numbers", _("Mindestens eine dieser Nummern ist schon angemeldet. Nichts wurde geändert."))
        return _page(request, town, survey, terminal_form=form, status=422)
    return redirect(f"{reverse('participation:paper', args=(town.pk,))}?registered={len(given['numbers'])}")


def _printed(request: HttpRequest, town: Town, survey: Survey, form: PrintForm) -> bytes:
    from leitplanke.report.paper.letters import print_labels, print_letters  # noqa: PLC0415 - slow libraries
    from leitplanke.report.paper.letters_with_sheets import print_letters_with_sheets  # noqa: PLC0415 - likewise
    from leitplanke.report.paper.sheets import fillable_sheet, print_sheets  # noqa: PLC0415 - likewise

    given = form.cleaned_data
    questionnaire = survey.questionnaire.value
    frame = next(one for one in frames(town) if one.id == given["frame"])
    person, numbers = person_of(request), codes.new_codes(given["count"], RANDOM)
    if given["kind"] in {Print.LETTERS, Print.LABELS}:
        invitation = _invitation(request, town, survey, frame, given["language"])
        pdf = (print_letters if given["kind"] == Print.LETTERS else print_labels)(invitation, numbers)
        codes.keep_codes(town, person, survey, audience=frame.audience, frame=frame.id, codes=numbers, random=RANDOM)
        return pdf
    sender = _sender(request, town, survey, given["language"])
    if given["kind"] == Print.LETTERS_WITH_SHEETS:
        made = print_letters_with_sheets(
            _invitation(request, town, survey, frame, given["language"]),
            questionnaire,
            audience=frame.audience,
            numbers=numbers,
            sender=sender,
        )
        paper.keep_sheets(town, person, survey, frame=frame, numbers=numbers, layout=made.layout, random=RANDOM)
        return made.pdf
    if given["kind"] == Print.FILLABLE:
        made = fillable_sheet(
            questionnaire,
            audience=frame.audience,
            sheet=numbers[0],
            language=given["language"],
            sender=sender,
        )
    else:
        size = PaperSize(given["kind"])
        made = print_sheets(
            questionnaire,
            audience=frame.audience,
            sheets=numbers,
            size=size,
            language=given["language"],
            sender=sender,
        )
    paper.keep_sheets(town, person, survey, frame=frame, numbers=numbers, layout=made.layout, random=RANDOM)
    return made.pdf


def _invitation(request: HttpRequest, town: Town, survey: Survey, frame: Frame, language: str) -> Invitation:
    """To what people are invited, and where they answer."""
    from leitplanke.report.paper.letters import Invitation  # noqa: PLC0415 - likewise

    address = answer_link(request, town, frame.audience, language=language)
    title = survey.questionnaire.value.title
    return Invitation(town.profile.name, title, survey.closes_on, address, language, town.profile.notice)


def _sender(request: HttpRequest, town: Town, survey: Survey, language: str) -> Sender:
    """Who asks, and where sheets go: to the office that the town names as its own."""
    from leitplanke.report.paper.sheets import Sender  # noqa: PLC0415 - likewise

    office = town.details.authority
    with override(site_language(language)):
        privacy = address_of("portal:privacy", town=town.id)
    return Sender(
        town=town.profile.name,
        until=survey.closes_on,
        place=tuple(filter(None, (office.name, *office.address))),
        privacy=request.build_absolute_uri(privacy) if privacy else "",
        note=town.profile.notice,
    )


def _kept(request: HttpRequest, town: Town, survey: Survey, sheet: ReadSheet) -> dict[str, object]:
    """Keep what was read of a sheet, unless it is not of this survey, was accepted or waits for a second person."""
    from leitplanke.exchange.paper.pictures import jpeg_bytes  # noqa: PLC0415 - likewise

    known = paper_sheet(survey, sheet.sheet)
    is_new, is_waiting = known is not None and not known.is_used, False
    if is_new:
        pictures = {
            name: [b64encode(jpeg_bytes(one)).decode() for one in found] for name, found in sheet.pictures.items()
        }
        content = {
            "entries": proposed_entries(sheet.entries()),
            "doubtful": list(sheet.doubtful),
            "pictures": pictures,
            "missing": list(sheet.missing),
        }
        is_new = paper.keep_reading(town, person_of(request), survey, sheet.sheet, content)
        before = None if is_new else waiting_entry(survey, sheet.sheet)
        is_waiting = before is not None and before.entered_by is None
    return {
        "number": shown_code(sheet.sheet),
        "doubtful": len(sheet.doubtful),
        "missing": sheet.missing,
        "is_new": is_new,
        "is_waiting": is_waiting,
        "is_used": known is not None and known.is_used,
        "is_known": known is not None,
    }


def _page(
    request: HttpRequest,
    town: Town,
    survey: Survey | None,
    *,
    print_form: PrintForm | None = None,
    scan_form: ScanForm | None = None,
    terminal_form: TerminalPrintForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if survey is None:
        raise Http404
    is_over = survey.state == SurveyState.CLOSED
    if print_form is None and not is_over:
        print_form = PrintForm(frames=frames(town), questionnaire=survey.questionnaire.value)
    if terminal_form is None and not is_over:
        terminal_form = TerminalPrintForm(frames=frames(town), questionnaire=survey.questionnaire.value)
    context = {
        "town": town,
        "print_form": print_form,
        "scan_form": scan_form or ScanForm(),
        "terminal_form": terminal_form,
        "registered": version_of(request.GET.get("registered")),
        "takes_paper": takes_paper(survey, today=timezone.localdate()),
        "paper_until": last_paper_day(survey),
        "backlog": paper_backlog(survey),
        "has_errors": status != HTTPStatus.OK,
        "crumbs": ((_("Umfrage"), reverse("participation:staff_survey", args=(town.id,))), (_("Papier"), None)),
    }
    return render(request, "participation/paper.html", context, status=status)


def _crumbs(town: Town) -> tuple[tuple[str, str], ...]:
    survey = reverse("participation:staff_survey", args=(town.id,))
    return (_("Umfrage"), survey), (_("Papier"), reverse("participation:paper", args=(town.id,)))
