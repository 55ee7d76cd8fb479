"""A comparison as a Parquet file, written by whichever data frame library is installed."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

from ..errors import MissingTool
from ..models import Comparison


def comparison_parquet(comparison: Comparison) -> bytes:
    """The records as Parquet, columns and types as in `RECORD_TYPES`.

    Written by polars, else by pandas with pyarrow. Raises MissingTool where neither is installed.
    """
    stream = io.BytesIO()
    if find_spec("polars"):
        comparison.to_frame("polars").write_parquet(stream)
    elif find_spec("pandas") and find_spec("pyarrow"):
        frame: Any = comparison.to_frame("pandas")
        frame.to_parquet(stream, index=False)
    else:
        raise MissingTool("Parquet output needs polars, or pandas with pyarrow: pip install polars")
    return stream.getvalue()
