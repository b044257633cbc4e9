"""The words for states, kinds and horizons, in both languages."""

from leitplanke.evidence.model import Weighting
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import ReplyKind
from leitplanke.participation.model import Recruitment, ResponseMode
from leitplanke.roadmap.model import Horizon, ReasonKind
from leitplanke.strategy.model import ConditionTest, MeasureClass, MeasureState, Verdict, Way
from leitplanke.strategy.priority_model import WeightWay

RECRUITMENT = {
    Recruitment.SAMPLE: Text("Zufallsstichprobe", "Random sample"),
    Recruitment.CENSUS: Text("Vollbefragung", "Everybody was asked"),
    Recruitment.OPEN: Text("Offene Befragung", "Open survey"),
}
SEVERAL_MISSING = Text("Keine Angabe oder weiß nicht", "No answer or don’t know")
MODE = {
    ResponseMode.ONLINE: Text("Online", "Online"),
    ResponseMode.PAPER: Text("Auf Papier", "On paper"),
    ResponseMode.TELEPHONE: Text("Am Telefon", "By telephone"),
    ResponseMode.HOME_VISIT: Text("Zu Hause", "At home"),
    ResponseMode.OTHER: Text("Anders", "Other"),
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
LATE = Text("Verzögert", "Late")
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
CONDITION_TEST = {
    ConditionTest.FILLED: Text("ausgefüllt sein", "be filled in"),
    ConditionTest.EQUALS: Text("gleich sein", "equal"),
    ConditionTest.CONTAINS: Text("enthalten", "contain"),
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
WAITS_FOR = {
    ReasonKind.STAFF: Text("auf Personal", "for staff"),
    ReasonKind.MONEY_INVESTIVE: Text("auf Geld", "for money"),
    ReasonKind.MONEY_CONSUMPTIVE: Text("auf Geld", "for money"),
    ReasonKind.POT: Text("auf Fördermittel", "for grant money"),
    ReasonKind.PREREQUISITE: Text("darauf, dass eine andere fertig wird", "for another one to be finished"),
    ReasonKind.WAIT: Text("auf eine Frist nach einer anderen", "for some time after another one"),
    ReasonKind.ALTERNATIVE: Text("darauf, dass eine von mehreren fertig wird", "for one of several to be finished"),
    ReasonKind.POT_WINDOW: Text("auf den Zeitraum einer Förderung", "for the period of a grant"),
    ReasonKind.GATE: Text("auf einen Beschluss oder ein Ereignis", "for a decision or an event"),
    ReasonKind.RELEASE: Text("auf einen festgelegten Termin", "for a date that has been set"),
}
WEIGHT_WAY = {
    WeightWay.DIRECT: Text("direkt gesetzt", "set directly"),
    WeightWay.SWING: Text("Swing-Verfahren", "swing weighting"),
    WeightWay.PAIRS: Text("Paarvergleich", "pairwise comparison"),
    WeightWay.SURVEY: Text("aus der Umfrage", "from the survey"),
    WeightWay.WORKSHOP: Text("aus der Werkstatt", "from the workshop"),
}
WAY = {
    Way.DIGITAL: Text("digital", "digital"),
    Way.ANALOGUE: Text("ohne Internet", "without the internet"),
    Way.BOTH: Text("beides", "both"),
}
