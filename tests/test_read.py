"""Finding papers, reading text in any encoding, and every way in which a file can be no paper."""

from __future__ import annotations

import codecs
import errno
import os
import resource
import socket
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableError
from corpus.read import READABLE, find_papers, read_source, say_path

LETTER = "Dear Mrs Orrin\n\nThe pier “is closed” – the café too.\n"


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        codecs.BOM_UTF8 + LETTER.encode(),
        codecs.BOM_UTF16_LE + LETTER.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + LETTER.encode("utf-32-le"),
        LETTER.encode("cp1252"),
        LETTER.replace("\n", "\r\n").encode(),
        LETTER.replace("\n", "\r").encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16-le", "utf-16-be", "utf-32", "windows", "crlf", "cr"],
)
def test_text_is_the_same_in_every_encoding(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(data)
    source = read_source(path)
    assert source.text == LETTER
    assert (source.name, source.format, source.pages, source.faults) == ("letter.txt", "text", (), ())


def test_text_in_another_alphabet_is_not_taken_for_a_western_one(tmp_path: Path) -> None:
    text = "Уважаемый министр, благодарю Вас за письмо о паромах и причалах, которое я получил на прошлой неделе.\n" * 4
    (tmp_path / "letter.txt").write_bytes(text.encode("cp1251"))
    assert read_source(tmp_path / "letter.txt").text == text


def test_source_has_the_name_given_and_the_hash_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Minutes\n", "utf-8")
    source = read_source(tmp_path / "a.md", name="boards/a.md")
    assert source.name == "boards/a.md"
    assert source.sha256 == sha256(b"# Minutes\n").hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty: there is no text in it; check that it was saved or fetched whole"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("empty.pdf", b"", "is empty"),
        ("menus.html", b"<html><script>go()</script><nav>Home</nav></html>", "is empty: there is no text in it; check"),
        ("program.txt", b"\x7fELF\x02\x01\x01" + bytes(40), "is not text, whatever its name says"),
        ("noise.txt", bytes(range(1, 32)) * 9, "is not text"),
        ("wide.txt", codecs.BOM_UTF16_LE + b"a\0b\0\0\xd8a\0", "begins as utf-16-le but goes on as something else"),
        ("drawing.dwg", b"AC1032", "has an ending that docket can't read; it reads .md"),
        ("README", b"words", "has an ending that docket can't read"),
    ],
)
def test_bad_files_are_refused_with_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_source(tmp_path / name)
    assert str(caught.value).startswith(f"{name} {message.partition('.md')[0]}")
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "papers.txt").mkdir()
    with pytest.raises(UnreadableError, match=r"^gone\.txt does not exist; check the name$"):
        read_source(tmp_path / "gone.txt")
    with pytest.raises(UnreadableError, match=r"^papers\.txt is a folder; name the papers in it"):
        read_source(tmp_path / "papers.txt")


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableError, match=r"is not a file \(a pipe\)"):
        read_source(tmp_path / "pipe.txt")


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes, sockets and devices")
def test_pipes_sockets_and_devices_have_a_line_each_and_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "letter.txt").write_text("Dear Mrs Orrin", "utf-8")
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(tmp_path / "socket.txt"))
        found, problems = find_papers([tmp_path, tmp_path / "pipe.txt", Path("/dev/null")])
    assert found == [tmp_path / "letter.txt"]
    assert problems == [
        f"{tmp_path / 'pipe.txt'} is not a file (a pipe); it is left out",
        f"{tmp_path / 'socket.txt'} is not a file (a socket); it is left out",
        "/dev/null is not a file (a device); it is left out",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes for a name")
def test_name_that_is_not_utf8_has_a_line_that_says_to_rename_it(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path / "bad") + b"\xff.txt")).write_text("x", "utf-8")
    found, problems = find_papers([tmp_path])
    assert found == []
    assert len(problems) == 1
    assert problems[0].startswith(rf"{tmp_path}/bad\xff.txt has a name")
    assert problems[0].endswith("not UTF-8; rename it")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("new\nline.txt", r"new\nline.txt"),
        ("red\x1b[31m.txt", r"red\x1b[31m.txt"),
        ("turned\u202etxt", r"turned\u202etxt"),
        ("bad\udcff.txt", r"bad\xff.txt"),
        ("café\xa0文.txt", "café\xa0文.txt"),
    ],
)
def test_paths_are_said_in_one_line(name: str, shown: str) -> None:
    assert say_path(name) == shown


def test_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing.txt"
    path.write_text("half a letter", "utf-8")
    whole = Path.read_bytes

    def read_and_grow(self: Path) -> bytes:
        data = whole(self)
        self.write_text("half a letter and the other half", "utf-8")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_and_grow)
    with pytest.raises(UnreadableError, match=r"growing\.txt changed while it was read; add it again"):
        read_source(path)


def test_folders_give_their_readable_files_in_order_and_no_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.PDF", "a/.hidden.txt", ".git/d.txt", "a/~$letter.txt", "a/picture.bmp", "a/a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    found, problems = find_papers([tmp_path, tmp_path / "b.txt", tmp_path / "a"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a/a.md", "a/c.PDF", "b.txt"]
    assert problems == []


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text(LETTER, "utf-8")
    scan = os.scandir

    def refusing(path: str | Path) -> Any:  # as the system does; a test run by root may open everything
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found, problems = find_papers([tmp_path])
    assert found == [tmp_path / "open" / "letter.txt"]
    assert problems == [f"{tmp_path / 'shut'} can't be opened; its papers are left out; check who may read it"]


def test_paths_that_give_nothing_have_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, problems = find_papers([tmp_path / "gone", tmp_path / "empty"])
    assert found == []
    assert [line.partition("; ")[0] for line in problems] == [
        f"{tmp_path / 'gone'} does not exist",
        f"{tmp_path / 'empty'} holds nothing that docket can read",
    ]


def test_every_ending_is_written_in_lower_case_with_its_dot() -> None:
    assert all(ending == ending.lower() and ending.startswith(".") for ending in READABLE)


def test_reading_text_loads_no_library_and_starts_no_process(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    code = (
        "import sys, pathlib; from corpus.read import read_source, find_papers\n"
        "path = pathlib.Path(sys.argv[1]); find_papers([path]); read_source(path)\n"
        "print(sorted({'pdfplumber', 'pypdfium2', 'subprocess', 'numpy', 'PIL', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "letter.txt")], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_five_small_texts_cost_next_to_nothing(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(LETTER, "utf-8")
    before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    assert [read_source(path).text for path in find_papers([tmp_path])[0]] == [LETTER] * 5
    assert sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before < 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_text_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        text = read_source(path).text
    except UnreadableError as error:
        assert "\n" not in str(error)
    else:
        assert "\r" not in text and "\0" not in text
