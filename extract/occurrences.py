"""The clause of a statement that tells what fell on a date, found in its masked words (see `extract.references.mask_dates`).

    "The plan, published on ¤¤¤¤¤, sets the dues."  ->  "The plan, published" of ¤¤¤¤¤, half a sentence to be made whole

The first rule that ties the date to a verb or an occasion finds it; other rules say where its clause begins and ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.ruletables import Rule
from extract.wording import LONGEST, matches, rules_of

# A past tense without an auxiliary. In a table it is half a heading; of a day that lies ahead it belongs to another date.
BARE_PAST = frozenset({"event.active", "event.dated-first"})
_MASKED = re.compile("¤+")
_WORD = re.compile(r"[\w'&/()-]+")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A clause with the date that it tells of: `start` and `end` bound it in `words`, `hit` is what the rule matched."""

    rule: Rule
    words: str
    hit: re.Match[str]
    start: int = 0
    end: int = 0
    relative: tuple[int, int] | None = None  # where "which" stands in "the plan, which will be published on …"
    participle: bool = False  # "the plan, published on …": half a sentence, to be made a whole one


def find_occurrence(words: str, at: int, *, is_row: bool) -> Occurrence | None:
    """What falls on the date that begins at `at`; None where the clause tells of nothing, denies it, or supposes it.

    `is_row`: the words are a row of a table.
    """
    for rule in rules_of("done", "planned", "occasion", "timetable").likely(words):
        hit = _covering(rule, words, at)
        if hit is None or (is_row and rule.id in BARE_PAST):
            continue
        found = _bounded(Occurrence(rule, words, hit))
        if rule.label == "timetable" or not matches(words[found.start : hit.end()], "not-an-event"):
            return found
    return None


def _covering(rule: Rule, words: str, at: int) -> re.Match[str] | None:
    """The match whose date begins at `at`, if nothing between verb and date makes it another verb's."""
    for match in rule.pattern.finditer(words):
        if match.start("date") == at:
            gap = match.groupdict().get("gap") or ""
            return None if rule.label == "done" and matches(gap, "not-between") else match
    return None


def _bounded(found: Occurrence) -> Occurrence:
    """With the bounds of its clause: from the last mark or conjunction before it to the first one after it, if no other date is nearer."""
    words, hit = found.words, found.hit
    start, end = _clause_start(words, hit.start()), _clause_end(words, hit.end())
    if hit.start() - start < 2 and found.rule.id != "event.dated-first":
        start = _clause_start(words, start - 2)  # "The plan, published on …": the subject stands before the comma
    found = replace(found, start=start, end=end, participle=_is_participle(found))
    found = _beside_intro(_apart_from_other_dates(found))
    if relative := next(
        (m for rule in rules_of("relative") if (m := rule.pattern.search(words[found.start : hit.start()]))), None
    ):
        first = found.start
        return replace(found, start=first + relative.start("noun"), end=hit.end(), relative=_moved(relative.span("which"), first))
    if hit.start() - found.start > LONGEST - 30 and (comma := words.rfind(", ", found.start, hit.start())) > 0:
        found = replace(found, start=comma + 2)  # so far from its beginning the clause has another subject
    return _named(found) if found.rule.label == "occasion" else found


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _is_participle(found: Occurrence) -> bool:
    """ "Published on …" after a comma, at the start of a clause, or without its object."""
    words, hit = found.words, found.hit
    if found.rule.id != "event.active":
        return False
    if hit.start() - _clause_start(words, hit.start()) < 2 or words[: hit.start()].rstrip().endswith(","):
        return True
    if matches(words[: hit.start()], "object-of"):
        return True
    rest = words[hit.end() :]
    if not rest.strip(" .") and not matches(hit.group(), "done-by"):
        return False  # the only verb of its sentence
    return matches(hit.group(), "participle") and not matches(rest, "object")


def _apart_from_other_dates(found: Occurrence) -> Occurrence:
    """Of a clause with several dates, the part that tells of this one."""
    words, hit, start, end = found.words, found.hit, found.start, found.end
    before, after = _MASKED.search(words, start, hit.start()), _MASKED.search(words, hit.end(), end)
    joints = [match for rule in rules_of("joint") for match in rule.pattern.finditer(words, start, end)]
    if before:
        start = next((joint.end() for joint in joints if joint.start() == before.end()), start)
    if after and found.rule.label == "done" and not found.participle:
        end = max((joint.start() for joint in joints if hit.end() <= joint.start() < after.start()), default=end)
    elif found.participle or after or (found.rule.label == "occasion" and words[hit.end() : hit.end() + 1] == ","):
        end = hit.end()
    return replace(found, start=start, end=end)


def _beside_intro(found: Occurrence) -> Occurrence:
    """A phrase before the main clause is left out where the fact stands behind it, and is all that is told where it holds it."""
    words, hit, start = found.words, found.hit, found.start
    for intro in (rule.pattern.match(words[start:]) for rule in rules_of("intro")):
        if intro and start + intro.end() <= hit.start():
            return replace(found, start=start + intro.end())
        if intro and start + intro.end() >= hit.end():
            return replace(found, start=start + intro.start("inner"), end=hit.end(), participle=True)
    return found


def _named(found: Occurrence) -> Occurrence:
    """Of a clause that ends with an occasion and its day only the occasion is told: "as agreed at the board's talks on 3 May"."""
    rest = found.words[found.hit.end() : found.end].strip(" .,)")
    if rest and not rest.startswith("and "):
        return found
    start = found.hit.start()
    for word in reversed(list(_WORD.finditer(found.words, found.start, found.hit.start()))[-7:]):
        if matches(word.group(), "no-name") or found.words[word.end() : start].strip():
            break
        start = word.start()
    return replace(found, start=start, end=found.hit.end())


def _clause_start(words: str, at: int) -> int:
    """The end of the last mark before; a bracket that has closed again opens no clause."""
    marks = [match for rule in rules_of("opens") for match in rule.pattern.finditer(words, 0, max(at, 0))]
    return max((mark.end() for mark in marks if mark.group() != "(" or ")" not in words[mark.end() : at]), default=0)


def _clause_end(words: str, at: int) -> int:
    ends = [match.start() for rule in rules_of("closes") if (match := rule.pattern.search(words, at))]
    return min(ends, default=len(words))
