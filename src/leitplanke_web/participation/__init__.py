"""Stores what people answered: questionnaire, frames, responses without time or person, workshops."""
