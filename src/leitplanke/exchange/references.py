"""Does every name that is referred to exist? One fault per unknown name, with the likely one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from leitplanke.evidence.unfolding import citable_answers
from leitplanke.exchange.listing import likely
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.town_texts import QuestionnaireEntry
from leitplanke.kernel.texts import Text

THEMES = "themes"

AUDIENCE = Text("Zielgruppe", "audience")
AREA = Text("Bereich der Daseinsvorsorge", "service area")
THEME = Text("Thema", "theme")
CONTRIBUTION = Text("Bündel oder Thema", "cluster or theme")
FIELD = Text("Handlungsfeld", "field of action")
FINDING = Text("Erkenntnis", "finding")
GATE = Text("Sperre", "gate")
GRANT = Text("Fördertopf", "grant pot")
GOAL = Text("Digitalziel", "goal")
GUARDRAIL = Text("Leitplanke", "guardrail")
MEASURE = Text("Maßnahme", "measure")
MEASURE_FIELD = Text("Feld einer Maßnahme", "field of a measure")
MODE = Text("Umsetzungsart dieser Maßnahme", "mode of this measure")
OPTION = Text("Antwort auf die Prioritätsfrage", "option of the priority question")
OVERALL_GOAL = Text("übergeordnetes Ziel", "overall goal")
QUESTION = Text("Frage", "question")
UNIT = Text("Organisationseinheit", "unit")


def check_name(place: Place, kind: Text, name: str, known: Collection[str] | None, log: FaultLog) -> bool:
    """Whether `name` is known; otherwise it is noted. `known` None: the list could not be read, nothing is said."""
    if known is None or name in known:
        return True
    problem = Text(f"{kind.de} „{name}“ ist unbekannt.", f"Unknown {kind.en} “{name}”.")
    log.add(place, problem, likely(name, list(known)))
    return False


def check_names(place: Place, kind: Text, names: Iterable[str], known: Collection[str] | None, log: FaultLog) -> None:
    """`check_name` for several names of one field."""
    for name in names:
        check_name(place, kind, name, known, log)


@dataclass(frozen=True, slots=True)
class Contributions:
    """What people said, by name. `clusters` are `WORKSHOP.CLUSTER`; None: that file could not be read."""

    questionnaire: QuestionnaireEntry | None
    themes: frozenset[str] | None
    clusters: frozenset[str] | None

    def replied(self) -> frozenset[str] | None:
        """Everything that a reply may answer: clusters, and `audience.themes.THEME`."""
        if self.questionnaire is None or self.themes is None or self.clusters is None:
            return None
        audiences = self.questionnaire.known_audiences
        return self.clusters | {f"{audience}.{THEMES}.{theme}" for audience in audiences for theme in self.themes}

    def findings(self) -> frozenset[str] | None:
        """Everything that may be cited: what may be replied to, and `audience.question.option`."""
        replied = self.replied()
        if self.questionnaire is None or replied is None:
            return None
        sound = {question.value.id for question in self.questionnaire.questions}
        if sound != {question for question, _ in self.questionnaire.known_questions}:
            return None
        return replied | {
            f"{audience}.{question}.{option}"
            for one in self.questionnaire.questions
            for question, option in citable_answers((one.value,))
            for audience in one.value.audiences
        }
