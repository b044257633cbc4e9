"""What the identifiers of the documents are called."""

from dataclasses import dataclass

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Missing, ResponseMode
from leitplanke.participation.wording import MISSING
from leitplanke.report.words import MODE, SEVERAL_MISSING
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Names by kind and identifier. An unknown identifier is its own name: nothing is hidden from the reader."""

    by_kind: dict[str, dict[str, Text]]

    def get(self, kind: str, identifier: str) -> Text:
        """The name of one thing, for example `get("measure", "id_wallet")`."""
        return self.by_kind.get(kind, {}).get(identifier) or Text(identifier)

    def option(self, question: str, option: str) -> Text:
        """The words of an answer; missing answers and ways of answering have fixed ones."""
        if option in set(Missing):
            return MISSING[Missing(option)]
        known = self.by_kind["option"].get(f"{question}.{option}")
        if known is None and option in set(ResponseMode):
            return MODE[ResponseMode(option)]
        return known or self.get("theme", option)

    def options(self, question: str, options: tuple[str, ...]) -> Text:
        """Merged answers in one name: A / B."""
        missing = [option for option in options if option in set(Missing)]
        texts = [self.option(question, option) for option in options if len(missing) < SEVERAL or option not in missing]
        if len(missing) >= SEVERAL:
            texts.append(SEVERAL_MISSING)
        is_translated = any(text.en for text in texts)
        english = " / ".join(text.en or text.de for text in texts) if is_translated else ""
        plain = " / ".join(text.plain or text.de for text in texts) if any(text.plain for text in texts) else ""
        return Text(" / ".join(text.de for text in texts), english, plain)

    def variable(self, variable: str) -> Text:
        """The short name of a question, or its text if it has none."""
        return self.by_kind["question_name"].get(variable) or self.get("question", variable)


def names_of(*, evidence: EvidenceReport, strategy: Strategy, roadmap: Roadmap) -> Names:
    """Collect every name that the documents carry."""
    draft = strategy.draft
    return Names(
        {
            **names_of_evidence(evidence).by_kind,
            "overall_goal": {goal.id: goal.title for goal in draft.overall_goals},
            "goal": {goal.id: goal.title for goal in draft.goals},
            "field": {field.id: field.title for field in draft.fields},
            "service_area": {area.id: area.name for area in draft.service_areas},
            "guardrail": {guardrail.id: guardrail.rule for guardrail in draft.guardrails},
            "gate": {gate.id: gate.name for gate in draft.gates},
            "measure": {measure.id: measure.title for measure in draft.measures},
            "choice": {choice.id: choice.name for choice in draft.choices if choice.name.de},
            "unit": roadmap.unit_names,
            "pot": {pot.id: pot.name for pot in roadmap.pots},
        }
    )


def names_of_evidence(evidence: EvidenceReport) -> Names:
    """Every name that the evidence report carries."""
    return Names(
        {
            "audience": evidence.audience_names,
            "question": evidence.question_texts,
            "question_name": evidence.question_names,
            "option": evidence.option_texts,
            "theme": evidence.theme_names,
            "frame": {response.frame: response.name for response in evidence.responses},
            "cluster": {
                f"{workshop.workshop}.{cluster.cluster}": cluster.title
                for workshop in evidence.workshops
                for cluster in workshop.clusters
            },
            "workshop": {workshop.workshop: workshop.title for workshop in evidence.workshops},
        }
    )
