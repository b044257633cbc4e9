"""Evidence: numbers with honest uncertainty from the participation record.

Enters: the participation record, population tables, a codebook of themes. Leaves: the evidence report, in which no
cell under the minimum stands or can be computed. Must not: filter rows to estimate a group, show an interval for an
open survey, pass on one person's words.
"""
