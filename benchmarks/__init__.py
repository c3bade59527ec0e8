"""How fast the package is, where the time goes, and what else can be had: ``python -m benchmarks --help``."""
