"""The papers as a network: who wrote to whom, what answers what, who promised what, each tie with the records that show it.

    item:item-3f… --addressed--> office:Home Secretary      person:Ann Lee --holds-office--> office:Clerk to the Board

Nodes have the id "type:name", the attribute `type` and a `label` to show; ties have `kind` and `evidence` (record ids).
A tie is drawn only for a link that is resolved: what is unsure stays in the records. `update_graph` takes one paper out and puts it in
anew without a look at the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import networkx as nx

from corpus.marks import resolve_office
from corpus.records import Action, Actor, AnyRecord, Event, Item, Recommendation, Reference, Response
from extract.parties import resolve_body
from graph.likeness import split_names
from graph.status import find_fulfilled

TIES = (
    "sent",
    "addressed",
    "copied",
    "answers",
    "encloses",
    "copy-of",
    "holds-office",
    "promised-by",
    "promised-to",
    "asked-of",
    "responds-to",
    "fulfils",
    "mentions",
    "contradicts",
)
Graph: TypeAlias = "nx.MultiDiGraph[str]"
_PARTIES = ("person", "office", "body")
_Tie = tuple[str, str, str, tuple[str, ...]]  # from, to, kind, and the records that show it


def build_graph(records: Iterable[AnyRecord]) -> Graph:
    """The network of linked records (see `graph.links.link_records`)."""
    given = list(records)
    graph: Graph = nx.MultiDiGraph()
    _put(graph, given)
    return graph


def update_graph(graph: Graph, gone: Iterable[AnyRecord], new: Iterable[AnyRecord]) -> None:
    """Take the records of one paper out of a graph of `build_graph` and put its new ones in, in place.

    `gone` are the records as the graph has them, also those of other papers whose links have changed; `new` the same ones as they are
    now. What the paper fulfils, and what fulfils its promises, is found anew among its own records and those given.
    """
    before, after = list(gone), list(new)
    kept = {one.id for one in after}
    for left, right, kind, evidence in [tie for record in before for tie in _ties(record, graph)]:
        _untie(graph, left, right, kind, evidence)
    for record in before:
        if record.id not in kept and (node := _node(record)) in graph:
            graph.remove_node(node)
    _put(graph, after)


def party_node(name: str, graph: Graph) -> str:
    """The id of a party's node: "person:Ann Lee"; a party of unknown kind counts as a body, initials as the body on file that they mean."""
    known = (f"{kind}:{one}" for one in (name, resolve_body(name)) if one for kind in _PARTIES)
    return next((node for node in known if node in graph), f"body:{name}")


def _put(graph: Graph, records: list[AnyRecord]) -> None:
    for one in sorted(records, key=lambda one: not isinstance(one, Item)):
        _add_node(graph, one)
    for one in records:
        for left, right, kind, evidence in _ties(one, graph):
            _tie(graph, left, right, kind, evidence)
    for action, done in find_fulfilled(records).items():
        shown = f"event:{done.record}" if f"event:{done.record}" in graph else f"item:{done.record}"
        _tie(graph, shown, f"action:{action}", "fulfils", (done.record,))


def _tie(graph: Graph, left: str, right: str, kind: str, evidence: tuple[str, ...]) -> None:
    """One tie a kind between two nodes; a second record for it adds its evidence."""
    for node in (left, right):
        if node not in graph:
            graph.add_node(node, type=node.partition(":")[0], label=node.partition(":")[2])
    tie = graph.get_edge_data(left, right, key=kind)
    if tie is None:
        graph.add_edge(left, right, key=kind, kind=kind, evidence=evidence)
    else:
        tie["evidence"] = tuple(dict.fromkeys((*tie["evidence"], *evidence)))


def _untie(graph: Graph, left: str, right: str, kind: str, evidence: tuple[str, ...]) -> None:
    """Takes evidence from a tie; a tie without any goes, and a party or report without a tie goes with it."""
    tie = graph.get_edge_data(left, right, key=kind)
    if tie is None:
        return
    tie["evidence"] = tuple(one for one in tie["evidence"] if one not in evidence)
    if not tie["evidence"]:
        graph.remove_edge(left, right, key=kind)
        for node in (left, right):
            if not graph.degree(node) and not graph.nodes[node].get("record"):
                graph.remove_node(node)


def _node(record: AnyRecord) -> str:
    """The id of a record's own node; "" for records that are ties only."""
    if isinstance(record, Actor):
        return f"{record.kind}:{record.name}"
    if isinstance(record, Item | Action | Recommendation | Response | Event):
        return f"{record.KIND.removesuffix('s')}:{record.id}"
    return ""


def _add_node(graph: Graph, record: AnyRecord) -> None:
    node = _node(record)
    if isinstance(record, Actor):
        graph.add_node(node, type=record.kind, label=record.name, record=record.id)
    elif isinstance(record, Item):
        whole = {"part_of": record.part_of} if record.part_of else {}
        graph.add_node(node, type="item", label=record.subject or record.kind, date=record.date, record=record.id, **whole)
    elif isinstance(record, Action):
        graph.add_node(node, type="action", label=record.what, date=record.when, record=record.id)
    elif isinstance(record, Recommendation):
        label = f"{record.number}. {record.text}"
        graph.add_node(node, type="recommendation", label=label, record=record.id, item=record.item)
        graph.add_node(_report(record, graph), type="report", label=record.report)
    elif isinstance(record, Response):
        graph.add_node(node, type="response", label=record.text, record=record.id)
    elif isinstance(record, Event):
        graph.add_node(node, type="event", label=record.text, date=record.date, record=record.id)


def _report(one: Recommendation, graph: Graph) -> str:
    """The node of a report, by the paper that holds it: two reports of one title are two.

    A report that is known only because a paper repeats it has its title there too.
    """
    item, seen = one.item, set[str]()
    while item not in seen:
        seen.add(item)
        item = graph.nodes.get(f"item:{item}", {}).get("part_of", item)
    return f"report:{item}" + (f" {one.report}" if one.rule.startswith("quoted") and one.report else "")


def _ties(record: AnyRecord, graph: Graph) -> Iterator[_Tie]:
    """What one record shows."""
    own = (record.id,)
    if isinstance(record, Item):
        yield from _item_ties(record, graph)
    elif isinstance(record, Actor):
        yield from _office_ties(record)
    elif isinstance(record, Action):
        yield from _action_ties(record, graph)
    elif isinstance(record, Response):
        yield f"item:{record.item}", f"response:{record.id}", "mentions", own
        for answered in record.answers:
            yield f"response:{record.id}", f"recommendation:{answered}", "responds-to", own
            report = graph.nodes.get(f"recommendation:{answered}", {}).get("item", record.item)
            if report != record.item:
                yield f"item:{record.item}", f"item:{report}", "answers", own
    elif isinstance(record, Recommendation):
        yield _report(record, graph), f"recommendation:{record.id}", "encloses", own
        yield f"item:{record.item}", f"recommendation:{record.id}", "mentions", own
    elif isinstance(record, Reference) and record.resolves_to:
        yield f"item:{record.item}", f"item:{record.resolves_to}", "mentions", own
    elif isinstance(record, Event):
        yield f"item:{record.item}", f"event:{record.id}", "mentions", own
        for other in record.conflicts_with:
            yield f"event:{record.id}", f"event:{other}", "contradicts", own


def _item_ties(item: Item, graph: Graph) -> Iterator[_Tie]:
    node, own = f"item:{item.id}", (item.id,)
    for name in item.senders:
        yield party_node(name, graph), node, "sent", own
    for name in item.addressees:
        yield node, party_node(name, graph), "addressed", own
    for name in item.copied_to:
        yield node, party_node(name, graph), "copied", own
    if item.part_of:
        yield f"item:{item.part_of}", node, "encloses", own
    if item.duplicate_of:
        yield node, f"item:{item.duplicate_of}", "copy-of", own


def _office_ties(actor: Actor) -> Iterator[_Tie]:
    """A person holds the offices whose titles the papers use for them; the papers that name the person are evidence too."""
    if actor.kind == "person":
        papers = dict.fromkeys(mention.item for mention in actor.mentions)
        for office in dict.fromkeys(filter(None, map(resolve_office, actor.aliases))):
            yield f"person:{actor.name}", f"office:{office}", "holds-office", (actor.id, *papers)


def _action_ties(action: Action, graph: Graph) -> Iterator[_Tie]:
    node, own = f"action:{action.id}", (action.id,)
    yield f"item:{action.item}", node, "mentions", own
    for name in split_names(action.who):
        yield node, party_node(name, graph), "promised-by" if action.force == "promise" else "asked-of", own
    if action.force == "promise":
        for name in split_names(action.to):
            yield node, party_node(name, graph), "promised-to", own
    if action.about:
        yield node, f"recommendation:{action.about}", "answers", own
