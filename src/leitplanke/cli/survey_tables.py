"""Estimates and differences as tables for a terminal, in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leitplanke.evidence.reliability import FEWEST_UNITS, RELIABLE, TENTATIVE
from leitplanke.evidence.survey.differences import Test
from leitplanke.evidence.survey.estimates import Interval, Statistic
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Recruitment
from leitplanke.report.numbers import decimal, percent_fine, significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leitplanke.evidence.analysis import Diagnosis
    from leitplanke.evidence.crosstabs import CrossTable, ProtectedTables
    from leitplanke.evidence.reliability import Reliability
    from leitplanke.evidence.survey.differences import Difference
    from leitplanke.evidence.survey.estimates import Estimate
    from leitplanke.evidence.survey.pairs import PairDifference
    from leitplanke.evidence.survey.trends import Change

_ESTIMATE_HEADS = (
    Text("Merkmal", "variable"),
    Text("Kategorie", "category"),
    Text("Gruppe", "group"),
    Text("n", "n"),
    Text("n effektiv", "n effective"),
    Text("Größe", "statistic"),
    Text("Wert", "value"),
    Text("Standardfehler", "se"),
    Text("Designeffekt", "deff"),
    Text("von", "low"),
    Text("bis", "high"),
)
_PAIR_HEADS = (
    Text("Merkmal", "variable"),
    Text("Kategorie", "category"),
    Text("Gruppe", "group"),
    Text("andere Gruppe", "other group"),
    Text("Wert", "value"),
    Text("anderer Wert", "other value"),
    Text("Unterschied", "difference"),
    Text("von", "low"),
    Text("bis", "high"),
    Text("p nach Holm", "p by Holm"),
)
_CHANGE_HEADS = (
    Text("Merkmal", "variable"),
    Text("Kategorie", "category"),
    Text("Gruppe", "group"),
    Text("n", "n"),
    Text("zuerst", "first"),
    Text("danach", "second"),
    Text("Änderung", "change"),
    Text("Standardfehler", "se"),
    Text("von", "low"),
    Text("bis", "high"),
    Text("p nach Holm", "p by Holm"),
)
_DIAGNOSIS_HEADS = (
    Text("Merkmal", "variable"),
    Text("Kategorie", "category"),
    Text("n", "n"),
    Text("Anteil der Zeilen", "share of rows"),
    Text("Anteil aller", "share of all"),
    Text("mittleres Gewicht", "mean weight"),
)
_RELIABILITY_HEADS = (
    Text("Code", "code"),
    Text("Texte", "texts"),
    Text("Codierungen", "codings"),
    Text("Alpha", "alpha"),
    Text("Urteil", "verdict"),
)
_DIFFERENCE_HEADS = (
    Text("Merkmal", "variable"),
    Text("Gruppen", "groups"),
    Text("Test", "test"),
    Text("n", "n"),
    Text("F", "F"),
    Text("Freiheitsgrade", "degrees of freedom"),
    Text("p", "p"),
    Text("p nach Holm", "p by Holm"),
)
_STATISTICS = {
    Statistic.MEAN: Text("Mittelwert", "mean"),
    Statistic.SHARE: Text("Anteil", "share"),
    Statistic.TOTAL: Text("Summe", "total"),
    Statistic.MEDIAN: Text("Median", "median"),
}
_TESTS = {Test.RAO_SCOTT: Text("Rao-Scott", "Rao-Scott"), Test.WALD: Text("Wald", "Wald")}
_P_OF_OPEN = Text(
    "Offene Befragung: p sagt nichts über die, die nicht teilgenommen haben. Bei einer Zufallsstichprobe: "
    "--recruitment sample.",
    "Open survey: p tells nothing about those who did not take part. For a random sample: --recruitment sample.",
)
_INTERVALS = {
    Interval.WILSON: Text(
        "95-%-Intervall nach Wilson auf dem effektiven n.", "95% interval of Wilson on the effective n."
    ),
    Interval.STUDENT_T: Text("95-%-Intervall mit Student-t.", "95% interval with Student's t."),
    Interval.WOODRUFF: Text("95-%-Intervall nach Woodruff.", "95% interval of Woodruff."),
    Interval.NONE_OPEN: Text(
        "Offene Befragung: kein Intervall, denn niemand weiß, wer nicht kam. "
        "Für eine Zufallsstichprobe: --recruitment sample.",
        "Open survey: no interval, because nobody knows who did not come. For a random sample: --recruitment sample.",
    ),
    Interval.NONE_NO_VARIANCE: Text("Kein Intervall, wo nichts streut.", "No interval where nothing varies."),
    Interval.NONE_TOO_FEW: Text(
        "Kein Intervall, wo zu wenige Einheiten der Stichprobe etwas sagen.",
        "No interval where too few sampling units tell anything.",
    ),
}


def estimates_table(estimates: Sequence[Estimate], language: Language) -> str:
    """One line per estimate, and below how the intervals came about."""
    rows = [
        (
            one.variable,
            one.category or "",
            one.group or "",
            str(one.n),
            _number(one.n_effective, language),
            _STATISTICS[one.statistic].in_language(language),
            *(_number(value, language) for value in (one.value, one.se, one.deff, one.low, one.high)),
        )
        for one in estimates
    ]
    notes = [
        _INTERVALS[interval].in_language(language) for interval in dict.fromkeys(one.interval for one in estimates)
    ]
    return "\n".join([*table_lines(_ESTIMATE_HEADS, rows, language), "", *notes])


def differences_table(differences: Sequence[Difference], language: Language, recruitment: Recruitment) -> str:
    """One line per test, and below of whom p tells."""
    rows = [
        (
            one.variable,
            one.by,
            _TESTS[one.test].in_language(language),
            str(one.n),
            _number(one.f, language),
            f"{_number(one.ndf, language)} / {_number(one.ddf, language)}",
            _number(one.p, language),
            _number(one.p_holm, language),
        )
        for one in differences
    ]
    notes = ["", _P_OF_OPEN.in_language(language)] if recruitment is Recruitment.OPEN else []
    return "\n".join([*table_lines(_DIFFERENCE_HEADS, rows, language), *notes])


def table_lines(heads: Sequence[Text], rows: Sequence[Sequence[str]], language: Language) -> list[str]:
    """Columns as wide as their widest field; a column that is empty in every row is left out."""
    named = [head.in_language(language) for head in heads]
    kept = [at for at in range(len(named)) if any(row[at] for row in rows)]
    table = [[row[at] for at in kept] for row in (named, *rows)]
    widths = [max(len(row[at]) for row in table) for at in range(len(kept))]
    return ["  ".join(field.ljust(width) for field, width in zip(row, widths, strict=True)).rstrip() for row in table]


def pairs_table(pairs: Sequence[PairDifference], language: Language) -> str:
    """One line per pair of groups and category."""
    rows = [
        (
            one.variable,
            one.category or "",
            one.first,
            one.second,
            *(_number(number, language) for number in (*one.values, one.difference, one.low, one.high, one.p_holm)),
        )
        for one in pairs
    ]
    return "\n".join([*table_lines(_PAIR_HEADS, rows, language), "", *_how(pairs, language)])


def changes_table(changes: Sequence[Change], language: Language) -> str:
    """One line per change."""
    rows = [
        (
            one.variable,
            one.category or "",
            one.group or "",
            " / ".join(map(str, one.n)),
            *(_number(number, language) for number in (*one.values, one.change, one.se)),
            *(_number(number, language) for number in (one.low, one.high, one.p_holm)),
        )
        for one in changes
    ]
    return "\n".join([*table_lines(_CHANGE_HEADS, rows, language), "", *_how(changes, language)])


def _how(found: Sequence[PairDifference | Change], language: Language) -> list[str]:
    """How the intervals came about, each once."""
    return [_INTERVALS[interval].in_language(language) for interval in dict.fromkeys(one.interval for one in found)]


def diagnosis_text(found: Diagnosis, language: Language) -> str:
    """Every category beside the population, then the findings in sentences."""
    rows = [
        (
            one.margin,
            one.category,
            str(one.n),
            percent_fine(one.share_of_rows, language),
            percent_fine(one.share_of_population, language),
            decimal(round(one.weight, 2), language),
        )
        for one in found.categories
    ]
    told = [text.in_language(language) for text in found.findings]
    return "\n".join([*table_lines(_DIAGNOSIS_HEADS, rows, language), "", *told])


def reliability_text(found: Sequence[Reliability], language: Language) -> str:
    """Alpha with the verdict that Krippendorff gives."""
    rows = [
        (
            one.name,
            str(one.units),
            str(one.codings),
            "–" if one.alpha is None else decimal(round(one.alpha, 2), language),
            _verdict(one).in_language(language),
        )
        for one in found
    ]
    return "\n".join(table_lines(_RELIABILITY_HEADS, rows, language))


def _verdict(found: Reliability) -> Text:
    alpha = found.alpha
    if found.units < FEWEST_UNITS:
        return Text(f"unter {FEWEST_UNITS} Texten sagt Alpha nichts", f"under {FEWEST_UNITS} texts alpha tells nothing")
    if alpha is None:
        return Text("nur ein Code: nichts zu unterscheiden", "one code alone: nothing to tell apart")
    if alpha >= RELIABLE:
        return Text("verlässlich", "reliable")
    if alpha >= TENTATIVE:
        return Text("nur für vorläufige Schlüsse", "for tentative conclusions only")
    return Text("nicht verlässlich", "not reliable")


def crosstabs_text(found: ProtectedTables, language: Language) -> str:
    """Every table with its totals; a withheld count is a dot."""
    tables = ["\n".join(_crosstab(table, language)) for table in found.tables]
    if any(table.withheld for table in found.tables):
        tables.append(
            Text(
                f"· steht für Zahlen, aus denen man auf weniger als {found.minimum} Personen schließen könnte.",
                f"· stands for counts that would tell of fewer than {found.minimum} people.",
            ).in_language(language)
        )
    return "\n\n".join(tables)


def _crosstab(table: CrossTable, language: Language) -> list[str]:
    heads = [
        Text(f"{table.row_variable} × {table.column_variable}"),
        *(Text(" / ".join(column)) for column in table.columns),
        Text("gesamt", "total"),
    ]
    rows = [
        [" / ".join(name), *("·" if count is None else str(count) for count in counts), str(total)]
        for name, counts, total in zip(table.rows, table.counts, table.row_totals, strict=True)
    ]
    rows.append([heads[-1].in_language(language), *map(str, table.column_totals), str(table.total)])
    return table_lines(heads, rows, language)


def _number(value: float | None, language: Language) -> str:
    return "" if value is None else significant(value, language)
