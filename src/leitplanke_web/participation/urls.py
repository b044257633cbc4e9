"""Addresses of participation."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.participation.views import (
    answering,
    answers,
    editor,
    editor_parts,
    editor_preview,
    editor_publishing,
    editor_questions,
    editor_texts,
    field,
    mailing,
    paper,
    paper_entry,
    staff,
    surveys,
)

app_name = "participation"

_ONE = "<str:town>/arbeit/frageboegen/<str:questionnaire>/"
_QUESTION = f"{_ONE}fragen/<str:question>/"
_EDITOR = [
    path("<str:town>/arbeit/frageboegen/", editor.questionnaires, name="questionnaires"),
    path("<str:town>/arbeit/fragebogen-neu/", editor.questionnaire_new, name="questionnaire_new"),
    path(_ONE, editor.questionnaire, name="questionnaire"),
    path(f"{_ONE}angaben/", editor.questionnaire_details, name="questionnaire_details"),
    path(f"{_ONE}abschnitt-neu/", editor_questions.section_new, name="section_new"),
    path(f"{_ONE}abschnitte/<str:section>/", editor_questions.section_edit, name="section_edit"),
    path(f"{_ONE}frage-neu/<str:kind>/", editor_questions.question_new, name="question_new"),
    path(_QUESTION, editor_questions.question_edit, name="question_edit"),
    path(f"{_QUESTION}antworten/<str:part>/", editor_parts.part_condition, {"kind": "options"}, "option_condition"),
    path(f"{_QUESTION}zeilen/<str:part>/", editor_parts.part_condition, {"kind": "items"}, "item_condition"),
    path(f"{_ONE}wert-neu/", editor_parts.computed_new, name="computed_new"),
    path(f"{_ONE}werte/<str:value>/", editor_parts.computed_edit, name="computed_edit"),
    path(f"{_ONE}quote-neu/", editor_parts.quota_new, name="quota_new"),
    path(f"{_ONE}quoten/<str:quota>/", editor_parts.quota_edit, name="quota_edit"),
    path(f"{_ONE}vorschau/<str:audience>/", editor_preview.preview, name="preview"),
    path(f"{_ONE}vorschau/<str:audience>/papier/", editor_preview.paper_preview, name="paper_preview"),
    path(f"{_ONE}sprachen/<str:language>/", editor_texts.questionnaire_translate, name="questionnaire_translate"),
    path(f"{_ONE}bibliothek/", editor_texts.questionnaire_library, name="questionnaire_library"),
    path(f"{_ONE}veroeffentlichen/", editor_publishing.questionnaire_publish, name="questionnaire_publish"),
    path(f"{_ONE}dateien/", editor_publishing.questionnaire_files, name="questionnaire_files"),
    path(f"{_ONE}dateien/<str:format>/", editor_publishing.questionnaire_file, name="questionnaire_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *_EDITOR,
    path("<str:town>/arbeit/umfrage/", staff.survey, name="staff_survey"),
    path("<str:town>/arbeit/umfrage/codes/", staff.make_codes, name="make_codes"),
    path("<str:town>/arbeit/umfrage/antworten/", answers.answers, name="answers"),
    path("<str:town>/arbeit/umfrage/antworten/<str:questionnaire>/", answers.answer_file, name="answer_file"),
    path("<str:town>/arbeit/umfrage/papier/", paper.overview, name="paper"),
    path("<str:town>/arbeit/umfrage/papier/drucken/", paper.print_out, name="print_paper"),
    path("<str:town>/arbeit/umfrage/papier/anmelden/", paper.register, name="register_sheets"),
    path("<str:town>/arbeit/umfrage/papier/einlesen/", paper.read, name="read_scans"),
    path("<str:town>/arbeit/umfrage/papier/eingeben/", paper_entry.enter, name="enter_paper"),
    path("<str:town>/arbeit/umfrage/e-mail/", mailing.mailing, name="mailing"),
    path("<str:town>/arbeit/umfrage/stand/", field.field, name="field"),
    path("<str:town>/arbeit/umfrage/wege/", field.ways, name="ways"),
    path("<str:town>/arbeit/umfrage/wege/<str:audience>/", field.poster, name="poster"),
    path("<str:town>/arbeit/gespraech/<str:audience>/<str:how>/", answering.interview, name="interview"),
    path("<str:town>/umfrage/", surveys.survey, name="survey"),
    path("<str:town>/umfrage/<str:audience>/", answering.answer, name="answer"),
    path("<str:town>/umfrage/<str:audience>/kiosk/", answering.kiosk, name="kiosk"),
]
