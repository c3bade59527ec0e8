"""How likely an expert would call a sentence's wording loaded, and which words carry that: additive models over the words."""
