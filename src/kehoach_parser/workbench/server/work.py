"""What the isolated processes of the page do: every touch of a document or a plan. Paths in, bytes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kehoach_parser as kp
from kehoach_parser.archive.files import DiskFolder
from kehoach_parser.errors import KehoachError, ParserFailure, UnreadableInput

from ..corrections import apply_from, make_gold
from .marked import propose_measures
from .matrix import build_case, describe_matrix
from .pictures import draw_page
from .sheets import describe_plan


def work(task: str, *arguments: Any) -> Any:
    """Does a task by its name. What the package raises on purpose is returned, to be raised by the owner."""
    try:
        return TASKS[task](*arguments)
    except (KehoachError, MemoryError) as error:
        if isinstance(error, MemoryError):
            raise
        return error
    except Exception as error:
        return ParserFailure(f"{task} failed ({type(error).__name__}); please report it")


def warm_up() -> None:
    """Loads what a page may wait for."""
    import numpy  # noqa: F401
    import pypdfium2  # noqa: F401

    _ = kp.compare, kp.write_comparison, kp.render_page, kp.comparison_matrix


def read_document(path: str, name: str, out: str, ocr: str) -> None:
    """Parses a document of the folder and keeps the plan as JSON, as it was read."""
    plan = kp.parse(Path(path), name=name, ocr=ocr)  # type: ignore[arg-type]
    plan = plan.model_copy(update={"source": plan.source.model_copy(update={"name": name})})
    target = Path(out)
    DiskFolder(target.parent).write(target.name, plan.model_dump_json().encode())


def parse_posted(path: str, out: str, name: str, text: bool) -> None:
    """Writes the JSON of a document that a tool posted."""
    plan = kp.parse(Path(path).read_bytes(), name=name)
    Path(out).write_text(plan.model_dump_json(exclude=None if text else {"text"}), "utf-8")


def compare_posted(path: str, out: str) -> None:
    """Writes the JSON of a comparison that a tool posted: `baseline` and `plans`, each as /parse gives them."""
    try:
        asked = json.loads(Path(path).read_bytes())
        baseline = kp.Plan.model_validate(asked["baseline"])
        plans = [kp.Plan.model_validate(plan) for plan in asked["plans"]]
        pairs = [kp.PairDecision.model_validate(pair) for pair in asked.get("pairs", ())]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        told = f"no comparison: give baseline and plans as /parse gives them ({_first(error)})"
        raise UnreadableInput(told) from error
    Path(out).write_text(kp.compare(baseline, plans, pairs=pairs).model_dump_json(), "utf-8")


def show_plan(path: str, corrections: str, text: bool, periods: dict[str, str]) -> bytes:
    """What the page of a plan shows, as JSON; `periods` are the words of *month*, *year* … in its language."""
    told = describe_plan(load_plan(path, corrections), periods, text=text)
    return json.dumps(told, ensure_ascii=False).encode()


def propose(path: str, start: int, end: int) -> bytes:
    """The figures that the parser reads in words a person marked, as the `measures` of an addition."""
    return json.dumps(propose_measures(load_plan(path, None), start, end), ensure_ascii=False).encode()


def compare_kept(case: dict[str, Any], language: str) -> bytes:
    """The matrix of a comparison of the folder, as JSON for the page."""
    return json.dumps(describe_matrix(build_case(case), case, language), ensure_ascii=False).encode()


def export_kept(case: dict[str, Any], output: str, language: str) -> bytes:
    """A comparison of the folder as a file; what nobody has reviewed is said in it."""
    return kp.write_comparison(build_case(case).comparison, output, language=language)  # type: ignore[arg-type]


def export_plan(path: str, corrections: str, output: str, language: str) -> bytes:
    """A plan with its corrections: its `json`, its `html` page, or what was corrected as `gold`."""
    plan = load_plan(path, corrections)
    if output == "html":
        return kp.render_page(plan, language=language).encode()  # type: ignore[arg-type]
    if output == "gold":
        name = plan.source.name
        return make_gold(plan, slug=Path(name).stem, file=name).encode()
    return plan.model_dump_json(indent=2).encode()


def load_plan(path: str, corrections: str | None) -> kp.Plan:
    """A kept plan, with the corrections of a folder."""
    plan = kp.Plan.model_validate_json(Path(path).read_bytes())
    return apply_from(plan, corrections) if corrections else plan


def _first(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


TASKS: dict[str, Callable[..., Any]] = {
    "warm": warm_up,
    "read": read_document,
    "parse": parse_posted,
    "compare": compare_posted,
    "show": show_plan,
    "draw": draw_page,
    "propose": propose,
    "matrix": compare_kept,
    "export": export_kept,
    "export_plan": export_plan,
}
