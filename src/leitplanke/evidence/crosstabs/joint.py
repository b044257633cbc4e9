"""The cube of a data file as counts by several variables."""

import numpy as np

from leitplanke.evidence.crosstabs.model import JointCounts, require_few_combinations
from leitplanke.evidence.survey.lines import MISSING_CODE, Lines
from leitplanke.evidence.survey.notation import reads_as_number

NO_ANSWER = "(keine Angabe)"


def joint_counts(lines: Lines, names: tuple[str, ...]) -> JointCounts:
    """How many rows share each combination of these variables; numbers keep their order when categories merge."""
    columns = [lines.categories[name] for name in names]
    has_missing = [bool((column.codes == MISSING_CODE).any()) for column in columns]
    categories = tuple(
        (*column.names, NO_ANSWER) if is_missing else column.names
        for column, is_missing in zip(columns, has_missing, strict=True)
    )
    require_few_combinations(categories)
    joint = JointCounts(
        names,
        categories,
        np.zeros([len(one) for one in categories], dtype=np.int64),
        ordered=frozenset(
            name for name, column in zip(names, columns, strict=True) if all(map(reads_as_number, column.names))
        ),
        missing=NO_ANSWER,
    )
    places = tuple(np.where(column.codes == MISSING_CODE, len(column.names), column.codes) for column in columns)
    np.add.at(joint.counts, places, lines.n.astype(np.int64))
    return joint
