"""How strongly one digital goal serves each overall goal, and who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.town_check import Flaw
from leitplanke.report.words import STRENGTH
from leitplanke.strategy.model import Goal, OverallGoal, OverallGoalLink
from leitplanke_web.towns.form_fields import WordsField, choices_of, refusal, told
from leitplanke_web.towns.widgets import ChoiceWidget


class ContributionForm(forms.Form):
    """A strength and a name for each overall goal, in the town's order; nothing chosen: it does not serve it."""

    use_required_attribute = False

    def __init__(self, *args: Any, goal: Goal, overall: Sequence[OverallGoal], **more: Any) -> None:
        super().__init__(*args, **more)
        self._goal, self._overall = goal, overall
        stored = {link.overall_goal: link for link in goal.serves}
        strengths = [(str(number), words) for number, words in STRENGTH.items()]
        for one in overall:
            link = stored.get(one.id)
            self.fields[f"strength-{one.id}"] = forms.ChoiceField(
                label=_("Wie stark"),
                choices=choices_of(strengths, empty=gettext("gar nicht")),
                required=False,
                initial="" if link is None else str(link.strength),
                widget=ChoiceWidget,
            )
            self.fields[f"said_by-{one.id}"] = WordsField(
                label=_("Wer sagt das?"), initial="" if link is None else link.said_by
            )

    @property
    def rows(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Title and source of each overall goal, with its two fields."""
        return [
            (told(one.title), told(one.source), [self[f"strength-{one.id}"], self[f"said_by-{one.id}"]])
            for one in self._overall
        ]

    def clean(self) -> dict[str, Any]:
        """Nobody says something of nothing."""
        given = super().clean() or {}
        for one in self._overall:
            if given.get(f"said_by-{one.id}") and not given.get(f"strength-{one.id}"):
                self.add_error(f"strength-{one.id}", _("Wählen Sie, wie stark, oder leeren Sie, wer es sagt."))
        return given

    def value(self) -> Goal:
        """The goal with what was chosen."""
        given = self.cleaned_data
        return replace(
            self._goal,
            serves=tuple(
                OverallGoalLink(one.id, int(given[f"strength-{one.id}"]), given[f"said_by-{one.id}"])
                for one in self._overall
                if given[f"strength-{one.id}"]
            ),
        )

    def note(self, flaws: Iterable[Flaw]) -> None:
        """Note what the town as a whole does not allow."""
        for flaw in flaws:
            self.add_error(None, refusal(flaw.problem, flaw.remedy))
