"""The network as files for programs that draw and measure networks: GraphML and GEXF.

graphml(build_graph(records), {"casebook": "ferries"})  ->  b"<?xml … <graphml …"

Both hold the same nodes and ties. Attributes are text, the records that show a tie joined by "; ", because neither format has lists.
The same network gives the same bytes: the day of writing, which NetworkX puts into GEXF, is left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from xml.etree.ElementTree import SubElement

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.network import Graph

# What no XML can hold: control characters, halves of characters, the two that stand for none.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = ("type", "label", "date", "record")


def graphml(graph: Graph, facts: Mapping[str, str]) -> bytes:
    """The network as GraphML; `facts` about it, by name, are attributes of the whole."""
    made = _in_words(graph)
    made.graph.update({name: _xml(value) for name, value in facts.items()})
    out = io.BytesIO()
    nx.write_graphml(made, out, named_key_ids=True)
    return out.getvalue()


def gexf(graph: Graph, facts: Mapping[str, str]) -> bytes:
    """The network as GEXF; `facts` about it stand in its description."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_in_words(graph))
    meta = writer.xml.find("meta")
    if meta is not None:
        meta.attrib.pop("lastmodifieddate", None)
        SubElement(meta, "description").text = _xml("; ".join(f"{name}: {value}" for name, value in facts.items()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_papers(graph: Graph, papers: frozenset[str]) -> Graph:
    """The network without the papers of these ids, to which ties of other papers may lead."""
    kept = graph.copy()
    kept.remove_nodes_from([f"item:{id}" for id in papers if f"item:{id}" in kept])
    return kept


def _in_words(graph: Graph) -> Graph:
    """The same nodes and ties, in order, with attributes that every format holds."""
    made: Graph = nx.MultiDiGraph()
    for node in sorted(graph):
        given = graph.nodes[node]
        words = {name: _xml(str(given[name])) for name in _KEPT if given.get(name)}
        made.add_node(_xml(node), **({"label": _xml(node.partition(":")[2])} | words))
    for number, (left, right, kind) in enumerate(sorted(graph.edges(keys=True)), 1):
        evidence = "; ".join(graph.edges[left, right, kind]["evidence"])
        made.add_edge(_xml(left), _xml(right), key=kind, id=f"tie-{number}", kind=kind, evidence=evidence)
    return made


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
