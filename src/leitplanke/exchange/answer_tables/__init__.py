"""A table of answers alone, of any program, as what the evidence is computed from.

Enters: a data file, with its questionnaire or without one, and what the file does not say (`Described`). Leaves:
`Surveyed`. Must not: guess where a guess could make a number that looks right and is not: then it asks.
"""

from leitplanke.exchange.answer_tables.described import Described
from leitplanke.exchange.answer_tables.surveyed import Surveyed, read_answer_table

__all__ = ["Described", "Surveyed", "read_answer_table"]
