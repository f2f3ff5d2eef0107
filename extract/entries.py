"""Entries of a report or a response: where each numbered recommendation begins, and what belongs to it.

    "Recommendation 12 – We recommend that …"  ->  Entry(numbers=("12",), …)        "8.3. We acknowledge … (paragraph 4.7)."  ->  Entry(("8.3",), …)

Three ways of telling an entry: the word with a number; a numbered list under a heading of recommendations, told by its sequence; the
word alone. Numbers in sequence are evidence: a list is believed for its order, and a number that is missing is looked for again with
weaker rules. Used by `extract.recommendations` and `extract.responses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.rulesets import RuleSet, read_rule_set
from corpus.ruletables import Rule
from extract.numbering import is_first, is_next, mend_number, number_key, numbers_between, parse_numbers, steps_between
from extract.paragraphs import Paragraph, words_of

_SHORT_LIST = 2
_WORDY = 3
_LONG_HEADING = 200
_TAGGED = 0.5
_LIST_GAP = 2
_LIST_JUMP = 12  # items of a list that a response may pass over
_NEAR = 15
_NEARER = 25  # paragraphs between two items of a list in a report …
_FAR = 60  # … and in a response, where answers stand between them
_LETTERED = ("label.r", "label.r-party", "label.code")
_ANNOUNCED = 3  # lettered items that make a list of recommendations under a heading


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation's place: its numbers as printed, where the label starts and where the words after it start.

    `first` and `last` are the paragraphs that lie between it and the next entry (last exclusive).
    """

    numbers: tuple[str, ...]
    start: int
    after: int
    first: int
    last: int
    rule: str
    confidence: float
    who: str = ""  # the party that the label names: "R4 (Harbour Office)"
    again: bool = False  # its number stands before it in the same list, for another recommendation


def rules_of(label: str) -> RuleSet:
    """The rules about recommendations with this label."""
    return read_rule_set("extract.rules", "recommendations", label)


def matches(label: str, words: str) -> bool:
    """Does a rule with this label match the words?"""
    return rules_of(label).any(words)


def without_tags(words: str) -> str:
    """The words of a recommendation without what refers from its end to a paragraph or number, and without quotation marks around it."""
    for label in ("tag", "tag-conclusion", "tag-paragraph", "trailer"):
        for rule in rules_of(label):
            words = re.sub(rf"\s*(?:{rule.pattern.pattern})\s*$", "", words, flags=re.IGNORECASE)
    for rule in rules_of("tag-before"):
        words = rule.pattern.sub("", words)
    quoted = re.fullmatch(r"[\"']([^\"]+)[\"']", words)
    return quoted.group(1) if quoted else words


def labelled_entries(text: str, paragraphs: Sequence[Paragraph], *, headings: bool = False) -> list[Entry]:
    """Entries told by the word and a number: "Recommendation 12 –", "R12.", "4a. PAC recommendation:".

    With `headings`, also headings that end with numbers, as those of a response do: "Lamps (Recommendations 1-3)".
    """
    labels = ("label", "label-heading") if headings else ("label",)
    found = [entry for at, paragraph in enumerate(paragraphs) if (entry := _labelled(text, at, paragraph, labels))]
    lettered = [entry for entry in found if entry.rule in _LETTERED]
    if not _are_recommendations(text, paragraphs, lettered):
        found = [entry for entry in found if entry.rule not in _LETTERED]
    return bounded(found, len(paragraphs))


def _are_recommendations(text: str, paragraphs: Sequence[Paragraph], lettered: Sequence[Entry]) -> bool:
    """Are R1, R2 … recommendations, and not risks or references? Two at least, in a paper that speaks of recommendations or duties."""
    said = sum(any(matches("duty", words_of(text, two)) for two in paragraphs[one.first : one.first + 2]) for one in lettered)
    return len(lettered) >= _SHORT_LIST and (said >= _TAGGED * len(lettered) or "recommendation" in text.casefold())


def bare_entries(text: str, paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Entries told by the word alone: "Recommendation: The Board should meet monthly."."""
    found = []
    for at, paragraph in ((at, one) for at, one in enumerate(paragraphs) if not one.row):
        for rule in rules_of("bare"):
            if match := rule.pattern.match(text[paragraph.begin : paragraph.end]):
                found.append(_entry((), paragraph, paragraph.begin + match.end(), at, rule))
                break
    return bounded(found, len(paragraphs))


def listed_entries(text: str, paragraphs: Sequence[Paragraph], *, response: bool) -> list[Entry]:
    """Entries of a numbered list that is one of recommendations: under such a heading, or (in a response) throughout."""
    openings = [at for at, one in enumerate(paragraphs) if _opens_list(text, one)] + ([-1] if response else [])
    chains = [(at, chain) for at in openings if (chain := _chain(text, paragraphs, at, response=response))]
    if response:
        chains += [(-1, chain) for chain in _broken_chains(text, paragraphs)]
    best: list[Entry] = []
    for opening, chain in sorted(chains, key=lambda one: (one[0] >= 0, len(one[1])), reverse=True):
        taken = {number_key(number) for entry in best for number in entry.numbers}
        if not any(number_key(entry.numbers[0]) in taken for entry in chain) and _is_of_recommendations(
            text, paragraphs, opening, chain
        ):
            best += chain
    found = bounded(sorted(best or _lettered(text, paragraphs, openings), key=lambda entry: entry.start), len(paragraphs))
    return [replace(one, last=max(one.first + 1, min(one.last, _list_end(text, paragraphs, one.first)))) for one in found]


def led_entries(text: str, paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Entries of the one list that words of recommending lead in: "I recommend that the Council should: (a) …; (b) …"."""
    openings = [at for at, one in enumerate(paragraphs) if matches("lead", words_of(text, one))]
    chains = [
        chain for at in openings if len(chain := _chain(text, paragraphs, at, response=False)) > 1 and chain[0].first == at + 1
    ]
    best = chains[0] if len(chains) == 1 else _lettered(text, paragraphs, openings)
    return bounded(best, len(paragraphs))


def known_entries(text: str, paragraphs: Sequence[Paragraph], numbers: Iterable[str]) -> list[Entry]:
    """Entries told by a number that a table of the same paper lists: "XY-2018-001 (011/20)"."""
    known = sorted({one for one in numbers if one and not one.isdigit()}, key=len, reverse=True)
    if not known:
        return []
    pattern = re.compile(
        r"(?:[A-Z]{1,4}-?\d{4}-\d{1,4}\s*)?[(\[]?("
        + "|".join(map(re.escape, known))
        + r")\b[)\]]?(?:\s*\([a-z ]{4,40}\))?\s*[-–—:.]?\s*"
    )
    found = []
    for at, paragraph in enumerate(paragraphs):
        match = pattern.match(text[paragraph.start : paragraph.end])
        if match and (not paragraph.row or text[paragraph.start : paragraph.end].count("\t") <= 1):
            found.append(
                Entry((match.group(1),), paragraph.start, paragraph.start + match.end(), at, len(paragraphs), "entry.known", 0.9)
            )
    return bounded(found, len(paragraphs))


def bounded(entries: Sequence[Entry], count: int) -> list[Entry]:
    """The entries with their last paragraph set to where the next one begins."""
    following = [entry.first for entry in entries[1:]] + [count] * bool(entries)
    return [replace(entry, last=max(entry.first + 1, last)) for entry, last in zip(entries, following, strict=True)]


def with_missing(text: str, paragraphs: Sequence[Paragraph], entries: Sequence[Entry]) -> list[Entry]:
    """The entries and those whose damaged number was found between two of them."""
    found = list(entries)
    for before, after in pairwise(entries):
        numbers = numbers_between(before.numbers[-1], after.numbers[0]) if before.numbers and after.numbers else []
        for number in numbers:
            found += _weak(text, paragraphs, number, before, after)[:1]
    return bounded(sorted(found, key=lambda entry: entry.start), len(paragraphs))


def with_parts(text: str, paragraphs: Sequence[Paragraph], entries: Sequence[Entry]) -> list[Entry]:
    """The entries with their numbered parts in place of an entry that is no more than a title over them.

    "Recommendation 2: Lamps", "2a. Each pier should …", "2b. …"  ->  2a, 2b; "(i)" and "(a)" under such a title become 2(i), 2(a).
    """
    out: list[Entry] = []
    for entry in entries:
        parts = _parts(text, paragraphs, entry)
        first = parts[0].first if parts else entry.last
        own = " ".join(words_of(text, one, entry.after) for one in paragraphs[entry.first : first] if one.end > entry.after)
        titled = not (matches("duty", own) or matches("recommending", own) or own.endswith(":"))
        spelt = bool(parts) and not parts[0].numbers[0].endswith(")")
        if parts and (titled or spelt):
            out += parts if titled else [entry, *parts]
        else:
            out.append(entry)
    return bounded(out, len(paragraphs))


def _parts(text: str, paragraphs: Sequence[Paragraph], entry: Entry) -> list[Entry]:
    """The parts of an entry: paragraphs whose number carries its own on (2a, 2.1), or a run of letters or small Roman numbers."""
    whole = entry.numbers[0] if entry.numbers else ""
    if not whole[-1:].isdigit():
        return []
    found: list[Entry] = []
    for at in range(entry.first + 1, entry.last):
        one = paragraphs[at]
        printed = _printed(one)
        if one.numbered and re.fullmatch(rf"{re.escape(number_key(whole))}(?:[a-h]|\.\d{{1,2}})", number_key(printed)):
            found.append(Entry((printed,), one.start, one.begin, at, at + 1, "entry.part", entry.confidence))
        elif one.item and re.fullmatch(r"[a-h]|i{1,3}|iv|v|vi{1,3}|ix|x", printed.lower()) and _carries_parts(found, one):
            number = f"{whole}({printed.lower()})"
            found.append(Entry((number,), one.start, one.begin, at, at + 1, "entry.part", entry.confidence))
    return found if len(found) > 1 else []


def _carries_parts(found: Sequence[Entry], one: Paragraph) -> bool:
    """Does a letter or small Roman number begin the run of parts, or carry it on?"""
    printed = _printed(one).lower()
    if not found:
        return printed in ("a", "i")
    before = found[-1].numbers[0]
    run = "abcdefgh" if re.search(r"\([a-h]\)$", before) else ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    known = re.search(r"\((\w+)\)$", before)
    at = run.index(known.group(1)) if known and known.group(1) in run else len(run)
    return at + 1 < len(run) and run[at + 1] == printed


def _labelled(text: str, at: int, paragraph: Paragraph, labels: Sequence[str]) -> Entry | None:
    for start in dict.fromkeys((paragraph.begin, paragraph.start)):
        words = text[start : paragraph.end]
        for rule in (rule for label in labels for rule in rules_of(label) if label == "label" or paragraph.heading):
            match = rule.pattern.match(words)
            if match and (numbers := parse_numbers(match.group("numbers"))) and not _is_contents(words[match.end() :]):
                who = " ".join((match.groupdict().get("who") or "").split())
                return replace(_entry(numbers, paragraph, start + match.end(), at, rule), who=who)
    return None


def _is_contents(words: str) -> bool:
    """Is this the rest of a line of a table of contents?"""
    return bool(
        re.fullmatch(r".{0,90}?(?:\.{3,}|(?:\. ){3,}|\s)\s*\d{1,3}\s*", words) and not re.search(r"[.;:]\s*\d{1,3}\s*$", words)
    )


def _entry(numbers: tuple[str, ...], paragraph: Paragraph, after: int, at: int, rule: Rule) -> Entry:
    return Entry(numbers, paragraph.start, after, at, at + 1, rule.id, float(rule.extra["confidence"]))


def _opens_list(text: str, paragraph: Paragraph) -> bool:
    words = words_of(text, paragraph)
    return matches("lead", words) or (matches("heading", words) and (bool(paragraph.heading) or len(words) < _LONG_HEADING))


def _chain(text: str, paragraphs: Sequence[Paragraph], opening: int, *, response: bool) -> list[Entry]:
    """The run of numbers in sequence among the numbered paragraphs after this one, with small gaps where a number can't be read."""
    end = _list_end(text, paragraphs, opening)
    listed = [at for at in range(opening + 1, end) if _could_be_listed(text, paragraphs[at])]
    first = next((at for at in listed if opening < 0 or is_first(_printed(paragraphs[at]))), None)
    if first is None or (opening >= 0 and first - opening > _NEAR):
        return []
    chain = [first]
    while (following := _following(paragraphs, listed, chain, _FAR if response else _NEARER)) is not None:
        chain.append(following)
    return _as_entries(paragraphs, _with_misprint(paragraphs, listed, chain))


def _as_entries(paragraphs: Sequence[Paragraph], chain: Sequence[int]) -> list[Entry]:
    """The paragraphs of a list as its entries; a number that the list prints a second time is marked."""
    found: list[Entry] = []
    for at in chain:
        one = paragraphs[at]
        again = bool(found) and number_key(found[-1].numbers[0]) == number_key(_printed(one))
        found.append(Entry((_printed(one),), one.start, one.begin, at, at + 1, "entry.listed", 0.85, again=again))
    return found


def _broken_chains(text: str, paragraphs: Sequence[Paragraph]) -> list[list[Entry]]:
    """The run of rising numbers of a response that answers some items of a list only: "2.", "4.", "6." …, each as recommendations are worded."""
    listed = [at for at, one in enumerate(paragraphs) if _could_be_listed(text, one) and _is_worded(words_of(text, one))]
    best: list[int] = []
    for begin in range(len(listed)):
        chain = [listed[begin]]
        for at in listed[begin + 1 :]:
            steps = steps_between(_printed(paragraphs[chain[-1]]), _printed(paragraphs[at]))
            if steps is not None and 0 <= steps <= _LIST_JUMP and at - chain[-1] <= _FAR:
                chain.append(at)
        if len(chain) > len(best):
            best = chain
    return [_as_entries(paragraphs, best)] if len(best) >= _ANNOUNCED else []


def _is_worded(words: str) -> bool:
    return any(matches(label, words) for label in ("recommending", "duty", "tag", "tag-paragraph"))


def _lettered(text: str, paragraphs: Sequence[Paragraph], openings: Sequence[int]) -> list[Entry]:
    """The one list with letters that a paper announces as its recommendations: "We have seven recommendations: (a) …; (b) …"."""
    runs = []
    for opening in (at for at in openings if at >= 0):
        run: list[int] = []
        for at in range(opening + 1, min(len(paragraphs), opening + 1 + _NEARER * 4)):
            one = paragraphs[at]
            if one.item and _letter(one) == len(run) and at - (run[-1] if run else opening) <= _NEAR:
                run.append(at)
            elif one.heading or (one.numbered and run):
                break
        led = bool(run) and run[0] == opening + 1 and matches("lead", words_of(text, paragraphs[opening]))
        if len(run) >= _ANNOUNCED and (
            led or sum(_is_worded(words_of(text, paragraphs[at])) for at in run) >= _TAGGED * len(run)
        ):
            runs.append(run)
    if len(runs) != 1:
        return []
    return [
        Entry((_printed(paragraphs[at]),), paragraphs[at].start, paragraphs[at].begin, at, at + 1, "entry.lettered", 0.8)
        for at in runs[0]
    ]


def _letter(paragraph: Paragraph) -> int:
    """The place in the alphabet of a letter before an item, from 0; -1 for a bullet."""
    marker = _printed(paragraph)
    return ord(marker.lower()) - ord("a") if len(marker) == 1 and marker.isalpha() else -1


def _following(paragraphs: Sequence[Paragraph], listed: Sequence[int], chain: Sequence[int], far: int) -> int | None:
    """The next paragraph of a list: the next number; else, once the list runs, the one after it."""
    number = _printed(paragraphs[chain[-1]])
    near = [at for at in listed if chain[-1] < at <= chain[-1] + far]
    plain = next((at for at in near if is_next(number, _printed(paragraphs[at]))), None)
    if plain is not None or len(chain) < _SHORT_LIST:
        return plain
    return next((at for at in near if steps_between(number, _printed(paragraphs[at])) == _LIST_GAP), None)


def _list_end(text: str, paragraphs: Sequence[Paragraph], opening: int) -> int:
    ends = (
        at
        for at in range(opening + 1, len(paragraphs))
        if paragraphs[at].heading and matches("end", words_of(text, paragraphs[at]))
    )
    return next(ends, len(paragraphs))


def _with_misprint(paragraphs: Sequence[Paragraph], numbered: Sequence[int], chain: list[int]) -> list[int]:
    """A list with the numbers that it prints twice, the second time for another item: between that number and the next, or at the end."""
    out: list[int] = []
    for at, following in zip(chain, [*chain[1:], len(paragraphs)], strict=True):
        again = [
            one
            for one in numbered
            if at < one < following and number_key(_printed(paragraphs[one])) == number_key(_printed(paragraphs[at]))
        ]
        out += [at, *again[:1]]
    return out


def _could_be_listed(text: str, paragraph: Paragraph) -> bool:
    words = words_of(text, paragraph)
    says = not paragraph.heading and len(words.split()) >= _WORDY
    return paragraph.numbered and (says or words.endswith(":") or not words)


def _printed(paragraph: Paragraph) -> str:
    return paragraph.marker.strip(" .:()–—-*")


def _is_of_recommendations(text: str, paragraphs: Sequence[Paragraph], opening: int, chain: Sequence[Entry]) -> bool:
    """Is a numbered list one of recommendations? It completes "We recommend that:", or half of its items say so or refer to a paragraph.

    Words of duty count under a heading of recommendations only: other numbered paragraphs use them too.
    """
    if len(chain) < _SHORT_LIST:
        return False
    if opening >= 0 and chain[0].first == opening + 1 and matches("lead", words_of(text, paragraphs[opening])):
        return True
    labels = ("recommending", "tag", "tag-conclusion", "tag-paragraph") + (("duty",) if opening >= 0 else ())
    said = 0
    for entry in bounded(chain, len(paragraphs)):
        words = " ".join(words_of(text, one) for one in paragraphs[entry.first : min(entry.last, entry.first + 6)])
        said += any(matches(label, words) for label in labels)
    return said >= _TAGGED * len(chain)


def _weak(text: str, paragraphs: Sequence[Paragraph], number: str, before: Entry, after: Entry) -> list[Entry]:
    """Paragraphs between two entries that begin with the number that lies between theirs, as OCR may damage it."""
    found = []
    for at in range(before.first + 1, after.first):
        paragraph = paragraphs[at]
        for rule in rules_of("weak-label"):
            match = rule.pattern.match(text[paragraph.begin : paragraph.end])
            if match and number_key(mend_number(match.group("numbers"))) == number_key(number):
                found.append(_entry((number,), paragraph, paragraph.begin + match.end(), at, rule))
    return found
