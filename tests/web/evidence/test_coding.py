"""Coding of free texts by two people: apart until both are done, and through every mix, export and import."""

import pytest
from django.urls import reverse
from django_scopes import scope

from factories.town_folder import town_files
from factories.web import person_in
from leitplanke.evidence.codings import Coder, text_key
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.evidence.actions.coding import fetch_texts
from leitplanke_web.evidence.models import CodingText, TextCoding, Theme
from leitplanke_web.evidence.queries import codings
from leitplanke_web.participation.models import Response
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.towns.models import Role

SAID_WITH_A_NAME = "Frau Kaya soll länger warten lassen"


@pytest.fixture
def town(db):  # noqa: ARG001 - the database first
    files = town_files()
    answers = files["answers_citizens.csv"].replace("Keine Wartezeit", SAID_WITH_A_NAME, 1)
    files["answers_citizens.csv"] = answers.replace(';no;"Mehr', ';gladly;"Mehr')
    town = load_town({name: text.encode() for name, text in files.items()}, actor="Test")
    with scope(town=town):
        fetch_texts(town)
        yield town


@pytest.fixture
def coders(town, sign_in):
    """Two people at their seats."""
    clients = [sign_in(person_in(town, Role.EDITOR, name=name, email=f"{name}@example.org")) for name in ("a", "b")]
    for client in clients:
        client.post(page(town, "coding"), {"go": "seat"})
    return clients


def page(town, name, **parts):
    return reverse(f"evidence:{name}", kwargs={"town": town.pk, **parts})


def code_all(client, town, choose):
    """Code every text as `choose` says of its words, page by page, as a person does."""
    while (answer := client.get(page(town, "coding_go_on"))).url != page(town, "coding"):
        row = answer.url
        text = client.get(row).context["row"].text
        assert client.post(row, {"themes": choose(text)}).status_code == 302


def test_texts_are_fetched_masked_and_in_an_order_that_tells_nothing(town):  # noqa: ARG001 - its scope is active
    rows = list(CodingText.objects.values_list("number", "key", "text"))

    assert [text for _, _, text in rows if "Kaya" in text] == []
    assert [text for _, _, text in rows if "[Name]" in text] == [SAID_WITH_A_NAME.replace("Kaya", "[Name]")]
    assert [key for _, key, _ in rows] == sorted(key for _, key, _ in rows)
    assert {proposal.theme for row in CodingText.objects.all() for proposal in row.proposals} <= {
        theme.identifier for theme in Theme.objects.all()
    }


def test_proposals_are_marked_and_not_ticked(town, coders):
    number = CodingText.objects.get(text__contains="Termine").number

    html = coders[0].get(page(town, "coding_text", number=number)).content.decode()

    assert "Vorschlag" in html
    assert " checked" not in html


def test_two_coders_are_apart_until_both_are_done_and_then_settle(town, coders):
    first, second = coders
    code_all(first, town, lambda text: ["waiting"] if "Termine" in text else [])
    number = CodingText.objects.get(text__contains="Termine").number

    assert " checked" in first.get(page(town, "coding_text", number=number)).content.decode()
    assert " checked" not in second.get(page(town, "coding_text", number=number)).content.decode()
    assert second.get(page(town, "coding")).context["alphas"] == ()
    assert second.get(page(town, "coding_settle")).status_code == 302

    code_all(second, town, lambda _text: [])
    shown = second.get(page(town, "coding")).context
    assert (shown["state"].disagreeing, shown["is_done"]) == (1, True)
    assert [alpha < 0.667 for _name, alpha, _words in shown["alphas"]] == [True]

    disputed = second.get(page(town, "coding_settle"))
    assert disputed.context["row"].number == number
    second.post(page(town, "coding_settle"), {"number": number, "themes": ["waiting"]})
    state = second.get(page(town, "coding")).context["state"]
    assert (state.disagreeing, state.confirmed) == (0, state.texts)


def test_log_tells_who_coded_and_never_what(town, coders):
    code_all(coders[0], town, lambda _text: ["waiting"])

    lines = AuditLine.objects.filter(town=town.pk, deed__startswith="coding.").values_list("deed", "subject", "details")
    assert sorted(lines) == [
        ("coding.finished", "2026-1", {}),
        ("coding.seated", "2026-1", {}),
        ("coding.seated", "2026-1", {}),
    ]


def test_third_person_finds_no_seat_and_no_text(town, coders, sign_in):  # noqa: ARG001 - both seats are taken
    third = sign_in(person_in(town, Role.EDITOR, email="third@example.org"))
    third.post(page(town, "coding"), {"go": "seat"})

    assert third.get(page(town, "coding_text", number=1)).status_code == 404
    assert third.post(page(town, "coding_text", number=1), {"themes": ["waiting"]}).status_code == 404
    assert not TextCoding.objects.exists()


def test_unknown_theme_is_refused_and_stores_nothing(town, coders):
    answer = coders[0].post(page(town, "coding_text", number=1), {"themes": ["elsewhere"]})

    assert answer.status_code == 422
    assert not TextCoding.objects.exists()


def test_codes_survive_new_keys_of_responses_and_fetching_anew(town, coders):
    code_all(coders[0], town, lambda _text: ["waiting"])
    before = codings(town, "2026-1")
    for number, row in enumerate(list(Response.objects.filter(town=town))):
        Response.objects.filter(pk=row.pk).update(key=number + 1)

    fetch_texts(town)

    assert codings(town, "2026-1") == before
    assert coders[0].get(page(town, "coding")).context["state"].coded[Coder.FIRST] == len(before)


def test_town_is_the_same_after_export_and_import(town, coders):
    code_all(coders[0], town, lambda text: ["waiting"] if "Termine" in text else [])
    coders[0].post(page(town, "themes"), {"answer": "digital.gladly"})

    value = town_value(town)

    assert value.quotes is not None
    assert len(value.codings) == CodingText.objects.count()
    key = text_key("2026-1", "wish", "Mehr Termine; bitte")
    assert [one.themes for one in value.codings if one.text == key] == [("waiting",)]


def test_removed_theme_leaves_the_texts_too(town, coders):
    coders[0].post(page(town, "theme_new"), {"id": "calm", "name_de": "Ruhe", "words": "ruhe\nlärm"})
    code_all(coders[0], town, lambda _text: ["calm"])

    answer = coders[0].post(page(town, "theme", theme="calm"), {"go": "remove", "version": "1"})

    assert answer.status_code == 302
    assert not Theme.objects.filter(identifier="calm").exists()
    assert {tuple(one.themes) for one in TextCoding.objects.all()} == {()}


def test_second_editor_of_a_theme_is_told_what_stands_there(town, coders):
    row = Theme.objects.first()
    typed = {"name_de": "Neu", "words": "neu", "version": "1"}
    coders[0].post(page(town, "theme", theme=row.identifier), typed)

    answer = coders[1].post(page(town, "theme", theme=row.identifier), {**typed, "name_de": "Anders"})

    assert answer.status_code == 409
    assert "Neu; neu" in answer.content.decode()
    assert Theme.objects.get(identifier=row.identifier).value.name.de == "Neu"


def test_quotes_are_the_texts_that_everybody_who_wrote_them_allows(town, coders):
    code_all(coders[0], town, lambda _text: ["waiting"])
    allowing = [
        row
        for row in Response.objects.all()
        if {"gladly"} == {one.options[0] for one in row.answers if one.question == "digital" and one.options}
    ]
    assert 0 < len(allowing) < 40

    coders[0].post(page(town, "themes"), {"answer": "digital.gladly"})
    fetch_texts(town)
    (group,) = coders[0].get(page(town, "quotes")).context["groups"]

    assert {quote.text: quote.is_masked for quote in group[2]} == {"Mehr Termine; bitte": False}
