"""docket's components in somebody else's spaCy pipeline."""

from __future__ import annotations

import re
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
print([span._.docket.{field} for span in doc.spans["{group}"]])
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
        assert [span._.docket for span in doc.spans[group]] == findings(doc, group)


def test_what_is_known_of_a_paper_goes_in_as_context() -> None:
    nlp = pipeline("sentences", "dates", "parties", "actions")
    doc = nlp.make_doc("We will publish the chart by 3 May.")
    doc._.docket = Context(date="2011-03-02", senders=("Ada Quill",), directory=build_directory("", ["Ada Quill"], []))
    doc = nlp(doc)
    (action,) = doc.spans["actions"]
    assert (action._.docket.who, action._.docket.when) == ("Ada Quill", "../2011-05-03")


def test_actions_read_their_own_sentences_and_dates_where_no_component_did() -> None:
    alone, together = pipeline("actions")(TEXT), pipeline("sentences", "dates", "actions")(TEXT)
    assert findings(alone, "actions") == findings(together, "actions")
    assert [one.when for one in findings(alone, "actions")] == ["../2011-05-03", ""]  # type: ignore[attr-defined]


def test_parties_are_learned_from_the_text_where_nothing_is_known() -> None:
    doc = pipeline("parties")("The National Harbour Office (NHO) met. NHO will report.")
    assert [(span.text, span._.docket.name) for span in doc.spans["parties"]] == [
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
        assert isinstance(doc.spans["dates"][1]._.docket, DateFound)


def dates_of(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span._.docket.value) for span in doc.spans["dates"]]


# The page of the documents

PAGE = Path(__file__).parents[1] / "docs" / "pipeline.md"
EXAMPLES = re.findall(r"( *)```python\n(.*?) *```\n\n *```\n(.*?) *```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize(("indent", "code", "printed"), EXAMPLES, ids=[str(number) for number, _ in enumerate(EXAMPLES)])
def test_examples_of_the_page_print_what_it_shows(tmp_path: Path, indent: str, code: str, printed: str) -> None:
    code = "".join(line.removeprefix(indent) for line in code.splitlines(keepends=True))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr == ""
    assert [line.strip() for line in done.stdout.splitlines()] == [line.strip() for line in printed.splitlines()]


def test_the_page_tells_of_every_component() -> None:
    told = re.findall(r"^\| `(docket_\w+)` \| `(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert told == [(f"docket_{group}", group) for group in PIPES]
    assert len(EXAMPLES) == 3
