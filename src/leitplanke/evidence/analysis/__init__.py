"""Analysis of a data file: weights, estimates, tests. What the commands do, as functions for notebooks.

Enters: a path to CSV, Parquet, Excel or SPSS, and a file of margins. Leaves: weights in the order of the rows,
estimates, differences, and notes on what deserves attention. Must not: decide anything statistical, publish anything.
"""

from leitplanke.evidence.analysis.coders import reliability_of_file
from leitplanke.evidence.analysis.diagnosis import Diagnosis, diagnose_file
from leitplanke.evidence.analysis.functions import (
    Analysis,
    Weighed,
    compare_groups,
    compare_pairs,
    compare_waves,
    estimate_file,
    survey_of_file,
    tabulate_file,
    weigh_file,
)
from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.analysis.texts import CodedTexts, code_texts, notes_on_texts, texts_of_file

__all__ = [
    "Analysis",
    "CodedTexts",
    "Diagnosis",
    "Request",
    "Weighed",
    "code_texts",
    "compare_groups",
    "compare_pairs",
    "compare_waves",
    "diagnose_file",
    "estimate_file",
    "notes_on_texts",
    "reliability_of_file",
    "survey_of_file",
    "tabulate_file",
    "texts_of_file",
    "weigh_file",
]
