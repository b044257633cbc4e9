"""The words of answers that no questionnaire writes itself: the same on a screen, on paper and on the telephone."""

from typing import Final

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import AGREE, DISAGREE, GIVEN, PASS, Missing

MISSING: Final = {
    Missing.DONT_KNOW: Text("Weiß nicht", "Don’t know"),
    Missing.PREFER_NOT: Text("Keine Angabe", "Prefer not to say"),
    Missing.NO_ANSWER: Text("Nicht beantwortet", "Not answered"),
}
WORDS: Final = {
    Missing.DONT_KNOW: MISSING[Missing.DONT_KNOW],
    Missing.PREFER_NOT: MISSING[Missing.PREFER_NOT],
    AGREE: Text("Stimme zu", "Agree"),
    DISAGREE: Text("Stimme nicht zu", "Disagree"),
    PASS: Text("Dazu sage ich nichts", "I say nothing to this"),
    GIVEN: Text("Ja, ich bin einverstanden.", "Yes, I agree."),
}
ENDS: Final = {
    "best": Text("Was ist am wichtigsten?", "What is most important?"),
    "worst": Text("Was ist am unwichtigsten?", "What is least important?"),
}
