"""The pages: what they show, what they refuse, and what is said on them, over the framework's own client, on invented papers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from brief.reading import open_casebook, refresh_links
from cli import main
from corpus.casebook import Casebook
from corpus.errors import CasebookError, DocketError
from corpus.records import Action, Item, Recommendation, Zone
from corpus.sources import SourceText
from tests.test_reviews import LETTER
from web.app import create_app, linked
from web.pages import PAGES
from web.safety import check_host
from web.text import cut_parts

REPORT = "REPORT ON PIERS\n\nJanuary 1951\n\nRecommendation 1: The Harbour Office should light the pier.\n\nRecommendation 2: Keepers should be paid monthly.\n"
ANSWER = "FERRY BOARD\n\n9 April 1951\n\nDear Mr Hart\n\nThank you for your letter of 3 March 1951. Your letter of 4 January 1951 was answered by the Board.\n\nYours sincerely\n\nEve Lowe\n"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook that no test changes."""
    folder = tmp_path_factory.mktemp("web")
    for name, text in (("letter", LETTER), ("report", REPORT), ("answer", ANSWER)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["--casebook", str(folder / "book"), "add", *map(str, folder.glob("*.txt"))])
    assert done.exit_code == 0, done.output
    return folder / "book"


@pytest.fixture(scope="module")
def client(papers: Path) -> FlaskClient:
    return create_app(papers).test_client()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Path, FlaskClient]]:
    """A casebook of the letter alone, to be changed."""
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    assert CliRunner().invoke(main, ["--casebook", str(tmp_path / "book"), "add", str(tmp_path / "letter.txt")]).exit_code == 0
    yield tmp_path / "book", create_app(tmp_path / "book").test_client()


class _Page(HTMLParser):
    """What a browser would see of a page: addresses, forms with their fields, labels, headings, tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.inputs: set[str] = set()
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        assert not {name for name in given if name.startswith("on") or name == "style"}
        self.links += [given["href"]] if tag == "a" else []
        self.ids += [given["id"]] if "id" in given else []
        self.forms += [{}] if tag == "form" else []
        self.labelled |= {given["for"]} if tag == "label" else set()
        if tag in ("input", "select") and given.get("type") != "hidden":
            self.inputs.add(given["id"])
        if tag == "input" and self.forms:
            self.forms[-1][given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words += data


def page(client: FlaskClient, address: str) -> _Page:
    got = client.get(address, follow_redirects=True)
    assert got.status_code == 200, got.text
    return _Page(got.text)


def record(folder: Path, kind: str, words: str) -> Any:
    with open_casebook(folder) as casebook:
        (found,) = [one for one in casebook.records(kind) if words in str(one)]
    return found


# What the pages show


@pytest.mark.parametrize(
    "address",
    [address for _, address in PAGES] + ["/?q=who+lights+the+pier", "/sources/letter.txt", "/promises?all=yes&force=all"],
)
def test_every_page_is_whole(client: FlaskClient, address: str) -> None:
    found = page(client, address)
    assert found.tags.count("h1") == found.tags.count("main") == 1
    assert "script" not in found.tags
    assert found.inputs <= found.labelled
    assert len(found.ids) == len(set(found.ids))


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = [address for _, address in PAGES] + ["/?q=pier"]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address:
            continue
        seen.add(address)
        assert address.startswith("/"), address
        assert len(seen) < 400, "pages lead to ever more pages"
        got = client.get(address, follow_redirects=True)
        assert got.status_code == 200, (address, got.text)
        if got.mimetype == "text/html" and "format=" not in address:
            found = _Page(got.text)
            assert len(found.ids) == len(set(found.ids)), address
            assert found.inputs <= found.labelled, address
            files = ("csv", "md", "html", "docx", "xlsx")  # which have their own test
            waiting += [one for one in found.links if not one.endswith(files) and one.replace("%3A", ":").count(":") < 2]
    assert {one.split("/")[1] for one in seen if one.count("/") == 2} >= {"items", "records", "sources"}


def test_search_shows_hits_that_lead_to_their_place(client: FlaskClient, papers: Path) -> None:
    found = page(client, "/?q=light+the+north+pier")
    assert "Highest protective marking: none on the papers listed" in found.words
    to_hit = next(link for link in found.links if link.startswith("/items/") and "at=" in link)
    item = client.get(to_hit.partition("#")[0]).text
    assert re.search(r'<mark class="[^"]*sought" id="sought">', item)
    assert "/?q=light+the+north+pier+source:letter.txt" in [link.replace("%3A", ":") for link in found.links]


def test_an_item_is_shown_with_its_parts_and_records(client: FlaskClient, papers: Path) -> None:
    action = record(papers, "actions", "light the north pier")
    text = client.get(f"/items/{action.item}").text
    assert "<h3>salutation</h3>" in text
    assert (
        f'<span id="{action.id}"></span><mark class="actions"><a href="/records/{action.id}">The Harbour Office will light'
        in text
    )
    assert "Dear Mrs Lowe" in text
    assert "answer" in _Page(text).words  # the exchange


def test_one_recommendation_has_its_page(client: FlaskClient, papers: Path) -> None:
    asked = record(papers, "recommendations", "light the pier")
    found = page(client, f"/records/{asked.id}")
    assert "Recommendation 1" in found.words
    assert "Nothing on file answers it." in found.words


def test_missing_and_chronology_tell_what_the_commands_tell(client: FlaskClient) -> None:
    assert "4 January 1951" in page(client, "/missing").words
    assert "3 March 1951" in page(client, "/chronology").words
    assert "by 4 June 1951" in page(client, "/promises?who=Ferry+Board").words


@pytest.mark.parametrize("form", ["csv", "json", "md", "html", "docx", "xlsx"])
def test_what_a_page_shows_is_had_as_a_file(client: FlaskClient, form: str) -> None:
    got = client.get(f"/promises?who=Ferry+Board&format={form}")
    assert got.status_code == 200
    assert got.headers["Content-Disposition"] == f"attachment; filename=docket-promises.{form}"
    if form == "json":
        assert [one["what"] for one in json.loads(got.data)] == ["publish its fares"]
    elif form in ("csv", "md"):
        assert b"publish its fares" in got.data
        assert b"light the north pier" not in got.data


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/promises?by=soonish", 400, "“soonish” is no date"),
        ("/chronology?from=soonish", 400, "“soonish” is no date"),
        ("/?q=(pier", 400, "( without its )"),
        ("/records/item-000000000000", 404, "There is no such page."),
        ("/items/action-1", 404, "There is no such page."),
        ("/sources/none.txt", 404, "There is no such page."),
        ("/promises?format=exe", 404, "There is no such page."),
        ("/nowhere", 404, "There is no such page."),
    ],
)
def test_what_cannot_be_shown_is_told(client: FlaskClient, address: str, status: int, told: str) -> None:
    got = client.get(address)
    assert (got.status_code, told in got.text.replace("&#39;", "'")) == (status, True)


# What keeps it to this machine


def test_pages_load_nothing_and_are_framed_by_nobody(client: FlaskClient) -> None:
    for address in ("/", "/nowhere", "/static/docket.css", "/promises?format=csv"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7:8731", ""])
def test_a_name_that_is_not_this_machine_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/promises", headers={"Host": host}).status_code == 400
    assert client.get("/promises", headers={"Host": "127.0.0.1:8731"}).status_code == 200


def test_any_other_address_is_refused_with_a_line(papers: Path) -> None:
    for host in ("0.0.0.0", "::", "192.168.0.7", "example.org"):
        done = CliRunner().invoke(main, ["--casebook", str(papers), "serve", "--host", host])
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
        assert f"knows no users, so that it shows a casebook to this machine alone: {host} is not 127.0.0.1" in done.stderr
    assert check_host("localhost") == check_host("127.0.0.1") == "127.0.0.1"
    with pytest.raises(DocketError):
        check_host("127.0.0.2")


def test_where_there_is_no_casebook_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="no casebook at"):
        create_app(tmp_path / "none")


def form_of(client: FlaskClient, address: str) -> dict[str, str]:
    """The form of a page that says something of its record."""
    return next(form for form in page(client, address).forms if "record" in form)


def test_a_form_of_another_site_is_refused(own: tuple[Path, FlaskClient]) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    good = form_of(client, f"/records/{action.id}") | {"act": "reject", "by": "Ann Lee"}
    for bad in ({"token": ""}, {"token": "x" * 43}):
        assert client.post("/reviews", data=good | bad).status_code == 400
    assert client.post("/reviews", data=good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.post("/reviews", data=good, headers={"Sec-Fetch-Site": "same-site"}).status_code == 400
    assert create_app(folder).test_client().post("/reviews", data=good).status_code == 400  # another browser, and another run
    assert client.post("/reviews", data=good | {"why": "x" * 70_000}).status_code == 413
    with Casebook.open(folder) as casebook:
        assert casebook.reviews() == []
    assert client.get("/reviews?act=reject").status_code == 200
    assert client.post("/promises", data=good).status_code == 405


# What is said on a page


def say(client: FlaskClient, address: str, **said: str) -> TestResponse:
    return client.post("/reviews", data=form_of(client, address) | {"by": "Ann Lee"} | said)


def test_a_due_date_is_corrected_on_its_page(own: tuple[Path, FlaskClient]) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    address = f"/records/{action.id}"
    got = say(client, address, act="correct", field="when", value="by 9 July 1951", why="the erratum")
    assert got.status_code == 303
    assert got.headers["Location"].startswith(f"{address}?said=review-")
    shown = _Page(client.get(got.headers["Location"]).text).words
    assert "Kept: when by 1 May 1951 -> by 9 July 1951, by Ann Lee on " in shown
    assert "by 9 July 1951" in page(client, "/promises").words
    assert form_of(client, address)["by"] == "Ann Lee"  # whoever said something once is known from then on
    done = CliRunner().invoke(main, ["--casebook", str(folder), "add", "--again", str(folder.parent / "letter.txt")])
    assert done.exit_code == 0
    assert "by 9 July 1951" in page(client, "/promises").words


def test_what_is_rejected_can_be_had_back(own: tuple[Path, FlaskClient]) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    got = say(client, f"/records/{action.id}", act="reject")
    gone = client.get(got.headers["Location"])
    assert gone.status_code == 410
    assert "rejected, by Ann Lee on " in gone.text
    undo = next(form for form in _Page(gone.text).forms if form.get("act") == "undo")
    assert client.post("/reviews", data=undo).status_code == 303
    assert client.get(f"/records/{action.id}").status_code == 200


def test_doubtful_things_are_settled_where_they_stand(own: tuple[Path, FlaskClient]) -> None:
    folder, client = own
    with Casebook.open(folder) as casebook:
        (action,) = [one for one in casebook.records("actions") if isinstance(one, Action) and one.what == "light the north pier"]
        source = SourceText("note.txt", "/in/note.txt", "c0ffee", "text", LETTER)
        item = Item(
            id="item-0123456789ab",
            source="note.txt",
            start=0,
            end=len(LETTER),
            page=None,
            quote=LETTER,
            kind="letter",
            date="1951",
            senders=("Bo Hart",),
        )
        casebook.put_source(
            source, [item, replace(action, id="action-0123456789ab", source="note.txt", item=item.id, confidence=0.7)]
        )
        refresh_links(casebook)
    shown = page(client, "/doubtful")
    assert "Due date: it is due by 1 May 1951, and may be no promise: 70% sure" in shown.words
    got = say(client, "/doubtful", act="confirm")
    assert got.headers["Location"].startswith("/doubtful?said=")
    assert "0 to settle" in page(client, "/doubtful").words


def test_two_who_correct_one_thing_see_each_other(own: tuple[Path, FlaskClient]) -> None:
    folder, ann = own
    bo = create_app(folder).test_client()
    action = record(folder, "actions", "light the north pier")
    address = f"/records/{action.id}"
    stale = form_of(bo, address)  # Bo Hart has the page open while Ann Lee corrects
    assert say(ann, address, act="correct", field="when", value="9 July 1951").status_code == 303
    refused = bo.post("/reviews", data=stale | {"by": "Bo Hart", "act": "correct", "field": "when", "value": "8 July 1951"})
    assert refused.status_code == 409
    assert "Somebody was here before you" in refused.text
    assert record(folder, "actions", "light the north pier").when == "1951-07-09"
    assert bo.post("/reviews", data=_Page(refused.text).forms[0]).status_code == 303
    assert record(folder, "actions", "light the north pier").when == "1951-07-08"


def test_what_the_page_showed_is_what_is_corrected(own: tuple[Path, FlaskClient]) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    form = form_of(client, f"/records/{action.id}")
    assert say(client, f"/records/{action.id}", act="correct", field="when", value="9 July 1951").status_code == 303
    # The same person on a page of before: the value has changed under it, whoever changed it.
    assert (
        client.post(
            "/reviews", data=form | {"by": "Ann Lee", "act": "correct", "field": "when", "value": "8 July 1951"}
        ).status_code
        == 409
    )


def test_who_confirms_a_page_of_before_is_told(own: tuple[Path, FlaskClient]) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    form = form_of(client, f"/records/{action.id}") | {"by": "Bo Hart", "act": "confirm"}
    assert say(client, f"/records/{action.id}", act="correct", field="when", value="9 July 1951").status_code == 303
    assert client.post("/reviews", data=form).status_code == 409


def test_many_at_once_lose_nothing_and_overwrite_nothing_unseen(own: tuple[Path, FlaskClient]) -> None:
    folder, _ = own
    action = record(folder, "actions", "light the north pier")
    app, address = create_app(folder), f"/records/{action.id}"

    def post(number: int) -> int:
        browser = app.test_client()
        form = form_of(browser, address) | {"by": f"Reader {number}", "act": "correct"}
        field = ("what", f"light pier {number}") if number % 2 else ("to", f"Board {number}")
        return browser.post("/reviews", data=form | {"field": field[0], "value": field[1]}).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(post, range(8)))
    assert codes == [303, 303] + [409] * 6  # of each field one is first, and the others are told
    with Casebook.open(folder) as casebook:
        assert len(casebook.reviews()) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"by": "", "act": "confirm"}, "write your name"),
        ({"by": "x" * 81, "act": "confirm"}, "write your name"),
        ({"act": "correct", "field": "when", "value": "soonish"}, "“soonish” is no date"),
        ({"act": "correct", "field": "quote", "value": "x"}, "“quote” is nothing that can be set of actions"),
        ({"act": "burn"}, "say of a record that it is right, none, or another"),
        ({"act": "undo", "review": "review-1"}, "there is no review review-1"),
        ({"act": "confirm", "record": "action-none"}, "action-none is not read any more"),
    ],
)
def test_what_cannot_be_said_is_told(own: tuple[Path, FlaskClient], said: dict[str, str], told: str) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    got = say(client, f"/records/{action.id}", **said)
    assert (got.status_code, told in got.text) == (400, True)
    with Casebook.open(folder) as casebook:
        assert casebook.reviews() == []


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_it_goes_back_to_this_site_only(own: tuple[Path, FlaskClient], back: str) -> None:
    folder, client = own
    action = record(folder, "actions", "light the north pier")
    got = say(client, f"/records/{action.id}", act="confirm", back=back)
    assert got.headers["Location"].startswith(f"/records/{action.id}?said=")


# Hostile text is text

HOSTILE = '<script>alert("pier")</script><img src=x onerror=alert(1)> &amp; \u202e {{ 7*7 }} =cmd()'


def test_text_that_looks_like_a_page_is_shown_as_text(tmp_path: Path) -> None:
    text = f"{HOSTILE} light the pier {HOSTILE}"
    at: dict[str, Any] = {"source": "<b>a</b>.txt", "start": 0, "end": len(text), "page": None, "quote": text}
    item = Item(
        id="item-0123456789ab",
        kind="letter",
        subject=HOSTILE,
        senders=(HOSTILE,),
        date="1951",
        marking=HOSTILE,
        zones=(Zone(label="body", start=0, end=40),),
        **at,
    )
    action = Action(
        id="action-0123456789ab",
        item=item.id,
        force="promise",
        who=HOSTILE,
        what=HOSTILE,
        when="1951-05",
        when_text=HOSTILE,
        confidence=0.7,
        **at,
    )
    asked = Recommendation(
        id="recommendation-0123456789ab", item=item.id, report=HOSTILE, number="1<i>", text=HOSTILE, addressee=HOSTILE, **at
    )
    with Casebook.open(tmp_path / "book", create=True) as casebook:
        casebook.put_source(SourceText(at["source"], "/in/<b>.txt", "c0ffee", "text", text), [item, action, asked])
        refresh_links(casebook)
    client = create_app(tmp_path / "book").test_client()
    addresses = [address for _, address in PAGES] + [
        "/?q=light+the+pier", f"/?q={HOSTILE.replace('&', '%26').replace('{', '').replace('=', '')}", "/promises?who=%22%3E%3Cscript%3E&force=all", "/chronology?topic=%3Cscript%3E",
        f"/items/{item.id}", f"/items/{item.id}?at=3-9", f"/records/{action.id}", f"/recommendations/{asked.id}", "/sources/%3Cb%3Ea%3C%2Fb%3E.txt",
        "/promises?_external=1&_scheme=javascript&_anchor=%22%3E%3Cscript%3E",
    ]  # fmt: skip
    for address in addresses:
        got = client.get(address)
        assert got.status_code in (200, 400), (address, got.text)
        found = _Page(got.text)  # which fails on any attribute that runs
        assert not {"script", "img", "b", "i"} & set(found.tags), address
        assert "49" not in found.words.split(), address
        assert "\u202e" not in got.text, address
        assert not [link for link in found.links if not link.startswith(("/", "#"))], address
    assert client.get("/promises?format=csv").data.count(b"\n=") == 0
    said = say(client, f"/records/{action.id}", act="correct", field="who", value=HOSTILE + "!", by=HOSTILE[:60])
    assert not {"script", "img"} & set(_Page(client.get(said.headers["Location"]).text).tags)


def test_ids_lead_to_their_records_and_nothing_else_does() -> None:
    assert (
        str(linked("action-0123456789ab <a href=x>"))
        == '<a href="/records/action-0123456789ab">action-0123456789ab</a> &lt;a href=x&gt;'
    )
    assert str(linked("action-0123456789abc and fraction-0123456789ab")) == "action-0123456789abc and fraction-0123456789ab"


# The text of an item


def test_a_text_is_cut_at_zones_and_records() -> None:
    text = "HEAD\n\nWe will go by May."
    at: dict[str, Any] = {"source": "a", "page": None}
    item = Item(
        id="i", kind="letter", start=0, end=len(text), quote=text, zones=(Zone(label="letterhead", start=0, end=4),), **at
    )
    whole = Action(id="a", item="i", force="promise", start=6, end=24, quote=text[6:], **at)
    inner = Action(id="b", item="i", force="promise", start=14, end=16, quote="go", **at)
    head, body = cut_parts(text, item, [whole, inner], (9, 13))
    assert (head.label, [one.text for one in head.pieces]) == ("letterhead", ["HEAD"])
    assert [(one.text, one.record.id if one.record else "", one.begins, one.sought) for one in body.pieces] == [
        ("\n\n", "", (), False), ("We ", "a", ("a",), False), ("will", "a", (), True), (" ", "a", (), False), ("go", "b", ("b",), False), (" by May.", "a", (), False),
    ]  # fmt: skip
    assert "".join(one.text for part in (head, body) for one in part.pieces) == text


def test_it_listens_and_ends(papers: Path) -> None:
    import subprocess
    import sys
    import urllib.request

    code = "from cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "--casebook", str(papers), "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1],
        env={"PYTHONUNBUFFERED": "1", "PATH": ""},
    ) as running:  # fmt: skip
        try:
            assert running.stdout
            told = running.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", told)
            assert address, told
            with urllib.request.urlopen(address.group()) as got:
                assert got.headers["Server"] == "docket"
                assert b"What do you want to know?" in got.read()
        finally:
            running.terminate()
