"""`docket add --model`: a trained spaCy pipeline's names and parse join in, and the casebook says which it was.

The pipeline is trained here, on a dozen invented sentences, in a few seconds.
"""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner, Result
from spacy.training import Example
from thinc.api import fix_random_seed

from cli import main
from corpus.casebook import DATABASE, Casebook
from corpus.errors import DocketError
from corpus.records import Action, Actor, AnyRecord
from corpus.sources import SourceText
from extract.papers import build_pipeline, extract_source, name_of_model
from extract.seen import Seen, Word, agent_within

ROWS = [
    # words, heads, what each is to its head, entities by word
    ("Zorbex will repaint the pier by May .", [2, 2, 2, 4, 2, 2, 5, 2], "nsubj aux ROOT det dobj prep pobj punct", {0: "ORG"}),
    ("Zorbex must mend the lock .", [2, 2, 2, 4, 2, 2], "nsubj aux ROOT det dobj punct", {0: "ORG"}),
    ("Wenna Brack will open the gate .", [1, 3, 3, 3, 5, 3, 3], "compound nsubj aux ROOT det dobj punct", {0: "B", 1: "PERSON"}),
    ("We met Wenna Brack and Zorbex .", [1, 1, 3, 1, 3, 3, 1], "nsubj ROOT compound dobj cc conj punct", {2: "B", 3: "PERSON", 5: "ORG"}),
    ("The pier will be repainted by the contractor .", [1, 4, 4, 4, 4, 4, 7, 5, 4], "det nsubjpass aux auxpass ROOT agent det pobj punct", {}),
    ("The lock will be mended by the carpenter .", [1, 4, 4, 4, 4, 4, 7, 5, 4], "det nsubjpass aux auxpass ROOT agent det pobj punct", {}),
    ("The gate will be opened by Zorbex in May .", [1, 4, 4, 4, 4, 4, 5, 4, 7, 4], "det nsubjpass aux auxpass ROOT agent pobj prep pobj punct", {6: "ORG"}),
    ("The pier will be repainted by May .", [1, 4, 4, 4, 4, 4, 5, 4], "det nsubjpass aux auxpass ROOT prep pobj punct", {}),
]  # fmt: skip
LETTER = """Harbour Office

2 March 2011

Dear Dr Quill

THE PIER

Zorbex must mend the lock. The pier will be repainted by the contractor. The gate will be opened by Zorbex in May.

Yours sincerely

Margaret Holm
"""


def example(nlp: spacy.language.Language, row: tuple[str, list[int], str, dict[int, str]]) -> Example:
    words, heads, deps, marked = row
    doc = spacy.tokens.Doc(nlp.vocab, words=words.split())
    tags = ["O"] * len(doc)
    for n, label in marked.items():
        tags[n] = "B-PERSON" if label == "B" else f"L-{label}" if marked.get(n - 1) == "B" else f"U-{label}"
    return Example.from_dict(doc, {"heads": heads, "deps": deps.split(), "entities": tags})


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pipeline of a recogniser of names and a parser, trained on the rows."""
    fix_random_seed(1)
    random.seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    examples = [example(nlp, row) for row in ROWS]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        random.shuffle(examples)
        nlp.update(examples, sgd=optimizer, drop=0.0)
    nlp.meta["name"], nlp.meta["version"] = "harbour", "1.2"
    folder = tmp_path_factory.mktemp("model") / "harbour"
    nlp.to_disk(folder)
    return folder


def records(model: str = "") -> list[AnyRecord]:
    source = SourceText(name="letter.txt", path="/letter.txt", sha256="c0ffee", format="text", text=LETTER)
    return extract_source(build_pipeline(model), source)


def told(found: list[AnyRecord]) -> list[tuple[str, str, str]]:
    return [(one.who, one.what, one.when) for one in found if isinstance(one, Action)]


def run(*arguments: object) -> Result:
    return CliRunner(env={"DOCKET_CASEBOOK": ""}).invoke(main, [str(one) for one in arguments], prog_name="docket")


# What it helps


def test_names_and_parse_join_in(model: Path) -> None:
    assert told(records(str(model))) == [
        ("Zorbex", "mend the lock", ""),
        ("contractor", "repaint the pier", ""),
        ("Zorbex", "open the gate", "2011-05"),
    ]


def test_without_it_the_same_letter_says_less() -> None:
    assert "Zorbex" not in {who for who, _, _ in told(records())}


def test_bodies_that_it_finds_are_actors_with_their_mentions(model: Path) -> None:
    (zorbex,) = [one for one in records(str(model)) if isinstance(one, Actor) and one.name == "Zorbex"]
    assert zorbex.kind == "body"
    assert [LETTER[at.start : at.end] for at in zorbex.mentions] == ["Zorbex", "Zorbex"]


def test_same_model_same_records(model: Path) -> None:
    assert records(str(model)) == records(str(model))


def test_its_names_and_parse_join_in_a_pipeline_of_ones_own(model: Path) -> None:
    nlp = spacy.load(model)
    nlp.add_pipe("docket_actions")
    doc = nlp("Zorbex must mend the lock. The pier will be repainted by the contractor.")
    assert [span._.docket.who for span in doc.spans["actions"]] == ["Zorbex", "contractor"]


# What the casebook says


def test_the_casebook_says_which_model_a_source_was_read_with(model: Path, tmp_path: Path) -> None:
    book, paper = tmp_path / "book", tmp_path / "letter.txt"
    paper.write_text(LETTER, "utf-8")
    (tmp_path / "plain.txt").write_text(LETTER.replace("pier", "jetty"), "utf-8")
    assert run("--casebook", book, "add", tmp_path / "plain.txt").exit_code == 0
    assert run("--casebook", book, "add", paper, "--model", model).exit_code == 0
    rows = json.loads(run("--casebook", book, "status", "--format", "json").stdout)
    assert {row["source"]: row["model"] for row in rows} == {"letter.txt": "en_harbour 1.2", "plain.txt": ""}
    assert "en_harbour 1.2" in run("--casebook", book, "status").stdout
    assert f"Read from {paper} with the spaCy pipeline en_harbour 1.2\n" in run("--casebook", book, "show", "letter.txt").stdout
    assert "spaCy" not in run("--casebook", book, "show", "plain.txt").stdout
    assert run("--casebook", book, "add", paper, "--again").exit_code == 0
    rows = json.loads(run("--casebook", book, "status", "--format", "json").stdout)
    assert {row["model"] for row in rows} == {""}


def test_a_casebook_that_does_not_say_it_yet_is_opened(tmp_path: Path) -> None:
    with Casebook.open(tmp_path, create=True) as casebook:
        casebook.put_source(SourceText(name="a.txt", path="/a.txt", sha256="c0ffee", format="text", text="a"), [])
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("ALTER TABLE sources DROP COLUMN model")
        connection.execute("DROP TABLE reviews")
        connection.execute("ALTER TABLE records DROP COLUMN added")
        connection.execute("PRAGMA user_version = 1")
    with Casebook.open(tmp_path) as casebook:
        assert [source.model for source in casebook.sources()] == [""]


# When it cannot be used


def test_a_model_that_is_not_installed_is_one_line_and_makes_no_casebook(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    result = run("--casebook", tmp_path / "book", "add", tmp_path / "letter.txt", "--model", "en_no_such_sm")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "docket: no spaCy pipeline called en_no_such_sm is installed; install it (python -m spacy download en_no_such_sm), "
        "name the folder of one, or leave out --model\n"
    )
    assert not (tmp_path / "book").exists()


def test_a_folder_that_is_no_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n", "utf-8")
    (tmp_path / "meta.json").write_text("{}", "utf-8")
    with pytest.raises(DocketError, match="cannot be used"):
        build_pipeline(str(tmp_path))


def test_a_pipeline_of_docket_alone_is_no_model() -> None:
    assert name_of_model(build_pipeline()) == ""


# The agent of a passive in a parse


def words(text: str, roles: str, heads: list[int]) -> tuple[Word, ...]:
    at, out = 0, []
    for word, role, head in zip(text.split(), roles.split(), heads, strict=True):
        out.append(Word(at, at + len(word), role, head))
        at += len(word) + 1
    return tuple(out)


@pytest.mark.parametrize(
    ("text", "roles", "heads", "agent"),
    [
        ("mended by the old carpenter soon", "ROOT agent det amod pobj advmod", [0, 0, 4, 4, 1, 0], "the old carpenter"),
        ("mended by Friday", "ROOT prep pobj", [0, 0, 1], None),
        ("mended by men and opened by boys", "ROOT agent pobj cc conj agent pobj", [0, 0, 1, 0, 0, 4, 5], None),
    ],
)
def test_the_agent_is_what_the_parse_says(text: str, roles: str, heads: list[int], agent: str | None) -> None:
    place = agent_within(Seen(words=words(text, roles, heads)), 0, len(text))
    assert (text[slice(*place)] if place else None) == agent
