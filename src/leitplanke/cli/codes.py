"""What a command's exit code says."""

DONE, FAILED, FAULTY_INPUT, NO_ROADMAP, INTERRUPTED = 0, 1, 2, 3, 130
