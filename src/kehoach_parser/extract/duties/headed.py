"""Headings that name their doer, with its tasks below (*1. Sở Y tế:*)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...language.patterns import compile_later
from ...lexicon import agency_words, doers, roles
from ...lexicon.doers import DoerWords
from ...lexicon.duties import Duties
from ...models import Assignment
from ...structure.values import Node, Text
from ..agencies import Addressees
from ..statements import Statement, Statements
from .addressed import Addressed
from .bodies import Bodies, Mode, shared_title, unlisted
from .tasks import StatedIn, Tasks
from .times import is_mere_time
from .told import Told

ASSIGNING = frozenset(["assignments", "tasks", "solutions", "content", "timeline"])
"""Roles of sections whose headings may name a doer."""
_BRACKETS = compile_later(r"\([^()]*\)")
_MOST_WORDS = 10
"""Words of a heading that asks a body; more are a sentence."""


class Headed:
    """Finds headings that name bodies and reads what stands below them."""

    def __init__(
        self,
        text: Text,
        statements: Statements,
        duties: Duties,
        bodies: Bodies,
        tasks: Tasks,
        addressed: Addressed,
        told: Told,
    ) -> None:
        self.text = text
        self.statements = statements
        self.duties = duties
        self.bodies = bodies
        self.tasks = tasks
        self.addressed = addressed
        self.told = told
        self.doers: DoerWords = doers.load()

    def find(
        self, nodes: Sequence[Node], mode: Mode = "directive", *, assigning: bool = False
    ) -> list[tuple[Node, Addressees]]:
        """Nodes whose heading names a body, outermost first; what stands below such a node belongs to it. `assigning`:
        they stand in a section of assignments, whatever the names themselves speak of (*Phòng Tài chính*)."""
        found: list[tuple[Node, Addressees]] = []
        for node in nodes:
            told = self.told.get(node.start)
            eligible = assigning or told is not None or not ASSIGNING.isdisjoint(node.roles)
            addressees = None
            if node.title and eligible and (node.blocks or node.children):
                addressees = self._named_by(node, node.title, told or mode)
            if addressees is not None:
                found.append((node, addressees))
            else:
                found.extend(self.find(node.children, told or mode, assigning="assignments" in node.roles))
        return found

    def _named_by(self, node: Node, title: str, mode: Mode) -> Addressees | None:
        """The bodies that the title of a node names as doers of what stands below it."""
        addressees = self._titled(node, title, mode)
        if addressees is not None and _is_bare_group(addressees):
            addressees = self._listed(node, mode) or addressees
        if addressees is None and ("assignments" in node.roles and "/" in node.id):
            return self._asked(node, title) or self._post(node, mode) or self._kinds(node, title, mode)
        if addressees is None and node.start in self.told:
            return self._post(node, mode)
        if addressees is None:
            return None
        return None if addressees.agencies[-1].group and self._names_below(node) else addressees

    def _titled(self, node: Node, title: str, mode: Mode) -> Addressees | None:
        """The bodies that a title names, where it says nothing else: who leads, or all of it; a stage has none."""
        addressees = self.bodies.addressees(title, mode)
        if addressees is None:
            return None
        shared = shared_title(title)
        if shared is not None:
            addressees = self.bodies.addressees(shared["lead"], mode)
        elif not (_covers(addressees, title) or self._does(addressees, title)):
            return None
        return None if "timeline" in node.roles else addressees

    def _does(self, addressees: Addressees, title: str) -> bool:
        """Whether a title says in a clause what the body at its beginning does (*1.2. Sở Y tế tham mưu cơ chế …*)."""
        if addressees.start > 0 or ":" in title:
            return False
        told = self.doers.tells.match(title, addressees.end) or self.doers.acts.match(title, addressees.end)
        return told is not None

    def _names_below(self, node: Node) -> bool:
        """*Trách nhiệm của các đơn vị*: the headings below name the bodies that are meant, or their posts (*Tổ phó -
        Trưởng phòng Tư pháp* under *Phân công các thành viên*)."""
        if self._listed_below(node):
            return True
        titles = [child.title for child in node.children if child.title]
        if any(self.bodies.addressees(title) is not None for title in titles):
            return True
        return len(titles) > 1 and all(self.doers.post.fullmatch(title.strip(" :.")) for title in titles)

    def _listed_below(self, node: Node) -> bool:
        """*Điều 2. Trách nhiệm của các đơn vị*: each numbered paragraph below begins with the bodies that it means."""
        untitled = [child for child in node.children if not child.title]
        if len(untitled) < 2 or len(untitled) < len(node.children):
            return False
        firsts = (next(iter(self.statements.of(child)), None) for child in untitled)
        words = (self.text.reading[first.start : first.end] for first in firsts if first is not None)
        begun = [self.bodies.addressees(said) for said in words]
        return len(begun) == len(untitled) and all(found is not None and found.start == 0 for found in begun)

    def _asked(self, node: Node, title: str) -> Addressees | None:
        """A body that no register has, which a heading asks (*3. Đề nghị Cảnh sát biển Vùng 2*)."""
        opener = roles.load().opener.match(title)
        if opener is None or opener.end() == len(title) or len(title.split()) > _MOST_WORDS:
            return None
        name = title[opener.end() :].strip(" :.")
        if not name[:1].isupper() or self.doers.told.search(name) or self._names_below(node):
            return None
        asking = roles.load().asking.search(opener.group())
        begun = node.title_end - node.title_start
        return Addressees("request" if asking else "directive", (unlisted(name),), opener.end(), begun, begun)

    def _post(self, node: Node, mode: Mode) -> Addressees | None:
        """Persons or a unit of the issuer that no register has (*2. Nhóm giáo viên Thể dục: mở lớp …*)."""
        title = (node.title or "").strip(" :.")
        deep = any(child.children or child.title for child in node.children)
        if not title or deep or not self.doers.post.fullmatch(title):
            return None
        if self.addressed.read_statements(node, marked=True):
            return None
        begun = node.title_end - node.title_start
        return Addressees(mode, (unlisted(title),), 0, begun, begun)

    def _kinds(self, node: Node, title: str, mode: Mode) -> Addressees | None:
        """Bodies or people that only their kind names, alone in a heading (*5. Các trang trại, hộ chăn nuôi*)."""
        said = title.strip(" :.")
        if self.addressed.read_statements(node, marked=True):
            return None
        agencies = self.bodies.kinds(said)
        begun = node.title_end - node.title_start
        return Addressees(mode, agencies, 0, begun, begun) if agencies else None

    def _listed(self, node: Node, mode: Mode) -> Addressees | None:
        """*4. Các Sở: Y tế, Xây dựng: Phối hợp …*: the bodies whose head the heading says and whose names follow it."""
        if self.text.reading[node.title_end : node.title_end + 2].strip()[:1] != ":":
            return None
        first = next((s for s in self.statements.of(node) if not s.is_title), None)
        if first is None:
            return None
        found = self.bodies.addressees(self.text.reading[node.title_start : first.end], mode)
        return None if found is None or _is_bare_group(found) else found

    def read(self, headed: Sequence[tuple[Node, Addressees]], closing: Node | None) -> list[Assignment]:
        """The assignments of headings that `find` found; `closing`: the last section, with the plan's last words."""
        built = (self._build(node, addressees, closing) for node, addressees in headed)
        return [assignment for assignment in built if assignment is not None]

    def _build(self, node: Node, addressees: Addressees, closing: Node | None) -> Assignment | None:
        statements = self._statements_below(node)
        begun = node.title_start + addressees.rest
        if statements and statements[0].start < begun:
            first = (replace(statements[0], start=begun),) if begun < statements[0].end else ()
            statements = [*first, *statements[1:]]
        told = self._with_clause(node, addressees, statements)
        stated_in: StatedIn = "heading" if told is statements else "sentence"
        statements = told
        if closing is not None and node.start <= closing.start < node.end:
            statements = self.addressed.without_closing(statements, addressees)
        return self.tasks.gather(node, addressees, statements, node.start, stated_in=stated_in)

    def _with_clause(self, node: Node, addressees: Addressees, statements: list[Statement]) -> list[Statement]:
        """What stands behind the colon of a heading that itself tells what the body does (*3. Văn phòng Sở làm đầu mối
        tổng hợp: báo cáo tháng …*), with the words of the heading."""
        begun = node.title_start + addressees.rest
        title = node.title or ""
        if len(statements) != 1 or node.children or shared_title(title) or not self._does(addressees, title):
            return statements
        return [replace(statements[0], start=begun)] if begun < statements[0].start else statements

    def _statements_below(self, node: Node) -> list[Statement]:
        own = [s for s in self.statements.of(node) if not s.is_title]
        for child in node.children:
            below = self.statements.of(child) if not child.children else ()
            if child.children:
                own.extend(self._statements_below(child))
            else:
                own.extend(self._joined(child, below))
        return own

    def _joined(self, child: Node, below: Sequence[Statement]) -> list[Statement]:
        """What a point says, with the words before a colon behind which only the time stands (*…; thời hạn trình:
        30/9/2026*)."""
        if child.title is None or len(below) != 1 or not is_mere_time(self.text.reading[below[0].start : below[0].end]):
            return list(below)
        return [replace(below[0], start=child.title_start)]


def _is_bare_group(addressees: Addressees) -> bool:
    """*Các Sở*, *UBND các huyện*: the last one is a group, said with its head or its kind of place alone."""
    last = addressees.agencies[-1]
    return last.group and agency_words.load().determiner.match(" ".join(last.raw.split()[-2:])) is not None


def _covers(addressees: Addressees, title: str) -> bool:
    """Whether the bodies are all that a heading says (brackets and a few words such as *Trách nhiệm của* aside)."""
    rest = title[: addressees.start] + _BRACKETS.sub("", title[addressees.end :])
    return len(rest.split()) <= 6
