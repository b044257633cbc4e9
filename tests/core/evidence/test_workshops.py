from dataclasses import replace

from factories.participation import workshop
from leitplanke.evidence.model import ClusterResult, EvidenceRules, GroupOrder
from leitplanke.evidence.workshops import workshop_result
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Card, DotVotes, StakeholderGroup

RULES = EvidenceRules()


def counts(result):
    return [(cluster.cluster, cluster.cards, cluster.dots) for cluster in result.clusters]


def with_dots(*, d_of_the_club, **of_politics):
    dots = [DotVotes(cluster, "politics", n) for cluster, n in of_politics.items()]
    return replace(workshop(), dots=(*dots, DotVotes("d", "club", d_of_the_club)))


def test_workshop_withholds_a_second_cluster_against_subtraction():
    # dots a 20, b 3, c 13, d 12: whoever knows the sum of 48 could compute b, so d goes too; cards lie on a alone
    result = workshop_result(workshop(), RULES)

    assert counts(result) == [("a", None, 20), ("b", None, None), ("c", None, 13), ("d", None, None)]
    assert result.participants == 16


def test_workshop_tells_the_order_of_large_groups_alone():
    result = workshop_result(with_dots(a=40, b=12, c=30, d=0, d_of_the_club=11), RULES)

    assert result.orders == (GroupOrder("politics", Text("Politik", "Politics"), ("a", "c", "b")),)


def test_workshop_order_ends_at_a_cluster_whose_dots_are_withheld():
    result = workshop_result(with_dots(a=40, b=4, c=30, d=3, d_of_the_club=5), RULES)

    assert counts(result)[1] == ("b", None, None)
    assert [order.first_clusters for order in result.orders] == [("a", "c")]


def test_workshop_order_of_two_clusters_would_tell_that_all_others_have_none():
    assert workshop_result(with_dots(a=40, b=0, c=30, d=0, d_of_the_club=20), RULES).orders == ()


def test_workshop_order_breaks_ties_by_id():
    tied = replace(workshop(), dots=tuple(DotVotes(c, "politics", 15) for c in ("d", "b", "c", "a")))

    assert workshop_result(tied, RULES).orders[0].first_clusters == ("a", "b", "c")


def test_workshop_of_few_people_tells_no_counts():
    few = replace(
        workshop(),
        groups=tuple(StakeholderGroup(g.id, g.name, 4) for g in workshop().groups),
        cards=tuple(Card(f"k{i}", "club", "a", "x") for i in range(40)),
    )

    result = workshop_result(few, RULES)

    assert [(c.cards, c.dots) for c in result.clusters] == [(None, None)] * 4
    assert (result.participants, result.orders) == (None, ())


def test_workshop_of_large_counts_tells_everything():
    large = replace(workshop(), dots=tuple(DotVotes(c, "politics", 15) for c in ("a", "b", "c", "d")), cards=())

    assert workshop_result(large, RULES).clusters[0] == ClusterResult("a", Text("a de", "a en"), None, 15)
