"""Reads e-mails (EML, MSG): the heads that matter, the body, and what is attached, each a part of the text.

    message.eml  ->  text "From: Ada Wren …\\nTo: …\\nDate: …\\nSubject: Piers\\n\\nDear Tom …\\n\\n(the letter attached)", parts (e-mail, letter.pdf)

An attachment is read as a paper of its own format would be; one that can't be read is a fault of the e-mail, not its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from typing import Any

from corpus.errors import UnreadableError
from corpus.readers.html import html_text
from corpus.sources import Fault, Page, Part, SourceText

HEADS = ("From", "To", "Cc", "Date", "Subject")
DEEPEST = 6  # e-mails attached to e-mails
_MOST_ATTACHED = 200
_ATTACHMENT = "attachment "
_RECIPIENT_TYPE = 0x0C15  # Outlook's number for the property: 1 to, 2 copied to, 3 copied to in secret
Read = Callable[
    [str, bytes, int], SourceText | None
]  # a file's name, its bytes, how deep it is attached: the source, None for a format not read


@dataclass
class Letter:
    """An e-mail taken apart: its heads, its body as text, and (name, bytes) of what is attached."""

    heads: list[tuple[str, str]]
    body: str
    attached: list[tuple[str, bytes]] = field(default_factory=list)


def read_eml(data: bytes, read: Read, depth: int = 0) -> SourceText:
    """The text of an EML file; `read` reads what is attached. UnreadableError where it is no e-mail."""
    letter = take_apart(BytesParser(policy=policy.compat32).parsebytes(data))  # the newer policies rewrite dates as they see fit
    if not letter.heads:
        raise UnreadableError("is no e-mail: it has no From, To, Date or Subject; give it the ending of what it is")
    return write_letter(letter, "eml", read, depth)


def read_msg(data: bytes, read: Read, depth: int = 0) -> SourceText:
    """The text of an Outlook MSG file; `read` reads what is attached. UnreadableError where it is none."""
    from oxmsg import Message as OutlookMessage  # noqa: PLC0415

    try:
        message = OutlookMessage.load(data)
        letter = _outlook_letter(message)
    except (ValueError, OSError, KeyError, IndexError, AssertionError, AttributeError, TypeError) as error:
        raise UnreadableError("is no Outlook message, or broken; save it again from Outlook") from error
    return write_letter(letter, "msg", read, depth)


def write_letter(letter: Letter, format_name: str, read: Read, depth: int) -> SourceText:
    """An e-mail with what is attached to it as one text with its parts; the pages are those of what is attached, numbered anew in each."""
    heads = "\n".join(f"{name}: {value}" for name, value in letter.heads)
    text = f"{heads}\n\n{letter.body}".strip("\n")
    subject = next((value for name, value in letter.heads if name == "Subject"), "")
    parts = [Part(0, len(text), "e-mail", subject, tuple(letter.heads))]
    pages: list[Page] = []
    faults: list[Fault] = []
    if len(letter.attached) > _MOST_ATTACHED:
        faults.append(Fault(f"has {len(letter.attached)} attachments; the first {_MOST_ATTACHED} are read"))
    for name, data in letter.attached[:_MOST_ATTACHED]:
        try:
            source = read(name, data, depth + 1)
        except UnreadableError as error:
            faults.append(Fault(f"{_ATTACHMENT}{name} {error}"))
            continue
        if source is None or not source.text.strip():
            continue
        start = len(text) + 2
        text += f"\n\n{source.text}"
        parts += _placed(source, name, start, len(parts))
        pages += [Page(page.number, page.start + start, page.end + start) for page in source.pages]
        faults += [_fault_of(name, fault) for fault in source.faults]
    return SourceText("", "", "", format_name, text, tuple(pages), tuple(parts), faults=tuple(faults))


def _fault_of(name: str, fault: Fault) -> Fault:
    """A fault of what is attached as one of the e-mail; where it is one of an attachment to that, only the innermost is named."""
    if fault.message.startswith(_ATTACHMENT):
        return fault
    return Fault(f"{_ATTACHMENT}{name}: {fault.message}" + (f" (page {fault.page})" if fault.page else ""))


def _placed(source: SourceText, name: str, start: int, index: int) -> Iterator[Part]:
    """The parts of an attached source where they stand in the e-mail's text."""
    for part in source.parts or (Part(0, len(source.text), "", name),):
        above = 0 if part.part_of is None else part.part_of + index
        yield Part(part.start + start, part.end + start, part.kind, part.title or name, part.headers, above)


def take_apart(message: Message) -> Letter:
    """An e-mail as Python parsed it, taken apart. Faulty heads and encodings are read as well as they can be."""
    heads = [(name, value) for name in HEADS for value in _head(message, name)]
    plain, rich, attached = _contents(message)
    return Letter(heads, plain if plain.strip() or not rich else html_text(rich), attached)


def _head(message: Any, name: str) -> list[str]:
    try:
        values = [str(make_header(decode_header(str(value)))) for value in message.get_all(name, [])]
    except (ValueError, LookupError, HeaderParseError):  # an encoding that is unknown or not kept to
        values = [str(value) for value in message.get_all(name, [])]
    return [tidied for value in values if (tidied := " ".join(value.split()))]


def _contents(message: Any) -> tuple[str, str, list[tuple[str, bytes]]]:
    """The plain text, the HTML and the attachments of a message."""
    plain: list[str] = []
    rich: list[str] = []
    attached: list[tuple[str, bytes]] = []
    for part in _leaves(message):
        name = _file_name(part)
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            attached += [(name or "message.eml", bytes(each)) for each in (inner if isinstance(inner, list) else [])]
        elif name or part.get_content_disposition() == "attachment":
            if part.get_content_maintype() != "image":
                attached.append((name or "attachment", part.get_payload(decode=True) or b""))
        elif kind in ("text/plain", "text/html"):
            (plain if kind == "text/plain" else rich).append(_text(part))
    return "\n\n".join(filter(None, plain)), "".join(rich), attached


def _leaves(message: Any) -> Iterator[Any]:
    """The parts of a message that are no containers, without going into attached messages."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += reversed(inner)
        else:
            yield part


def _file_name(part: Any) -> str:
    try:
        return " ".join(str(make_header(decode_header(part.get_filename() or ""))).split())
    except (ValueError, LookupError, HeaderParseError):
        return ""


def _text(part: Any) -> str:
    data = part.get_payload(decode=True) or b""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _outlook_letter(message: Any) -> Letter:
    heads = message.message_headers
    named = {name.lower(): value for name, value in heads.items()}
    written: dict[str, list[str]] = {"To": [], "Cc": [], "": []}
    for recipient in message.recipients:
        kind = {1: "To", 2: "Cc"}.get(recipient.properties.int_prop_value(_RECIPIENT_TYPE), "")
        written[kind].append(_person(recipient.name, recipient.email_address))
    sent = message.sent_date
    values = {
        "From": message.sender or named.get("from", ""),
        "To": named.get("to", "") or "; ".join(written["To"]),
        "Cc": named.get("cc", "") or "; ".join(written["Cc"]),
        "Date": named.get("date", "") or (sent.strftime("%a, %d %b %Y %H:%M:%S %z").strip() if sent else ""),
        "Subject": message.subject or "",
    }
    body = (message.body or "").replace("\r\n", "\n").strip("\n")
    if not body.strip() and message.html_body:
        body = html_text(message.html_body)
    attached = [(item.file_name or "attachment", item.file_bytes) for item in message.attachments if item.file_bytes]
    return Letter([(name, " ".join(values[name].split())) for name in HEADS if values[name].strip()], body, attached)


def _person(name: str, address: str) -> str:
    """A recipient as mail heads write one; a surname before its comma goes in quotes, so that it stays one name."""
    name = f'"{name}"' if "," in name and '"' not in name else name
    return f"{name} <{address}>" if name and address and name != address else name or address
