"""Pages of the process: phases, actors, letters, and what everybody sees."""
