"""Several articles side by side: which tell the same story (``cluster``), and what each makes of it (``align``, ``comparison``)."""
