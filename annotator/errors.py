"""One error tree. Each class has a slug that the documentation explains; each message says what, where, and how to mend it."""

from __future__ import annotations


class AnnotatorError(Exception):
    """Base of every error that this package raises on purpose.

    :param message: one line: what is wrong, where, and how to mend it.
    """

    slug = "error"


class InputError(AnnotatorError):
    """An input could not be read: missing, unreadable, empty, or not of the format it claims."""

    slug = "input"


class MissingDependencyError(InputError):
    """An optional package that this format needs is not installed."""

    slug = "missing-dependency"


class UsageError(AnnotatorError):
    """The call does not make sense: unknown rule, format, dimension or option value."""

    slug = "usage"


class ConfigError(UsageError):
    """The configuration file has an unknown key or a value of the wrong kind."""

    slug = "config"


class LexiconError(AnnotatorError):
    """A lexicon file breaks its contract; the message gives file, line and cure."""

    slug = "lexicon"


class CardError(AnnotatorError):
    """A score card breaks its contract."""

    slug = "card"


class OutputError(AnnotatorError):
    """A result could not be written."""

    slug = "output"
