"""Every output of a comparison by the name of its format."""

from __future__ import annotations

from typing import Literal, get_args

from ..models import Comparison
from .comparison_page import comparison_html
from .comparison_table import comparison_parquet
from .comparison_text import comparison_csv, comparison_json, comparison_markdown
from .comparison_xlsx import comparison_xlsx
from .wording import Language

ComparisonFormat = Literal["json", "csv", "xlsx", "docx", "parquet", "md", "html"]
COMPARISON_FORMATS: tuple[ComparisonFormat, ...] = get_args(ComparisonFormat)
BINARY_FORMATS: frozenset[ComparisonFormat] = frozenset(("xlsx", "docx", "parquet"))


def write_comparison(
    comparison: Comparison, output: ComparisonFormat, *, language: Language = "vi", template: bytes | None = None
) -> bytes:
    """The comparison in the format asked for; text is UTF-8.

    `language` chooses the words of `xlsx`, `docx`, `md` and `html`; `template` is a Word file whose
    styles `docx` takes. Raises MissingTool where `parquet` lacks its library, ValueError where the template is no
    Word file.
    """
    if output == "json":
        return comparison_json(comparison).encode()
    if output == "csv":
        return comparison_csv(comparison).encode()
    if output == "md":
        return comparison_markdown(comparison, language=language).encode()
    if output == "xlsx":
        return comparison_xlsx(comparison, language=language)
    if output == "docx":
        from .comparison_word import comparison_word

        return comparison_word(comparison, language=language, template=template)
    if output == "parquet":
        return comparison_parquet(comparison)
    return comparison_html(comparison, language=language).encode()
