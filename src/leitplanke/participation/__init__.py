"""Participation: what was asked, who answered how, what workshops brought.

Enters: questionnaire, frames, responses, workshops as a town collected them. Leaves: the participation record, which
is confidential (age, sex and district together can identify). Must not: know a person, a time of answering, or any
later stage.
"""
