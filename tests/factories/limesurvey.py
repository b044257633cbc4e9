"""Small LimeSurvey files, invented, with every question type."""

from xml.sax.saxutils import escape

ALL_KINDS = "L!OYGMPRNSTUDX*5KQABCEFH1:;I|"
WITH_ANSWERS = frozenset("L!ORFH1")
WITH_ROWS = frozenset("MPKQABCEFH1:;")


def lss(questions=None, *, groups=(("1", "Seite", "1"),), languages=("de", "en"), extra="", kind="Survey"):
    """An `.lss` of version 6; each question is a dict of what differs from a plain one."""
    rows = {
        name: []
        for name in ("questions", "question_l10ns", "subquestions", "answers", "answer_l10ns", "question_attributes")
    }
    for number, one in enumerate(questions or every_kind(), start=1):
        _add(rows, str(number), one, languages)
    rows["groups"] = [{"gid": gid, "group_order": gid, "grelevance": relevance} for gid, _, relevance in groups]
    rows["group_l10ns"] = [
        {"gid": gid, "group_name": f"{title} {tag}", "description": "", "language": tag}
        for gid, title, _ in groups
        for tag in languages
    ]
    rows["surveys"] = [{"sid": "77", "language": languages[0]}]
    rows["surveys_languagesettings"] = [
        {"surveyls_language": tag, "surveyls_title": f"Umfrage {tag}"} for tag in languages
    ]
    tags = "".join(f"<language>{tag}</language>" for tag in languages)
    tables = "".join(_table(name, found) for name, found in rows.items() if found)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>{kind}</LimeSurveyDocType>'
        f"<DBVersion>600</DBVersion><languages>{tags}</languages>{tables}{extra}</document>"
    ).encode()


def every_kind():
    """One question of each type."""
    return [question(f"Q{number}", kind) for number, kind in enumerate(ALL_KINDS)]


def question(code, kind, **details):
    """A question with two answers or rows where its type has them."""
    found = {"code": code, "kind": kind, "answers": ("A1", "A2") if kind in WITH_ANSWERS else ()}
    found["rows"] = ("SQ1", "SQ2") if kind in WITH_ROWS else ()
    found["columns"] = ("X1", "X2") if kind in ":;" else ()
    return found | details


def table(name, rows):
    """A table of rows as XML."""
    return _table(name, rows)


def _add(rows, qid, one, languages):
    details = {
        "relevance": one.get("relevance", "1"),
        "mandatory": one.get("mandatory", "N"),
        "other": one.get("other", "N"),
        "preg": one.get("preg", ""),
    }
    base = {"qid": qid, "gid": one.get("gid", "1"), "type": one["kind"], "title": one["code"], "question_order": qid}
    rows["questions"].append(base | details | {"parent_qid": "0"})
    for tag in languages:
        text = one.get("text", f"Frage {one['code']}?")
        rows["question_l10ns"].append({"qid": qid, "question": f"{text} {tag}", "help": "", "language": tag})
    for name, value in one.get("attributes", {}).items():
        rows["question_attributes"].append({"qid": qid, "attribute": name, "value": value, "language": ""})
    for scale, codes in enumerate((one["rows"], one["columns"])):
        for place, code in enumerate(codes):
            sub = f"{qid}{scale}{place}"
            relevance = one.get("row_relevance", {}).get(code, "1")
            rows["subquestions"].append(
                {
                    "qid": sub,
                    "parent_qid": qid,
                    "title": code,
                    "question_order": str(place),
                    "scale_id": str(scale),
                    "relevance": relevance,
                }
            )
            rows["question_l10ns"] += [
                {"qid": sub, "question": f"Zeile {code} {tag}", "language": tag} for tag in languages
            ]
    for scale in range(2 if one["kind"] == "1" else 1):
        for place, code in enumerate(one["answers"]):
            aid = f"{qid}9{scale}{place}"
            rows["answers"].append(
                {
                    "aid": aid,
                    "qid": qid,
                    "code": code,
                    "sortorder": str(place),
                    "assessment_value": "0",
                    "scale_id": str(scale),
                }
            )
            rows["answer_l10ns"] += [
                {"aid": aid, "answer": f"Antwort {code} {tag}", "language": tag} for tag in languages
            ]


def _table(name, rows):
    body = "".join(
        "<row>" + "".join(f"<{key}>{escape(value)}</{key}>" for key, value in row.items()) + "</row>\n" for row in rows
    )
    return f"<{name}><rows>{body}</rows></{name}>\n"
