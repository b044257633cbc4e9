from leitplanke.strategy.contribution import ContributionRow, contribution_matrix


def test_contribution_matrix_multiplies_strengths_along_each_way(draft):
    # b: near 1 x (ages 3, work 1) and fast 2 x (work 2)
    assert contribution_matrix(draft) == (
        ContributionRow("a", (9, 3)),
        ContributionRow("b", (3, 5)),
        ContributionRow("c", (0, 2)),
        ContributionRow("d", (0, 0)),
    )
