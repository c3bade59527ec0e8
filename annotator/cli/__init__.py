"""The command line: arguments in, exit codes out. Every command's work is elsewhere and imported when the command runs."""

from annotator.cli.main import main, run

__all__ = ["main", "run"]
