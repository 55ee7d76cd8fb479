"""Assignments (phân công): which body is addressed by a section, and what it is told or asked to do.

Three forms, all of practice: a heading that names its doer with bullets or paragraphs below (`1. Sở Y tế:`); a numbered
paragraph that addresses a body (`2. Giao Công an tỉnh chủ trì …`), where the plan has no section of headed
assignments elsewhere; and lines `Cơ quan chủ trì: …`, `Cơ quan phối hợp: …` under a task.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language.spans import Spans
from ...lexicon import Lexicon, doers
from ...models import Assignment
from ...structure.values import Doubt, Node, Outline, Text
from ..statements import Statements
from .addressed import Addressed
from .bodies import Bodies
from .context import AssignmentContext
from .field_lines import FieldLines
from .headed import Headed
from .orders import Orders
from .tasks import Tasks
from .told import Told, find_told

_WHOLE = Node("", "", None, 0, 0, ("assignments",), (), (), (), -1, -1)
"""Stands for the section of what stands in none, in a document without sections."""


def find_assignments(
    text: Text, outline: Outline, statements: Statements, lexicon: Lexicon, context: AssignmentContext
) -> tuple[Assignment, ...]:
    """The assignments of the main body, in order of the sections."""
    duties, bodies = lexicon.duties, Bodies(lexicon, context)
    tasks = Tasks(text, bodies, context.on)
    addressed = Addressed(text, statements, duties, bodies, tasks)
    told = find_told(text, outline, statements, duties)
    headings = Headed(text, statements, duties, bodies, tasks, addressed, told)
    lines = FieldLines(text, statements, duties, bodies)
    orders = Orders(text, duties, bodies, tasks)

    headed = headings.find(outline.nodes)
    found = headings.read(headed, closing=_last_leaf(outline.nodes))
    found += _read_addressed(statements, addressed, [node for node, _ in headed], told, lexicon)
    for node in statements.nodes:
        found += lines.read(node)
    known = Spans((given.evidence.start, given.evidence.end) for given in found)
    for node in statements.nodes:
        found += orders.read(node, statements.of(node), known)
    if not statements.nodes:
        found += orders.read(_WHOLE, orders.led(statements.preamble), known)
    found.sort(key=lambda a: a.evidence.start)
    return tuple(a.model_copy(update={"id": f"a{i}"}) for i, a in enumerate(found, 1))


def _read_addressed(
    statements: Statements, addressed: Addressed, headed: Sequence[Node], told: Told, lexicon: Lexicon
) -> Iterator[Assignment]:
    """The assignments of paragraphs and statements that begin with a body, where no heading above names it."""
    parents = {_parent(node) for node in headed if "assignments" in node.roles}
    for node in statements.nodes:
        if not node.blocks:
            continue
        assigning = "assignments" in node.roles
        if assigning and node.title is None:
            if not parents or _parent(node) in parents:
                yield from addressed.read_paragraph(node)
        elif not node.children and ((assigning and not headed) or _assigns(node, lexicon)):
            yield from addressed.read_statements(node)
        elif assigning and not node.children and node.title and not _is_within(node, headed):
            yield from addressed.read_statements(node, marked=True)
        elif assigning and node.children and not _is_within(node, headed) and not _holds(node, headed):
            yield from addressed.read_led(node)
        elif node.start in told and not _is_within(node, headed):
            read = addressed.read_paragraph if node.title is None else addressed.read_statements
            yield from read(node, told[node.start])


def _is_within(node: Node, headed: Sequence[Node]) -> bool:
    return any(above.start <= node.start < above.end for above in headed)


def _holds(node: Node, headed: Sequence[Node]) -> bool:
    return any(node.start < below.start < node.end for below in headed)


def _parent(node: Node) -> str:
    return node.id.rpartition("/")[0]


def _assigns(node: Node, lexicon: Lexicon) -> bool:
    """Whether a section below another says by its own title that it assigns (*1.2. Phân công: …* under a project)."""
    if "/" not in node.id or node.title is None:
        return False
    return "assignments" in lexicon.headings.roles_of(node.title).roles


def find_assigned_elsewhere(text: Text, statements: Statements) -> tuple[Doubt, ...]:
    """Tasks that another document assigns (*theo phân công tại Quyết định …*): here nobody is named."""
    found = []
    said_at = list(doers.load().elsewhere.finditer(text.small(0, len(text.reading))))
    for statement in (s for node in statements.nodes for s in statements.of(node)) if said_at else ():
        said = next((said for said in said_at if statement.start <= said.start() < statement.end), None)
        if said is not None:
            words = " ".join(text.text[said.start() : statement.end].split())[:100]
            message = f"«{words}»: việc được phân công tại văn bản khác; ở đây không nêu cơ quan thực hiện."
            found.append(Doubt("assigned_elsewhere", message, statement.start, statement.end))
    return tuple(found)


def _last_leaf(nodes: Sequence[Node]) -> Node | None:
    if not nodes:
        return None
    last = nodes[-1]
    return _last_leaf(last.children) or last
