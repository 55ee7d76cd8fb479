"""What every part of the contract builds on: evidence, agencies, places, issues.

The modules of the contract do not postpone their annotations: pydantic would have to compile each one again.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of every contract value: frozen, no unknown keys. Validators are built at first use."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __reduce__(self) -> tuple[Callable[..., "Model"], tuple[Any, ...]]:
        """Pickled is what it holds, and the names of the fields that were set only where others were not: a plan goes
        from process to process in half the time of pydantic's own state."""
        values, given = self.__dict__, self.__pydantic_fields_set__
        return _restore, (type(self), values) if len(given) == len(values) else (type(self), values, given)


def _restore(kind: type[Model], values: dict[str, Any], given: set[str] | None = None) -> Model:
    model = _new(kind)
    _set(model, "__dict__", values)
    _set(model, "__pydantic_fields_set__", set(values) if given is None else given)
    _set(model, "__pydantic_extra__", None)
    _set(model, "__pydantic_private__", None)
    return model


_new, _set = object.__new__, object.__setattr__


class Box(Model):
    """A rectangle on a page in PDF points, origin top left of the page as shown, pages from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Evidence(Model):
    """Where something stands: half-open character offsets into `Plan.text`; `quote` equals `text[start:end]`.

    `boxes` is empty where the format has no geometry.
    """

    start: int
    end: int
    quote: str
    boxes: tuple[Box, ...] = ()


Level = Literal["central", "province", "district", "commune"]


class Successor(Model):
    """The body (or bodies, by field of work) that took over an agency's work: `field` is None for all of it."""

    name: str
    key: str
    field: str | None = None
    source: str


class Agency(Model):
    """Agency (cơ quan, đơn vị): a body named in the document.

    `raw` as written; `name` spelt out in its standard form, words of place kept as written and none added; `key`
    the same for the same body in every province (the name without its place, lower case); `level` None where the
    words do not tell; `group` for several bodies named together; `successor` the body that took over its work in
    2025 (the first of `successors`), None where it goes on; `guessed` where no list knows the body and grammar alone
    recognised it; `via` the channel named with it (*Công an tỉnh (qua Phòng PC04)*).
    """

    raw: str
    name: str
    key: str
    level: Level | None = None
    group: bool = False
    successor: str | None = None
    successors: tuple[Successor, ...] = ()
    guessed: bool = False
    via: str | None = None


class Province(Model):
    """Province (tỉnh, thành phố trực thuộc trung ương) of the issuing body.

    `name` at the date of the document, `code` its official code then, `current_name` the province that it belongs
    to since 1 July 2025 (Nghị quyết 202/2025/QH15).
    """

    name: str
    code: str
    current_name: str


class Issue(Model):
    """A doubt of the parser. `code` is a fixed word, `message` one sentence for a person, `evidence` where."""

    code: str
    message: str
    evidence: Evidence | None = None


class Settled(Issue):
    """An issue that a person has answered (a confirmation or a correction): who, when and why."""

    by: str
    at: str
    why: str = ""


class Corrected(Model):
    """Corrected (đính chính): a person set this field right; `read` (`from` in JSON) is what had been read.

    The field `list` tells that a whole statement was moved or added.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    field: str
    read: Any = Field(default=None, alias="from")
    by: str
    at: str


class Confirmed(Model):
    """Confirmed (xác nhận): a person has seen the object and found it right."""

    by: str
    at: str


def _is_empty(value: object) -> bool:
    return not value


def unless_empty(default: Any) -> Any:
    """A field that stands in JSON only where it says something: what nobody has corrected stays as it was."""
    return Field(default=default, exclude_if=_is_empty)
