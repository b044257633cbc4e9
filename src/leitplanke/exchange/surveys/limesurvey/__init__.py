"""LimeSurvey 1.9 to 6: structure from `.lss`, `.lsg`, `.lsq`, `.lsa` and tab-separated text, answers too.

Described in LimeSurvey's manual (manual.limesurvey.org: "Survey structure import/export", "Tab Separated Value survey
structure", "ExpressionScript"); written from the files' form alone, without a line of LimeSurvey's code.
"""
