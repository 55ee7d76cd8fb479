"""The parts of a DOCX package as XML, and names of its elements."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cache
from typing import Any

from lxml import etree

from ...errors import EncryptedInput, UnreadableInput
from ...limits import budgets, refuse, refuse_memory

Element = Any  # lxml ships no types; its elements are of python-docx's classes where it has one for the tag

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_NS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """A `w:` attribute; None where the element or the attribute is missing."""
    if element is None:
        return None
    value: str | None = element.get(W + name)
    return value


def is_on(element: Element | None) -> bool | None:
    """A toggle such as `w:b`: None where it is missing, else on unless its value says off."""
    if element is None:
        return None
    return element.get(W + "val") not in ("0", "false", "off", "none")


class Package:
    """A DOCX opened for reading. Parts are parsed when asked for; a missing part is None.

    Raises UnreadableInput where the zip is damaged or has no main document, InputTooLarge for a part that
    unpacks beyond bounds. `within`: the package that this one stands in; what is unpacked of both counts together.
    """

    def __init__(self, data: bytes, name: str, within: Package | None = None) -> None:
        self.name = name
        self._spent: list[int] = within._spent if within else [0]
        self.depth: int = within.depth + 1 if within else 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            refuse_memory(error)
            raise UnreadableInput(f"{name}: a damaged or truncated DOCX") from error
        self.main: str = self._main_part()
        if self.main not in self._members:
            raise UnreadableInput(f"{name}: a DOCX without its document part (word/document.xml)")
        self._relations = self._read_relations(self.main)

    def document(self) -> Element:
        """The root of the main document."""
        root = self.part(self.main)
        if root is None or root.find(W + "body") is None:
            raise UnreadableInput(f"{self.name}: a DOCX whose document part has no body")
        return root

    def related(self, kind: str) -> list[Element]:
        """The roots of the parts that the document calls `kind` (`numbering`, `styles`, `header` …)."""
        roots = (self.part(target) for relation, target, _ in self._relations if relation == kind)
        return [root for root in roots if root is not None]

    def embedded(self, key: str | None) -> bytes:
        """The bytes of the part that a relation's id names; empty where there is none."""
        path = next((target for _, target, own in self._relations if key and own == key), "")
        return self._bytes(path) if path in self._members else b""

    def part(self, path: str) -> Element | None:
        """The root of a part by its path in the package."""
        if path not in self._members:
            return None
        data = self._bytes(path)
        if b"purl.oclc.org" in data[:4096]:
            for strict, plain in _STRICT:
                data = data.replace(strict, plain)
        most = budgets().max_markup
        if data.count(b"<") > 2 * most:
            refuse(self.name, f"elements in {path}", most, "max_markup")
        try:
            return etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            refuse_memory(error)
            raise UnreadableInput(f"{self.name}: {path} is no well-formed XML") from error

    def _bytes(self, path: str) -> bytes:
        bounds = budgets()
        try:
            with self._zip.open(path) as stream:
                data = stream.read(bounds.max_part_bytes + 1)
        except RuntimeError as error:  # zipfile's word for a password
            raise EncryptedInput(f"{self.name}: {path} is locked with a password in the zip archive") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            refuse_memory(error)
            raise UnreadableInput(f"{self.name}: {path} is damaged in the zip archive") from error
        if len(data) > bounds.max_part_bytes:
            refuse(self.name, f"bytes in {path}", bounds.max_part_bytes, "max_part_bytes")
        self._spent[0] += len(data)
        if self._spent[0] > bounds.max_package_bytes:
            refuse(self.name, "bytes in the parts of the package", bounds.max_package_bytes, "max_package_bytes")
        return data

    def _main_part(self) -> str:
        for kind, target, _ in self._read_relations(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def _read_relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, _, file = part.rpartition("/")
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return []
        found = []
        for relation in root:
            if relation.get("TargetMode") == "External" or not relation.get("Target"):
                continue
            target = relation.get("Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append(((relation.get("Type") or "").rpartition("/")[2], path, relation.get("Id") or ""))
        return found


@cache
def _parser() -> Element:
    """A parser that opens what python-docx refuses, and gives its element classes: `row.trPr`, `cell.tcPr`."""
    from docx.oxml.parser import element_class_lookup

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(element_class_lookup)
    return parser
