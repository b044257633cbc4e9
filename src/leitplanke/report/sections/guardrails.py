"""The guardrails, what they rest on, and how the measures stand to them."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.voice import Voice
from leitplanke.report.words import VERDICT
from leitplanke.strategy.model import EvidenceKind, Guardrail, GuardrailCheck, ResolvedEvidence, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """One guardrail."""

    anchor: str
    number: int
    rule: Markup
    reason: Markup
    test_question: Markup
    evidence: tuple[Markup, ...]
    adopted: Markup
    repealed: Markup
    held_before: tuple[Markup, ...]
    counts: tuple[tuple[str, Markup], ...]
    violated: tuple[Markup, ...]
    open: tuple[Markup, ...]
    way: Markup


@dataclass(frozen=True, slots=True)
class Guardrails:
    """The section."""

    rules: tuple[Rule, ...]
    violations: int
    open: int


def build(edition: Edition) -> Guardrails | None:
    """One card per guardrail."""
    strategy = edition.documents.strategy
    if not strategy.draft.guardrails:
        return None
    verdicts = Counter(check.verdict for check in strategy.checks)
    rules = tuple(_rule(edition, number, rule) for number, rule in enumerate(strategy.draft.guardrails, start=1))
    return Guardrails(rules, verdicts[Verdict.VIOLATED], verdicts[Verdict.OPEN])


def _rule(edition: Edition, number: int, guardrail: Guardrail) -> Rule:
    voice = edition.voice
    checks = edition.checks_of_guardrail.get(guardrail.id, ())
    counts = Counter(check.verdict for check in checks)
    return Rule(
        anchor=edition.anchor("guardrails", "guardrail", guardrail.id),
        number=number,
        rule=voice.text(guardrail.rule),
        reason=voice.text(guardrail.reason),
        test_question=voice.text(guardrail.test_question),
        evidence=_evidence(edition, guardrail),
        adopted=_adopted(edition, guardrail),
        repealed=repeal_words(voice, guardrail),
        held_before=_held_before(edition, guardrail),
        counts=()
        if guardrail.repealed_on
        else tuple(
            (verdict.value, Markup("{} {}").format(counts[verdict], voice.text(VERDICT[verdict])))
            for verdict in Verdict
            if counts[verdict]
        ),
        violated=_checks(edition, checks, Verdict.VIOLATED),
        open=_checks(edition, checks, Verdict.OPEN),
        way=edition.way("guardrail", guardrail.id, whole_way(voice, voice.text(guardrail.rule))),
    )


def whole_way(voice: Voice, name: Markup) -> Markup:
    """What a link to the whole way of a thing says."""
    seen = voice.say("Der ganze Weg als Bild und Liste", "The whole way as picture and list")
    return Markup('{}<span class="unseen">: {}</span>').format(seen, name)


def _evidence(edition: Edition, guardrail: Guardrail) -> tuple[Markup, ...]:
    return tuple(evidence_line(edition, evidence) for evidence in edition.evidence_of.get(guardrail.id, ()))


def evidence_line(edition: Edition, evidence: ResolvedEvidence) -> Markup:
    """One piece of evidence: a law, a finding with its link, or that the finding may not be published."""
    voice = edition.voice
    note = Markup("")
    if evidence.link.note.de:
        note = Markup(' <span class="muted">{}</span>').format(voice.text(evidence.link.note))
    if evidence.link.kind is EvidenceKind.LAW:
        return voice.say("Gesetz: {ref}.", "Law: {ref}.", ref=evidence.link.ref) + note
    statement = edition.finding_link(evidence.finding)
    if statement is None:
        return voice.say(
            "Eine Erkenntnis, die zum Schutz der Befragten nicht veröffentlicht ist.",
            "A finding that is not published, to protect those who answered.",
        )
    return statement + note


def _adopted(edition: Edition, guardrail: Guardrail) -> Markup:
    voice = edition.voice
    if guardrail.adopted_on is None:
        return voice.say(
            "Noch nicht beschlossen. Zuständig: {owner}.",
            "Not adopted yet. Owner: {owner}.",
            owner=edition.unit(guardrail.owner),
        )
    return voice.say(
        "Beschlossen am {day} ({by}). Zuständig: {owner}.",
        "Adopted on {day} ({by}). Owner: {owner}.",
        day=voice.day(guardrail.adopted_on),
        by=voice.text(guardrail.adopted_by),
        owner=edition.unit(guardrail.owner),
    )


def repeal_words(voice: Voice, guardrail: Guardrail) -> Markup:
    """When and why a guardrail was repealed; empty where it holds."""
    if guardrail.repealed_on is None:
        return Markup("")
    return voice.say(
        "Aufgehoben am {day}: {reason}",
        "Repealed on {day}: {reason}",
        day=voice.day(guardrail.repealed_on),
        reason=voice.text(guardrail.repeal_reason),
    )


def _held_before(edition: Edition, guardrail: Guardrail) -> tuple[Markup, ...]:
    """The measures that a person had held against a guardrail before it was repealed."""
    if guardrail.repealed_on is None:
        return ()
    checks = edition.documents.strategy.draft.personal_checks
    return tuple(edition.link("measure", check.measure) for check in checks if check.guardrail == guardrail.id)


def _checks(edition: Edition, checks: tuple[GuardrailCheck, ...], verdict: Verdict) -> tuple[Markup, ...]:
    return tuple(
        Markup("{}: {}").format(edition.link("measure", check.measure), edition.voice.text(check.reason))
        if check.reason.de
        else edition.link("measure", check.measure)
        for check in checks
        if check.verdict is verdict
    )
