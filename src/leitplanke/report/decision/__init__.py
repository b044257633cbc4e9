"""Priorities in sentences, tables and bars: lines for a terminal, and `priorities.html`.

Enters: `Priorities` with the table they were computed from. Leaves: text; a self-contained page in both languages, or
its sections for a page of the web. Must not: merge audiences, hide who set weights or scored.
"""

from leitplanke.report.decision.page import priority_sections, render_priorities
from leitplanke.report.decision.words import pairwise_lines, priority_lines, shares_lines

__all__ = ["pairwise_lines", "priority_lines", "priority_sections", "render_priorities", "shares_lines"]
