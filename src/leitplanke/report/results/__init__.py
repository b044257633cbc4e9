"""The evidence report as a document to hand round: PDF/UA to read, DOCX to go on writing in.

Enters: the evidence report. Leaves: bytes. Must not: tell a number that the evidence report does not hold.
"""
