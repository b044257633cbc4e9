"""Workshops while they are planned and held: agenda, cards, clusters, votes, minutes; closed ones become records."""
