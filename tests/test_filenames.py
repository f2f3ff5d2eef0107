"""Dates from file names: only where the page has none, and only where the name gives one day."""

from __future__ import annotations

import pytest
from spacy.language import Language

from corpus.records import Item
from corpus.sources import SourceText
from extract.filenames import parse_file_date
from extract.papers import build_pipeline, extract_source


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minutes_2014-03-11.pdf", "2014-03-11"),
        ("20140311 minutes.docx", "2014-03-11"),
        ("letter 11.3.2014.txt", "2014-03-11"),
        ("letter-2014-02-30.txt", ""),
        ("2014-03-11 to 2014-03-12.pdf", ""),
        ("RV-12-3.pdf", ""),
        ("report 2014.pdf", ""),
    ],
)
def test_file_date(name: str, value: str) -> None:
    assert parse_file_date(name) == value


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_pipeline()


@pytest.mark.parametrize(
    ("text", "date", "date_from"),
    [
        (
            "BASIN: NEXT STEPS\n\nThe engineers have looked at the banks and say that the work is urgent.\n",
            "2014-03-11",
            "file-name",
        ),
        (
            "3 May 2013\n\nDear Ben\n\nThe engineers have looked at the banks and say that it is urgent.\n",
            "2013-05-03",
            "printed",
        ),
    ],
)
def test_the_page_comes_before_the_name(nlp: Language, text: str, date: str, date_from: str) -> None:
    source = SourceText(name="note_2014-03-11.txt", path="", sha256="c0ffee", format="text", text=text)
    (item,) = [record for record in extract_source(nlp, source) if isinstance(record, Item)]
    assert (item.date, item.date_from) == (date, date_from)
    assert ("date-from-file-name" in {flag.code for flag in item.flags}) == (date_from == "file-name")
