"""Agencies named in text: mentions in sentences, addressees of headings, abbreviations of a document."""

from __future__ import annotations

from .addressees import Addressees, read_addressed, read_addressees, read_named
from .definitions import find_definitions
from .mentions import AgencyMention, find_agencies
from .successors import pick_successor

__all__ = [
    "Addressees",
    "AgencyMention",
    "find_agencies",
    "find_definitions",
    "pick_successor",
    "read_addressed",
    "read_addressees",
    "read_named",
]
