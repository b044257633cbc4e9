"""The process of a town as people plan it: phases with dates and tasks, actors, and material that a button makes."""
