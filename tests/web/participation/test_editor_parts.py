"""Rules, conditions of answers and rows, computed values, quotas: built in the browser, kept if from a file."""

import re
from dataclasses import fields, replace

import pytest
from django_scopes import scope

from factories.editing import draft_of, fill_in, stored
from factories.questionnaires import BELOW_100, EVERY_KIND, chosen, equal
from factories.respondents import Respondent
from factories.surveys import NOW, survey_of
from leitplanke.kernel.texts import Text
from leitplanke.participation import arranging
from leitplanke.participation.calculations import Calculation, Term, Way, calculation_of
from leitplanke.participation.conditions import Claim, Clause, Condition, condition_of
from leitplanke.participation.model import (
    Agreement,
    Audience,
    Bounds,
    ChoiceSet,
    Computed,
    Expression,
    Item,
    Operator,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Quota,
    Rule,
    Section,
    Variant,
)
from leitplanke.participation.rules import RuleClaim, RuleClause, rule_clause
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.forms.question import QuestionForm
from leitplanke_web.participation.models import Draft

pytestmark = pytest.mark.django_db
DRAFT = "/erlenbach/arbeit/frageboegen/2027-1/"
ODD = Expression(Operator.NOT, (Expression(Operator.ALL, (BELOW_100, equal("use", "often"))),))


@pytest.fixture
def draft(town):
    return draft_of(town, replace(EVERY_KIND, version="2027-1"))


def test_rules_are_added_and_say_what_they_want(town, editor, draft):
    address = f"{DRAFT}fragen/years/"
    page = fill_in(editor, address, go="add:rule").content.decode()
    page = fill_in(
        editor, address, page, **{"rule-1-claim": "at_least", "rule-1-value": "zwölf", "rule-1-message_de": "Ab 12."}
    )
    assert page.status_code == 422
    assert "„zwölf“ ist keine Zahl" in page.content.decode()
    fill_in(editor, address, page.content.decode(), **{"rule-1-value": "12,5"})
    rules = stored(town, draft.identifier).question("years").rules

    assert rules[0] == EVERY_KIND.question("years").rules[0]
    assert rule_clause(rules[1].holds_if) == RuleClause(RuleClaim.AT_LEAST, 12.5)
    assert rules[1].message.de == "Ab 12."


@pytest.mark.parametrize(
    ("question", "row", "clause"),
    [
        ("born", {"claim": "at_most", "against": "today"}, RuleClause(RuleClaim.AT_MOST, is_today=True)),
        ("born", {"claim": "more", "value": "1900-01"}, RuleClause(RuleClaim.MORE, "1900-01")),
        ("name", {"claim": "matches", "value": "[A-Z]+"}, RuleClause(RuleClaim.MATCHES, "[A-Z]+")),
        ("name", {"claim": "letters_at_least", "value": "3"}, RuleClause(RuleClaim.LETTERS_AT_LEAST, 3.0)),
        ("stars", {"claim": "at_most", "against": "answer:mood"}, RuleClause(RuleClaim.AT_MOST, question="mood")),
        ("born", {"claim": "more", "value": "1. Mai"}, "keine Angabe, wie die Frage sie will"),
        ("name", {"claim": "matches", "value": "[A-Z"}, "Muster lässt sich nicht lesen"),
        ("stars", {"claim": "at_most"}, "Der Wert fehlt"),
    ],
)
def test_rule_of_each_kind_is_stored_or_says_why_not(town, editor, draft, question, row, clause):
    address = f"{DRAFT}fragen/{question}/"
    page = fill_in(editor, address, go="add:rule").content.decode()
    answer = fill_in(editor, address, page, **{f"rule-0-{name}": value for name, value in row.items()},
                     **{"rule-0-message_de": "So nicht."})  # fmt: skip
    rules = stored(town, draft.identifier).question(question).rules

    if isinstance(clause, str):
        assert clause in answer.content.decode()
        assert not rules
    else:
        assert [rule_clause(one.holds_if) for one in rules] == [clause]


def test_rule_from_a_file_stays_gets_other_words_or_goes(town, editor):
    years = replace(EVERY_KIND.question("years"), rules=(Rule(ODD, Text("Nein.")),))
    questions = tuple(years if one.id == "years" else one for one in EVERY_KIND.questions)
    draft_of(town, replace(EVERY_KIND, version="2027-1", questions=questions))
    address = f"{DRAFT}fragen/years/"
    assert "kommt aus einer Datei" in editor.get(address).content.decode()

    fill_in(editor, address, **{"rule-0-message_de": "Bitte nicht."})
    assert stored(town, "2027-1").question("years").rules == (Rule(ODD, Text("Bitte nicht.")),)

    page = fill_in(editor, address, go="out:rule-0").content.decode()
    fill_in(editor, address, page)
    assert stored(town, "2027-1").question("years").rules == ()


def test_answers_and_rows_get_conditions_of_their_own(town, editor, draft):
    option, item = f"{DRAFT}fragen/areas/antworten/bus/", f"{DRAFT}fragen/views/zeilen/s1/"
    for address in (option, item):
        page = fill_in(editor, address, go="add:if").content.decode()
        answer = fill_in(editor, address, page, **{"if-0-question": "use", "if-0-value": "often"})
        assert answer.status_code == 302
    value = stored(town, draft.identifier)

    assert value.question("areas").options[1].shown_if == chosen("use", "often")
    assert value.question("views").items[0].shown_if == chosen("use", "often")
    assert "Nur wenn: „Wie ist es mit use?“ gewählt: often de" in editor.get(f"{DRAFT}fragen/areas/").content.decode()
    assert editor.get(f"{DRAFT}fragen/areas/antworten/nirgends/").status_code == 404
    assert editor.get(f"{DRAFT}fragen/areas/zeilen/bus/").status_code == 404


def test_two_people_change_one_condition_and_see_both(town, editor, draft):
    address = f"{DRAFT}fragen/areas/antworten/bus/"
    mine = fill_in(editor, address, go="add:if").content.decode()
    fill_in(editor, address, mine, **{"if-0-question": "use", "if-0-value": "never"})
    answer = fill_in(editor, address, mine, **{"if-0-question": "use", "if-0-value": "often"})

    assert answer.status_code == 409
    assert "never de" in answer.content.decode()
    fill_in(editor, address, answer.content.decode(), **{"take-shown_if": "theirs"})
    assert stored(town, draft.identifier).question("areas").options[1].shown_if == chosen("use", "never")


def test_computed_value_is_built_used_and_kept_while_it_is_needed(town, editor, draft):
    page = fill_in(editor, f"{DRAFT}wert-neu/", go="add:term").content.decode()
    filled = {"term-0-question": "years", "term-1-question": "sums|hall", "term-2-number": "1,5", "id": "zusammen"}
    fill_in(editor, f"{DRAFT}wert-neu/", page, **filled)
    value = stored(town, draft.identifier)

    assert calculation_of(value.computed[-1].value) == Calculation(
        Way.SUM, (Term("years"), Term("sums", "hall"), Term(number=1.5))
    )
    address = f"{DRAFT}fragen/best/"
    page = fill_in(editor, address, go="add:if").content.decode()
    assert "{{zusammen}}" in page
    fill_in(editor, address, page, **{"if-0-question": "zusammen", "if-0-claim": "at_least", "if-0-value": "3"})
    found = condition_of(stored(town, draft.identifier).question("best").shown_if)
    assert found == Condition((Clause("zusammen", Claim.AT_LEAST, 3.0),))

    editor.post(f"{DRAFT}werte/zusammen/", {"go": "remove", "version": "0"})
    refused = editor.get(DRAFT).content.decode()
    assert [one.id for one in stored(town, draft.identifier).computed] == ["next_year", "zusammen"]
    assert "Es ist noch da" in refused


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"term-0-question": ""}, "Die Zahl der Teile passt nicht"),
        ({"term-0-question": "years", "term-0-number": "3"}, "entweder eine Frage oder eine Zahl"),
        ({"term-0-question": "years", "way": "divide"}, "brauchen genau zwei"),
        ({"term-0-question": "years", "id": "use"}, "Diesen Namen gibt es schon"),
    ],
)
def test_value_that_cannot_be_says_why(town, editor, draft, fields, words):
    answer = fill_in(editor, f"{DRAFT}wert-neu/", **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert stored(town, draft.identifier) == draft.value


def test_value_from_a_file_is_told_and_can_go(town, editor):
    draft_of(town, replace(EVERY_KIND, version="2027-1", computed=(Computed("odd", equal("use", "often")),)))
    page = editor.get(f"{DRAFT}werte/odd/").content.decode()
    fill_in(editor, f"{DRAFT}werte/odd/", page, go="remove")

    assert "kommt aus einer Datei" in page
    assert stored(town, "2027-1").computed == ()


def test_quota_is_built_changed_told_and_removed(town, editor):
    person = replace(EVERY_KIND.question("use"), about_person=True)
    draft = draft_of(town, replace(arranging.with_changed_question(EVERY_KIND, person), version="2027-1"))
    page = fill_in(editor, f"{DRAFT}quote-neu/", go="add:if").content.decode()
    nobody = fill_in(editor, f"{DRAFT}quote-neu/", most="20", message_de="Danke.")
    fill_in(
        editor, f"{DRAFT}quote-neu/", page,
        **{"most": "5", "message_de": "Danke.", "if-0-question": "use", "if-0-value": "never"},
    )  # fmt: skip
    outline = editor.get(DRAFT).content.decode()
    fill_in(editor, f"{DRAFT}quoten/quote1/", most="50")
    value = stored(town, draft.identifier)

    assert "mindestens eine Bedingung" in nobody.content.decode()
    assert "Diese Quote verriete, dass 5 Menschen so geantwortet haben" in outline
    assert value.quotas == (
        EVERY_KIND.quotas[0],
        Quota("quote1", chosen("use", "never"), 50, Text("Danke.")),
    )
    assert fill_in(editor, f"{DRAFT}quoten/often/", go="").status_code == 302
    assert stored(town, draft.identifier) == value
    fill_in(editor, f"{DRAFT}quoten/often/", editor.get(f"{DRAFT}quoten/often/").content.decode(), go="remove")
    assert [one.id for one in stored(town, draft.identifier).quotas] == ["quote1"]
    with scope(town=town):
        told = AuditLine.objects.filter(deed="questionnaire.changed").values_list("details__parts", flat=True)
        assert ["quotas.often"] in list(told)


def test_new_quota_offers_nothing_that_is_an_opinion_and_an_old_one_what_it_counts(editor, draft):
    new, old = (
        fill_in(editor, f"{DRAFT}{address}/", go="add:if").content.decode() for address in ("quote-neu", "quoten/often")
    )
    offered = [re.findall(r'<option value="(\w+)"', page.split('name="if-0-question"')[1].split("</select>")[0])
               for page in (new, old)]  # fmt: skip

    assert "consent" in offered[0]
    assert {"use", "areas"}.isdisjoint(offered[0])
    assert sorted(offered[1]) == sorted({*offered[0], *EVERY_KIND.quotas[0].counts_if.references})
    assert draft.value.quotas


def test_full_quota_thanks_those_whom_it_counts_and_forgets_what_they_typed(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        survey = survey_of(town, replace(EVERY_KIND, version="2026-9"))
        survey.full_quotas = ["often"]
        survey.save()
        start = Respondent().press("begin", style="several", language="de")
        start.press("next", **{"q:consent": "yes", "q:use": "never", "q:areas": "kita"})
        assert "q:areas" not in start.page.fields
        assert Draft.objects.count() == 1

        full = Respondent().press("begin", style="several", language="de")
        full.press("next", **{"q:consent": "yes", "q:use": "often", "q:areas": "kita"})

        assert "Danke, genug." in full.says
        assert "ist nicht gespeichert" in full.says
        assert Draft.objects.count() == 1


# Where the form of a question has each field of the model, as the name of one of its controls.
EDITED = {
    "id": "id", "text": "text_de", "audiences": "audiences", "hint": "hint_de", "guidance": "guidance_de",
    "name": "name_de", "shown_if": "if-0-question", "variants": "variant-0-text_de", "is_mandatory": "is_mandatory",
    "about_person": "about_person", "offers": "offers", "options": "option-0-text_de", "items": "item-0-text_de",
    "other": "other_de", "is_shuffled": "is_shuffled", "min_choices": "min_choices", "max_choices": "max_choices",
    "ordered": "ordered", "agreement": "agreement_de", "bounds": "lowest", "max_length": "max_length", "form": "form",
    "cells": "cells", "sets": "set_size", "rules": "rule-0-claim",
}  # fmt: skip
K = QuestionKind
CHOICES = {K.SINGLE, K.MULTIPLE, K.TOP, K.RANK, K.POINTS, K.BEST_WORST}
ROWS = {K.MATRIX, K.STATEMENTS}
ALL = set(K)
# Which kinds have a field that not all have; for the others it says nothing.
OF_SOME = {
    "is_mandatory": ALL - {K.INFORMATION}, "about_person": ALL - {K.INFORMATION, K.CONSENT},
    "offers": ALL - {K.INFORMATION, K.CONSENT}, "options": CHOICES | {K.MATRIX}, "items": ROWS,
    "other": {K.SINGLE, K.MULTIPLE, K.TOP}, "is_shuffled": CHOICES | ROWS,
    "min_choices": {K.MULTIPLE, K.TOP, K.RANK} | ROWS, "max_choices": {K.MULTIPLE, K.TOP, K.RANK},
    "ordered": {K.SINGLE}, "agreement": {K.SINGLE}, "bounds": {K.NUMBER, K.SCALE, K.RATING, K.MATRIX},
    "max_length": {K.TEXT, K.SHORT_TEXT, K.MATRIX}, "form": {K.DATE}, "cells": {K.MATRIX}, "sets": {K.BEST_WORST},
    "rules": {K.NUMBER, K.SCALE, K.RATING, K.DATE, K.TEXT, K.SHORT_TEXT},
}  # fmt: skip
ELSEWHERE = {
    "kind": "chosen with the button that opens the form, changed by the form below it",
    "continues": "chosen on the page that publishes, beside the version before",
}


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_field_of_a_question_is_edited_somewhere(kind):
    shown = {
        "if-0-question": "", "rule-0-id": "", "option-0-id": "", "item-0-id": "", "variant-0-audience": "citizens",
    }  # fmt: skip
    form = QuestionForm(EVERY_KIND, kind, shown=shown)
    controls = {one[name].html_name for one in form.forms for name in one.fields}
    expected = {name for name in EDITED if kind in OF_SOME.get(name, ALL)}
    if not form.can_have_rules:  # a row that no button adds
        controls.discard("rule-0-claim")

    assert set(EDITED) | set(ELSEWHERE) == {one.name for one in fields(Question)}
    assert {name for name, control in EDITED.items() if control in controls} == expected


PARTS = {
    Option: {"id": "option-0-id", "text": "option-0-text_de", "audiences": "option-0-audiences",
             "is_exclusive": "option-0-is_exclusive", "shown_if": "fragen/grid/antworten/good/"},
    Item: {"id": "item-0-id", "text": "item-0-text_de", "opposite": "item-0-opposite_de",
           "shown_if": "fragen/grid/zeilen/hall/"},
    Bounds: {"lowest": "lowest", "highest": "highest", "step": "step", "unit": "unit_de", "low_end": "low_end_de",
             "high_end": "high_end_de"},
    Agreement: {"options": "option-0-agrees", "words": "agreement_de"},
    Variant: {"audience": "variant-0-audience", "text": "variant-0-text_de", "hint": "variant-0-hint_de"},
    ChoiceSet: {"id": "", "options": "set_size"},
    Rule: {"holds_if": "rule-0-claim", "message": "rule-0-message_de"},
    Section: {"id": "", "title": "title_de", "questions": "go", "text": "text_de", "shown_if": "add:if"},
    Computed: {"id": "id", "value": "way"},
    Quota: {"id": "id", "counts_if": "add:if", "most": "most", "message": "message_de"},
    Questionnaire: {"version": "version", "title": "title_de", "audiences": "audiences", "questions": "frage-neu",
                    "sections": "abschnitt-neu", "computed": "wert-neu", "quotas": "quote-neu",
                    "introduction": "introduction_de", "closing": "closing_de", "languages": "languages",
                    "replaces": "start"},
    Audience: {"id": "", "name": "text-audiences.citizens.name"},
}  # fmt: skip
MADE = {
    ("ChoiceSet", "id"): "balanced_sets names the rounds that it draws",
    ("Section", "id"): "nobody reads it; it must not change with the title",
    ("Audience", "id"): "a town asks audiences that it has frames for; new ones come with its folder",
}


def test_every_field_of_every_part_is_edited_on_one_of_the_pages(editor, draft):
    paths = (
        "fragen/grid/", "fragen/use/", "fragen/years/", "fragen/mood/", "fragen/best/", "abschnitte/two/", "wert-neu/",
        "quote-neu/", "angaben/", "", "sprachen/en/", "fragen/areas/",
    )  # fmt: skip
    pages = [editor.get(f"{DRAFT}{path}").content.decode() for path in paths]
    whole = "".join([*pages, editor.get("/erlenbach/arbeit/fragebogen-neu/").content.decode()])
    missing = [
        (part.__name__, name)
        for part, controls in PARTS.items()
        for name, control in controls.items()
        if control and control not in whole
    ]

    assert {part: set(controls) for part, controls in PARTS.items()} == {
        part: {one.name for one in fields(part)} for part in PARTS
    }
    assert missing == []
    made = {
        (part.__name__, name) for part, controls in PARTS.items() for name, control in controls.items() if not control
    }
    assert made == set(MADE)
    assert draft.value.version == "2027-1"
