"""A header as the tables of the header tests write it."""

from __future__ import annotations

from extract.header import Header


def told(header: Header) -> dict[str, object]:
    """The fields of a header by their public names, parties by name alone."""
    return {
        "kind": header.kind,
        "date": header.date,
        "from": [party.name for party in header.senders],
        "to": [party.name for party in header.addressees],
        "cc": list(header.copied_to),
        "subject": header.subject,
        "reference": header.reference,
        "marking": header.marking,
    }
