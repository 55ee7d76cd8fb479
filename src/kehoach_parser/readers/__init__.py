"""Readers: bytes of any format -> `source.Source`. They know no Vietnamese rules, only formats.

`read` decides the format by content, never by the name's suffix, and hands the bytes to one reader of the
table below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from msgspec.structs import replace

from ..errors import InputTooLarge, KehoachError, UnreadableInput
from ..limits import budgets, refuse
from ..source import Source, tables_of, texts_of
from .machines import drop_machine_lines
from .sniff import Kind, sniff

if TYPE_CHECKING:
    from .page.recognised import RecognisedPage

OcrMode = Literal["auto", "never", "always"]


def recognise_pages(data: bytes, numbers: Sequence[int]) -> dict[int, RecognisedPage]:
    """The pages of a PDF that have no text of their own, by the recogniser; it is loaded when the first is met."""
    from .ocr import recognise_pdf_pages

    return recognise_pdf_pages(data, numbers)


_READERS: dict[Kind, tuple[str, str, dict[str, Any]]] = {
    # kind: (module, function, further arguments); imported when the first such file comes
    "text": (".text", "read_text", {}),
    "markdown": (".markdown", "read_markdown", {}),
    "html": (".web.reader", "read_html", {}),
    "mhtml": (".web.reader", "read_mhtml", {}),
    "docx": (".word.reader", "read_docx", {}),
    "pdf": (".pdf", "read_pdf", {"recognise": recognise_pages}),
    "image": (".ocr", "read_image", {}),
    "doc": (".office", "read_office", {"kind": "doc"}),
    "rtf": (".office", "read_office", {"kind": "rtf"}),
    "odt": (".office", "read_office", {"kind": "odt"}),
}


def read(
    source: Path | str | bytes | BinaryIO, *, name: str | None = None, ocr: OcrMode = "auto", check_tables: bool = False
) -> Source:
    """The document as lines and tables in reading order.

    `source` is a path, the bytes themselves or a file open for reading bytes; `name` is what errors and `Source.name`
    call it (by default the file's name, or `input` for bytes). `ocr`: recognise pictures of text where there is no text
    layer (`auto`), everywhere, or never. `check_tables`: the drawn tables of a PDF are read a second time, by another
    library, and cells in which the readings differ become findings.

    Raises UnreadableInput or one of its kinds with one line that names the file: a missing file, a directory,
    an empty, damaged, encrypted, binary or oversized one, or one whose content is a picture under the name of
    a document.
    """
    data, name = _load(source, name)
    kind = sniff(data, name)
    module, function, arguments = _READERS[kind]
    reader: Callable[..., Source] = getattr(import_module(module, __package__), function)
    try:
        result = reader(data, name, ocr=ocr, **arguments)
    except RecursionError as error:
        raise InputTooLarge(f"{name}: too large: parts within one another are nested too deeply") from error
    except KehoachError as error:
        raise _named(error, name) from error.__cause__
    _check_size(result, name)
    if check_tables and kind == "pdf":
        from .pdf.second import compare_tables

        result = replace(result, findings=(*result.findings, *compare_tables(data, result)))
    blocks, findings = drop_machine_lines(result.blocks)
    if not findings:
        return result
    return replace(result, blocks=blocks, findings=(*result.findings, *findings))


def _named(error: KehoachError, name: str) -> KehoachError:
    """The error with the file's name before its text."""
    if name in str(error):
        return error
    return type(error)(f"{name}: {error}")


def _check_size(source: Source, name: str) -> None:
    """Refuses what has been read where it is more than a document can hold: later steps cost more than reading."""
    bounds = budgets()
    texts = texts_of(source.blocks)
    lines, chars = len(texts), sum(map(len, texts))
    cells = sum(len(block.cells) for block in tables_of(source.blocks))
    if chars > bounds.max_text_chars:
        refuse(name, "characters of text", bounds.max_text_chars, "max_text_chars")
    if lines > bounds.max_lines:
        refuse(name, "lines", bounds.max_lines, "max_lines")
    if cells > bounds.max_cells:
        refuse(name, "cells of tables", bounds.max_cells, "max_cells")


def _read_at_most(path: Path, most: int) -> bytes:
    """The bytes of a file; of a pipe or device, which tells no size, not much more than `most`."""
    if path.is_file():
        return path.read_bytes()
    parts = bytearray()
    with path.open("rb") as stream:
        while len(parts) <= most and (part := stream.read(2**20)):
            parts += part
    return bytes(parts)


def read_open(stream: BinaryIO, name: str | None) -> tuple[bytes, str]:
    """What is left of an open file, and its name where it has one."""
    told = getattr(stream, "name", None)
    name = name or (Path(told).name if isinstance(told, str) else "input")
    most = budgets().max_file_bytes
    data = stream.read(most + 1)
    if not isinstance(data, bytes):
        raise UnreadableInput(f"{name}: open the file for reading bytes ('rb'), not text")
    if len(data) > most:
        refuse(name, "bytes", most, "max_file_bytes")
    return data, name


def _load(source: Path | str | bytes | BinaryIO, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data = source
        name = name or "input"
        if len(data) > (most := budgets().max_file_bytes):
            refuse(name, "bytes", most, "max_file_bytes")
    elif not isinstance(source, Path | str):
        data, name = read_open(source, name)
    else:
        path = Path(source)
        name = name or path.name or str(path)
        try:
            if path.is_dir():
                raise UnreadableInput(f"{name}: is a directory, not a document")
            most = budgets().max_file_bytes
            if path.stat().st_size > most or len(data := _read_at_most(path, most)) > most:
                refuse(name, "bytes", most, "max_file_bytes")
        except FileNotFoundError as error:
            raise UnreadableInput(f"{name}: no such file") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableInput(f"{name}: cannot be read: {reason}") from error
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise UnreadableInput(f"{name}: is empty" if not data else f"{name}: holds no text")
    return data, name
