"""Small surveys for the tests of the evidence stage, drawn with a stated seed."""

from datetime import date

import numpy as np

from leitplanke.evidence.model import PopulationCell, PopulationTable, Theme
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Answer,
    Audience,
    Card,
    Cluster,
    DotVotes,
    Frame,
    Missing,
    Option,
    ParticipationRecord,
    Question,
    QuestionKind,
    Questionnaire,
    Recruitment,
    Response,
    ResponseMode,
    StakeholderGroup,
    Workshop,
)

PROVENANCE = Provenance("evidence", 1, "0", "testheim", "Testheim", True, date(2026, 1, 1), 1, ())
AREAS = ("kita", "pass", "bau", "auto", "muell", "bad")
AGES = ("young", "middle", "old")
SEXES = ("f", "m")
CITIZENS = Audience("citizens", Text("Bürgerinnen und Bürger", "Citizens"))
THEMES = (
    Theme("waiting", Text("Wartezeit", "Waiting"), ("warte", "termin")),
    Theme("bus", Text("Bus und Bahn", "Buses and trains"), ("bus", "bahn")),
)


def options(*names):
    return tuple(Option(name, Text(f"{name} de", f"{name} en")) for name in names)


def question(name, kind, option_ids=(), **details):
    return Question(name, kind, Text(f"{name}?", f"{name}?"), ("citizens",), options(*option_ids), **details)


AGE = question("age", QuestionKind.SINGLE, AGES, ordered=True, about_person=True)
SEX = question("sex", QuestionKind.SINGLE, SEXES, about_person=True)
AREA = question("areas", QuestionKind.TOP, AREAS, max_choices=3)
USE = question("use", QuestionKind.SINGLE, ("never", "rarely", "often", "always"), ordered=True)
WISH = question("wish", QuestionKind.TEXT)

POPULATION = PopulationTable(
    audience="citizens",
    variables=("age", "sex"),
    margins=(("age",), ("sex",)),
    cells=tuple(
        PopulationCell((age, sex), count)
        for (age, sex), count in zip(
            [(a, s) for a in AGES for s in SEXES], (2000, 2200, 3500, 3300, 2500, 1500), strict=True
        )
    ),
    source=Text("Melderegister", "register"),
    as_of=date(2025, 1, 1),
)

SAMPLE = Frame("sample", "citizens", Recruitment.SAMPLE, Text("Stichprobe", "Sample"), 15000, 2000, 100)
OPEN = Frame("open", "citizens", Recruitment.OPEN, Text("Offener Link", "Open link"), 15000)


def citizens(rng, frame, n, first_key=0):
    """Responses in which the old answer more often and want other areas."""
    responses = []
    for number in range(n):
        age = int(rng.choice(3, p=(0.2, 0.35, 0.45)))
        sex = int(rng.integers(2))
        wanted = rng.choice(len(AREAS), 3, replace=False, p=_taste(age))
        answers = [
            Answer("age", (AGES[age],)) if rng.random() > 0.03 else Answer("age", missing=Missing.PREFER_NOT),
            Answer("sex", (SEXES[sex],)),
            Answer("areas", tuple(AREAS[i] for i in wanted)),
            Answer("use", (USE.option_ids[int(rng.choice(4, p=(0.3, 0.3, 0.38, 0.02)))],)),
        ]
        if rng.random() < 0.4:
            answers.append(Answer("wish", text=str(rng.choice(["Kürzere WARTEZEITEN!", "Mehr Busse", "Gut so"]))))
        mode = (ResponseMode.ONLINE, ResponseMode.PAPER)[int(rng.random() < 0.1 + 0.2 * age)]
        responses.append(Response(first_key + number, "citizens", frame.id, mode, "1", tuple(answers)))
    return tuple(responses)


def record(responses, frames, *, questions=(AGE, SEX, AREA, USE, WISH), workshops=(), audiences=(CITIZENS,)):
    questionnaire = Questionnaire("1", Text("Umfrage", "Survey"), audiences, questions)
    return ParticipationRecord(PROVENANCE, questionnaire, frames, responses, workshops)


def town_survey(seed=1, n_sample=400, n_open=300):
    rng = np.random.default_rng(seed)
    responses = (*citizens(rng, SAMPLE, n_sample), *citizens(rng, OPEN, n_open, n_sample))
    return record(responses, (OPEN, SAMPLE), workshops=(workshop(),))


def workshop():
    groups = (
        StakeholderGroup("politics", Text("Politik", "Politics"), 12),
        StakeholderGroup("club", Text("Verein"), 4),
    )
    clusters = tuple(Cluster(name, Text(f"{name} de", f"{name} en")) for name in ("a", "b", "c", "d"))
    dots = (("a", "politics", 20), ("b", "politics", 3), ("c", "politics", 13), ("d", "club", 12))
    return Workshop(
        "w1",
        Text("Werkstatt 1", "Workshop 1"),
        date(2025, 5, 1),
        groups,
        clusters,
        tuple(Card(f"k{i}", "politics", "a", "x") for i in range(14)),
        tuple(DotVotes(*vote) for vote in dots),
    )


def _taste(age):
    taste = np.array([(6, 2, 1, 3, 1, 4), (4, 3, 2, 3, 1, 2), (1, 5, 2, 2, 4, 1)][age], dtype=float)
    return taste / taste.sum()
