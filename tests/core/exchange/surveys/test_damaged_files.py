"""Whatever happened to a file on its way, it is read or refused, and nothing else."""

import io
import zipfile
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from factories.limesurvey import lss
from factories.questionnaires import EVERY_KIND
from leitplanke.exchange.surveys.formats import read_survey
from leitplanke.exchange.surveys.limesurvey.writer import limesurvey_bytes
from leitplanke.exchange.surveys.response_reader import read_answers
from leitplanke.exchange.surveys.xlsform.writer import xlsform_bytes
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.participation.model import Questionnaire, ResponseMode


def _archive():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("survey.lss", lss())
    return box.getvalue()


SOUND = (lss(), limesurvey_bytes(EVERY_KIND)[0], xlsform_bytes(EVERY_KIND)[0], _archive())


@st.composite
def damaged(draw):
    data = bytearray(draw(st.sampled_from(SOUND)))
    for _ in range(draw(st.integers(1, 12))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_damaged_structure_is_read_or_refused(data):
    with suppress(FaultyInputError):
        assert isinstance(read_survey(data, file="x").questionnaire, Questionnaire)


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_damaged_answers_are_read_or_refused(data):
    with suppress(FaultyInputError):
        found = read_answers(data, EVERY_KIND, file="x", audience="citizens", frame="x", mode=ResponseMode.PAPER)
        assert found.source in {"csv", "excel", "limesurvey-archive"}
