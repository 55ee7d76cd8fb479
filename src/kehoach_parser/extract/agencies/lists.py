"""A list of bodies that begins at a known place of a text: cheaper than finding every body of the text first."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from ...language.patterns import compile_later
from ...lexicon import agency_joints, roles
from ...models import Agency
from .mentions import AgencyMention, make_mention, read_at, share_places
from .names import Body, Reader
from .openings import may_open

_BRACKETS = compile_later(r"\s*\([^()]*\)")


@lru_cache(maxsize=1024)
def read_list(text: str, at: int, reader: Reader, *, brackets: bool = False) -> AgencyMention | None:
    """The bodies listed from `at` on, as one mention; None where no body is named there.

    Titles (*Giám đốc*) and a repeated *đề nghị*, *cùng với* between the bodies are passed over. `brackets`: a list in
    brackets is part of the list (*các đoàn thể (Hội Nông dân, …)*). Kept for the lists last read: a statement is read
    for whom it addresses and for who does what.
    """
    posts: dict[int, int] = {}
    at = _behind_title(text, at, posts)
    bodies = _read(text, at, reader, posts)
    if not bodies:
        return None
    groups: list[tuple[Body, ...]] = [bodies]
    while True:
        end = groups[-1][-1].end
        more = _next(text, end, reader, posts, brackets=brackets)
        if not more and (bracket := _BRACKETS.match(text, end)):
            more = _next(text, bracket.end(), reader, posts, brackets=brackets)
        if not more:
            break
        groups.append(more)
    mentions = [make_mention(text, group, reader.issuer) for group in share_places(text, groups)]
    agencies = [
        agency if number else _with_post(text, posts, group[0].start, agency)
        for group, mention in zip(groups, mentions, strict=True)
        for number, agency in enumerate(mention.agencies)
    ]
    return AgencyMention(at, mentions[-1].end, tuple(agencies))


def _with_post(text: str, posts: dict[int, int], start: int, agency: Agency) -> Agency:
    """The body at `start` as written with the post that is addressed (*Giám đốc Sở Y tế*); its name stays."""
    post = " ".join(text[posts.get(start, start) : start].split())
    return agency.model_copy(update={"raw": f"{post} {agency.raw}"}) if post else agency


def _next(text: str, end: int, reader: Reader, posts: dict[int, int], *, brackets: bool) -> tuple[Body, ...]:
    joint = agency_joints.load().listing.match(text, end)
    if joint is None or ("(" in joint.group() and not brackets):
        return ()
    words = roles.load()
    again = words.again.match(text, joint.end())
    return _read(text, _behind_title(text, again.end() if again else joint.end(), posts), reader, posts)


def _read(text: str, at: int, reader: Reader, posts: dict[int, int]) -> tuple[Body, ...]:
    if reader.defined or may_open(text, at, reader.register):
        bodies = read_at(text, at, reader)
        if bodies or at not in posts:
            return bodies
    if at in posts and (small := reader.words.small_head.match(text, at)) and text[small.end()].isupper():
        spelt = text[:at] + text[at].upper() + text[at + 1 :]  # `Trưởng khoa Nội`: its office makes a name of it
        return read_at(spelt, at, reader)
    several = reader.words.determiner.match(text, at)
    if several is None or not text[several.end() : several.end() + 1].isupper():
        return ()
    bodies = _read(text, several.end(), reader, posts)
    return tuple(replace(body, start=at, group=True) for body in bodies)


def _behind_title(text: str, at: int, posts: dict[int, int]) -> int:
    """Where the name behind a post begins; `posts` learns where the post does."""
    office = roles.load().office
    title = office.match(text, at)
    if title is None:
        return at
    second = office.match(text, title.end())
    end = second.end() if second else title.end()
    posts[end] = at
    return end
