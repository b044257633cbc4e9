"""Help for people who read free texts: base forms of words, proposals of codes and of new themes, quotes.

Enters: texts, the codebook, what people coded so far. Leaves: proposals that a person confirms or not. Must not: decide
anything by itself; what is published comes from `evidence.themes`.
"""
