"""Findings: every published number under an id that guardrails and measures can cite."""

from collections.abc import Iterable

from leitplanke.evidence.asked import THEMES
from leitplanke.evidence.model import EvidenceReport, Finding, FindingKind, ShareOf, Table, WorkshopResult
from leitplanke.evidence.statements import (
    answer_statement,
    cluster_statement,
    discussion_statement,
    mean_statement,
    preference_statement,
    theme_statement,
)
from leitplanke.evidence.unfolding import MEAN
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import MeetingFormat, Question


def find(report: EvidenceReport, finding_id: str) -> Finding | None:
    """The finding with this id; any option of a merged cell leads to its finding. None: not published, or unknown."""
    stem, _, option = finding_id.rpartition(".")
    for finding in report.findings:
        if finding.id == finding_id or (option in finding.options and finding.id.rpartition(".")[0] == stem):
            return finding
    return None


def table_findings(
    table: Table, *, audience: Text, question_texts: dict[str, Text], option_texts: dict[str, Text]
) -> tuple[Finding, ...]:
    """The mean if there is one, and one finding per cell, named after the cell's first option."""
    findings = _mean_findings(table, audience=audience, question=question_texts.get(table.question, Text("")))
    for cell in table.cells:
        options = tuple(option_texts[f"{table.question}.{option}"] for option in cell.options)
        if table.share_of is ShareOf.PREFERENCE:
            kind, question = FindingKind.PREFERENCE, question_texts[table.question]
            statement = preference_statement(table, cell, audience=audience, question=question, option=options[0])
        elif table.question == THEMES:
            kind = FindingKind.THEME
            statement = theme_statement(table, cell, audience=audience, options=options)
        else:
            kind = FindingKind.ANSWER
            question = question_texts[table.question]
            statement = answer_statement(table, cell, audience=audience, question=question, options=options)
        findings.append(
            Finding(
                id=f"{table.audience}.{table.question}.{cell.options[0]}",
                kind=kind,
                audience=table.audience,
                table=table.id,
                options=cell.options,
                statement=statement,
                recruitment=table.recruitment,
                n=table.base_n,
                share=cell.share,
                low=cell.low,
                high=cell.high,
            )
        )
    return tuple(findings)


def _mean_findings(table: Table, *, audience: Text, question: Text) -> list[Finding]:
    centre = table.centre
    if centre is None or centre.mean is None:
        return []
    return [
        Finding(
            id=f"{table.audience}.{table.question}.{MEAN}",
            kind=FindingKind.MEAN,
            audience=table.audience,
            table=table.id,
            options=(MEAN,),
            statement=mean_statement(table, centre, audience=audience, question=question),
            recruitment=table.recruitment,
            n=table.base_n,
            share=None,
        )
    ]


def workshop_findings(result: WorkshopResult) -> tuple[Finding, ...]:
    """One finding per cluster of which cards or dots may be told; `n` counts the participants of the workshop."""
    statement = discussion_statement if result.format is MeetingFormat.DISCUSSION else cluster_statement
    return tuple(
        Finding(
            id=f"{result.workshop}.{cluster.cluster}",
            kind=FindingKind.CLUSTER,
            audience="",
            table="",
            options=(cluster.cluster,),
            statement=statement(result.title, cluster),
            recruitment=None,
            n=result.participants,
            share=None,
        )
        for cluster in result.clusters
        if cluster.dots is not None or cluster.cards is not None
    )


def missing_findings(
    findings: Iterable[Finding], *, asked: dict[str, tuple[Question, ...]], workshops: Iterable[WorkshopResult]
) -> tuple[str, ...]:
    """The ids of all answers, themes and clusters of which nothing is published."""
    published = {f"{finding.id.rpartition('.')[0]}.{option}" for finding in findings for option in finding.options}
    possible = [
        f"{audience}.{question.id}.{option}"
        for audience, questions in asked.items()
        for question in questions
        if not question.about_person
        for option in question.option_ids
    ]
    possible += [f"{result.workshop}.{cluster.cluster}" for result in workshops for cluster in result.clusters]
    return tuple(finding_id for finding_id in possible if finding_id not in published)
