"""The correspondence as a list that other catalogues of letters read: TEI correspDesc in the interchange format CMIF.

    Item(kind="letter", date="1951-05", senders=("Ann Lee",), addressees=())
->  <correspDesc key="item-3f…" source="#a1b2…"><correspAction type="sent"><persName>Ann Lee</persName><date when="1951-05"/>…
    <correspAction type="received"><persName>Unknown</persName>…

CMIF knows who sent and who received; copies to others have no place in it. It asks for a licence that whoever publishes such a list
gives. docket publishes nothing, so the file names the licence that is asked for, and says that it is not given yet.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from lxml import etree

from brief.plain import one_line
from brief.reading import items_by_id, read
from corpus.casebook import Casebook
from corpus.edtf import parse_bounds, sort_key
from corpus.records import Actor, Item

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_POINT = re.compile(r"(?:\d{4})(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")  # a year, a month or a day; no season
_NO_LETTER = {"register", "cover", "unreadable", "handwritten", "table", "slides", "web-page", "annex", "report"}
_UNKNOWN = "Unknown"


def find_letters(casebook: Casebook) -> list[Item]:
    """The papers that somebody sent to somebody, in order of date; second copies are left out."""
    found = [one for one in items_by_id(casebook).values() if one.kind not in _NO_LETTER and one.duplicate_of is None]
    return sorted((one for one in found if one.senders or one.addressees), key=lambda one: (sort_key(one.date), one.id))


def letters_file(casebook: Casebook, letters: Sequence[Item], facts: Sequence[tuple[str, str]], day: date) -> bytes:
    """The letters as CMIF; `facts` tell what the list is of, `day` is that of the list."""
    kinds = {one.name: one.kind for one in read(casebook, Actor)}
    used = dict.fromkeys(one.source for one in letters)
    keys = {source.name: _uuid(source.sha256) for source in casebook.sources() if source.name in used}
    root = etree.Element(f"{{{_TEI}}}TEI", nsmap={None: _TEI})
    header = _add(root, "teiHeader")
    _describe_file(_add(header, "fileDesc"), keys, facts, day)
    profile = _add(header, "profileDesc")
    for one in letters:
        letter = _add(profile, "correspDesc", key=one.id, source=f"#{keys[one.source]}")
        _add_parties(_add(letter, "correspAction", type="sent"), one.senders, kinds, one.date)
        _add_parties(_add(letter, "correspAction", type="received"), one.addressees, kinds)
    _add(_add(_add(root, "text"), "body"), "p")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def date_attributes(value: str) -> dict[str, str]:
    """The attributes of a TEI date for an EDTF value; none where it has no day.

    >>> date_attributes("1951-05~"), date_attributes("../1951-05-03"), date_attributes("1951-21")
    ({'when': '1951-05', 'cert': 'medium'}, {'notAfter': '1951-05-03'}, {'notBefore': '1951-03-01', 'notAfter': '1951-05-31'})
    """
    bounds = parse_bounds(value)
    if bounds is None:
        return {}
    bare = re.sub(r"[~?%]", "", value)
    if _POINT.fullmatch(bare):
        found = {"when": bare}
    else:
        ends = (("notBefore", bounds.first), ("notAfter", bounds.last))
        found = {name: end.isoformat() for name, end in ends if end}
    sure = "low" if re.search(r"[?%]", value) else "medium" if "~" in value else ""
    return found | ({"cert": sure} if sure and found else {})


def _describe_file(parent: etree._Element, keys: Mapping[str, str], facts: Sequence[tuple[str, str]], day: date) -> None:
    titles = _add(parent, "titleStmt")
    _add(titles, "title", "Correspondence list. " + ". ".join(f"{name}: {value}" for name, value in facts))
    _add(titles, "editor", _UNKNOWN)
    published = _add(parent, "publicationStmt")
    _add(published, "publisher", _UNKNOWN)
    _add(published, "idno", f"urn:uuid:{_uuid(*keys.values())}", type="url")
    _add(published, "date", when=day.isoformat())
    _add(
        _add(published, "availability", status="restricted"),
        "licence",
        "Not published. CMIF asks whoever publishes this list to do so under the Creative Commons Attribution licence 4.0; "
        "making the file gives no licence.",
        target=_LICENCE,
    )
    sources = _add(parent, "sourceDesc")
    for name, key in keys.items() or (("No letters on file", _uuid()),):
        _add(sources, "bibl", name, type="print").set(_ID, key)


def _add_parties(action: etree._Element, names: Sequence[str], kinds: Mapping[str, str], value: str = "") -> None:
    """Who sent or received, and when; an unknown one is called so, as the format wants it."""
    for name in names or (_UNKNOWN,):
        _add(action, "orgName" if kinds.get(name) == "body" else "persName", name)
    attributes = date_attributes(value)
    if attributes:
        _add(action, "date", **attributes)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_TEI}}}{name}", attrib=attributes)
    if text:
        made.text = re.sub("[\ud800-\udfff\ufffe\uffff]", "", one_line(text))
    return made


def _uuid(*parts: str) -> str:
    """A UUID of what something is made of that begins with a letter, as an id of XML must."""
    made = str(uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)))
    return "abcdef"[int(made[0], 16) % 6] + made[1:]
