"""Translating side by side: texts of a questionnaire replaced by their paths, as `Questionnaire.texts` names them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Bounds, Question, Questionnaire

Change = Callable[[str, Text], Text]


def translated(questionnaire: Questionnaire, *, language: str, texts: Mapping[str, str]) -> Questionnaire:
    """The questionnaire with these texts in `language`, by path; other texts and languages stay.

    A text that nobody has written in any language has no path and stays empty.
    """

    def change(path: str, text: Text) -> Text:
        if path not in texts or not text.by_language():
            return text
        return Text.of({**text.by_language(), language: texts[path]})

    return _changed(questionnaire, change)


def _changed(questionnaire: Questionnaire, change: Change) -> Questionnaire:
    return replace(
        questionnaire,
        title=change("title", questionnaire.title),
        introduction=change("introduction", questionnaire.introduction),
        closing=change("closing", questionnaire.closing),
        audiences=tuple(
            replace(one, name=change(f"audiences.{one.id}.name", one.name)) for one in questionnaire.audiences
        ),
        sections=tuple(
            replace(
                one,
                title=change(f"sections.{one.id}.title", one.title),
                text=change(f"sections.{one.id}.text", one.text),
            )
            for one in questionnaire.sections
        ),
        quotas=tuple(
            replace(one, message=change(f"quotas.{one.id}.message", one.message)) for one in questionnaire.quotas
        ),
        questions=tuple(
            _changed_question(one, _below(f"questions.{one.id}", change)) for one in questionnaire.questions
        ),
    )


def _changed_question(question: Question, change: Change) -> Question:
    return replace(
        question,
        text=change("text", question.text),
        hint=change("hint", question.hint),
        guidance=change("guidance", question.guidance),
        options=tuple(replace(one, text=change(f"options.{one.id}", one.text)) for one in question.options),
        items=tuple(
            replace(
                one,
                text=change(f"items.{one.id}", one.text),
                opposite=None if one.opposite is None else change(f"items.{one.id}.opposite", one.opposite),
            )
            for one in question.items
        ),
        variants=tuple(
            replace(
                one,
                text=change(f"variants.{one.audience}", one.text),
                hint=change(f"variants.{one.audience}.hint", one.hint),
            )
            for one in question.variants
        ),
        rules=tuple(
            replace(one, message=change(f"rules.{number}", one.message)) for number, one in enumerate(question.rules)
        ),
        other=None if question.other is None else change("other", question.other),
        bounds=None if question.bounds is None else _changed_bounds(question.bounds, _below("bounds", change)),
    )


def _changed_bounds(bounds: Bounds, change: Change) -> Bounds:
    return replace(
        bounds,
        unit=change("unit", bounds.unit),
        low_end=change("low_end", bounds.low_end),
        high_end=change("high_end", bounds.high_end),
    )


def _below(head: str, change: Change) -> Change:
    return lambda path, text: change(f"{head}.{path}", text)
