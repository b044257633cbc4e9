"""What becomes of a question in the next version."""

from dataclasses import replace

import pytest

from factories.questionnaires import EVERY_KIND, asked
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import QuestionKind
from leitplanke.participation.succession import Succeeded, Succession, succession


def version(*questions):
    return replace(EVERY_KIND, questions=questions, sections=(), computed=(), quotas=())


OLD = version(
    asked("age", QuestionKind.SINGLE, ("young", "old")),
    asked("wish", QuestionKind.TEXT),
    asked("areas", QuestionKind.MULTIPLE, ("kita", "bus")),
    asked("left", QuestionKind.TEXT),
)


def test_every_question_is_the_same_reworded_changed_new_or_gone():
    age, wish, areas, _left = OLD.questions
    new = version(
        replace(age, text=replace(age.text, plain="Wie alt?")),
        replace(wish, id="wunsch", text=Text("Was fehlt?"), continues="wish"),
        replace(areas, options=areas.options[:1]),
        asked("more", QuestionKind.TEXT),
    )

    assert succession(OLD, new) == (
        Succeeded("age", "age", Succession.SAME),
        Succeeded("wish", "wunsch", Succession.REWORDED),
        Succeeded("areas", "areas", Succession.OTHER_ANSWERS),
        Succeeded("", "more", Succession.NEW),
        Succeeded("left", "", Succession.GONE),
    )


def test_version_that_replaces_itself_changes_nothing():
    assert {one.how for one in succession(EVERY_KIND, EVERY_KIND)} == {Succession.SAME}


@pytest.mark.parametrize("names", [("wish", "wish"), ("nirgends", "")])
def test_unknown_or_doubled_predecessors_are_refused(names):
    new = version(*(asked(f"n{number}", QuestionKind.TEXT, continues=name) for number, name in enumerate(names)))

    with pytest.raises(InvalidValueError, match="continues"):
        succession(OLD, new)
