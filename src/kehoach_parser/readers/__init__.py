"""Readers: bytes of any format -> `source.Source`. They know no Vietnamese rules, only formats.

`read` decides the format by content, never by the name's suffix, and hands the bytes to one reader of the
table below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec.structs import replace

from ..errors import InputTooLarge, UnreadableInput
from ..source import Source
from .machines import drop_machine_lines
from .sniff import Kind, sniff

if TYPE_CHECKING:
    from .page.recognised import RecognisedPage

OcrMode = Literal["auto", "never", "always"]

MAX_FILE_BYTES = 512 * 2**20
"""A larger file is no document of an office; reading it would only fill the memory."""



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
    source: Path | str | bytes, *, name: str | None = None, ocr: OcrMode = "auto", check_tables: bool = False
) -> Source:
    """The document as lines and tables in reading order.

    `source` is a path or the bytes themselves; `name` is what errors and `Source.name` call it (by default
    the file's name, or `input` for bytes). `ocr`: recognise pictures of text where there is no text layer
    (`auto`), everywhere, or never. `check_tables`: the drawn tables of a PDF are read a second time, by another
    library, and cells in which the readings differ become findings.

    Raises UnreadableInput or one of its kinds with one line that names the file: a missing file, a directory,
    an empty, damaged, encrypted, binary or oversized one, or one whose content is a picture under the name of
    a document.
    """
    data, name = _load(source, name)
    kind = sniff(data, name)
    module, function, arguments = _READERS[kind]
    reader: Callable[..., Source] = getattr(import_module(module, __package__), function)
    result = reader(data, name, ocr=ocr, **arguments)
    if check_tables and kind == "pdf":
        from .pdf.second import compare_tables

        result = replace(result, findings=(*result.findings, *compare_tables(data, result)))
    blocks, findings = drop_machine_lines(result.blocks)
    if not findings:
        return result
    return replace(result, blocks=blocks, findings=(*result.findings, *findings))


def _load(source: Path | str | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data = source
        name = name or "input"
    else:
        path = Path(source)
        name = name or path.name or str(path)
        try:
            if path.is_dir():
                raise UnreadableInput(f"{name}: is a directory, not a document")
            if path.stat().st_size > MAX_FILE_BYTES:
                raise InputTooLarge(f"{name}: larger than {MAX_FILE_BYTES // 2**20} MB")
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise UnreadableInput(f"{name}: no such file") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableInput(f"{name}: cannot be read: {reason}") from error
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise UnreadableInput(f"{name}: is empty" if not data else f"{name}: holds no text")
    return data, name
