"""Plain lists of others (Excel, CSV): overall goals out of a strategy, the services of a town.

Enters: the sheets of a file. Leaves: which column is what, then values, or every fault with its row and column. Nothing
is guessed inside a cell: what cannot be read is a fault.
"""
