"""Pictures of who wrote to whom and of what happened when: that they can be read, with few papers and with many."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from PIL import Image

from brief.correspondents import draw_correspondents, find_ties, strongest
from brief.scene import Dot, Scene, Shape, Stroke, Words, bounds, cut_to, png, svg, width_of, wrap
from brief.time_line import draw_time_line, make_scale, spread, weightiest
from cli import main
from corpus.casebook import Casebook
from corpus.records import Item
from graph.chronology import Line, Origin
from tests.test_tracker import here, paper, promised, put

FACTS = [("Highest protective marking", "RESTRICTED"), ("Casebook", "quays"), ("Query", "docket export --format svg")]


def letter(number: int, senders: Sequence[str], addressees: Sequence[str]) -> Item:
    return Item(
        id=f"item-{number}", kind="letter", date="1951", senders=tuple(senders), addressees=tuple(addressees), **here("a")
    )


def letters(count: int, parties: int) -> list[Item]:
    """Letters between invented parties, some of whom write far more than others."""
    chance = random.Random(7)
    names = [f"The Right Honourable {'Long ' * (n % 4)}Name the {n}th of the Quay" for n in range(parties)]
    weights = [1 / (n + 1) for n in range(parties)]
    return [letter(n, chance.choices(names, weights), chance.choices(names, weights, k=1 + n % 3)) for n in range(count)]


def line(number: int, day: str, sort: date, *, papers: int = 1, planned: bool = False, text: str = "") -> Line:
    sources = tuple(Origin(f"event-{number}-{n}", f"item-{n}", "a.txt", 1, "words") for n in range(papers))
    return Line(
        day, sort, text or f"The harbour board met for the {number}th time " * (1 + number % 3), planned, number % 7 == 0, sources
    )


def lines(count: int) -> list[Line]:
    chance = random.Random(7)
    days = sorted(date(1951, 1, 1) + timedelta(days=int(chance.gauss(400, 100))) for _ in range(count))
    return [line(n, f"{day}/{day + timedelta(days=9)}" if n % 5 == 0 else day.isoformat(), day) for n, day in enumerate(days)]


def words(scene: Scene) -> list[Words]:
    return [one for one in scene.things if isinstance(one, Words)]


def is_clear(scene: Scene) -> bool:
    """Does no label lie over another, or run out of the page?"""
    boxes = [bounds(one) for one in words(scene)]
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        if a < g and e < c and b < h and f < d:
            return False
    return all(a >= 0 and b >= 0 and c <= scene.width and d <= scene.height for a, b, c, d in boxes)


@pytest.mark.parametrize(("count", "parties"), [(0, 1), (1, 2), (5, 3), (40, 9), (300, 24), (2000, 300)])
def test_no_label_of_the_correspondents_lies_over_another(count: int, parties: int) -> None:
    assert is_clear(draw_correspondents(letters(count, parties), {}, FACTS))


@pytest.mark.parametrize("count", [0, 1, 2, 10, 200, 2000])
def test_no_label_of_the_time_line_lies_over_another(count: int) -> None:
    assert is_clear(draw_time_line(lines(count), FACTS))


def test_ties_count_papers_both_ways() -> None:
    found = find_ties(
        [letter(1, ["Ann"], ["Bo"]), letter(2, ["Bo"], ["Ann"]), letter(3, ["Ann"], ["Bo", "Ann"]), letter(4, ["Cy"], ["Ann"])]
    )
    assert [(tie.left, tie.right, tie.there, tie.back) for tie in found] == [("Ann", "Bo", 2, 1), ("Ann", "Cy", 0, 1)]
    alone = letter(5, ["Al"], ["Di"])
    assert [(tie.left, tie.right) for tie in find_ties([alone, letter(4, ["Cy"], ["Ann"]), letter(6, ["Zoe"], ["Ann"])])] == [
        ("Ann", "Cy"),
        ("Ann", "Zoe"),
        ("Al", "Di"),
    ]


def test_where_there_are_many_the_strongest_are_shown_and_that_is_said() -> None:
    many = letters(2000, 300)
    ties, scene = find_ties(many), draw_correspondents(many, {}, FACTS)
    kept = strongest(ties)
    assert len({name for tie in kept for name in (tie.left, tie.right)}) <= 24
    assert kept[0] == ties[0]
    text = " ".join(one.words for one in words(scene))
    assert f"The {len(kept)} strongest of {len(ties):,} ties, between" in text
    assert "All 3 correspondents and 2 ties between two of them are shown." in " ".join(
        one.words for one in words(draw_correspondents([letter(1, ["Ann"], ["Bo", "Cy"])], {}, FACTS))
    )


def test_an_arrow_stands_at_each_end_to_which_papers_went() -> None:
    def heads(*given: Item) -> int:
        scene = draw_correspondents(given, {"Ann": "person", "Bo": "person"}, FACTS)
        return sum(isinstance(one, Shape) and len(one.points) == 3 for one in scene.things) - 1  # of the legend

    assert heads(letter(1, ["Ann"], ["Bo"])) == 1
    assert heads(letter(1, ["Ann"], ["Bo"]), letter(2, ["Bo"], ["Ann"])) == 2


def test_the_more_papers_the_wider_the_line() -> None:
    given = [*(letter(n, ["Ann"], ["Bo"]) for n in range(9)), letter(10, ["Cy"], ["Bo"])]
    ties = [one for one in draw_correspondents(given, {}, FACTS).things if isinstance(one, Stroke) and one.bent]
    thin, thick = sorted(ties, key=lambda one: one.width)
    assert thick.width > 3 * thin.width


def test_kinds_are_told_by_shape_and_not_by_colour() -> None:
    given = [letter(1, ["Ann"], ["Chair"]), letter(2, ["Ann"], ["Board"])]
    scene = draw_correspondents(given, {"Ann": "person", "Chair": "office", "Board": "body"}, FACTS)
    assert sum(isinstance(one, Dot) for one in scene.things) == 2  # Ann, and the legend
    marks = [one for one in scene.things if isinstance(one, Shape) and len(one.points) == 4]
    assert sorted(len({x for x, _ in one.points}) for one in marks) == [2, 2, 3, 3]  # squares, and squares on a corner


def test_key_events_and_what_most_papers_tell_of_are_told_and_of_equal_ones_some_of_every_time() -> None:
    many = lines(300)
    heavy = line(999, "1952-03-04", date(1952, 3, 4), papers=3, planned=True)
    key = replace(line(998, "1951-03-04~", date(1951, 3, 4), planned=True), key=True, uncertain=True)
    assert key in weightiest([*many, key])
    kept = weightiest([*many, heavy])
    assert heavy in kept
    assert len(kept) == 30
    assert [one.sort for one in kept] == sorted(one.sort for one in kept)
    told = [one for one in kept if one is not heavy]
    sure = [one for one in many if not one.uncertain]
    assert told[0].sort == sure[0].sort
    assert told[-1].sort > sure[len(sure) * 9 // 10].sort
    text = " ".join(one.words for one in words(draw_time_line([*many, heavy], FACTS)))
    assert "30 of 301 dated lines are told" in text


def test_lines_without_a_date_are_counted() -> None:
    undated = line(2, "", date.max)
    text = " ".join(one.words for one in words(draw_time_line([line(1, "1951-05-03", date(1951, 5, 3)), undated], FACTS)))
    assert "1 line without a date is left out." in text
    assert "No line of the chronology has a date." in " ".join(one.words for one in words(draw_time_line([undated], FACTS)))
    assert "The chronology has no line." in " ".join(one.words for one in words(draw_time_line([], FACTS)))


def test_the_chronology_of_a_topic_is_drawn(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book", create=True) as casebook:
        put(casebook, "north", paper("north"), promised("north", "", "../1951-05-31"))
        put(casebook, "secret", replace(paper("secret"), marking="SECRET"), promised("secret", "", "1951-06-02"))

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["--casebook", str(tmp_path / "book"), "chronology", *arguments])
        return f"{done.exit_code} {done.output}"

    out = tmp_path / "piers.svg"
    assert run("--format", "svg") == "2 docket: --format svg is written to a file: add --output FILE\n"
    told = run("pier", "--ceiling", "restricted", "--format", "svg", "--output", str(out))
    assert told == f"0 Wrote Chronology: 2 lines on “pier” to {out}.\n"
    text = " ".join(etree.fromstring(out.read_bytes()).itertext())
    assert "Query: docket chronology pier --ceiling RESTRICTED" in text
    assert "Held to: RESTRICTED:" in text
    assert "by 31 May 1951" in text
    assert "2 June 1951" not in text
    assert run("--format", "png", "--output", str(tmp_path / "piers.png")).startswith("0 Wrote Chronology")
    assert Image.open(tmp_path / "piers.png").mode == "L"


def test_time_is_true_to_scale_but_where_nothing_falls() -> None:
    days = [date(1900, 1, 1), *(date(1951, 1, 1) + timedelta(days=10 * n) for n in range(30))]
    scale = make_scale(days, 600)
    assert scale.breaks == {0}
    assert scale.is_broken(date(1930, 1, 1))
    first, second, third = (scale.at(day) for day in days[1:4])
    assert second - first == pytest.approx(third - second)
    assert scale.at(days[1]) - scale.at(days[0]) == pytest.approx(26)
    assert (scale.at(days[0]), scale.at(days[-1])) == pytest.approx((11, 589))


def test_labels_are_spread_in_order_within_the_room() -> None:
    heights = [20.0] * 10
    tops = spread([50.0, 51.0, 52.0, 300.0, 300.0, 300.0, 300.0, 300.0, 310.0, 319.0], heights, 320)
    assert all(b - a >= 20 for a, b in pairwise(tops))
    assert tops[0] >= 0
    assert tops[-1] + 20 <= 320
    assert spread([100.0, 200.0], [20.0, 20.0], 300) == [90.0, 190.0]


def test_leaders_do_not_cross() -> None:
    scene = draw_time_line(lines(200), FACTS)
    leaders = [one.points for one in scene.things if isinstance(one, Stroke) and len(one.points) == 4]
    assert len(leaders) == 30
    for one, other in pairwise(leaders):
        assert all(a[1] <= b[1] for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    "scene", [draw_correspondents(letters(90, 9), {}, FACTS), draw_time_line(lines(90), FACTS)], ids=["letters", "time"]
)
def test_svg_and_png_show_the_same(scene: Scene) -> None:
    tree = etree.fromstring(svg(scene))
    spaces = {"s": "http://www.w3.org/2000/svg"}
    assert tree.xpath("//s:text/text()", namespaces=spaces) == [one.words for one in words(scene)]
    assert tree.xpath("string(s:title)", namespaces=spaces) == scene.title
    assert "Casebook: quays" in tree.xpath("string(s:desc)", namespaces=spaces)
    assert not tree.xpath("//s:script|//s:image|//@href", namespaces=spaces)
    fills = {one for one in tree.xpath("//@fill|//@stroke") if one != "none"}
    assert all(re.fullmatch(r"#(..)\1\1", one) for one in fills)  # black, white and grey: safe to copy
    picture = Image.open(io.BytesIO(png(scene)))
    assert picture.mode == "L"
    assert picture.size == pytest.approx((scene.width * 2, scene.height * 2), abs=2)
    ink = picture.point(lambda grey: 255 if grey < 128 else 0)
    for one in words(scene):
        box = [round(2 * edge) for edge in bounds(one)]
        assert ink.crop((box[0], box[1], box[2], box[3])).getbbox() is not None, one.words


def test_the_marking_stands_above_and_below() -> None:
    scene = draw_time_line(lines(3), FACTS)
    marked = [one.y for one in words(scene) if one.words == "RESTRICTED"]
    assert marked[0] < 30
    assert marked[1] > scene.height - 30
    unmarked = draw_time_line(lines(3), [("Highest protective marking", "none on the papers listed")])
    assert sum(one.words == "No protective marking on the papers shown" for one in words(unmarked)) == 2


def test_words_are_cut_and_wrapped_to_a_width() -> None:
    text = "The harbour board will mend the quay before the herring fleet comes in"
    assert width_of(cut_to(text, 100, 9), 9) <= 100
    assert cut_to(text, 100, 9).endswith("…")
    assert cut_to("quay", 100, 9) == "quay"
    rows = wrap(text, 120, 9, most=2)
    assert len(rows) == 2
    assert max(width_of(row, 9) for row in rows) <= 120
    assert wrap(text, 1000, 9, most=2) == [text]
    assert width_of(cut_to("M" * 300, 50, 9), 9) <= 50


def test_letters_that_the_font_lacks_are_drawn_without_their_marks() -> None:
    assert width_of("Ŵ", 9) == width_of("W", 9)
    assert width_of("漢", 9) == width_of("?", 9)
    scene = Scene(60, 20, "t", (Words(5, 15, "Ŵ漢\x00\ud800"),))
    assert "Ŵ漢" in svg(scene).decode("utf-8")
    assert Image.open(io.BytesIO(png(scene))).getbbox() is not None
