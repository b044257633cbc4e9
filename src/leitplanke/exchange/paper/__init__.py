"""Printed questionnaires: where each box stands on its page, and what a scan of it says.

Enters: a questionnaire and its layout, the bytes of a scan. Leaves: per sheet the ticks that are proposed, each with a
picture, and how sure they are. Must not: decide anything; a person does. `report.paper` prints what is read here.
"""
