"""What the attributes of a LimeSurvey question say, and which of them have no place here."""

from leitplanke.exchange.surveys.limesurvey.source import SourceQuestion

# attribute → what it says if nobody touched it; looks and layout are not listed, they are told in one line.
USED = frozenset(
    {
        "array_filter", "array_filter_exclude", "array_filter_style", "exclude_all_others", "random_order",
        "answer_order", "max_answers", "min_answers", "max_subquestions", "maximum_chars", "max_num_value_n",
        "min_num_value_n", "num_value_int_only", "max_num_value", "min_num_value", "equals_num_value", "prefix",
        "suffix", "em_validation_q", "em_validation_q_tip", "em_validation_sq", "em_validation_sq_tip",
        "other_replace_text", "multiflexible_max", "multiflexible_min", "multiflexible_step", "multiflexible_checkbox",
        "slider_min", "slider_max", "slider_accuracy", "slider_layout", "dualscale_headerA", "dualscale_headerB",
        "equation", "hidden", "numbers_only", "slider_rating", "input_boxes", "reverse", "relevance", "date_format",
        "date_min", "date_max",
    }
)  # fmt: skip
# Those that change what is asked or kept; what is left after these and USED is looks.
MEANINGFUL = frozenset(
    {
        "assessment_value", "other_comment_mandatory", "other_numbers_only", "exclude_all_others_auto", "time_limit",
        "scale_export", "random_group", "parent_order", "slider_default", "commented_checkbox",
        "min_num_value_sgqa", "max_num_value_sgqa", "num_value_equals_sgqa", "allowed_filetypes", "max_filesize",
        "max_num_of_files", "min_num_of_files", "location_mapservice", "location_city", "location_country",
        "location_postal", "location_state", "printable_help", "save_as_default", "encrypted", "page_break",
        "show_totals", "show_grand_total",
    }
)  # fmt: skip
_UNTOUCHED = {
    "assessment_value": {"0", "1"}, "other_position": {"default", "end"}, "slider_accuracy": {"1"},
    "time_limit_action": {"1"}, "dropdown_dates_minute_step": {"1"}, "location_mapservice": {"0"},
    "location_mapzoom": {"11"}, "location_mapwidth": {"500"}, "location_mapheight": {"300"},
    "display_columns": {"1"}, "statistics_graphtype": {"0"}, "array_filter_style": {"0"},
}  # fmt: skip
_OFF = {"", "0", "N", "1970-01-01"}


def is_on(question: SourceQuestion, name: str) -> bool:
    """Whether a switch is set."""
    return question.attribute(name) not in _OFF


def left_out(question: SourceQuestion) -> tuple[list[str], list[str]]:
    """Attributes that say something but have no place: those that change what is asked, and those of looks."""
    said = [name for name in sorted(question.attributes) if name not in USED and _says_something(question, name)]
    return [name for name in said if name in MEANINGFUL], [name for name in said if name not in MEANINGFUL]


def number(question: SourceQuestion, *names: str) -> float | None:
    """The first of these attributes that is a plain number."""
    for name in names:
        text = question.attribute(name)
        try:
            return float(text.replace(",", ".")) if text else None
        except ValueError:
            continue
    return None


def _says_something(question: SourceQuestion, name: str) -> bool:
    value = question.attribute(name)
    return value not in _OFF and value not in _UNTOUCHED.get(name, set())
