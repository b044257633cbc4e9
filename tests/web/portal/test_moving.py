"""A town moves with its process and its discussions; what must not leave is named."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from factories.discussions import running, ticket
from factories.process import whole_process
from factories.web import person_in
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import ReplyKind
from leitplanke.participation.discussion import Moderation, Standing
from leitplanke.participation.model import StatementVotes
from leitplanke_web.discussion.actions.moderating import moderate
from leitplanke_web.discussion.actions.planning import close_discussion
from leitplanke_web.discussion.actions.taking_part import contribute, object_to, vote
from leitplanke_web.discussion.models import Ballot, Contribution, Discussion
from leitplanke_web.monitoring.actions import reply_to
from leitplanke_web.portal.actions.towns import delete_town, export_town_as_operator, load_town
from leitplanke_web.portal.queries.moving import left_behind
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.process.models import Actor, Letter, MadeMaterial, Process
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db
INSULT, UNSEEN, OBJECTION = "Ihr seid alle Esel.", "Noch hat das niemand gelesen.", "Das verletzt mich."


@pytest.fixture
def planner(town):
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Paula", email="paula@example.org")


@pytest.fixture
def talking(town, planner):
    """A process with material, a discussion under way, and one that is closed."""
    today = timezone.localdate()
    whole_process(town, planner, size=2)
    row = running(town, planner)
    with scope(town=town):
        for number, text in ((60, INSULT), (61, UNSEEN)):
            contribute(row, ticket(row, number), text=text, wants_receipt=True, today=today)
        insult = [Contribution.objects.get(text=INSULT).key]
        moderate(row, planner, insult, seen=Standing.WAITING, standing=Standing.HIDDEN, reason="Beleidigung.")
        shown = Contribution.objects.filter(discussion=row, standing=Standing.SHOWN).first()
        object_to(row, ticket(row, 62), shown.key, words=OBJECTION)
    over = running(town, planner, words="Samstag", title="Zweite", moderation=Moderation.AFTER, number=2)
    with scope(town=town):
        for number in range(200, 211):
            vote(over, ticket(over, number), marks={"t1": -1 if number % 2 else 1, "t2": 0}, today=today)
        close_discussion(over, planner, today=today)
        reply = {f"{over.identifier}.c1": 0}
        reply_to(town, planner, reply, kind=ReplyKind.DECLINED, ref="", reason=Text("Das geht nicht, weil."))
    return row, over


def test_process_and_discussions_move_with_the_town_and_come_out_as_they_went_in(town, talking):
    row, over = talking
    first = export_town_as_operator(town, actor="Test")
    with scope(town=town):
        before, public = town_value(town), Client().get(f"/{town.pk}/diskussion/{over.identifier}/").content.decode()
    delete_town(town)
    loaded = load_town(first, actor="Test")
    page = Client().get(f"/{loaded.pk}/diskussion/{over.identifier}/").content.decode()

    assert export_town_as_operator(loaded, actor="Test") == first
    with scope(town=loaded):
        assert town_value(loaded) == before
        counts = [model.objects.count() for model in (Process, Actor, Letter, MadeMaterial, Discussion)]
        stored = sorted(
            Contribution.objects.filter(discussion__identifier=row.identifier).values_list("text", "reason")
        )
    assert counts == [1, 2, 1, 2, 3]
    assert stored == [("", "Beleidigung."), ("Mehr Busse 0", ""), ("Mehr Busse 1", "")]
    assert "Das geht nicht, weil." in public
    assert "Das geht nicht, weil." in page
    assert [words in page for words in ("Samstag 0", "Samstag 1", "Stimmen zu den Aussagen")] == [True, True, True]


def test_votes_of_a_closed_discussion_are_in_its_record_where_ten_people_voted(town, talking):
    _, over = talking
    with scope(town=town):
        record = next(one for one in town_value(town).workshops if one.id == over.identifier)

    assert record.statements == (
        StatementVotes("t1", Text("Termine am Samstag."), 7, 5, 0),  # one agreed before
        StatementVotes("t2", Text("Alles online."), 0, 0, 11),
    )


@pytest.mark.usefixtures("talking")
def test_nothing_leaves_that_nobody_reads_or_that_could_name_its_author(town):
    with scope(town=town):
        secrets = [str(one.key) for one in (*Contribution.objects.all(), *Ballot.objects.all())]
        secrets += [one.receipt for one in Contribution.objects.exclude(receipt="")]
    written = b"".join(export_town_as_operator(town, actor="Test").values()).decode()

    assert len(secrets) > 10
    assert [one for one in (*secrets, INSULT, UNSEEN, OBJECTION) if one in written] == []


def test_order_of_contributions_follows_from_their_words_alone(town, planner):
    row = running(town, planner, moderation=Moderation.AFTER, number=9)
    with scope(town=town):
        (kept,) = [one for one in town_value(town).discussions if one.id == row.identifier]
        texts = [one.text for one in kept.contributions if not one.cluster]

    assert texts == sorted(texts)
    assert len(texts) == 8


def test_export_names_what_stays_behind(town, talking, tmp_path, capsys):
    row, over = talking
    call_command("export", town.pk, out=tmp_path / "town")
    said = capsys.readouterr().err
    with scope(town=town):
        told = [one.de for one in left_behind(town)]

    assert [one.split(" ", 3)[1:3] for one in told] == [
        [f"{row.identifier}:", "2"], [f"{row.identifier}:", "1"], [f"{row.identifier}:", "1"],
        [f"{row.identifier}:", "1"], [f"{row.identifier}:", "2"],
        [f"{over.identifier}:", "12"], [f"{over.identifier}:", "1"],
    ]  # fmt: skip
    assert all(one in said for one in told)
    assert (tmp_path / "town" / "discussions.json").stat().st_mode & 0o077 == 0
    assert (tmp_path / "town" / "process.json").stat().st_mode & 0o077 == 0


def test_hidden_contribution_without_words_stays_hidden_after_the_move(town, talking):
    row, _ = talking
    files = export_town_as_operator(town, actor="Test")
    delete_town(town)
    loaded = load_town(files, actor="Test")
    with scope(town=loaded):
        moved = Discussion.objects.get(identifier=row.identifier)
        hidden = Contribution.objects.get(discussion=moved, standing=Standing.HIDDEN)
        mover = person_in(loaded, Role.EDITOR, name="Mia", email="mia@example.org")

        assert moderate(moved, mover, [hidden.key], seen=Standing.HIDDEN, standing=Standing.SHOWN) == 0
