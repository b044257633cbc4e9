"""The guardrails as a paper for the council: what it resolves, what each rests on, and how the measures stand."""

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from leitplanke.kernel.texts import Language
from leitplanke.report.parts import Grid, plain
from leitplanke.report.results.content import Block, Document, Figures, Heading, Paragraph
from leitplanke.report.sections.guardrails import repeal_words
from leitplanke.report.strategy_papers.strategy import adoption
from leitplanke.report.strategy_papers.telling import Sources, Telling
from leitplanke.report.words import VERDICT
from leitplanke.strategy.conditions import sentence
from leitplanke.strategy.model import Guardrail


def guardrail_paper(sources: Sources, *, language: Language) -> Document:
    """Draft resolution for what is not adopted, the state of the measures as a table, then each guardrail."""
    telling = Telling(sources, language)
    voice, origin = telling.voice, sources.strategy.provenance
    parts = (_resolution(telling), _table(telling), _each(telling))
    return telling.document(
        voice.say(
            "{town}: Leitplanken der Digitalisierung", "{town}: guardrails of digitalisation", town=origin.town_name
        ),
        voice.say("Vorlage, Stand {day}", "Paper for the council, as of {day}", day=voice.day(origin.as_of)),
        (block for part in parts for block in part),
    )


def _resolution(telling: Telling) -> Iterator[Block]:
    voice, rules = telling.voice, telling.sources.strategy.draft.guardrails
    waiting = [one for one in rules if one.adopted_on is None and one.repealed_on is None]
    yield Heading(1, voice.say("Beschlussvorschlag", "Draft resolution"))
    if not rules:
        yield Paragraph(voice.say("Es gibt noch keine Leitplanken.", "There are no guardrails yet."))
        return
    if not waiting:
        yield Paragraph(
            voice.say(
                "Alle Leitplanken sind beschlossen. Die Vorlage dient zur Kenntnis.",
                "All guardrails are adopted. This paper is for information.",
            )
        )
        return
    yield Paragraph(
        voice.say(
            "Die Digitalisierung der Stadt folgt diesen Leitplanken. Jede Maßnahme wird an ihnen gemessen, und was "
            "ihnen widerspricht, wird genannt.",
            "The town’s digitalisation follows these guardrails. Every measure is held against them, and whatever "
            "contradicts them is named.",
        )
    )
    yield from telling.bullets(voice.text(one.rule) for one in waiting)
    yield Heading(2, voice.say("Wenn nichts beschlossen wird", "If nothing is resolved"))
    yield Paragraph(
        voice.say(
            "Dann binden diese Regeln niemanden. Maßnahmen werden einzeln entschieden, ohne gemeinsamen Maßstab.",
            "Then these rules bind nobody. Measures are decided one by one, without a common yardstick.",
        )
    )


def _table(telling: Telling) -> Iterator[Block]:
    voice, strategy = telling.voice, telling.sources.strategy
    counts = Counter((one.guardrail, one.verdict) for one in strategy.checks)
    head = (voice.say("Leitplanke", "Guardrail"), *(voice.text(words) for words in VERDICT.values()))
    rows = tuple(
        (voice.text(rule.rule), *(plain(voice.count(counts[rule.id, verdict])) for verdict in VERDICT))
        for rule in strategy.draft.guardrails
    )
    if rows:
        yield Heading(1, voice.say("Wie die Maßnahmen dazu stehen", "How the measures stand"))
        yield Figures(Grid(voice.say("Zahl der Maßnahmen", "Number of measures"), head, rows))


def _each(telling: Telling) -> Iterator[Block]:
    voice, rules = telling.voice, telling.sources.strategy.draft.guardrails
    if rules:
        yield Heading(1, voice.say("Die Leitplanken im Einzelnen", "The guardrails one by one"))
    for number, rule in enumerate(rules, start=1):
        yield Heading(2, Markup("{}. {}").format(number, voice.text(rule.rule)))
        if rule.repealed_on is not None:
            yield Paragraph(repeal_words(voice, rule))
        yield Paragraph(voice.text(rule.reason))
        yield Heading(3, voice.say("Worauf sie beruht", "What it rests on"))
        yield from telling.bullets(map(telling.evidence_line, telling.evidence_of.get(rule.id, ())))
        yield Heading(3, voice.say("Wie sie geprüft wird", "How it is checked"))
        yield from telling.bullets(_way(telling, rule))
        found = [one for one in telling.unsettled if one.guardrail == rule.id]
        if found:
            yield Heading(3, voice.say("Verletzt oder noch offen", "Violated or still open"))
            yield from telling.bullets(map(telling.check_line, found))
        yield Paragraph(adoption(telling, rule), is_quiet=True)


def _way(telling: Telling, rule: Guardrail) -> Iterator[Markup]:
    voice = telling.voice
    question = voice.text(rule.test_question)
    yield voice.say("Prüffrage: {question}", "Test question: {question}", question=question)
    if rule.applies_to is not None:
        claim = voice.text(sentence(rule.applies_to, holds=True))
        yield voice.say("Sie gilt, wenn: {claim}", "It applies if: {claim}", claim=claim)
    if rule.check is None:
        yield voice.say("Ein Mensch antwortet mit Begründung.", "A person answers and gives the reason.")
    else:
        claim = voice.text(sentence(rule.check, holds=True))
        yield voice.say("Sie ist eingehalten, wenn: {claim}", "It is kept if: {claim}", claim=claim)
