"""What the town decides.

Personal data: names of those who checked or said something, where the town entered them; erased by editing the row.
Each thing is one value of the core in one row, so that whatever is stored could be built (docs/decisions/0013); what
lists are filtered by is a column generated from it.
"""

from django.db import models
from django.db.models.fields.json import KT

from leitplanke.kernel.relations import Choice as ChoiceValue
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import FieldOfAction as FieldOfActionValue
from leitplanke.strategy.model import Gate as GateValue
from leitplanke.strategy.model import Goal as GoalValue
from leitplanke.strategy.model import Guardrail as GuardrailValue
from leitplanke.strategy.model import GuardrailCheck as GuardrailCheckValue
from leitplanke.strategy.model import Measure as MeasureValue
from leitplanke.strategy.model import OverallGoal as OverallGoalValue
from leitplanke.strategy.model import PublicService as PublicServiceValue
from leitplanke.strategy.model import ServiceArea as ServiceAreaValue
from leitplanke.strategy.model import WeightSetting
from leitplanke.strategy.priority_model import PriorityEntries
from leitplanke_web.towns.fields import ValueField
from leitplanke_web.towns.models import Handover, Part, TownRow


class Direction(TownRow):
    """What a strategy has once: its guiding sentence and its weights."""

    guiding_sentence = ValueField(Text)
    weights = ValueField(WeightSetting)
    version = models.PositiveIntegerField(default=1)

    class Meta(TownRow.Meta):
        constraints = (models.UniqueConstraint(fields=("town",), name="strategy_direction_once"),)

    def __str__(self) -> str:
        return str(self.guiding_sentence.de)


class OverallGoal(Part):
    """A goal of the town as a whole."""

    value = ValueField(OverallGoalValue)


class Goal(Part):
    """A digital goal."""

    value = ValueField(GoalValue)


class FieldOfAction(Part):
    """Handlungsfeld."""

    value = ValueField(FieldOfActionValue)


class ServiceArea(Part):
    """Bereich der Daseinsvorsorge."""

    value = ValueField(ServiceAreaValue)


class PublicService(Part):
    """Leistung of the town."""

    value = ValueField(PublicServiceValue)


class Guardrail(Part):
    """Leitplanke."""

    value = ValueField(GuardrailValue)


class Gate(Part):
    """Sperre."""

    value = ValueField(GateValue)


class Choice(Part):
    """Measures of which so many may be in the plan."""

    value = ValueField(ChoiceValue)


class Measure(Part):
    """Maßnahme with its whole profile."""

    value = ValueField(MeasureValue)
    state = models.GeneratedField(
        expression=KT("value__state"), output_field=models.CharField(max_length=32), db_persist=True
    )
    lead_unit = models.GeneratedField(
        expression=KT("value__lead_unit"), output_field=models.TextField(), db_persist=True
    )


class PersonalCheck(Part):
    """A guardrail that a person held a measure against; its identifier is `measure.guardrail`."""

    value = ValueField(GuardrailCheckValue)


class Priorities(Part):
    """Everything that people entered about priorities, as one value: a town has one such row, or none."""

    value = ValueField(PriorityEntries)


class StrategyDocument(Handover):
    """Handover 3."""
