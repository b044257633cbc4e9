from leitplanke_web.portal.queries.kept import Kept


def test_kept_value_is_made_once():
    kept, made = Kept(room=2, size=len), []

    found = [kept.get("a", lambda: made.append(1) or "x") for _ in range(3)]

    assert (found, made) == (["x"] * 3, [1])


def test_least_recently_read_goes_first():
    kept = Kept(room=2, size=len)
    for key in "abc":
        kept.keep(key, key)
        kept.find("a")

    assert [kept.find(key) for key in "abc"] == ["a", None, "c"]


def test_too_large_a_value_is_handed_out_and_not_kept():
    kept = Kept(room=2, size=len)

    assert kept.keep("a", "xyz") == "xyz"
    assert kept.find("a") is None
