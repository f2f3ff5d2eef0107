"""The header of an e-mail or attachment, from what the format itself gives.

("From", "Ada Penrose <ada@rivers.example>")  ->  sender "Ada Penrose"
"""

from __future__ import annotations

import re
from dataclasses import replace
from email.utils import getaddresses, parsedate_to_datetime

from corpus.sources import Part
from extract.header import Header
from extract.layout import Party
from extract.namelists import name_of_address


def read_mail_header(header: Header, part: Part) -> Header:
    """The header as the text shows it, with the fields of the part's own headers put in their place."""
    fields: dict[str, list[str]] = {}
    for name, value in part.headers:
        fields.setdefault(name.casefold(), []).append(value)
    if not fields:
        return replace(header, kind=part.kind or header.kind, subject=header.subject or part.title)
    return replace(
        header,
        kind=part.kind or "e-mail",
        date=_date(fields.get("date", [])) or header.date,
        senders=_parties(fields.get("from", [])) or header.senders,
        addressees=_parties(fields.get("to", [])) or header.addressees,
        copied_to=tuple(party.name for party in _parties(fields.get("cc", []))) or header.copied_to,
        subject=_subject(fields.get("subject", [])) or header.subject,
    )


def _parties(values: list[str]) -> tuple[Party, ...]:
    return tuple(Party(_name(name, address)) for name, address in getaddresses(values) if name or address)


def _name(name: str, address: str) -> str:
    """The display name, first name first; else the name that the address is made of."""
    bare = re.sub(r"\s*[(\[].*?[)\]]", "", name).strip(" '\"")
    if match := re.fullmatch(r"([A-Z][\w'-]+), ([A-Z][\w'. -]+)", bare):
        return f"{match.group(2)} {match.group(1)}"
    if bare and "@" not in bare:
        return bare
    return name_of_address(address)


def _date(values: list[str]) -> str:
    for value in values:
        try:
            return parsedate_to_datetime(value).date().isoformat()
        except ValueError:
            continue
    return ""


def _subject(values: list[str]) -> str:
    return " ".join(values[0].split()) if values else ""
