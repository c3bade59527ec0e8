"""Who says what: attributions (source + cue + content), who the sources are, and whose words each stretch of text is.

``read`` takes a document through four steps: an engine drafts attributions (``rules`` needs no learned weights, ``learned`` is a
trained sequence model), ``kinds`` says what each source is, ``people`` groups the mentions of one source, ``grades`` tells
what the reader learns about a withheld one; ``layers`` then partitions the text by voice.
"""

from annotator.attribution.read import read

__all__ = ["read"]
