"""Measure profiles (Maßnahmensteckbriefe): one measure after the other, with everything that the town entered."""

from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import Markup

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.mode_words import payment_words, staff_words
from leitplanke.report.parts import Grid, plain
from leitplanke.report.results.content import Block, Document, Figures, Heading, Paragraph
from leitplanke.report.sections.profile import state_line, way_line
from leitplanke.report.strategy_papers.telling import Sources, Telling
from leitplanke.report.voice import Voice
from leitplanke.report.words import MEASURE_CLASS, STATE, STRENGTH
from leitplanke.strategy.conditions import FIELD_NAMES
from leitplanke.strategy.model import Examination, Measure, Mode

Fact = tuple[Markup, Markup]


def measure_paper(sources: Sources, *, language: Language, measures: Iterable[str] | None = None) -> Document:
    """The profiles of these measures, by default of all, each with its facts and its ways to be done.

    Raises KeyError for a measure that the strategy does not have.
    """
    telling = Telling(sources, language)
    voice, origin = telling.voice, sources.strategy.provenance
    known = {one.id: one for one in sources.strategy.draft.measures}
    wanted = [known[name] for name in (known if measures is None else measures)]
    return telling.document(
        voice.say("{town}: Steckbriefe der Maßnahmen", "{town}: measure profiles", town=origin.town_name),
        voice.say("Stand {day}", "As of {day}", day=voice.day(origin.as_of)),
        (block for one in wanted for block in _profile(telling, one)),
    )


def _profile(telling: Telling, measure: Measure) -> Iterator[Block]:
    voice = telling.voice
    yield Heading(1, Markup("{} ({})").format(voice.text(measure.title), measure.id))
    if measure.description.de:
        yield Paragraph(voice.text(measure.description))
    head = (voice.say("Angabe", "Entry"), voice.say("Inhalt", "Content"))
    facts = tuple(fact for fact in _facts(telling, measure) if fact[1])
    yield Figures(Grid(voice.say("Steckbrief", "Profile"), head, facts))
    yield Figures(_modes(telling, measure))
    found = [one for one in telling.unsettled if one.measure == measure.id]
    if found:
        yield Heading(2, voice.say("Leitplanken: verletzt oder noch offen", "Guardrails: violated or still open"))
        yield from telling.bullets(
            Markup("{}: {}").format(telling.name("guardrail", one.guardrail), voice.text(one.reason)) for one in found
        )


def _facts(telling: Telling, measure: Measure) -> Iterator[Fact]:
    voice = telling.voice
    state, reason = voice.text(STATE[measure.state]), voice.text(measure.state_reason)
    yield _named(telling, "state", Markup("{}. {}").format(state, reason) if reason else state)
    if measure.states:
        lines = Markup("; ").join(state_line(voice, one) for one in measure.states)
        yield _named(telling, "states", lines)
    yield from _examination(telling, measure.examination)
    for way in measure.ways:
        yield _named(telling, "ways", way_line(voice, way))
    yield _named(telling, "field", telling.name("field", measure.field))
    if measure.service_area:
        yield _named(telling, "service_area", telling.name("service_area", measure.service_area))
    yield _named(telling, "measure_class", voice.text(MEASURE_CLASS[measure.measure_class]))
    yield _named(telling, "for_whom", voice.text(measure.for_whom))
    yield _named(telling, "lead_unit", telling.name("unit", measure.lead_unit))
    yield _named(telling, "participants", voice.join([telling.name("unit", one) for one in measure.participants]))
    duty = voice.say("ja", "yes") if measure.is_mandatory else voice.say("nein", "no")
    yield _named(telling, "is_mandatory", duty)
    yield _named(telling, "legal_basis", plain(measure.legal_basis))
    for name in ("release", "deadline"):
        month = getattr(measure, name)
        yield _named(telling, name, plain("" if month is None else voice.month(month)))
    yield (voice.say("Im Fahrplan", "In the roadmap"), telling.when(measure))
    yield _named(telling, "contributions", Markup("; ").join(_goals(telling, measure)))
    for name in ("requires", "helps"):
        yield _named(telling, name, voice.join([telling.name("measure", one) for one in getattr(measure, name)]))
    yield _named(telling, "gates", voice.join([telling.name("gate", one) for one in measure.gates]))
    for name in ("analogue_access", "risks", "indicator"):
        yield _named(telling, name, voice.text(getattr(measure, name)))
    findings = [telling.findings[one] for one in measure.evidence if one in telling.findings]
    yield _named(telling, "evidence", Markup(" ").join(voice.text(one.statement) for one in findings))
    yield _named(telling, "product_account", plain(measure.product_account))


def _named(telling: Telling, name: str, words: Markup) -> Fact:
    return telling.voice.title(FIELD_NAMES[name]), words


def _goals(telling: Telling, measure: Measure) -> Iterator[Markup]:
    for part in measure.contributions:
        words = Markup("{}: {}").format(telling.name("goal", part.goal), telling.voice.text(STRENGTH[part.strength]))
        said = telling.voice.say(" (sagt {who})", " (says {who})", who=part.said_by) if part.said_by else Markup("")
        yield words + said


def _examination(telling: Telling, one: Examination | None) -> Iterator[Fact]:
    if one is None:
        return
    voice = telling.voice
    yield voice.say("Was geprüft wird", "What is examined"), voice.text(one.question)
    yield voice.say("Annahmen", "Assumptions"), voice.text(one.assumptions)
    until = voice.month(one.decision_due)
    decided = voice.text(one.decided_by)
    yield voice.say("Wer bis wann entscheidet", "Who decides until when"), Markup("{}, {}").format(decided, until)
    yield voice.say("Ergebnis der Prüfung", "Outcome of the examination"), voice.text(one.outcome)


def _modes(telling: Telling, measure: Measure) -> Grid:
    voice = telling.voice
    head = tuple(
        voice.text(words)
        for words in (
            Text("Umsetzungsart", "Mode"),
            Text("Monate", "Months"),
            Text("Einmalig", "One-off"),
            Text("Laufend im Jahr", "Running, a year"),
            Text("Personal", "Staff"),
        )
    )
    rows = tuple(
        (
            voice.text(mode.name),
            plain(voice.count(mode.duration_months)),
            _one_off(mode, voice),
            plain(voice.euros(mode.running_cents_per_year)),
            voice.join(staff_words(mode, voice=voice, unit=partial(telling.name, "unit"))) or plain("–"),
        )
        for mode in measure.modes
    )
    caption = voice.say("Wie man es machen kann; Förderung ist abgezogen", "How it can be done; grants are deducted")
    return Grid(caption, head, rows)


def _one_off(mode: Mode, voice: Voice) -> Markup:
    cost = plain(voice.euros(mode.investive_cents + mode.consumptive_cents - mode.grant_cents))
    due = payment_words(mode, voice=voice)
    return Markup("{}. {}").format(cost, due) if due else cost
