"""A guardrail is made, changed, held against measures and removed; nothing of it happens in silence."""

from datetime import date

import pytest
from django.utils import timezone
from django_scopes import scope

from factories import handovers
from factories.page_forms import forms_of, send
from factories.runs import finished_run
from leitplanke.exchange.documents import digest, to_bytes
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.texts import Text
from leitplanke.strategy.guardrails import held_against
from leitplanke.strategy.model import (
    Condition,
    ConditionTest,
    EvidenceKind,
    EvidenceLink,
    Guardrail,
    GuardrailCheck,
    Verdict,
)
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.strategy.queries import guardrail_row, personal_check_row

pytestmark = pytest.mark.django_db

WORK = "/erlenbach/arbeit/"
NEW = f"{WORK}leitplanke-neu/"
ONE = f"{WORK}leitplanken/short_waits/"
FINDING = "citizens.areas.kita"
CHECK = f"{ONE}massnahmen/kita_online/"


def fill_in(client, address, **changes):
    """Send what a browser would send from the page's form, with changes."""
    (form,) = [one for one in forms_of(client.get(address).text, address=address) if one.action == address]
    return send(client, address, form.entries(**changes))


def stored(town, guardrail="short_waits"):
    with scope(town=town):
        return guardrail_row(town, guardrail)


def checked(town, measure="kita_online", guardrail="short_waits"):
    with scope(town=town):
        return personal_check_row(town, measure=measure, guardrail=guardrail)


def test_new_guardrail_has_everything_that_was_typed(town, editor):
    finished_run(town)
    snapshot = digest(to_bytes(handovers.evidence()))

    page = editor.get(f"{NEW}?finding={FINDING}&snapshot={snapshot}").text
    (form,) = [one for one in forms_of(page, address=NEW) if one.action == NEW]
    answer = send(editor, NEW, form.entries(
        id="quick", rule_de="Es geht schnell.", rule_plain="Schnell.", rule_en="It is quick.",
        reason_de="Viele warten.", test_question_de="Geht es schnell?", owner="Hauptamt", adopted_on="2026-05-06",
        adopted_by_de="Stadtverordnete", law_0_ref="§ 2 OZG", law_0_note_de="Frist",
        applies_to_field="measure_class", applies_to_test="equals", applies_to_value="e_government",
        check_field="indicator", check_test="filled",
    ))  # fmt: skip

    assert answer["Location"] == f"{WORK}leitplanken/quick/massnahmen/"
    row = stored(town, "quick")
    assert (row.version, row.value) == (
        1,
        Guardrail(
            id="quick",
            rule=Text("Es geht schnell.", "It is quick.", "Schnell."),
            reason=Text("Viele warten."),
            test_question=Text("Geht es schnell?"),
            evidence=(
                EvidenceLink(EvidenceKind.FINDING, FINDING, Text(""), snapshot),
                EvidenceLink(EvidenceKind.LAW, "§ 2 OZG", Text("Frist")),
            ),
            owner="Hauptamt",
            adopted_on=date(2026, 5, 6),
            adopted_by=Text("Stadtverordnete"),
            applies_to=Condition("measure_class", ConditionTest.EQUALS, "e_government"),
            check=Condition("indicator", ConditionTest.FILLED),
        ),
    )
    assert AuditLine.objects.get(deed="guardrail.added").subject == "quick"
    with scope(town=town):
        value = town_value(town)
    assert read_town_files(town_files(value)).draft.guardrails == value.draft.guardrails


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "short_waits"}, "short_waits"),
        ({"rule_de": ""}, 'href="#id_rule_de"'),
        ({"law_0_ref": ""}, "hat keinen Beleg"),
        ({"law_0_ref": "", "law_0_note_de": "Frist"}, "Welches Gesetz ist gemeint?"),
        ({"test_question_de": ""}, 'href="#id_test_question_de"'),
        ({"adopted_on": "2026-13-01"}, "ist kein Tag"),
        ({"adopted_on": "2026-05-06"}, "Ergänzen Sie das Gremium"),
        ({"adopted_by_de": "Rat"}, "Wann wurde sie beschlossen?"),
        ({"check_field": "measure_class", "check_test": "equals", "check_value": "?"}, "Diesen Wert gibt es"),
        ({"check_value": "magic"}, "um welche Angabe es geht"),
        ({"law_1_ref": "§ 1"}, "§ 1"),
    ],
)  # fmt: skip
def test_faulty_guardrail_is_told_at_its_field_and_not_stored(town, editor, changes, told):
    sound = {
        "id": "quick", "rule_de": "Schnell.", "reason_de": "Viele warten.", "owner": "Amt",
        "test_question_de": "Schnell?", "law_0_ref": "§ 1",
    }  # fmt: skip

    answer = fill_in(editor, NEW, **(sound | changes))

    assert answer.status_code == 422
    assert told in answer.text
    assert stored(town, "quick") is None


def test_change_keeps_what_the_form_does_not_show_and_makes_the_next_version(town, editor):
    before = stored(town, "analogue")
    address = f"{WORK}leitplanken/analogue/bearbeiten/"

    unchanged = fill_in(editor, address)
    same = stored(town, "analogue")
    fill_in(editor, address, rule_de="Es gibt immer einen Weg ohne Internet.", law_0_note_de="Auch online.")
    after = stored(town, "analogue")

    assert unchanged.status_code == 302
    assert (same.value, same.version) == (before.value, before.version + 1)
    assert after.value.rule == Text("Es gibt immer einen Weg ohne Internet.", before.value.rule.en)
    assert [one.ref for one in after.value.evidence] == [one.ref for one in before.value.evidence]
    assert after.value.evidence[1].note == Text("Auch online.", "Services online")
    past = editor.get(f"{WORK}leitplanken/analogue/fassungen/").text
    assert "Jeder Dienst hat einen Weg ohne Internet." in past
    assert "Auch online." in past


def test_two_versions_are_shown_side_by_side(town, editor):
    address = f"{ONE}bearbeiten/"
    (form,) = [one for one in forms_of(editor.get(address).text, address=address) if one.action == address]
    fill_in(editor, address, owner="Bürgermeisterin")

    late = send(editor, address, form.entries(owner="Kämmerei", reason_de="Das wünschen sehr viele."))
    (both,) = [one for one in forms_of(late.text, address=address) if one.action == address]
    send(editor, address, both.entries(**{"take-owner": "theirs", "take-reason": "mine"}))

    assert late.status_code == 409
    assert "Kämmerei" in late.text
    assert "Bürgermeisterin" in late.text
    value = stored(town).value
    assert (value.owner, value.reason.de) == ("Bürgermeisterin", "Das wünschen sehr viele.")


def test_person_holds_a_measure_against_a_guardrail_with_a_reason(town, editor):
    answer = fill_in(editor, CHECK, verdict="violated", reason_de="Die Schlange wird länger.")

    assert answer["Location"] == f"{ONE}massnahmen/"
    assert checked(town).value == GuardrailCheck(
        "kita_online", "short_waits", Verdict.VIOLATED,
        Text("Die Schlange wird länger.", "Booking, no queue"), "Edda Ehrlich", timezone.localdate(),
    )  # fmt: skip
    page = editor.get(answer["Location"]).text.partition("<tbody>")[2]
    assert page.index("Die Schlange wird länger.") < page.index("betrifft die Maßnahme nicht")
    assert "1 verletzt sie" in editor.get(f"{WORK}leitplanken/").text
    profile = editor.get(f"{WORK}massnahmen/kita_online/leitplanken/").text.partition("<tbody>")[2]
    assert f'href="{CHECK}"' in profile.partition("</tr>")[0]
    assert f'{WORK}massnahmen/kita_online/leitplanken/"' in editor.get(f"{WORK}massnahmen/kita_online/bearbeiten/").text
    assert AuditLine.objects.get(deed="guardrail.checked").subject == "kita_online.short_waits"


def test_person_answers_only_where_data_do_not(town, editor):
    by_data = f"{WORK}leitplanken/analogue/massnahmen/kita_online/"

    page = editor.get(by_data).text
    answer = editor.post(by_data, {"version": "0", "verdict": "violated", "reason_de": "Doch."})

    assert "Das steht so im Steckbrief." in page
    assert answer.status_code == 422
    assert checked(town, guardrail="analogue") is None


def test_answer_needs_a_reason_and_overwrites_nobody(town, editor):
    (form,) = [one for one in forms_of(editor.get(CHECK).text, address=CHECK) if one.action == CHECK]
    nothing = fill_in(editor, CHECK, reason_de="")
    fill_in(editor, CHECK, reason_de="Zuerst.")

    late = send(editor, CHECK, form.entries(reason_de="Zu spät."))

    assert (nothing.status_code, late.status_code) == (422, 409)
    assert checked(town).value.reason.de == "Zuerst."


def test_guardrail_that_a_reply_names_stays_and_says_so(town, editor):
    answer = editor.post(f"{ONE}entfernen/", {"version": str(stored(town).version)})

    assert answer.status_code == 422
    assert "Antwort auf: start.queue" in answer.text
    assert stored(town) is not None
    assert checked(town) is not None


@pytest.fixture
def quick(editor):
    """A guardrail that nothing refers to but what a person said about a measure."""
    fill_in(editor, NEW, id="quick", rule_de="Schnell.", reason_de="Viele warten.", owner="Amt",
            test_question_de="Schnell?", law_0_ref="§ 1")  # fmt: skip
    fill_in(editor, f"{WORK}leitplanken/quick/massnahmen/kita_online/", verdict="kept", reason_de="Ja.")
    return f"{WORK}leitplanken/quick/entfernen/"


def test_guardrail_that_measures_point_to_is_not_removed_and_the_remedy_is_said(town, editor, quick):
    page = editor.get(quick).text
    answer = editor.post(quick, {"version": str(stored(town, "quick").version)})

    assert "kita_online" in page
    assert "heben Sie sie auf: mit Tag und Grund" in page
    assert [one for one in forms_of(page, address=quick) if one.action == quick] == []
    assert answer.status_code == 422
    assert "Prüfung gegen eine Leitplanke: Kita online (kita_online) / quick" in answer.text
    assert stored(town, "quick") is not None
    assert checked(town, guardrail="quick") is not None


def test_guardrail_that_nothing_points_to_goes_and_the_log_tells_it(town, editor):
    fill_in(editor, NEW, id="lone", rule_de="Allein.", reason_de="So.", owner="Amt", test_question_de="So?",
            law_0_ref="§ 1")  # fmt: skip

    answer = fill_in(editor, f"{WORK}leitplanken/lone/entfernen/")

    assert answer.status_code == 302
    assert stored(town, "lone") is None
    assert AuditLine.objects.get(deed="guardrail.removed").subject == "lone"


@pytest.mark.usefixtures("quick")
def test_repealed_guardrail_holds_nothing_any_more_and_keeps_what_was_said(town, editor):
    fill_in(editor, f"{WORK}leitplanken/quick/massnahmen/parking/", verdict="violated", reason_de="Zu langsam.")

    answer = fill_in(
        editor, f"{WORK}leitplanken/quick/bearbeiten/", repealed_on="2026-11-30", repeal_reason_de="Neues Gesetz."
    )

    assert answer.status_code == 302
    page = editor.get(f"{WORK}leitplanken/quick/").text
    assert "Aufgehoben am 30. November 2026" in page
    assert "Neues Gesetz." in page
    assert "Zu langsam." in page
    assert checked(town, measure="parking", guardrail="quick") is not None
    with scope(town=town):
        value = town_value(town)
    held = held_against(value.draft.guardrails, measures=value.draft.measures, personal=value.draft.personal_checks)
    assert {one.verdict for one in held if one.guardrail == "quick"} == {Verdict.NOT_APPLICABLE}
    assert read_town_files(town_files(value)).draft == value.draft


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"repealed_on": "2026-11-30"}, "repeal_reason_de"),
        ({"repeal_reason_de": "Darum."}, "repealed_on"),
        ({"repealed_on": "gestern", "repeal_reason_de": "Darum."}, "repealed_on"),
    ],
)
def test_half_a_repeal_is_told_at_its_field(town, editor, changes, place):
    answer = fill_in(editor, f"{ONE}bearbeiten/", **changes)

    assert answer.status_code == 422
    assert f'href="#id_{place}"' in answer.text
    assert stored(town).value.repealed_on is None


def test_check_by_data_is_refused_while_people_have_answered(town, editor):
    answer = fill_in(editor, f"{ONE}bearbeiten/", check_field="indicator", check_test="filled")

    assert answer.status_code == 422
    assert "Über diese Leitplanke entscheiden die Daten." in answer.text
    assert stored(town).value.check is None
