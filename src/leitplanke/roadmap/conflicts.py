def minimal_conflict(problem):
    return ()
