"""Who speaks where in a transcript: the label before each speech, and who is spoken to.

    "Q3  Chair: Will you publish it?  Ann Quill: We will."  at "We"  ->  speaker "Ann Quill", and "you" in the question is Ann Quill
    "12. Will you publish it?  (Ms Quill) We will."         the same, where answers stand after a name in brackets

A paper is read as a transcript where three or more speeches have labels and two people speak.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_LABEL = re.compile(
    r"^[ \t]*(?:Q\.?\s?\d{1,4}\.?|\d{1,4}\.|[*_]{1,2})?[ \t]*(?P<name>(?:The )?[A-Z][\w.'’-]*(?: (?:of|[A-Z][\w.'’-]*)){0,5})(?: \([^)\n]{2,40}\))?"
    r"[*_]{0,2}: [*_]{0,2}(?=\S)",
    re.M,
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Viscount|Earl|Prof(?:essor)?|Senator|Representative|Captain|Commander|Commodore|Major|"
    r"Colonel|General|Admiral|Superintendent|Inspector|Chief Constable|Bishop|Judge)\.?"
)
_CHAIR = r"(?:(?:The|Mr|Madam) )?(?:Acting |Vice[ -])?Chair(?:man|woman|person)?"
_NAMED = rf"{_TITLE} [A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*){{0,3}}"
_SHAPED = re.compile(  # "(Ms Quill) We shall", "Mr. QUILL. I will"
    rf"^[ \t]*(?:\((?P<answers>{_NAMED})\)[ \t]+(?=[A-Z])|(?P<says>{_TITLE} [A-Z][A-Z'’-]+|The CHAIR(?:MAN|WOMAN)?|Senator [A-Z]+)\.[ \t]+(?=[A-Z]))",
    re.M,
)
_ASKS = re.compile(
    rf"^[ \t]*(?P<asks>{_NAMED}|{_CHAIR})[ \t]*\n(?=\s*\d{{1,4}}\. )", re.M
)  # a line over the questions that one member asks
_QUESTION = re.compile(r"^[ \t]*\d{1,4}\. (?=[A-Z])", re.M)
_HEAD_LABELS = re.compile(
    r"(?:From|To|Cc|Date|Dated|Subject|Sent|Re|Ref|Our|Your|Copy|Present|Apologies|Members|Witness|Witnesses|Attendees|Action|Actions|Note|"
    r"Reference|File|Title|Author|Sponsor|Purpose|Summary|Annex|Tel|Telephone|Fax|Email|Circulation|Copied|Telegram|Issue|"
    r"Recommendations?|Timing|Background|Lead|Owner|Due|Status|Department|Source|In)\b"
)
_LEAST_SPEECHES, _LEAST_SPEAKERS = 3, 2


def speaker_at(text: str, at: int) -> str:
    """The name on the label of the speech that this place stands in; "" outside of speeches."""
    places, names = _speeches(text)
    number = bisect_right(places, at) - 1
    return names[number] if number >= 0 else ""


def spoken_to_at(text: str, at: int) -> str:
    """Who is spoken to: the one who answers next, else the one who spoke before; by an answer, the one who asked. "" outside of speeches."""
    places, names = _speeches(text)
    number = bisect_right(places, at) - 1
    if number < 0:
        return ""
    others = [names[number + 1 : number + 2], names[max(0, number - 1) : number]]
    if (answer := _SHAPED.match(text, places[number])) and answer["answers"]:
        others.reverse()
    return next((found[0] for found in others if found and found[0] != names[number]), "")


@lru_cache(maxsize=64)
def _speeches(text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where speeches begin, and whose they are; nothing where the paper is no transcript."""
    found = [(match.start(), match["name"]) for match in _LABEL.finditer(text) if not _HEAD_LABELS.match(match["name"])]
    found = sorted([*found, *_shaped(text)])
    names = [name for _, name in found]
    often = {name for name in names if names.count(name) > 1}
    if len(names) < _LEAST_SPEECHES or len(set(names)) < _LEAST_SPEAKERS or not often:
        return (), ()
    return tuple(place for place, _ in found), tuple(names)


def _shaped(text: str) -> list[tuple[int, str]]:
    """Speeches with labels of another shape: answers after a name in brackets, questions by number under a line with the member's name."""
    answers = [(match.start(), match["answers"] or match["says"].title()) for match in _SHAPED.finditer(text)]
    lines = [(match.start(), match["asks"]) for match in _ASKS.finditer(text)] if answers else []
    asked = []
    for match in _QUESTION.finditer(text) if lines else ():
        before = [name for place, name in lines if place < match.start()]
        asked += [(match.start(), before[-1])] if before else []
    return answers + asked
