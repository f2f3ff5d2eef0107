"""What search must know of the whole casebook to answer a question for a list: what is outstanding on a day, what nobody answers.

gather_facts(Path("casebook"), date(2003, 2, 1)).status_on(date(2003, 2, 1))  ->  {"action-3f…": "overdue", …}
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path

from brief.reading import items_by_id, open_casebook, read
from corpus.records import Recommendation, Response
from index.listed import Facts


def gather_facts(folder: Path, today: date) -> Facts:
    """The facts of the casebook in `folder`; each is worked out only when search asks for it. What is unsure is left out."""

    def status_on(day: date) -> Mapping[str, str]:
        from brief.asof import actions_as_of  # noqa: PLC0415  # few questions need it
        from brief.sure import leave_out_unsure  # noqa: PLC0415

        with open_casebook(folder) as casebook:
            sure, _ = leave_out_unsure(actions_as_of(casebook, items_by_id(casebook), day))
        return {one.id: one.status for one in sure}

    def unanswered() -> Container[str]:
        with open_casebook(folder) as casebook:
            answered = {one for response in read(casebook, Response) for one in response.answers}
            return {one.id for one in read(casebook, Recommendation)} - answered

    return Facts(today=today, status_on=status_on, unanswered=unanswered)
