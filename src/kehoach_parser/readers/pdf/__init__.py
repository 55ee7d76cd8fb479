"""PDF -> `source.Source`: text with boxes by pdfium, tables, reading order and paragraphs by geometry."""

from .reader import read_pdf

__all__ = ["read_pdf"]
