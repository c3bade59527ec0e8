"""What every report says about itself: what a text cannot show, in the same words in every format."""

from __future__ import annotations

NOT_THIS = (
    "This describes how the text is sourced and worded. It does not say whether the claims are true, what the writer meant, "
    "or whether an editor knows who an unnamed source is."
)

CHECKLIST = (
    "Does an editor know who each unnamed source is, and why the name is withheld?",
    "Is there a second, independent source for each claim that rests on one?",
    "Were the people who are criticised asked for their answer?",
    "Does the headline say no more than the text?",
    "Who owns the outlet, and does it correct its errors in the open?",
    "Is what is reported true? Only reporting can tell.",
)
"""What a text cannot show: printed for people, never scored."""
