"""A LimeSurvey survey as a questionnaire."""

from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.limesurvey.formulas import formulas_in
from leitplanke.exchange.surveys.limesurvey.plan import Plan
from leitplanke.exchange.surveys.limesurvey.questions import questions_of
from leitplanke.exchange.surveys.limesurvey.reading import Reading
from leitplanke.exchange.surveys.limesurvey.source import SourceGroup, SourceQuota, SourceSurvey
from leitplanke.exchange.surveys.losses import Imported, ImportLog, Part, in_order
from leitplanke.exchange.surveys.mending import Parts, mended
from leitplanke.exchange.surveys.names import Names
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Audience,
    Computed,
    Expression,
    Operator,
    Question,
    Questionnaire,
    Quota,
    Section,
    constant,
)

EVERYBODY = Audience("everybody", Text("Alle", "Everybody"))
_MAILS = {
    "surveyls_email_invite": Text("zur Einladung", "of invitation"),
    "surveyls_email_remind": Text("zur Erinnerung", "of reminder"),
    "surveyls_email_register": Text("zur Anmeldung", "of registration"),
    "surveyls_email_confirm": Text("zur Bestätigung", "of confirmation"),
    "email_admin_": Text("an die Verwaltung der Umfrage", "to whoever runs the survey"),
}
_TEXT_SETTINGS = ("surveyls_title", "surveyls_description", "surveyls_welcometext", "surveyls_endtext")
_QUIET_SETTINGS = (
    "surveyls_survey_id",
    "surveyls_language",
    "surveyls_dateformat",
    "surveyls_numberformat",
    "attachments",
)


def imported_survey(survey: SourceSurvey, *, source: str, log: ImportLog | None = None) -> Imported:
    """The questionnaire of a survey, with everything that did not arrive."""
    log = log or ImportLog()
    reading = Reading(survey, log, Names())
    pages = _pages(reading)
    questions = [question for _, asked in pages for question in asked]
    sections = tuple(
        _section(group, asked, reading, number) for number, (group, asked) in enumerate(pages, 1) if group and asked
    )
    quotas = tuple(filter(None, (_quota(one, reading) for one in survey.quotas)))
    title, introduction, closing = _front(reading)
    sections = sections if sum(len(one.questions) for one in sections) == len(questions) else ()
    parts = mended(Parts(tuple(questions), sections, _computed(reading), quotas), log)
    _tell_settings(reading)
    log.count(Part.LANGUAGE, len(reading.languages))
    questionnaire = Questionnaire(
        version="1",
        title=title if title.by_language() else Text("Umfrage", "Survey"),
        audiences=(EVERYBODY,),
        questions=parts.questions,
        sections=parts.sections,
        computed=parts.computed,
        quotas=parts.quotas,
        introduction=introduction,
        closing=closing,
        languages=tuple(dict.fromkeys(reading.languages.values())),
    )
    return Imported(source, questionnaire, log.tally(), in_order(log.losses))


def _pages(reading: Reading) -> list[tuple[SourceGroup | None, list[Question]]]:
    """Each group with its questions; what has no group stands at the end."""
    survey = reading.survey
    by_group: dict[str, list[Question]] = {}
    for plan in reading.plans:
        by_group.setdefault(plan.source.gid, []).extend(questions_of(plan, reading, EVERYBODY.id))
    known = {group.gid for group in survey.groups}
    pages: list[tuple[SourceGroup | None, list[Question]]] = [
        (group, by_group.get(group.gid, [])) for group in survey.groups
    ]
    rest = [question for gid, asked in by_group.items() if gid not in known for question in asked]
    for group, asked in pages:
        if group is not None and not asked:
            words = Text("Ein Abschnitt ohne Fragen entfällt.", "A section without questions goes.")
            reading.log.change(Part.SECTION, next(iter(group.titles.values()), ""), words, line=group.line)
    return [*pages, (None, rest)] if rest else pages


def _section(group: SourceGroup, asked: list[Question], reading: Reading, number: int) -> Section:
    name = f"g{number}"
    if group.random:
        words = Text("Die zufällige Reihenfolge der Abschnitte entfällt.", "The random order of sections goes.")
        reading.log.lose(Part.SETTING, name, words, line=group.line)
    return Section(
        id=name,
        title=reading.text(Part.SECTION, group.titles, name=name, line=group.line),
        questions=tuple(question.id for question in asked),
        text=reading.text(Part.SECTION, group.texts, name=name, line=group.line),
        shown_if=reading.condition(group.relevance, name=name, line=group.line),
    )


def _computed(reading: Reading) -> tuple[Computed, ...]:
    """Values of equations, and of formulas inside texts. An equation that cannot be told is empty."""
    equations = [_equation(plan, reading) for plan in reading.plans if plan.source.kind == "*"]
    return (*equations, *reading.texts.computed)


def _equation(plan: Plan, reading: Reading) -> Computed:
    source = plan.source
    written = source.attribute("equation") or next(iter(source.texts.values()), "")
    pieces = list(formulas_in(written)) or [(0, len(written), written)]
    reading.log.count(Part.RULE)
    try:
        terms, at = [], 0
        for start, end, formula in pieces:
            terms += [constant(written[at:start])] if written[at:start].strip() else []
            terms.append(reading.formula(formula))
            at = end
        terms += [constant(written[at:])] if written[at:].strip() else []
    except NotExpressibleError as error:
        reading.log.lose(Part.RULE, source.code, error.words, line=source.line)
        return Computed(plan.second, constant(""))
    return Computed(plan.second, terms[0] if len(terms) == 1 else Expression(Operator.JOIN, tuple(terms)))


def _quota(quota: SourceQuota, reading: Reading) -> Quota | None:
    reading.log.count(Part.QUOTA)
    by_question: dict[str, list[Expression]] = {}
    plans = {plan.source.qid: plan for plan in reading.plans}
    for qid, code in quota.members:
        plan = plans.get(qid)
        if plan is not None:
            by_question.setdefault(qid, []).append(_member(plan, code))
    if not by_question or not quota.limit.strip().isdecimal():
        words = Text("Die Quote ist nicht lesbar.", "The quota cannot be read.")
        reading.log.lose(Part.QUOTA, quota.name, words, line=quota.line)
        return None
    claims = tuple(Expression(Operator.ANY, tuple(members)) for members in by_question.values())
    message = reading.texts.text(quota.messages, name=quota.name, line=quota.line)
    return Quota(reading.names.new(quota.name or "quota"), Expression(Operator.ALL, claims), int(quota.limit), message)


def _member(plan: Plan, code: str) -> Expression:
    """`code` of a choice; `row-code` of an array."""
    if code in plan.rows:
        return Expression(Operator.CHOSEN, question=plan.id, part=plan.rows[code])
    row, _, value = code.rpartition("-")
    part = plan.rows.get(row, "")
    answer = Expression(Operator.ANSWER, question=plan.id, part=part)
    wanted = value if part else code
    return Expression(Operator.EQUAL, (answer, constant(plan.options.get(wanted, wanted))))


def _front(reading: Reading) -> tuple[Text, Text, Text]:
    found = {
        name: reading.texts.text(reading.survey.settings.get(name, {}), name=name, line=None) for name in _TEXT_SETTINGS
    }
    description, welcome = found["surveyls_description"].by_language(), found["surveyls_welcometext"].by_language()
    tags = dict.fromkeys([*description, *welcome])
    both = {tag: f"{description.get(tag, '')}\n\n{welcome.get(tag, '')}".strip() for tag in tags}
    return found["surveyls_title"], Text.of(both), found["surveyls_endtext"]


def _of_mail(name: str) -> Text | None:
    """What is said of the subject or the text of an e-mail."""
    found = next((mail for begins, mail in _MAILS.items() if name.startswith(begins)), None)
    if found is None:
        return None
    part = Text("Der Betreff", "The subject") if name.endswith("_subj") else Text("Der Text", "The text")
    return Text(f"{part.de} der E-Mail {found.de} entfällt.", f"{part.en} of the e-mail {found.en} goes.")


def _tell_settings(reading: Reading) -> None:
    survey, log = reading.survey, reading.log
    for name, written in survey.settings.items():
        if (
            name not in _TEXT_SETTINGS
            and name not in _QUIET_SETTINGS
            and any(text.strip() for text in written.values())
        ):
            log.lose(Part.SETTING, name, _of_mail(name) or Text("Der Text entfällt.", "The text goes."))
    if survey.survey:
        words = Text(
            "Wie die Umfrage läuft (Zeitraum, Gestaltung, Zugang, Benachrichtigung), wird neu eingestellt.",
            "How the survey runs (dates, design, access, notifications) is set anew.",
        )
        log.change(Part.SETTING, "survey", words)
    for name, line in survey.assessments:
        log.lose(Part.SETTING, name, Text("Die Auswertung nach Punkten entfällt.", "The assessment goes."), line=line)
    for name, many in survey.passed_over:
        log.lose(Part.SETTING, name, Text(f"{many} Zeilen entfallen.", f"{many} rows go."))
