"""Many inputs: a failure stays with its input, and what is finished is written at once and whole.

``serial`` is for a few inputs, in this process; ``run`` for any number of them, over many processes or machines, with resume.
"""

from annotator.batch.files import FileNames, write
from annotator.batch.serial import Failure, annotate_paths, report_folder, resolve

__all__ = ["Failure", "FileNames", "annotate_paths", "report_folder", "resolve", "write"]
