"""make_frame(): flat records as a data frame of whichever library is installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas
    import polars

Library = Literal["auto", "pandas", "polars"]


def make_frame(
    records: Iterable[Mapping[str, Any]], types: Mapping[str, type], library: Library = "auto"
) -> pandas.DataFrame | polars.DataFrame:
    """A row for each record, columns and types as in `types`.

    `auto` takes polars where it is installed, else pandas. Raises ImportError where the library is missing.
    """
    columns: dict[str, list[Any]] = {name: [] for name in types}
    for record in records:
        for name, values in columns.items():
            values.append(record[name])
    if library in ("auto", "polars"):
        try:
            import polars
        except ImportError as error:
            if library == "polars":
                raise ImportError("to_frame() needs polars: pip install polars") from error
        else:
            kinds = {str: polars.String, float: polars.Float64, int: polars.Int64, bool: polars.Boolean}
            return polars.DataFrame(columns, schema={name: kinds[kind] for name, kind in types.items()})
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_frame() needs pandas or polars: pip install polars") from error
    dtypes = {str: "string", float: "Float64", int: "Int64", bool: "boolean"}
    return pandas.DataFrame(columns).astype({name: dtypes[kind] for name, kind in types.items()})
