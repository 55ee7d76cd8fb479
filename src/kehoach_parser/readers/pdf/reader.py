"""Born-digital PDF (and, page by page, recognised scans) -> `source.Source`.

The way of a page: words and rules (`text`) -> Unicode (`legacy`) -> the decision whether to recognise it
(`textlayer`). The way of all pages together, from there on: `page.layout`.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from ...errors import EncryptedInput, MissingTool, UnreadableInput
from ...limits import budgets, refuse
from ...limits.isolation import memory_by_size
from ...source import Block, Finding, LegacyEncoding, Page, Source, TextOrigin
from ..page.edges import find_crossed, keep_on_page
from ..page.layout import lay_out
from ..page.recognised import Recognise, RecognisedPage
from ..page.words import PageText
from ..shared.textlayer import ASKED_FOR, FEW_LETTERS, judge_page
from .legacy import convert_page
from .text import read_page

OcrMode = Literal["auto", "never", "always"]

MEDIA_TYPE = "application/pdf"


def read_pdf(data: bytes, name: str, *, ocr: OcrMode = "auto", recognise: Recognise | None = None) -> Source:
    """The document's lines and tables in reading order, with their places on the pages.

    Pages without a text layer that can be trusted are recognised by `recognise` (`ocr="auto"`), all of them
    (`"always"`) or none (`"never"`, or without `recognise`); the findings say which and why. The first and last pages
    of a portfolio or attachments are named in the findings and not read. `name` is what errors and the result call the
    document.

    Raises UnreadableInput for bytes that are no PDF, a cut-off or damaged one, or one without pages; EncryptedInput
    where a password is needed to read it; MissingTool where not one page has text and the recogniser is missing.
    """
    findings: list[Finding] = []
    pages = _read_pages(data, name, findings)
    encodings: Counter[LegacyEncoding] = Counter()
    doubts = {page.number: reason for page in pages if (reason := _doubt(page, ocr)) is not None}
    findings += _leave_out(pages, doubts)
    recognised = _recognise(data, pages, doubts, None if ocr == "never" else recognise, findings)
    native = [page for page in pages if page.number not in recognised]
    for page in native:
        encoding = convert_page(page)
        if encoding is not None:
            encodings[encoding] += len(page.text)
    sizes = {page.number: (page.width, page.height) for page in native}
    crossed = find_crossed(native)
    blocks = _merge(keep_on_page(lay_out(native), sizes, crossed), recognised)
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        blocks=tuple(blocks),
        pages=tuple(_page(page, recognised) for page in pages),
        text_origin=_origin(pages, recognised),
        legacy_encoding=encodings.most_common(1)[0][0] if encodings else None,
        findings=tuple(findings),
    )


def _read_pages(data: bytes, name: str, findings: list[Finding]) -> list[PageText]:
    with memory_by_size(len(data)), _opened(data, name) as (raw, document):
        count = raw.FPDF_GetPageCount(document)
        if count <= 0:
            raise UnreadableInput(f"{name}: the PDF has no pages")
        bounds = budgets()
        if count > bounds.max_pages:
            refuse(name, "pages", bounds.max_pages, "max_pages")
        chars = 0
        findings += _attachments(raw, document, data)
        pages: list[PageText] = []
        with _form(raw, document) as form:
            for index in range(count):
                page = read_page(document, index, form)
                if page is None:
                    findings.append(
                        Finding("page_unreadable", f"Trang {index + 1} bị hỏng, không đọc được.", page=index + 1)
                    )
                    page = PageText(index + 1, 0.0, 0.0, "", [])
                if page.drawings_cut:
                    message = f"Trang {index + 1} có quá nhiều nét vẽ; phần vượt giới hạn không được đọc."
                    findings.append(Finding("part_left_out", message, page=index + 1))
                chars += len(page.text)
                if chars > bounds.max_text_chars or len(page.text) > bounds.max_page_chars:
                    where = "max_page_chars" if len(page.text) > bounds.max_page_chars else "max_text_chars"
                    refuse(name, "characters of text", getattr(bounds, where), where)
                pages.append(page)
    if all(page.width == 0 for page in pages):
        raise UnreadableInput(f"{name}: not one page of the PDF can be loaded")
    return pages


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[tuple[Any, Any]]:
    """The pdfium module and the open document."""
    import pypdfium2.raw as raw

    if b"%PDF-" not in data[:1024]:
        raise UnreadableInput(f"{name}: not a PDF (no %PDF header)")
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = raw.FPDF_GetLastError()
        if error == raw.FPDF_ERR_PASSWORD:
            raise EncryptedInput(f"{name}: the PDF is encrypted and asks for a password")
        if error == raw.FPDF_ERR_SECURITY:
            raise EncryptedInput(f"{name}: the PDF is encrypted in a way that cannot be read")
        if _is_cut_off(data):
            raise UnreadableInput(f"{name}: the PDF is cut off (its end is missing)")
        raise UnreadableInput(f"{name}: the PDF is damaged and cannot be opened")
    try:
        if _is_cut_off(data):
            # pdfium mends what is left of such a file, silently without the pages that are gone
            raise UnreadableInput(f"{name}: the PDF is cut off (its end is missing)")
        yield raw, document
    finally:
        raw.FPDF_CloseDocument(document)


def _is_cut_off(data: bytes) -> bool:
    """Whether objects follow the last cross-reference, or there is none: a whole file ends with its trailer."""
    return data.rfind(b"startxref") < data.rfind(b" obj")


@contextmanager
def _form(raw: Any, document: Any) -> Iterator[Any]:
    """The form environment; None where the document has nothing to fill in (typed notes need one as well)."""
    info = raw.FPDF_FORMFILLINFO(version=2)
    form = raw.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(info))
    try:
        yield form or None
    finally:
        if form:
            raw.FPDFDOC_ExitFormFillEnvironment(form)


def _attachments(raw: Any, document: Any, data: bytes) -> list[Finding]:
    count = raw.FPDFDoc_GetAttachmentCount(document)
    if count <= 0:
        return []
    names: list[str] = []
    for index in range(count):
        attachment = raw.FPDFDoc_GetAttachment(document, index)
        size = raw.FPDFAttachment_GetName(attachment, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        raw.FPDFAttachment_GetName(attachment, buffer, size)
        names.append(bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace"))
    listed = ", ".join(name for name in names[:10] if name) + (", …" if count > 10 else "")
    if b"/Collection" in data:
        return [Finding("portfolio_cover", f"PDF là tập tệp (portfolio), các tệp bên trong không được đọc: {listed}")]
    return [Finding("attachment_not_read", f"Các tệp đính kèm PDF không được đọc: {listed}")]


def _leave_out(pages: Sequence[PageText], doubts: dict[int, str]) -> list[Finding]:
    """A finding for each page that is too large to be recognised, which is taken out of `doubts`."""
    most = budgets().max_page_points
    told = f"quá lớn để nhận dạng (cạnh dài hơn {most} điểm), phần hình không được đọc."
    large = [page.number for page in pages if max(page.width, page.height) > most and doubts.pop(page.number, "")]
    return [Finding("part_left_out", f"Trang {number} {told}", page=number) for number in large]


def _doubt(page: PageText, ocr: OcrMode) -> str | None:
    """Why the page should be recognised; None where its text is to be trusted, or it is blank."""
    if page.width == 0:
        return None
    if ocr == "always":
        return ASKED_FOR
    letters = page.count_letters(FEW_LETTERS)
    cover = page.image_cover
    if letters == 0 and cover < 0.02 and (page.paths < 20 or page.words):
        return None  # blank, a separating sheet, or figures alone
    return judge_page(page.text, letter_count=letters, image_cover=cover, has_hidden_text=page.hidden)


def _recognise(
    data: bytes, pages: Sequence[PageText], doubts: dict[int, str], recognise: Recognise | None, findings: list[Finding]
) -> dict[int, RecognisedPage]:
    """The recognised pages by number, and a finding for each page that is one or should have been one."""
    if not doubts:
        return {}
    recognised: dict[int, RecognisedPage] = {}
    missing = ""
    if recognise is not None:
        try:
            recognised = recognise(data, tuple(doubts))
        except MissingTool:
            if len(doubts) == sum(page.width > 0 for page in pages):
                raise
            missing = "; cần Tesseract với mô hình tiếng Việt: apt-get install tesseract-ocr tesseract-ocr-vie"
    failed = {number for number, page in recognised.items() if not page.blocks and _failed(page)}
    if failed and len(failed) == sum(page.width > 0 for page in pages):
        raise UnreadableInput(f"no page can be recognised: {recognised[min(failed)].findings[0].message}")
    for number in failed:
        findings += recognised.pop(number).findings
    for number, reason in doubts.items():
        if number in failed:
            continue
        if number in recognised:
            findings.append(Finding("ocr_page", f"Trang {number} được nhận dạng (OCR): {reason}.", page=number))
            findings += recognised[number].findings
        else:
            findings.append(
                Finding("page_without_text", f"Trang {number} không được nhận dạng ({reason}){missing}.", page=number)
            )
    return recognised


def _failed(page: RecognisedPage) -> bool:
    return any(finding.code == "ocr_failed" for finding in page.findings)


def _merge(native: list[Block], recognised: dict[int, RecognisedPage]) -> list[Block]:
    """The blocks of both kinds of page, in the order of the pages."""
    if not recognised:
        return native
    waiting = sorted(recognised)
    blocks: list[Block] = []
    for block in native:
        number = block.box.page if block.box else 0
        while waiting and waiting[0] < number:
            blocks += recognised[waiting.pop(0)].blocks
        blocks.append(block)
    for number in waiting:
        blocks += recognised[number].blocks
    return blocks


def _page(page: PageText, recognised: dict[int, RecognisedPage]) -> Page:
    if page.number in recognised:
        found = recognised[page.number]
        return Page(page.number, found.width, found.height, "ocr")
    return Page(page.number, round(page.width, 2), round(page.height, 2))


def _origin(pages: Sequence[PageText], recognised: dict[int, RecognisedPage]) -> TextOrigin:
    if not recognised:
        return "native"
    return "mixed" if any(p.number not in recognised and p.words for p in pages) else "ocr"
