"""The words that dates are made of, and what each one is."""

import re

__all__ = ["LONGEST", "UNITS", "WORDS", "Token", "may_be_date", "tokens"]

# What a word is, and its number if it has one: ("month", 6), ("number", 3), ("weeks", None), ("ago", None).
Token = tuple[str, int | None]

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth".split()
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # their first month
_PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_UNITS = "day week month quarter year".split()
UNITS = tuple(f"{unit}s" for unit in _UNITS)
WORDS: dict[str, Token] = {
    **{
        name: (name, None)
        for name in "this next ago before after now present today tonight yesterday".split()
    },
    **{name: (name, None) for name in "tomorrow at night morning noon afternoon evening midnight".split()},
    **dict.fromkeys(("last", "previous", "past"), ("last", None)),
    **{name[:length]: ("month", at) for at, name in enumerate(_MONTHS, 1) for length in (3, len(name))},
    **{name[:length]: ("weekday", at) for at, name in enumerate(_WEEKDAYS) for length in (3, len(name))},
    **{f"{name}s": ("weekdays", at) for at, name in enumerate(_WEEKDAYS)},
    "sept": ("month", 9),
    "tues": ("weekday", 1),
    **dict.fromkeys(("thur", "thurs"), ("weekday", 3)),
    **{name: ("number", at) for names in (_COUNTS, _ORDINALS) for at, name in enumerate(names, 1)},
    **dict.fromkeys(("a", "an"), ("number", 1)),
    "couple": ("number", 2),
    "half": ("halves", None),
    **{name: ("season", month) for name, month in _SEASONS.items()},
    **{name: ("part", part) for name, part in _PARTS.items()},
    **{name: (f"{unit}s", None) for unit in _UNITS for name in (unit, f"{unit}s")},
    **{f"q{number}": ("quarter", number) for number in range(1, 5)},
    **{f"h{number}": ("half", number) for number in (1, 2)},
}
LONGEST = 60
_FILLERS = frozenset({"the", "of", "in", "on", "during", "from", "back", "around", "about", "circa"})
_MAY_BE = frozenset(WORDS) | _FILLERS | frozenset("to until q h st nd rd th am pm t z".split())


def tokens(words: str) -> list[Token]:
    """What each word is, without the fillers; nothing at all if one word has no place in a date."""
    words = re.sub(r" (?:at )?(?:\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m)$", "", words, flags=re.ASCII)
    found: list[Token] = []
    for word in re.split(r"[ ,/-]+", words.replace("a couple", "couple")):
        number = re.fullmatch(r"('?)(\d{1,4})(st|nd|rd|th)?", word, re.ASCII)
        known = WORDS.get(word.removesuffix("."))
        if number and number[1]:
            found.append(("year", 2000 + int(number[2])))
        elif number:
            is_year = len(number[2]) == 4 and not number[3]
            found.append(("year" if is_year else "number", int(number[2])))
        elif known:
            found.append(known)
        elif word and word not in _FILLERS:
            return []
    return found


def may_be_date(text: str) -> bool:
    """Whether every word has a place in a date; nothing else is read as one, whatever day today is."""
    names = re.findall(r"[^\W\d_]+", text.lower())
    return len(text) <= LONGEST and bool(text.strip()) and all(name in _MAY_BE for name in names)
