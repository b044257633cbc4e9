"""process.json and discussions.json: written, read, and what is wrong with them told by file and place."""

import json
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.town_folder import town_files as small_town
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_talk import discussions_json, process_json
from leitplanke.exchange.town_writer import confidential, sources_of, town_files
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import ContributionWay, Discussion, Standing
from leitplanke.participation.discussion_kept import KeptContribution, KeptDiscussion, kept_order
from leitplanke.participation.meeting import Topic
from leitplanke.participation.model import Cluster
from leitplanke.participation.process import Actor, KeptLetter, KeptProcess, LetterText, Level

DRAFT = Discussion(
    Text("Entwurf"), Text("Wir planen …"), date(2026, 3, 1), date(2026, 3, 31), (Topic("t1", Text("Samstag.")),)
)
SAID = KeptContribution(Standing.SHOWN, ContributionWay.ONLINE, "Gut so.", cluster="c1")
ANY = st.sampled_from(
    (
        SAID,
        KeptContribution(Standing.SHOWN, ContributionWay.TOLD, "\u202eAnders\n=1+1"),
        KeptContribution(Standing.HIDDEN, ContributionWay.ONLINE, reason="Beleidigt jemanden."),
        KeptContribution(Standing.WITHDRAWN, ContributionWay.ONLINE),
    )
)


def _files(**more):
    texts = {name: text.encode() for name, text in small_town().items()}
    return {**texts, **{name.replace("__", "."): data for name, data in more.items()}}


@given(said=st.lists(ANY, max_size=6), seed=st.integers(0, 99))
def test_discussions_come_out_as_they_went_in_whatever_the_order(said, seed):
    shuffled = Random(seed).sample(said, len(said))
    kept = KeptDiscussion("d-1", DRAFT, clusters=(Cluster("c1", Text("Zeit")),), contributions=tuple(said))
    town = read_town_files(_files(discussions__json=discussions_json((kept,))))

    assert town.discussions == (kept,)
    assert town_files(town)["discussions.json"] == discussions_json((kept,))
    assert sorted(said, key=kept_order) == sorted(shuffled, key=kept_order)


def test_process_comes_out_as_it_went_in_and_makes_no_document():
    actor = Actor("beirat", "Beirat", "citizens", Level.HIGH, Level.LOW)
    kept = KeptProcess(actors=(actor,), letters=(KeptLetter("einladung", LetterText("Guten Tag", "[ ]")),))
    plain, files = town_files(read_town_files(_files())), _files(process__json=process_json(kept))
    town = read_town_files(files)
    written = town_files(town)

    assert town.process == kept
    assert written == plain | {"process.json": process_json(kept)}
    assert sources_of(written) == sources_of(plain)
    assert {"process.json", "discussions.json"} <= confidential(("process.json", "discussions.json"))


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"standing": "waiting"}, "standing"),
        ({"text": ""}, "text"),
        ({"standing": "hidden", "text": ""}, "reason"),
        ({"cluster": "c9"}, "cluster"),
        ({"standing": "secret"}, "standing"),
        ({"author": "Petra"}, "author"),
    ],
)
def test_faulty_contribution_is_told_with_its_place(changed, column):
    kept = KeptDiscussion("d-1", DRAFT, clusters=(Cluster("c1", Text("Zeit")),), contributions=(SAID,))
    raw = json.loads(discussions_json((kept,)))
    raw["discussions"][0]["contributions"][0] |= changed
    with pytest.raises(FaultyInputError) as refused:
        read_town_files(_files(discussions__json=json.dumps(raw).encode()))

    assert {fault.file for fault in refused.value.faults} == {"discussions.json"}
    assert any(column in fault.column for fault in refused.value.faults)


def test_two_discussions_of_one_name_are_refused():
    kept = KeptDiscussion("d-1", DRAFT)
    with pytest.raises(FaultyInputError) as refused:
        read_town_files(_files(discussions__json=discussions_json((kept, kept))))

    assert [fault.file for fault in refused.value.faults] == ["discussions.json"]
