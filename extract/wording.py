"""A clause of a letter as somebody else would say it: nobody called I or you, no lead-in, one line, not too long.

    "I am pleased to say that we met our lock keepers"  ->  "Ann Lee met their lock keepers"

What stands in a chronology or a tracker is read by people who did not write the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.rulesets import RuleSet, read_rule_set
from extract.findings import Context

_SHORTEST = 40  # characters: a clause that ends sooner has its verb still to come
LONGEST = 170  # characters: a line of a chronology with its date fits into two lines of a page
_PARTICIPLE = re.compile(
    r"(?P<subject>[^,]{3,120}?),? (?P<verb>(?:\w+ed|held|sent|laid|made|built|drawn up|set up|written|given|taken)(?: by .+)?)"
)
_OBJECT_OF = re.compile(
    r"(?P<object>(?:the|an?|our|your|their|its)\s[^,]{3,80}?),? (?:that|which) (?P<who>(?:the |an? |we\b|I\b|they\b|[A-Z])[^,]{0,50}?) "
    r"(?P<verb>\w+ed|sent|held|laid|made|set up|wrote|gave|put)",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|will|seen?)\s")
_NOUN_PHRASE = re.compile(r"\b(?:the|an?|our|your|their|its|this|these)\s[^,]+$", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?P<word>I|[Ww]e|[Yy]ou|me|us|[Mm]y|[Oo]ur|[Yy]our)\b(?: (?P<verb>am|are|have|were|was|do|plan|expect|hope|intend|aim"
    r"|envisage|propose|need|want|understand|agree|welcome|believe|support|recommend|estimate|anticipate|consider|remain"
    r"|continue|meet|visit)\b(?!'))?"
)
_AFTER_LET = re.compile(r"\b(?:let|make|help|have|see|hear|did|do|does|to)\s$", re.IGNORECASE)
_AGREES = {
    "am": ("is", "are"),
    "are": ("is", "are"),
    "have": ("has", "have"),
    "was": ("was", "were"),
    "were": ("was", "were"),
    "do": ("does", "do"),
}
_JOINS = re.compile(r",\s|\s(?:and|which|that|to|with|for|by|so|as)\s")
_ADDED = re.compile(r"[,;]\s|\s(?:(?<!\bof\s)which|so that|in order to|although|because|whereas)\s")
_DANGLING = re.compile(r",?\s+(?:that|and|but|to|of|on|in|at|which|with|for|as|by|the|a)$")


def in_neutral_words(words: str, context: Context) -> str:
    """Words of an item as somebody else would say them, in one line.

    >>> in_neutral_words("I am pleased to say that we met the union.", Context(senders=("Ann Lee",)))
    'Ann Lee met the union'
    """
    return polished(in_third_person(without_lead_in(words), context))


def without_lead_in(clause: str) -> str:
    """The clause without the words before its fact: "As you know, the quay opened" -> "the quay opened"."""
    for _ in range(4):
        if not matches(clause, "lead-in"):
            break
        shorter = clause
        for rule in rules_of("lead-in"):
            shorter = rule.pattern.sub("", shorter, count=1)
        if shorter == clause:
            break
        clause = shorter.strip(" ,")
    return clause


def in_third_person(clause: str, context: Context) -> str:
    """I, we and you by name, and by "they" after that: "We met our union" -> "Ann Lee met their union"."""
    us = (called(context.senders) or "the writer", len(context.senders) > 1)
    you = (called(context.addressees) or "the addressee", len(context.addressees) > 1)
    named: set[str] = set()

    def name(match: re.Match[str]) -> str:
        word = match["word"].casefold()
        who, several = you if word in ("you", "your") else us
        again, owned = who in named, word in ("my", "our", "your")
        named.add(who)
        if again:
            who, several = "their" if owned else "them" if word in ("me", "us") else "they", True
        bare = _AFTER_LET.search(match.string[: match.start()])  # "let you have" is no "you have"
        verb = f" {match['verb']}" if bare and match["verb"] else _agreeing(match["verb"], several)
        return (possessive(who) if owned and not again else who) + verb

    return _PERSON.sub(name, clause)


def first_clause(words: str, after: str) -> str:
    """The words up to the end of the clause in which `after` stands: "…by 3 May, and that boats may go" -> "…by 3 May"."""
    at = words.find(after) + len(after) if after and after in words else len(words)
    ends = [match.start() for rule in rules_of("closes-late") if (match := rule.pattern.search(words, max(at, _SHORTEST)))]
    return words[: min(ends, default=len(words))]


def as_sentence(clause: str) -> str:
    """Half a sentence made whole: "The plan, published" -> "The plan was published"; "the plan that he sent" -> "he sent the plan"."""
    if done := _OBJECT_OF.search(clause):
        return f"{done['who']} {done['verb']} {done['object']}"
    match = _PARTICIPLE.fullmatch(clause)
    if not match:
        return clause
    subject = _FINITE.split(match["subject"])[-1].rstrip(" -–—")
    phrase = _NOUN_PHRASE.search(subject)
    subject = phrase.group() if phrase else subject
    head = re.split(r"\s(?:of|to|for|on|in|from|with|between|about)\s", subject)[0]
    several = re.search(r"[^siu]s$", head) is not None and not re.match(r"an?\s", subject, re.I)
    return f"{subject} {'were' if several else 'was'} {match['verb']}"


def last_thing(words: str) -> str:
    """The thing that a clause ends with, of which more is told: "his work has led to this guide" -> "this guide"."""
    parts = _FINITE.split(words)
    if len(parts) == 1:
        return words
    phrase = _NOUN_PHRASE.search(parts[-1])
    return phrase.group() if phrase else words


def polished(clause: str) -> str:
    """One line: spaces and brackets in order, a capital first, no full stop last, cut at a word where it is too long."""
    words = re.sub(r"\s+([,.;)])", r"\1", " ".join(re.sub(r"[*_#|]+", " ", clause).split())).strip(" ,.;:-–—")
    words = _DANGLING.sub("", words)
    if words.count("(") > words.count(")"):
        words = words[: words.rfind("(")].strip(" ,")
    if len(words) > LONGEST:
        words = cut(words)
    return words[:1].upper() + words[1:]


def possessive(name: str) -> str:
    """ "Ann Lee" -> "Ann Lee's"; "the Boards" -> "the Boards'"."""
    return name + ("'" if name.endswith("s") else "'s")


def called(names: Sequence[str]) -> str:
    """Several names in one breath: "Ann Lee and Bo Hart"; more than three are the first and others."""
    if not names:
        return ""
    if len(names) > 3:
        return f"{names[0]} and others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def rules_of(*labels: str) -> RuleSet:
    """The rules of the table of events that bear one of these labels."""
    return read_rule_set("extract.rules", "events", *labels)


def matches(words: str, *labels: str) -> bool:
    """Does a rule with one of these labels match somewhere in these words?"""
    return rules_of(*labels).any(words)


def _agreeing(verb: str | None, several: bool) -> str:
    if not verb:
        return ""
    if verb in _AGREES:
        return f" {_AGREES[verb][1 if several else 0]}"
    return f" {verb}" if several else f" {verb}s"


def cut(words: str) -> str:
    """Too long a line ends before a clause that is added, else before a joining word in its second half."""
    for joint, least in ((_ADDED, LONGEST // 3), (_JOINS, LONGEST // 2)):
        ends = [match.start() for match in joint.finditer(words, 0, LONGEST) if match.start() > least]
        if ends:
            return words[: ends[-1]].rstrip(" ,;:") + "…"
    return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
