"""Measures → scores: a readable card holds every weight, and the score is the sum of what it says."""

from annotator.score.additive import scores
from annotator.score.card import Card, load_card

__all__ = ["Card", "load_card", "scores"]
