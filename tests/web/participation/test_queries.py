import pytest
from django_scopes import scope

from leitplanke_web.participation.queries import option_texts, questionnaire

pytestmark = pytest.mark.django_db


def test_options_of_every_question_are_those_of_the_questionnaire(town):
    with scope(town=town):
        asked = questionnaire(town).questions
        found = {question.id: option_texts(town, question.id) for question in asked}

    assert found == {question.id: {one.id: one.text for one in question.options} for question in asked}


def test_options_of_no_question_are_none(town):
    with scope(town=town):
        assert option_texts(town, "nothing") == {}
