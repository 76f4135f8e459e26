"""Lessons by what they are about, and how much each thing tells of those that are about it."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from retro.model import Lesson
from retro.practice.tensions.reading import Reading, read

__all__ = ["Index"]

_MOST_TOPICS = 24
"""Things that a lesson is found by: fields and themes first, then its rarest words."""

_COMMON = 0.35
"""What a larger share of all lessons is about tells nothing of them, in a journal of some size."""

_FEW_LESSONS = 12


class Index:
    """Lessons read.

    Args:
        lessons: In any order; what is said of them is by their places in it.
    """

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self.lessons = lessons
        self.readings: list[Reading] = [read(lesson) for lesson in lessons]
        about: Counter[str] = Counter()
        for reading in self.readings:
            about.update(reading.stances.keys() | reading.stems)
        total = len(lessons)
        self._worth = {
            topic: math.log((total + 1) / count) / math.log(total + 1)
            for topic, count in about.items()
            if count > 1 and (total < _FEW_LESSONS or count <= max(3, total * _COMMON))
        }
        self._vectors = [self._vector(reading) for reading in self.readings]
        self._norms = [math.hypot(*each.values()) or 1.0 for each in self._vectors]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, vector in enumerate(self._vectors):
            telling = sorted(vector, key=lambda topic: (topic[0] != "#", -vector[topic], topic))
            for topic in telling[:_MOST_TOPICS]:
                self.places[topic].append(place)

    def _vector(self, reading: Reading) -> dict[str, float]:
        return {
            topic: self._worth[topic] * (1.5 if topic.startswith("#") else 1.0)
            for topic in reading.stances.keys() | reading.stems
            if topic in self._worth
        }

    def worth(self, topic: str) -> float:
        """How much a thing tells, up to 1: what few lessons are about tells more."""
        return self._worth[topic]

    def stands(self, place: int, topic: str) -> bool:
        """Whether a lesson has a stance to it."""
        return topic in self.readings[place].stances

    def share(self, place: int, topic: str) -> float:
        """How much of a lesson a thing is."""
        return self._vectors[place][topic] / self._norms[place]

    def related(self, one: int, other: int) -> float:
        """How much two lessons are about the same, up to 1."""
        left, right = self._vectors[one], self._vectors[other]
        shared = sum(value * right[topic] for topic, value in left.items() if topic in right)
        return shared / (self._norms[one] * self._norms[other])

    def shared(self, one: int, other: int) -> list[str]:
        """The most telling things that both are about, as one of them says it."""
        left, right = self._vectors[one], self._vectors[other]
        topics = sorted(left.keys() & right.keys(), key=lambda topic: (-left[topic] * right[topic], topic))
        stances = self.readings[one].stances
        words = (stances[topic].word if topic in stances else topic.lstrip("#") for topic in topics)
        return list(dict.fromkeys(words))[:3]

    def same_words(self, one: int, other: int) -> float:
        """The share of their words that both have (Jaccard)."""
        left, right = self.readings[one].stems, self.readings[other].stems
        return len(left & right) / len(left | right) if left and right else 0.0

    def agree(self, one: int, other: int) -> bool:
        """Whether they stand alike to most of what both are about."""
        mine, theirs = self.readings[one].stances, self.readings[other].stances
        signs = [mine[topic].value * theirs[topic].value > 0 for topic in mine.keys() & theirs.keys()]
        return sum(signs) * 3 >= len(signs) * 2
