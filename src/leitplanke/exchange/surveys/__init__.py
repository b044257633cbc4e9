"""Questionnaires and answers in files: our own JSON, LimeSurvey, XLSForm, and tables for statistics programs.

Enters: bytes of a file. Leaves: questionnaires and responses with a report of every loss, or bytes of a file. Must
not: read who somebody is (tokens, addresses and times in a file are passed over), or open anything a file points to.
"""
