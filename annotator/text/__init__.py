"""Bytes → Document: readers, tokens, sentences, paragraphs, quotations, set-aside text."""
