"""The extractors as spaCy pipeline components, published through spaCy's entry points.

    nlp = spacy.blank("en"); nlp.add_pipe("docket_sentences"); nlp.add_pipe("docket_dates")
    doc = nlp("We will reply by 3 May."); doc.spans["dates"][0]._.docket.value

Each component writes one named span group; `span._.docket` is the finding with its exact offsets (spaCy's spans end at token
bounds). What is known of the paper beforehand goes in as `doc._.docket`; where nothing is, the text is read for its own header.
A component that needs sentences or dates takes those that a component before it wrote, and else finds its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.actions import find_actions
from extract.contexts import read_context
from extract.dates import find_dates
from extract.events import find_events
from extract.findings import Context, DateFound, Found, RecommendationFound, ReferenceFound, Sentence
from extract.mentions import find_parties
from extract.packing import register
from extract.recommendations import find_recommendations
from extract.references import find_references
from extract.responses import find_responses
from extract.seen import BODIES, PEOPLE, Seen, Word
from extract.sentences import find_sentences

PIPES = ("zones", "sentences", "dates", "parties", "recommendations", "actions", "responses", "references", "events")

TEXT = "docket_text"  # under which a doc keeps its text in its user data
_FINDINGS = "docket_found_"


def findings(doc: Doc, group: str) -> list[Found]:
    """The findings that a component wrote under this name, in the order of the text."""
    found: list[Found] = doc.user_data.get(_FINDINGS + group, [])
    return found


def seen_in(doc: Doc) -> Seen:
    """What components of a trained pipeline saw in the doc: people, bodies, and the parse."""
    words: tuple[Word, ...] = ()
    if doc.has_annotation("DEP"):
        words = tuple(Word(token.idx, token.idx + len(token), token.dep_, token.head.i) for token in doc)
    people = [ent.text for ent in doc.ents if ent.label_ in PEOPLE and len(ent) > 1 and "\n" not in ent.text.strip()]
    bodies = [ent.text for ent in doc.ents if ent.label_ in BODIES and "\n" not in ent.text.strip()]
    return Seen(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(bodies)), words)


def see(nlp: Language, text: str) -> Seen:
    """What the components of a pipeline that are not docket's see in a text; nothing where there are none."""
    doc = nlp.make_doc(text)
    for name, pipe in nlp.pipeline:
        if not name.startswith("docket_"):
            doc = pipe(doc)
    return seen_in(doc)


def _finding_of(span: Span) -> Found | None:
    """The finding of a span that a component wrote.

    spaCy keeps what is set on spans by their place alone, so that a sentence and the action that fills it would share it: findings are
    kept with the doc, by the span's label and number.
    """
    found = findings(span.doc, span.label_)
    return found[span.id] if span.id < len(found) else None


register()
if not Doc.has_extension("docket"):
    Doc.set_extension("docket", default=None)
    Span.set_extension("docket", getter=_finding_of)


def _component(group: str, find: Callable[[Doc, Context], Sequence[Found]]) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        spans: list[Span] = []
        kept: list[Found] = []
        for found in find(doc, _context(doc)):
            span = doc.char_span(found.start, found.end, label=group, span_id=len(kept), alignment_mode="expand")
            if span is not None:
                kept.append(found)
                spans.append(span)
        doc.spans[group] = spans
        doc.user_data[_FINDINGS + group] = kept
        return doc

    return component


def _text(doc: Doc) -> str:
    """The doc's text, which spaCy puts together anew from its tokens each time it is asked, kept with the doc."""
    text: str | None = doc.user_data.get(TEXT)
    if text is None:
        text = doc.user_data[TEXT] = doc.text
    return text


def _context(doc: Doc) -> Context:
    """What is known of the doc; read from its own text once where nobody gave it."""
    if doc._.docket is None:
        doc._.docket = read_context(_text(doc), seen_in(doc))
    known: Context = doc._.docket
    return known


def _sentences(doc: Doc) -> list[Sentence]:
    if "sentences" not in doc.spans:
        return find_sentences(_text(doc), _context(doc))
    return [one for one in findings(doc, "sentences") if isinstance(one, Sentence)]


def _dates(doc: Doc) -> list[DateFound]:
    if "dates" not in doc.spans:
        return find_dates(_text(doc), _context(doc))
    return [one for one in findings(doc, "dates") if isinstance(one, DateFound)]


def _recommendations(doc: Doc) -> list[RecommendationFound] | None:
    if "recommendations" not in doc.spans:
        return None
    return [one for one in findings(doc, "recommendations") if isinstance(one, RecommendationFound)]


def _references(doc: Doc) -> list[ReferenceFound] | None:
    if "references" not in doc.spans:
        return None
    return [one for one in findings(doc, "references") if isinstance(one, ReferenceFound)]


@Language.factory("docket_zones", assigns=["doc.spans"])
def create_zones(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Marking, letterhead, date, salutation, body, close … in `doc.spans["zones"]`."""
    return _component("zones", lambda doc, context: context.zones)


@Language.factory("docket_sentences", assigns=["doc.spans"])
def create_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sentences, list items, rows and headings in `doc.spans["sentences"]`."""
    return _component("sentences", lambda doc, context: find_sentences(_text(doc), context))


@Language.factory("docket_dates", assigns=["doc.spans"])
def create_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Expressions of calendar time in `doc.spans["dates"]`."""
    return _component("dates", lambda doc, context: find_dates(_text(doc), context))


@Language.factory("docket_parties", assigns=["doc.spans"])
def create_parties(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mentions of known actors in `doc.spans["parties"]`."""
    return _component("parties", lambda doc, context: find_parties(_text(doc), context))


@Language.factory("docket_actions", assigns=["doc.spans"])
def create_actions(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Promises, requests, requirements and targets in `doc.spans["actions"]`."""
    return _component(
        "actions", lambda doc, context: find_actions(_text(doc), _sentences(doc), _dates(doc), context, _recommendations(doc))
    )


@Language.factory("docket_recommendations", assigns=["doc.spans"])
def create_recommendations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Numbered recommendations in `doc.spans["recommendations"]`."""
    return _component("recommendations", lambda doc, context: find_recommendations(_text(doc), _sentences(doc), context))


@Language.factory("docket_responses", assigns=["doc.spans"])
def create_responses(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Answers to recommendations in `doc.spans["responses"]`."""
    return _component("responses", lambda doc, context: find_responses(_text(doc), _sentences(doc), context))


@Language.factory("docket_references", assigns=["doc.spans"])
def create_references(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Papers referred to by their date in `doc.spans["references"]`."""
    return _component("references", lambda doc, context: find_references(_text(doc), _dates(doc), context))


@Language.factory("docket_events", assigns=["doc.spans"])
def create_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Dated events in `doc.spans["events"]`."""
    return _component(
        "events", lambda doc, context: find_events(_text(doc), _sentences(doc), _dates(doc), context, _references(doc))
    )
