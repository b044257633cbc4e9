"""Published versions of a report: what the second may tell beside the first; see docs/methods/versions.md.

Enters: a report, and those that were published before it. Leaves: the report in which every table that would tell of
few people by subtraction stands as it was published. Must not: see a single answer.
"""

from leitplanke.evidence.versions.keep import keep_published

__all__ = ["keep_published"]
