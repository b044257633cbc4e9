"""Answering a survey: begin, page by page, check, send. No cookie, no session, nothing stored by looking.

Every page is the answer to a form that carries the whole sheet (`mapping.sheets`). Addresses hold neither code nor
answer, so that no log and no history tells them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import SystemRandom

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import new_code, shown_code
from leitplanke.participation.model import Audience, Questionnaire, Quota
from leitplanke.participation.quotas import closed_quota
from leitplanke_web.design.errors import device_for_everybody
from leitplanke_web.participation.actions.accepting import abandon, accept, was_abandoned, was_accepted
from leitplanke_web.participation.actions.codes import UnknownCodeError, UsedCodeError, usable_frame
from leitplanke_web.participation.actions.drafts import forget_draft, locator, save_draft
from leitplanke_web.participation.actions.field import count_page
from leitplanke_web.participation.forms.begin import PAUSES, BeginForm, KioskBeginForm, ResumeForm
from leitplanke_web.participation.forms.sheet import BrokenFormError, problems_of, read_sheet, turned, typed_entries
from leitplanke_web.participation.mapping.sheets import Filled, Sheet, Style
from leitplanke_web.participation.mapping.shown import Reader
from leitplanke_web.participation.models import Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import answer_of_receipt, current_survey, draft_of, is_open, open_frame
from leitplanke_web.participation.tickets import Ticket, new_ticket
from leitplanke_web.participation.views.sheet_pages import answered, begin_context, page_context
from leitplanke_web.participation.views.ways import INTERVIEWS, KIOSK, ONLINE, Way
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

RANDOM = SystemRandom()
_GRACE_SECONDS = 30  # for a slow line: a form that was sent in time counts
_THANKS_SECONDS = 20
Problems = Mapping[str, tuple[Text, ...]]


@csrf_exempt  # the signed ticket in the form takes its place, so that respondents need no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, *, town: Town, audience: str) -> HttpResponse:
    """One page of the survey for one audience."""
    return _answered(request, town, audience, ONLINE)


@device_for_everybody
@csrf_exempt  # likewise
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, *, town: Town, audience: str) -> HttpResponse:
    """The same on a device in the town hall: nothing is kept on it, and it comes back to the start by itself."""
    return _answered(request, town, audience, KIOSK)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def interview(request: HttpRequest, *, town: Town, audience: str, how: str) -> HttpResponse:
    """The same for whoever asks by telephone or at somebody's home. Nothing says who of the town it was."""
    if how not in INTERVIEWS:
        raise Http404
    return _answered(request, town, audience, INTERVIEWS[how])


def _answered(request: HttpRequest, town: Town, audience: str, way: Way) -> HttpResponse:
    survey = current_survey(town)
    audiences = () if survey is None else survey.questionnaire.value.audiences
    asked = next((one for one in audiences if one.id == audience), None)
    if survey is None or asked is None:
        raise Http404
    answering = _Answering(request, town, survey, asked, way, timezone.now())
    response = answering.sent() if request.method == "POST" else answering.begin()
    # Nothing between us and the reader keeps a page; their own browser may, so that going back works.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


@dataclass(frozen=True, slots=True)
class _Answering:
    """One request of a respondent."""

    request: HttpRequest
    town: Town
    survey: Survey
    audience: Audience
    way: Way
    now: datetime

    # --- beginning and going on ---

    def begin(self, form: BeginForm | None = None, resume: ResumeForm | None = None) -> HttpResponse:
        """How long, voluntary, what happens with the answers; two ways in."""
        if not is_open(self.survey, today=timezone.localdate(self.now)):
            return self._closed()
        forms = (form or self._begin_form(), resume or ResumeForm(needs_code=self._needs_code))
        has_errors = any(one.is_bound and one.errors for one in forms)
        context = begin_context(self.questionnaire, self.audience, *forms)
        return self._page(
            "begin",
            context | {"has_errors": has_errors, "needs_code": self._needs_code},
            status=422 if has_errors else 200,
        )

    def _begun(self) -> HttpResponse:
        form = self._begin_form(self.request.POST)
        if not form.is_valid() or (frame := self._frame_for(form)) is None:
            return self.begin(form=form)
        given = form.cleaned_data
        sheet = Sheet(
            self._new_ticket(frame, given["access"]),
            new_code(RANDOM),
            RANDOM.getrandbits(32),
            given["access"],
            Style(given["style"]),
            given["language"],
            pause_minutes=given.get("pause", 0),
        )
        filled = self._filled(sheet).at(0)
        self._keep(filled)
        return self._show(filled.seen(), is_first=True)

    def _resumed(self) -> HttpResponse:
        form = ResumeForm(self.request.POST, needs_code=self._needs_code)
        if not form.is_valid() or (frame := self._frame_for(form)) is None:
            return self.begin(resume=form)
        code = form.cleaned_data["draft"]
        content = draft_of(self.survey, code)
        if content is None:
            form.add_error(
                "draft", _("Unter diesem Merkcode ist nichts gespeichert. Vielleicht ist es schon abgeschickt.")
            )
            return self.begin(resume=form)
        access = form.cleaned_data["access"]
        sheet = Sheet.resumed(self._new_ticket(frame, access), code, content)
        return self._show(self._filled(replace(sheet, access=access)))

    # --- a page was sent ---

    def sent(self) -> HttpResponse:
        """Do what the pressed button says."""
        go = self.request.POST.get("go", "next")
        if go in {"begin", "resume"}:
            return self._begun() if go == "begin" or self.way.is_kiosk else self._resumed()
        try:
            sheet, is_ours = read_sheet(self.request.POST, survey=self.survey.pk, audience=self.audience.id)
        except BrokenFormError as error:
            raise BadRequest("a form that no page of ours wrote") from error
        if self.way.is_kiosk and (go == "quit" or self._is_over(sheet, is_ours=is_ours)):
            return self._left(sheet, is_ours=is_ours)
        is_valid = is_ours and not sheet.ticket.has_expired(self.now)
        is_taken = is_open(self.survey, today=timezone.localdate(self.now))
        # Sending finds out by itself: asking beforehand would be one more statement for everybody.
        asks_first = is_ours and not (is_valid and is_taken and go == "send")
        if asks_first and was_accepted(self.survey, sheet.ticket):
            return self._thanks(sheet, is_first=False)
        filled = self._filled(sheet).with_typed(typed_entries(self.request.POST))
        if not is_taken:
            return self._closed(filled)
        if not is_valid:
            return self._renewed(filled)
        return self._send(filled) if go == "send" else self._turn(filled, go)

    def _is_over(self, sheet: Sheet, *, is_ours: bool) -> bool:
        """Whether a form on a shared device may be somebody else's, who has gone."""
        is_late = sheet.ticket.seconds_since(self.now) > 60 * _pause(sheet) + _GRACE_SECONDS
        return not is_ours or is_late or was_abandoned(self.survey, sheet.ticket)

    def _left(self, sheet: Sheet, *, is_ours: bool) -> HttpResponse:
        """Back to the start of a shared device; what was typed is shown to nobody any more."""
        if is_ours:
            abandon(self.survey, sheet.ticket)
        return redirect(self.request.path)

    def _renewed(self, filled: Filled) -> HttpResponse:
        """The same sheet with a new ticket: time is no limit, and a form from elsewhere sends nothing by itself."""
        frame = self._frame(filled.sheet.access)
        if frame is None:
            self._save(filled, even_if_empty=True)
            return self._page("later", self._later(filled) | {"is_code_gone": True}, status=422)
        sheet = replace(filled.sheet, ticket=self._new_ticket(frame, filled.sheet.access))
        notice = _("Das Formular war lange offen. Ihre Antworten sind noch da, bitte machen Sie weiter.")
        return self._show(filled.with_sheet(sheet), notice=notice, status=422)

    def _turn(self, filled: Filled, go: str) -> HttpResponse:
        """Another page, or this one again with what is wrong."""
        problems = problems_of(filled, filled.page) if go == "next" else {}
        if go == "next" and not problems and (quota := self._closed_quota(filled)) is not None:
            return self._not_needed(filled, quota)
        there = filled if problems else turned(filled, go)
        self._keep(there, even_if_empty=go == "later")
        there = there.seen()
        if go == "later" and not self.way.is_kiosk:
            return self._page("later", self._later(there))
        leads_on = go == "next" and not problems and bool(filled.sheet.checked) and bool(there.page)
        notice = _("Ihre Änderung betrifft auch diese Seite.") if leads_on else ""
        return self._show(there, problems=problems, notice=notice, status=422 if problems else 200)

    def _closed_quota(self, filled: Filled) -> Quota | None:
        """The quota that closes the survey for these answers.

        Who has come to the check page is past all of them but those of nobody, also while they change an answer.
        """
        full = () if filled.sheet.checked else self.survey.full_quotas
        return closed_quota(self.questionnaire, filled.answers, full=full, today=filled.today)

    def _not_needed(self, filled: Filled, quota: Quota) -> HttpResponse:
        """Thanks to somebody of whose kind enough have answered; what was filled in is kept nowhere but theirs to copy.

        The quota may have got full while they were writing.
        """
        forget_draft(self.survey, filled.sheet.draft)
        if self.way.is_kiosk:
            abandon(self.survey, filled.sheet.ticket)
        reader = Reader(filled.sheet.language, self.request.LANGUAGE_CODE)
        mine = () if self.way.is_kiosk else answered(filled, reader)
        return self._page("not_needed", {"message": reader.words(quota.message), "answered": mine})

    def _keep(self, filled: Filled, *, even_if_empty: bool = False) -> None:
        """Save the draft, and count a page that comes up for the first time: the counter knows no sheet."""
        with transaction.atomic():  # one write to the disk for both; the row that many count in is held for a moment
            self._save(filled.seen(), even_if_empty=even_if_empty)
            if filled.is_new_page:
                count_page(self.survey, audience=self.audience.id, question=filled.page[0].id)

    def _send(self, filled: Filled) -> HttpResponse:
        if problems := problems_of(filled, filled.questions):
            if was_accepted(self.survey, filled.sheet.ticket):  # what was right yesterday may be wrong today
                return self._thanks(filled.sheet, is_first=False)
            return self._show(filled.to_change(next(iter(problems))), problems=problems, status=422)
        sheet = filled.sheet
        try:
            is_first = accept(
                self.survey,
                filled.response(),
                ticket=sheet.ticket,
                mode=self.way.mode,
                random=RANDOM,
                code=sheet.access,
                draft=locator(sheet.draft),
                with_receipt=self._wants_receipt(sheet),
            )
        except (UnknownCodeError, UsedCodeError) as error:
            return self._show(filled, notice=_code_words(error), status=422)
        return self._thanks(sheet, is_first=is_first)

    # --- what the pages are made of ---

    @property
    def questionnaire(self) -> Questionnaire:
        """The version that is asked."""
        value: Questionnaire = self.survey.questionnaire.value
        return value

    @property
    def _needs_code(self) -> bool:
        return open_frame(self.town, self.audience.id) is None

    def _begin_form(self, data: Mapping[str, str] | None = None) -> BeginForm:
        form = KioskBeginForm if self.way.is_kiosk else BeginForm
        return form(data, needs_code=self._needs_code, questionnaire=self.questionnaire)

    def _frame_for(self, form: BeginForm | ResumeForm) -> str | None:
        """The frame of a valid form's code, or of the open link; None if it is refused: the form then says why."""
        try:
            return self._frame_of(form.cleaned_data["access"])
        except (UnknownCodeError, UsedCodeError) as error:
            form.add_error("access", _code_words(error))
            return None

    def _frame(self, access: str) -> str | None:
        try:
            return self._frame_of(access)
        except (UnknownCodeError, UsedCodeError):
            return None

    def _frame_of(self, access: str) -> str | None:
        if access:
            return usable_frame(self.survey, audience=self.audience.id, code=access)
        return open_frame(self.town, self.audience.id)

    def _new_ticket(self, frame: str, access: str) -> Ticket:
        survey, audience = self.survey.pk, self.audience.id
        return new_ticket(survey=survey, audience=audience, frame=frame, access=access, now=self.now, random=RANDOM)

    def _filled(self, sheet: Sheet) -> Filled:
        return Filled(self.questionnaire, self.audience.id, sheet, timezone.localdate(self.now))

    def _save(self, filled: Filled, *, even_if_empty: bool = False) -> None:
        if (filled.sheet.entries or even_if_empty) and not self.way.is_kiosk:
            save_draft(self.survey, filled.sheet.draft, filled.sheet.draft_content)

    def _later(self, filled: Filled) -> dict[str, object]:
        return {"code": shown_code(filled.sheet.draft)}

    def _show(
        self,
        filled: Filled,
        *,
        problems: Problems | None = None,
        notice: str = "",
        is_first: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        """The page on which the sheet is."""
        if self.way.is_kiosk:  # each page has its own time
            ticket = replace(filled.sheet.ticket, issued=int(self.now.timestamp()))
            filled = filled.with_sheet(replace(filled.sheet, ticket=ticket))
        reader = Reader(filled.sheet.language, self.request.LANGUAGE_CODE)
        context = page_context(filled, reader, problems=problems or {})
        more = {"notice": notice, "is_first": is_first, "draft_code": shown_code(filled.sheet.draft)}
        name = "question_page" if filled.page else "check"
        minutes = _pause(filled.sheet)
        context |= more | {"has_errors": bool(problems), "is_change": bool(filled.sheet.checked)}
        context["wants_receipt"] = filled.sheet.wants_receipt
        response = self._page(name, context, status=status, pause_minutes=minutes)
        if not filled.page:  # after sending, going back on a shared device must not show everything again
            response.headers["Cache-Control"] = "no-store"
        return response

    def _closed(self, filled: Filled | None = None) -> HttpResponse:
        """Not open (any more). What somebody had filled in is theirs to copy, and kept while the survey may go on."""
        if filled is None or self.way.is_kiosk:
            is_refused = filled is not None
            return self._page("closed", {"is_refused": is_refused}, status=409 if is_refused else 200)
        reader = Reader(filled.sheet.language, self.request.LANGUAGE_CODE)
        context: dict[str, object] = {"answered": answered(filled, reader), "is_refused": True}
        if self.survey.state == SurveyState.PAUSED:
            self._save(filled, even_if_empty=True)
            context |= self._later(filled)
        return self._page("closed", context, status=409)

    def _wants_receipt(self, sheet: Sheet) -> bool:
        """Whether a receipt is asked for, and may be told here: the next person at a shared device shall not see it."""
        return sheet.wants_receipt and not self.way.is_kiosk

    def _thanks(self, sheet: Sheet, *, is_first: bool) -> HttpResponse:
        """Thanks, and the receipt code if there is one: a form that comes twice may have been sent without it first."""
        if not self._wants_receipt(sheet):
            return self._page("thanks", {})
        has_receipt = is_first or answer_of_receipt(self.town, sheet.ticket.receipt) is not None
        code = shown_code(sheet.ticket.receipt) if has_receipt else ""
        response = self._page("thanks", {"receipt": code, "is_without_receipt": not code})
        response.headers["Cache-Control"] = "no-store"
        return response

    def _page(
        self, name: str, context: Mapping[str, object], *, status: int = 200, pause_minutes: int = PAUSES[0]
    ) -> HttpResponse:
        shared = {
            "town": self.town,
            "survey": self.survey,
            "audience": self.audience,
            "questionnaire": self.questionnaire,
            "way": self.way,
            "own_frame": self.way.is_kiosk or self.way.is_interview,
            "pause_minutes": pause_minutes,
            "crumbs": (),
        }
        response = render(self.request, f"participation/{name}.html", shared | dict(context), status=status)
        if self.way.is_kiosk:
            seconds = _THANKS_SECONDS if name == "thanks" else 60 * pause_minutes
            response.headers["Refresh"] = f"{seconds}; url={self.request.path}"
            response.headers["Cache-Control"] = "no-store"
        return response


def _pause(sheet: Sheet) -> int:
    """How many minutes a page of a shared device stays open."""
    return sheet.pause_minutes if sheet.pause_minutes in PAUSES else PAUSES[0]


def _code_words(error: UnknownCodeError | UsedCodeError) -> str:
    if isinstance(error, UsedCodeError):
        return _("Mit diesem Code wurde schon geantwortet. Jeder Code gilt einmal.")
    return _("Diesen Code gibt es für diese Umfrage nicht. Bitte vergleichen Sie ihn mit Ihrem Brief.")
