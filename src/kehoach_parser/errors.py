"""The exceptions of the package. Doubtful content is no exception: it becomes an `Issue` of the plan."""

from __future__ import annotations


class KehoachError(Exception):
    """Base of every error that this package raises on purpose. Its text is one line, fit for a user."""


class UnreadableInput(KehoachError):
    """The bytes are no document that can be read: empty, truncated, binary, or not what they claim to be."""


class UnsupportedFormat(UnreadableInput):
    """The bytes are a well-formed file of a format that is not read here (a spreadsheet, a video …)."""


class EncryptedInput(UnreadableInput):
    """The document asks for a password before it shows its text."""


class InputTooLarge(UnreadableInput):
    """The document is beyond the limits that keep a parse bounded (docs/limits.md)."""


TooLarge = InputTooLarge
"""Another name of the same error."""


class MissingTool(KehoachError):
    """An outside program that this input needs is not installed; the text names the package to install."""


class ParserFailure(KehoachError):
    """The parser itself failed on a document: a defect to report. A batch goes on with the next file."""


class ParsingStopped(KehoachError):
    """The parse of a file was ended from outside; the other files of the batch went on.

    `reason`: `crash` (its process died), `timeout` (it ran too long) or `memory` (it needed more than allowed).
    """

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message, reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.args[0])


class QueryFailed(KehoachError):
    """A question to an archive cannot be answered: its SQL is wrong, or it is no question."""


class ClusterLost(KehoachError):
    """The scheduler of a cluster does not answer, or it ended a task for a reason of its own."""


class RulesError(KehoachError):
    """A rule file is malformed; raised when the rules are loaded, never while a document is parsed."""


class BaselineNotFound(KehoachError):
    """None of the documents at hand is the programme that the plans say they carry out."""


class WrongUsage(KehoachError):
    """A command was asked for what it does not do."""
