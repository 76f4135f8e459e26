"""Journals with names and private passages planted in every place, and a judge who trusts nobody."""

import html
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from retro.dates import Span
from retro.model import Evidence, Kind, Lesson, Source, Visibility
from retro.surroundings import Application, Company, Consent, Outcome, Person, Relation, RelationKind
from tests.posts.lessons import lesson

GIVEN = (
    "Ada Grace Zoë Jürgen Søren Łukasz Márta Priyanka Oluwaseun Wei François Ingrid Björn Dae-ho Анна Νίκος"
).split()
FAMILY = (
    "Lovelace Hopperton Müller Kierkegaard Wałęsa Oyelaran Benhaddou Okonkwo Zhangwei d'Artagnan O'Sullivan"
    " Straßburger Ångström Ødegaard Шевченко Παπαδόπουλος"
).split()
FIRMS = (
    "Mesosphere|Amazon EKS|Harbour Nine|D2IQ|DataDog|Café Größe|Osterquay Bank|Rotawren|Über Systems".split(
        "|"
    )
)
ROLES = ("a product manager", "the night dock supervisor", "an engineer", "a founder", "")

PRIVATE = "unseenpelican"
"""What private lessons say, and relations to them."""

Plant = Callable[[str], str]
"""A text with a name in it."""


def _words(name: str) -> list[str]:
    return name.split()


def _initial(name: str) -> str:
    return f"{_words(name)[0][0]}. {_words(name)[-1]}"


def _plain(name: str) -> str:
    kept = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in kept if letter.isalnum() or letter == " ").lower()


def _camel(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in _words(name))


NAMES: dict[str, Plant] = {
    "as it is": lambda name: f"We asked {name} about it.",
    "possessive": lambda name: f"It was {name}'s idea.",
    "typographic possessive": lambda name: f"It was {name}’s idea.",
    "bare apostrophe": lambda name: f"It was {name}' idea.",
    "German genitive": lambda name: f"Das war {name}s Idee.",
    "capitals": lambda name: f"ASK {name.upper()} NOW",
    "small": lambda name: f"ask {name.lower()} now",
    "emphasis": lambda name: f"**{_words(name)[0]}** *{' '.join(_words(name)[1:]) or 'x'}* did.",
    "split by emphasis": lambda name: f"{name[0]}**{name[1]}**{name[2:]} did.",
    "split by code": lambda name: f"{name[0]}`{name[1]}`{name[2:]} did.",
    "split by a tag": lambda name: f"{name[0]}<b>{name[1]}</b>{name[2:]} did.",
    "split by a comment": lambda name: f"{name[0]}<!-- x -->{name[1:]} did.",
    "split by a link": lambda name: f"{name[0]}[{name[1]}](http://x.org){name[2:]} did.",
    "entities": lambda name: f"{''.join(f'&#{ord(letter)};' for letter in name)} did.",
    "one entity": lambda name: f"&#x{ord(name[0]):x};{name[1:]} did.",
    "entity in an entity": lambda name: f"&amp;#{ord(name[0])};{name[1:]} did.",
    "per cent": lambda name: f"[page](https://x.org/{quote(name)})",
    "all per cent": lambda name: "https://x.org/" + "".join(f"%{byte:02X}" for byte in name.encode()),
    "decomposed": lambda name: f"{unicodedata.normalize('NFD', name)} did.",
    "wide letters": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "zero width": lambda name: "\u200b".join(name) + " did.",
    "soft hyphens": lambda name: "\u00ad".join(name) + " did.",
    "no-break spaces": lambda name: name.replace(" ", "\u00a0") + " did.",
    "line break": lambda name: "asked " + name.replace(" ", "\n") + " about it",
    "line break in a quotation": lambda name: "> asked " + name.replace(" ", "\n> ") + " about it",
    "line break in an item": lambda name: "* asked " + name.replace(" ", "\n  ") + " about it",
    "underscores": lambda name: f"`{name.replace(' ', '_').lower()}`",
    "hyphens": lambda name: f"see {name.replace(' ', '-').lower()}-migration",
    "camel case": lambda name: f"the {_camel(name)} class",
    "code block": lambda name: f"```\nauthor = '{name}'\n```",
    "indented code": lambda name: f"text\n\n    author: {name}\n\ntext",
    "attribute": lambda name: f'<a href="https://x.org" title="{name}">x</a>',
    "block of HTML": lambda name: f"<div data-who='{name}'>\n{name}\n</div>",
    "HTML comment": lambda name: f"text\n\n<!-- {name} said so -->\n\ntext",
    "image name": lambda name: f"![at work](img/{_plain(name).replace(' ', '-')}.png)",
    "alt text": lambda name: f"![{name} at work](img/x.png)",
    "linked image": lambda name: f"[![{name}](a.png)](https://x.org/{quote(name)})",
    "link text": lambda name: f"[{name}](https://x.org)",
    "link title": lambda name: f'[her page](https://x.org "{name}")',
    "autolink": lambda name: f"<https://x.org/{_plain(name).replace(' ', '-')}>",
    "reference": lambda name: f"see [the page][p]\n\n[p]: https://x.org/{quote(name)} '{name}'",
    "label of a reference": lambda name: f"see [the page][{name}]\n\n[{name}]: https://x.org",
    "footnote": lambda name: f"see[^1]\n\n[^1]: {name} said so.",
    "table": lambda name: f"| who | what |\n|---|---|\n| {name} | x |",
    "heading": lambda name: f"# What {name} said\n\ntext",
    "underlined heading": lambda name: f"{name}\n====\n\ntext",
    "wikilink": lambda name: f"see [[{name}|this]]",
    "escape": lambda name: f"say \\u{ord(name[0]):04x}{name[1:]}",
    "JSON": lambda name: f'{{"name": "{name}"}}',
    "title": lambda name: f"# {name}",
    "nested": lambda name: f"* a\n  * b\n    > {name}",
    "math": lambda name: f"$$\\text{{{name}}}$$",
}
"""For people and companies alike."""

PEOPLE: dict[str, Plant] = {
    "initial": lambda name: f"{_initial(name)} did.",
    "family name first": lambda name: f"{_words(name)[-1]}, {_words(name)[0]} (chair)",
    "family name": lambda name: f"Ask {_words(name)[-1]}.",
    "with a title": lambda name: f"Dr. {_words(name)[-1]} did.",
    "mail": lambda name: f"{_plain(_words(name)[0])}.{_plain(_words(name)[-1])}@example.org",
    "short mail": lambda name: f"<{_plain(name)[0]}{_plain(_words(name)[-1])}@example.org>",
    "mailto": lambda name: f"[mail](mailto:{_plain(_words(name)[-1])}@example.org)",
    "handle": lambda name: f"thanks @{_plain(name).replace(' ', '')}!",
    "handle with an underscore": lambda name: f"thanks @{_plain(name).replace(' ', '_')}",
    "profile": lambda name: f"https://github.com/{_plain(name).replace(' ', '')}",
}

SECRETS: dict[str, Plant] = {
    "passage": lambda secret: f"before {{{{private: {secret}}}}} after",
    "capital": lambda secret: f"before {{{{ Private : {secret} }}}} after",
    "nested": lambda secret: f"a {{{{private: {{{{x}}}} {secret} {{y}} }}}} b",
    "lines": lambda secret: f"a {{{{private: one\n\n{secret}\n}}}} b",
    "in code": lambda secret: f"```\nkey = {{{{private: {secret}}}}}\n```",
    "in a span": lambda secret: f"`{{{{private: {secret}}}}}`",
    "in an item": lambda secret: f"* a\n* {{{{private: {secret}}}}}\n* b",
    "in a link": lambda secret: f"[x](https://x.org/{{{{private:{secret}}}}})",
    "in a comment": lambda secret: f"<!-- {{{{private: {secret}}}}} -->",
    "unclosed": lambda secret: f"a {{{{private: {secret}\n\nand more {secret}",
    "references": lambda secret: f"&#123;&#123;private: {secret}&#125;&#125; b",
    "many braces": lambda secret: f"{{{{{{private: {secret}}}}}}} b",
    "a slip": lambda secret: f"{{{{privat: {secret}}}}} b",
    "block": lambda secret: f"a {{{{private}}}} {secret} {{{{/private}}}} b",
    "block that ends": lambda secret: f"a {{{{ private }}}}\n\n{secret}\n\n{{{{ endprivate }}}} b",
    "with signs": lambda secret: f"a {{{{# private: {secret}}}}} b",
    "braces apart": lambda secret: f"a {{ {{private: {secret}}}}} b",
    "with JSON": lambda secret: f'a {{{{private: {{"a": {{"b": 1}}}} {secret}}}}} b',
    "with code": lambda secret: f"a {{{{private: `}}}}` {secret}}}}} b",
    "no colon": lambda secret: f"{{{{private {secret}}}}} b",
}


@dataclass(frozen=True)
class Planted:
    """A journal as values: what is registered, the lessons (the last is private), what must not be seen."""

    companies: tuple[Company, ...]
    people: tuple[Person, ...]
    lessons: tuple[Lesson, ...]
    relations: tuple[Relation, ...]
    applications: tuple[Application, ...]
    secrets: tuple[str, ...]
    title: str


def planted(seed: int) -> Planted:
    """A small journal, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a journal is no secret
    companies = tuple(
        Company(
            _id(chance),
            name,
            (f"{name} Limited",) if chance.random() < 0.3 else (),
            f"VP at {name}",
            pseudonym=chance.choice(["", "a container company"]),
        )
        for name in chance.sample(FIRMS, 2)
    )
    people = tuple(
        Person(
            _id(chance),
            f"{given} {family}",
            (given,) if chance.random() < 0.3 else (),
            chance.choice(ROLES),
            chance.choice([Consent.NEVER, Consent.NEVER, Consent.ROLE_ONLY, Consent.NAMED]),
        )
        for given, family in zip(chance.sample(GIVEN, 3), chance.sample(FAMILY, 3), strict=True)
    )
    secrets = tuple(f"secret{chance.getrandbits(40):010x}" for _ in range(3))
    lessons = tuple(_lesson(chance, companies, people, secrets, number) for number in range(2))
    unseen = _lesson(chance, companies, people, secrets, 2).replace(visibility=Visibility.PRIVATE)
    unseen = unseen.replace(title=f"{PRIVATE} {unseen.title}", body=f"{PRIVATE}\n\n{unseen.body}")
    names = [*(each.name for each in companies), *(each.name for each in people)]
    plants = [NAMES[plant] for plant in chance.sample(sorted(NAMES), 3)]
    said = [f"{plant(chance.choice(names))} {{{{private: {chance.choice(secrets)}}}}}" for plant in plants]
    relation = Relation("r1", lessons[0].id, lessons[1].id, RelationKind.CONTRADICTS, said[0], said[1])
    applied = Application(
        "a1", lessons[0].id, Outcome.APPLIED, Span.parse("2021"), companies[1].name, said[2]
    )
    return Planted(
        companies,
        people,
        (*lessons, unseen),
        (relation, _relation(lessons[0].id, unseen.id), _relation(unseen.id, lessons[1].id)),
        (applied,),
        secrets,
        f"What {people[0].name} taught {companies[0].name}",
    )


def _relation(source: str, target: str) -> Relation:
    return Relation(source + target, source, target, RelationKind.SUPPORTS, f"with {PRIVATE}", PRIVATE)


def _id(chance: random.Random) -> str:
    return "".join(chance.choices("0123456789abcdefghjkmnpqrstvwxyz", k=12))


def _lesson(
    chance: random.Random,
    companies: tuple[Company, ...],
    people: tuple[Person, ...],
    secrets: tuple[str, ...],
    number: int,
) -> Lesson:
    everyone = [*(each.name for each in companies), *(each.name for each in people)]

    def text() -> str:
        plants = chance.sample(sorted(NAMES), 3)
        personal = chance.sample(sorted(PEOPLE), 2)
        parts = [
            *(NAMES[plant](chance.choice(everyone)) for plant in plants),
            *(PEOPLE[plant](chance.choice(people).name) for plant in personal),
            SECRETS[chance.choice(sorted(SECRETS))](chance.choice(secrets)),
        ]
        chance.shuffle(parts)
        # What is not closed hides what follows, so it comes last.
        parts.sort(key=lambda part: "and more" in part)
        return "\n\n".join(parts)

    company, person = chance.choice(companies), chance.choice(people)
    return lesson(
        " ".join(text().split("\n\n")[0].split())[:300] + f" {number}",
        text(),
        kind=chance.choice(list(Kind)),
        company=company.name,
        themes=(
            f"{company.name.lower().replace(' ', '-')}/culture",
            person.name.lower().replace(" ", "-"),
            "trust",
        ),
        people=(person.name, chance.choice(people).name),
        trigger=" ".join(text().split()),
        source=Source(f"/home/{person.name}/x.md", f"At {company.name}", 3),
        evidence=(Evidence(f"{person.name}'s releases at {company.name}", 16, 4, f"{company.name} weeks"),),
        id=_id(chance),
    )


def seen(content: bytes) -> str:
    """The letters of a file as anyone could come to see them: references undone, nothing between."""
    text = content.decode("utf-8")
    found = [text]
    for _ in range(4):
        text = unquote(html.unescape(text))
        for mark in ("\\u", "\\x"):
            size = 4 if mark == "\\u" else 2
            head, *rest = text.split(mark)
            pieces = [head]
            for piece in rest:
                try:
                    pieces.append(chr(int(piece[:size], 16)) + piece[size:])
                except ValueError:
                    pieces.append(mark + piece)
            text = "".join(pieces)
        found.append(text)
    shown = "\n".join(found)
    for opening, closing in (("<", ">"), ("](", ")")):
        left, behind = "", text
        while opening in behind and closing in behind.partition(opening)[2]:
            before, _, behind = behind.partition(opening)
            left += before
            behind = behind.partition(closing)[2]
        shown += "\n~\n" + left + behind
    return letters(shown)


def letters(text: str) -> str:
    """A text by its letters and digits alone."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(re.findall(r"[^\W_]+", plain)).casefold()
