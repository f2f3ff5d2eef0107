"""Adds papers to a casebook: reads, extracts, keeps, links, and brings the search index up to date.

add_papers(Path("casebook"), [Path("papers")])
->  AddReport(added=(Added(name="letter.txt", items=1, counts={"actions": 3, …}, …),), already=(), failed=())
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from brief.listing import counted, say_counts
from brief.plain import one_line
from brief.reading import refresh_links
from brief.workers import Outcome, Reading, Workers, open_workers
from corpus.casebook import Casebook, StoredSource
from corpus.errors import CasebookError, DocketError
from corpus.read import READABLE, can_ocr, find_papers, lacking_languages, say_path
from corpus.records import RECORD_TYPES, AnyRecord, Flag, Item
from corpus.sources import SourceText
from index.casebook_index import update_index

_NO_LANGUAGE = (
    "Tesseract can't read “{language}” on this machine; install that language (the package tesseract-ocr-{package}), "
    "or ask for those that tesseract --list-langs names, with + between them"
)
_SHOWN = 20  # lines of one sort in a report
_AHEAD = 3  # papers on their way for each worker: one that takes long must not leave the others idle, and memory must not grow
OCR_MODES = ("auto", "always", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A paper that was read: how many records of each kind it gave, what in it is doubtful, what in it could not be read."""

    name: str
    path: Path
    replaced: bool
    again: bool  # the same file as before, read anew
    counts: dict[str, int]
    doubtful: tuple[tuple[str, Flag], ...]  # item id and what to look at
    faults: tuple[str, ...]


@dataclass(slots=True)
class AddReport:
    """What came of adding papers.

    `already` are paths with the source that has their content, `failed` one line each, `held` says what the casebook holds now, as
    its status does.
    """

    added: list[Added] = field(default_factory=list)
    already: list[tuple[Path, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    held: str = ""
    interrupted: bool = False


def find_new_papers(paths: Sequence[Path], casebook: Path) -> tuple[list[Path], list[str], list[Path]]:
    """The papers in these files and folders, by the paths given; a line for each path that holds none; files left out of folders.

    The folder of the casebook may stand among them; its own files are neither.
    """
    found, problems = find_papers(list(paths))
    papers: dict[Path, Path] = {}
    for path in found:
        papers.setdefault(path.resolve(), path)
    folders = [path.resolve() for path in paths if path.is_dir()]
    inside = {path for folder in folders for path in folder.rglob("*") if path.is_file() and not _is_hidden(path, folder)}
    other = {path for path in inside - set(papers) if path.suffix.lower() not in READABLE}
    return list(papers.values()), problems, sorted(path for path in other if casebook.resolve() not in path.parents)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def say_left_out(files: Sequence[Path]) -> list[str]:
    """A line for files of formats that docket does not read, which a folder may hold.

    "Left out: 3 files of formats that docket does not read (2 .odt, 1 .wav)"
    """
    if not files:
        return []
    endings = Counter(path.suffix.lower() or path.name for path in files)
    told = ", ".join(f"{count:,} {say_path(ending)}" for ending, count in endings.most_common(8))
    return [f"Left out: {counted(len(files), 'file')} of formats that docket does not read ({told})"]


def add_papers(
    folder: Path,
    papers: Iterable[Path],
    *,
    ocr: str = "auto",
    languages: str = "",
    again: bool = False,
    model: str = "",
    workers: int = 1,
) -> AddReport:
    """Read papers into the casebook in this folder, which is made where there is none.

    Papers that are in it are passed over, unless `again` has them read anew or they have pages that only OCR of today can read.
    A paper that fails does not stop the others. An interruption (Ctrl-C) ends it early; what was kept by then stays.
    `languages` are those that OCR is to expect ("eng+fra"); DocketError where one is not installed.
    So many `workers` read at once; what they read is kept in the order of the papers, whoever is done first.
    """
    languages = "+".join(filter(None, languages.split("+")))
    if lacking := lacking_languages(languages):
        raise DocketError(
            _NO_LANGUAGE.format(language=lacking[0], package=lacking[0].lower().replace("_", "-").replace("/", "-"))
        )
    report = AddReport()
    with open_workers(workers, Reading(ocr, languages, model)) as reading, Casebook.open(folder, create=True) as casebook:
        adding = _Adding(casebook, reading, report, ocr=ocr, again=again)
        try:
            for path in papers:
                adding.begin(path)
            adding.finish()
        except KeyboardInterrupt:
            report.interrupted = True
        if not casebook.links_fresh():
            refresh_links(casebook)
        report.held = f"{counted(len(casebook.sources()), 'source')}, {say_counts(casebook.counts())}"
    update_index(folder)
    return report


def say_report(report: AddReport, folder: Path) -> list[str]:
    """What came of it, in lines for people: what was read, what is here already, what to look at, what failed."""
    lines = _say_added(report.added, folder)
    lines += [f"The casebook now holds {report.held}, what the papers share counted once."] if report.added else []
    lines += [f"Already here: {say_path(path)} (as {name})" for path, name in report.already[:_SHOWN]] + _more(report.already)
    doubtful = [f"  {one.name} {item}: {one_line(flag.message)}" for one in report.added for item, flag in one.doubtful]
    lines += _headed(f"Look at {counted(len(doubtful), 'doubtful thing')}:", doubtful)
    faults = [f"  {one.name}: {one_line(fault)}" for one in report.added for fault in one.faults]
    lines += _headed("Could not be read in full:", faults)
    lines += _headed(
        f"Could not be read: {counted(len(report.failed), 'paper')}", [f"  {one_line(line)}" for line in report.failed]
    )
    if report.interrupted:
        lines.append("Interrupted. What is listed above is kept; the same command reads the rest.")
    return lines


@dataclass(frozen=True, slots=True)
class _Begun:
    """A paper that is being read: what the casebook has of it, what it will be called, and how to get what was read."""

    path: Path
    name: str
    sha256: str
    stored: StoredSource | None
    replaces: bool
    outcome: Outcome


class _Adding:
    """Papers on their way into a casebook, oldest first; one after another is kept, by this process alone."""

    def __init__(self, casebook: Casebook, workers: Workers, report: AddReport, *, ocr: str, again: bool) -> None:
        self._casebook, self._workers, self._report = casebook, workers, report
        self._ocr, self._again = ocr, again
        self._begun: deque[_Begun] = deque()

    def begin(self, path: Path) -> None:
        """Have a paper read, once fewer than two a worker are on their way; a line in the report where it can't be, or is here already."""
        while len(self._begun) >= (_AHEAD * self._workers.count if self._workers.count > 1 else 1):
            self._keep_first()
        with self._telling(path):
            self._plan(path)

    def finish(self) -> None:
        """Keep all that is still on its way."""
        while self._begun:
            self._keep_first()

    def _plan(self, path: Path) -> None:
        full, sha256 = str(path.resolve()), _sha256(path)
        if any(one.sha256 == sha256 for one in self._begun):
            self.finish()  # a second copy of what is being read: once that is kept, it is here already
        known, here = self._casebook.has_content(sha256), self._casebook.at_path(full)
        if known and here and here != known:  # the file is now a copy of another; what it said before is gone
            self._casebook.remove_source(here)
        stored = self._casebook.source(known) if known else None
        if stored and not Path(stored.path).is_file():
            self._casebook.move_source(stored.name, full)
            stored = self._casebook.source(stored.name)
        if stored and not self._wants_again(stored):
            self.finish()
            self._report.already.append((path, stored.name))
            return
        name = stored.name if stored else here or self._name_for(path)
        replaces = here is not None and stored is None
        self._begun.append(_Begun(path, name, sha256, stored, replaces, self._workers.submit(path, name)))

    def _name_for(self, path: Path) -> str:
        """What to call a new paper: a name that none has, in the casebook or on its way there."""
        name = self._casebook.name_for(say_path(str(path.resolve())))
        if any(one.name == name for one in self._begun):
            self.finish()
            return self._casebook.name_for(say_path(str(path.resolve())))
        return name

    def _keep_first(self) -> None:
        one = self._begun.popleft()
        with self._telling(one.path):
            source, records = one.outcome()
            source = replace(source, path=one.stored.path) if one.stored else source
            self._casebook.put_source(source, records, model=self._workers.model)
            again = one.stored is not None
            self._report.added.append(_told(one.path, source, records, replaced=one.replaces, again=again))

    @contextmanager
    def _telling(self, path: Path) -> Iterator[None]:
        """A line in the report in place of what goes wrong with one paper; a casebook that can't be written ends it all."""
        try:
            yield
        except CasebookError:
            raise
        except DocketError as error:
            self._report.failed.append(str(error))
        except OSError as error:
            self._report.failed.append(f"{say_path(path)}: {error.strerror}; see that the file is there and that you may read it")
        except Exception as error:  # one paper that breaks a rule must not cost the other ten thousand
            told = f"{type(error).__name__}: {error}; this is a fault of docket, please report it"
            self._report.failed.append(f"{say_path(path)}: {told}")

    def _wants_again(self, stored: StoredSource) -> bool:
        """Is a paper that is here to be read anew: because that was asked for, or because OCR may now mend what it could not?"""
        return self._again or (self._ocr != "never" and any(fault.again for fault in stored.faults) and can_ocr())


def _told(path: Path, source: SourceText, records: Sequence[AnyRecord], *, replaced: bool, again: bool) -> Added:
    return Added(
        name=source.name,
        path=path,
        replaced=replaced,
        again=again,
        counts={kind: sum(kind == record.KIND for record in records) for kind in RECORD_TYPES},
        doubtful=tuple((record.id, flag) for record in records if isinstance(record, Item) for flag in record.flags),
        faults=tuple(f"page {one.page}: {one.message}" if one.page else one.message for one in source.faults),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _say_added(added: Sequence[Added], folder: Path) -> list[str]:
    if not added:
        return [f"Nothing new for {folder}."]
    total = {kind: sum(one.counts[kind] for one in added) for kind in RECORD_TYPES}
    lines = [f"Read {counted(len(added), 'paper')} into {folder}{_say_replaced(added)}: {say_counts(total)}."]
    if 1 < len(added) <= _SHOWN:
        lines += [f"  {one.name}{_say_how(one)}: {say_counts(one.counts)}" for one in added]
    return lines


def _say_how(one: Added) -> str:
    return " (changed; read again)" if one.replaced else " (read again)" if one.again else ""


def _say_replaced(added: Sequence[Added]) -> str:
    """How many of these papers were in the casebook before.

    " (changed; in place of what was read before)" of one paper, " (1 of them changed, 2 read again; …)" of several.
    """
    told = [
        word if count == len(added) else f"{count:,} of them {word}"
        for count, word in ((sum(one.replaced for one in added), "changed"), (sum(one.again for one in added), "read again"))
        if count
    ]
    return f" ({', '.join(told)}; in place of what was read before)" if told else ""


def _headed(head: str, lines: Sequence[str]) -> list[str]:
    return [head, *lines[:_SHOWN], *_more(lines)] if lines else []


def _more(lines: Sequence[object]) -> list[str]:
    return [f"  … and {len(lines) - _SHOWN:,} more; docket status lists them all"] if len(lines) > _SHOWN else []
