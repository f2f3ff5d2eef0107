"""Which country's calendar a paper goes by: that of its sender, as letterhead, signature and sender show.

    "Scottish Ministers, Victoria Quay, Edinburgh"  ->  "GB-SCT"        "Parliament House, Canberra ACT 2600"  ->  "AU"

Holidays and financial years differ; where nothing shows the country it is "", and England's are taken. The signs are lines of
`rules/countries.jsonl`; what stands with the addressee is no sign, for he may live elsewhere.
"""

from __future__ import annotations

from corpus.ruletables import read_rules
from extract.findings import Context

_SENDERS_OWN = ("letterhead", "sender", "signatory")
_TOP, _FOOT = 160, 400  # characters at the head of a paper without a letterhead, and after a letter's close


def find_country(text: str, context: Context) -> str:
    """The code of the sender's country (ISO 3166, with its part for Scotland and Northern Ireland); "" where nothing shows it."""
    signs = "\n".join(_signs(text, context))
    return next((rule.label for rule in read_rules("extract.rules", "countries") if rule.pattern.search(signs)), "")


def _signs(text: str, context: Context) -> list[str]:
    """The words that tell of the sender."""
    own = [text[zone.start : zone.end] for zone in context.zones if zone.label in _SENDERS_OWN]
    closes = [zone.end for zone in context.zones if zone.label == "close"]
    letterhead = any(zone.label == "letterhead" for zone in context.zones)
    return [
        *context.senders,
        *own,
        *([] if letterhead else [text[:_TOP]]),
        *(text[end : end + _FOOT] for end in closes[-1:]),
    ]
