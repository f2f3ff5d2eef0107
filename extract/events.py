"""What happened, or was planned to, and on what date: in neutral words, with the sentence as evidence.

    "I am pleased to say that the quay was reopened on 3 May."  ->  2003-05-03  "The quay was reopened"

The rules (`rules/events.jsonl`) read a sentence with its dates masked, as those of `extract.references` do. A letter that the
text refers to is a reference and no event; a deadline ("by 31 March") is an action and no event. A fact without a date is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.edtf import Bounds, parse_bounds
from corpus.ruletables import Rule, read_rules
from extract.findings import Context, DateFound, EventFound, Sentence
from extract.references import bare_dates, facing, find_references, mask_dates

_NO_EVENTS = {"register", "cover", "unreadable", "handwritten", "table"}  # kinds of item that list or hide, and tell of nothing
_LONGEST = 170  # characters: a line of a chronology with its date fits into two lines of a page
_LONG_SPAN = 366  # days; a fact "in" a longer time than a year is a state of affairs
_OPENS = re.compile(r"[;:¶]|(?<=\s)\(|\s[-–—]\s|,\s+(?:and|but|so|while|whereas|although|though|because)\s|\.\s+")
_CLOSES = re.compile(
    r"[;:¶?!]|\s\(|\s[-–—]\s|[.](?:\s|$)|\s(?:at|in|on|for|under|during|after) which\b"
    r"|,\s+(?:and|but|so|while|whilst|although|though|which|who|where|when|with|because|since|as|to|giving|making|including)\b"
    r"|\s(?:although|because|so that|in order|but|while|whilst)\b"
    r"|\sand (?=(?:that|I|we|you|he|she|they|it|the|this|has|have|was|were|is|are|will)\b)"
)
_UNCLEAR = re.compile(
    r"(?:it|this|these|that|those|which|who|he|she|they|his|her|their|its|there|such|one|both|none|some|others|here|them|him"
    r"|the \w+ such)\b",
    re.I,
)
_TITLE_AFTER = re.compile(r"\b(?:Act|Bill|Order|Regulations?|Rules|Measure|Treaty|Convention|Directive)s?,?\s*$")
_NEEDS_PROSE = {"event.active", "event.dated-first"}  # a past tense without an auxiliary: in a table it is half a heading
_ARRANGED = re.compile(
    r"\bbe(?:en|ing) (?:\w+ )?(?:arranged|scheduled|planned|called|fixed|booked|set|postponed|convened|brought)\b", re.I
)
_WORD = re.compile(r"[\w'&/()-]+")
_NOT_IN_NAME = re.compile(
    r"at|for|on|to|in|with|and|or|by|from|until|before|after|since|about|that|this|an?|is|are|was|were|be|been|have|has|had|will|both|next"
    r"|during|than|into|as|further|held|attend\w*|chair\w*|hold\w*|plan(?:s|ned)|another",
    re.IGNORECASE,
)
_SAYS_LITTLE = re.compile(r"\b(?:the|an?|our|your|my|proposed|planned|next|first|last|recent|same|above)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?P<noun>(?:the|an?|our|your|my|their|its|his|her)\s(?:(?!\b(?:the|an?|our|your|my|their|its|his|her)\s)[^,;:.¶])+?)"
    r"(?P<which>,?\s+(?:which|that|who))\s+$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\s+(?:the|an?|its|his|her|their|our|that|to|plans)\b")
_MASKED = re.compile("¤+")
_JOINT = re.compile(r",?\s+(?:and|or|then)\s+|,\s+")
_JOINS = re.compile(r",\s|\s(?:and|which|that|to|with|for|by|so|as)\s")
_TIE = re.compile(
    r"(?:^|,?\s+|\()(?:on|in|at|during|from|since|as from|with effect from|for|of|early in|late in|dated)(?: the)?$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?P<subject>[^,]{3,120}?),? (?P<verb>(?:\w+ed|held|sent|laid|made|built|drawn up|set up|written|given|taken)(?: by .+)?)"
)
_NOUN_PHRASE = re.compile(r"\b(?:the|an?|our|your|their|its)\s[^,]+$", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?P<word>I|[Ww]e|[Yy]ou|me|us|[Mm]y|[Oo]ur|[Yy]our)\b(?: (?P<verb>am|are|have|were|was|do|plan|expect|hope|intend|aim"
    r"|envisage|propose|need|want|understand|agree|welcome|believe|support|recommend|estimate|anticipate|consider|remain|continue|meet|visit)"
    r"\b(?!'))?"
)
_AGREES = {
    "am": ("is", "are"),
    "are": ("is", "are"),
    "have": ("has", "have"),
    "was": ("was", "were"),
    "were": ("was", "were"),
    "do": ("does", "do"),
}


@dataclass(frozen=True, slots=True)
class _Fact:
    """A date with the clause of a sentence that says what fell on it."""

    rule: Rule
    words: str
    hit: re.Match[str]
    start: int = 0
    end: int = 0
    relative: tuple[int, int] | None = None  # where "which" stands in "the plan, which will be published on …"
    participle: bool = False  # "the plan, published on …": half a sentence, to be made a whole one


def find_events(text: str, sentences: Sequence[Sentence], dates: Sequence[DateFound], context: Context) -> list[EventFound]:
    """The dated facts and plans of an item, in order, one a date and clause.

    `sentences` and `dates` are those that `find_sentences` and `find_dates` found in the same text.
    """
    if context.kind in _NO_EVENTS:
        return []
    taken = [(one.start, one.end) for one in find_references(text, dates, context)]
    bare = bare_dates(dates)
    marked = mask_dates(text, bare)
    found: list[EventFound] = []
    seen: set[tuple[str, str]] = set()
    for sentence, inside in _with_dates(text, sentences, bare):
        if text[sentence.start : sentence.end].rstrip().endswith("?"):
            continue
        told = [one for one in inside if _is_of_a_fact(one, text, taken, context)]
        for event in (_event(one, sentence, text, marked, context) for one in told):
            if event and (event.date, event.text.casefold()) not in seen:
                seen.add((event.date, event.text.casefold()))
                found.append(event)
    return found


def _with_dates(
    text: str, sentences: Sequence[Sentence], dates: Sequence[DateFound]
) -> Iterator[tuple[Sentence, Sequence[DateFound]]]:
    """Each statement with the dates in it; one that begins with a day ("28 March: launch …") begins there."""
    starts = [one.start for one in dates]
    for sentence in sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if first and dates[first - 1].end > sentence.start and _begins_line(text, dates[first - 1].start):
            first -= 1
            sentence = replace(sentence, start=dates[first].start)  # noqa: PLW2901
        if first < last and sentence.kind != "heading":
            yield sentence, dates[first:last]


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t-–•*")


def _is_of_a_fact(one: DateFound, text: str, taken: Sequence[tuple[int, int]], context: Context) -> bool:
    """Leaves out dates of letters, of Acts, of deadlines, of the header, and spans longer than a year."""
    bounds = parse_bounds(one.value)
    if bounds is None or bounds.first is None or _days(bounds) > _LONG_SPAN:
        return False
    if any(start < one.end and one.start < end for start, end in taken) or _TITLE_AFTER.search(
        text[max(0, one.start - 20) : one.start]
    ):
        return False
    return not any(zone.start <= one.start < zone.end and zone.label not in ("body", "annex") for zone in context.zones)


def _days(bounds: Bounds) -> int:
    return (bounds.last - bounds.first).days if bounds.first and bounds.last else 0


def _event(one: DateFound, sentence: Sentence, text: str, marked: str, context: Context) -> EventFound | None:
    fact = _fact(one, sentence, marked)
    if fact and (fact.rule.label == "planned" or fact.rule.id == "event.passive"):
        ahead = fact.rule.label == "planned" or _ARRANGED.search(fact.hit.group()) is not None
        one = replace(one, value=facing(one, context, ahead=ahead))
    if fact is None or (fact.rule.id in _NEEDS_PROSE and _is_planned(one, fact.rule, context)):
        return None  # a past tense that seems to lie ahead belongs to another date
    words = _in_words(fact, one, sentence, text, context)
    if not words:
        return None
    return EventFound(
        start=sentence.start,
        end=sentence.end,
        rule=fact.rule.id,
        confidence=0.8 if fact.rule.label == "done" else 0.7,
        date=one.value,
        text=words,
        planned=_is_planned(one, fact.rule, context),
    )


def _is_planned(one: DateFound, rule: Rule, context: Context) -> bool:
    """Planned is what lies after the item's own date; of an undated item, what the words say."""
    bounds, own = parse_bounds(one.value), parse_bounds(context.date)
    if bounds is None or own is None or own.last is None or bounds.first is None:
        return rule.label == "planned"
    if bounds.first > own.last:
        return True
    return rule.label == "planned" and (bounds.last is None or bounds.last > own.last)


def _fact(one: DateFound, sentence: Sentence, marked: str) -> _Fact | None:
    """The first rule, in the order of the table, whose match holds this date, unless its clause denies or supposes it."""
    words = marked[sentence.start : sentence.end]
    for rule in _rules("done", "planned", "occasion", "timetable"):
        hit = _covering(rule, words, one.start - sentence.start)
        if hit is None or (sentence.kind == "row" and rule.id in _NEEDS_PROSE):
            continue
        fact = _bounded(_Fact(rule, words, hit))
        if rule.label == "timetable" or not _matches_any(words[fact.start : hit.end()], "not-an-event"):
            return fact
    return None


def _rules(*labels: str) -> list[Rule]:
    return [rule for rule in read_rules("extract.rules", "events") if rule.label in labels]


def _matches_any(words: str, label: str) -> bool:
    return any(rule.pattern.search(words) for rule in _rules(label))


def _covering(rule: Rule, words: str, at: int) -> re.Match[str] | None:
    """The match whose date begins at `at`, if nothing between verb and date makes it another verb's."""
    for match in rule.pattern.finditer(words):
        if match.start("date") == at:
            gap = match.groupdict().get("gap") or ""
            return None if rule.label == "done" and _matches_any(gap, "not-between") else match
    return None


def _bounded(fact: _Fact) -> _Fact:
    """The clause around a hit: from the last mark or conjunction before it to the first one after it."""
    words, hit = fact.words, fact.hit
    start, end = _clause_start(words, hit.start()), _clause_end(words, hit.end())
    participle = fact.rule.id == "event.active" and (
        hit.start() - start < 2
        or words[: hit.start()].rstrip().endswith(",")
        or (_matches_any(hit.group(), "participle") and not _OBJECT.match(words, hit.end()))
    )
    if hit.start() - start < 2 and fact.rule.id != "event.dated-first":
        start = _clause_start(words, start - 2)  # "The plan, published on …": the subject stands before the comma
    before, after = _MASKED.search(words, start, hit.start()), _MASKED.search(words, hit.end(), end)
    if before and fact.rule.label in ("occasion", "planned") and (joint := _JOINT.match(words, before.end())):
        start = joint.end()
    if (
        participle
        or (after and fact.rule.id != "event.dated-first")
        or (fact.rule.label == "occasion" and words[hit.end() : hit.end() + 1] == ",")
    ):
        end = hit.end()
    bounded = _beside_intro(replace(fact, start=start, end=end, participle=participle))
    if relative := _RELATIVE.search(words, bounded.start, hit.start()):
        return replace(bounded, start=relative.start("noun"), end=hit.end(), relative=relative.span("which"))
    if hit.start() - bounded.start > _LONGEST - 30 and (comma := words.rfind(", ", bounded.start, hit.start())) > 0:
        bounded = replace(bounded, start=comma + 2)  # so far from its beginning the clause has another subject
    return _occasion(bounded) if fact.rule.label == "occasion" else bounded


def _beside_intro(fact: _Fact) -> _Fact:
    """A phrase before the main clause is left out where the fact stands behind it, and is all that is told where it holds it."""
    words, hit, start = fact.words, fact.hit, fact.start
    for intro in (rule.pattern.match(words[start:]) for rule in _rules("intro")):
        if intro and start + intro.end() <= hit.start():
            return replace(fact, start=start + intro.end())
        if intro and start + intro.end() >= hit.end():
            return replace(fact, start=start + intro.start("inner"), end=start + intro.end("inner"), participle=True)
    return fact


def _occasion(fact: _Fact) -> _Fact:
    """Of a clause that ends with an occasion and its day only the occasion is told: "as agreed at the board's talks on 3 May"."""
    rest = fact.words[fact.hit.end() : fact.end].strip(" .,)")
    if rest and not rest.startswith("and "):
        return fact
    start = fact.hit.start()
    for word in reversed(list(_WORD.finditer(fact.words, fact.start, fact.hit.start()))[-7:]):
        if _NOT_IN_NAME.fullmatch(word.group()) or fact.words[word.end() : start].strip():
            break
        start = word.start()
    return replace(fact, start=start, end=fact.hit.end())


def _clause_start(words: str, at: int) -> int:
    """The end of the last mark before; a bracket that has closed again opens no clause."""
    return max(
        (m.end() for m in _OPENS.finditer(words, 0, max(at, 0)) if m.group() != "(" or ")" not in words[m.end() : at]), default=0
    )


def _clause_end(words: str, at: int) -> int:
    match = _CLOSES.search(words, at)
    return match.start() if match else len(words)


def _in_words(fact: _Fact, one: DateFound, sentence: Sentence, text: str, context: Context) -> str:
    """The clause as a line: no lead-in, no date at its ends, nobody called I or you; "" where it would not read."""
    if fact.rule.label == "timetable":
        return _polished(text[sentence.start + fact.hit.start("what") : sentence.start + fact.hit.end("what")])
    at = sentence.start
    begin, noun = fact.start, ""
    if fact.relative:
        noun, begin = f"{text[at + fact.start : at + fact.relative[0]]} ", fact.relative[1]
    clause = noun + _without_date(text, at + begin, at + fact.end, one)
    clause = _without_lead_in(" ".join((_finite(clause) if fact.participle else clause).split()))
    if fact.rule.label == "occasion":
        clause = re.sub(r" (?:scheduled|arranged|planned|held|due|fixed|called|set)$", "", clause)
    if _UNCLEAR.match(clause) or len(_SAYS_LITTLE.sub("", clause).split()) < 2:
        return ""
    return _polished(_third_person(clause, context))


def in_neutral_words(words: str, context: Context) -> str:
    """Words of an item as somebody else would say them: no lead-in, nobody called I or you, one line, not too long.

    >>> in_neutral_words("I am pleased to say that we met the union.", Context(senders=("Ann Lee",)))
    'Ann Lee met the union'
    """
    return _polished(_third_person(_without_lead_in(words), context))


def _finite(clause: str) -> str:
    """ "The plan, published" is said as "The plan was published"."""
    match = _PARTICIPLE.fullmatch(clause)
    if not match:
        return clause
    phrase = _NOUN_PHRASE.search(match["subject"])
    subject = phrase.group() if phrase else match["subject"]
    head = re.split(r"\s(?:of|to|for|on|in|from|with|between|about)\s", subject)[0]
    return f"{subject} {'were' if re.search(r'[^s]s$', head) else 'was'} {match['verb']}"


def _without_date(text: str, start: int, end: int, one: DateFound) -> str:
    """The clause without its date where that stands at an end or next to its verb: the line gives the date before the words."""
    before = " ".join(text[start : one.start].split())
    after = " ".join(text[one.end : end].split())
    bare = _TIE.sub("", before).strip(" ,(")
    if not after.strip(" ,.)"):
        return re.sub(r" (?:is|are|will be|to be)$", "", bare)
    if not bare:
        return after.strip(" ,")
    if bare != before and re.match(r"(?:the|a|an|its|his|her|their|that|to|about|with|at|in)\b", after):
        return f"{bare} {after}"
    return f"{before} {' '.join(text[one.start : one.end].split())}{'' if after[:1] in ',.)' else ' '}{after}"


def _without_lead_in(clause: str) -> str:
    for _ in range(4):
        shorter = clause
        for rule in _rules("lead-in"):
            shorter = rule.pattern.sub("", shorter, count=1)
        if shorter == clause:
            break
        clause = shorter.strip(" ,")
    return clause


def _third_person(clause: str, context: Context) -> str:
    """I, we and you by name, and by "they" after that: "We met our union" -> "Ann Lee met their union"."""
    us = (_called(context.senders) or "the writer", len(context.senders) > 1)
    you = (_called(context.addressees) or "the addressee", len(context.addressees) > 1)
    named: set[str] = set()

    def name(match: re.Match[str]) -> str:
        word = match["word"].casefold()
        called, several = you if word in ("you", "your") else us
        again, owned = called in named, word in ("my", "our", "your")
        named.add(called)
        if again:
            called, several = "their" if owned else "them" if word in ("me", "us") else "they", True
        return called + ("'s" if owned and not again else "") + _agreeing(match["verb"], several)

    return _PERSON.sub(name, clause)


def _agreeing(verb: str | None, several: bool) -> str:
    if not verb:
        return ""
    if verb in _AGREES:
        return f" {_AGREES[verb][1 if several else 0]}"
    return f" {verb}" if several else f" {verb}s"


def _called(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) > 3:
        return f"{names[0]} and others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _polished(clause: str) -> str:
    """One line: spaces and brackets in order, a capital first, no full stop last, cut at a word where it is too long."""
    words = re.sub(r"\s+([,.;)])", r"\1", " ".join(re.sub(r"[*_#|]+", " ", clause).split())).strip(" ,.;:-–—")
    words = re.sub(r",?\s+(?:that|and|but|to|of|on|in|at|which|with|for|as|by|the|a)$", "", words)
    if words.count("(") > words.count(")"):
        words = words[: words.rfind("(")].strip(" ,")
    if len(words) > _LONGEST:
        words = _cut(words)
    return words[:1].upper() + words[1:]


def _cut(words: str) -> str:
    """Too long a line ends at a comma or before a joining word, where there is one in its second half."""
    ends = [match.start() for match in _JOINS.finditer(words, 0, _LONGEST) if match.start() > _LONGEST // 2]
    return (words[: ends[-1]] if ends else words[: _LONGEST - 1].rsplit(" ", 1)[0]).rstrip(" ,;:") + "…"
