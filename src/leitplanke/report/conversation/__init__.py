"""Opinion groups in sentences and bars: `opinions.html`, and the sentences alone for a terminal.

Enters: an `OpinionReport`. Leaves: a self-contained page in both languages; lines of text. Must not: tell a share that
the report does not hold.
"""

from leitplanke.report.conversation.page import render_opinions, sentences

__all__ = ["render_opinions", "sentences"]
