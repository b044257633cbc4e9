"""The profile of one measure (Maßnahmensteckbrief), with the way back to what people said."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.mode_words import payment_words, staff_words
from leitplanke.report.parts import plain
from leitplanke.report.reasons import date_sentence, omission_sentence
from leitplanke.report.sections.related import chosen_from, needed_first, wanted
from leitplanke.report.sentences import delay_words, period_words
from leitplanke.report.voice import Voice
from leitplanke.report.words import MEASURE_CLASS, STATE, STRENGTH, VERDICT, WAY
from leitplanke.roadmap.model import Assignment
from leitplanke.strategy.model import DatedState, Gate, Measure, Verdict, WayCompared

Fact = tuple[Markup, tuple[Markup, ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """One measure: facts are pairs of a title and one or more lines."""

    anchor: str
    title: Markup
    state: Markup
    summary: Markup
    description: Markup
    facts: tuple[Fact, ...]


def profile(edition: Edition, measure: Measure) -> Profile:
    """Everything that is known about one measure."""
    line = edition.assignments.get(measure.id)
    voice = edition.voice
    facts = (*_why(edition, measure), *_timing(edition, measure, line), *_work(edition, measure, line))
    return Profile(
        anchor=edition.anchor("measure", "measure", measure.id),
        title=voice.text(measure.title),
        state=edition.state_badge(measure.id),
        summary=period_words(line, voice=voice) if line else voice.say("nicht im Fahrplan", "not in the roadmap"),
        description=voice.text(measure.description),
        facts=tuple((title, lines) for title, lines in facts if any(lines)),
    )


def _why(edition: Edition, measure: Measure) -> tuple[Fact, ...]:
    voice = edition.voice
    goals = tuple(
        Markup("{} ({})").format(edition.link("goal", one.goal), voice.text(STRENGTH[one.strength]))
        for one in measure.contributions
    )
    return (
        (voice.say("Was Sie gesagt haben", "What you said"), _findings(edition, measure)),
        (voice.say("Dient diesen Zielen", "Serves these goals"), goals),
        (voice.say("Hilft", "Helps"), (voice.text(measure.for_whom),)),
        (voice.say("Bereich", "Area"), _area(edition, measure)),
        (voice.say("Art", "Kind"), (voice.text(MEASURE_CLASS[measure.measure_class]),)),
        (voice.say("Weg ohne Internet", "Way without the internet"), (voice.text(measure.analogue_access),)),
        (voice.say("Digital, ohne Internet oder beides?", "Digital, without the internet or both?"),
         tuple(way_line(voice, one) for one in measure.ways)),
    )  # fmt: skip


def _findings(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    """Findings that lead to the measure, straight or by a guardrail, each once and with the rule between."""
    causes = edition.causes.get(f"measure:{measure.id}", ())
    direct = [cause.partition(":")[2] for cause in causes if cause.startswith("finding:")]
    lines = [edition.short_finding_link(finding) for finding in dict.fromkeys(direct)]
    rules = [cause.partition(":")[2] for cause in causes if cause.startswith("guardrail:")]
    lines += [
        edition.voice.say("Leitplanke: {rule}", "Guardrail: {rule}", rule=edition.link("guardrail", rule))
        for rule in rules
    ]
    return tuple(line for line in lines if line is not None)


def _area(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    voice = edition.voice
    parts = []
    if measure.service_area:
        parts.append(voice.text(edition.names.get("service_area", measure.service_area)))
    if measure.field:
        parts.append(voice.text(edition.names.get("field", measure.field)))
    return (Markup(" · ").join(parts),) if parts else ()


def way_line(voice: Voice, one: WayCompared) -> Markup:
    """One of the ways that were compared: what it takes, whom it reaches and excludes, and whether it was chosen."""
    running = None if one.running_cents_per_year is None else voice.euros(one.running_cents_per_year)
    parts = (
        (voice.say("Aufwand", "effort"), voice.text(one.effort)),
        (voice.say("erreicht", "reaches"), voice.text(one.reach)),
        (voice.say("schließt aus", "excludes"), voice.text(one.excludes)),
        (voice.say("laufend im Jahr", "running per year"), plain(running or "")),
    )
    words = Markup("; ").join(Markup("{}: {}").format(name, told.removesuffix(".")) for name, told in parts if told)
    line = Markup("<strong>{}</strong>").format(voice.title(WAY[one.way])) + (
        Markup(". {}").format(words) if words else ""
    )
    if one.chosen_on is None:
        return line
    return line + voice.say(
        ". Gewählt am {day}: {reason}", ". Chosen on {day}: {reason}",
        day=voice.day(one.chosen_on), reason=voice.text(one.reason),
    )  # fmt: skip


def state_line(voice: Voice, one: DatedState) -> Markup:
    """A state that the measure was in, since when and why."""
    since = voice.day(one.since) if one.since else voice.say("Tag nicht festgehalten", "day not recorded")
    line = Markup("{}: {}").format(since, voice.text(STATE[one.state]))
    return Markup("{}. {}").format(line, voice.text(one.reason)) if one.reason.de else line


def _timing(edition: Edition, measure: Measure, line: Assignment | None) -> tuple[Fact, ...]:
    voice, names = edition.voice, edition.names
    reasons: tuple[Markup, ...]
    if line is not None:
        reasons = tuple(date_sentence(reason, voice=voice, names=names) for reason in line.reasons)
    else:
        omission = edition.omissions.get(measure.id)
        told = () if omission is None else omission.reasons
        reasons = tuple(omission_sentence(reason, voice=voice, names=names) for reason in told)
    return (
        (voice.say("Warum dann?", "Why then?") if line else voice.say("Warum nicht?", "Why not?"), reasons),
        (
            voice.say("Voraussetzungen", "Prerequisites"),
            needed_first(edition, measure),
        ),
        (voice.say("Auswahl", "Choice"), chosen_from(edition, measure)),
        (voice.say("Leichter nach", "Easier after"), tuple(edition.link("measure", one) for one in measure.helps)),
        (voice.say("Beschlüsse", "Decisions"), _gates(edition, measure)),
        (voice.say("Pflicht und Frist", "Duty and deadline"), _duty(edition, measure)),
    )


def _gates(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    gates = {gate.id: gate for gate in edition.documents.strategy.draft.gates}
    return tuple(_gate(edition, gates[gate]) for gate in measure.gates if gate in gates)


def _gate(edition: Edition, gate: Gate) -> Markup:
    voice = edition.voice
    if gate.met_on is None:
        return voice.say("{name}: noch offen", "{name}: still open", name=voice.text(gate.name))
    record = voice.text(gate.record)
    return voice.say(
        "{name}: {month}{record}",
        "{name}: {month}{record}",
        name=voice.text(gate.name),
        month=voice.month(gate.met_on),
        record=Markup(" ({})").format(record) if record else "",
    )


def _duty(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    voice = edition.voice
    parts = []
    if measure.is_mandatory:
        parts.append(voice.say("Pflichtaufgabe", "Mandatory"))
    if measure.legal_basis:
        parts.append(plain(measure.legal_basis))
    if measure.deadline is not None:
        parts.append(voice.say("fertig bis {month}", "done by {month}", month=voice.month(measure.deadline)))
    parts += wanted(edition, measure)
    return (Markup(", ").join(parts),) if parts else ()


def _work(edition: Edition, measure: Measure, line: Assignment | None) -> tuple[Fact, ...]:
    voice = edition.voice
    lead = Markup(", ").join([edition.unit(measure.lead_unit), *(edition.unit(unit) for unit in measure.participants)])
    return (
        (voice.say("Zuständig", "Responsible"), (lead,)),
        (_mode_title(edition, line), _mode(edition, measure, line)),
        (voice.say("Geld je Haushaltsjahr", "Money per fiscal year"), _money(edition, line)),
        (voice.say("Risiken", "Risks"), (voice.text(measure.risks),)),
        (voice.say("Woran man den Erfolg sieht", "How success is seen"), (voice.text(measure.indicator),)),
        (voice.say("Leitplanken", "Guardrails"), _checks(edition, measure)),
        (voice.say("Stand", "Progress"), _progress(edition, measure)),
        (voice.say("Bisherige Stände", "States so far"), tuple(state_line(voice, one) for one in measure.states)),
    )


def _mode_title(edition: Edition, line: Assignment | None) -> Markup:
    if line is not None and line.staff:
        return edition.voice.say("Umsetzung und Personal", "How, and with whom")
    return edition.voice.say("Umsetzung", "How it is done")


def _mode(edition: Edition, measure: Measure, line: Assignment | None) -> tuple[Markup, ...]:
    voice = edition.voice
    if line is None:
        return tuple(
            voice.say("{mode}, {n} Monate", "{mode}, {n} months", mode=voice.text(mode.name), n=mode.duration_months)
            for mode in measure.modes
        )
    mode = measure.mode(line.mode)
    staff = staff_words(mode, voice=voice, unit=edition.unit)
    words = [voice.text(mode.name)]
    if staff:
        words.append(voice.join(staff))
    if mode.running_cents_per_year:
        yearly = voice.euros(mode.running_cents_per_year)
        words.append(voice.say("danach {yearly} im Jahr", "then {yearly} a year", yearly=yearly))
    due = payment_words(mode, voice=voice)
    return (Markup("; ").join(words), *([due] if due else []))


def _checks(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    voice = edition.voice
    checks = edition.checks_of_measure.get(measure.id, ())
    kept = sum(1 for check in checks if check.verdict is Verdict.KEPT)
    lines = [
        Markup("<strong>{}</strong>: {}. {}").format(
            voice.text(VERDICT[check.verdict]), edition.link("guardrail", check.guardrail), voice.text(check.reason)
        )
        for check in checks
        if check.verdict in {Verdict.VIOLATED, Verdict.OPEN}
    ]
    if kept:
        lines.insert(0, voice.say("{n} eingehalten", "{n} kept", n=kept))
    return tuple(lines)


def _progress(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    voice, progress = edition.voice, edition.progress_of.get(measure.id)
    if progress is None or progress.reported is None:
        return ()
    words = voice.say(
        "{percent} erledigt, {delay} (gemeldet {month})",
        "{percent} done, {delay} (reported {month})",
        percent=voice.percent(progress.percent_done / 100),
        delay=delay_words(progress.delay_months, voice=voice),
        month=voice.month(progress.reported),
    )
    return (words, voice.text(progress.cause)) if progress.cause.de else (words,)


def _money(edition: Edition, line: Assignment | None) -> tuple[Markup, ...]:
    """One line per fiscal year that costs something."""
    voice = edition.voice
    lines = []
    for year in line.money if line is not None else ():
        parts = []
        if year.investive_cents:
            parts.append(voice.say("{a} investiv", "{a} investive", a=voice.euros(year.investive_cents)))
        if year.consumptive_cents:
            parts.append(voice.say("{a} konsumtiv", "{a} consumptive", a=voice.euros(year.consumptive_cents)))
        if parts:
            lines.append(Markup("{}: {}").format(year.year, Markup(", ").join(parts)))
    return tuple(lines)
