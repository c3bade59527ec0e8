"""Measuring the annotator against hand-made gold data, with intervals: ``annotator evaluate``."""
