"""The papers as a network: who wrote to whom, what answers what, who promised what, each tie with the record that shows it.

    item:item-3f… --sent--> …     person:Ann Lee --sent--> item:item-3f…     item:item-3f… --addressed--> office:Home Secretary

Nodes have the id "type:name", the attribute `type` and a `label` to show; ties have `kind` and `evidence` (record ids).
A tie is drawn only for a link that is resolved: what is unsure stays in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, Response
from graph.likeness import split_names

TIES = (
    "sent",
    "addressed",
    "copied",
    "answers",
    "encloses",
    "copy-of",
    "promised-by",
    "promised-to",
    "asked-of",
    "responds-to",
    "mentions",
    "contradicts",
)


def build_graph(records: Iterable[AnyRecord]) -> nx.MultiDiGraph[str]:
    """The network of linked records (see `graph.links.link_records`)."""
    given = list(records)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = {one.name: one.kind for one in given if isinstance(one, Actor)}
    reports: dict[str, str] = {one.id: one.item for one in given if isinstance(one, Recommendation)}
    for one in given:
        _add_node(graph, one)
    for one in given:
        for left, right, kind in _ties(one, kinds, reports):
            for node in (left, right):
                if node not in graph:
                    graph.add_node(node, type=node.partition(":")[0], label=node.partition(":")[2])
            _tie(graph, left, right, kind, one.id)
    return graph


def party_node(name: str, kinds: dict[str, str]) -> str:
    """The id of a party's node: "person:Ann Lee"; a party of unknown kind counts as a body."""
    return f"{kinds.get(name) or 'body'}:{name}"


def _tie(graph: nx.MultiDiGraph[str], left: str, right: str, kind: str, evidence: str) -> None:
    """One tie a kind between two nodes; a second record for it adds its evidence."""
    known = graph.get_edge_data(left, right, key=kind)
    if known is not None:
        known["evidence"] = (*known["evidence"], evidence)
    else:
        graph.add_edge(left, right, key=kind, kind=kind, evidence=(evidence,))


def _add_node(graph: nx.MultiDiGraph[str], record: AnyRecord) -> None:
    if isinstance(record, Actor):
        graph.add_node(f"{record.kind}:{record.name}", type=record.kind, label=record.name)
    elif isinstance(record, Item):
        graph.add_node(f"item:{record.id}", type="item", label=record.subject or record.kind, date=record.date)
    elif isinstance(record, Action):
        graph.add_node(f"action:{record.id}", type="action", label=record.what, date=record.when)
    elif isinstance(record, Recommendation):
        graph.add_node(f"recommendation:{record.id}", type="recommendation", label=f"{record.number}. {record.text}")
        graph.add_node(f"report:{record.report or record.item}", type="report", label=record.report)
    elif isinstance(record, Response):
        graph.add_node(f"response:{record.id}", type="response", label=record.text)
    elif isinstance(record, Event):
        graph.add_node(f"event:{record.id}", type="event", label=record.text, date=record.date)


def _ties(record: AnyRecord, kinds: dict[str, str], reports: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """What one record shows: (from, to, kind)."""
    if isinstance(record, Item):
        yield from _item_ties(record, kinds)
    elif isinstance(record, Action):
        yield from _action_ties(record, kinds)
    elif isinstance(record, Response):
        for answered in record.answers:
            yield f"response:{record.id}", f"recommendation:{answered}", "responds-to"
            if answered in reports and reports[answered] != record.item:
                yield f"item:{record.item}", f"item:{reports[answered]}", "answers"
    elif isinstance(record, Recommendation):
        yield f"report:{record.report or record.item}", f"recommendation:{record.id}", "encloses"
        yield f"item:{record.item}", f"recommendation:{record.id}", "mentions"
    elif isinstance(record, Reference) and record.resolves_to:
        yield f"item:{record.item}", f"item:{record.resolves_to}", "mentions"
    elif isinstance(record, Event):
        yield f"item:{record.item}", f"event:{record.id}", "mentions"
        for other in record.conflicts_with:
            yield f"event:{record.id}", f"event:{other}", "contradicts"


def _item_ties(item: Item, kinds: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    node = f"item:{item.id}"
    for name in item.senders:
        yield party_node(name, kinds), node, "sent"
    for name in item.addressees:
        yield node, party_node(name, kinds), "addressed"
    for name in item.copied_to:
        yield node, party_node(name, kinds), "copied"
    if item.part_of:
        yield f"item:{item.part_of}", node, "encloses"
    if item.duplicate_of:
        yield node, f"item:{item.duplicate_of}", "copy-of"


def _action_ties(action: Action, kinds: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    node = f"action:{action.id}"
    yield f"item:{action.item}", node, "mentions"
    doing: Sequence[str] = split_names(action.who)
    for name in doing:
        yield node, party_node(name, kinds), "promised-by" if action.force == "promise" else "asked-of"
    if action.force == "promise":
        for name in split_names(action.to):
            yield node, party_node(name, kinds), "promised-to"
    if action.about:
        yield node, f"recommendation:{action.about}", "answers"
