"""Beginning a process, its phases and tasks, two editors, what bad input is told."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from factories.process import BEGINS, medium
from leitplanke.kernel.texts import Text
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.process.actions.planning import begin_process
from leitplanke_web.process.models import Process

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(town, planner):
    with scope(town=town):
        return begin_process(town, planner, medium())


def stored(town):
    with scope(town=town):
        return Process.objects.get(town=town).value


def sent(client: Client, town, phase: str, **given: str):
    """The form of a phase as the page has it, but for what is given."""
    page = client.get(f"/{town.pk}/arbeit/prozess/phasen/{phase}/")
    form = page.context["form"]
    entries = {name: form[name].value() or "" for name in form.fields}
    entries |= {one.add_prefix(name): one[name].value() or "" for one in form.tasks for name in one.fields}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in entries.items()}
    kept = {name: value for name, value in plain.items() if value not in {"", False}}
    return client.post(page.request["PATH_INFO"], {**kept, "version": page.context["version"], "go": "save", **given})


def test_process_begins_from_a_template_and_is_told_in_the_log(client, town, planner):
    given = {"title": "Unser Weg", "begins_on": "2026-09-07", "template": "medium", "is_public": "on"}

    answer = client.post(f"/{town.pk}/arbeit/prozess/", given)

    assert answer.status_code == 302
    assert stored(town) == medium(title="Unser Weg")
    assert AuditLine.objects.get(deed="process.begun").actor == planner.name


def test_form_without_title_and_day_keeps_what_was_chosen_and_names_the_fields(client, town):
    answer = client.post(f"/{town.pk}/arbeit/prozess/", {"template": "large", "begins_on": "morgen", "title": ""})

    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors), form["template"].value()) == (422, ["begins_on", "title"], "large")
    with scope(town=town):
        assert not Process.objects.filter(town=town).exists()


def test_second_process_is_refused(town, planner, process):  # noqa: ARG001 - the first one
    with scope(town=town), pytest.raises(ValueError, match="has a process already"):
        begin_process(town, planner, medium())


def test_moving_the_end_moves_what_follows_only_if_wanted(client, town, process):  # noqa: ARG001 - it is there
    alone = sent(client, town, "survey", ends_on="2026-11-29")
    after_alone = [phase.begins_on for phase in stored(town).phases[2:]]
    together = sent(client, town, "survey", ends_on="2026-12-13", following="on")

    assert (alone.status_code, together.status_code) == (302, 302)
    assert after_alone == [phase.begins_on for phase in medium().phases[2:]]
    moved = [
        after.begins_on - before.begins_on for after, before in zip(stored(town).phases, medium().phases, strict=True)
    ]
    assert [one.days for one in moved] == [0, 0, 14, 14, 14, 14]
    assert "späteren sind um +14 Tage verschoben" in client.get(f"/{town.pk}/arbeit/prozess/").content.decode()


def test_tasks_are_added_changed_dropped_and_move_with_the_beginning(client, town, process):  # noqa: ARG001 - likewise
    given = {
        "begins_on": "2026-10-12", "task-0-words": "", "task-1-owner": "Bürgerbüro Mitte", "task-3-words": "Neu",
        "task-3-due_on": "2026-11-01", "task-3-is_done": "on",
    }  # fmt: skip

    answer = sent(client, town, "survey", **given)

    assert answer.status_code == 302
    found = [(one.id, one.words.de, one.owner, one.due_on, one.is_done) for one in stored(town).phase("survey").tasks]
    assert found == [
        ("paper", "Papierbogen auslegen, Telefon besetzen", "Bürgerbüro Mitte", date(2026, 10, 26), False),
        ("remind", "Erinnern, mit dem Blick auf Gruppen, die fehlen", "Pressestelle", date(2026, 11, 9), False),
        ("t1", "Neu", "", date(2026, 11, 1), True),
    ]


def test_bad_dates_and_a_task_without_a_day_are_named_and_nothing_is_stored(client, town, process):  # noqa: ARG001 - likewise
    answer = sent(client, town, "survey", ends_on="2026-09-01", **{"task-3-words": "Ohne Tag"})
    late = sent(client, town, "survey", ends_on="2026-09-01")

    assert (answer.status_code, answer.context["form"].tasks[3].errors.keys()) == (422, {"due_on"})
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["ends_on"])
    assert stored(town) == medium()


def test_two_editors_see_both_versions_and_nothing_is_overwritten(client, town, process):  # noqa: ARG001 - likewise
    sent(client, town, "survey", title="Zuerst fragen", **{"task-0-owner": "Standesamt"})

    late = sent(client, town, "survey", version="1", title="Anders fragen")

    page = late.content.decode()
    assert late.status_code == 409
    assert 'value="Anders fragen"' in page
    assert "<strong>Zuerst fragen</strong>" in page
    assert "Standesamt" in page
    assert stored(town).phase("survey").title == Text("Zuerst fragen")
    again = sent(client, town, "survey", version=str(late.context["version"]), title="Anders fragen")
    assert (again.status_code, stored(town).phase("survey").title) == (302, Text("Anders fragen"))


def test_phase_is_added_and_struck_but_never_the_last(client, town, process):  # noqa: ARG001 - likewise
    new = {"title": "Übergabe", "begins_on": "2027-05-03", "ends_on": "2027-05-07", "version": "1"}
    added = client.post(f"/{town.pk}/arbeit/prozess/phase-neu/", new)
    assert (added.status_code, stored(town).phases[-1].id) == (302, "uebergabe")

    for number, phase in enumerate(stored(town).phases[:-1], 2):
        address = f"/{town.pk}/arbeit/prozess/phasen/{phase.id}/"
        assert client.post(address, {"go": "remove", "version": str(number)}).status_code == 302
    last = client.post(f"/{town.pk}/arbeit/prozess/phasen/uebergabe/", {"go": "remove", "version": "8"})

    assert (last.status_code, [one.id for one in stored(town).phases]) == (422, ["uebergabe"])


def test_task_is_ticked_off_and_overdue_ones_stand_on_the_overview(client, town, process):  # noqa: ARG001 - likewise
    with time_machine.travel(date(2026, 9, 22)):
        before = client.get(f"/{town.pk}/arbeit/").content.decode()
        client.post(f"/{town.pk}/arbeit/prozess/", {"go": "done", "phase": "mandate", "task": "order"})
        after = client.get(f"/{town.pk}/arbeit/").content.decode()

    order = "Auftrag geben und Lenkungskreis einladen"
    actors = "Akteure nach Interesse und Einfluss ordnen"
    assert [words in page for page in (before, after) for words in (order, actors)] == [True, True, False, True]
    assert [task.is_done for task in stored(town).phase("mandate").tasks] == [True, False, False]


def test_process_is_removed_only_if_somebody_means_it(client, town, process):  # noqa: ARG001 - likewise
    address = f"/{town.pk}/arbeit/prozess/angaben/"

    kept = client.post(address, {"go": "remove", "version": "1"})
    gone = client.post(address, {"go": "remove", "version": "1", "sure": "on"})

    assert (kept.status_code, gone.status_code) == (422, 302)
    with scope(town=town):
        assert not Process.objects.filter(town=town).exists()


def test_public_page_says_where_we_are_and_never_tasks_or_owners(client, town, process):  # noqa: ARG001 - likewise
    everybody = Client()
    with time_machine.travel(date(2026, 10, 20)):
        page = everybody.get(f"/{town.pk}/beteiligung/").content.decode()
        start = everybody.get(f"/{town.pk}/").content.decode()

    assert page.count('aria-current="step"') == 1
    assert page.count("Wir sind hier") == 2  # in the sentence, and at the phase
    assert [page.count(words) for words in ("abgeschlossen", "kommt noch")] == [1, 4]
    assert "Wir sind hier: „Fragen: Umfrage bei allen drei Gruppen“, bis 15. November 2026." in start
    assert [words for words in ("Einwohneramt", "Stichprobe ziehen", "Warum so lange") if words in page + start] == []


def test_process_that_staff_keep_to_themselves_is_not_found(client, town, process):  # noqa: ARG001 - likewise
    client.post(f"/{town.pk}/arbeit/prozess/angaben/", {"title": "Weg", "version": "1", "go": "save"})

    assert Client().get(f"/{town.pk}/beteiligung/").status_code == 404
    assert "Wir sind hier" not in Client().get(f"/{town.pk}/").content.decode()


def test_hostile_words_stay_words(client, town, planner):
    words = "<script>alert(1)</script> \u202etxt " + "ß" * 90
    with scope(town=town):
        begin_process(town, planner, medium(title=words, begins_on=BEGINS))

    for address in (f"/{town.pk}/arbeit/prozess/", f"/{town.pk}/beteiligung/", f"/{town.pk}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
