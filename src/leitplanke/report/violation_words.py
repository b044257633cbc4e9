"""What the checker found, in words: names, calendar months, money and staff as people write them."""

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.names import Names
from leitplanke.report.reasons import lacking
from leitplanke.report.voice import Voice
from leitplanke.roadmap.check import Violation, ViolationKind
from leitplanke.roadmap.model import Problem
from leitplanke.roadmap.problem_names import names_by_kind


def describe_violation(problem: Problem, violation: Violation) -> Text:
    """One broken rule as a sentence."""
    names = Names(names_by_kind(problem))
    words = _SENTENCES[violation.kind]
    told = {language: _values(problem, violation, names, Voice(language)) for language in Language}
    return Text(words.de.format(**told[Language.DE]), words.en.format(**told[Language.EN]))


def _values(problem: Problem, violation: Violation, names: Names, voice: Voice) -> dict[str, str]:
    return {
        "activity": voice.words(names.get("measure", violation.activity)),
        "ref": _subject(violation, names, voice),
        "month": "" if violation.month is None else voice.month(problem.month_at(violation.month)),
        "months": voice.plural(violation.excess, ("Monat", "Monate"), ("month", "months")),
        "measures": voice.plural(violation.excess, ("Maßnahme", "Maßnahmen"), ("measure", "measures")),
        "excess": _amount(problem, violation, voice),
    }


def _subject(violation: Violation, names: Names, voice: Voice) -> str:
    if violation.kind in {ViolationKind.UNKNOWN_MODE, ViolationKind.FIXED_MOVED}:
        mode = names.by_kind["mode"].get(f"{violation.activity}.{violation.ref}")
        return violation.ref if mode is None else voice.words(mode)
    kind = _KINDS.get(violation.kind, "measure")
    called = [voice.words(names.get(kind, one)) for one in violation.ref.split("|")]
    return ", ".join(called)


def _amount(problem: Problem, violation: Violation, voice: Voice) -> str:
    """How much is missing; a project of the literature has neither money nor posts, only numbers."""
    excess = violation.excess
    if violation.kind is ViolationKind.FAIRNESS and problem.fairness is not None:
        most = dict(zip(problem.audiences, problem.fairness.of, strict=True)).get(violation.ref, 0)
        return voice.percent_fine(excess / most) if most else voice.count(excess)
    if not problem.years:
        return voice.count(excess)
    if violation.kind is ViolationKind.STAFF:
        return voice.fte(excess)
    return lacking(excess, voice)


_KINDS = {
    ViolationKind.GATE: "gate",
    ViolationKind.CHOICE_TOO_FEW: "choice",
    ViolationKind.CHOICE_TOO_MANY: "choice",
    ViolationKind.STAFF: "unit",
    ViolationKind.MONEY_INVESTIVE: "year",
    ViolationKind.MONEY_CONSUMPTIVE: "year",
    ViolationKind.POT: "pot",
    ViolationKind.POT_WINDOW: "pot",
    ViolationKind.FAIRNESS: "audience",
}
_SENTENCES = {
    ViolationKind.UNKNOWN_ACTIVITY: Text("{activity} gibt es im Problem nicht.", "{activity} is not in the problem."),
    ViolationKind.UNKNOWN_MODE: Text("{activity} hat keine Umsetzungsart „{ref}“.", "{activity} has no mode “{ref}”."),
    ViolationKind.PLANNED_TWICE: Text("{activity} steht zweimal im Plan.", "{activity} is planned twice."),
    ViolationKind.EXCLUDED: Text("{activity} darf nicht geplant werden.", "{activity} must not be planned."),
    ViolationKind.BEFORE_PLAN: Text(
        "{activity} beginnt {months} vor dem Plan.", "{activity} starts {months} before the plan."
    ),
    ViolationKind.BEYOND_HORIZON: Text(
        "{activity} endet {months} nach dem Plan.", "{activity} ends {months} after the plan."
    ),
    ViolationKind.MANDATORY_MISSING: Text("{activity} ist Pflicht und fehlt.", "{activity} is mandatory and missing."),
    ViolationKind.FIXED_MOVED: Text(
        "{activity} läuft schon: Beginn {month}, Umsetzungsart „{ref}“ stehen fest.",
        "{activity} is running: its start {month} and its mode “{ref}” are given.",
    ),
    ViolationKind.RELEASE: Text(
        "{activity} darf erst im {month} beginnen.", "{activity} may not start before {month}."
    ),
    ViolationKind.GATE: Text(
        "{activity} darf wegen der Sperre „{ref}“ erst im {month} beginnen.",
        "{activity} may not start before {month} because of the gate “{ref}”.",
    ),
    ViolationKind.DEADLINE: Text(
        "{activity} muss bis {month} fertig sein und ist {months} zu spät.",
        "{activity} must be finished by {month} and is {months} late.",
    ),
    ViolationKind.PREREQUISITE_MISSING: Text(
        "{activity} braucht „{ref}“, und das ist nicht im Plan.", "{activity} needs “{ref}”, which is not planned."
    ),
    ViolationKind.PREREQUISITE_NOT_FINISHED: Text(
        "{activity} beginnt {months} zu früh: „{ref}“ ist erst dann fertig.",
        "{activity} starts {months} too early: “{ref}” is finished only then.",
    ),
    ViolationKind.WAIT: Text(
        "{activity} muss auf „{ref}“ warten und beginnt {months} zu früh (möglich ab {month}).",
        "{activity} has to wait for “{ref}” and starts {months} too early (possible from {month}).",
    ),
    ViolationKind.ALTERNATIVE_MISSING: Text(
        "{activity} braucht eine von diesen, und keine ist im Plan: {ref}.",
        "{activity} needs one of these, and none is planned: {ref}.",
    ),
    ViolationKind.ALTERNATIVE_NOT_FINISHED: Text(
        "{activity} beginnt {months} zu früh: Erst dann ist die erste von diesen fertig: {ref}.",
        "{activity} starts {months} too early: only then the first of these is finished: {ref}.",
    ),
    ViolationKind.CHOICE_TOO_FEW: Text(
        "Aus der Auswahl „{ref}“ fehlen im Plan {measures}.", "The plan lacks {measures} of the choice “{ref}”."
    ),
    ViolationKind.CHOICE_TOO_MANY: Text(
        "Aus der Auswahl „{ref}“ stehen {measures} zu viel im Plan.",
        "The plan has {measures} too many of the choice “{ref}”.",
    ),
    ViolationKind.POT_WINDOW: Text(
        "{activity} bekommt Geld aus „{ref}“ und liegt {months} außerhalb von dessen Zeitraum (Grenze: {month}).",
        "{activity} is paid from “{ref}” and lies {months} outside its period (limit: {month}).",
    ),
    ViolationKind.STAFF: Text("{ref}: Im {month} fehlen {excess}.", "{ref} is short of {excess} in {month}."),
    ViolationKind.MONEY_INVESTIVE: Text(
        "Im Haushaltsjahr {ref} fehlen {excess} für Investitionen.",
        "In fiscal year {ref}, {excess} of money for investment are missing.",
    ),
    ViolationKind.MONEY_CONSUMPTIVE: Text(
        "Im Haushaltsjahr {ref} fehlen {excess} für laufende Ausgaben.",
        "In fiscal year {ref}, {excess} of money for current spending are missing.",
    ),
    ViolationKind.FAIRNESS: Text(
        "Der Zielgruppe „{ref}“ fehlt zu ihrem Mindestanteil noch Nutzen: {excess} von dem, was ihr möglich wäre.",
        "The audience “{ref}” lacks benefit up to its least share: {excess} of what it could get.",
    ),
    ViolationKind.STABILITY: Text(
        "Mehr Maßnahmen als erlaubt weichen vom veröffentlichten Plan ab: {measures} zu viel.",
        "More measures than allowed differ from the published plan: {measures} too many.",
    ),
    ViolationKind.POT: Text("Im Fördertopf „{ref}“ fehlen {excess}.", "The pot “{ref}” lacks {excess}."),
}
