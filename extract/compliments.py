"""Notes verbales, which nobody signs: their first sentence says from whom to whom.

"The Embassy of Norland presents its compliments to the Ministry of Tides and has …"  ->  (Party("Embassy of Norland"), Party("Ministry of Tides"))
"""

from __future__ import annotations

import re

from corpus.marks import Paragraph
from corpus.rulesets import read_rule_set
from extract.layout import Layout, Party
from extract.namelists import clean_name

_LOOK = 6  # paragraphs of the text among which the first sentence stands


def find_compliments(layout: Layout) -> tuple[Party, Party] | None:
    """Who presents compliments to whom in the first sentence of a note; None in any other paper."""
    for p in (*layout.head, *layout.body[:_LOOK]):
        if "compliments" not in p.text:
            continue
        found = read_rule_set("extract.rules", "compliments").first(" ".join(p.text.split()))
        if found:
            return _party(p, found[1]["who"]), _party(p, found[1]["to"])
    return None


def _party(p: Paragraph, words: str) -> Party:
    name = clean_name(words)
    place = re.search(r"\s+".join(map(re.escape, name.split())), p.text)
    return Party(name, "", p.start + place.start(), p.start + place.end()) if place else Party(name)
