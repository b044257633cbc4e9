"""The compact strategy, and the same in plain language."""

from collections.abc import Iterator

from markupsafe import Markup

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.parts import Grid, plain
from leitplanke.report.results.content import Block, Document, Figures, Heading, Paragraph
from leitplanke.report.sections.goals import baseline_words, source_words
from leitplanke.report.sections.guardrails import repeal_words
from leitplanke.report.strategy_papers.telling import Sources, Telling
from leitplanke.report.words import HORIZON, STATE, STRENGTH
from leitplanke.strategy.model import Goal, Guardrail, Measure, MeasureState, OverallGoalLink, StrategyDraft


def strategy_paper(sources: Sources, *, language: Language) -> Document:
    """Guiding sentence, goals, guardrails, measures, and what is not settled yet."""
    telling = Telling(sources, language)
    voice, origin = telling.voice, sources.strategy.provenance
    parts = (_guiding, _overall_goals, _guardrails, _goals, _areas, _measures, _unsettled)
    return telling.document(
        voice.say("{town}: digitale Strategie", "{town}: digital strategy", town=origin.town_name),
        voice.say("Kurzfassung, Stand {day}", "Compact version, as of {day}", day=voice.day(origin.as_of)),
        (block for part in parts for block in part(telling)),
    )


def plain_strategy_paper(sources: Sources) -> Document:
    """The strategy in plain language (Leichte Sprache), as far as the town wrote it; the paper says how far."""
    telling = Telling(sources, Language.DE, prefers_plain=True)
    origin = sources.strategy.provenance
    return telling.document(
        Markup("{}: Was die Stadt vorhat").format(origin.town_name),
        Markup("Kurz und einfach, Stand {}").format(telling.voice.day(origin.as_of)),
        _plain_parts(telling),
    )


def untold_in_plain_language(sources: Sources) -> tuple[int, int]:
    """How many of the texts that the plain paper tells the town has not written in plain language, and of how many."""
    draft = sources.strategy.draft
    texts = (
        draft.guiding_sentence,
        *(one.title for one in draft.overall_goals),
        *(text for one in draft.goals for text in (one.title, one.indicator)),
        *(text for one in _holding(draft) for text in (one.rule, one.reason)),
        *(one.title for one in _to_do(draft.measures)),
    )
    given = [one for one in texts if one.de]
    return sum(not one.plain for one in given), len(given)


def _guiding(telling: Telling) -> Iterator[Block]:
    sentence = telling.sources.strategy.draft.guiding_sentence
    if sentence.de:
        yield Heading(1, telling.voice.say("Leitsatz", "Guiding sentence"))
        yield Paragraph(telling.voice.text(sentence))


def _overall_goals(telling: Telling) -> Iterator[Block]:
    voice, goals = telling.voice, telling.sources.strategy.draft.overall_goals
    if goals:
        yield Heading(1, voice.say("Wozu: die Ziele der Stadt", "What for: the goals of the town"))
        yield from telling.bullets(
            voice.say(
                "{title} (Quelle: {source})",
                "{title} (source: {source})",
                title=voice.text(one.title),
                source=source_words(voice, one),
            )
            if source_words(voice, one)
            else voice.text(one.title)
            for one in goals
        )


def _guardrails(telling: Telling) -> Iterator[Block]:
    voice, whole = telling.voice, telling.sources.strategy.draft.guardrails
    rules = _holding(telling.sources.strategy.draft)
    if rules:
        yield Heading(1, voice.say("Leitplanken", "Guardrails"))
        yield Paragraph(
            voice.say(
                "Kurze Regeln, an denen jede Maßnahme gemessen wird. Jede beruht auf dem, was Menschen gesagt haben, "
                "oder auf einem Gesetz.",
                "Short rules that every measure is held against. Each rests on what people said, or on a law.",
            )
        )
    for rule in rules:
        yield Heading(2, voice.text(rule.rule))
        yield Paragraph(voice.text(rule.reason))
        yield from telling.bullets(map(telling.evidence_line, telling.evidence_of.get(rule.id, ())))
        yield Paragraph(adoption(telling, rule), is_quiet=True)
    repealed = [one for one in whole if one.repealed_on is not None]
    if repealed:
        yield Heading(2, voice.say("Aufgehobene Leitplanken", "Repealed guardrails"))
        yield from telling.bullets(
            Markup("{} {}").format(voice.text(one.rule), repeal_words(voice, one)) for one in repealed
        )


def adoption(telling: Telling, rule: Guardrail) -> Markup:
    """Whether, when and by whom a guardrail was adopted, and who looks after it."""
    voice, owner = telling.voice, telling.name("unit", rule.owner)
    if rule.adopted_on is None:
        return voice.say("Noch nicht beschlossen. Zuständig: {owner}.", "Not adopted yet. Owner: {owner}.", owner=owner)
    by = Markup(" ({})").format(voice.text(rule.adopted_by)) if rule.adopted_by.de else ""
    return voice.say(
        "Beschlossen am {day}{by}. Zuständig: {owner}.",
        "Adopted on {day}{by}. Owner: {owner}.",
        day=voice.day(rule.adopted_on),
        by=by,
        owner=owner,
    )


def _goals(telling: Telling) -> Iterator[Block]:
    voice, draft = telling.voice, telling.sources.strategy.draft
    if draft.goals:
        yield Heading(1, voice.say("Was wir digital erreichen wollen", "What we want to reach digitally"))
    for goal in draft.goals:
        yield Heading(2, voice.text(goal.title))
        yield Paragraph(target(telling, goal))
        if goal.serves:
            served = voice.join([_link(telling, one) for one in goal.serves])
            yield Paragraph(voice.say("Das dient: {goals}.", "This serves: {goals}.", goals=served))
        yield from telling.bullets(_serving(telling, goal))


def _link(telling: Telling, link: OverallGoalLink) -> Markup:
    """An overall goal with how strongly it is served, and who says so where somebody does."""
    voice = telling.voice
    how = voice.text(STRENGTH[link.strength])
    who = voice.say(", sagt {who}", ", says {who}", who=link.said_by) if link.said_by else ""
    return Markup("{} ({}{})").format(telling.name("overall_goal", link.overall_goal), how, who)


def target(telling: Telling, goal: Goal) -> Markup:
    """How a goal is measured: from where to where until when."""
    voice, origin = telling.voice, baseline_words(telling.voice, goal)
    words = voice.say(
        "Gemessen an: {indicator}. Heute {baseline}, bis {day} {target} ({unit}).",
        "Measured by: {indicator}. Today {baseline}, by {day} {target} ({unit}).",
        indicator=voice.text(goal.indicator),
        baseline=voice.decimal(goal.baseline),
        target=voice.decimal(goal.target),
        unit=voice.text(goal.unit),
        day=voice.day(goal.due),
    )
    return words + voice.say(" Ausgangswert: {origin}.", " Baseline: {origin}.", origin=origin) if origin else words


def _serving(telling: Telling, goal: Goal) -> Iterator[Markup]:
    """The measures that serve a goal, those that serve it most first."""
    found = [
        (-part.strength, place, measure)
        for place, measure in enumerate(telling.sources.strategy.draft.measures)
        for part in measure.contributions
        if part.goal == goal.id and measure.state is not MeasureState.REJECTED
    ]
    for strength, _place, measure in sorted(found, key=lambda one: one[:2]):
        name, words = telling.voice.text(measure.title), telling.voice.text(STRENGTH[-strength])
        yield telling.voice.say("{name} (trägt {how} bei)", "{name} (helps: {how})", name=name, how=words)


def _areas(telling: Telling) -> Iterator[Block]:
    """How many measures of each service area the roadmap has in which horizon."""
    voice, draft = telling.voice, telling.sources.strategy.draft
    rows = []
    for area in draft.service_areas:
        measures = [one for one in _to_do(draft.measures) if one.service_area == area.id]
        lines = [telling.lines[one.id] for one in measures if one.id in telling.lines]
        counts = [sum(line.horizon is horizon for line in lines) for horizon in HORIZON]
        if measures:
            cells = (*counts, len(measures) - len(lines))
            rows.append((voice.text(area.name), *(plain(voice.count(cell)) for cell in cells)))
    if rows:
        caption = voice.say("Maßnahmen je Bereich der Daseinsvorsorge", "Measures of each service area")
        head = (
            voice.say("Bereich", "Area"),
            *(voice.text(words) for words in HORIZON.values()),
            voice.say("nicht im Fahrplan", "not in the roadmap"),
        )
        yield Heading(1, voice.say("Welche Bereiche wann an der Reihe sind", "Which areas come when"))
        yield Figures(Grid(caption, head, tuple(rows)))


def _measures(telling: Telling) -> Iterator[Block]:
    voice, draft = telling.voice, telling.sources.strategy.draft
    head = (
        voice.say("Maßnahme", "Measure"),
        voice.say("Stand", "State"),
        voice.say("Federführung", "Lead unit"),
        voice.say("Wann", "When"),
    )
    if draft.measures:
        yield Heading(1, voice.say("Was wir tun", "What we do"))
    known = {field.id for field in draft.fields}
    fields = [(field.id, field.title) for field in draft.fields]
    others = Text("Ohne Handlungsfeld", "Without a field of action")
    for name, title in (*fields, ("", others)):
        rows = tuple(
            (
                voice.text(one.title),
                voice.text(STATE[one.state]),
                telling.name("unit", one.lead_unit),
                telling.when(one),
            )
            for one in draft.measures
            if one.field == name or (not name and one.field not in known)
        )
        if rows:
            yield Figures(Grid(voice.text(title), head, rows))


def _measure_row(telling: Telling, one: Measure) -> tuple[Markup, ...]:
    state, unit = telling.voice.text(STATE[one.state]), telling.name("unit", one.lead_unit)
    return telling.voice.text(one.title), state, unit, telling.when(one)


def _unsettled(telling: Telling) -> Iterator[Block]:
    voice = telling.voice
    yield Heading(1, voice.say("Was noch nicht geklärt ist", "What is not settled yet"))
    if not telling.unsettled:
        words = voice.say("Keine Maßnahme verletzt eine Leitplanke.", "No measure violates a guardrail.")
        yield Paragraph(Markup("{} {}").format(words, voice.say("Alle sind geprüft.", "All have been checked.")))
    for rule in telling.sources.strategy.draft.guardrails:
        found = [one for one in telling.unsettled if one.guardrail == rule.id]
        if found:
            yield Heading(2, voice.text(rule.rule))
            yield from telling.bullets(map(telling.check_line, found))


def _to_do(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    return tuple(one for one in measures if one.state is not MeasureState.REJECTED)


def _holding(draft: StrategyDraft) -> list[Guardrail]:
    """The guardrails that are not repealed."""
    return [one for one in draft.guardrails if one.repealed_on is None]


def _plain_parts(telling: Telling) -> Iterator[Block]:
    voice, draft = telling.voice, telling.sources.strategy.draft
    missing, texts = untold_in_plain_language(telling.sources)
    if missing:
        told = Markup("{} von {} Texten gibt es noch nicht in Leichter Sprache. Sie stehen hier so, wie sie sind.")
        yield Paragraph(told.format(voice.count(missing), voice.count(texts)), is_quiet=True)
    yield Heading(1, Markup("Darum geht es"))
    yield Paragraph(Markup("Die Stadt macht vieles neu. Vieles geht dann mit dem Computer oder mit dem Handy."))
    yield Paragraph(voice.text(draft.guiding_sentence))
    if draft.overall_goals:
        yield Heading(1, Markup("Das ist der Stadt wichtig"))
        yield from telling.bullets(voice.text(one.title) for one in draft.overall_goals)
    if _holding(draft):
        yield Heading(1, Markup("Diese Regeln gelten"))
        yield Paragraph(Markup("Die Stadt hat Regeln. Alles, was sie tut, muss zu den Regeln passen."))
    for rule in _holding(draft):
        yield Heading(2, voice.text(rule.rule))
        yield Paragraph(voice.text(rule.reason))
    if draft.goals:
        yield Heading(1, Markup("Das will die Stadt erreichen"))
    for goal in draft.goals:
        yield Heading(2, voice.text(goal.title))
        yield from telling.bullets(_plain_target(telling, goal))
    for words, states in _PLAIN_STATES:
        found = [one for one in draft.measures if one.state in states]
        if found:
            yield Heading(1, Markup(words))  # noqa: S704 - our own words
            yield from telling.bullets(voice.text(one.title) for one in found)


def _plain_target(telling: Telling, goal: Goal) -> Iterator[Markup]:
    """What is measured, where it stands, where it is to be; each in a line of its own."""
    voice, unit = telling.voice, telling.voice.text(goal.unit)
    amounts = [Markup("{} {}").format(voice.decimal(value), unit) for value in (goal.baseline, goal.target)]
    yield Markup("Das wird gemessen: {}").format(voice.text(goal.indicator))
    yield Markup("So ist es jetzt: {}").format(amounts[0])
    yield Markup("So soll es werden: {}, bis zum {}").format(amounts[1], voice.day(goal.due))


_PLAIN_STATES = (
    ("Das ist schon fertig", {MeasureState.DONE}),
    ("Daran arbeitet die Stadt", {MeasureState.RUNNING, MeasureState.BLOCKED}),
    ("Das hat die Stadt beschlossen", {MeasureState.DECIDED}),
    ("Das prüft die Stadt noch", {MeasureState.UNDER_EXAMINATION}),
    ("Das ist bis jetzt eine Idee", {MeasureState.IDEA}),
    ("Das macht die Stadt nicht", {MeasureState.REJECTED}),
)
