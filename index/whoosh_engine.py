"""The engine that needs no server: Whoosh, in a folder of its own.

    WhooshEngine.create(Path("casebook/index/whoosh"))

Everything is given to it as words already cut and folded (`index.words`), so that another engine finds the same things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh import fields, scoring
from whoosh.formats import Existence, Frequency, Positions
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.system import pack_uint

from index.engine import DAY_FIELDS, FACETS, GAP, PLACED_FIELDS, VALUE_FIELDS, WEIGHED_FIELDS, Document
from index.errors import IndexFileError
from index.query import And, Best, Days, Every, Found, Like, Node, Not, Or, Phrase, Prefix, Scored, Word

_FIRST_DAY, _LAST_DAY = 1, 3_652_059  # 0001-01-01 and 9999-12-31: open ends
_UNDATED = 4_000_000  # after every day, so that what has no date comes last
_WAIT_SECONDS = 30.0


_PLACES, _COUNTS = Positions(), Frequency()
_Postings = Generator[tuple[bytes, int, float, bytes], Any, None]
# Whoosh's query classes are partly untyped, and exported in a way that mypy takes for private.
_query: Any = import_module("whoosh.query")
_columns: Any = import_module("whoosh.columns")
_LockError: type[Exception] = import_module("whoosh.index").LockError


class PlacedField(fields.FieldType):
    """Words with their places, taken as given: a sequence of words in their order."""

    def __init__(self) -> None:
        self.format = _PLACES
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: Any, **_: Any) -> _Postings:
        """What Whoosh keeps of the words: (word, how often, weight, places)."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(value):
            places.setdefault(word, []).append(place)
        places.pop(GAP, None)
        for word, at in places.items():
            yield word.encode(), len(at), float(len(at)), _PLACES.encode(at)


class WeighedField(PlacedField):
    """Words without their places, weighed by how rare they are and how often they stand there."""

    def __init__(self) -> None:
        super().__init__()
        self.format = _COUNTS
        self.scorable = True

    def index(self, value: Any, **_: Any) -> _Postings:
        """What Whoosh keeps of the words."""
        for word, count in Counter(value).items():
            yield word.encode(), count, float(count), _packed(count)


class ValueField(PlacedField):
    """Whole values: found or not, all of one weight."""

    def __init__(self) -> None:
        super().__init__()
        self.format = Existence()

    def index(self, value: Any, **_: Any) -> _Postings:
        """What Whoosh keeps of the values."""
        for one in dict.fromkeys(value):
            yield one.encode(), 1, 1.0, b""


@cache
def _packed(count: int) -> bytes:
    return bytes(pack_uint(count))


class WhooshEngine:
    """Documents in a folder. See `index.engine.Engine` for what the methods do."""

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self._searcher: Any = None
        self._lexicons: dict[str, list[str]] = {}

    @classmethod
    def create(cls, folder: Path) -> Self:
        """A new, empty index in this folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(create_in(str(folder), _schema()))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in this folder; whatever Whoosh raises where there is none or it is damaged."""
        engine = cls(open_dir(str(folder)))
        engine._search()
        return engine

    def close(self) -> None:
        """Close the files."""
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
        self._index.close()  # type: ignore[no-untyped-call]

    def replace(self, *, delete: Iterable[str], add: Iterable[Document]) -> None:
        """Take out the documents of the sources `delete`, then put in those of `add`."""
        try:
            writer = self._index.writer(timeout=_WAIT_SECONDS, limitmb=256)
        except _LockError as error:
            raise IndexFileError("another docket is writing the search index; try again when it is done") from error
        try:
            for source in delete:
                writer.delete_by_term("of", source)
            for document in add:
                writer.add_document(**_given(document))
            writer.commit()
        except BaseException:
            writer.cancel()
            raise
        self._renew()

    def search(self, node: Node, *, limit: int | None, sort: str = "relevance") -> Found:
        """The best documents for a query."""
        by = {"date": "date_first", "due": "due_last"}.get(sort)
        found = self._search().search(_translated(node), limit=limit, sortedby=by, optimize=limit is not None)
        best = [Scored(0.0 if by else float(hit.score), hit["stored"]) for hit in found]
        return Found(best, len(found))

    def facets(self, node: Node) -> dict[str, dict[str, int]]:
        """How many of the documents found have which value of each facet."""
        searcher = self._search()
        found = list(searcher.docs_for_query(_translated(node)))
        return {name: self._counted(f"facet_{name}", found) for name in FACETS}

    def _counted(self, field: str, documents: Sequence[int]) -> dict[str, int]:
        reader = self._search().reader()
        if not reader.has_column(field):
            return {}
        column = reader.column_reader(field)
        counts = Counter(column[document] for document in documents)
        named = {value.decode() if isinstance(value, bytes) else str(value): count for value, count in counts.items() if value}
        return dict(sorted(named.items(), key=lambda pair: (-pair[1], pair[0])))

    def frequency(self, field: str, word: str) -> int:
        """How many documents have the word in the field."""
        return int(self._search().doc_frequency(field, word))

    def words_like(self, field: str, word: str, edits: int) -> list[str]:
        """Words of a field that differ from this by at most so many letters."""
        reader = self._search().reader()
        if field not in self._lexicons:
            self._lexicons[field] = [one.decode() for one in reader.lexicon(field)]
        near = process.extract(word, self._lexicons[field], scorer=OSA.distance, score_cutoff=edits, limit=None)
        return sorted((one for one, _, _ in near if one != word), key=lambda one: (-reader.doc_frequency(field, one), one))

    def count(self) -> int:
        """How many documents there are."""
        return int(self._search().doc_count())

    def _search(self) -> Any:
        if self._searcher is None:
            self._searcher = self._index.searcher(weighting=scoring.BM25F(B=0.6, K1=1.2, head_B=0.3))
        return self._searcher

    def _renew(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
        self._lexicons.clear()


def _schema() -> fields.Schema:
    kept: dict[str, Any] = {name: PlacedField() for name in PLACED_FIELDS}
    kept |= {name: WeighedField() for name in WEIGHED_FIELDS}
    kept |= {name: ValueField() for name in VALUE_FIELDS}
    for name in DAY_FIELDS:
        for edge in ("first", "last"):
            kept[f"{name}_{edge}"] = fields.NUMERIC(int, bits=32, signed=False, sortable=True, default=_UNDATED, shift_step=8)
    kept |= {f"facet_{name}": fields.COLUMN(_columns.RefBytesColumn()) for name in FACETS}
    return fields.Schema(of=fields.ID(), stored=fields.STORED(), **kept)


def _given(document: Document) -> dict[str, Any]:
    given: dict[str, Any] = {"of": document.source, "stored": document.stored}
    given |= {name: words for name, words in document.words.items() if words}
    given |= {name: values for name, values in document.values.items() if values}
    for name, (first, last) in document.days.items():
        given[f"{name}_first"] = first or _FIRST_DAY
        given[f"{name}_last"] = last or _LAST_DAY
    given |= {f"facet_{name}": value.encode() for name, value in document.facets.items() if value}
    return given


def _translated(node: Node) -> Any:
    """The query in Whoosh's own classes."""
    query: Any
    match node:
        case Every():
            query = _query.Every()
        case Word(field, word, weight):
            query = _query.Term(field, word, boost=weight)
        case Phrase(field, words, within, weight):
            query = _phrase(field, words, within, weight)
        case Prefix(field, start):
            query = _query.Prefix(field, start)
        case Like(field, word, edits, weight):
            query = _query.FuzzyTerm(field, word, boost=weight, maxdist=edits, prefixlength=0)
        case Days(field, first, last):
            begun = _query.NumericRange(f"{field}_first", None, last or _LAST_DAY)
            query = _query.And([begun, _query.NumericRange(f"{field}_last", first or _FIRST_DAY, None)])
        case And(parts):
            query = _all_of(parts)
        case Or(parts):
            query = _query.Or([_translated(part) for part in parts])
        case Best(parts):
            query = _query.DisjunctionMax([_translated(part) for part in parts])
        case Not(part):
            query = _query.And([_query.Every(), _query.Not(_translated(part))])
    return query


def _all_of(parts: Sequence[Node]) -> Any:
    """All parts; "not" only takes away from something, so where there is nothing else it takes away from everything."""
    given = [_query.Not(_translated(part.part)) if isinstance(part, Not) else _translated(part) for part in parts]
    if all(isinstance(part, Not) for part in parts):
        given.append(_query.Every())
    return _query.And(given)


def _phrase(field: str, words: Sequence[str], within: int, weight: float) -> Any:
    if len(words) == 1:
        return _query.Term(field, words[0], boost=weight)
    if not within:
        return _query.Phrase(field, list(words), boost=weight)
    return _query.SpanNear2([_query.Term(field, word) for word in words], slop=within + 1, ordered=False)
