"""Makes the one PDF of the sample papers: a joint letter of two ministers on two pages, its letterhead in two columns.

    python bench/make_sample_pdf.py  ->  corpus/sample/papers/joint-letter-to-chairs.pdf

The same bytes come out every time, so that the file's hash, and every id made from it, stays the same: `invariant` leaves out
the clock, and nothing is compressed, because compressed bytes differ from one zlib to the next.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

PDF = Path(__file__).parents[1] / "corpus" / "sample" / "papers" / "joint-letter-to-chairs.pdf"
MARGIN = 62.0
LEFT_HEAD = (
    "Department for Isles and Sea Transport",
    "Rowena Askerby MPA",
    "Minister for Isles and Sea Transport",
    "Signal House, 4 Quay Street",
    "Hallowick HK1 4DS",
    "Telephone 0555 010 0140",
)
RIGHT_HEAD = (
    "Department for Civil Protection",
    "Tobias Hallend MPA",
    "Minister for Civil Protection",
    "Beacon Court, Upper Hill Road",
    "Hallowick HK2 7LD",
    "Telephone 0555 010 0220",
)
OPENING = ("Chairs of the Harbour Boards", "", "8 May 2015", "", "Dear Chair", "")
SUBJECT = "WINTER READINESS IN THE KARROW STRAIT"
BODY = """
We are writing to the chairs of the four harbour boards about the winter that begins on 1 October. It will be
the first under the arrangements that were set out in the Government's response of 19 March to the report of
Dame Oriel Quenby, and we want it to be plain to everyone what is expected.

The Maritime Standards Office sent you guidance on harbour safety plans on 30 March. We are glad that so many of
you came to the seminar on 21 April. As the guidance says, plans must be with the Office by 30 June. We have no
wish to burden small harbours, and the model plan that the Office published on Tuesday should make the work
lighter. Please let Dr Lowick know by 29 May if you foresee any difficulty.

From 1 October a lifeboat of the Coastal Rescue Service will be stationed at Great Oskel. The Service will need
a berth that can be used at all states of the tide, and somewhere for the crew to sleep. We are grateful to the
Great Oskel Harbour Board, which has agreed to make the old customs shed available without rent. The Service
will pay for heat and light, and will hand the building back each April in the condition in which it was found.

The Department for Isles and Sea Transport will write to you again in July, when the passage limits have been
published, to explain how masters and harbour masters are to apply them. Harbour masters should not give leave
to sail when a limit is exceeded. We know that some of you have doubts about this. The limits were tried for
three weeks in March, and on no day would they have stopped a vessel that in fact sailed.

We would also ask two things of you as chairs. First, would you please make sure that your safety officer takes
part in the joint exercise that is to be held in the first half of September? Commodore Tennick's staff will
send the details in June. Secondly, we should be grateful for a short report from each board by 31 January each
year on how its plan has worked during the winter.

There has been some talk in the newspapers of closing the harbour at Ardlow. We can assure you that there is no
such proposal.

The next meeting of the Karrow Strait Safety Board is on 16 June. Gwen Tolliver, who chairs it, would be happy
to hear from any of you before then. We look forward to working with you, and hope to visit each of the harbours
in the course of the summer.

We are copying this letter to Commodore Ruth Tennick, Callum Deverell and Gwen Tolliver.
"""
CLOSE = ("Yours sincerely", "", "", "ROWENA ASKERBY", "", "", "TOBIAS HALLEND")


def make_pdf(path: Path) -> None:
    """Writes the letter to this path."""
    text = ParagraphStyle("body", fontName="Times-Roman", fontSize=12, leading=20, spaceAfter=11)
    subject = ParagraphStyle("subject", parent=text, fontName="Times-Bold")
    line = ParagraphStyle("line", parent=text, spaceAfter=0)
    story: list[Any] = [_line(words, line) for words in OPENING]
    story.append(Paragraph(SUBJECT, subject))
    story += [Paragraph(" ".join(words.split()), text) for words in BODY.split("\n\n")]
    story += [_line(words, line) for words in CLOSE]
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1, pageCompression=0, title="Winter readiness")
    width, height = A4
    first = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN - 90, id="first")
    later = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, id="later")
    document.addPageTemplates(
        [
            PageTemplate(id="first", frames=[first], onPage=_draw_letterhead, autoNextPageTemplate="later"),
            PageTemplate(id="later", frames=[later], onPage=_draw_page_number),
        ]
    )
    document.build(story)


def _line(words: str, style: ParagraphStyle) -> Any:
    return Paragraph(words, style) if words else Spacer(1, 12)


def _draw_letterhead(canvas: Any, document: Any) -> None:
    """Two columns side by side: what a reader that goes line by line runs together."""
    _, height = A4
    for x, lines in ((MARGIN + 6, LEFT_HEAD), (330.0, RIGHT_HEAD)):
        for number, words in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if number < 2 else "Helvetica", 10)
            canvas.drawString(x, height - MARGIN - 13 * number, words)


def _draw_page_number(canvas: Any, document: Any) -> None:
    canvas.setFont("Times-Roman", 10)
    canvas.drawCentredString(A4[0] / 2, 34, str(document.page))


if __name__ == "__main__":
    make_pdf(PDF)
