"""The words for states, kinds and horizons, in both languages."""

from leitplanke.evidence.model import Weighting
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import ReplyKind
from leitplanke.participation.model import Missing, Recruitment, ResponseMode
from leitplanke.roadmap.model import Horizon, ReasonKind, SolveStatus
from leitplanke.strategy.model import MeasureClass, MeasureState, Verdict

RECRUITMENT = {
    Recruitment.SAMPLE: Text("Zufallsstichprobe", "Random sample"),
    Recruitment.CENSUS: Text("Vollbefragung", "Everybody was asked"),
    Recruitment.OPEN: Text("Offene Befragung", "Open survey"),
}
MISSING = {
    Missing.DONT_KNOW: Text("Weiß nicht", "Don’t know"),
    Missing.PREFER_NOT: Text("Möchte ich nicht sagen", "Prefer not to say"),
    Missing.NO_ANSWER: Text("Keine Angabe", "No answer"),
}
SEVERAL_MISSING = Text("Keine Angabe oder weiß nicht", "No answer or don’t know")
MODE = {
    ResponseMode.ONLINE: Text("Online", "Online"),
    ResponseMode.PAPER: Text("Auf Papier", "On paper"),
    ResponseMode.TELEPHONE: Text("Am Telefon", "By telephone"),
    ResponseMode.HOME_VISIT: Text("Zu Hause", "At home"),
    ResponseMode.OTHER: Text("Anders", "Other"),
}
VARIABLE = {
    "mode": Text("Antwortweg", "Way of answering"),
    "age": Text("Alter", "Age"),
    "sex": Text("Geschlecht", "Sex"),
    "district": Text("Ortsteil", "District"),
    "neighborhood": Text("Ortsteil", "Neighbourhood"),
}
WEIGHTING = {
    Weighting.RAKED: Text("gewichtet (Raking)", "weighted (raking)"),
    Weighting.NONE: Text("ungewichtet", "unweighted"),
}
STATE = {
    MeasureState.IDEA: Text("Idee", "Idea"),
    MeasureState.UNDER_EXAMINATION: Text("In Prüfung", "Being examined"),
    MeasureState.DECIDED: Text("Beschlossen", "Decided"),
    MeasureState.RUNNING: Text("Läuft", "Running"),
    MeasureState.BLOCKED: Text("Blockiert", "Blocked"),
    MeasureState.DONE: Text("Fertig", "Done"),
    MeasureState.REJECTED: Text("Abgelehnt", "Rejected"),
}
STATE_COUNT = {
    MeasureState.IDEA: (Text("Idee", "idea"), Text("Ideen", "ideas")),
    MeasureState.UNDER_EXAMINATION: (Text("in Prüfung", "being examined"), Text("in Prüfung", "being examined")),
    MeasureState.DECIDED: (Text("beschlossen", "decided"), Text("beschlossen", "decided")),
    MeasureState.RUNNING: (Text("läuft", "running"), Text("laufen", "running")),
    MeasureState.BLOCKED: (Text("blockiert", "blocked"), Text("blockiert", "blocked")),
    MeasureState.DONE: (Text("fertig", "done"), Text("fertig", "done")),
    MeasureState.REJECTED: (Text("abgelehnt", "rejected"), Text("abgelehnt", "rejected")),
}
MEASURE_CLASS = {
    MeasureClass.E_GOVERNMENT: Text("E-Government", "E-government"),
    MeasureClass.SMART_CITY: Text("Smart City", "Smart City"),
    MeasureClass.INCLUSION: Text("Teilhabe", "Inclusion"),
    MeasureClass.OTHER: Text("Weiteres", "Other"),
}
VERDICT = {
    Verdict.KEPT: Text("eingehalten", "kept"),
    Verdict.VIOLATED: Text("verletzt", "violated"),
    Verdict.OPEN: Text("noch offen", "still open"),
    Verdict.NOT_APPLICABLE: Text("betrifft die Maßnahme nicht", "does not apply"),
}
HORIZON = {
    Horizon.SHORT: Text("Kurzfristig", "Short term"),
    Horizon.MEDIUM: Text("Mittelfristig", "Medium term"),
    Horizon.LONG: Text("Langfristig", "Long term"),
}
STRENGTH = {1: Text("etwas", "some"), 2: Text("deutlich", "clear"), 3: Text("stark", "strong")}
REPLY = {
    ReplyKind.GUARDRAIL: Text("Daraus wurde eine Leitplanke", "Became a guardrail"),
    ReplyKind.MEASURE: Text("Steckt in einer Maßnahme", "Is part of a measure"),
    ReplyKind.EXAMINED: Text("Wird geprüft", "Is being examined"),
    ReplyKind.DECLINED: Text("Wird nicht umgesetzt", "Will not be done"),
}
SOLVE_STATUS = {
    SolveStatus.OPTIMAL: Text("beweisbar der beste Plan", "proven to be the best plan"),
    SolveStatus.FEASIBLE: Text("ein guter, geprüfter Plan", "a good, checked plan"),
    SolveStatus.CUT_SHORT: Text("ein geprüfter Plan, vorzeitig beendet", "a checked plan, stopped early"),
}
WAITING = {
    ReasonKind.STAFF: Text("Es fehlt Personal", "Staff is lacking"),
    ReasonKind.MONEY_INVESTIVE: Text("Es fehlt Geld für Investitionen", "Money for investment is lacking"),
    ReasonKind.MONEY_CONSUMPTIVE: Text("Es fehlt Geld für laufende Ausgaben", "Money for current spending is lacking"),
    ReasonKind.PREREQUISITE: Text("Eine andere Maßnahme muss zuerst fertig sein", "Another measure must end first"),
    ReasonKind.PREREQUISITE_LEFT_OUT: Text("Eine Voraussetzung fehlt im Fahrplan", "A prerequisite is not planned"),
    ReasonKind.GATE: Text("Ein Beschluss oder Ereignis kommt erst später", "A decision or event comes later"),
    ReasonKind.GATE_OPEN: Text("Ein Beschluss steht noch aus", "A decision is still open"),
    ReasonKind.RELEASE: Text("Die Stadt hat einen späteren Beginn festgelegt", "The town has set a later start"),
    ReasonKind.DEADLINE: Text("Eine Frist ist nicht zu halten", "A deadline cannot be met"),
    ReasonKind.HORIZON: Text("Die Zeit bis zum Ende des Fahrplans reicht nicht", "The plan ends too early"),
    ReasonKind.DISPLACES: Text("Andere Maßnahmen nützen mehr", "Other measures are worth more"),
    ReasonKind.NO_BENEFIT: Text("Kein messbarer Nutzen", "No measurable benefit"),
    ReasonKind.NO_GAIN: Text("Früher brächte keinen Nutzen", "Earlier would bring no benefit"),
    ReasonKind.REJECTED: Text("Abgelehnt", "Rejected"),
    ReasonKind.UNDER_EXAMINATION: Text("Wird noch geprüft", "Still being examined"),
    ReasonKind.BLOCKED: Text("Von außen blockiert", "Blocked from outside"),
    ReasonKind.GUARDRAIL_VIOLATED: Text("Verletzt eine Leitplanke", "Violates a guardrail"),
    ReasonKind.FIRST_MONTH: Text("Beginnt im ersten Monat", "Starts in the first month"),
    ReasonKind.FIXED: Text("Läuft schon oder ist fertig", "Already running or done"),
}
