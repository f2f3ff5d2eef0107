"""Is a duty dated as its form asks? "is joining" is a promise only with a date to come; "a plan, to be published" only with a date.

"Ann Quill is joining next week"  ->  fits        "Ann Quill is joining the two ends"  ->  does not
"""

from __future__ import annotations

import re

from corpus.edtf import parse_bounds
from extract.cases import Duty

_NEAR = 110  # characters between a verb in the present and the date that makes a future of it
_FOLLOWING = 80  # characters after an act in which a paper without a date may say when
_SOON = re.compile(
    r"\b(?:shortly|(?<!as )soon|next|later (?:this|in)|coming|in due course|forthcoming|"
    r"this (?:week|month|autumn|spring|summer|winter|year))\b",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:which|that|when|who)\b[^,;.]*\b(?:comes?|came|enters?|entered|(?:takes?|took) effect|had|was|were)\b[^,;.]*$"
    r"|\band (?:(?:this|that|these|those|the) \w+|it|they) (?:may|might|could)\b[^;.]*$"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did)\b", re.I)


def is_timely(duty: Duty, line: str, when_text: str, when: str, own: str) -> bool:
    """Does a duty that needs a date, or one to come, have it in its own clause? `own` is the date of the item (EDTF)."""
    if not (duty.dated or duty.future):
        return True
    words = when_text or ("" if own else line[duty.act : duty.act + _FOLLOWING])
    if not (when or _SOON.search(words)) or _is_past(when, own):
        return False
    return not duty.future or (_stands_near(duty, line, when_text) and _is_to_come(when_text, when, own))


def is_of_another_clause(duty: Duty, line: str, when_text: str) -> bool:
    """Does the date tell when something else comes or may be ("guidance for when the rules come into force on 6 April")?"""
    at = line.find(" ".join(when_text.split()), duty.act) if when_text else -1
    return at >= 0 and _ELSEWHERE.search(line[duty.act : at]) is not None


def _stands_near(duty: Duty, line: str, when_text: str) -> bool:
    at = line.find(" ".join(when_text.split()), duty.trigger)
    return at < 0 or (at - duty.trigger <= _NEAR and not _FINITE.search(line, duty.act + 1, max(at, duty.act + 1)))


def _is_past(when: str, own: str) -> bool:
    bounds, day = parse_bounds(when), parse_bounds(own)
    return bool(bounds and day and bounds.last and day.first and bounds.last < day.first)


def _is_to_come(when_text: str, when: str, own: str) -> bool:
    bounds, day = parse_bounds(when), parse_bounds(own)
    soon = bool(_SOON.search(when_text))
    if not bounds:
        return soon
    if day is None or day.last is None:
        return soon or bool(re.match(r"(?:by|from|until|before)\b", when_text))
    if bounds.first is not None and bounds.first > day.last:
        return True
    ends_later = bounds.last is None or bounds.last > day.last
    return ends_later and (soon or bounds.first is None)
