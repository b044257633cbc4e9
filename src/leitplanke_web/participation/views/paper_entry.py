"""Typing in paper sheets: number, answers, a second person, differences, accepted. All by keyboard, nothing by address.

The number travels in forms alone, so that no log and no history tells it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import shown_code
from leitplanke_web.participation.actions.accepting import ClosedSurveyError, was_accepted
from leitplanke_web.participation.actions.codes import UnknownCodeError, UsedCodeError
from leitplanke_web.participation.actions.paper import accept_sheet, drop_entry, keep_first_entry
from leitplanke_web.participation.forms.paper import NumberForm
from leitplanke_web.participation.forms.sheet import read_entries, typed_entries
from leitplanke_web.participation.mapping.entries import field_name, merged
from leitplanke_web.participation.mapping.paper_entry import PaperForm
from leitplanke_web.participation.mapping.shown import Reader
from leitplanke_web.participation.models import Survey
from leitplanke_web.participation.queries import (
    PaperSheet,
    WaitingEntry,
    current_survey,
    paper_backlog,
    paper_sheet,
    takes_paper,
    waiting_entry,
)
from leitplanke_web.participation.tickets import ForgedTicketError, Ticket, new_ticket, read_ticket, written
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page

RANDOM = SystemRandom()
# In the address and not among the session's messages: these would write into the session, which has a person and a
# time, right beside the answer that was accepted.
_DONE = {
    "gespeichert": gettext_lazy("Gespeichert. Den Bogen gibt jetzt noch jemand anderes ein."),
    "angenommen": gettext_lazy("Der Bogen ist angenommen. Bitte legen Sie ihn zu den fertigen."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def enter(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Ask for a sheet's number, show it, take what was typed."""
    survey = current_survey(town)
    if survey is None or not takes_paper(survey, today=timezone.localdate()):
        raise Http404
    entering = _Entering(request, town, survey, timezone.now())
    if request.method != "POST":
        return entering.ask()
    response = entering.sent()
    if response.status_code != 302:
        response.headers["Cache-Control"] = "no-store"  # a sheet is on it
    return response


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that may be entered, its number, and its first entry if there is one."""

    number: str
    printed: PaperSheet
    waiting: WaitingEntry | None


@dataclass(frozen=True, slots=True)
class _Entering:
    """One request of somebody with a pile of paper."""

    request: HttpRequest
    town: Town
    survey: Survey
    now: datetime

    def ask(self, form: NumberForm | None = None) -> HttpResponse:
        """The number of the next sheet."""
        context = {
            "form": form or NumberForm(),
            "backlog": paper_backlog(self.survey),
            "done": _DONE.get(self.request.GET.get("fertig", "")) if form is None else None,
            "has_errors": form is not None,
        }
        return self._page("paper_number", context, status=200 if form is None else 422)

    def sent(self) -> HttpResponse:
        """Do what the pressed button says."""
        go = self.request.POST.get("go", "open")
        if go == "stay":  # Enter: browsers leave the page and everything on it as it is (RFC 9110, 204)
            return HttpResponse(status=204)
        form = NumberForm(self.request.POST)
        if not form.is_valid():
            return self.ask(form)
        ticket = self._ticket()
        if ticket is not None and was_accepted(self.survey, ticket):  # a second click
            return self._done("angenommen")
        sheet = self._sheet(form, ticket if go == "save" else None)
        if sheet is None:
            return self.ask(form)
        if go == "open" or ticket is None or ticket.audience != sheet.printed.audience:
            return self._show(sheet)
        return self._take(sheet, ticket, go)

    # --- which sheet ---

    def _sheet(self, form: NumberForm, saved: Ticket | None) -> _Sheet | None:
        """The sheet with this number; None if it cannot be entered by this person: the form then says why.

        Whoever saves the very form of this sheet, for instance by a second click, may do so again.
        """
        number = form.cleaned_data["number"]
        printed = paper_sheet(self.survey, number)
        waiting = waiting_entry(self.survey, number)
        if printed is None:
            form.add_error("number", _("Diese Umfrage hat keinen Bogen mit dieser Nummer."))
        elif printed.is_used:
            if waiting is not None:  # somebody answered online with its code after it was typed first
                drop_entry(self.survey, number)
            form.add_error(
                "number", _("Dieser Bogen ist schon angenommen, oder mit seinem Code wurde online geantwortet.")
            )
        elif waiting is not None and waiting.entered_by == self._me and not (saved and saved.allows(number)):
            form.add_error("number", _("Sie haben diesen Bogen eingegeben. Die zweite Eingabe macht jemand anderes."))
        else:
            return _Sheet(number, printed, waiting)
        return None

    def _ticket(self) -> Ticket | None:
        carried = self.request.POST.get("ticket", "")
        for audience in self.survey.questionnaire.value.audiences:
            try:
                return read_ticket(carried, survey=self.survey.pk, audience=audience.id)
            except ForgedTicketError:
                continue
        return None

    # --- what was typed ---

    def _take(self, sheet: _Sheet, ticket: Ticket, go: str) -> HttpResponse:
        form = self._form(sheet, self._entries())
        if form.problems:
            return self._show(sheet, form, ticket=ticket, problems=form.problems)
        if go == "save" and (sheet.waiting is None or sheet.waiting.entered_by == self._me):
            return self._first(sheet, form, ticket)
        if sheet.waiting is not None and sheet.waiting.entered_by is not None and go != "accept":
            first = self._form(sheet, sheet.waiting.content["entries"])
            if apart := form.differences(first):
                return self._compare(sheet, form, first, apart, ticket)
        return self._accept(sheet, form, ticket)

    def _entries(self) -> dict[str, list[str]]:
        """What was typed on the page, with what a page before carried along."""
        typed, kept = typed_entries(self.request.POST), self.request.POST.get("kept", "")
        if not kept:
            return typed
        names = self.request.POST.get("names", "").split(" ")
        try:
            before = read_entries(kept)
        except (ValueError, RecursionError) as error:
            raise BadRequest("entries that no page of ours wrote") from error
        return merged(before, typed, names)

    def _first(self, sheet: _Sheet, form: PaperForm, ticket: Ticket) -> HttpResponse:
        if not keep_first_entry(
            self.town, person_of(self.request), self.survey, sheet.number, {"entries": dict(form.entries)}
        ):
            waiting = waiting_entry(self.survey, sheet.number)  # somebody else was faster: this is the second entry
            return self._take(_Sheet(sheet.number, sheet.printed, waiting), ticket, "save")
        return self._done("gespeichert")

    def _accept(self, sheet: _Sheet, form: PaperForm, ticket: Ticket) -> HttpResponse:
        try:
            accept_sheet(
                self.town, person_of(self.request), self.survey, form.response(),
                number=sheet.number, ticket=ticket, random=RANDOM,
            )  # fmt: skip
        except (UnknownCodeError, UsedCodeError, ClosedSurveyError):
            asked = NumberForm({"number": shown_code(sheet.number)})
            asked.is_valid()
            asked.add_error("number", _("Inzwischen ist dieser Bogen angenommen oder die Umfrage nicht mehr offen."))
            return self.ask(asked)
        return self._done("angenommen")

    def _done(self, what: str) -> HttpResponse:
        return redirect(f"{reverse('participation:enter_paper', args=(self.town.id,))}?fertig={what}")

    # --- what is shown ---

    def _show(
        self,
        sheet: _Sheet,
        form: PaperForm | None = None,
        *,
        ticket: Ticket | None = None,
        problems: Mapping[str, tuple[Text, ...]] | None = None,
    ) -> HttpResponse:
        """The whole sheet; one that was scanned with its proposals and pictures."""
        content = sheet.waiting.content if sheet.waiting and sheet.waiting.entered_by is None else {}
        form = form or self._form(sheet, content.get("entries", {}))
        context = self._context(sheet, form, ticket, problems or {}, tuple(one.id for one in form.questions))
        context |= {
            "stage": "scan" if content else "first" if sheet.waiting is None else "second",
            "pictures": content.get("pictures", {}),
            "doubtful": content.get("doubtful", ()),
            "missing": ", ".join(map(str, content.get("missing", ()))),
        }
        return self._page("paper_entry", context, status=422 if problems else 200)

    def _compare(
        self, sheet: _Sheet, form: PaperForm, first: PaperForm, apart: tuple[str, ...], ticket: Ticket
    ) -> HttpResponse:
        """The questions that two people read differently, with both answers; whoever has the paper decides."""
        reader = self._reader
        context = self._context(sheet, form, ticket, {}, apart)
        context |= {
            "stage": "compare",
            "both": {
                name: (", ".join(first.words(name, reader)), ", ".join(form.words(name, reader))) for name in apart
            },
            "names": " ".join(apart),
            "kept": json.dumps(dict(form.entries), ensure_ascii=False, separators=(",", ":")),
        }
        return self._page("paper_entry", context, status=200)

    def _context(
        self,
        sheet: _Sheet,
        form: PaperForm,
        ticket: Ticket | None,
        problems: Mapping[str, tuple[Text, ...]],
        names: tuple[str, ...],
    ) -> dict[str, object]:
        words = {name: tuple(told(one) for one in found) for name, found in problems.items()}
        shown = [one for one in form.shown(self._reader, words) if one.name in {*names, *problems}]
        return {
            "number": sheet.number,
            "shown_number": shown_code(sheet.number),
            "ticket": written(ticket or self._new_ticket(sheet)),
            "questions": shown,
            "has_errors": bool(problems),
            "faults": [(one, field_name(name), "") for name, found in words.items() for one in found],
        }

    def _form(self, sheet: _Sheet, entries: Mapping[str, list[str]]) -> PaperForm:
        questionnaire = self.survey.questionnaire.value
        return PaperForm(questionnaire, sheet.printed.audience, entries, timezone.localdate(self.now))

    def _new_ticket(self, sheet: _Sheet) -> Ticket:
        printed = sheet.printed
        return new_ticket(
            survey=self.survey.pk, audience=printed.audience, frame=printed.frame,
            access=sheet.number, now=self.now, random=RANDOM,
        )  # fmt: skip

    @property
    def _me(self) -> int:
        return int(person_of(self.request).pk)

    @property
    def _reader(self) -> Reader:
        return Reader(self.request.LANGUAGE_CODE, self.request.LANGUAGE_CODE)

    def _page(self, name: str, context: Mapping[str, object], *, status: int) -> HttpResponse:
        survey = reverse("participation:staff_survey", args=(self.town.id,))
        paper = reverse("participation:paper", args=(self.town.id,))
        crumbs = ((_("Umfrage"), survey), (_("Papier"), paper), (_("Bögen eingeben"), None))
        return render(
            self.request, f"participation/{name}.html", {"town": self.town, "crumbs": crumbs, **context}, status=status
        )
