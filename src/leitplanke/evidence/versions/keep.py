"""A report in which no table tells of few people beside the reports that were published before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from leitplanke.evidence.asked import THEMES
from leitplanke.evidence.findings import table_findings
from leitplanke.evidence.model import (
    AudiencePriorities,
    Comparison,
    EvidenceReport,
    EvidenceRules,
    Finding,
    FindingKind,
    ResponseReport,
    ShareOf,
    Table,
    Weighting,
)
from leitplanke.evidence.precision import share_step
from leitplanke.evidence.priorities import audience_priorities
from leitplanke.evidence.versions.choices import Came
from leitplanke.evidence.versions.hidden import Side, tell_few
from leitplanke.evidence.versions.subtraction import Gap, Told, linked, tells_few

_MANY_GROUPS = 8  # with fewer, other weights of the same people are a second equation that tells who they are
_PEOPLE = ""
_NOTHING: Mapping[str, int | None] = MappingProxyType({})

Family = tuple[Table, ...]  # all tables of one question in one frame: breakdowns add up to the whole
Key = tuple[str, str, str]


def keep_published(
    report: EvidenceReport, earlier: Sequence[EvidenceReport], *, choices: Mapping[str, int | None] = _NOTHING
) -> EvidenceReport:
    """The report with every table as it was last published that would tell of few people by subtraction.

    `earlier` are all reports of the town that were ever published, in their order, also those taken back. A new survey
    has frames of its own: what has the same frame is taken for the same survey. `kept` names what was kept, or
    is not told at all because its words are gone. A report
    that was kept beside the same earlier ones stays as it is. `choices` says how many answers a person may give to a
    question; where that is not known, nothing is concluded from it.
    """
    families = _families(report)
    before = [_families(one) for one in earlier]
    told = {
        key: _settled(key, family, _once(one[key] for one in before if key in one), report, choices.get(key[2]))
        for key, family in families.items()
    }
    responses = tuple(_settled_response(response, earlier, report) for response in report.responses)
    kept = (
        *(table.id for key, family in told.items() if family is not families[key] for table in family or families[key]),
        *(
            f"{one.audience}.{one.frame}"
            for one, made in zip(responses, report.responses, strict=True)
            if one is not made
        ),
    )
    if not kept:
        return report
    tables = tuple(table for key in told if key[2] != THEMES for table in told[key])
    themes = tuple(table for key in told if key[2] == THEMES for table in told[key])
    return _with_tables(replace(report, responses=responses, tables=tables, themes=themes, kept=kept), report)


def _families(report: EvidenceReport) -> dict[Key, Family]:
    """In the order of the report."""
    found: dict[Key, Family] = {}
    for table in (*report.tables, *report.themes):
        key = (table.audience, table.frame, table.question)
        found[key] = (*found.get(key, ()), table)
    return found


def _once(families: Iterable[Family]) -> tuple[Family, ...]:
    """Each at the place where it was last published."""
    return tuple(reversed(dict.fromkeys(reversed(tuple(families)))))


def _settled(
    key: Key, family: Family, earlier: Sequence[Family], report: EvidenceReport, choices: int | None
) -> Family:
    """The family as it may be told: as it is, or as it was; nothing if its words are gone."""
    if family in earlier or not any(_betray(one, family, report, choices) for one in earlier):
        return family
    words = {f"{key[2]}.{option}" for table in earlier[-1] for cell in table.cells for option in cell.options}
    words |= {
        f"{one.variable}.{name}"
        for table in earlier[-1]
        if (one := table.domain) is not None
        for name in one.categories
    }
    return earlier[-1] if words <= set(report.option_texts) else ()


def _betray(earlier: Family, later: Family, report: EvidenceReport, choices: int | None) -> bool:
    """The whole is compared with the whole, a breakdown with that by the same variable."""
    before, now = _by_variable(earlier), _by_variable(later)
    return any(_betrays(before[name], now[name], report, choices) for name in now if name in before)


def _by_variable(family: Family) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for table in family:
        name = table.domain.variable if table.domain else ""
        found[name] = (*found.get(name, ()), table)
    return found


def _betrays(earlier: Family, later: Family, report: EvidenceReport, choices: int | None) -> bool:
    rules, first = report.rules, later[0]
    before, now = (sum(table.base_n for table in family) for family in (earlier, later))
    came = abs(now - before)
    if 0 < came < rules.minimum_cell or _kind(earlier[0]) != _kind(first):
        return True
    if first.share_of is ShareOf.PREFERENCE:
        return 0 < came < rules.minimum_base
    if first.question == THEMES and (came == 0 or _is_coded_anew(earlier, later)):
        return False
    if first.weighting is Weighting.RAKED and came == 0:
        return _shares(earlier) != _shares(later) and _groups(report, first) < _MANY_GROUPS
    return _counts_betray(earlier, later, rules.minimum_cell, choices)


def _counts_betray(earlier: Family, later: Family, minimum: int, choices: int | None) -> bool:
    before, now = (_told(family, sum(table.base_n for table in family)) for family in (earlier, later))
    if tells_few(before, now, minimum=minimum):
        return True
    if _is_one_answer(earlier) and _is_one_answer(later):
        return False
    if any(one.tells_few(minimum) for one in _who_came(earlier, later, choices)):
        return True
    sides = _sides(earlier, later)
    everybody = later[0].question != THEMES
    return any(tell_few(*pair, choices=choices, is_everybody=everybody, minimum=minimum) for pair in sides)


def _is_one_answer(family: Family) -> bool:
    """Whether the cells part the people: with several answers there are second ones, and enough of them."""
    for table in family:
        ends = [_count(cell.n, cell.share, table) for cell in table.cells]
        low, high = (sum(end[side] for end in ends) for side in (0, 1))
        if table.withheld or not low <= table.base_n <= high:
            return False
    return True


def _who_came(earlier: Family, later: Family, choices: int | None) -> Iterator[Came]:
    """By parts of the people, several together where the versions part them differently."""
    for parts in linked(_parts(earlier), _parts(later)):
        before, now = (
            [family[part.base] for part in side] for side, family in zip(parts, (earlier, later), strict=True)
        )
        sums = _sums(before), _sums(now)
        shown = [options for options in sums[0] if options in sums[1]]
        yield Came(
            people=abs(sum(table.base_n for table in now) - sum(table.base_n for table in before)),
            told={options: _apart(sums[0][options], sums[1][options]) for options in shown},
            hidden=frozenset(_answers(before) | _answers(now)) - {(one,) for options in shown for one in options},
            choices=choices,
            is_everybody=later[0].question != THEMES,
        )


def _sides(earlier: Family, later: Family) -> Iterator[tuple[Side, Side]]:
    """By parts of the people as `_who_came`; first the version with fewer people."""
    for parts in linked(_parts(earlier), _parts(later)):
        tables = [[family[part.base] for part in side] for side, family in zip(parts, (earlier, later), strict=True)]
        if all(tables):
            first, second = sorted((_side(one) for one in tables), key=lambda side: side.people)
            yield first, second


def _side(tables: Sequence[Table]) -> Side:
    told = _sums(tables)
    hidden = _answers(tables) - {(one,) for options in told for one in options}
    return Side(sum(table.base_n for table in tables), told, frozenset(one for (one,) in hidden))


def _parts(family: Family) -> list[Told]:
    """The categories of each table; `base` is its place in the family."""
    return [
        Told(frozenset((name, _PEOPLE) for name in (table.domain.categories if table.domain else (_PEOPLE,))), at, 0, 0)
        for at, table in enumerate(family)
    ]


def _sums(tables: Sequence[Table]) -> dict[tuple[str, ...], tuple[float, float]]:
    """The counts of each cell that all the tables have, added up."""
    ends = [{cell.options: _count(cell.n, cell.share, table) for cell in table.cells} for table in tables]
    shared = [options for options in ends[0] if all(options in one for one in ends)]
    return {options: (sum(one[options][0] for one in ends), sum(one[options][1] for one in ends)) for options in shared}


def _apart(before: tuple[float, float], now: tuple[float, float]) -> Gap:
    """By how much a count grew or shrank."""
    low, high = now[0] - before[1], now[1] - before[0]
    return Gap(low, high) if high >= 0 else Gap(-high, -low)


def _answers(tables: Sequence[Table]) -> set[tuple[str, ...]]:
    told = {(one,) for table in tables for cell in table.cells for one in cell.options}
    return told | {(one,) for table in tables for one in table.withheld}


def _kind(table: Table) -> tuple[object, ...]:
    """A share that is weighted now and was not is two equations about the same people."""
    return table.weighting, table.share_of


def _is_coded_anew(earlier: Family, later: Family) -> bool:
    """A theme can only lose texts because somebody read them otherwise: then a difference tells of nobody."""
    before = {cell.options: _count(cell.n, cell.share, table) for table in earlier for cell in table.cells}
    now = {cell.options: _count(cell.n, cell.share, table) for table in later for cell in table.cells}
    return any(now.get(options, count)[1] < count[0] for options, count in before.items())


def _shares(family: Family) -> list[tuple[tuple[str, ...], float]]:
    return [(cell.options, cell.share) for table in family for cell in table.cells]


def _groups(report: EvidenceReport, table: Table) -> int:
    """At least so many categories are weighted to."""
    for one in report.responses:
        if (one.audience, one.frame) == (table.audience, table.frame):
            variables = {variable for margin in one.margins for variable in margin}
            return sum(comparison.variable in variables for comparison in one.comparisons)
    return 0


def _told(family: Family, everybody: int) -> list[Told]:
    """What a family tells of how many gave which answer, and how many there are in each part."""
    found = []
    for table in family:
        parts = table.domain.categories if table.domain else (_PEOPLE,)
        if table.domain:
            places = frozenset((part, _PEOPLE) for part in parts)
            found.append(Told(places, everybody, table.base_n, table.base_n))
        for cell in table.cells:
            places = frozenset((part, option) for part in parts for option in cell.options)
            found.append(Told(places, table.base_n, *_count(cell.n, cell.share, table)))
    return found


def _count(n: int | None, share: float, table: Table) -> tuple[float, float]:
    """Between which counts a cell lies; a weighted one in steps of its share, as if all counted alike."""
    if n is not None:
        return n, n
    half = share_step(table.base_n) / 2
    return max(share - half, 0) * table.base_n, min(share + half, 1) * table.base_n


def _settled_response(
    response: ResponseReport, earlier: Sequence[EvidenceReport], report: EvidenceReport
) -> ResponseReport:
    """Who took part; the comparisons by all variables as they were where one of them would tell of few people."""
    same = (one for old in earlier for one in old.responses if _frame(one) == _frame(response))
    before = tuple(reversed(dict.fromkeys(reversed([one.comparisons for one in same if one.comparisons]))))
    if not response.comparisons or response.comparisons in before:
        return response
    if not any(_compare_to_few(one, response.comparisons, report.rules) for one in before):
        return response
    known = all(f"{one.variable}.{name}" in report.option_texts for one in before[-1] for name in one.categories)
    return replace(response, comparisons=before[-1] if known else ())


def _frame(response: ResponseReport) -> tuple[str, str]:
    return response.audience, response.frame


def _compare_to_few(earlier: tuple[Comparison, ...], later: tuple[Comparison, ...], rules: EvidenceRules) -> bool:
    variables = {one.variable for one in earlier} & {one.variable for one in later}
    for variable in sorted(variables):
        before, now = ([one for one in side if one.variable == variable] for side in (earlier, later))
        came = sum(one.n for one in now) - sum(one.n for one in before)
        if 0 < abs(came) < rules.minimum_cell:
            return True
        if tells_few(_told_of(before), _told_of(now), minimum=rules.minimum_cell):
            return True
    return False


def _told_of(comparisons: Sequence[Comparison]) -> list[Told]:
    base = sum(one.n for one in comparisons)
    return [Told(frozenset((_PEOPLE, name) for name in one.categories), base, one.n, one.n) for one in comparisons]


def _with_tables(report: EvidenceReport, made: EvidenceReport) -> EvidenceReport:
    """The report whose findings and priorities follow from its tables; `made` is how it was before."""
    findings = tuple(_findings(report, made))
    before, now = _ids(made.findings), _ids(findings)
    return replace(
        report,
        findings=findings,
        priorities=tuple(_priorities(report)),
        not_published=(
            *(one for one in made.not_published if one not in now),
            *(one for one in before if one not in now),
        ),
    )


def _findings(report: EvidenceReport, made: EvidenceReport) -> Iterator[Finding]:
    named = {one.table for one in made.findings}
    speaks = {(table.audience, table.frame) for table in (*made.tables, *made.themes) if table.id in named}
    for audience, name in report.audience_names.items():
        for table in (*report.tables, *report.themes):
            if table.audience == audience and (audience, table.frame) in speaks and table.domain is None:
                yield from table_findings(
                    table, audience=name, question_texts=report.question_texts, option_texts=report.option_texts
                )
    yield from (one for one in made.findings if not one.table)


def _priorities(report: EvidenceReport) -> Iterator[AudiencePriorities]:
    is_asked: Callable[[Table], bool] = lambda table: (  # noqa: E731 - one condition with a name
        table.question == report.priority_question and table.domain is None
    )
    tables = {(table.audience, table.frame): table for table in report.tables if is_asked(table)}
    for one in report.priorities:
        table = tables.get((one.audience, one.frame))
        if table is not None:
            yield audience_priorities(table)


def _ids(findings: Iterable[Finding]) -> dict[str, None]:
    """The ids of all answers that are told, each alone or with others."""
    return dict.fromkeys(
        f"{finding.id.rpartition('.')[0]}.{option}"
        for finding in findings
        if finding.kind is not FindingKind.MEAN
        for option in finding.options
    )
