"""What a worker does with one input, and how parsed plans are read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from kehoach_parser import Plan, parse, parse_all
from kehoach_parser.errors import KehoachError, ParserFailure, UnreadableInput
from kehoach_parser.language.compiled import keep_compiled

from .sources import Input, read_input, split_json

Ocr = Literal["auto", "never", "always"]
Check = Literal["tables", "words"]

SAMPLE = """ỦY BAN NHÂN DÂN TỈNH AN GIANG
Số: 1/KH-UBND
An Giang, ngày 1 tháng 2 năm 2023
KẾ HOẠCH
Phát triển thư viện đến năm 2025
I. MỤC TIÊU
- Ít nhất 70% số xã có thư viện.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính: Chủ trì, phối hợp với Sở Nội vụ bố trí kinh phí trước ngày 30/6/2024.
"""


def warm_up() -> None:
    """Loads what every parse needs, so that each worker has it from the start."""
    import lxml.etree  # noqa: F401
    import pypdfium2  # noqa: F401

    parse(SAMPLE.encode(), name="warm-up")
    keep_compiled()


def parse_input(
    source: Input, ocr: Ocr, everything: bool, checks: tuple[Check, ...] = ()
) -> tuple[Plan, ...] | KehoachError:
    """The plan of a document (`everything`: each document in the file), or why there is none."""
    try:
        data = read_input(source)
        name = source.name if not isinstance(data, Path) else data.name
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if everything:
            return parse_all(data, name=name, ocr=ocr, checks=checks)
        return (parse(data, name=name, ocr=ocr, checks=checks),)
    except MemoryError:
        raise
    except KehoachError as error:
        return error
    except Exception as error:
        told = f"{source.name}: the parser failed ({type(error).__name__}: {error}); please report this file"
        return ParserFailure(told)


def parse_once(
    source: Input, ocr: Ocr, everything: bool, checks: tuple[Check, ...] = ()
) -> tuple[Plan, ...] | KehoachError:
    """`parse_input` in a process that ends with it and keeps for the next what patterns it has compiled."""
    result = parse_input(source, ocr, everything, checks)
    keep_compiled()
    return result


def read_parsed(source: Input) -> Iterator[tuple[Plan, bool]]:
    """The plans of JSON, JSON Lines or a store, one at a time, and whether each is known only in part.

    Raises UnreadableInput where the content is no parsed plan.
    """
    if source.kind == "store":
        from .store import Archive

        assert source.path is not None
        with Archive(source.path) as archive:
            yield from archive.stored()
        return
    from kehoach_parser import read_stored  # with all that compares plans: a document is read without it

    data = read_input(source)
    try:
        text = (data.read_bytes() if isinstance(data, Path) else data).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{source.name}: cannot be read as JSON: {error}") from error
    for part in split_json(text):
        for stored in read_stored(part.encode(), source.name):
            yield stored.plan, stored.partial
