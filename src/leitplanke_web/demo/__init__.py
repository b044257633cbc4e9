"""The fictitious town, brought in through the actions that a person uses."""
