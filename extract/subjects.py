"""Who or what stands before a verb, without a parser: official prose keeps its subject close to its verb.

    "Once agreed, the Board will publish the list."  at "will"  ->  "the Board", a party
    "The Board has met and will report."             at "will"  ->  "The Board", shared with the verb before

From the verb one goes left to the nearest border: another finite verb, a clause word, a comma. A comma right before the verb closes a
parenthesis, and the subject stands before that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from extract.nouns import last_phrase, noun_kind, phrase_kind
from extract.verbs import read_verb
from extract.words import is_adverb, opener_pattern, pronoun_kind, words_of

_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\w*|[^\W_][\w'’&/.-]*[\w'’]|[^\W_]|[^\w\s]")
_STOP = re.compile(
    r"[;:](?=\s)| [–—-] |(?<![A-Z])(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!St)(?<!No)[.?!][\"')]* (?:\[\^?\d+\] )?(?=[A-Z])"
)
_RELATIVE = re.compile(r"\b(which|who|that|whom)$", re.I)
_AUXILIARIES = re.compile(
    r"(?: (?:is|are|am|was|were|be|been|has|have|had)|(?<=\w)['’](?:s|re|m|ve))(?: (?:also|now|currently|already|still|therefore|not|\w+ly))* $"
)
_DASHED = re.compile(r" [–—-] [^–—]{3,120}(?: [–—-] $|(?<=['\"]) $)|—[^—]{3,120}— ?$")
_CONDITIONAL = re.compile(r"\b(?:if|whether|unless|when)\b[^,]*$", re.I)
_CONTRACTED = re.compile(r"\w['’](?:ll|ve|re|d|m)$")
_RELATIVES = frozenset(["which", "who", "that", "whom"])
_THIS_YEAR = re.compile(r"(?:this|next) (?:week|month|year|spring|summer|autumn|winter),? ", re.I)
_TELLING = ("tell", "tells", "told", "assure", "assures", "assured", "inform", "informs", "informed", "promised", "advised")
_REACH = 260  # characters to the left of a verb in which its subject must show itself
_SHORT = 60
_HEAD = 200  # characters of a sentence in which its first verb must
_LIST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands before a verb: its words, place and kind (see `extract.nouns.phrase_kind`).

    `intro` is the word that brings its clause in: "" for a main clause, else that, if, which, who …; `relative` says that the clause
    describes the words of the subject. `clause_start` is where the search for it stopped.
    """

    start: int
    end: int
    words: str
    kind: str
    intro: str = ""
    clause_start: int = 0
    relative: bool = False


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    lower: str


def find_subject(line: str, at: int, known: frozenset[str] = frozenset()) -> Subject:
    """The subject of the verb group that starts at `at`; `known` are folded names of parties met with in the papers."""
    clause_start = _clause_start(line, at)
    at = _before_adverbs(line, clause_start, _before_auxiliaries(line, clause_start, at))
    if parenthesis := _DASHED.search(line[:at]):
        return find_subject(line, parenthesis.start(), known)
    left = line[clause_start:at].rstrip()
    relative = _RELATIVE.search(left)
    if relative and not re.search(r"(?:^|[,;:.] ?)that$", left, re.I):
        end = clause_start + len(left[: relative.start()].rstrip(" ,"))
        start = end - len(last_phrase(line[clause_start:end]))
        words = line[start:end]
        return Subject(start, end, words, phrase_kind(words, known), relative.group().lower(), clause_start, relative=True)
    return _noun_phrase(line, clause_start, at, known)


def main_subject(line: str, known: frozenset[str] = frozenset()) -> Subject:
    """The subject of the first finite verb of a line; one of kind "none" where there is no verb."""
    start = _after_opener(line, 0, len(line))
    words = _words(line, start, min(len(line), start + _HEAD))
    for index, word in enumerate(words):
        if index and _is_finite(words, index) and words[0].lower not in words_of("intro"):
            return find_subject(line, word.start, known)
    auxiliary = next((word for word in words[1:] if word.lower in words_of("auxiliary")), None)
    return find_subject(line, auxiliary.start, known) if auxiliary else Subject(0, 0, "", "none")


def _clause_start(line: str, at: int) -> int:
    """The place after the last strong stop before `at`: semicolon, colon, dash, full stop, or the bracket that `at` stands in."""
    start = 0
    for match in _STOP.finditer(line, 0, at):
        start = match.end()
    opened = line.rfind("(", start, at)
    if opened >= 0 and ")" not in line[opened:at]:
        return opened + 1
    return start + len(line[start:at]) - len(line[start:at].lstrip())


def _before_auxiliaries(line: str, clause_start: int, at: int) -> int:
    """The place before "is also" and the like, where the verb in hand is a participle ("The Board is also planning")."""
    match = _AUXILIARIES.search(line, clause_start, at)
    noun = match is not None and match.group().split()[-1].casefold() in words_of("ly")  # "the Minister's reply"
    return match.start() if match and not noun else at


def _before_adverbs(line: str, clause_start: int, at: int) -> int:
    """The place before "now" in "We now expect"."""
    words = _words(line, max(clause_start, at - _SHORT), at)
    while len(words) > 1 and is_adverb(words[-1].text) and words[-1].text.islower() and line[words[-1].end : at].isspace():
        at = words[-1].start
        words.pop()
    return at


def _words(line: str, start: int, end: int) -> list[_Word]:
    return [_Word(match[0], *match.span(), match[0].casefold()) for match in _WORD.finditer(line, start, end)]


def _noun_phrase(line: str, clause_start: int, at: int, known: frozenset[str]) -> Subject:
    """The noun phrase that ends at `at`, going left to the nearest border."""
    end = clause_start + len(line[clause_start:at].rstrip(" ,"))
    if "," in line[end:at]:
        start, end = _before_parenthesis(line, clause_start, end)
    else:
        start = _phrase_start(line, clause_start, end)
    last = re.search(r"([A-Za-z]+)$", line[clause_start:end])
    if start >= end and last and last.group().casefold() in words_of("intro"):
        return Subject(end, end, "", "none", last.group().casefold(), clause_start, relative=True)
    if start >= end or line[start:end].strip().casefold() in words_of("link"):
        start, end = _shared_subject(line, clause_start, end)
    intro, start = _intro(line, clause_start, start, end)
    words = re.sub(r",? of course$", "", line[start:end].strip(" ,"))
    contact = not intro and _is_contact(line, clause_start, start, words)
    relative = contact or intro in _RELATIVES - {"that"}
    return Subject(start, end, words, phrase_kind(words, known), "whom" if contact else intro, clause_start, relative=relative)


def _before_parenthesis(line: str, start: int, end: int) -> tuple[int, int]:
    """The subject of "The Board, which meets in May, will": the piece before the first comma that opens a parenthesis."""
    at = start
    for piece in re.split(r",(?!\d{3}\b)", line[start:end]):
        stop = at + len(piece)
        begin = _after_opener(line, at + len(piece) - len(piece.lstrip()), stop + 1)
        at = stop + 1
        first = line[begin:stop].split(" ", 1)[0].casefold()
        if begin < stop and first and first not in words_of("preposition") | words_of("intro"):
            return _phrase_start(line, begin, stop), stop
    return end, end


def _phrase_start(line: str, clause_start: int, end: int) -> int:
    """Where the noun phrase that ends at `end` starts: after the last verb, clause word or comma, or at the clause's start."""
    near = max(clause_start, line.find(" ", end - _REACH, end) + 1) if end - clause_start > _REACH else clause_start
    words = _words(line, near, end)
    if not words or words[-1].lower in words_of("intro") or words[-1].lower in words_of("link"):
        return end
    governed = len(words) > 1 and words[-2].lower in words_of("preposition")
    if pronoun_kind(words[-1].text) and words[-1].text != "US" and not governed:
        return words[-1].start
    if line[end - 1] == ")":
        opened = line.rfind("(", clause_start, end)
        words = [word for word in words if word.end <= opened] or words
    stop, after_verb = _border(words)
    if stop == 0 and near > clause_start:
        return end  # so long a phrase is no subject: it belongs to a verb further left
    links = [index for index in range(stop, len(words)) if words[index].lower in words_of("link")]
    if after_verb:
        stop = links[-1] + 1 if links else len(words)
    while stop < len(words) and (words[stop].lower in words_of("link") or words[stop].lower in (",", "also", "therefore")):
        stop += 1
    start = words[stop].start if stop < len(words) else end
    return _after_preposition(line, _after_opener(line, start, end), end)


def _border(words: list[_Word]) -> tuple[int, bool]:
    """The index after the nearest border to the left of the last word, and whether that border is a verb."""
    for index in range(len(words) - 1, -1, -1):
        lower = words[index].lower
        if lower == "," and not _in_list(words, index):
            return index + 1, False
        clause = lower in words_of("intro") and not (index > 0 and lower in words_of("preposition"))
        if clause and not (lower == "that" and _is_demonstrative(words, index)):
            return index + 1, False
        if _is_finite(words, index):
            return index + 1, lower not in words_of("saying")
    return 0, False


def _is_demonstrative(words: list[_Word], index: int) -> bool:
    """Does "that" point at the noun after it ("at that time", "cannot meet that date"), rather than bring in a clause?"""
    if index == 0:
        return False
    before = words[index - 1].lower
    if before in words_of("preposition"):
        return True
    object_noun = index == len(words) - 2 and read_verb(before, "base") is not None
    return object_noun and before not in words_of("saying") | {"ensure", "require", "order"}


def _after_opener(line: str, start: int, end: int) -> int:
    season = _THIS_YEAR.match(line, start, end)
    start = season.end() if season and season.end() < end else start
    match = opener_pattern().match(line, start, end)
    return match.end() if match else start


def _after_preposition(line: str, start: int, end: int) -> int:
    """A phrase that opens with a preposition ("In May officials") starts with its last determiner, capital or plain plural."""
    words = _words(line, start, end)
    if not words or words[0].lower not in words_of("preposition"):
        return start
    for word in reversed(words[2:]):
        if word.lower in words_of("determiner"):
            return word.start
    for before, word in zip(reversed(words[1:-1]), reversed(words[2:]), strict=True):
        small = before.lower in words_of("preposition") | words_of("determiner") | {"and", "("}
        if word.text[0].isupper() and not before.text[0].isupper() and not small:
            return word.start
        if word.text[0].islower() and (before.text[0].isupper() or before.text[0].isdigit()) and noun_kind(word.text) == "party":
            return word.start
    return start


def _in_list(words: list[_Word], index: int) -> bool:
    """Is this comma between members of a list ("the Board, the Council and the Office")?"""
    after = [word.lower for word in words[index + 1 :]]
    before = [word.lower for word in words[:index]]
    if not {"and", "or"} & set(after) or len(before) > _LIST_WORDS:
        return False
    borders = words_of("preposition") | words_of("intro")
    if (
        not before
        or before[0] in borders
        or not after
        or after[0] in words_of("preposition") | _RELATIVES | (words_of("link") - {"and"})
    ):
        return False
    return not any(_is_finite(words, number) for number in range(len(words)))


def _is_finite(words: list[_Word], index: int) -> bool:
    """Is this word a finite verb, or a participle that does a verb's work?"""
    word, before = words[index], words[index - 1].lower if index else ""
    if word.lower in words_of("auxiliary") or _CONTRACTED.search(word.lower):
        return True
    if not before or (word.text[0].isupper() and not word.text.isupper()) or before in words_of("determiner"):
        return False
    verb = read_verb(word.text)
    if word.lower in words_of("telling"):
        return True
    if verb and verb.form == "s":
        return not verb.noun
    if (verb and verb.form in ("past", "participle")) or (word.lower.endswith("ed") and len(word.lower) > 4):
        return before not in words_of("preposition") and not before.endswith("ly") and not _is_adjectival(words, index)
    return pronoun_kind(before) in ("first", "second", "third") and verb is not None and verb.form == "base"


def _is_adjectival(words: list[_Word], index: int) -> bool:
    """A participle right before a noun ("selected sites") is an adjective."""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    borders = words_of("preposition") | words_of("determiner") | words_of("intro") | words_of("link")
    object_follows = bool(pronoun_kind(after)) or after in ("me", "us", "him", "them")
    return after.isalpha() and after not in borders and not object_follows and not pronoun_kind(words[index - 1].text)


def _shared_subject(line: str, clause_start: int, end: int) -> tuple[int, int]:
    """The subject of the first verb of the clause, for a second verb that shares it."""
    start = _after_opener(line, clause_start, end)
    words = _words(line, start, min(end, start + _REACH))
    if words and pronoun_kind(words[0].text) not in ("", "it"):
        return words[0].start, words[0].end
    for index in range(1, len(words)):
        if words[0].lower in words_of("intro"):
            break
        if _is_finite(words, index):
            verb = words[index - 1 if words[index - 1].lower in _RELATIVES and index > 1 else index].start
            begin, stop = _phrase_start(line, start, verb), len(line[:verb].rstrip(" ,"))
            return (begin, stop) if begin < stop else (end, end)
    pronoun = re.search(r"(?:^|, )(I|we|they|you)\b", line[clause_start:end], re.I)
    return (clause_start + pronoun.start(1), clause_start + pronoun.end(1)) if pronoun else (end, end)


def _intro(line: str, clause_start: int, start: int, end: int) -> tuple[str, int]:
    """The clause word before a subject, and where the subject starts without it."""
    first = line[start:end].split(" ", 1)[0].casefold()
    if first in words_of("intro") - words_of("preposition") - {"that"}:
        return first, start + len(first) + 1
    before = line[clause_start:start].rstrip()
    match = re.search(r"(?:^|[\s(])([A-Za-z]+)$", before)
    word = match.group(1).casefold() if match else ""
    if word == "that" and _CONDITIONAL.search(before):
        return "if", start
    return (word if word in words_of("intro") else ""), start


def _is_contact(line: str, clause_start: int, start: int, words: str) -> bool:
    """Does a pronoun open a relative clause without "which" ("the help they need to …")?"""
    if pronoun_kind(words) not in ("first", "second", "third"):
        return False
    before = re.split(r", |\b(?:and|but|that|so|as)\b", line[clause_start:start])[-1].strip()
    if not before or before[-1] in ",;:.)":
        return False
    earlier = _words(before, 0, len(before))
    if len(earlier) > 1 and earlier[-2].lower in _TELLING and earlier[-1].lower in ("me", "us", "him", "her", "them", "you"):
        return False  # "The builders tell me they will …"
    if any(_is_finite(earlier, index) for index in range(len(earlier))):
        return earlier[0].lower not in words_of("intro") and earlier[-1].lower not in words_of("saying")
    first = earlier[0].lower
    adverbial = first.endswith(("ly", "ing")) or first[0].isdigit() or before.endswith("permitting")
    return not adverbial and first not in words_of("preposition") | words_of("intro") | words_of("fronted")
