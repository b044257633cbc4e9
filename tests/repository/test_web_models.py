"""What the tables may and may not hold."""

import sys

import pytest
from django.apps import apps
from django.db import models

from leitplanke_web.participation.models import (
    AccessCode,
    Draft,
    FieldCount,
    FieldTally,
    Intake,
    MailAddress,
    PageCount,
    ParticipationDocument,
    Response,
    SubmissionToken,
    Survey,
)

LAYERS = (
    *("design", "accounts", "audit", "towns"),
    *("participation", "discussion", "workshops", "evidence", "strategy", "roadmap", "monitoring", "process", "portal"),
)

# What the running survey may store: a column that could join two of these rows undoes docs/decisions/0018.
RUNNING_SURVEY = {
    Survey: {
        "id",
        "town",
        "questionnaire",
        "state",
        "closes_on",
        "version",
        "full_quotas",
        "withdrawn",
        "withdrawn_told",
    },
    AccessCode: {"key", "town", "survey", "audience", "frame", "digest", "is_used"},
    Draft: {"locator", "town", "survey", "sealed"},
    SubmissionToken: {"digest", "town", "survey", "expires_on"},
    Intake: {"key", "town", "survey", "audience", "frame", "mode", "answers", "receipt"},
    MailAddress: {"locator", "town", "survey", "sealed", "invitation", "reminder"},
    FieldCount: {"id", "town", "survey", "on", "audience", "mode", "count"},
    PageCount: {"id", "town", "survey", "audience", "question", "reached"},
    FieldTally: {"id", "town", "survey", "audience", "question", "counted", "option", "count"},
}


@pytest.fixture(scope="session")
def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("leitplanke_web.")]


def _relations(model):
    return [
        field for field in model._meta.get_fields(include_hidden=True) if field.is_relation and not field.auto_created
    ]


def test_response_has_no_column_but_these():
    assert {field.name for field in Response._meta.get_fields()} == {
        "pk", "town", "audience", "key", "frame", "mode", "questionnaire", "answers", "receipt", "is_evaluated",
    }  # fmt: skip


def test_response_relates_to_its_town_alone():
    assert [field.related_model._meta.label for field in _relations(Response)] == ["towns.Town"]


@pytest.mark.parametrize(("model", "columns"), RUNNING_SURVEY.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_running_survey_has_no_column_but_these(model, columns):
    assert {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete} == columns


@pytest.mark.parametrize("model", RUNNING_SURVEY)
def test_running_survey_relates_to_town_and_survey_alone(model):
    related = {field.related_model._meta.label for field in _relations(model)}

    assert related == {"towns.Town", "participation.Questionnaire" if model is Survey else "participation.Survey"}


def test_every_table_of_the_running_survey_is_listed():
    modules = {Survey.__module__, FieldTally.__module__, MailAddress.__module__}
    assert {model for model in apps.get_models() if model.__module__ in modules} == set(RUNNING_SURVEY)


def test_nothing_relates_to_a_row_of_the_running_survey(own_models):
    rows = set(RUNNING_SURVEY) - {Survey}

    assert [
        model._meta.label for model in own_models for field in _relations(model) if field.related_model in rows
    ] == []


def test_nothing_relates_to_responses_or_their_document(own_models):
    relating = [
        f"{model._meta.label}.{field.name}"
        for model in own_models
        for field in _relations(model)
        if field.related_model in {Response, ParticipationDocument}
    ]

    assert relating == []


def test_no_relation_leads_from_an_earlier_to_a_later_app(own_models):
    """A relation by name escapes the import contracts."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models
        for field in _relations(model)
        if field.related_model._meta.app_label in LAYERS
        and LAYERS.index(field.related_model._meta.app_label) > LAYERS.index(model._meta.app_label)
    ]

    assert wrong == []


def test_every_row_of_a_town_is_scoped(own_models):
    """A model with a town has a manager that refuses to work outside one."""
    unscoped = [
        model._meta.label
        for model in own_models
        if any(isinstance(field, models.ForeignKey) and field.name == "town" for field in model._meta.get_fields())
        and type(model._default_manager).__module__ != "django_scopes.manager"
    ]

    assert unscoped == []


def test_every_module_of_models_says_whether_it_holds_personal_data(own_models):
    modules = {model.__module__ for model in own_models}
    silent = {name for name in modules if "ersonal data" not in (sys.modules[name].__doc__ or "")}

    assert silent == set()
