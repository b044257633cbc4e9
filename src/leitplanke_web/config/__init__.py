"""The composition root: settings, URLs, which task does which job. Imports everything; nothing imports it."""
