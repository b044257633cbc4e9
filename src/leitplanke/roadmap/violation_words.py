"""What the checker found, in words."""

from leitplanke.kernel.texts import Text
from leitplanke.roadmap.check import Violation, ViolationKind


def describe_violation(violation: Violation) -> Text:
    """One broken rule as a sentence. Months are counted from 0, as plans count them."""
    words = _SENTENCES[violation.kind]
    given = {
        "activity": violation.activity,
        "ref": violation.ref,
        "month": violation.month,
        "excess": violation.excess,
    }
    return Text(words.de.format(**given), words.en.format(**given))


_SENTENCES = {
    ViolationKind.UNKNOWN_ACTIVITY: Text("{activity} gibt es im Problem nicht.", "{activity} is not in the problem."),
    ViolationKind.UNKNOWN_MODE: Text("{activity} hat keinen Modus {ref}.", "{activity} has no mode {ref}."),
    ViolationKind.PLANNED_TWICE: Text("{activity} steht zweimal im Plan.", "{activity} is planned twice."),
    ViolationKind.EXCLUDED: Text("{activity} darf nicht geplant werden.", "{activity} must not be planned."),
    ViolationKind.BEFORE_PLAN: Text(
        "{activity} beginnt {excess} Monate vor dem Plan.", "{activity} starts {excess} months before the plan."
    ),
    ViolationKind.BEYOND_HORIZON: Text(
        "{activity} endet {excess} Monate nach dem Plan.", "{activity} ends {excess} months after the plan."
    ),
    ViolationKind.MANDATORY_MISSING: Text("{activity} ist Pflicht und fehlt.", "{activity} is mandatory and missing."),
    ViolationKind.FIXED_MOVED: Text(
        "{activity} läuft schon und muss im Modus {ref} im Monat {month} beginnen.",
        "{activity} is running and must start in mode {ref} in month {month}.",
    ),
    ViolationKind.RELEASE: Text(
        "{activity} darf erst im Monat {month} beginnen.", "{activity} may not start before month {month}."
    ),
    ViolationKind.GATE: Text(
        "{activity} darf wegen der Sperre {ref} erst im Monat {month} beginnen.",
        "{activity} may not start before month {month} because of the gate {ref}.",
    ),
    ViolationKind.DEADLINE: Text(
        "{activity} muss im Monat {month} enden und ist {excess} Monate zu spät.",
        "{activity} must end by month {month} and is {excess} months late.",
    ),
    ViolationKind.PREREQUISITE_MISSING: Text(
        "{activity} braucht {ref}, das nicht im Plan ist.", "{activity} needs {ref}, which is not planned."
    ),
    ViolationKind.PREREQUISITE_NOT_FINISHED: Text(
        "{activity} beginnt {excess} Monate, bevor {ref} fertig ist.",
        "{activity} starts {excess} months before {ref} is finished.",
    ),
    ViolationKind.WAIT: Text(
        "{activity} muss auf {ref} warten und beginnt {excess} Monate zu früh (möglich ab Monat {month}).",
        "{activity} has to wait for {ref} and starts {excess} months too early (possible from month {month}).",
    ),
    ViolationKind.ALTERNATIVE_MISSING: Text(
        "{activity} braucht eine von {ref}, und keine ist im Plan.", "{activity} needs one of {ref}; none is planned."
    ),
    ViolationKind.ALTERNATIVE_NOT_FINISHED: Text(
        "{activity} beginnt {excess} Monate, bevor die erste von {ref} fertig ist.",
        "{activity} starts {excess} months before the first of {ref} is finished.",
    ),
    ViolationKind.CHOICE_TOO_FEW: Text(
        "In der Auswahl {ref} fehlen {excess} Maßnahmen.", "The choice {ref} lacks {excess} measures."
    ),
    ViolationKind.CHOICE_TOO_MANY: Text(
        "In der Auswahl {ref} sind {excess} Maßnahmen zu viel.", "The choice {ref} has {excess} measures too many."
    ),
    ViolationKind.POT_WINDOW: Text(
        "{activity} schöpft aus {ref} und liegt um {excess} Monate außerhalb von dessen Zeitraum (Monat {month}).",
        "{activity} draws from {ref} and lies {excess} months outside its period (month {month}).",
    ),
    ViolationKind.STAFF: Text(
        "{ref} hat im Monat {month} um {excess} zu wenig.", "{ref} is short of {excess} in month {month}."
    ),
    ViolationKind.MONEY_INVESTIVE: Text(
        "Im Jahr {ref} fehlen investiv {excess} Cent.", "In {ref}, {excess} cents of investive money are missing."
    ),
    ViolationKind.MONEY_CONSUMPTIVE: Text(
        "Im Jahr {ref} fehlen konsumtiv {excess} Cent.", "In {ref}, {excess} cents of consumptive money are missing."
    ),
    ViolationKind.FAIRNESS: Text(
        "Der Zielgruppe {ref} fehlt Nutzen bis zu ihrem Mindestanteil: {excess}.",
        "The audience {ref} lacks benefit up to its least share: {excess}.",
    ),
    ViolationKind.STABILITY: Text(
        "{excess} Maßnahmen mehr als erlaubt weichen vom veröffentlichten Plan ab.",
        "{excess} more measures than allowed differ from the published plan.",
    ),
    ViolationKind.POT: Text("Im Topf {ref} fehlen {excess}.", "The pot {ref} lacks {excess}."),
}
