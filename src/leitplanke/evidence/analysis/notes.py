"""What deserves attention beside estimates: told, never silently mended."""

from collections.abc import Iterator, Sequence

from leitplanke.evidence.analysis import words
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.estimates import Estimate
from leitplanke.evidence.survey.lines import MISSING_CODE
from leitplanke.kernel.texts import Text

_FEW = 10  # under which nothing is published


def on_weights(survey: Survey) -> Iterator[Text]:
    """Margins that did not add up to one total."""
    if survey.total_difference > 1e-9:
        yield words.said_normalised(survey.total_difference, float(survey.weights.margins[0].target.sum()))


def on_estimates(survey: Survey, variable: str, found: Sequence[Estimate], *, by: str | None) -> Iterator[Text]:
    """Rows that do not count, missing answers that do, small groups, and answers without variation."""
    yield from _on_missing(survey, variable)
    if by is not None:
        yield from _on_missing(survey, by)
        if words.are_excel_days(one.group for one in found):
            yield words.said_excel_days(by, str(found[0].group))
    groups = {one.group: one.n for one in found}
    for group, n in groups.items():
        if n < _FEW:
            yield words.said_few(variable, group, n)
        elif all(one.se == 0 for one in found if one.group == group):
            yield words.said_all_equal(variable, group, n)


def _on_missing(survey: Survey, variable: str) -> Iterator[Text]:
    lines = survey.lines
    if variable in lines.numbers:
        empty = lines.rows - int(lines.numbers[variable].n.sum())
        if empty:
            yield words.said_without_value(variable, empty, lines.rows)
        return
    category = lines.categories[variable]
    empty = int(lines.n[category.codes == MISSING_CODE].sum())
    if empty:
        yield words.said_without_value(variable, empty, lines.rows)
    if words.are_written_numbers(category.names):
        yield words.said_written_numbers(variable, category.names[0])
    for name, count in zip(category.names, category.counts(lines.n).tolist(), strict=True):
        if name.casefold() in words.DONT_KNOW:
            yield words.said_dont_know(variable, name, int(count))
