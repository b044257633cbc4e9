"""The pages of design in a real browser: no axe violation, nothing cut off, nothing from elsewhere, no script needed."""

import gzip

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
PLANTED = """<!doctype html><html><head><title>x</title></head><body><main>
<img src="data:,"><button></button><p style="color:#bbb;background:#fff">pale</p></main></body></html>"""
MOST_BYTES, MOST_REQUESTS = 140_000, 8


@pytest.fixture
def chosen(live_server):
    """`chosen(page, "large.high.dark")`: the page of somebody with these display settings."""

    def choose(page, value):
        page.context.add_cookies([{"name": "darstellung", "value": value, "url": live_server.url}])
        return page

    return choose


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_among_the_components(live_server, opened_page, axe, scheme, width):
    page = opened_page(width=width, scheme=scheme, bypass_csp=True)
    page.goto(f"{live_server}/gestaltung/")
    page.evaluate(OPEN_ALL)

    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("value", ["normal.high.light", "normal.high.dark", "larger.normal.dark"])
def test_axe_finds_nothing_with_any_display_setting(live_server, opened_page, axe, chosen, value):
    page = chosen(opened_page(bypass_csp=True), value)
    page.goto(f"{live_server}/en/gestaltung/")

    assert axe(page) == []


@pytest.mark.parametrize("address", ["/anzeige/", "/gibt/es/nicht/", "/anzeige/?x=%ff"])
def test_axe_finds_nothing_on_the_other_pages(live_server, opened_page, axe, address):
    page = opened_page(width=360, bypass_csp=True)
    page.goto(f"{live_server}{address}")

    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_axe_finds_planted_faults(opened_page, axe):
    page = opened_page(bypass_csp=True)
    page.set_content(PLANTED)

    assert {"image-alt", "button-name", "color-contrast", "html-has-lang"} <= {rule for rule, *_ in axe(page)}


@pytest.mark.parametrize(
    ("width", "value"), [(320, "normal.normal.device"), (640, "largest.normal.device"), (360, "largest.high.dark")]
)
def test_nothing_is_cut_off_on_small_screens_and_with_large_text(live_server, opened_page, chosen, width, value):
    page = chosen(opened_page(width=width), value)
    page.goto(f"{live_server}/gestaltung/")

    assert page.evaluate(OVERFLOW) <= 0


def test_chosen_colours_win_over_those_of_the_device(live_server, opened_page, chosen):
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = chosen(opened_page(scheme="dark"), "normal.normal.light")
    dark = chosen(opened_page(scheme="light"), "normal.normal.dark")
    for page in (light, dark):
        page.goto(f"{live_server}/gestaltung/")

    assert (light.evaluate(ground), dark.evaluate(ground)) == ("rgb(255, 255, 255)", "rgb(18, 19, 31)")


def test_paper_is_white_and_everything_is_opened(live_server, opened_page, chosen):
    page = chosen(opened_page(scheme="dark"), "normal.normal.dark")
    page.goto(f"{live_server}/gestaltung/")
    page.emulate_media(media="print")

    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("() => getComputedStyle(document.querySelector('.lp-head')).display") == "none"
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("() => document.querySelectorAll('details:not([open])').length") == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("() => document.querySelectorAll('details[open]').length") == 0


def test_display_settings_work_without_scripts(live_server, opened_page):
    page = opened_page(scripts=False)
    page.goto(f"{live_server}/gestaltung/")
    page.get_by_role("link", name="Schrift und Kontrast").click()
    page.get_by_label("Größer (150 %)").check()
    page.get_by_label("Dunkel").check()
    page.get_by_role("button", name="Übernehmen").click()

    assert page.url == f"{live_server}/gestaltung/"
    assert page.locator("html").get_attribute("data-text") == "larger"
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"


def test_errors_are_focused_without_scripts(live_server, opened_page):
    page = opened_page(scripts=False)
    page.goto(f"{live_server}/gestaltung/")

    assert page.locator("#fehler").evaluate("one => one === document.activeElement")


def test_keyboard_reaches_the_content_first(live_server, opened_page):
    page = opened_page()
    page.goto(f"{live_server}/anzeige/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_focus_is_a_line_of_four_pixels(live_server, opened_page):
    page = opened_page()
    page.goto(f"{live_server}/gestaltung/")
    widths = page.evaluate("""() => ['a.lp-town', 'button.kern-btn', '#id_title', '#id_unit', '#id_kind_0', 'summary'].map(what => {
        const one = document.querySelector(what); one.focus({focusVisible: true}); const style = getComputedStyle(one);
        return what + ' ' + (style.outlineStyle === 'solid' ? style.outlineWidth : style.boxShadow); })""")

    assert [one for one in widths if "4px" not in one] == []


def test_targets_are_large_enough(live_server, opened_page):
    page = opened_page(width=360)
    page.goto(f"{live_server}/gestaltung/")
    small = page.evaluate("""() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, .lp-nav a, .lp-tools a, .lp-pages a')]
        .filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML.slice(0, 80))""")

    assert small == []


def test_whole_page_stays_light(live_server, opened_page):
    page = opened_page()
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url.rsplit("/", 1)[1]: answer}))
    page.goto(f"{live_server}/gestaltung/")
    page.wait_for_load_state("networkidle")
    sizes = {name: len(_as_sent(answer)) for name, answer in sizes.items()}

    assert len(sizes) <= MOST_REQUESTS, sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def _as_sent(answer):
    body = answer.body()
    return body if answer.url.endswith(".woff2") else gzip.compress(body, 9)
