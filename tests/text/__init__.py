"""Tests of reading and structure."""
