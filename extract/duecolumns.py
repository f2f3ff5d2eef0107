"""Tables of recommendations that say in columns of their own who answers for each and by when.

    "Recommendation | Management response | Responsible officer | Due date" over "… | Agreed. | Harbour Master | 30 June 2015"
      ->  the Harbour Master owes what was recommended, by 30 June 2015

What the response itself promises gets the officer and the day that it does not say; a response that accepts and promises nothing in
words is a promise to do what was recommended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.rulesets import read_rule_set
from extract.actionrows import ActionRow, Cell, Row, columns_of, tables_of
from extract.dispositions import judge_disposition, judge_progress
from extract.leads import Unit

_ACCEPTED = frozenset({"accepted", "accepted-in-part", "accepted-in-principle"})


@dataclass(frozen=True, slots=True)
class DueRow:
    """A row of such a table: what was recommended, the answer, who is responsible ("" for nobody) and where the day stands."""

    start: int
    end: int
    asked: Cell
    answer: Cell
    who: str
    when: tuple[int, int]

    def promised(self, text: str) -> ActionRow | None:
        """What the row itself promises: that the recommendation will be met; None where the answer does not accept it, or all is done."""
        answer = self.answer.words
        if judge_disposition(answer).disposition not in _ACCEPTED or judge_progress(text[self.when[1] : self.end]) == "complete":
            return None
        return ActionRow(self.answer.start, self.end, self.asked.words, self.who, self.when, force="promise", rule="table.due")


def find_due_rows(text: str, units: Sequence[Unit]) -> list[DueRow]:
    """The rows of such tables that have a day in their column of days."""
    return [row for table in tables_of(text, units) for row in _rows(text, table)]


def _rows(text: str, table: Sequence[Row]) -> Iterable[DueRow]:
    head = table[0].cells
    columns = columns_of(text, table)
    asked, answer = (_column(head, label) for label in ("column-recommendation", "column-answer"))
    if "table.what" in columns or "table.when" not in columns or asked is None or answer is None:
        return
    who = columns.get("table.who")
    for row in table[1:]:
        if len(row.cells) < len(head) - 1 or max(asked, answer, columns["table.when"]) >= len(row.cells):
            continue
        when = row.cells[columns["table.when"]]
        if any(letter.isdigit() for letter in when.words):
            said = row.cells[who].words if who is not None and who < len(row.cells) else ""
            yield DueRow(row.start, row.end, row.cells[asked], row.cells[answer], said, (when.start, when.end))


def _column(head: Sequence[Cell], label: str) -> int | None:
    rules = read_rule_set("extract.rules", "responses", label)
    return next((number for number, cell in enumerate(head) if rules.any(cell.words)), None)
