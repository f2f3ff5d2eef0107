"""Rules tried together find what each would find by itself, whatever the text; and which words a pattern cannot do without."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.rulesets import RuleSet, read_rule_set
from corpus.ruletables import Rule, read_rules
from corpus.telltales import begins_line, fold, holds, needs_of, opens_with

ROOT = Path(__file__).parents[1]
TABLES = sorted((path.parent.relative_to(ROOT).as_posix().replace("/", "."), path.stem) for path in ROOT.glob("*/rules/*.jsonl"))
RULES = [rule for package, name in TABLES for rule in read_rules(package, name)]
WORDS = sorted({word for rule in RULES for need in needs_of(rule.pattern.pattern) for word in need})
EXAMPLES = sorted({text for rule in RULES for text in (rule.example, rule.near_miss)})
ODD = ["ſ", "ı", "İ", "K", "٣", "é", "¤¤", "¶", "⟦", "⟧", "\t", "\n", " \n\n", "’", "–", "(", ")", ":", "/", "3", "2014", "20l4"]

texts = st.builds(
    lambda pieces, joint, change: change(joint.join(pieces)),
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(EXAMPLES), st.sampled_from(ODD), st.text(max_size=6)), max_size=12
    ),
    st.sampled_from([" ", "", "\n", " the ", ", "]),
    st.sampled_from([str, str.upper, str.title, str.swapcase, lambda text: text.replace("s", "ſ").replace("k", "K")]),
)


def _plainly(rules: RuleSet, text: str) -> list[Rule]:
    return [rule for rule in rules if rule.pattern.search(text)]


@pytest.mark.parametrize(("package", "name"), TABLES)
def test_a_table_finds_in_every_example_what_each_of_its_rules_finds(package: str, name: str) -> None:
    rules = read_rule_set(package, name)
    for text in EXAMPLES:
        assert rules.found(text) == _plainly(rules, text), text


@pytest.mark.parametrize(("package", "name"), TABLES)
@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_a_table_finds_in_any_text_what_each_of_its_rules_finds(package: str, name: str, text: str) -> None:
    rules = read_rule_set(package, name)
    plain = _plainly(rules, text)
    assert rules.found(text) == plain
    assert rules.any(text) == bool(plain)
    first = rules.first(text)
    assert (first[0] if first else None) == next(iter(plain), None)


@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_few_rules_are_asked_one_by_one_to_the_same_end(text: str) -> None:
    for rule in RULES[::7]:
        alone = RuleSet([rule])
        assert alone.found(text) == _plainly(alone, text)


def test_most_rules_are_passed_over_on_a_text_that_says_nothing() -> None:
    text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich"
    likely = sum(len(read_rule_set(package, name).likely(text)) for package, name in TABLES)
    assert likely < len(RULES) / 10


def test_rules_keep_their_order_and_number() -> None:
    rules = RuleSet(_rule(word) for word in ("lamp", "buoy", "quay", "mole", "dock"))
    assert [rule.id for rule in rules.likely("the dock, the quay and the lamp")] == ["lamp", "quay", "dock"]
    assert [number for number, _ in rules.numbered("dock and buoy")] == [1, 4]


def _rule(pattern: str) -> Rule:
    return Rule(pattern, "", pattern)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\b(?:will|shall) +reply\b", [["reply"], ["will", "shall"]]),
        (r"Quay|Mole", [["mole", "quay"]]),
        (r"[Ll]amps?", [["lamp"]]),
        (r"(?:lamp)?buoy", [["buoy"]]),  # what need not be there is no need
        (r"lamp|\w+", []),  # one alternative may be anything
        (r"(?!lamp)buoy(?=mole)", [["buoy"]]),  # looks aside read nothing
        (r"(?:lamp ?){2,}", [["lamp"]]),
        (r"§.", [["§"]]),
        (r"a|b", []),  # a single letter is in every text
        (r"É", []),  # letters beyond ASCII have ways of their own with case
        (r"(?P<one>quay) (?P=one)", [["quay "]]),
    ],
)
def test_needs_of_a_pattern(pattern: str, needs: list[list[str]]) -> None:
    assert [list(need) for need in needs_of(pattern)][: len(needs)] == needs
    assert bool(needs) == bool(needs_of(pattern))


def test_a_folded_text_holds_each_need() -> None:
    assert holds(fold("We SHALL reply"), needs_of("(?:will|shall) +reply"))
    assert not holds(fold("We reply"), needs_of("(?:will|shall) +reply"))


def test_fold_reads_letters_as_re_does_where_case_is_ignored() -> None:
    characters = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))
    for letter in "abcdefghijklmnopqrstuvwxyz":
        assert {fold(found) for found in re.findall(letter, characters, re.IGNORECASE)} == {letter}
    assert all(fold(digit) in "0123456789" for digit in re.findall(r"\d", characters))


@pytest.mark.parametrize(
    ("pattern", "begins"), [("^a|^b", True), ("^a|b", False), ("(?:^a)b", True), ("(?:^)?a", False), ("a^", False)]
)
def test_begins_line(pattern: str, begins: bool) -> None:
    assert begins_line(pattern) is begins


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"^\W*(?:Ref|our file)", "ro"),
        (r"^[#* ]*[A-C]\.?", "abc"),
        (r"^(?:the )?quay", "tq"),
        (r"^\d", "0123456789"),
        (r"^(?:Ref|\w+)", None),
        (r"^\W*$", None),  # a line without a letter
        (r"^.uay", None),
        (r"^É", None),
    ],
)
def test_opens_with(pattern: str, letters: str | None) -> None:
    assert opens_with(pattern) == (None if letters is None else frozenset(letters))


@settings(max_examples=300, deadline=None)
@given(text=texts, begin=st.sampled_from(["", "#", "** ", "ſir ", "Kopie ", "٣ May", "É", "(", " – "]))
def test_marks_of_a_line_are_those_that_each_rule_finds(text: str, begin: str) -> None:
    line = (begin + text).replace("\n", " ")
    rules = read_rule_set("corpus.rules", "marks")
    assert rules.found(line) == _plainly(rules, line)
