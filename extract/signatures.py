"""Who signs: under the close, by name alone at the end, or run on in the last line.

"Yours ever ⏎ ADA PENROSE ⏎ Private Secretary"  ->  [Party("Ada Penrose", "Private Secretary")]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.marks import Line, Paragraph, resolve_office
from corpus.names import cased_name, is_given_name, name_words, parse_person, parse_signed_name, parse_spoilt_person, surname
from extract.layout import Layout, Party, find_salutation, is_post, without_repeats
from extract.namelists import clean_name, leading_person

_LETTERS = re.compile(r"[^\W\d_]")
_TAIL = re.compile(
    r"\b(?:[Yy]ours|[Yy]our|[Ss]incerely|[Bb]est wishes|[Kk]ind regards)\b[ ,]*(?:ever|sincerely|faithfully|truly|yours)?[ ,.]*(?:Signed:?)?"
)
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){2,4}")

_HONOURS = re.compile(r"\s+[A-Z]{2,4} ?/ ?[A-Z]{2,4}\W*$")  # in two tongues: "AC / AM"
_OF_PLACE = re.compile(
    r"(?:[A-Z][a-z]+ ){1,2}of (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
)  # "Dean of Ostley" under a name is its post
_ONE_WORD = re.compile(r"\W*(?P<word>[A-Z]{7,}), (?P<post>[A-Z][^\n]{2,60})")
_SHORTEST_GIVEN = 3  # letters
_SHORTEST_STYLE = 4  # letters; a shorter word under a close is somebody's initials or a scrap
_NO_STYLE = frozenset(
    {"enclosure", "enclosures", "encl", "encls", "attachment", "attachments", "copy", "draft", "signed", "dictated"}
)
_MANY = ("colleague", "friends")  # how a letter greets that goes to many, of whom none stands at its foot


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the foot that stand together, without the close above them; `closed` says that the close stood right above."""

    lines: tuple[Line, ...]
    marks: frozenset[str]
    closed: bool
    last: bool = False  # nothing but a post, place or date stands under the text and this block


def find_signatories(layout: Layout) -> list[Party]:
    """Who signs: under the close, or by name alone at the end; the last running paragraph may hold close and name too."""
    found: list[Party] = []
    familiar: list[Party] = []
    greeting = find_salutation(layout.head).casefold()
    addressed = any("addressee" in p.marks and "letterhead" in p.marks for p in layout.head)
    for block in _blocks(layout):
        line = block.lines[0]
        if signed := _side_by_side(block) if block.closed and not found else []:
            return without_repeats(signed)
        if first_name := _first_name(line) if block.closed and not found else "":
            familiar = [Party(first_name, "", line.start, line.end)]
            continue
        if "cc" in block.marks or _is_greeted(block, greeting, addressed) or _is_foot_addressee(block, found or familiar):
            continue
        if found and greeting and surname(leading_person(line.text)) == surname(greeting):
            continue  # whom the letter greets, with his address, under who signs
        if found and not found[-1].office and len(block.lines) == 1 and _OF_PLACE.fullmatch(line.text.strip()):
            found[-1] = replace(found[-1], office=clean_name(line.text))
        elif person := _person_of(line, (block.closed or block.last) and not found):
            found.append(Party(person, _post_under(block.lines), line.start, line.end))
        elif block.closed and not found and _is_alone(block.lines) and (style := _style_of_peer(line)):
            found.append(Party(style, "", line.start, line.end))
        elif (office := resolve_office(line.text)) and not found and not line.text.startswith("#"):
            found.append(Party(office, office, line.start, line.end))
        elif found and not found[-1].office and len(block.lines) == 1 and is_post(line.text):
            found[-1] = replace(found[-1], office=clean_name(line.text))
    found = found or familiar
    run_on = [p for p in layout.foot if "close-inline" in p.marks]
    for p in (*layout.body[-1:], *run_on):
        found = found or _inline_signatory(p)
    return without_repeats(found)


def find_initials(layout: Layout) -> list[Party]:
    """The initials that a minute is signed with ("A.P.", "R J S"), without points and blanks: the paper may tell whose they are."""
    p = layout.foot[0] if layout.foot else None
    if p is None or any(re.search(r"[A-Za-z]", line.text) for line in p.lines[1:]):
        return []
    line = p.lines[0]
    return [Party(re.sub(r"\W", "", line.text), "", line.start, line.end)] if _INITIALS.fullmatch(line.text.strip(" #*_")) else []


def _blocks(layout: Layout) -> Iterator[_Block]:
    """The paragraphs of the foot as blocks, up to an annex or running text."""
    closed = False
    for n, p in enumerate(layout.foot):
        if p.marks & {"annex", "draft"} or p.prose:
            return
        close = next((n for n, line in reversed(list(enumerate(p.lines))) if "close" in line.marks), None)
        lines = [line for line in (p.lines if close is None else p.lines[close + 1 :]) if _LETTERS.search(line.text)]
        copied = next((n for n, line in enumerate(lines) if n and "cc" in line.marks), len(lines))
        lines = lines[:copied]
        closed = closed or close is not None
        if lines:
            marks = frozenset(mark for line in lines for mark in line.marks)
            last = n == 0 and _is_dated_or_placed(lines, layout.foot[1:2])
            yield _Block(tuple(lines), marks | (p.marks & {"cc"} if len(lines) == len(p.lines) else frozenset()), closed, last)
            closed = False


def _is_dated_or_placed(lines: Sequence[Line], following: Sequence[Paragraph]) -> bool:
    """Does a date, post or place stand right under the first of these lines? Then it is a signature."""
    if len(lines) > 1:
        return bool(lines[1].marks & {"date", "office"}) or is_post(lines[1].text)
    return any(p.gap <= 1 and p.marks & {"date", "letterhead", "office"} and not p.marks & {"addressee"} for p in following)


def _is_greeted(block: _Block, greeting: str, addressed: bool) -> bool:
    """Is the name at the foot the one whom the letter greets, or honoured as only an addressee is?"""
    text = block.lines[0].text
    person = parse_person(text) or leading_person(text)
    if not person:
        return False
    titled = greeting.split(" ", maxsplit=1)[0].strip(".") in name_words("title") and surname(greeting) == surname(person)
    if titled or (greeting in (person.split()[0].casefold(), person.casefold()) and len(greeting) > 2):
        return True
    to_one = not greeting.startswith(_MANY)
    return bool(re.match(r"\W*(?:The )?(?:Rt|Right) Hon", text)) and not addressed and (to_one or not block.closed)


def _person_of(line: Line, under_close: bool) -> str | None:
    """The person that a line of the foot names, a clerk's initials or "(Miss)" after it aside; right under the close any name will do.

    A name in brackets is that of who is to sign a draft.
    """
    if to_sign := re.fullmatch(r"\W*\[([^\[\]]+)\]\W*", line.text):
        return parse_spoilt_person(to_sign[1])
    bare = _HONOURS.sub("", re.sub(r"\s*(?:\[.*?\]|\((?:Miss|Mrs|Mr|Ms|Mx|Dr)\.?\))\W*$", "", line.text))
    name, comma, post = bare.partition(", ")
    if comma and under_close and is_post(post):  # "Ida Holm, Chair, Harbour Board", "Deputy Ida Holm, Chair"
        style, _, untitled = name.partition(" ")
        named = untitled if style.casefold() in name_words("post") else name
        if person := parse_spoilt_person(named) or parse_signed_name(named):
            return person
    return parse_spoilt_person(bare) or (parse_signed_name(bare) if under_close and not resolve_office(bare) else None)


def _side_by_side(block: _Block) -> list[Party]:
    """The people of a joint letter whose signatures stand in columns, two or more to a line; none where any of them names nobody."""
    cells = [(line, cell) for line in block.lines for cell in line.text.split("\t") if cell.strip()]
    people = [(line, leading_person(cell)) for line, cell in cells]
    named = sum(bool(name) for _, name in people)
    if len(cells) == len(block.lines) or 2 * named < len(cells):
        return []
    return [Party(name, "", line.start, line.end) for line, name in people if name]


def _first_name(line: Line) -> str:
    """The first name alone that a friend signs with ("Ada"); "" where the line is anything else."""
    bare = line.text.strip(" *_.,")
    return bare.capitalize() if is_given_name(bare) and bare.isalpha() else ""


def _is_alone(lines: Sequence[Line]) -> bool:
    """Does the first line stand alone, or over nothing but the post of who signs?"""
    return len(lines) == 1 or (len(lines) == 2 and (is_post(lines[1].text) or bool(resolve_office(lines[1].text))))


def _style_of_peer(line: Line) -> str:
    """The one word with which a peer or bishop signs, or a telegram ends ("RUSSELL."); "" where the line is anything else."""
    bare = line.text.strip(" *_.,")
    plain = bare.isalpha() and len(bare) >= _SHORTEST_STYLE and (bare.isupper() or bare.istitle())
    return (
        bare.capitalize()
        if plain and line.marks <= {"addressee"} and not is_post(bare) and bare.casefold() not in _NO_STYLE
        else ""
    )


def _is_foot_addressee(block: _Block, found: list[Party]) -> bool:
    """A name with an address, honour or post after the signature is whom the letter goes to."""
    if not found:
        return False
    line = block.lines[0]
    honoured = bool({w.strip(".,").upper() for w in line.text.split()} & name_words("honour"))
    posted = "name" in line.marks and len(block.lines) > 1 and not honoured
    return ("addressee" in block.marks and not posted) or "letterhead" in block.marks


def _post_under(lines: Sequence[Line]) -> str:
    """The post on the line under a name; "" where there is none."""
    return clean_name(lines[1].text) if len(lines) > 1 and is_post(lines[1].text) else ""


def office_under(p: Paragraph) -> str:
    """The post on the line under the name that a paragraph begins with; "" where there is none."""
    return _post_under(p.lines)


def _inline_signatory(p: Paragraph) -> list[Party]:
    tail = re.split(r"\b(?:The )?(?:Rt\.?|Right) Hon", inline_tail(p))[0]
    people = people_in(tail) or _run_together(tail)
    return [Party(people[0], "", p.end - len(tail), p.end)] if people else []


def _run_together(tail: str) -> list[str]:
    """A given name and a surname in capitals between which OCR has lost the space, before a post ("ADAPENROSE, Chairman")."""
    match = _ONE_WORD.match(tail)
    if match is None or not is_post(match["post"]):
        return []
    word = match["word"]
    ends = [at for at in range(_SHORTEST_GIVEN, len(word) - _SHORTEST_STYLE + 1) if is_given_name(word[:at])]
    return [f"{cased_name(word[: ends[-1]])} {cased_name(word[ends[-1] :])}"] if ends else []


def inline_tail(p: Paragraph) -> str:
    """What stands after the close within a paragraph; "" where there is none."""
    matches = list(_TAIL.finditer(p.text))
    return p.text[matches[-1].end() :] if matches and "close-inline" in p.marks else ""


def people_in(tail: str) -> list[str]:
    """The people named one after the other in a run-on signature, each once."""
    words = [w for w in re.split(r"[\s,]+", re.sub(r"\d\S*", " ", tail)) if w]
    found: list[str] = []
    at = 0
    while at < len(words):
        titles = next((n for n, w in enumerate(words[at:]) if w.strip(".").casefold() not in name_words("title")), 0)
        for size in (titles + 2, titles + 3):
            piece, following = words[at : at + size], words[at + size : at + size + 1]
            person = parse_person(" ".join(piece)) if len(piece) == size else None
            if person and (size == titles + 3 or not following or not _goes_on(following[0])):
                if all(surname(person) != surname(other) for other in found):
                    found.append(person)
                at += size
                break
        else:
            at += 1
    return found


def _goes_on(word: str) -> bool:
    """Can this word be the rest of a name, rather than the start of another or of a post?"""
    bare = word.strip(".,")
    return bare[:1].isupper() and not (
        is_given_name(bare)
        or bare.upper() in name_words("honour")
        or bare.casefold() in name_words("title")
        or "/" in bare
        or is_post(bare)
    )
