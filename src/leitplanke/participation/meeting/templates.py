"""Agendas to begin with. They are proposals in our own words; a town changes them as it likes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.agenda import Agenda, InvitedGroup, Step, StepKind, Topic

GROUPS: Final = (
    InvitedGroup("administration", Text("Verwaltung", "Administration")),
    InvitedGroup("politics", Text("Politik", "Politics")),
    InvitedGroup("citizens", Text("Bürgerinnen und Bürger", "Citizens")),
    InvitedGroup("companies", Text("Unternehmen", "Companies")),
    InvitedGroup("associations", Text("Vereine und Verbände", "Associations")),
    InvitedGroup("others", Text("Andere, oder keine Angabe", "Others, or not said")),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A proposal: what it is good for, and its steps."""

    name: Text
    goal: Text
    steps: tuple[Step, ...]


_WELCOME: Final = Step(
    "welcome",
    StepKind.TALK,
    Text("Begrüßung und Ablauf", "Welcome and agenda"),
    10,
    Text("Alle wissen, worum es geht und was danach damit geschieht.", "Everybody knows what it is about."),
)
_CLOSING: Final = Step(
    "closing",
    StepKind.TALK,
    Text("Ergebnisse und nächste Schritte", "Results and next steps"),
    15,
    Text("Was ist beschlossen, was ist offen, wer kümmert sich bis wann?", "What is decided, what is open, who, when?"),
)
_SORTING: Final = Step(
    "sorting",
    StepKind.TALK,
    Text("Karten gemeinsam ordnen", "Sorting the cards together"),
    20,
    Text("Was dasselbe sagt, hängt in einem Bündel mit einem Namen.", "What says the same hangs in one named cluster."),
)

_SWING_PROMPT: Final = Text(
    "Stellen Sie sich vor, alles stünde am schlechtesten. Was würden Sie zuerst aufs Beste heben? "
    "Das bekommt 100, alles andere im Verhältnis dazu.",
    "Imagine everything at its worst. What would you raise to its best first? It gets 100.",
)

# By the identifiers of the criteria that a town starts with, so that a room's weights find their way to the priorities.
_CRITERIA: Final = (
    Topic("benefit", Text("Nutzen für viele", "Benefit for many")),
    Topic("inclusion", Text("Niemand bleibt außen vor", "Nobody is left out")),
    Topic("goals", Text("Beitrag zu den Zielen der Stadt", "Contribution to the town's goals")),
    Topic("relief", Text("Entlastung der Verwaltung", "Relief of the administration")),
    Topic("effort", Text("Wenig Aufwand", "Little effort")),
    Topic("risk", Text("Wenig Risiko", "Little risk")),
)

TEMPLATES: Final[Mapping[str, Template]] = {
    "ideas": Template(
        Text("Ideen sammeln und gewichten", "Collect ideas and weigh them"),
        Text("Was soll in unserer Stadt zuerst digital gehen?", "What should go digital first in our town?"),
        (
            _WELCOME,
            Step(
                "ideas",
                StepKind.CARDS,
                Text("Ideen auf Karten", "Ideas on cards"),
                20,
                Text(
                    "Jede Person schreibt für sich, ein Gedanke je Karte.", "Everybody writes alone, one idea a card."
                ),
                Text("Was würde Ihnen den Alltag mit der Stadt leichter machen?", "What would make things easier?"),
            ),
            _SORTING,
            Step(
                "dots",
                StepKind.DOTS,
                Text("Punkte kleben", "Dot vote"),
                10,
                Text("Welche Bündel sind der Runde am wichtigsten?", "Which clusters matter most to the room?"),
                board="ideas",
                dots=3,
            ),
            _CLOSING,
        ),
    ),
    "guardrails": Template(
        Text("Regeln und Bedenken", "Rules and worries"),
        Text("Woran soll sich jede digitale Maßnahme messen lassen?", "By what shall every measure be judged?"),
        (
            _WELCOME,
            Step(
                "risks",
                StepKind.CARDS,
                Text("Bedenken", "Worries"),
                15,
                Text("Was schiefgehen kann, kommt auf den Tisch.", "What can go wrong is on the table."),
                Text("Was darf bei der Digitalisierung nicht passieren?", "What must not happen?"),
            ),
            _SORTING,
            Step(
                "weighing",
                StepKind.RISKS,
                Text("Risiken einschätzen", "Weigh risks"),
                15,
                Text("Was ist wahrscheinlich, was wäre schlimm?", "What is likely, what would be bad?"),
                topics=(
                    Topic(
                        "outage", Text("Ein Dienst fällt aus, und niemand hilft.", "A service fails, and nobody helps.")
                    ),
                    Topic(
                        "excluded", Text("Wer kein Internet nutzt, kommt nicht mehr an.", "Who is offline is left out.")
                    ),
                    Topic("leak", Text("Persönliche Daten geraten in falsche Hände.", "Personal data leak.")),
                ),
            ),
            Step(
                "statements",
                StepKind.OPINIONS,
                Text("Zustimmen oder nicht", "Agree or not"),
                15,
                Text("Wo sind sich die Gruppen einig, wo nicht?", "Where do groups agree, where not?"),
                topics=(
                    Topic(
                        "analogue", Text("Jede Leistung bleibt auch ohne Internet erreichbar.", "An analogue way in.")
                    ),
                    Topic("once", Text("Angaben macht man der Stadt nur einmal.", "People tell the town things once.")),
                ),
            ),
            _CLOSING,
        ),
    ),
    "criteria": Template(
        Text("Kriterien gewichten", "Weigh criteria"),
        Text("Was zählt mehr, wenn nicht alles zugleich geht?", "What counts more when not all goes at once?"),
        (
            _WELCOME,
            Step(
                "pairs",
                StepKind.PAIRS,
                Text("Paare vergleichen", "Compare pairs"),
                20,
                Text("Gewichte aus Vergleichen, mit Widersprüchen sichtbar.", "Weights from comparisons."),
                Text("Was von beidem ist wichtiger, und wie viel?", "Which of the two matters more, and how much?"),
                topics=_CRITERIA,
            ),
            Step(
                "swing",
                StepKind.SWING,
                Text("Punkte verteilen", "Give points"),
                15,
                Text("Dieselbe Frage auf anderem Weg: Stimmt es überein?", "The same question in another way."),
                _SWING_PROMPT,
                topics=_CRITERIA,
            ),
            _CLOSING,
        ),
    ),
}


_ADDED: Final[Mapping[StepKind, Step]] = {
    step.kind: step
    for step in (
        Step("s", StepKind.TALK, Text("Gespräch", "Talk"), 15),
        Step(
            "s",
            StepKind.CARDS,
            Text("Karten schreiben", "Write cards"),
            15,
            Text("Jede Person schreibt für sich, ein Gedanke je Karte.", "Everybody writes alone, one idea a card."),
        ),
        Step(
            "s",
            StepKind.DOTS,
            Text("Punkte kleben", "Dot vote"),
            10,
            Text("Welche Bündel sind der Runde am wichtigsten?", "Which clusters matter most to the room?"),
            dots=3,
        ),
        Step(
            "s",
            StepKind.OPINIONS,
            Text("Zustimmen oder nicht", "Agree or not"),
            15,
            Text("Wo sind sich die Gruppen einig, wo nicht?", "Where do groups agree, where not?"),
            Text("Stimmen Sie zu? Sie dürfen auslassen, was Sie wollen.", "Do you agree? Leave out what you like."),
            topics=(Topic("t1", Text("Erste Aussage", "First statement")),),
        ),
        Step(
            "s",
            StepKind.PAIRS,
            Text("Paare vergleichen", "Compare pairs"),
            20,
            Text("Gewichte aus Vergleichen, mit Widersprüchen sichtbar.", "Weights from comparisons."),
            Text("Was von beidem ist wichtiger, und wie viel?", "Which of the two matters more, and how much?"),
            topics=(Topic("t1", Text("Erstes", "First")), Topic("t2", Text("Zweites", "Second"))),
        ),
        Step(
            "s",
            StepKind.SWING,
            Text("Punkte verteilen", "Give points"),
            15,
            Text("Was zählt mehr, wenn nicht alles zugleich geht?", "What counts more when not all goes at once?"),
            _SWING_PROMPT,
            topics=(Topic("t1", Text("Erstes", "First")), Topic("t2", Text("Zweites", "Second"))),
        ),
        Step(
            "s",
            StepKind.RISKS,
            Text("Risiken einschätzen", "Weigh risks"),
            15,
            Text("Was ist wahrscheinlich, was wäre schlimm?", "What is likely, what would be bad?"),
            topics=(Topic("t1", Text("Erstes Risiko", "First risk")),),
        ),
    )
}
"""What a step says that is added to an agenda, until somebody writes more fitting words."""


def added_step(kind: StepKind, *, identifier: str, board: str) -> Step:
    """A new step of a kind, for dots on the clusters of `board`."""
    return replace(_ADDED[kind], id=identifier, board=board if kind is StepKind.DOTS else "")


def agenda_from(template: str, *, title: Text, held_on: date, begins_at: time, place: str) -> Agenda:
    """An agenda with the steps and the goal of a template, for all groups."""
    chosen = TEMPLATES[template]
    return Agenda(title, chosen.goal, held_on, begins_at, place, GROUPS, chosen.steps)
