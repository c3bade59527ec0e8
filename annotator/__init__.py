"""Marks how a news article is sourced and worded, and adds the marks up to scores that anyone can check."""

__version__ = "0.1.0"
