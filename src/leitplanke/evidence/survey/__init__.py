"""Survey: weights and estimates from any data file, for statisticians and notebooks.

Enters: the sums that an engine formed over groups of rows, margins, a sampling design. Leaves: weights, estimates with
standard errors, tests. Must not: see a row, give an open survey an interval, turn a fault of the data into a number.
"""
