"""Which of many cues are in a sentence."""

from collections.abc import Iterable, Sequence

from retro.posts.extraction.cue import Cue, Look
from retro.posts.extraction.needed_words import NeededWords

__all__ = ["CueIndex"]


class CueIndex:
    """The looks of cues; only those are tried whose words a sentence has."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues: Sequence[Cue] = tuple(cues)
        self._looks: Sequence[tuple[int, Look]] = tuple(
            (number, look) for number, cue in enumerate(self._cues) for look in cue.looks
        )
        self._needed = NeededWords(look.needs for _, look in self._looks)

    def found_in(self, sentence: str) -> list[Cue]:
        """The cues that a sentence shows, in their order."""
        spaced = f" {sentence}"
        found: list[int] = []
        for place in self._needed.possible_in(sentence):
            number, look = self._looks[place]
            if (not found or found[-1] != number) and look.found_in(spaced):
                found.append(number)
        return [self._cues[number] for number in found]
