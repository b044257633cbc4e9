"""What each section of the report shows: plain views of the documents, ready for its template.

Every module has `build(edition)`, which answers None where the documents have nothing for the section.
"""
