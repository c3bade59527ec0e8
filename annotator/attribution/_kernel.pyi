from typing import final

from typing_extensions import Buffer

INTERFACE: int
SOURCE: str

@final
class Word: ...

@final
class Reading:
    def cues(self, least: int, /) -> list[list[tuple[int, int, int]]]: ...
    def roles(self, first: int, last: int, covered: Buffer, /) -> tuple[list[int], list[int], int]: ...

@final
class Tables:
    def __new__(
        cls,
        families: Buffer,
        numbers: Buffer,
        cue_steps: Buffer,
        role_steps: Buffer,
        keys: Buffer,
        counts: Buffer,
        lanes: Buffer,
        weights: Buffer,
        attribute_counts: Buffer,
        attribute_lanes: Buffer,
        attribute_weights: Buffer,
        /,
    ) -> Tables: ...
    def word(
        self, lower: int, lemma: int, pos: int, cluster: int, fine: int, after: int, step: int, marks: int, /, *attributes: int
    ) -> Word: ...
    def read(self, words: list[Word], sentences: list[int], paragraphs: list[int], /) -> Reading: ...
