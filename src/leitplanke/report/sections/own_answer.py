"""What became of one answer: its priorities and what was read in its texts, followed through the published documents.

Shown to whoever holds the receipt of the answer and to nobody else. What is not published stays so: of a priority that
too few shared, the holder learns that nothing is told, and no number.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.themes import Codebook
from leitplanke.participation.model import Answer
from leitplanke.report.edition import Edition
from leitplanke.report.sections.progress import Answered, answered
from leitplanke.strategy.findings import findings_by_reference

_FINDING, _GUARDRAIL, _MEASURE = "finding", "guardrail", "measure"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the answer says, and what followed; `finding` is None where nothing is published of it."""

    words: Markup
    finding: Markup | None
    replies: tuple[Answered, ...]
    guardrails: tuple[Markup, ...]
    measures: tuple[Markup, ...]

    @property
    def has_followed(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.replies or self.guardrails or self.measures)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """The priorities in the order in which they were given, the themes of the texts, and what else led to something."""

    priorities: tuple[Said, ...]
    themes: tuple[Said, ...]
    others: tuple[Said, ...]


def build(edition: Edition, answers: Iterable[Answer], *, audience: str, codebook: Codebook) -> OwnAnswer:
    """Follow the answers of one person of this audience; `codebook` finds themes as the evidence stage does."""
    given = {answer.question: answer for answer in answers}
    first = edition.documents.evidence.priority_question
    texts = [answer.text for name, answer in given.items() if name in codebook.questions and answer.text]
    others = [
        said
        for name, answer in given.items()
        if name != first
        for option in answer.options
        if (said := _option(edition, audience, name, option)).has_followed
    ]
    return OwnAnswer(
        priorities=tuple(
            _option(edition, audience, first, option) for option in (given[first].options if first in given else ())
        ),
        themes=tuple(_theme(edition, audience, theme) for theme in codebook.themes_in(texts)),
        others=tuple(others),
    )


def _option(edition: Edition, audience: str, question: str, option: str) -> Said:
    return _said(edition, f"{audience}.{question}.{option}", edition.voice.text(edition.names.option(question, option)))


def _theme(edition: Edition, audience: str, theme: str) -> Said:
    return _said(edition, f"{audience}.themes.{theme}", edition.voice.text(edition.names.get("theme", theme)))


def _said(edition: Edition, reference: str, words: Markup) -> Said:
    """What followed from a finding directly: reasons for measures that lead through a guardrail stand with it."""
    found = findings_by_reference(edition.documents.evidence).get(reference)
    effects = () if found is None else edition.effects.get(f"{_FINDING}:{found.id}", ())
    led_to = [effect.partition(":")[::2] for effect in effects]
    return Said(
        words=words,
        finding=None if found is None else edition.short_finding_link(found.id),
        replies=tuple(answered(edition, one) for one in edition.documents.progress.replies if one.to == reference),
        guardrails=tuple(edition.link(kind, name) for kind, name in led_to if kind == _GUARDRAIL),
        measures=tuple(
            Markup("{} {}").format(edition.link(kind, name), edition.state_badge(name))
            for kind, name in led_to
            if kind == _MEASURE
        ),
    )
