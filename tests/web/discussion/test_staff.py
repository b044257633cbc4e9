"""Staff plan, moderate, cluster, close and reply; two of them never overwrite each other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from factories.accounts import signed_in
from factories.discussions import closed, editor_of, running, ticket, ticket_of, value
from factories.towns import small_town
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.participation.discussion import Moderation, Standing
from leitplanke.participation.model import MeetingFormat
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.discussion.actions.moderating import cluster_contributions, moderate
from leitplanke_web.discussion.actions.planning import change_discussion, close_discussion, plan_discussion
from leitplanke_web.discussion.actions.taking_part import contribute
from leitplanke_web.discussion.models import Cluster, Contribution, Discussion
from leitplanke_web.discussion.queries import Waiting, waiting
from leitplanke_web.monitoring.queries import replies
from leitplanke_web.participation.queries import workshops

pytestmark = pytest.mark.django_db
WORK = "/erlenbach/arbeit/"


def _one(row, tail=""):
    return f"{WORK}diskussionen/{row.identifier}/{tail}"


def _entries(today, **changes):
    return {
        "title_de": "Neuer Entwurf", "draft_de": "Wir planen.", "draft_plain": "Wir haben vor.",
        "begins_on": today.isoformat(), "ends_on": (today + timedelta(days=7)).isoformat(),
        "statements": "Samstag.\n\nOnline.\nSamstag.", "moderation": "before", **changes,
    }  # fmt: skip


def _keys(row, *texts):
    with scope(town=row.town):
        return list(Contribution.objects.filter(discussion=row, text__in=texts).values_list("key", flat=True))


def test_draft_is_read_by_nobody_until_somebody_opens_it(town, moderation):
    answer = moderation.post(f"{WORK}diskussion-neu/", _entries(timezone.localdate()))
    with scope(town=town):
        row = Discussion.objects.get()
    public = [f"/{town.pk}/diskussion/{row.identifier}/{tail}" for tail in ("", "mitreden/", "abstimmen/")]
    before = [Client().get(one).status_code for one in public]
    listed = Client().get(f"/{town.pk}/diskussion/").content.decode()
    page = moderation.get(_one(row)).content.decode()
    opened = moderation.post(_one(row), {"go": "open", "version": row.version})
    again = moderation.post(_one(row), {"go": "open", "version": row.version + 1})

    assert answer.url == _one(row)
    assert before == [404, 404, 404]
    assert "Neuer Entwurf" not in listed
    assert "Entwurf, noch nicht freigegeben" in page
    assert (opened.status_code, again.status_code) == (302, 422)
    assert "kein Entwurf mehr" in again.content.decode()
    assert [Client().get(one).status_code for one in public] == [200, 200, 200]
    assert [(one.id, one.words.de) for one in row.value.statements] == [("t1", "Samstag."), ("t2", "Online.")]
    assert row.value.moderation is Moderation.BEFORE
    assert "Neuer Entwurf" in Client().get(f"/{town.pk}/diskussion/").content.decode()
    deeds = AuditLine.objects.filter(subject=row.identifier).order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["discussion.planned", "discussion.opened"]


def test_draft_whose_first_day_is_over_begins_today_and_one_that_is_over_is_not_opened(town, moderator, moderation):
    today = timezone.localdate()
    past = replace(value(today=today), begins_on=today - timedelta(days=3))
    with scope(town=town):
        late = plan_discussion(town, moderator, past)
        over = plan_discussion(town, moderator, replace(past, ends_on=today - timedelta(days=1)))
    opened = moderation.post(_one(late), {"go": "open", "version": late.version})
    refused = moderation.post(_one(over), {"go": "open", "version": over.version})

    assert (opened.status_code, refused.status_code) == (302, 422)
    assert "Der letzte Tag ist schon vorbei." in refused.content.decode()
    with scope(town=town):
        stored = {row.identifier: row for row in Discussion.objects.all()}
    assert stored[late.identifier].value == replace(past, begins_on=today)
    assert stored[over.identifier].is_draft


def test_draft_that_somebody_changed_meanwhile_is_neither_opened_nor_discarded(town, moderator, moderation):
    with scope(town=town):
        row = plan_discussion(town, moderator, value(today=timezone.localdate()))
        change_discussion(row, moderator, row.value, seen_version=row.version, today=timezone.localdate())
    stale = [moderation.post(_one(row), {"go": go, "version": row.version}) for go in ("open", "discard")]
    closed_early = moderation.post(_one(row), {"sure": "on"})
    gone = moderation.post(_one(row), {"go": "discard", "version": row.version + 1}, follow=True)

    assert [one.status_code for one in (*stale, closed_early)] == [422, 422, 422]
    assert "Jemand hat die Diskussion inzwischen geändert" in stale[0].content.decode()
    assert "Der Entwurf ist verworfen." in gone.content.decode()
    with scope(town=town):
        assert not Discussion.objects.exists()


def test_begun_discussion_is_not_discarded(town, moderator, moderation):
    row = running(town, moderator)
    answer = moderation.post(_one(row), {"go": "discard", "version": row.version})

    assert answer.status_code == 422
    with scope(town=town):
        assert Contribution.objects.filter(discussion=row).count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_de": " "}, "title_de"),
        ({"draft_de": ""}, "draft_de"),
        ({"ends_on": "gestern"}, "ends_on"),
        ({"ends_on": "2001-01-01"}, "ends_on"),
        ({"moderation": "nie"}, "moderation"),
        ({"statements": "\n".join(str(number) for number in range(31))}, "statements"),
    ],
)
def test_faulty_draft_comes_back_and_names_the_field(town, moderation, changes, field):
    answer = moderation.post(f"{WORK}diskussion-neu/", _entries(timezone.localdate(), **changes))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert f'href="#id_{field}' in page
    assert "Wir haben vor." in page
    with scope(town=town):
        assert not Discussion.objects.exists()


def test_begun_discussion_keeps_its_draft_and_may_be_lengthened(town, moderator, moderation):
    row = running(town, moderator)
    before = row.value
    given = {
        "title_de": before.title.de, "title_en": before.title.en, "title_plain": before.title.plain,
        "draft_de": before.draft.de, "draft_en": before.draft.en, "begins_on": before.begins_on.isoformat(),
        "ends_on": (before.ends_on + timedelta(days=7)).isoformat(), "moderation": "after",
        "statements": "\n".join(one.words.de for one in before.statements), "version": row.version,
    }  # fmt: skip
    refused = moderation.post(_one(row, "bearbeiten/"), given | {"draft_de": "Etwas anderes."})
    saved = moderation.post(_one(row, "bearbeiten/"), given)
    late = moderation.post(_one(row, "bearbeiten/"), given)

    assert (refused.status_code, saved.status_code, late.status_code) == (422, 302, 409)
    assert "hat schon begonnen" in refused.content.decode()
    with scope(town=town):
        stored = Discussion.objects.get().value
    assert (stored.draft, stored.ends_on, stored.moderation) == (
        before.draft, before.ends_on + timedelta(days=7), Moderation.AFTER,
    )  # fmt: skip


def test_insult_is_hidden_with_a_reason_that_everybody_reads(town, moderator, moderation):
    row = running(town, moderator)
    key = _keys(row, "Mehr Busse 2")[0]
    silent = moderation.post(_one(row, "beitraege/"), {"contribution": key, "go": "hide", "reason": " "})
    hidden = moderation.post(_one(row, "beitraege/"), {"contribution": key, "go": "hide", "reason": "Beleidigung."})
    page = Client().get(f"/{town.pk}/diskussion/{row.identifier}/").content.decode()

    assert (silent.status_code, hidden.status_code) == (422, 302)
    assert "checked" in silent.content.decode()
    assert "Mehr Busse 2" not in page
    assert "Dieser Beitrag ist ausgeblendet." in page
    assert "Beleidigung." in page
    line = AuditLine.objects.get(deed="discussion.hidden")
    assert line.details == {"contributions": 1, "reason": "Beleidigung."}
    shown = moderation.post(_one(row, "beitraege/"), {"contribution": key, "go": "show", "stand": "hidden"})
    assert shown.url.endswith("?stand=hidden")
    assert "Mehr Busse 2" in Client().get(f"/{town.pk}/diskussion/{row.identifier}/").content.decode()


def test_second_moderator_does_not_overwrite_the_first(town, moderator):
    row = running(town, moderator)
    keys = _keys(row, "Mehr Busse 2")
    with scope(town=town):
        first = moderate(row, moderator, keys, seen=Standing.WAITING, standing=Standing.HIDDEN, reason="Nein.")
        second = moderate(row, moderator, keys, seen=Standing.WAITING, standing=Standing.SHOWN)
        stored = Contribution.objects.get(key=keys[0])

    assert (first, second) == (1, 0)
    assert (stored.standing, stored.reason) == ("hidden", "Nein.")


def test_contributions_are_clustered_and_what_others_moved_stays(town, moderator, moderation):
    row = running(town, moderator)
    first, second = _keys(row, "Mehr Busse 0")[0], _keys(row, "Mehr Busse 1")[0]
    with scope(town=town):
        cluster = Cluster.objects.get()
    nothing = moderation.post(_one(row, "buendel/"), {"into": "", "title": "Leer"})
    moved = moderation.post(_one(row, "buendel/"), {"contribution": second, f"in-{second}": "", "title": "Verkehr"})
    late = moderation.post(_one(row, "buendel/"), {"contribution": first, f"in-{first}": "", "title": "Spät"})
    renamed = moderation.post(_one(row, "buendel/"), {"rename": cluster.pk, "seen": "Verkehr", "renamed": "Bus"})
    again = moderation.post(_one(row, "buendel/"), {"rename": cluster.pk, "seen": "Verkehr", "renamed": "Bahn"})

    assert [one.status_code for one in (nothing, moved, late, renamed, again)] == [422, 302, 302, 302, 422]
    with scope(town=town):
        stored = Contribution.objects.filter(discussion=row).exclude(cluster=None).select_related("cluster")
        assert {(one.key, one.cluster.title) for one in stored} == {(first, "Bus"), (second, "Bus")}


def test_told_contribution_says_so_and_who_typed_it_is_not_stored(town, moderator, moderation):
    row = running(town, moderator, moderation=Moderation.AFTER)
    mine = ticket_of(moderation, _one(row, "beitrag-eingeben/"))
    sent = {"ticket": mine, "text": "Ich habe kein Internet.", "receipt": "on"}
    lines = AuditLine.objects.count()
    first, second = (moderation.post(_one(row, "beitrag-eingeben/"), sent) for _ in range(2))

    assert first.status_code == 200
    assert "lp-code--large" in second.content.decode()
    assert len(_keys(row, "Ich habe kein Internet.")) == 1
    assert "dem Rathaus gesagt" in Client().get(f"/{town.pk}/diskussion/{row.identifier}/").content.decode()
    assert AuditLine.objects.count() == lines


def test_discussion_with_waiting_contributions_is_not_closed(town, moderator, moderation):
    row = running(town, moderator)
    unsure = moderation.post(_one(row))
    refused = moderation.post(_one(row), {"sure": "on"})

    assert (unsure.status_code, refused.status_code) == (422, 422)
    assert "warten noch Beiträge" in refused.content.decode()
    with scope(town=town):
        assert not Discussion.objects.get().is_closed


def test_closed_discussion_is_in_the_record_and_each_contribution_in_a_cluster(town, moderator):
    row = closed(town, moderator)
    with scope(town=town):
        record = next(one for one in workshops(town) if one.id == row.identifier)
        titles = {one.name: one.title for one in Cluster.objects.filter(discussion=row)}

    assert record.format is MeetingFormat.DISCUSSION
    assert record.held_on == timezone.localdate()
    assert {one.id: one.title.de for one in record.clusters} == titles
    assert sorted((one.text, titles[one.cluster]) for one in record.cards) == [
        ("Mehr Busse 0", "Verkehr"), ("Mehr Busse 1", "Mehr Busse 1"),
    ]  # fmt: skip
    with scope(town=town), pytest.raises(InvalidValueError):
        close_discussion(row, moderator, today=timezone.localdate())
    with scope(town=town), pytest.raises(InvalidValueError):
        cluster_contributions(row, moderator, seen={1: None}, into=None, title="Neu")


def test_insult_that_is_found_late_leaves_the_record_too(town, moderator):
    row = closed(town, moderator)
    key = _keys(row, "Mehr Busse 1")
    with scope(town=town):
        moderate(row, moderator, key, seen=Standing.SHOWN, standing=Standing.HIDDEN, reason="Nennt einen Namen.")
        record = next(one for one in workshops(town) if one.id == row.identifier)

    assert [one.text for one in record.cards] == ["Mehr Busse 0"]
    assert [one.title.de for one in record.clusters] == ["Verkehr", "Ausgeblendeter Beitrag"]
    page = Client().get(f"/{town.pk}/diskussion/{row.identifier}/").content.decode()
    assert "Mehr Busse 1" not in page
    assert "Nennt einen Namen." in page
    with scope(town=town):
        moderate(row, moderator, key, seen=Standing.HIDDEN, standing=Standing.SHOWN)
        record = next(one for one in workshops(town) if one.id == row.identifier)
    assert [one.title.de for one in record.clusters] == ["Verkehr", "Mehr Busse 1"]


def test_hidden_contribution_in_no_cluster_is_told_apart_and_waits_for_nothing(town, moderator):
    row = running(town, moderator, moderation=Moderation.AFTER)
    single, insult = _keys(row, "Mehr Busse 1"), _keys(row, "Mehr Busse 2")
    address = f"/{town.pk}/diskussion/{row.identifier}/"
    with scope(town=town):
        moderate(row, moderator, insult, seen=Standing.SHOWN, standing=Standing.HIDDEN, reason="Beleidigung.")
        counted = waiting(town)
    before = Client().get(address).content.decode()
    with scope(town=town):
        close_discussion(row, moderator, today=timezone.localdate())
    after = Client().get(address).content.decode()

    assert counted == Waiting(contributions=0, notices=0, unanswered=2)  # "Verkehr" and the single one
    parts = [before.index(words) for words in ("Noch in keinem", f"beitrag-{single[0]}", "Ausgeblendet oder", "Beleid")]
    assert parts == sorted(parts)
    assert "Noch in keinem" not in after
    assert after.index("Ausgeblendet oder zurückgezogen") < after.index("Beleidigung.")


def test_hidden_contribution_whose_words_did_not_move_cannot_be_chosen(town, moderator, moderation):
    row = running(town, moderator, moderation=Moderation.AFTER)
    with scope(town=town):
        keys = _keys(row, "Mehr Busse 2")
        moderate(row, moderator, keys, seen=Standing.SHOWN, standing=Standing.HIDDEN, reason="Beleidigung.")
        Contribution.objects.filter(discussion=row, key__in=keys).update(text="")
    page = moderation.get(_one(row, "beitraege/?stand=hidden")).content.decode()

    assert "Die Worte sind nicht mit hierher umgezogen." in page
    assert 'name="contribution"' not in page
    assert "Freigeben" not in page


def test_reply_to_many_at_once_is_read_by_everybody_and_counted_down(town, moderator, moderation):
    row = closed(town, moderator)
    address = f"{WORK}rueckmeldungen/"
    names = [f"{row.identifier}.{one}" for one in _clusters(row)]
    before = moderation.get(f"{WORK}").content.decode()
    silent = moderation.post(address, {"to": names, "kind": "declined", "reason_de": ""})
    unnamed = moderation.post(address, {"to": names, "kind": "measure", "reason_de": "Kommt."})
    sent = {"to": names, "kind": "measure", "measure": "kita_online", "reason_de": "Das steckt darin."}
    done = moderation.post(address, sent | {f"version-{one}": "0" for one in names})
    page = Client().get(f"/{town.pk}/diskussion/{row.identifier}/").content.decode()

    assert [one.status_code for one in (silent, unnamed, done)] == [422, 422, 302]
    assert "checked" in silent.content.decode()
    assert page.count("Das steckt darin.") == 2
    assert "Steckt in einer Maßnahme: Kita online" in page.replace("<bdi>", "").replace("</bdi>", "")
    with scope(town=town):
        given = [one for one in replies(town) if one.to in names]
    assert given == [Reply(one, ReplyKind.MEASURE, "kita_online", Text("Das steckt darin.")) for one in sorted(names)]
    assert _open_in(before) - _open_in(moderation.get(WORK).content.decode()) == 2
    assert AuditLine.objects.get(deed="replies.given").details["kind"] == "measure"


def test_second_reply_does_not_overwrite_the_first_unseen(town, moderator, moderation):
    row = closed(town, moderator)
    address, name = f"{WORK}rueckmeldungen/?stand=alle", f"{row.identifier}.{_clusters(row)[0]}"
    sent = {"to": name, "kind": "declined", "reason_de": "Geht nicht.", f"version-{name}": "0"}
    first = moderation.post(address, sent)
    second = moderation.post(address, sent | {"reason_de": "Geht doch."})
    third = moderation.post(address, sent | {"reason_de": "Geht doch.", f"version-{name}": "1"})

    assert (first.status_code, second.status_code, third.status_code) == (302, 409, 302)
    assert "Jemand hat inzwischen geantwortet" in second.content.decode()


def test_reply_to_what_nobody_said_is_refused(moderation):
    answer = moderation.post(f"{WORK}rueckmeldungen/", {"to": "w9.x", "kind": "declined", "reason_de": "Nein."})

    assert answer.status_code == 422


def test_what_waits_is_counted(town, moderator):
    row = running(town, moderator)
    today = timezone.localdate()
    with scope(town=town):
        contribute(row, ticket(row, 50), text="Noch eins", wants_receipt=False, today=today)

        assert waiting(town) == Waiting(contributions=2, notices=0, unanswered=2)


def test_staff_of_another_town_finds_nothing(town, moderator):
    row = running(town, moderator)
    stranger = signed_in(editor_of(small_town("otterbach"), "Otto"))

    assert {stranger.get(_one(row, tail)).status_code for tail in ("", "beitraege/", "buendel/", "bearbeiten/")} == {
        404
    }


def _clusters(row):
    with scope(town=row.town):
        return list(Cluster.objects.filter(discussion=row).order_by("pk").values_list("name", flat=True))


def _open_in(page):
    """How many contributions wait for a reply, as the overview says."""
    found = page.split("haben noch keine Antwort")[0].split("hat noch keine Antwort")[0]
    words = found.rsplit("<p>", 1)[1].split()
    return int(words[0]) if words[0].isdigit() else 0
