"""What a town prints of a survey: sheets to fill in, letters and labels with access codes.

Enters: a questionnaire, codes made elsewhere. Leaves: PDF bytes, and for sheets the layout that reading them needs.
Must not: make codes, keep them, or know who gets them.
"""
