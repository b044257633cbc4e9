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
    ViolationKind.STAFF: Text(
        "{ref} hat im Monat {month} um {excess} zu wenig.", "{ref} is short of {excess} in month {month}."
    ),
    ViolationKind.MONEY_INVESTIVE: Text(
        "Im Jahr {ref} fehlen investiv {excess} Cent.", "In {ref}, {excess} cents of investive money are missing."
    ),
    ViolationKind.MONEY_CONSUMPTIVE: Text(
        "Im Jahr {ref} fehlen konsumtiv {excess} Cent.", "In {ref}, {excess} cents of consumptive money are missing."
    ),
    ViolationKind.POT: Text("Im Topf {ref} fehlen {excess}.", "The pot {ref} lacks {excess}."),
}
