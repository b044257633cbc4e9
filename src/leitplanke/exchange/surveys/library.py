"""Questions to begin with (Bibliothek), in our own words, for the three audiences: `library.json`, by topic.

They cover what the survey of a model town asked: which services, which prerequisites, what stands in the way. Where a
topic is about the person, options have to be fitted to the town. They are no validated scales.
"""

from functools import cache
from importlib.resources import files

from leitplanke.exchange.surveys.documents import read_questionnaire
from leitplanke.participation.model import Questionnaire

_FILE = "library.json"


@cache
def question_library() -> Questionnaire:
    """The library as one questionnaire: its sections are the topics. In German, plain language and English."""
    return read_questionnaire(files("leitplanke.exchange.surveys").joinpath(_FILE).read_bytes(), file=_FILE)
