"""Lexicons: reviewed word lists as TOML, compiled into one matcher that runs over a document's tokens."""

from annotator.lexicon.load import Lexicons, load
from annotator.lexicon.matcher import Matcher

__all__ = ["Lexicons", "Matcher", "load"]
