"""The normal form: what is mended, and that every position finds its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normal import normalize_text


@pytest.mark.parametrize(
    ("read", "normal"),
    [
        ("7<sup>th</sup> February", "7th February"),
        ("НО and the ΑΒ", "HO and the AB"),
        ("Москва", "Москва"),  # a foreign word stays foreign
        ("**From:** Ada", "From: Ada"),
        ("a *long* day", "a long day"),
        ("Rivers &amp; Harbours", "Rivers & Harbours"),
        ("the “single pot”", 'the "single pot"'),
        ("of\ufb01ce", "office"),
        ("Ada<br />Director", "Ada Director"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("plain text", "plain text"),
        ("l0 June 20l4", "10 June 2014"),
        ("the 2Oth of May, 2014/l5", "the 20th of May, 2014/15"),
        ("ClVIL PROTECTlON", "CIVIL PROTECTION"),
        ("the house soId; l am gratefuI", "the house sold; I am grateful"),
        ("| am copying this; in return | can offer two", "I am copying this; in return I can offer two"),
        ("lam copying this", "Iam copying this"),
        ("name | do | who", "name | do | who"),
        ("McIver and FitzIvor met at 1 o'clock", "McIver and FitzIvor met at 1 o'clock"),
        ("of 15 Fcbruary 19B3 and 3rd Sept0mber, 198O", "of 15 February 1983 and 3rd September, 1980"),
        ("on 3 Mar 2008 and 3 Mar 19B8", "on 3 Mar 2008 and 3 Mar 1988"),
        ("15 Barrels 1983", "15 Barrels 1983"),
        ("IT costs 10l in all", "IT costs 101 in all"),
    ],
)
def test_normal_form(read: str, normal: str) -> None:
    assert normalize_text(read).text == normal


def test_a_stretch_finds_its_way_back() -> None:
    read = "on the 7<sup>th</sup> February we met"
    normal = normalize_text(read)
    start = normal.text.index("7th")
    first, last = normal.span(start, start + len("7th February"))
    assert read[first:last] == "7<sup>th</sup> February"
    assert normal.from_source(first) == start


@given(st.text(alphabet=st.sampled_from("ab<>/supb*&;mp# \n“ﬁ"), max_size=60))
def test_positions_never_run_backwards_or_outside(read: str) -> None:
    normal = normalize_text(read)
    back = [normal.to_source(n) for n in range(len(normal.text))]
    assert back == sorted(back)
    assert all(0 <= at < len(read) for at in back)
    assert normal.text.count("\n") == read.count("\n")
