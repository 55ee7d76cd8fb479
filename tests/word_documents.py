"""Makes DOCX files for tests from raw WordprocessingML, so that they hold exactly what Word would write."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build(
    body: str,
    *,
    numbering: str | None = None,
    styles: str | None = None,
    footnotes: str | None = None,
    header: str | None = None,
    chunk: str | None = None,
) -> bytes:
    """A DOCX whose parts hold the given elements (`w:p`, `w:abstractNum`, `w:style` …).

    `chunk` is a web page that `<w:altChunk r:id="chunk"/>` in the body stands for.
    """
    parts = {
        "numbering": numbering,
        "styles": styles,
        "footnotes": footnotes,
        "header": header,
    }
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "header": "hdr"}
    used = {key: value for key, value in parts.items() if value is not None}
    overrides = "".join(f'<Override PartName="/word/{key}.xml" ContentType="{_MAIN}.{key}+xml"/>' for key in used)
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{key}" Target="{key}.xml"/>' for i, key in enumerate(used)
    )
    if chunk is not None:
        relations += f'<Relationship Id="chunk" Type="{_OFFICE}/aFChunk" Target="chunk.htm"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {_NS}><w:body>{body}</w:body></w:document>")
        if chunk is not None:
            archive.writestr("word/chunk.htm", chunk)
        for key, value in used.items():
            archive.writestr(f"word/{key}.xml", f"<w:{roots[key]} {_NS}>{value}</w:{roots[key]}>")
    return buffer.getvalue()


def paragraph(
    text: str = "", *, num: tuple[int, int] | None = None, style: str | None = None, inner: str = "", props: str = ""
) -> str:
    """A `w:p` with one run of text; `num` is list and level, `inner` further content after the text."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    parts = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        parts += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    parts += props
    return f"<w:p>{f'<w:pPr>{parts}</w:pPr>' if parts else ''}{run}{inner}</w:p>"


def level(index: int, fmt: str, text: str, *, start: int = 1, extra: str = "", suffix: str = "") -> str:
    """A `w:lvl` of an abstract list; `extra` holds elements that stand before `w:lvlText`."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}'
        f'{suffix}<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(key: int, *levels: str, extra: str = "") -> str:
    """A `w:abstractNum`; `extra` is put after the levels' type (a style link)."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{extra}{"".join(levels)}'
        "</w:abstractNum>"
    )


def num(key: int, abstract_key: int, overrides: str = "") -> str:
    """A `w:num`: a list that paragraphs can name."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{overrides}</w:num>'


def start_override(index: int, start: int) -> str:
    """A `w:lvlOverride` that restarts a level."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def table(*rows: str, props: str = "") -> str:
    """A `w:tbl` of rows made by `row`."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, props: str = "") -> str:
    """A `w:tr`; each cell a `w:tc` or plain text."""
    made = "".join(c if c.startswith("<w:tc>") else cell(paragraph(c)) for c in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{made}</w:tr>"


def cell(content: str, props: str = "") -> str:
    """A `w:tc` of paragraphs."""
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{content}</w:tc>"
