"""What people enter in the portal, and what visitors choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.dates import months_between, shift
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.edition import Documents
from leitplanke.report.sections.filters import Choice, PlanChoices, PlanFilter
from leitplanke.roadmap.answers import RepairQuestion, RobustnessQuestion, StudyQuestion
from leitplanke.roadmap.incidents import Delay, Incident, MoneyCut, NewDuty, Vacancy
from leitplanke.roadmap.model import Omission, ReasonKind
from leitplanke.roadmap.slips import Slip
from leitplanke_web.portal.actions.publish import MOST_NOTE
from leitplanke_web.portal.actions.runs import MOST_SEED
from leitplanke_web.towns.form_fields import amount_field, month_field, one_of, refusal

MOST_LETTERS = 100
MOST_CHANGES = 100_000


class StartForm(forms.Form):
    """How a run begins."""

    seed = forms.IntegerField(
        label=_("Startwert der Suche"),
        help_text=_("Gleiche Eingaben und gleicher Startwert ergeben dieselben Dokumente. Üblich ist 1."),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
    )


class StartRunForm(StartForm):
    """How a run of the chain begins; where nothing is published, nothing can be kept."""

    most_changes = forms.IntegerField(
        label=_("Wie viele Maßnahmen dürfen sich gegenüber der veröffentlichten Fassung ändern?"),
        help_text=_(
            "Leer: beliebig viele, alles wird neu geplant. 0: so wenige wie möglich. Müssen sich mehr ändern, "
            "etwa weil Geld fehlt, ändern sich so viele wie nötig."
        ),
        min_value=0,
        max_value=MOST_CHANGES,
        required=False,
    )

    def __init__(self, *args: Any, has_published: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not has_published:
            del self.fields["most_changes"]


class PublishForm(forms.Form):
    """A finished run becomes a version; the hidden fields say what the person saw."""

    run = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("Was ist neu?"),
        help_text=_("Ein, zwei Sätze für die Öffentlichkeit. Sie stehen bei der Fassung und lassen sich nicht ändern."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
        required=False,
    )
    exemption = forms.CharField(
        label=_("Warum wird trotzdem veröffentlicht?"),
        help_text=_("Nennen Sie, wer das so entschieden hat. Der Grund steht öffentlich bei der Fassung."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
        required=False,
    )


class WithdrawForm(forms.Form):
    """A version is taken back, and everybody can read why."""

    reason = forms.CharField(
        label=_("Warum?"),
        help_text=_("Ein, zwei Sätze für die Öffentlichkeit. Sie stehen an der Stelle der Fassung."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
    )


class ToldSelect(forms.Select):
    """A select whose options say which language they are in, where it is not the page's."""

    languages: Mapping[str, Language] = {}

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        """The option, marked."""
        option = super().create_option(name, value, *args, **more)
        language = self.languages.get(str(value))
        return option if language is None else option | {"attrs": option["attrs"] | {"lang": language.value}}


class PlanFilterForm(forms.Form):
    """Which measures of the roadmap to show. Choices are what occurs in the roadmap; everything is voluntary."""

    horizon = forms.ChoiceField(label=_("Wann"), required=False, widget=ToldSelect)
    unit = forms.ChoiceField(label=_("Zuständig"), required=False, widget=ToldSelect)
    state = forms.ChoiceField(label=_("Stand"), required=False, widget=ToldSelect)
    goal = forms.ChoiceField(label=_("Digitalziel"), required=False, widget=ToldSelect)
    words = forms.CharField(label=_("Stichwort"), required=False, max_length=MOST_LETTERS)

    def __init__(self, data: Mapping[str, Any], *, choices: PlanChoices, language: Language) -> None:
        super().__init__(data, auto_id="filter-%s", use_required_attribute=False)
        for name, found in (
            ("horizon", choices.horizons),
            ("unit", choices.units),
            ("state", choices.states),
            ("goal", choices.goals),
        ):
            self._offer(name, found, language)

    def _offer(self, name: str, found: Sequence[Choice], language: Language) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(field.widget, ToldSelect)
        field.choices = [("", _("alle")), *((one.id, f"{one.name} ({one.count})") for one in found)]
        field.widget.languages = {one.id: one.language for one in found if one.language is not language}

    def chosen(self) -> PlanFilter:
        """What makes sense of what was asked for; the rest is as if nobody had asked."""
        self.is_valid()
        return PlanFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class RobustnessForm(StartForm):
    """How a roadmap is put to the test."""

    worst = forms.IntegerField(
        label=_("Wie lange dauert eine Maßnahme im schlimmsten Fall? In Prozent der geplanten Zeit"),
        help_text=_("Eine Annahme, keine Messung. Üblich sind 160."),
        min_value=100,
        max_value=1000,
        initial=Slip().worst,
    )

    def question(self) -> StudyQuestion:
        """What is asked."""
        return StudyQuestion(RobustnessQuestion(replace(Slip(), worst=self.cleaned_data["worst"])))


class RepairForm(StartForm):
    """What happens to a roadmap: up to four things, each of which is filled in whole or not at all."""

    use_required_attribute = False
    cut_percent = forms.IntegerField(label=_("Um so viel Prozent sinkt es"), min_value=1, max_value=100, required=False)
    missing = amount_field(label=_("So viele Stellen fehlen, VZÄ"))
    vacant_from = month_field(label=_("Von Monat"))
    vacant_until = month_field(label=_("Bis Monat"))
    not_before = month_field(label=_("Kann erst beginnen im Monat"))
    by = month_field(label=_("Muss fertig sein im Monat"))

    def __init__(self, *args: Any, documents: Documents, **more: Any) -> None:
        super().__init__(*args, **more)
        roadmap, titles = documents.roadmap, {one.id: one.title for one in documents.strategy.draft.measures}
        planned = sorted(line.measure for line in roadmap.assignments if not line.is_fixed)
        possible = sorted([*planned, *(line.measure for line in roadmap.omissions if not _is_barred(line))])
        years = [(str(one.year), Text(str(one.year))) for one in roadmap.budgets]
        self._first, self._months = roadmap.first_month, roadmap.months
        self._incidents: list[Incident] = []
        self.fields["year"] = one_of(_("Haushaltsjahr"), years, required=False)
        self.fields["unit"] = one_of(_("Organisationseinheit"), roadmap.unit_names.items(), required=False)
        self.fields["delayed"] = one_of(_("Maßnahme"), [(one, titles[one]) for one in planned], required=False)
        self.fields["duty"] = one_of(_("Maßnahme"), [(one, titles[one]) for one in possible], required=False)
        self.order_fields(
            name for names in _INCIDENTS for name in names
        )  # as on the page, and so in the list of faults

    def clean(self) -> dict[str, Any]:
        """Note what is missing or outside the roadmap, and what has happened."""
        given = super().clean() or {}
        for names, build in _INCIDENTS.items():
            values = self._values(names)
            if values is None:
                continue
            try:
                self._incidents.append(build(*values))
            except InvalidValueError as error:
                self.add_error(names[-1], refusal(error.problem, error.remedy))
        return given

    def question(self) -> StudyQuestion:
        """What is asked."""
        return StudyQuestion(RepairQuestion(tuple(self._incidents)))

    def _values(self, names: Sequence[str]) -> list[Any] | None:
        """What was entered in one part, months counted; None if nothing was, or not all of it, or nothing sound."""
        filled = [name for name in names if name in self.errors or self.cleaned_data.get(name) not in {None, ""}]
        if not filled:
            return None
        for name in names:
            if name not in filled:
                self.add_error(name, _("Füllen Sie auch dieses Feld aus, oder leeren Sie die anderen dieses Teils."))
        values = [self._counted(name) if name in _MONTHS else self.cleaned_data.get(name) for name in names]
        return None if any(name in self.errors for name in names) else values

    def _counted(self, name: str) -> int:
        """The month as an index of the roadmap; one outside is noted."""
        given = self.cleaned_data.get(name) or self._first
        index = months_between(self._first, given)
        if not 0 <= index < self._months:
            last = shift(self._first, self._months - 1)
            words = _("{month} liegt nicht im Fahrplan. Er geht von {first} bis {last}.")
            self.add_error(name, words.format(month=given, first=self._first, last=last))
        return index


_MONTHS = frozenset({"vacant_from", "vacant_until", "not_before", "by"})
_INCIDENTS: Mapping[tuple[str, ...], Callable[..., Incident]] = {
    ("year", "cut_percent"): lambda year, percent: MoneyCut(int(year), percent),
    ("unit", "missing", "vacant_from", "vacant_until"): Vacancy,
    ("delayed", "not_before"): Delay,
    ("duty", "by"): NewDuty,
}
_BARRING = frozenset(
    {
        ReasonKind.REJECTED,
        ReasonKind.UNDER_EXAMINATION,
        ReasonKind.BLOCKED,
        ReasonKind.GATE_OPEN,
        ReasonKind.GUARDRAIL_VIOLATED,
    }
)


def _is_barred(line: Omission) -> bool:
    """Whether it must not be planned at all."""
    return any(reason.kind in _BARRING for reason in line.reasons)
