"""Small steps through the XML of a Word document.

<w:numFmt w:val="decimal"/> in a level  ->  value(level, "numFmt") == "decimal"
"""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def child(element: Any, *path: str) -> Any:
    """The first element at this path of names below an element; None where there is none, or no element to start from."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value(element: Any, *path: str) -> str:
    """The `val` of the element at this path; "" where there is none."""
    found = child(element, *path)
    return (found.get(f"{W}val") or "") if found is not None else ""


def is_on(element: Any, *path: str) -> bool:
    """Is the switch at this path set?"""
    found = child(element, *path)
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def local(element: Any) -> str:
    """The name of an element of Word's; "" for one of another vocabulary."""
    tag = element.tag
    return tag.removeprefix(W) if isinstance(tag, str) and tag.startswith(W) else ""
