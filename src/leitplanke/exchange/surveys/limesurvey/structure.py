"""The tables of an `.lss`, `.lsg` or `.lsq` as a survey; both forms, before and since version 4 (texts in `_l10ns`)."""

from collections.abc import Iterable

from leitplanke.exchange.surveys.limesurvey.source import (
    SourceAnswer,
    SourceCondition,
    SourceGroup,
    SourceQuestion,
    SourceQuota,
    SourceSubquestion,
    SourceSurvey,
)
from leitplanke.exchange.surveys.limesurvey.xml_tables import Row, Tables

_USED = {
    "answers", "answer_l10ns", "conditions", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns",
    "question_attributes", "surveys", "surveys_languagesettings", "quota", "quota_members", "quota_languagesettings",
    "assessments", "defaultvalues", "defaultvalue_l10ns",
}  # fmt: skip


def survey_of(tables: Tables) -> SourceSurvey:
    """The survey in these tables."""
    survey = SourceSurvey(languages=list(dict.fromkeys(filter(None, tables.languages))))
    for row in tables.table("surveys"):
        survey.survey, survey.sid = row.fields, row["sid"]
    for row in tables.table("surveys_languagesettings"):
        for name, value in row.fields.items():
            survey.settings.setdefault(name, {})[row["surveyls_language"]] = value
    if not survey.languages:
        survey.languages = _languages(survey)
    _add_groups(survey, tables)
    _add_questions(survey, tables)
    _add_answers(survey, tables)
    _add_extras(survey, tables)
    survey.passed_over = [(name, len(rows)) for name, rows in tables.rows.items() if name not in _USED]
    survey.sort()
    return survey


def _languages(survey: SourceSurvey) -> list[str]:
    named = [survey.survey.get("language", ""), *survey.survey.get("additional_languages", "").split()]
    return list(dict.fromkeys(filter(None, [*named, *survey.settings.get("surveyls_language", {})])))


def _add_groups(survey: SourceSurvey, tables: Tables) -> None:
    groups: dict[str, SourceGroup] = {}
    for row in tables.table("groups"):
        group = groups.setdefault(
            row["gid"],
            SourceGroup(
                row["gid"], _number(row["group_order"]), row.line, row["grelevance"], row["randomization_group"]
            ),
        )
        if row["language"]:
            group.titles[row["language"]], group.texts[row["language"]] = row["group_name"], row["description"]
    for row in tables.table("group_l10ns"):
        if row["gid"] in groups:
            group = groups[row["gid"]]
            group.titles[row["language"]], group.texts[row["language"]] = row["group_name"], row["description"]
    survey.groups = list(groups.values())


def _add_questions(survey: SourceSurvey, tables: Tables) -> None:
    questions: dict[str, SourceQuestion] = {}
    for row in tables.table("questions"):
        if row["parent_qid"] in {"", "0"}:
            question = questions.setdefault(row["qid"], _question(row))
            _add_texts(question, row)
    below = _add_subquestions(questions, tables)
    for row in tables.table("question_l10ns"):
        if row["qid"] in questions:
            _add_texts(questions[row["qid"]], row)
        elif row["qid"] in below:
            below[row["qid"]].texts[row["language"]] = row["question"]
    for row in tables.table("question_attributes"):
        if row["qid"] in questions:
            questions[row["qid"]].attributes.setdefault(row["attribute"], {})[row["language"]] = row["value"]
    survey.questions = list(questions.values())


def _add_subquestions(questions: dict[str, SourceQuestion], tables: Tables) -> dict[str, SourceSubquestion]:
    below: dict[str, SourceSubquestion] = {}
    for row in (*tables.table("questions"), *tables.table("subquestions")):
        parent = questions.get(row["parent_qid"])
        if parent is None:
            continue
        if row["qid"] not in below:
            below[row["qid"]] = _subquestion(row)
            parent.subquestions.append(below[row["qid"]])
        if row["language"] and "question" in row.fields:
            below[row["qid"]].texts[row["language"]] = row["question"]
    return below


def _question(row: Row) -> SourceQuestion:
    return SourceQuestion(
        qid=row["qid"],
        gid=row["gid"],
        code=row["title"],
        kind=row["type"],
        order=_number(row["question_order"]),
        line=row.line,
        relevance=row["relevance"],
        is_mandatory=row["mandatory"] in {"Y", "S"},
        has_other=row["other"] == "Y",
        pattern=row["preg"],
    )


def _subquestion(row: Row) -> SourceSubquestion:
    scale = int(_number(row["scale_id"]))
    return SourceSubquestion(
        row["qid"], row["title"], scale, _number(row["question_order"]), row.line, row["relevance"]
    )


def _add_texts(question: SourceQuestion, row: Row) -> None:
    if row["language"] and "question" in row.fields:
        question.texts[row["language"]], question.helps[row["language"]] = row["question"], row["help"]


def _add_answers(survey: SourceSurvey, tables: Tables) -> None:
    questions = {question.qid: question for question in survey.questions}
    found: dict[tuple[str, str, str], SourceAnswer] = {}
    by_aid: dict[str, SourceAnswer] = {}
    for row in tables.table("answers"):
        key = (row["qid"], row["scale_id"], row["code"])
        if row["qid"] in questions and key not in found:
            order, scale = _number(row["sortorder"]), int(_number(row["scale_id"]))
            found[key] = SourceAnswer(row["code"], scale, order, row.line, {}, row["assessment_value"])
            questions[row["qid"]].answers.append(found[key])
        if key in found:
            by_aid[row["aid"]] = found[key]
            if row["language"] and "answer" in row.fields:
                found[key].texts[row["language"]] = row["answer"]
    for row in tables.table("answer_l10ns"):
        if row["aid"] in by_aid:
            by_aid[row["aid"]].texts[row["language"]] = row["answer"]


def _add_extras(survey: SourceSurvey, tables: Tables) -> None:
    questions = {question.qid: question for question in survey.questions}
    for row in tables.table("conditions"):
        if row["qid"] in questions:
            condition = SourceCondition(row["cfieldname"], row["method"].strip(), row["value"], row["scenario"])
            questions[row["qid"]].conditions.append(condition)
    for row in tables.table("defaultvalues"):
        if row["qid"] in questions:
            questions[row["qid"]].defaults += 1
    quotas = {row["id"]: SourceQuota(row["name"], row["qlimit"], row.line) for row in tables.table("quota")}
    for row in tables.table("quota_members"):
        if row["quota_id"] in quotas:
            quotas[row["quota_id"]].members.append((row["qid"], row["code"]))
    for row in tables.table("quota_languagesettings"):
        if row["quotals_quota_id"] in quotas:
            quotas[row["quotals_quota_id"]].messages[row["quotals_language"]] = row["quotals_message"]
    survey.quotas = list(quotas.values())
    survey.assessments = list(_once((row["name"], row.line) for row in tables.table("assessments")))


def _once(named: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    return dict.fromkeys(named)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
