"""Every address of a town, tried by everybody who has nothing to do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django_scopes import scope, scopes_disabled

from factories.accounts import signed_in
from factories.addresses import Address, all_addresses
from factories.page_forms import PageForm, posting_forms, send
from factories.two_towns import (
    CONTRIBUTION,
    DISCUSSION,
    NEXT,
    ONLY_HERE,
    PUBLISHED,
    REPAIRED,
    REPORT,
    ROOM,
    SECRET,
    UNPUBLISHED,
    WAITING,
    WEIGHED,
    WORKSHOP,
    TwoTowns,
    stored_but_sessions,
    strangers,
    two_towns,
)
from factories.web import person_in
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

# Where everybody may send a filled-in survey with a ticket in the place of a token; tests/web/participation attacks it.
FOR_RESPONDENTS = frozenset(
    {
        *("participation:answer", "participation:kiosk", "portal:own_answer", "workshops:room"),
        *("discussion:contribute", "discussion:vote", "discussion:notice", "discussion:own_contribution"),
    }
)
STORE_NOTHING = frozenset({*FOR_RESPONDENTS, "participation:preview"})  # a test run leaves nothing
PARTS_OF_A_DRAFT = {
    "section": ("all",), "question": ("areas", "views"), "part": ("kita", "row"), "value": ("value",),
    "quota": ("quota",), "kind": ("single",), "language": ("en",), "format": ("json",), "element": ("E38",),
    "theme": ("waiting",),
}  # fmt: skip
# What takes a printed sheet, a scan of one, or a sheet of things, to do something; attacked by test_paper.py of
# tests/web/participation and test_sheets.py, test_goals.py and test_services.py of tests/web/strategy.
FOR_WHO_HAS_A_SHEET = frozenset(
    {
        "participation:enter_paper",
        "participation:read_scans",
        "participation:register_sheets",
        "strategy:sheet",
        "strategy:overall_goal_list",
        "strategy:service_list",
    }
)
# What takes files to do something; test_priorities.py, test_actors.py and test_photos.py of tests/web attack it.
FOR_WHO_HAS_FILES = frozenset({"strategy:priority_files", "process:actor_sheet", "workshops:photos"})
# What does nothing while the survey runs, as it does here; attacked by test_answer_files.py of tests/web/participation.
AFTER_THE_SURVEY = frozenset({"participation:answer_file"})
# What does nothing once a workshop has begun, as it has here; tests/web/workshops/test_planning.py attacks it.
BEFORE_THE_WORKSHOP = frozenset({"workshops:agenda"})
# Whose form has a new number every time.
NEVER_ALIKE = frozenset({"workshops:room", "discussion:contribute", "discussion:vote", "discussion:notice"})
OTHER_METHODS = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "INVENTED")
WHO = ("editor of another town", "administrator of another town", "person without a town")
# What browsers and proxies that once saw a page send along.
ASKED_AGAIN = ({"if-none-match": "*"}, {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}, {"if-match": '"x"'})
# The button that begins an interview; without it nothing was asked for.
PRESSED = {"go": "begin"}
# What a form needs to do something, where what stands in it is not enough.
FILLED = {
    "strategy:measure_new": {
        "id": "new", "title_de": "Neu", "for_whom_de": "Alle", "field": "services", "service_area": "kita",
        "measure_class": "e_government",
        "lead_unit": "it", "state": "idea", "said_by": "CDO", "goal-0-goal": "reach", "goal-0-strength": "1",
        "mode-0-id": "own", "mode-0-name_de": "selbst", "mode-0-duration_months": "3",
        "mode-0-investive": "0", "mode-0-consumptive": "0",
    },
    "evidence:population": {"remove": "1"},
    "strategy:evidence_add": {"finding": "citizens.areas.kita", "guardrail": "analogue"},
    "strategy:guardrail": {"remove": "citizens.digital.no"},
    "strategy:guardrail_new": {
        "id": "new", "rule_de": "Neu", "reason_de": "Grund", "owner": "Amt", "test_question_de": "Neu?",
        "law_0_ref": "§ 1",
    },
    "strategy:guardrail_edit": {"rule_de": "Neu"},
    "strategy:overall_goal_new": {"id": "new", "title_de": "Neu", "source_de": "Papier"},
    "strategy:overall_goal_edit": {"section": "S. 99"},
    "strategy:goal_new": {
        "id": "new", "title_de": "Neu", "indicator_de": "Zahl", "unit_de": "%", "baseline": "1", "target": "2",
        "due": "2030-01-31",
    },
    "strategy:goal_edit": {"target": "99"},
    "strategy:goal_serves": {"strength-generations": "1"},
    "strategy:direction": {"guiding_sentence_de": "Neu"},
    "strategy:field_new": {"id": "new", "title_de": "Neu"},
    "strategy:field_edit": {"title_de": "Neu"},
    "strategy:service_new": {"id": "new", "name_de": "Neu"},
    "strategy:service_edit": {"cases_per_year": "99"},
    "strategy:measure_ways": {"digital-reach_de": "Neu"},
    "strategy:guardrail_check": {"verdict": "open", "reason_de": "Neu"},
    "portal:publish": {"exemption": "Erst beraten."},
    "portal:withdraw": {"reason": "Falsch."},
    "strategy:priority_weights": {"points-benefit": "77"},
    "strategy:priority_scores": {"score-parking": "9"},
    "strategy:priority_decision": {"row-0-place": "7"},
    "strategy:gate_new": {"id": "new", "name_de": "Neu"},
    "strategy:gate_edit": {"name_de": "Neu"},
    "strategy:choice_new": {"id": "new", "name_de": "Neu", "most": "1", "members": "kita_online"},
    "strategy:choice_edit": {"name_de": "Neu"},
    "roadmap:grant_new": {"id": "new", "name_de": "Neu", "amount": "5"},
    "roadmap:grant_edit": {"name_de": "Neu"},
    "roadmap:unit_new": {"id": "new", "name_de": "Neu", "step-0-fte": "1"},
    "roadmap:year_edit": {"2026-investive": "12,34"},
    "workshops:workshop_new": {
        "title": "Neu", "held_on": "2026-12-02", "begins_at": "18:00", "template": "ideas",
    },
    "workshops:workshop": {"present-citizens": "12", "present-politics": "12", "sure": "on"},
    "workshops:moderation": {"seen": "dots", "step": "closing"},
    "workshops:board": {"go": "type", "lines": "Neu", "group": "citizens"},
    "workshops:ballots": {"group": "citizens"},
    "workshops:minutes": {"words": "Neu"},
    "process:process": {"go": "make", "phase": "survey"},
    "process:process_edit": {"title": "Neu", "go": "save"},
    "process:phase": {"title": "Neu", "go": "save"},
    "process:phase_new": {"title": "Neu", "begins_on": "2027-06-01", "ends_on": "2027-06-30"},
    "process:letter": {"subject": "Neu"},
    "process:actor": {"name": "Neu", "go": "save"},
    "process:actor_new": {"name": "Neu", "group": "citizens", "interest": "low", "influence": "low"},
    "strategy:priority_room": {"set_by": "Neu"},
    "discussion:discussion_new": {
        "title_de": "Neu", "draft_de": "Neu", "begins_on": "2026-12-02", "ends_on": "2099-12-02",
        "moderation": "before",
    },
    "discussion:staff_discussion": {"sure": "on"},
    "discussion:discussion_edit": {"ends_on": "2099-12-02"},
    "discussion:moderation": {"go": "show", "contribution": str(CONTRIBUTION), "stand": "shown"},
    "discussion:clusters": {"contribution": str(CONTRIBUTION), "title": "Neu"},
    "discussion:tell": {"text": "Neu"},
    "monitoring:replies": {"to": "start.queue", "kind": "declined", "reason_de": "Neu"},
    "towns:member_new": {"name": "Neu", "email": "new@example.org", "role": "editor"},
    "towns:member": {"role": "administrator"},
    "portal:start_run": {"seed": "7"},
    "portal:robustness": {"seed": "7", "worst": "170"},
    "portal:repair": {"seed": "7", "year": "2026", "cut_percent": "30"},
    "participation:staff_survey": {"closes_on": "2099-10-01"},
    "participation:make_codes": {"frame": "register", "count": "3"},
    "participation:questionnaire_new": {"version": "neu-1", "title": "Neu", "start": "empty"},
    "participation:questionnaire": {"go": "down:question:areas"},
    "participation:questionnaire_details": {"title_de": "Neu"},
    "participation:section_new": {"title_de": "Neu"},
    "participation:section_edit": {"title_de": "Neu"},
    "participation:question_new": {"text_de": "Neu", "option-0-text_de": "a", "option-1-text_de": "b"},
    "participation:question_edit": {"text_de": "Neu"},
    "participation:option_condition": {"if-0-question": "value", "if-0-claim": "equal", "if-0-value": "3"},
    "participation:item_condition": {"if-0-question": "value", "if-0-claim": "equal", "if-0-value": "3"},
    "participation:computed_new": {"id": "neu", "way": "sum", "term-0-number": "1"},
    "participation:computed_edit": {"way": "first"},
    "participation:quota_new": {
        "most": "10", "message_de": "Danke.", "if-0-question": "district", "if-0-claim": "answered",
    },
    "participation:quota_edit": {
        "most": "20", "message_de": "Danke.", "if-0-question": "district", "if-0-claim": "answered",
    },
    "participation:questionnaire_translate": {"text-title": "New"},
    "participation:questionnaire_library": {"questions": "barriers"},
    "participation:questionnaire_publish": {"go": "publish"},
    "participation:mailing": {"go": "add", "addresses": "a@example.org", "consent": "Panel", "sure": "on"},
    "participation:print_paper": {"kind": "labels", "frame": "register", "language": "de", "count": "2"},
    "participation:interview": PRESSED,
    "evidence:theme_new": {"id": "new", "name_de": "Neu", "words": "neu"},
    "evidence:theme": {"words": "neu"},
    "evidence:coding_text": {"themes": "waiting"},
    "evidence:themes": {"answer": "digital.gladly"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt: the pattern, the address, how it was asked for, and the answer."""

    pattern: Address
    address: str
    method: str
    answer: Any


@pytest.fixture
def towns(db: None) -> TwoTowns:  # noqa: ARG001 - the database first
    return two_towns()


@pytest.fixture
def insider(towns: TwoTowns) -> Client:
    return signed_in(towns.administrator)


@pytest.fixture
def forms(towns: TwoTowns, insider: Client) -> dict[str, PageForm]:
    """What Erlenbach's own people could send, by where it goes."""
    return {form.action: form for form in posting_forms(insider, [one for _, one in addresses(towns)])}


def test_addresses_for_staff_are_guarded_and_no_others() -> None:
    found = all_addresses()

    assert {one.route for one in found if one.is_for_staff != (one.needed_role is not None)} == set()
    assert len({one.route for one in found if one.is_for_staff}) > 15


@pytest.mark.parametrize("who", WHO)
def test_stranger_finds_what_everybody_finds_and_nothing_else(
    towns: TwoTowns, forms: dict[str, PageForm], insider: Client, who: str
) -> None:
    client, everybody = signed_in(strangers(towns)[who]), Client()
    before = stored_but_sessions()

    answers = list(tried(client, towns, forms))

    assert len(answers) > 1000
    assert [(one.method, one.address) for one in answers if SECRET in told(one.answer)] == []
    assert [
        (one.method, one.address, one.answer.status_code)
        for one in answers
        if not is_not_found(one)
        and not is_no_method(one, insider)
        and not (is_public(one) and is_alike(one, everybody))
    ] == []
    assert stored_but_sessions() == before


def test_visitor_signs_in_first_or_finds_what_is_published(
    towns: TwoTowns, forms: dict[str, PageForm], insider: Client
) -> None:
    before = stored_but_sessions()

    answers = list(tried(Client(), towns, forms))

    assert [(one.method, one.address) for one in answers if SECRET in told(one.answer)] == []
    assert [
        (one.method, one.address, one.answer.status_code)
        for one in answers
        if not is_public(one) and not is_sent_to_sign_in(one) and not is_no_method(one, insider)
    ] == []
    assert {(one.method in {"GET", "HEAD"}, one.answer.status_code) for one in answers if is_public(one)} == {
        *((True, status) for status in (200, 304, 404, 412)),
        (False, 405),
        (False, 400),  # a survey that nobody filled in
    }
    assert stored_but_sessions() == before


def test_unpublished_versions_are_not_found(towns: TwoTowns) -> None:
    values = values_of(towns) | {"version": (0, UNPUBLISHED, WAITING)}
    numbered = [one for one in all_addresses() if "version" in one.parts]

    found = [(one, Client().get(one).status_code) for address in numbered for one in address.all_with(values)]

    assert len(found) > 40
    assert {status for _, status in found} == {404}


def test_insider_sees_every_secret_but_what_single_people_said(towns: TwoTowns, insider: Client) -> None:
    """Else the tests above would look for words that stand nowhere."""
    pages = "".join(told(insider.get(one)) for _, one in addresses(towns))

    missing = {word for word in ("vorhaben", "stelle", "mitglied", "verwaltung", "lauf", "entwurf", "amt", "fassung")
               if f"{SECRET}{word}" not in pages}  # fmt: skip
    shown = {word for word in ("antwort", "bogen") if f"{SECRET}{word}" in pages}
    assert (missing, shown) == (set(), set())
    assert f"{SECRET}antwort" in repr(stored_but_sessions())


def test_what_strangers_send_would_do_something_if_insiders_sent_it(
    towns: TwoTowns, forms: dict[str, PageForm], insider: Client
) -> None:
    """Else the tests above would send what nobody could accept. A new form may need a line in `FILLED`."""
    sent_to = [
        (pattern, one)
        for pattern, one in addresses(towns)
        if pattern.name
        not in STORE_NOTHING | FOR_WHO_HAS_A_SHEET | FOR_WHO_HAS_FILES | AFTER_THE_SURVEY | BEFORE_THE_WORKSHOP
        and refused(insider, "POST", one) != 405
    ]

    effective = {pattern.name for pattern, one in sent_to if does_something(insider, pattern, one, forms)}

    assert effective == {pattern.name for pattern, _ in sent_to}
    assert len(effective) > 10


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_what_belongs_to_another_town_is_not_found_in_ones_own(towns: TwoTowns, method: str) -> None:
    client = signed_in(strangers(towns)["administrator of another town"])
    foreign = {
        "town": ("otterbach",),
        "measure": (ONLY_HERE,),
        "unit": (ONLY_HERE,),
        "gate": (ONLY_HERE,),
        "choice": (ONLY_HERE,),
        "grant": (ONLY_HERE,),
        "number": (2, UNPUBLISHED, WAITING, REPAIRED),
        "version": (2, UNPUBLISHED),
        "member_id": (towns.member,),
        "name": ("roadmap.json",),
        "audience": ("citizens",),
        "criterion": ("benefit",),
        "file": ("scores.csv",),
        "questionnaire": (ONLY_HERE,),
        "snapshot": ("0" * 64,),
        "finding": ("citizens.areas.kita",),
        "guardrail": (ONLY_HERE,),
        "overall_goal": (ONLY_HERE,),
        "goal": (ONLY_HERE,),
        "field": (ONLY_HERE,),
        "service": (ONLY_HERE,),
        "way": ("leitplanke",),
        "thing": (ONLY_HERE,),
        "edition": (2,),
        "stored": ("problem.json",),
        **PARTS_OF_A_DRAFT,
    }
    identified = {"measure", "unit", "number", "version", "member_id", "questionnaire"}
    identified |= {
        "snapshot",
        "guardrail",
        "edition",
        "gate",
        "choice",
        "grant",
        "overall_goal",
        "goal",
        "service",
        "thing",
    }
    named = [one for one in all_addresses() if identified & set(one.parts)]
    before = stored_but_sessions()

    found = {(one, client.generic(method, one).status_code) for address in named for one in address.all_with(foreign)}

    assert {(one, status) for one, status in found if status not in {404, 405}} == set()
    assert stored_but_sessions() == before


def test_choice_of_what_belongs_to_another_town_is_refused(towns: TwoTowns) -> None:
    client = signed_in(strangers(towns)["administrator of another town"])
    before = stored_but_sessions()
    own = {**values_of(towns), "town": ("otterbach",), "measure": ("kita_online",), "unit": ("office",)}
    own["questionnaire"] = (NEXT,)
    own |= {"gate": ("goals_adopted",), "choice": ("apps",), "grant": ("land",)}
    pages = [one for address in staff() if "member_id" not in address.parts for one in address.all_with(own)]

    answers = [
        (form.action, name, send(client, form.action, [*form.entries(**{name: ONLY_HERE}), *PRESSED.items()]))
        for form in posting_forms(client, pages)
        for name in form.choices
    ]

    assert len(answers) > 10
    assert [(one, name, answer.status_code) for one, name, answer in answers if answer.status_code != 422] == []
    assert [one for one, _, answer in answers if SECRET in told(answer)] == []
    assert stored_but_sessions() == before


def test_tag_of_a_page_is_worth_nothing_in_another_town(towns: TwoTowns) -> None:
    client = Client()
    tags = {one: client.get(one).headers.get("ETag") for address, one in addresses(towns) if not address.is_for_staff}
    theirs = {one: one.replace("erlenbach", "otterbach", 1) for one, tag in tags.items() if tag}

    shared = [
        one
        for one, other in theirs.items()
        if "/daten/" not in one and client.get(other, headers={"if-none-match": str(tags[one])}).status_code == 304
    ]

    assert len(theirs) > 20
    assert shared == []


def test_what_insiders_read_stays_out_of_every_memory(towns: TwoTowns, insider: Client) -> None:
    public = [one for address, one in addresses(towns) if not address.is_for_staff and address.name not in NEVER_ALIKE]
    before = {one: Client().get(one).content for one in public}

    for _, one in addresses(towns):
        insider.get(one)

    assert {one for one in public if Client().get(one).content != before[one]} == set()


def test_staff_pages_are_kept_by_nobody_on_the_way(towns: TwoTowns, insider: Client) -> None:
    answers = [(one, insider.get(one)) for address, one in addresses(towns) if address.is_for_staff]

    kept = [one for one, answer in answers if answer.status_code == 200 and "private" not in told_to_caches(answer)]
    assert kept == []


def test_editor_is_refused_what_only_administrators_may(towns: TwoTowns) -> None:
    with scope(town=towns.attacked):
        client = signed_in(person_in(towns.attacked, Role.EDITOR))
    kept = [one for pattern, one in addresses(towns) if pattern.needed_role is Role.ADMINISTRATOR]
    before = stored_but_sessions()

    found = {(one, client.generic(method, one).status_code) for one in kept for method in ("GET", "POST")}

    assert {(one, status) for one, status in found if status not in {403, 405}} == set()
    assert {one for one, status in found if status == 403} == set(kept)
    assert len(kept) > 5
    assert stored_but_sessions() == before


def test_form_from_elsewhere_is_refused(towns: TwoTowns) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(towns.administrator)
    before = stored_but_sessions()

    answered = {
        (address.name in FOR_RESPONDENTS, strict.generic("POST", one).status_code) for address, one in addresses(towns)
    }
    assert answered == {(False, 403), (True, 400)}
    assert stored_but_sessions() == before


def addresses(towns: TwoTowns) -> list[tuple[Address, str]]:
    """Every address of Erlenbach."""
    found = [one for one in all_addresses() if one.is_of_a_town]
    return [(address, one) for address in found for one in address.all_with(values_of(towns))]


def staff() -> list[Address]:
    return [one for one in all_addresses() if one.is_for_staff]


def values_of(towns: TwoTowns) -> dict[str, tuple[object, ...]]:
    """What stands in addresses of Erlenbach, secret and published."""
    return {
        "town": ("erlenbach",),
        "measure": (ONLY_HERE, "kita_online"),
        "unit": (ONLY_HERE,),
        "gate": (ONLY_HERE,),
        "choice": (ONLY_HERE,),
        "grant": (ONLY_HERE,),
        "number": (UNPUBLISHED, WAITING, REPAIRED),
        "stored": ("problem.json", "offer-1.ics", "roadmap.ics"),
        "version": (PUBLISHED[0], UNPUBLISHED),
        "name": ("roadmap.json", "report.html", "participation.json"),
        "snapshot": (REPORT,),
        "finding": ("citizens.areas.kita",),
        "guardrail": ("analogue", "short_waits"),
        "overall_goal": (ONLY_HERE,),
        "goal": (ONLY_HERE,),
        "field": (ONLY_HERE,),
        "service": (ONLY_HERE,),
        "way": ("leitplanke",),
        "thing": ("analogue", "short_waits"),
        "edition": PUBLISHED,
        "member_id": (towns.member,),
        "audience": ("citizens",),
        "criterion": ("benefit",),
        "workshop": (WORKSHOP, WEIGHED),
        "discussion": (DISCUSSION,),
        "contribution": (CONTRIBUTION,),
        "step": ("ideas", "pairs", "dots"),
        "phase": ("workshops",),
        "letter": ("discussion-letter",),
        "actor": ("beirat-0",),
        "photo": (towns.photo,),
        "code": (ROOM,),
        "file": ("scores.csv",),
        "questionnaire": (ONLY_HERE,),
        **PARTS_OF_A_DRAFT,
        "how": ("telefon",),
    }


def tried(client: Client, towns: TwoTowns, forms: dict[str, PageForm]) -> Iterator[Tried]:
    """Every address; what is sent is what insiders would send there.

    The frame, not a page, answers odd methods and questions of memories: each address meets some, all meet all.
    """
    methods, asked_again = cycle(OTHER_METHODS), cycle(ASKED_AGAIN)
    for pattern, one in addresses(towns):
        for method in ("HEAD", next(methods), next(methods)):
            yield Tried(pattern, one, method, client.generic(method, one))
        for headers in ({}, next(asked_again)):
            yield Tried(pattern, one, "GET", client.get(one, headers=headers))
        for address in (one, f"/en{one}"):
            yield Tried(pattern, address, "GET", client.get(address, headers={"hx-request": "true"}))
            yield Tried(pattern, address, "POST", send(client, address, sent(pattern, one, forms)))


def is_public(one: Tried) -> bool:
    return not one.pattern.is_for_staff


def is_not_found(one: Tried) -> bool:
    return one.answer.status_code == 404


def is_alike(one: Tried, everybody: Client) -> bool:
    """Whether everybody is answered the same; that nothing changed is told to those who had it."""
    return one.answer.status_code in {304, 412, everybody.generic(one.method, one.address).status_code}


def is_no_method(one: Tried, insider: Client) -> bool:
    """Whether nobody may ask like that, not even Erlenbach's own people."""
    return one.answer.status_code == 405 == refused(insider, one.method, one.address)


def is_sent_to_sign_in(one: Tried) -> bool:
    sign_in = "/en/konto/anmelden/" if one.address.startswith("/en/") else "/konto/anmelden/"
    return (one.answer.status_code, one.answer.headers.get("Location")) == (302, f"{sign_in}?next={one.address}")


def refused(client: Client, method: str, address: str) -> int:
    """What a request is answered; nothing of it stays."""
    with transaction.atomic():
        status = client.generic(method, address).status_code
        transaction.set_rollback(True)
    return int(status)


def told(answer: object) -> str:
    """Everything that an answer says."""
    return "".join(f"{name}: {words}\n" for name, words in answer.headers.items()) + answer.content.decode(
        errors="replace"
    )


def told_to_caches(answer: object) -> str:
    return answer.headers.get("Cache-Control", "")


@scopes_disabled()
def does_something(client: Client, pattern: Address, address: str, forms: dict[str, PageForm]) -> bool:
    """Whether insiders change something by sending the form; nothing of it stays."""
    with transaction.atomic():
        if pattern.name in {"portal:start_run", "portal:robustness", "portal:repair"}:  # only one at a time
            Run.objects.filter(number=WAITING).update(state=RunState.CANCELLED)
        before = stored_but_sessions()
        send(client, address, sent(pattern, address, forms))
        is_done = stored_but_sessions() != before
        transaction.set_rollback(True)
    return is_done


def sent(pattern: Address, address: str, forms: dict[str, PageForm]) -> list[tuple[str, str]]:
    """What insiders would send to the address."""
    filled = FILLED.get(pattern.name, {})
    return forms[address].entries(**filled) if address in forms else list(filled.items())
