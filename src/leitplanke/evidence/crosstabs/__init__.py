"""Tables of two variables that may be published (docs/methods/disclosure.md).

Enters: how many people share each combination of some variables. Leaves: tables of pairs, with small cells and what
would tell them withheld, and proof by audit that they cannot be computed from all tables together. Must not: see rows,
publish a table that the audit refuses.
"""

from leitplanke.evidence.crosstabs.joint import joint_counts
from leitplanke.evidence.crosstabs.model import CrossTable, JointCounts, ProtectedTables
from leitplanke.evidence.crosstabs.protection import protect

__all__ = ["CrossTable", "JointCounts", "ProtectedTables", "joint_counts", "protect"]
