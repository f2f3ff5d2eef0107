"""Lists of names as copy lines and labels have them.

"the Mayor, Ada Penrose and Ben Crane (Harbour Board)"  ->  ["the Mayor", "Ada Penrose", "Ben Crane (Harbour Board)"]
"""

from __future__ import annotations

import re

from corpus.marks import resolve_office
from corpus.names import is_given_name, name_words, parse_person

_OF_LIST = re.compile(
    r"\b(?:private secretaries|secretaries|ministers|members|chairs|chairmen|directors|chief executives|clerks|heads|leaders"
    r"|coordinators|co-ordinators) (?:to|of|in|for)\b",
    re.I,
)
_LIST_CHARS = 3000  # no list of names is longer; what is, is text
_BARE_POST = re.compile(
    r"(?:the )?(?:(?:Acting|Assistant|Deputy|Associate|Vice|Executive|Managing|Commanding|Regional|Senior) )*"
    r"(?:Chief|Commander|SAC|ASAC|Legat|Officer|General|Director|Head|Chair(?:man|woman|person)?|Administrator|Superintendent|Officer in Charge|Manager)",
    re.I,
)
_BREAK = re.compile(r"\s*[,;•]\s*(?:and\s+)?(?:to\s+)?|\s+and\s+to\s+|\s+and\s+|\s*&\s+(?=[A-Z])|\n+")


def split_names(text: str) -> list[str]:
    """The parties of a list. "private secretaries to A, B and C" stays one party; brackets go with the name before them."""
    text = " ".join(text[:_LIST_CHARS].strip(" .;:*_").split())
    group = _OF_LIST.search(text)
    if group is None:
        return _pieces(text)
    before = text[: group.start()].rsplit(",", 1)[0] if "," in text[: group.start()] else ""
    end = _group_end(text, group.end())
    head = text[len(before) : end].strip(" ,")
    rest = re.sub(r"^(?:and\b|to\b|[\s,;])+", "", text[end:])
    return [
        *(_pieces(before) if before else []),
        clean_name(re.sub(r"^(?:and\s+|to\s+|the\s+)*", "", head)),
        *(split_names(rest) if rest else []),
    ]


def _pieces(text: str) -> list[str]:
    pieces, at = [], 0
    for match in _BREAK.finditer(text):
        depth = text.count("(", 0, match.start()) - text.count(")", 0, match.start())
        if (
            depth > 0
            or _heads_unit(text[at : match.start()], text[match.end() :], match.group())
            or _inside_office(text, match)
            or _shares_head(text[at : match.start()], text[match.end() :], match.group())
        ):
            continue
        pieces.append(text[at : match.start()])
        at = match.end()
    pieces.append(text[at:])
    pieces = [piece for n, piece in enumerate(pieces) if not (n and _is_post_of(piece, pieces[n - 1]))]
    names = [name for piece in pieces for name in _run_of_names(clean_name(piece))]
    return [name for name in names if re.search(r"[A-Za-z]{2}", name) and not (len(name) == 2 and not name.isupper())]


def _is_post_of(piece: str, before: str) -> bool:
    """ "Ada Penrose, Principal Private Secretary (PPS)": a post without an article after a person is that person's."""
    post = re.sub(r"\s*\([^)]*\)$", "", piece.strip())
    return (
        not post.lower().startswith("the ") and resolve_office(post) is not None and parse_person(clean_name(before)) is not None
    )


def _heads_unit(left: str, right: str, joint: str) -> bool:
    """ "Chief, Survey Division": a post that says nothing by itself goes with the unit after the comma."""
    unit = re.split(r"[,;]| and ", right.strip())[0].strip()
    return (
        joint.strip() == ","
        and _BARE_POST.fullmatch(left.strip(" *")) is not None
        and bool(unit)
        and parse_person(unit) is None
        and resolve_office(unit) is None
    )


def name_of_address(address: str) -> str:
    """The name that an address is made of: "ida.holm2@ports.example" -> "Ida Holm"."""
    local = re.sub(r"\d+", "", address.split("@", maxsplit=1)[0])
    return " ".join(word.capitalize() for word in re.split(r"[._-]+", local) if word)


def _shares_head(left: str, right: str, joint: str) -> bool:
    """ "DAT and CDRP Chairs": an abbreviation without a post of its own goes with the post that follows."""
    own = left.split()
    following = re.split(r",|;| and ", right)[0].split()
    return (
        "and" in joint
        and 1 <= len(own) <= 2
        and own[-1].isupper()
        and len(own[-1]) > 1
        and len(following) >= 2
        and following[0].isupper()
    )


def _run_of_names(piece: str) -> list[str]:
    """Names that stand in one line with nothing between them, each by itself; else the piece as it is."""
    words = piece.split()
    if len(words) < 4:
        return [piece]
    out: list[str] = []
    at = 0
    while at < len(words):
        for size in (2, 3):
            name = " ".join(words[at : at + size])
            rest = words[at + size : at + size + 1]
            if len(words[at : at + size]) == size and parse_person(name) and (not rest or is_given_name(rest[0])):
                out.append(name)
                at += size
                break
        else:
            return [piece]
    return out


def clean_name(text: str) -> str:
    """A name without article, bullets, trailing punctuation, and where a person sits ("Ada Penrose at the Treasury")."""
    person, place, _ = text.partition(" in the ") if " in the " in text else text.partition(" at the ")
    if place and parse_person(person):
        text = person
    text = re.sub(r"^[\s*_#>•|:;,.\"-]+|[\s*_|:;,.\"-]+$", "", " ".join(text.split()))
    return re.sub(r"^(?:the|The|THE)\s+(?=[A-Z])", "", text)


def leading_person(text: str) -> str:
    """The person with whom an address begins ("The Rt Hon Ada Penrose MP Home Secretary 1 Quay Street" -> "Ada Penrose"); "" where none."""
    text = re.sub(r"[*_#]", "", text).strip(" ,.")
    words = re.split(r"[\s,]+", re.split(r"\d", text)[0])
    titled = 0
    while titled < len(words) and words[titled].strip(".").casefold() in name_words("title"):
        titled += 1
    for size in (4, 3, 2, 1):
        piece = words[: titled + size]
        if len(piece) < titled + size:
            continue
        if any(w.strip(".").upper() in name_words("honour") for w in piece[titled:-1]):
            continue
        if any(w.casefold() in _POSTS for w in piece[titled:]):
            continue
        person = parse_person(" ".join(piece))
        if person and (size > 1 or titled):
            return person
    return ""


_POSTS = frozenset(
    [
        "secretary",
        "minister",
        "principal",
        "private",
        "permanent",
        "director",
        "chair",
        "chairman",
        "chief",
        "head",
        "office",
        "department",
        "ministry",
        "treasury",
        "board",
        "council",
        "house",
        "street",
        "road",
        "downing",
        "whitehall",
        "london",
        "team",
        "leader",
        "assistant",
        "deputy",
        "under",
        "first",
        "ps",
        "pps",
    ]
)


def _inside_office(text: str, match: re.Match[str]) -> bool:
    """An "and" or comma within the name of an office or body ("Secretary of State for Work and Pensions")."""
    if "and" not in match.group() and "&" not in match.group():
        return False
    before, after = text[: match.start()], text[match.end() :]
    piece = re.split(r"[,;]", before)[-1]
    title = re.search(
        r"\b(?:Secretary of State|Minister|Department|Ministry|Committee|Office|Board|Chairs?|Directors?) (?:of|for)\b[^,;]*$",
        piece,
    )
    return bool(title) and parse_person(" ".join(after.split()[:2])) is None


def _group_end(text: str, start: int) -> int:
    """End of the list that a group word governs: where "and to" or a semicolon opens another, else the end."""
    match = re.search(r",?\s+and to\s+|;|,\s+to\s+", text[start:])
    end = start + match.start() if match else len(text)
    first = re.split(r",| and ", text[start:end])[0]
    if parse_person(clean_name(first)):
        return end  # private secretaries to people: the people are the group
    for joint in re.finditer(r",\s+(?:and\s+)?|\s+and\s+", text[start:end]):
        following = re.split(r",| and |\(", text[start + joint.end() : end])[0]
        if parse_person(clean_name(following)) and joint.start() > 3:
            return start + joint.start()
    return end
