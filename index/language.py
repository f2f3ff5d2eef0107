"""The words of a search, read into a query.

tug OR ferry who:"Harbour Board" due:before 2015-06  ->  Or(tug, ferry) AND who AND due
words must all be there       tug ferry
either, none, grouped         tug OR ferry      tug NOT ferry (or -ferry)      (tug OR ferry) crew
exact words, words nearby     "second tug"      "tug crew"~5
beginnings, misspellings      harb*             harbor~
a field                       who:Treasury  to:"Harbour Board"  from:  cc:  kind:response  force:promise  subject:  report:  number:12
                              about:12  marking:restricted  disposition:accepted  source:letter.txt  item:ID  page:3
dates                         year:2015  date:2015-03  due:before 2015-06-01  due:2015-03..2015-04  due:none
order                         sort:due  sort:date  sort:relevance
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from corpus.edtf import parse_bounds
from corpus.records import DISPOSITIONS, FORCES, ITEM_KINDS
from corpus.ruletables import read_table
from index.errors import QueryError
from index.names import Names
from index.query import And, Best, Days, Every, Like, Node, Not, Or, Phrase, Prefix, Word
from index.when import RELATIONS, read_date, related
from index.words import find_tokens, split_words, stem, stop_words

NAME_FIELDS = {"who": "who", "to": "to", "from": "sender", "cc": "copied"}
STEM_FIELDS = ("subject", "report")
VALUE_FIELDS = ("number", "about", "disposition", "source", "item", "page")
DATE_FIELDS = ("date", "due")
SORTS = ("relevance", "date", "due")
HIT_KINDS = ("item", "action", "recommendation", "response", "event")
FIELDS = (*NAME_FIELDS, "kind", "force", *STEM_FIELDS, *VALUE_FIELDS, "marking", "year", *DATE_FIELDS, "sort")

_SIGNS = {"<": "before", "<=": "by", ">": "after", ">=": "from"}
_LONGEST_DATE = 3  # words of a date that is spelt out
_HYPHENS = ("-", "\u2010", "\u2011")
_LEXEME = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))"
    r"|(?P<minus>-)(?=[\"(\w])"
    rf"|(?P<field>(?i:{'|'.join(FIELDS)})(?=:(?:\s|$))|[A-Za-z]{{2,}}(?=:[^\s/])):"
    r"|[\"“”](?P<phrase>[^\"“”]*)[\"“”](?:~(?P<within>\d+))?"
    r"|(?P<stray>[\"“”].*)"
    r"|(?P<word>[^\s()\"“”]+?)(?P<mark>[~*]?)(?=[\s()\"“”]|$))",
    re.DOTALL,
)
WEIGHT_HEAD = 0.35  # what a word in the head of an item counts, against one in the text itself


@dataclass(frozen=True, slots=True)
class Query:
    """A search as read. `node` is what must hold.

    Where there are no operators, `bare` are the plain words as typed, and `fields` all the rest: fields and exact words.
    """

    node: Node
    fields: Node
    bare: str
    sort: str
    understood: str


class _Lexeme(NamedTuple):
    kind: str  # open, close, minus, field, phrase, word
    text: str
    mark: str
    start: int
    end: int


Spellings = Callable[[str], Sequence[str]]


def no_spellings(word: str) -> Sequence[str]:
    """No other spelling of any word."""
    return ()


def parse_query(text: str, names: Names | None = None, spellings: Spellings = no_spellings) -> Query:
    """Read a search; QueryError says what to write instead. `spellings` gives other spellings of a plain word in the papers."""
    return _Parser(text, names or Names(), spellings).query()


class _Parser:
    """Reads lexemes from left to right; each method reads one thing and says in words what it read."""

    def __init__(self, text: str, names: Names, spellings: Spellings) -> None:
        self._text, self._names, self._spellings = text, names, spellings
        self._lexemes = list(_lexemes(text))
        self._at = 0
        self._sort = "relevance"
        self._bare: list[tuple[int, int]] = []  # where plain words stand
        self._fields: list[Node] = []
        self._plain = True

    def query(self) -> Query:
        parts, said = self._either()
        if self._at < len(self._lexemes):
            raise QueryError(
                f"a ) without its ( at: {self._text[self._lexemes[self._at].start :]}; take it out or write (a OR b) c"
            )
        bare = " ".join(self._text[start:end] for start, end in self._bare)
        fields = And(tuple(self._fields)) if self._fields else Every()
        sort = f"{said + ', ' if said else ''}sorted by {self._sort}" if self._sort != "relevance" else said
        return Query(parts, fields, bare if self._plain else "", self._sort, sort)

    def _either(self) -> tuple[Node, str]:
        nodes, told = [], []
        while True:
            node, said = self._all()
            nodes.append(node)
            told.append(said)
            if not self._is_word("OR"):
                break
            self._plain = False
            self._at += 1
        return (Or(tuple(nodes)), " or ".join(told)) if len(nodes) > 1 else (nodes[0], told[0])

    def _all(self) -> tuple[Node, str]:
        nodes, told = [], []
        while self._at < len(self._lexemes) and self._lexemes[self._at].kind != "close" and not self._is_word("OR"):
            if self._is_word("AND"):
                self._at += 1
                continue
            node, said = self._one()
            if node is not None:
                nodes.append(node)
                told.append(said)
        if not nodes:
            return Every(), ""
        return (And(tuple(nodes)) if len(nodes) > 1 else nodes[0]), " and ".join(told)

    def _one(self, *, alone: bool = False) -> tuple[Node | None, str]:
        here = self._lexemes[self._at]
        if here.kind == "minus" or self._is_word("NOT"):
            return self._without()
        if here.kind == "open":
            return self._group()
        self._at += 1
        if here.kind == "field":
            return self._field(here)
        if here.kind == "phrase":
            return self._phrase(here)
        return self._words(here, alone=alone)

    def _without(self) -> tuple[Node | None, str]:
        here = self._lexemes[self._at]
        self._plain = False
        self._at += 1
        if self._at >= len(self._lexemes):
            raise QueryError(f"nothing after {here.text}; write the words to leave out: tug NOT ferry")
        node, said = self._one(alone=True)
        return (Not(node), f"not {said}") if node is not None else (None, "")

    def _group(self) -> tuple[Node, str]:
        start = self._lexemes[self._at].start
        self._at += 1
        node, said = self._either()
        if self._at >= len(self._lexemes):
            raise QueryError(f"a ( without its ) at: {self._text[start:]}; write (a OR b) c")
        self._at += 1
        return node, f"({said})"

    def _words(self, here: _Lexeme, *, alone: bool) -> tuple[Node | None, str]:
        """A word, or (unless it stands alone) the run of plain words from here on, in which names are looked for."""
        if here.mark or not self._plain_word(here):
            return self._marked(here)
        last = here
        while not alone and self._at < len(self._lexemes) and self._plain_word(self._lexemes[self._at]):
            last = self._lexemes[self._at]
            self._at += 1
        self._bare.append((here.start, last.end))
        run = self._text[here.start : last.end]
        node = all_words(run, self._names, self._spellings)
        return node, run

    def _marked(self, here: _Lexeme) -> tuple[Node | None, str]:
        words = split_words(here.text)
        if not words:
            return None, ""
        self._plain = False
        if here.mark == "*":
            return Prefix("exact", words[-1]), f"{here.text}…"
        return Like("exact", words[-1], 1 if len(words[-1]) < 8 else 2), f"words like {here.text}"

    def _phrase(self, here: _Lexeme) -> tuple[Node | None, str]:
        words = split_words(here.text)
        if not words:
            return None, ""
        node = Phrase("exact", words, int(here.mark or 0))
        self._fields.append(node)
        return node, f'"{here.text}" within {here.mark} words' if here.mark else f'"{here.text}"'

    def _field(self, here: _Lexeme) -> tuple[Node | None, str]:
        name = here.text.casefold()
        if name not in FIELDS:
            raise QueryError(_no_field(here.text, self._text[here.end :]))
        if self._at >= len(self._lexemes) or self._lexemes[self._at].kind not in ("word", "phrase"):
            raise QueryError(f'{name}: has nothing after it; write {name}:word or {name}:"two words"')
        value = self._lexemes[self._at]
        self._at += 1
        read = self._days(name, value) if name in DATE_FIELDS else _READERS[name](name, value.text, self)
        node, said = read
        if node is not None:
            self._fields.append(node)
        return node, said

    def _days(self, name: str, value: _Lexeme) -> tuple[Node, str]:
        relation, words = "", value.text
        if value.kind == "word" and value.text.casefold() in (*RELATIONS, "in", "on") and self._at < len(self._lexemes):
            relation = RELATIONS.get(value.text.casefold(), "")
            value = self._lexemes[self._at]
            words = value.text
            self._at += 1
        elif sign := re.match(r"[<>]=?", words):
            relation, words = _SIGNS[sign.group()], words[sign.end() :]
        if words.casefold() in ("none", "any"):
            some = Days(name, None, None)
            return (Not(some), f"no {name} date") if words.casefold() == "none" else (some, f"with a {name} date")
        said = read_date(words) or (self._spelt_out(words) if value.kind == "word" else None)
        bounds = parse_bounds(related(relation, said)) if said else None
        if bounds is None:
            raise QueryError(
                f"{name}:{words} is no date; write {name}:2015-03-31, {name}:before 2015-04, {name}:2015-03..2015-04 "
                f'or {name}:"3 March 2015"'
            )
        first, last = (edge.toordinal() if edge else None for edge in bounds)
        return Days(name, first, last), f"{name} {related(relation, said or '')}"

    def _spelt_out(self, words: str) -> str | None:
        """A date of several words without quotation marks: March 2015, 3 March 2015."""
        more = self._lexemes[self._at : self._at + _LONGEST_DATE - 1]
        for count in range(1, len(more) + 1):
            if any(one.kind != "word" or one.mark for one in more[:count]):
                return None
            if said := read_date(" ".join((words, *(one.text for one in more[:count])))):
                self._at += count
                return said
        return None

    def _set_sort(self, value: str) -> None:
        self._sort = value

    def _is_word(self, operator: str) -> bool:
        if self._at >= len(self._lexemes):
            return False
        here = self._lexemes[self._at]
        return here.kind == "word" and here.text == operator and not here.mark

    def _plain_word(self, lexeme: _Lexeme) -> bool:
        return lexeme.kind == "word" and not lexeme.mark and lexeme.text not in ("OR", "NOT")


class _Unit(NamedTuple):
    """What stands together in a run of plain words: a word, the parts of a hyphened word, or a name with its other forms."""

    words: tuple[str, ...]
    names: tuple[tuple[str, ...], ...] = ()


def all_words(text: str, names: Names, spellings: Spellings) -> Node | None:
    """All words of a text, names by any of their forms; None where there is no word to look for.

    A word may stand in the head of the item instead, but not all of them: or every passage of a letter would be found by its
    subject.
    """
    units = _units(text, names)
    inside = tuple(_inside(unit, spellings) for unit in units)
    if len(units) < 2:
        return inside[0] if units else None
    anywhere = (
        Best((node, Word("head", stem(unit.words[0]), WEIGHT_HEAD))) if len(unit.words) == 1 else node
        for node, unit in zip(inside, units, strict=True)
    )
    return And((*anywhere, Or(inside)))


def _units(text: str, names: Names) -> list[_Unit]:
    tokens = find_tokens(text)
    named = {one.first: one for one in names.find(text, tokens)}
    only_stop = all(token.word in stop_words() for token in tokens)
    units: list[_Unit] = []
    at = 0
    while at < len(tokens):
        words: tuple[str, ...] = (tokens[at].word,)
        if at in named:
            words = tuple(token.word for token in tokens[at : named[at].last + 1])
            units.append(_Unit(words, named[at].names))
        elif at + 1 < len(tokens) and text[tokens[at].end : tokens[at + 1].start] in _HYPHENS:
            words = (tokens[at].word, tokens[at + 1].word)
            units.append(_Unit(words))
        elif only_stop or words[0] not in stop_words():
            units.append(_Unit(words))
        at += len(words)
    return units


def _inside(unit: _Unit, spellings: Spellings) -> Node:
    """A unit in the text itself."""
    if unit.names:
        own = And(tuple(Word("text", stem(word)) for word in unit.words if word not in stop_words()))
        forms = [Phrase(field, name) for name in unit.names for field in ("exact", "who", "to")]
        return Best((own, *forms) if own.parts else tuple(forms))
    if len(unit.words) > 1:
        return Best((Word("text", stem("".join(unit.words))), Phrase("exact", unit.words)))
    word = unit.words[0]
    if word in stop_words():
        return Word("exact", word)
    forms_of_word = tuple(Word("text", stem(form)) for form in (word, *spellings(word)))
    return Best(forms_of_word) if len(forms_of_word) > 1 else forms_of_word[0]


def _lexemes(text: str) -> list[_Lexeme]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _LEXEME.match(text, at)
        if match is None:
            break
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        if "stray" in groups:
            raise QueryError(f'a quotation mark is not closed at: {groups["stray"]}; write "two words"')
        kind = next(name for name in ("open", "close", "minus", "field", "phrase", "word") if name in groups)
        start = match.start(kind) - (1 if kind == "phrase" else 0)
        found.append(_Lexeme(kind, groups[kind], groups.get("within") or groups.get("mark") or "", start, match.end()))
        at = match.end()
    return found


def _no_field(name: str, rest: str) -> str:
    value = re.findall(r'"[^"]*"|“[^”]*”|\S+', rest)[0]
    meant = {row["word"]: row["field"] for row in read_table("index.rules", "fieldwords")}.get(name.casefold())
    near = [meant] if meant else difflib.get_close_matches(name.casefold(), FIELDS, 1, 0.6)
    instead = f"write {near[0]}:{value}" if near else f"the fields are {', '.join(FIELDS)}"
    words = value.strip('"“”')
    return f'there is no field “{name}”; {instead}; to look for the words themselves write "{name} {words}"'


def _name(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    """Someone by any of their names."""
    every = parser._names.all_of(value)
    of = NAME_FIELDS[field]
    fields = (of, "addressee") if field == "to" else (of,)
    known = parser._names.canonical(value)
    said = f"{field} {' or '.join(known) if known else value}"
    return Best(tuple(Phrase(one, name) for one in fields for name in every if name)), said


def _kind(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    known = (*HIT_KINDS, *FORCES, *ITEM_KINDS)
    kind = value.casefold()
    found = kind if kind in known else kind.removesuffix("s")
    if found not in known:
        near = difflib.get_close_matches(found, known, 1, 0.5)
        instead = f"write kind:{near[0]}" if near else f"the kinds are {', '.join(dict.fromkeys(known))}"
        raise QueryError(f"there is no kind {value}; {instead}")
    return Word("kind", found), found


def _force(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    force = value.casefold() if value.casefold() in FORCES else value.casefold().removesuffix("s")
    if force not in FORCES:
        near = difflib.get_close_matches(force, FORCES, 1, 0.5)
        raise QueryError(f"there is no force {value}; write force:{near[0] if near else FORCES[0]} ({', '.join(FORCES)})")
    return Word("kind", force), force


def _year(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    first, dots, last = value.partition("..")
    years = [first, last] if dots else [first, first]
    if not all(re.fullmatch(r"[1-9]\d{3}", year) for year in years) or first > years[1]:
        raise QueryError(f"year:{value} is no year; write year:2015 or year:2014..2015")
    days = (date(int(years[0]), 1, 1).toordinal(), date(int(years[1]), 12, 31).toordinal())
    return Days("date", *days), f"year {value}"


def _stems(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    words = [word for word in split_words(value) if word not in stop_words()]
    nodes = tuple(Word(field, stem(word)) for word in words)
    if not nodes:
        raise QueryError(f"{field}:{value} has no word to look for; write {field}:harbour")
    return And(nodes) if len(nodes) > 1 else nodes[0], f"{field} {value}"


def _value(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    one = value.casefold() if field != "item" else value
    if field == "disposition" and one not in DISPOSITIONS:
        near = difflib.get_close_matches(one, DISPOSITIONS, 1, 0.4)
        raise QueryError(
            f"there is no disposition {value}; write disposition:{near[0] if near else DISPOSITIONS[0]} "
            f"(they are {', '.join(DISPOSITIONS)})"
        )
    if field in ("number", "about"):
        one = re.sub(r"^(?:rec(?:ommendation)?\.?|no\.?)\s*", "", one)
        if not re.search(r"\d", one):
            raise QueryError(
                f"{field}:{value}: {field} takes the number of a recommendation, as in {field}:12; "
                f"for a subject write subject:{value}"
            )
    return Word(field, one), f"{field} {value}"


def _marking(field: str, value: str, parser: _Parser) -> tuple[Node, str]:
    return Word(field, " ".join(split_words(value))), f"marking {value}"


def _sorting(field: str, value: str, parser: _Parser) -> tuple[None, str]:
    if value.casefold() not in SORTS:
        near = difflib.get_close_matches(value.casefold(), SORTS, 1, 0.4)
        raise QueryError(f"can't sort by {value}; write sort:{near[0] if near else 'due'} ({', '.join(SORTS)})")
    parser._set_sort(value.casefold())
    return None, ""


_READERS: dict[str, Callable[[str, str, _Parser], tuple[Node | None, str]]] = {
    **dict.fromkeys(NAME_FIELDS, _name),
    **dict.fromkeys(STEM_FIELDS, _stems),
    **dict.fromkeys(VALUE_FIELDS, _value),
    "kind": _kind,
    "force": _force,
    "year": _year,
    "marking": _marking,
    "sort": _sorting,
}
