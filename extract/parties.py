"""Who is meant: people, offices and bodies, learned from the papers and from a table of offices and bodies at large.

    "National Treatment Agency (NTA)" … "the NTA"  ->  National Treatment Agency
    signed ADA PENROSE under "From the Minister for Rivers"  ->  "Minister for Rivers" is Ada Penrose in this file

One actor has one canonical name. A name that could mean two actors of the source means none (`resolve` gives None).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from corpus.marks import cased_post, resolve_office
from corpus.names import cased_name, is_given_name, name_words, parse_spoilt_person, surname
from corpus.offices import begun, existed, names_of
from corpus.phrases import Phrases
from corpus.records import Actor, make_id
from corpus.ruletables import read_rules, read_table

_DEFINITION = re.compile(
    r"(?P<long>(?:[A-Z][\w'’&-]*[ /]+(?:(?:of|for|the|and|on|in|to|against|&)[ ]+){0,3}){1,8}[A-Z][\w'’-]*) "
    r"\((?:the )?[\"']?(?P<short>[A-Z][A-Za-z]{0,3}[A-Z()&/][\w()&/]{0,8}|[A-Z]{2,9}s?)[\"']?\)"
)
_REVERSE = re.compile(r"\b(?P<short>[A-Z]{2,8}s?) \((?P<long>(?:[A-Z][\w'’-]+ (?:(?:of|for|the|and|on) )?){1,6}[A-Z][\w'’-]+)\)")
_INITIALS = re.compile(r"\(?([A-Z]{2,4})\)?$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_HONOUR_BEFORE = re.compile(
    r"^(?:rt\.? hon\.?|right hon(?:ourable)?|hon\.?|sir|dame|lord|lady|mr|mrs|ms|miss|dr|prof(?:essor)?)\.? +(?=\w+ \w)", re.I
)
_HONOUR_AFTER = re.compile(r",? (?:MP|MSP|QC|KC|CB|CBE|OBE|KCB)\b\.?")
_NO_NAME = re.compile(r"[^\w()/&' -]+")
_TITLE_BEFORE = re.compile(r"\b([A-Z][\w-]*\.?)$")
_LONGEST_TITLE = 60  # characters
_SHORTEST_SURNAME = 3  # letters; as short a word may be initials
_RUNNING_ON = re.compile(r"(?<=[^\n]{60})[ \t]*\n[ \t]*(?=[A-Z])")  # after a full line a name may go on
_OFTEN = 2  # a body named once only may be a chance of capitals
_OPENERS = frozenset(
    "The A An This That These Our Your Their His Her Its In On At By For From To With And But If When While Although Both Each Every All As".split()
)
_SMALL = frozenset(["of", "for", "the", "and", "on", "in", "to", "against", "&", "a", "an"])


@lru_cache(maxsize=4096)  # the names of the table are asked for in every paper
def fold_name(name: str) -> str:
    """The form under which names are compared: case, article, honours and punctuation aside."""
    bare = " ".join(name.split())
    if " " in bare:
        bare = _HONOUR_AFTER.sub("", _HONOUR_BEFORE.sub("", _ARTICLE.sub("", bare)))
    return _NO_NAME.sub("", bare).casefold().strip()


@dataclass(frozen=True, slots=True)
class Directory:
    """The actors known, and the way from a name as written to the actor it means."""

    actors: tuple[Actor, ...] = ()
    by_name: dict[str, Actor] = field(default_factory=dict)
    unspelt: tuple[str, ...] = ()  # bodies at large that the source names by their initials alone

    def resolve(self, mention: str) -> str | None:
        """The canonical name of the actor that these words name; None where they name none that is known, or could name two."""
        actor = self.by_name.get(fold_name(mention))
        return actor.name if actor else None

    def kind_of(self, name: str) -> str:
        """person, office or body; "" where unknown."""
        actor = self.by_name.get(fold_name(name))
        return actor.kind if actor else ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A person seen in an office: "Ada Penrose", "Minister for Rivers"."""

    person: str
    office: str


def build_directory(
    text: str,
    people: Iterable[str],
    holdings: Iterable[Holding],
    speakers: Iterable[str] = (),
    year: int | None = None,
    bodies: Iterable[str] = (),
) -> Directory:
    """What a source teaches of its actors.

    `text` is its normal text, `people` the names that its headers and lists of those present give, `holdings` who signs or is addressed
    in which office, `speakers` the people at its meetings, in full and by the one name that minutes call them, `year` that of its latest
    item: which departments there were to go by their initials, `bodies` names of bodies that something else than docket found in it.
    """
    draft = _Draft()
    _add_people(draft, list(people), text)
    _add_speakers(draft, speakers)
    _add_holdings(draft, holdings)
    _add_own_initials(draft, text)
    _add_definitions(draft, text)
    _add_bodies(draft, text)
    _add_given_bodies(draft, bodies)
    _add_table(draft, text, year)
    _add_initials(draft)
    return draft.build()


class _Draft:
    """Actors in the making: canonical name -> kind and aliases."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.aliases: dict[str, set[str]] = defaultdict(set)
        self.offices: dict[str, set[str]] = defaultdict(set)  # office -> its holders in this source
        self.unspelt: set[str] = set()

    def add(self, name: str, kind: str, aliases: Iterable[str] = ()) -> None:
        self.kinds.setdefault(name, kind)
        self.aliases[name] |= {a for a in aliases if a and a != name}

    def people(self) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind == "person"]

    def build(self) -> Directory:
        holders = {office: next(iter(people)) for office, people in self.offices.items() if len(people) == 1}
        for office, person in holders.items():
            if office in self.kinds and self.kinds[office] == "office":
                self.aliases[person] |= {office, *self.aliases.pop(office, set())}
                del self.kinds[office]
        actors = {
            name: Actor(
                id=make_id("actors", kind, fold_name(name)), name=name, kind=kind, aliases=tuple(sorted(self.aliases[name]))
            )
            for name, kind in sorted(self.kinds.items())
        }
        claims: dict[str, set[str]] = defaultdict(set)
        for actor in actors.values():
            for name in (actor.name, *actor.aliases):
                claims[fold_name(name)].add(actor.name)
        own = {fold_name(name): name for name in actors}
        by_name = {
            key: actors[own.get(key) or next(iter(names))]
            for key, names in sorted(claims.items())
            if len(names) == 1 or key in own
        }
        return Directory(tuple(actors.values()), by_name, tuple(sorted(self.unspelt)))


def _add_people(draft: _Draft, people: Sequence[str], text: str) -> None:
    given = [(as_given, name) for as_given in people if (name := _person(as_given))]
    counts = Counter(name for _, name in given)
    counts.update({name: text.count(name) for name in counts})
    merged = _merge_titled(_merge_spellings(counts))
    for as_given, spelling in given:
        draft.add(merged[spelling], "person", [as_given, spelling])
    full = sorted({name for name in merged.values() if " " in name})
    for first, names in _grouped(full, lambda name: name.split()[0]).items():
        if len(names) == 1 and is_given_name(first):
            knighted = [f"{title} {first}" for title in ("Sir", "Dame") if f"{title} {first}" in text]
            draft.add(names[0], "person", [first, *knighted])
    for last, names in _grouped(full, lambda name: name.split()[-1]).items():
        if len(names) == 1:
            draft.add(names[0], "person", _titled(last, text))
    _add_peers(draft, people, text)


def _add_peers(draft: _Draft, people: Sequence[str], text: str) -> None:
    """Who signs or is named by one word is the one person of that surname; else the peer whom the text calls so ("GANTON", "Lord Ganton")."""
    owners = _grouped(draft.people(), surname)
    for word in sorted({cased_name(name) for name in people if name.isalpha() and len(name) > _SHORTEST_SURNAME}):
        if is_given_name(word):
            continue
        known = owners.get(word.casefold(), [])
        peers = [name for name in _titled(word, text) if name.split()[0].casefold() in name_words("peer")]
        if len(known or peers) == 1:
            draft.add((known or peers)[0], "person", [word])


def _add_speakers(draft: _Draft, speakers: Iterable[str]) -> None:
    """People at a meeting, whatever their given names; then those called by one name: the one person who has it, else a person of that name."""
    for speaker in speakers:
        if " " in speaker:
            if not any(_same_person(name, speaker) for name in draft.people()):
                draft.add(speaker, "person")
            continue
        owners = [name for name in draft.people() if speaker in (name.split()[0], name.split()[-1])]
        if not owners:
            draft.add(speaker, "person")
        elif len(owners) == 1:
            draft.add(owners[0], "person", [speaker])


def _merge_titled(merged: dict[str, str]) -> dict[str, str]:
    """Spelling -> name, where "Mr Crane" or "B. Crane" is the only Crane whose fuller name is known ("B. R. Crane", "Ben Crane")."""
    named = {name for name in merged.values() if " " in name}
    titled = {name for name in named if len(name.split()) == 2 and name.split()[0].strip(".").casefold() in name_words("title")}
    by_surname = _grouped(sorted(named - titled), surname)
    whole = {name: _spelt_out(name, by_surname[surname(name)]) for name in named - titled}
    fuller = {last: sorted({whole[name] for name in names}) for last, names in by_surname.items()}

    def meant(name: str) -> str:
        others = fuller.get(surname(name), [])
        return others[0] if name in titled and len(others) == 1 else whole.get(name, name)

    return {spelling: meant(name) for spelling, name in merged.items()}


def _spelt_out(name: str, others: Iterable[str]) -> str:
    """The one of these names of one surname that spells out an initial ("P. Nair" -> "Priya Nair"); the name itself where none or two do."""
    first, *rest = name.split()
    if len(rest) != 1 or not re.fullmatch(r"[A-Z]\.?", first):
        return name
    spelt = [
        other for other in others if other.split()[0].startswith(first[0]) and re.fullmatch(r"[A-Z][\w'-]+", other.split()[0])
    ]
    return spelt[0] if len(spelt) == 1 else name


def _grouped(names: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return groups


def _titled(last: str, text: str) -> list[str]:
    """The surname as the text has it with a title before it ("Mr Crane", "Commodore Tennick")."""
    places = _places(f" {last}", text)
    before = {match.group(1) for at in places if (match := _TITLE_BEFORE.search(text, max(0, at - _LONGEST_TITLE), at))}
    return [f"{title} {last}" for title in sorted(before) if title.strip(".").casefold() in name_words("title")]


def _places(words: str, text: str) -> Iterator[int]:
    """Where these words stand in the text, and no letter after them."""
    at = text.find(words)
    while at >= 0:
        after = text[at + len(words) : at + len(words) + 1]
        if not (after.isalnum() or after == "_"):
            yield at
        at = text.find(words, at + 1)


def _person(name: str) -> str | None:
    return parse_spoilt_person(re.sub(r"\s*\([^)]*\)$", "", name))


def _merge_spellings(counts: Counter[str]) -> dict[str, str]:
    """Every spelling of a person's name -> the one seen most; two spellings are one where a letter or two of OCR part them."""
    canonical: dict[str, str] = {}
    for name in sorted(counts, key=lambda n: (_is_odd(n), -counts[n], n)):
        twin = next((other for other in dict.fromkeys(canonical.values()) if _same_person(name, other)), None)
        canonical[name] = twin or name
    return canonical


def _is_odd(name: str) -> bool:
    """A capital within a word, as OCR leaves it ("HaIlend"); "McKay" and "O'Neill" are not odd."""
    return re.search(r"(?<!Mc)(?<!Mac)(?<=[a-z])[A-Z]", name) is not None


def _same_person(a: str, b: str) -> bool:
    first_a, *rest_a = a.split()
    first_b, *rest_b = b.split()
    if not rest_a or not rest_b:
        return a.casefold() == b.casefold()
    if surname(a) == surname(b) and rest_a and rest_b:
        distance = Levenshtein.distance(first_a.casefold(), first_b.casefold())
        return distance <= 1 and min(len(first_a), len(first_b)) > 3
    return first_a == first_b and len(surname(a)) > 4 and Levenshtein.distance(surname(a), surname(b)) <= 1


def _add_holdings(draft: _Draft, holdings: Iterable[Holding]) -> None:
    for holding in holdings:
        person, office = _person(holding.person), _office_name(holding.office)
        if not person or not office:
            continue
        name = next((n for n in draft.people() if _same_person(n, person)), person)
        draft.add(name, "person")
        if office not in _COMMON_OFFICES:
            draft.add(office, "office", _office_aliases().get(fold_name(office), ()))
            draft.offices[office].add(name)


# Posts of which a government has many at a time: one signature does not make its signer *the* Minister of State.
_COMMON_OFFICES = frozenset(
    [
        "Private Secretary",
        "Minister of State",
        "Parliamentary Under Secretary of State",
        "Secretary",
        "Minister",
        "Chairman",
        "Director General",
        "Chief Executive",
        "Special Adviser",
        "Chief of Staff",
        "Ambassador",
        "Permanent Secretary",
        "Assistant Secretary of State",
        "Under Secretary of State",
    ]
)


def _office_name(words: str) -> str:
    """The table's name of an office, else the words themselves."""
    return _office_names().get(fold_name(words), re.sub(r"^(?:the|The)\s+", "", words.strip(" ,.")))


_OWN_INITIALS = re.compile(
    r"(?P<name>(?:[A-Z][\w'-]*\.? ?){1,3} ?[A-Z][\w'-]+)(?:, [^().\n]{3,60}| \([^()]{3,40}\))? \((?P<short>[A-Z]{2,4}|[A-Z]{2}[a-z]{1,2})\b[^()\n]{0,20}\)"
)

_IN_BRACKETS = re.compile(r" \((?:[A-Z]{2,4}|[A-Z]{2}[a-z]{1,2})\b[^()\n]{0,20}\)")
_BEFORE_INITIALS, _AFTER_INITIALS = 300, 120  # characters beside them within which the form begins and ends


def _add_own_initials(draft: _Draft, text: str) -> None:
    """People whose initials the text explains: "Ben Crane, Head of Ferries (BC)"."""
    for match in _own_initials(text):
        person = _person(match["name"])
        if person and _spells(match["short"], person):
            name = next((n for n in draft.people() if _same_person(n, person)), person)
            draft.add(name, "person", [match["short"]])


def _own_initials(text: str) -> Iterator[re.Match[str]]:
    """Where the form stands, looked for only beside initials in brackets."""
    at = 0
    for short in _IN_BRACKETS.finditer(text):
        at = max(at, short.start() - _BEFORE_INITIALS)
        match = _OWN_INITIALS.search(text, at, short.end() + _AFTER_INITIALS)
        while match and match.start() < short.start():
            yield match
            at = match.end()
            match = _OWN_INITIALS.search(text, at, short.end() + _AFTER_INITIALS)


def _spells(short: str, person: str) -> bool:
    """Are these the person's initials, or, where two would share them, some more letters of the name ("AWr" of A Wragge)?"""
    initials = "".join(word[0] for word in re.split(r"[ -]", person))
    more = short[:2] == initials[0] + initials[-1] and surname(person).upper().startswith(short[1:].upper())
    return short == initials or (len(short) > 2 and more)


def _add_definitions(draft: _Draft, text: str) -> None:
    """ "National Treatment Agency (NTA)", where the short form is made of letters of the long one, in order."""
    flat = re.sub(r"\s+", " ", text)
    for match in (*_DEFINITION.finditer(flat), *_REVERSE.finditer(flat)):
        short = match["short"]
        long = _fit_long(match["long"], short)
        if long:
            known = _body_names().get(fold_name(long))
            draft.add(known or long, "body", [short, long, short.rstrip("s") if short.endswith("s") else ""])


def _fit_long(long: str, short: str) -> str | None:
    """The shortest end of `long` whose words' first letters spell `short`; None where none does."""
    letters = re.sub(r"[^A-Za-z]", "", short.rstrip("s") if short[-1:] == "s" and short[:-1].isupper() else short).upper()
    words = re.split(r"[ /]+", long)
    for at in range(len(words) - 1, -1, -1):
        if words[at].lower() in _SMALL:
            continue
        piece = words[at:]
        initials = "".join(w[0] for w in piece if w.lower() not in _SMALL or w[0].isupper()).upper()
        every = "".join(w[0] for w in piece).upper()
        if letters in (initials, every) or (
            len(letters) >= 3
            and initials[0] == letters[0]
            and _subsequence(letters, "".join(piece).upper())
            and len(piece) >= len(letters) - 1
        ):
            return " ".join(piece)
    return None


def _subsequence(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _add_bodies(draft: _Draft, text: str) -> None:
    """Bodies that the text names in full, by the forms that names of bodies have; the table's own name for one wins."""
    flat = _RUNNING_ON.sub(" ", re.sub(r"[ \t]*\n[ \t]*(?=[a-z(])", " ", text))
    found = Counter(
        clean_body(match["name"]) for rule in read_rules("extract.rules", "bodies") for match in rule.pattern.finditer(flat)
    )
    for name in sorted(found):
        if name and (found[name] >= _OFTEN or name in draft.kinds) and fold_name(name) not in _body_names():
            draft.add(name, "body")


def _add_given_bodies(draft: _Draft, bodies: Iterable[str]) -> None:
    """Bodies by names that were found elsewhere, but for those that are known by that name already."""
    for name in bodies:
        bare = re.sub(r"^(?:the|The|THE)\s+", "", " ".join(name.split())).strip(" ,.;:")
        known = {fold_name(one) for kept in draft.kinds for one in (kept, *draft.aliases[kept])}
        if re.match(r"[^\W\d_]{2}", bare) and bare[0].isupper() and fold_name(bare) not in known:
            draft.add(bare, "body")


def clean_body(name: str) -> str:
    """A body's name without an opening word that only begins its sentence; "" where one word is left."""
    words = name.split()
    while words and words[0] in _OPENERS:
        words = words[1:]
    bare = " ".join(words)
    halves = bare.split(" and ")
    two = " and the " in bare or (len(halves) == 2 and any(fold_name(half) in _body_names() for half in halves))
    return bare if len(words) > 1 and not two else ""


def _add_table(draft: _Draft, text: str, year: int | None) -> None:
    """The offices and bodies at large that the text names. A plain word of theirs ("the Treasury") gives way to the paper's own body.

    What began after the paper's year is meant only by its full name; what had ended by then gives up a name that another had.
    """
    local = {name.split()[-1] for name, kind in draft.kinds.items() if kind == "body" and fold_name(name) not in _body_names()}
    taken = {fold_name(alias) for aliases in draft.aliases.values() for alias in aliases}
    claimed: set[str] = set()
    listed, phrases = _table_phrases()
    there = {listed[number] for number in phrases.numbers_in(text)}
    folded = " ".join(text.casefold().split())
    for row in sorted(read_table("corpus.rules", "offices"), key=lambda row: not existed(row, year)):
        names = names_of(row) if begun(row, year) else [row["name"]]
        if there.isdisjoint(names):
            continue
        names = [name for name in names if name.removeprefix("The ") not in local]
        if not existed(row, year):
            names = [name for name in names if fold_name(name) not in claimed and (" " in name or begun(row, year))]
        seen = any(_tells(name, row["name"]) and _named_in(name, text) for name in names if name in there)
        if not seen or (row["kind"] == "office" and row["name"] in _COMMON_OFFICES):
            continue
        if row["kind"] == "body" or row["name"] in draft.kinds or row["name"] in text:
            if row["kind"] == "body" and row["name"] not in draft.kinds and not _is_spelt_out(names, folded):
                draft.unspelt.add(row["name"])
            draft.add(row["name"], row["kind"], [name for name in names if fold_name(name) not in taken])
            claimed |= {fold_name(name) for name in names}


def _is_spelt_out(names: Iterable[str], folded: str) -> bool:
    """Has a text one of these names in words, and not their initials alone?"""
    return any(" " in name and name.casefold() in folded for name in names)


@cache
def _table_phrases() -> tuple[list[str], Phrases]:
    """Every name of the table, and the means to look for them all at once."""
    rows = read_table("corpus.rules", "offices")
    names = sorted({name for row in rows for name in (row["name"], *row["aliases"].split("|")) if name})
    return names, Phrases(names)


def _tells(name: str, canonical: str) -> bool:
    """Is this name enough to know the actor by? A plain word ("State", "Interior") is not, unless it is the whole name."""
    return name == canonical or " " in name or sum(c.isupper() for c in name) > 1


def _named_in(name: str, text: str) -> bool:
    """Does the text have this name by itself, not as part of a longer one ("Secretary of State" in "Secretary of State for Rivers")?"""
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        longer = text.startswith((" for ", " of ", *_longer_ends().get(name, ())), at + len(name)) or text[:at].endswith("Under ")
        if not (before.isalnum() or after.isalnum() or longer):
            return True
        at = text.find(name, at + 1)
    return False


@cache
def _longer_ends() -> dict[str, tuple[str, ...]]:
    """Name of a body -> what longer names of the table that begin with it go on with ("Department of Trade" -> " and Industry")."""
    names = sorted({row["name"] for row in read_table("corpus.rules", "offices") if row["kind"] == "body"})
    ends = {name: tuple(other[len(name) :] for other in names if other.startswith((f"{name} ", f"{name}, "))) for name in names}
    return {name: found for name, found in ends.items() if found}


def _add_initials(draft: _Draft) -> None:
    """Initials of the people of the source, where only one has them, no body of the source goes by them and no office at large."""
    owners: dict[str, set[str]] = defaultdict(set)
    taken = {a for aliases in draft.aliases.values() for a in aliases} | set(draft.kinds)
    for name in draft.people():
        words = [w for w in re.split(r"[ -]", name) if w]
        if len(words) > 1:
            owners["".join(w[0] for w in words)].add(name)
    for initials, names in owners.items():
        if len(names) == 1 and initials not in taken and fold_name(initials) not in _office_names():
            draft.add(next(iter(names)), "person", [initials])


@cache
def _office_names() -> dict[str, str]:
    return _names_of("office")


@cache
def _body_names() -> dict[str, str]:
    return _names_of("body")


def _names_of(kind: str) -> dict[str, str]:
    rows = [row for row in read_table("corpus.rules", "offices") if row["kind"] == kind]
    names = {fold_name(row["name"]): row["name"] for row in rows}
    for row in rows:
        for name in names_of(row):
            names.setdefault(fold_name(name), row["name"])
    return names


@cache
def _office_aliases() -> dict[str, tuple[str, ...]]:
    return {
        fold_name(row["name"]): tuple(filter(None, row["aliases"].split("|")))
        for row in read_table("corpus.rules", "offices")
        if row["kind"] == "office"
    }


@cache
def office_bodies(year: int | None = None) -> dict[str, str]:
    """Folded name or alias of an office -> the body it belongs to, from the table; in that year, where its body has changed."""
    bodies: dict[str, str] = {}
    for row in sorted(read_table("corpus.rules", "offices"), key=lambda row: not existed(row, year)):
        if row["kind"] == "office" and row["body"]:
            for name in names_of(row):
                bodies.setdefault(fold_name(name), row["body"])
    return bodies


def body_of(office: str, year: int | None = None) -> str:
    """The body that an office belongs to ("The Private Secretary to the Home Secretary" -> "Home Office"); "" where unknown."""
    folded = fold_name(office)
    bodies = office_bodies(year)
    if folded in bodies:
        return bodies[folded]
    if match := re.search(r"\b(?:private secretary to|secretary to|ps/|office of) (?:the )?(.+)$", folded):
        return bodies.get(fold_name(match.group(1)), "")
    return ""


def resolve_body(words: str) -> str | None:
    """The body at large that these words name and nothing else; None otherwise."""
    return _body_names().get(fold_name(words))


def resolve_names(names: Sequence[str], directory: Directory) -> tuple[str, ...]:
    """Canonical names for names as written, each once; a name that is not known stays as it is, an office in capitals apart."""
    return tuple(dict.fromkeys(directory.resolve(name) or _cased_office(name) for name in names if name))


def _cased_office(name: str) -> str:
    return cased_post(name) if name.isupper() and resolve_office(name) else name
