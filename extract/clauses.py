"""The grammar of one sentence, as far as a duty needs it: who stands before a verb, what follows it, where the clause ends.

    "Once agreed, the Board will publish the list."  at "will"  ->  subject "the Board", a party; verb publish, active

No parser stands behind this: official prose keeps its subject close to its verb, and the few words that separate clauses are few.
Works on a sentence flattened to one line (`flatten`), whose positions lead back to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from corpus.ruletables import read_table
from extract.verbs import Verb, guess_verb, is_gerund, is_participle, read_verb

_AUX = frozenset(
    "is are was were am has have had do does did will shall must should would could can may might cannot won't isn't aren't wasn't "
    "hasn't haven't don't doesn't ought needs".split()
)
_PRONOUNS = {
    "i": "first", "we": "first", "you": "second", "he": "third", "she": "third", "they": "third", "it": "it", "this": "it",
    "these": "it", "that": "it", "those": "it", "there": "there",
}  # fmt: skip
_RELATIVES = frozenset("which who that whom".split())
_INTROS = frozenset(
    "that if whether unless when where while because since as once until although though before after what how why whenever wherever "
    "provided whereby lest".split()
)
_PREPOSITIONS = frozenset(
    "in on at by for from with within under over after before during through throughout since until to of into as given following "
    "alongside despite without like between among across beyond via per upon pending regarding concerning against towards including".split()
)
_DETERMINERS = frozenset(
    "the a an this these that those each every all both any some no our your my its their his her such other".split()
)
_LINKS = frozenset("and but or nor so yet then".split())
_ADVERBS = frozenset(
    "also now then therefore thus hence always shortly soon still just only even first again further instead however meanwhile "
    "jointly ever never not in turn accordingly likewise too already hereby duly at least be being to once more together".split()
)
_WORD = re.compile(r"[^\W_][\w'’&/.-]*[\w'’]|[^\W_]|[^\w\s]")
_OPENER = re.compile(
    r"(?:(?:in (?:addition|particular|due course|turn|future|general|short|the meantime|the interim|practice|principle|parallel|response|any case|"
    r"this (?:way|context|respect|regard|connection)|that (?:way|context|respect|regard))|as (?:such|a result|well|a consequence|a first step|before|now|a minimum)|"
    r"at (?:present|the same time|that point|this point|a minimum|least)|for (?:example|instance|this reason|these reasons|that reason|the present|now)|"
    r"to (?:this end|that end|that effect|begin with|help|date)|from (?:now on|then on|this point)|on (?:this|that) basis|with this in mind|"
    r"however|therefore|thus|hence|then|now|here|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|equally|similarly|also|again|further(?:more)?|moreover|"
    r"meanwhile|subsequently|consequently|accordingly|additionally|specifically|generally|normally|ideally|instead|likewise|yet|still|perhaps|"
    r"ultimately|currently|initially|simultaneously|next|and|but|or|so|nb:?|e\.?g\.?|i\.?e\.?|obviously|clearly|meantime|nevertheless|nonetheless),? )+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Flat:
    """A stretch of text on one line, runs of space made one; `at` leads a position back to the text."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def at(self, position: int) -> int:
        """The offset in the text of this position of the line."""
        return position + self._shifts[bisect_right(self._starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a stretch of the line."""
        return self.at(start), self.at(end - 1) + 1 if end > start else self.at(start)

    def place(self, offset: int) -> int:
        """The first position of the line that stands at or after this offset of the text."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.at(middle) < offset else (low, middle)
        return low


def flatten(text: str, start: int, end: int) -> Flat:
    """The text between two offsets on one line."""
    pieces, starts, shifts = [], [0], [start]
    length, at = 0, start
    for match in re.finditer(r"\s+", text[start:end]):
        if match.group() == " ":
            continue
        pieces += [text[at : start + match.start()], " "]
        length += start + match.start() - at + 1
        at = start + match.end()
        starts.append(length)
        shifts.append(at - length)
    pieces.append(text[at:end])
    return Flat("".join(pieces), tuple(starts), tuple(shifts))


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands before a verb: its words and place, its kind, and the word that brings its clause in.

    Kinds: first (I, we), second (you), third (he, they), it (it, this, these), there, party (a person, office or body),
    plan (a programme, paper or event that somebody runs), abstract (aim, way, question), thing, none.
    `intro` is "" for a main clause, else that, if, which, who …
    """

    start: int
    end: int
    words: str
    kind: str
    intro: str = ""
    clause_start: int = 0


@dataclass(frozen=True, slots=True)
class Predicate:
    """What follows a modal: the verb, its voice (active, passive, ongoing, perfect, state), and where its own words start."""

    verb: Verb
    voice: str
    start: int
    end: int
    negative: bool = False
    modal: str = ""


def find_subject(line: str, at: int, known: frozenset[str] = frozenset()) -> Subject:
    """The subject of the verb group that starts at `at`; `known` are folded names of parties met with in the papers."""
    clause_start = _clause_start(line, at)
    left = line[clause_start:at].rstrip()
    relative = re.search(r"\b(which|who|that|whom)$", left, re.I)
    if relative and not (relative.group().lower() == "that" and _is_demonstrative(left)):
        found = _noun_phrase(line, clause_start, clause_start + relative.start(), known)
        return Subject(found.start, found.end, found.words, found.kind, relative.group().lower(), clause_start)
    return _noun_phrase(line, clause_start, at, known)


def read_predicate(line: str, at: int) -> Predicate | None:
    """The verb group that follows a modal or "to" at `at`; None where no verb can be seen."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(line, at, min(len(line), at + 160))]
    index, negative = _skip_adverbs(words, 0)
    if index >= len(words):
        return None
    word, start, end = words[index]
    lower = word.lower()
    if lower in ("be", "being", "been"):
        return _after_be(words, index, negative=negative)
    if lower == "have":
        return _after_have(words, index, negative=negative)
    if not word[0].isalpha():
        return None
    verb = read_verb(word, "base") or guess_verb(word, "base")
    if lower in ("continue", "seek", "begin", "start", "help", "strive", "aim", "try", "need", "want", "wish", "work"):
        inner = _to_verb(words, index + 1)
        if inner and lower == "continue" and inner.voice in ("state",):
            return Predicate(inner.verb, "state", start, end, negative)
        if inner and lower == "need":
            return Predicate(inner.verb, inner.voice, inner.start, inner.end, negative, "need")
    return Predicate(verb, "state" if verb.kind == "state" else "active", start, end, negative)


def noun_kind(word: str) -> str:
    """party, plan or abstract for a noun of the table, also in the plural; "" for another word."""
    nouns = _nouns()
    lower = word.casefold().strip("'’.,;:()")
    lower = lower.removesuffix("'s").removesuffix("’s")
    for form in (lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y"):
        if form in nouns:
            return nouns[form]
    return ""


def head_noun(words: str) -> str:
    """The word that a noun phrase turns on: the last before the first preposition, bracket or comma.

    >>> head_noun("the Minister of State for Harbours")
    'Minister'
    """
    core = re.split(
        r"[(,]| (?:of|for|in|on|at|to|from|with|by|within|under|alongside|including|as|that|which|who|whose|involved|responsible|containing)\b",
        words.strip(),
        maxsplit=1,
    )[0]
    parts = [part for part in core.split() if part]
    return parts[-1] if parts else ""


def strip_opener(line: str, start: int, end: int) -> int:
    """Where the sentence proper begins after "In addition," and the like."""
    match = _OPENER.match(line, start, end)
    return match.end() if match else start


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in read_table("extract.rules", "subject_nouns")}


def _clause_start(line: str, at: int) -> int:
    """The place after the last strong stop before `at`: semicolon, colon, dash, or the bracket that `at` stands in."""
    start = 0
    for match in re.finditer(r"[;:](?=\s)| [–—-] |[.?!][\"')]* (?=[A-Z])", line[:at]):
        start = match.end()
    opened = line.rfind("(", start, at)
    if opened >= 0 and ")" not in line[opened:at]:
        return opened + 1
    while start < at and line[start] == " ":
        start += 1
    dash = line.rfind(" - ", 0, start)
    return start if dash < 0 or start - dash > 3 else _clause_before_dash(line, start, at)


def _clause_before_dash(line: str, start: int, at: int) -> int:
    """After a parenthesis between two dashes the clause goes on from before the first."""
    return start


def _is_demonstrative(left: str) -> bool:
    return bool(re.search(r"(?:^|[,;:.] ?)that$", left, re.I))


def _tokens(line: str, start: int, end: int) -> list[tuple[str, int, int]]:
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(line, start, end)]


def _noun_phrase(line: str, clause_start: int, at: int, known: frozenset[str]) -> Subject:
    """The noun phrase that ends at `at`, going left to the nearest border."""
    end = at
    while end > clause_start and line[end - 1] in " ,":
        end -= 1
    if at > clause_start and "," in line[end:at]:
        start, end = _before_parenthesis(line, clause_start, end)
    else:
        start = _phrase_start(line, clause_start, end)
    shared = start >= end or line[start:end].strip().lower() in _LINKS
    if shared:
        start, end = _shared_subject(line, clause_start, end)
    intro, start = _intro(line, clause_start, start, end)
    if not intro and _is_contact(line, clause_start, start, end):
        intro = "which"
    words = line[start:end].strip(" ,")
    return Subject(start, end, words, noun_phrase_kind(words, known), intro, clause_start)


def _before_parenthesis(line: str, start: int, end: int) -> tuple[int, int]:
    """The subject of "The Board, which meets in May, will": the piece before the first comma that opens a parenthesis."""
    at = start
    for piece in line[start:end].split(","):
        begin, stop = at, at + len(piece)
        at = stop + 1
        begin = strip_opener(line, begin + len(piece) - len(piece.lstrip()), stop + 1)
        first = line[begin:stop].split(" ", 1)[0].lower()
        if begin < stop and first and first not in _PREPOSITIONS and first not in _INTROS:
            return _phrase_start(line, begin, stop), stop
    return end, end


def _phrase_start(line: str, clause_start: int, end: int) -> int:
    """Where the noun phrase that ends at `end` starts: after the last verb, clause word or comma, or at the clause's start."""
    tokens = _tokens(line, clause_start, end)
    if not tokens:
        return end
    if tokens[-1][0].lower() in _PRONOUNS and tokens[-1][0] != "US":
        return tokens[-1][1]
    if line[clause_start:end].endswith(")"):
        opened = line.rfind("(", clause_start, end)
        tokens = [token for token in tokens if token[2] <= opened] or tokens
    stop, after_verb = 0, False
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index][0].lower()
        if word == "," and not _in_list(tokens, index):
            stop = index + 1
            break
        if word in _INTROS and not (word in ("as", "after", "before", "since", "until") and index > 0):
            stop = index + 1
            break
        if _is_finite(tokens, index):
            stop, after_verb = index + 1, True
            break
    links = [i for i in range(stop, len(tokens)) if tokens[i][0].lower() in _LINKS]
    if after_verb:
        stop = links[-1] + 1 if links else len(tokens)
    while stop < len(tokens) and tokens[stop][0].lower() in _LINKS | {",", "also", "then", "therefore"}:
        stop += 1
    start = tokens[stop][1] if stop < len(tokens) else end
    start = strip_opener(line, start, end)
    return _after_preposition(line, start, end)


def _after_preposition(line: str, start: int, end: int) -> int:
    """A phrase that opens with a preposition ("In May officials") starts with its last determiner, capital or plain plural."""
    words = _tokens(line, start, end)
    if not words or words[0][0].lower() not in _PREPOSITIONS:
        return start
    for word, at, _ in reversed(words[1:]):
        if word.lower() in _DETERMINERS and at > words[1][1]:
            return at
    for index in range(len(words) - 1, 0, -1):
        before = words[index - 1][0]
        if (
            words[index][0][0].isupper()
            and not before[0].isupper()
            and before.lower() not in _PREPOSITIONS | _DETERMINERS | {"and"}
            and index > 1
        ):
            return words[index][1]
        if (
            words[index][0][0].islower()
            and (before[0].isupper() or before[0].isdigit())
            and index > 1
            and noun_kind(words[index][0]) == "party"
        ):
            return words[index][1]
    return start


def _in_list(tokens: list[tuple[str, int, int]], index: int) -> bool:
    """Is this comma between members of a list ("the Board, the Council and the Office")?"""
    after = [token[0].lower() for token in tokens[index + 1 :]]
    if "and" not in after and "or" not in after:
        return False
    before = [token[0] for token in tokens[:index]]
    opening = before[0].lower() if before else ""
    if (
        opening in _PREPOSITIONS
        or opening in _INTROS
        or len(before) > 14
        or (after and after[0] in _PREPOSITIONS | _RELATIVES | _LINKS - {"and"})
    ):
        return False
    return not any(_is_finite(tokens, i) for i in range(len(tokens)))


def _is_finite(tokens: list[tuple[str, int, int]], index: int) -> bool:
    """Is this word a finite verb, or a participle that does a verb's work?"""
    word = tokens[index][0]
    lower = word.lower()
    if lower in _AUX:
        return True
    if word[0].isupper() and index > 0:
        return False
    before = tokens[index - 1][0].lower() if index else ""
    verb = read_verb(lower)
    if verb and verb.form == "s":
        return not verb.noun and before not in _DETERMINERS
    if (verb and verb.form in ("past", "participle")) or (lower.endswith("ed") and len(lower) > 4):
        return (
            bool(before)
            and before not in _DETERMINERS
            and before not in _PREPOSITIONS
            and not before.endswith("ly")
            and not _is_adjectival(tokens, index)
        )
    return (
        bool(before)
        and before in _PRONOUNS
        and _PRONOUNS[before] in ("first", "second", "third")
        and verb is not None
        and verb.form == "base"
    )


def _is_adjectival(tokens: list[tuple[str, int, int]], index: int) -> bool:
    """A participle before a noun without a determiner in between ("selected sites") is an adjective."""
    after = tokens[index + 1][0].lower() if index + 1 < len(tokens) else ""
    return (
        bool(after)
        and after not in _PREPOSITIONS | _DETERMINERS | _INTROS | _LINKS
        and after.isalpha()
        and not (index > 0 and tokens[index - 1][0].lower() in _PRONOUNS)
    )


def _shared_subject(line: str, clause_start: int, end: int) -> tuple[int, int]:
    """The subject of the first verb of the clause, for a second verb that shares it ("The Board has met and will report")."""
    start = strip_opener(line, clause_start, end)
    tokens = _tokens(line, start, end)
    for index, (word, at, _) in enumerate(tokens):
        lower = word.lower()
        if index == 0 and lower in _PRONOUNS and _PRONOUNS[lower] != "it":
            return at, at + len(word)
        if lower in _INTROS and index == 0:
            break
        if index and _is_finite(tokens, index):
            begin = _phrase_start(line, start, tokens[index][1])
            stop = len(line[:at].rstrip(" ,"))
            return (begin, stop) if begin < stop else (end, end)
    pronoun = re.search(r"(?:^|, )(I|we|they|you)\b", line[clause_start:end], re.I)
    return (clause_start + pronoun.start(1), clause_start + pronoun.end(1)) if pronoun else (end, end)


_FRONTED = re.compile(
    r"(?:next|this|last|each|every|today|tomorrow|early|later|late|subject|wherever|whenever|\w+ly|at|so|then|thus|hence|now|here|and|but|or|also|"
    r"\w+ing|\d)\b",
    re.I,
)


def _is_contact(line: str, clause_start: int, start: int, end: int) -> bool:
    """Does a pronoun open a relative clause without "which" ("the help they need to …")?"""
    if line[start:end].strip().lower() not in ("i", "we", "you", "they", "he", "she"):
        return False
    before = re.split(r", |\b(?:and|but|that|so|as)\b", line[clause_start:start])[-1].strip()
    if not before or before.endswith(","):
        return False
    first = before.split()[0].lower()
    return first not in _PREPOSITIONS and first not in _INTROS and not _FRONTED.match(before) and not before[-1] in ",;:.)"


def _intro(line: str, clause_start: int, start: int, end: int) -> tuple[str, int]:
    """The clause word before a subject, and where the subject starts without it."""
    before = line[clause_start:start].rstrip(" ")
    match = re.search(r"(?:^|[\s(])([A-Za-z]+)$", before)
    word = match.group(1).lower() if match else ""
    first = line[start:end].split(" ", 1)[0].lower() if start < end else ""
    if first in _INTROS and first not in ("that",) and first not in _PREPOSITIONS:
        return first, start + len(first) + 1
    return (word if word in _INTROS else ""), start


def noun_phrase_kind(words: str, known: frozenset[str] = frozenset()) -> str:
    """The kind of subject that these words make; see `Subject`."""
    words = words.strip()
    lower = words.lower()
    if not words:
        return "none"
    if lower in _PRONOUNS:
        return _PRONOUNS[lower]
    if re.match(r"(?:there)\b", lower) and len(lower.split()) <= 2:
        return "there"
    if re.match(r"you\b", lower) or lower in ("both of you",):
        return "second"
    if re.match(r"(?:i and|we and|both of us|all of us|each of us)\b", lower) or re.search(r"\band I$", words):
        return "first"
    if lower in ("me", "us"):
        return "first"
    if lower in ("them", "him", "her"):
        return "third"
    return _named_kind(words, known)


def _named_kind(words: str, known: frozenset[str]) -> str:
    bare = re.sub(
        r"^(?:the|a|an|all|each|every|both|these|those|any|other|our|my|your|their|his|her|its|such|relevant|individual|local|many|most|some|the other)\s+",
        "",
        words.strip(),
        flags=re.I,
    )
    if bare.casefold() in known or words.casefold() in known:
        return "party"
    head = head_noun(bare) or head_noun(words)
    kind = noun_kind(head)
    if kind:
        return kind
    quantity = re.match(
        r"(?:each|all|both|some|any|none|most|one|two|several|many|representatives?|members?) of (?:the |our |your |these |those )?(.+)",
        words,
        re.I,
    )
    if quantity and quantity.group(1):
        return _named_kind(quantity.group(1), known)
    core = re.sub(r"['’]s$", "", head)
    if re.fullmatch(r"[A-Z][A-Z0-9&/()-]{1,9}s?", core) and not re.fullmatch(r"[IVX]+", core):
        return "party"
    capitals = [word for word in bare.split() if word[:1].isupper()]
    if (
        core[:1].isupper()
        and len(capitals) >= 2
        and len(capitals) >= 0.6 * len(re.sub(r"\b(?:of|for|and|the)\b", "", bare).split())
    ):
        return "party"
    if re.fullmatch(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof|Professor|General|Ambassador|Senator)\.? [A-Z].*", bare):
        return "party"
    return "thing"


def _skip_adverbs(words: list[tuple[str, int, int]], index: int) -> tuple[int, bool]:
    negative = False
    while index < len(words):
        lower = words[index][0].lower()
        if lower in ("not", "never", "no"):
            negative = True
        elif lower in (",", "(", ")") or lower in _INTERRUPTERS:
            pass
        elif lower in ("in", "at", "by", "from", "on", "as", "with", "where", "if", "for", "to"):
            skip = _interruption(words, index)
            if not skip:
                return index, negative
            index = skip
            continue
        elif not (
            lower in _ADVERBS - {"be", "being", "to"}
            or (lower.endswith("ly") and lower not in ("apply", "supply", "reply", "comply", "rely", "multiply"))
        ):
            return index, negative
        index += 1
    return index, negative


_INTERRUPTERS = frozenset("both all each therefore however eg ie".split())


def _interruption(words: list[tuple[str, int, int]], index: int) -> int:
    """The place after a short phrase set into the verb group ("will, in due course, publish"); 0 where there is none."""
    for stop in range(index + 1, min(index + 9, len(words))):
        if words[stop][0] == "," and index and words[index - 1][0] == ",":
            return stop + 1
    lower = [word[0].lower() for word in words[index : index + 3]]
    if lower in (["in", "due", "course"], ["at", "the", "same"]) or lower[:2] in (
        ["in", "turn"],
        ["in", "future"],
        ["in", "addition"],
        ["at", "least"],
        ["at", "once"],
        ["at", "first"],
        ["as", "necessary"],
    ):
        return index + (3 if lower[0] == "in" and lower[1] == "due" else 2)
    return 0


def _after_be(words: list[tuple[str, int, int]], index: int, *, negative: bool) -> Predicate | None:
    start = words[index][1]
    index, more = _skip_adverbs(words, index + 1)
    negative = negative or more
    if index >= len(words):
        return None
    word, begin, end = words[index]
    lower = word.lower()
    if is_gerund(word) and lower not in ("willing", "forthcoming", "challenging"):
        return Predicate(guess_verb(word, "gerund"), "ongoing", begin, end, negative)
    if lower in (
        "able",
        "ready",
        "prepared",
        "willing",
        "happy",
        "glad",
        "pleased",
        "delighted",
        "expected",
        "required",
        "asked",
        "invited",
        "obliged",
        "free",
        "advised",
    ):
        inner = _to_verb(words, index + 1)
        if inner:
            return Predicate(inner.verb, inner.voice, inner.start, inner.end, negative, lower)
    if lower in ("available", "ready", "complete", "operational", "live", "open", "over"):
        return Predicate(Verb("make" if lower == "available" else "be", "base", "deed"), "delivered", begin, end, negative, lower)
    following = " ".join(w[0].lower() for w in words[index : index + 3])
    if following.startswith(
        (
            "in place",
            "in force",
            "in operation",
            "in touch",
            "in contact",
            "with you",
            "in hand",
            "on hand",
            "up and running",
            "in position",
        )
    ):
        return Predicate(Verb("be", "base", "deed"), "delivered", begin, words[index + 1][2], negative, following)
    if lower == "responsible":
        return Predicate(Verb("be", "base", "state"), "responsible", begin, end, negative)
    if lower == "subject" and following.startswith("subject to"):
        return Predicate(Verb("be", "base", "deed"), "delivered", begin, end, negative, "subject")
    if is_participle(word):
        return Predicate(guess_verb(word, "participle"), "passive", begin, end, negative)
    return Predicate(Verb("be", "base", "state"), "state", start, end, negative, lower)


def _after_have(words: list[tuple[str, int, int]], index: int, *, negative: bool) -> Predicate | None:
    start = words[index][1]
    at, more = _skip_adverbs(words, index + 1)
    if at < len(words):
        word, begin, end = words[at]
        if word.lower() == "been" and at + 1 < len(words):
            inner = words[at + 1]
            if is_participle(inner[0]):
                return Predicate(guess_verb(inner[0], "participle"), "passive perfect", inner[1], inner[2], negative or more)
            return Predicate(Verb("be", "base", "state"), "state", start, inner[2], negative or more)
        if word.lower() == "to":
            inner_predicate = _to_verb(words, at)
            if inner_predicate:
                return Predicate(
                    inner_predicate.verb, inner_predicate.voice, inner_predicate.start, inner_predicate.end, negative, "need"
                )
        if is_participle(word) and word.lower() not in ("limited", "increased", "improved", "detailed"):
            return Predicate(guess_verb(word, "participle"), "perfect", begin, end, negative or more)
    return Predicate(Verb("have", "base", "state"), "state", start, words[index][2], negative, "have")


def _to_verb(words: list[tuple[str, int, int]], index: int) -> Predicate | None:
    """The verb after "to" at `index`."""
    if index + 1 >= len(words) or words[index][0].lower() != "to":
        return None
    at, negative = _skip_adverbs(words, index + 1)
    if at >= len(words):
        return None
    word, start, end = words[at]
    if word.lower() == "be":
        return _after_be(words, at, negative=negative)
    verb = read_verb(word, "base") or guess_verb(word, "base")
    return Predicate(verb, "state" if verb.kind == "state" else "active", start, end, negative)
