"""docket's components in somebody else's spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract.components import PIPES, findings
from extract.findings import Context, DateFound
from extract.parties import build_directory

TEXT = "Dear Dr Quill\n\nThe Harbour Board will mend the lock by 3 May 2011. Please send the log.\n\nYours sincerely\n\nMargaret Holm\n"
NAMES = [f"docket_{name}" for name in PIPES]


def pipeline(*names: str) -> Language:
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(f"docket_{name}")
    return nlp


def test_every_component_is_published() -> None:
    published = {one.name: one.value for one in entry_points(group="spacy_factories") if one.name.startswith("docket_")}
    assert set(published) == set(NAMES)
    assert all(value.startswith("extract.components:create_") for value in published.values())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("docket_zones", "['salutation', 'body', 'close', 'signatory']"),
        ("docket_dates", "['2011-05-03']"),
        ("docket_parties", "['Dr Quill', 'Margaret Holm']"),
        ("docket_actions", "['promise', 'request']"),
    ],
)
def test_five_lines_in_a_pipeline_that_does_not_know_docket(tmp_path: Path, name: str, found: str) -> None:
    group = name.removeprefix("docket_")
    field = {"zones": "label", "dates": "value", "parties": "name", "actions": "force"}[group]
    code = f"""
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("{name}")
doc = nlp({TEXT!r})
print([span._.finding.{field} for span in doc.spans["{group}"]])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() == found


def test_findings_that_fill_the_same_words_are_kept_apart() -> None:
    doc = pipeline("sentences", "dates", "actions", "events")("The Board will meet on 3 May 2011 and will publish the chart.")
    (sentence,) = findings(doc, "sentences")
    whole = {(one.start, one.end) for one in findings(doc, "events")} | {(sentence.start, sentence.end)}
    assert whole == {(sentence.start, sentence.end)}
    kinds = {group: {type(one).__name__ for one in findings(doc, group)} for group in ("sentences", "actions", "events")}
    assert kinds == {"sentences": {"Sentence"}, "actions": {"ActionFound"}, "events": {"EventFound"}}
    for group in kinds:
        assert [span._.finding for span in doc.spans[group]] == findings(doc, group)


def test_what_is_known_of_a_paper_goes_in_as_context() -> None:
    nlp = pipeline("sentences", "dates", "parties", "actions")
    doc = nlp.make_doc("We will publish the chart by 3 May.")
    doc._.context = Context(date="2011-03-02", senders=("Ada Quill",), directory=build_directory("", ["Ada Quill"], []))
    doc = nlp(doc)
    (action,) = doc.spans["actions"]
    assert (action._.finding.who, action._.finding.when) == ("Ada Quill", "../2011-05-03")


def test_actions_read_their_own_sentences_and_dates_where_no_component_did() -> None:
    alone, together = pipeline("actions")(TEXT), pipeline("sentences", "dates", "actions")(TEXT)
    assert findings(alone, "actions") == findings(together, "actions")
    assert [one.when for one in findings(alone, "actions")] == ["../2011-05-03", ""]  # type: ignore[attr-defined]


def test_parties_are_learned_from_the_text_where_nothing_is_known() -> None:
    doc = pipeline("parties")("The National Harbour Office (NHO) met. NHO will report.")
    assert [(span.text, span._.finding.name) for span in doc.spans["parties"]] == [
        ("National Harbour Office", "National Harbour Office"),
        ("NHO", "National Harbour Office"),
    ]


def test_spans_of_a_tokenizer_of_another_language_hold_the_words() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("docket_dates")
    assert dates_of(nlp("Reply by 3 May 2011.")) == [("3 May 2011", "2011-05-03")]


def test_findings_go_to_other_processes_and_into_a_doc_bin() -> None:
    nlp = pipeline("sentences", "dates")
    text = "The Board met on 3 May 2011 and on 4 June 2011."
    first, second = nlp.pipe([text] * 2, n_process=2)
    kept = DocBin(docs=[first], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    for doc in (first, second, again):
        assert dates_of(doc) == [("3 May 2011", "2011-05-03"), ("4 June 2011", "2011-06-04")]
        assert isinstance(doc.spans["dates"][1]._.finding, DateFound)


def dates_of(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span._.finding.value) for span in doc.spans["dates"]]
