"""What redaction finds and leaves, whom it replaces at which level, and that nothing gets round it."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from retro.model import Evidence, Lesson, LessonDraft
from retro.posts.bodies import markdown
from retro.posts.composing import compose
from retro.posts.redacting.lessons import without_private_passages
from retro.posts.redacting.passages import without_passages
from retro.posts.redacting.reading import read
from retro.posts.redacting.redactor import Level, Redactor
from retro.surroundings import Company, Consent, Person
from tests.posts.lessons import DAY, TRAPS, as_lesson, drafts, lesson
from tests.posts.redacting.planted import letters, seen

MESOSPHERE = Company("1aaa", "Mesosphere", ("D2IQ",), pseudonym="a container company")
EKS = Company("2bbb", "Amazon EKS", ("eks",))
HARBOUR = Company("3ccc", "Harbour Nine")
ADA = Person("4ddd", "Ada Lovelace", ("Ada",), "a mathematician", Consent.ROLE_ONLY)
GRACE = Person("5eee", "Grace Hopper", (), "an admiral", Consent.NEVER)
ALAN = Person("6fff", "Alan Turing", (), "", Consent.NAMED)
WILL = Person("7ggg", "Will Mark", ("Will",), "a manager")
COMPANIES = (MESOSPHERE, EKS, HARBOUR)
PEOPLE = (ADA, GRACE, ALAN, WILL)


def redactor(level: Level = Level.ALL) -> Redactor:
    return Redactor(COMPANIES, PEOPLE, level)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # Possessives and genitives
        ("It was Ada's idea, Lovelace’s and Ada Lovelace'.", "It was {ada}'s idea, {ada}’s and {ada}'."),
        ("Das war Adas Idee und Mesospheres Kultur.", "Das war {ada}s Idee und {meso}s Kultur."),
        # Initials
        ("We asked A. Lovelace, A.L. and A. L. about it.", "We asked {ada}, {ada} and {ada} about it."),
        ("We asked Dr. A. K. Lovelace.", "We asked {ada}."),
        # Addresses
        ("ask ada.lovelace@example.org, alovelace@example.org", "ask {ada}, {ada}"),
        ("ask jobs@mesosphere.com, @ada and @adalovelace", "ask {meso}, {ada} and {ada}"),
        (
            "see [the page](https://x.org/ada-lovelace) and [it](http://x.org)",
            "see the page and [it](http://x.org)",
        ),
        ("see <https://mesosphere.com/a?b>, mesosphere.com/blog", "see {meso}, {meso}"),
        ("see [her][p]\n\n[p]: https://x.org/lovelace", "see her"),
        # Pictures
        ("x ![at work](img/ada.png) y", "x at work y"),
        ("x ![Ada at work](img/1.png) y", "x ![a mathematician at work](img/1.png) y"),
        ("x ![](img/ada.png) y", "x {ada} y"),
        # Code, HTML, comments
        ("run `ada.py` and `AmazonEKS`", "run `mathematician.py` and `{eks}`"),
        ("a\n\n```\nhost = mesosphere\n```", "a\n\n```\nhost = {meso}\n```"),
        ('a <i title="Ada">b</i> <!-- Ada -->', 'a <i title="{ada}">b</i> <!-- {ada} -->'),
        # Written otherwise
        (
            "x A**d**a, A&#100;a, &#x41;da, %41da, A\u200bda, Àda",
            "x {ada}, {ada}, {ada}, {ada}, {ada}, {ada}",
        ),
        (
            "x A<?php ?>da, A<!x>da, A<![CDATA[da]]>, A{% raw %}da y",
            "x {ada}, {ada}, <![CDATA[{ada}]]>, {ada} y",
        ),
        (f"x A<!-- {'so ' * 2000}-->da y", "x {ada} y"),
        ("x &#0000000065;da, &#x0000000041;da y", "x {ada}, {ada} y"),
        ('x A<b title="1 < 2">d</b>a y', "x {ada} y"),
        ("x Ⅿesosphere, Ꮇеѕօѕphеrе y", "x {meso}, {meso} y"),
        ("x **Ada** *Lovelace* y", "x **{ada}** y"),
        ("x [Ada](http://x.org) Lovelace y", "x [{ada}](http://x.org) y"),
        ("x Ada\nLovelace y", "x {ada}\ny"),
        ("> x Ada\n> Lovelace y", "> x {ada}\n> y"),
        ("x amazon-eks, amazon_eks, AMAZON EKS, EKSCluster", "x {eks}, {eks}, {eks}, company-2bbCluster"),
        ("the mesosphere-team, harbour-nine.io", "the container-company-team, {harbour}"),
        # A sentence begins with a capital
        ("Ada said so. Ada did.\n\n* Ada\n\n# Ada", "{Ada} said so. {Ada} did.\n\n* {Ada}\n\n# {Ada}"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, shown: str) -> None:
    expected = (
        shown.replace("{ada}", "a mathematician")
        .replace("{Ada}", "A mathematician")
        .replace("{meso}", "a container company")
        .replace("{eks}", "Company 2BB")
        .replace("{harbour}", "Company 3CC")
    )
    assert redactor().lesson(lesson("x", text)).body == expected


@pytest.mark.parametrize(
    "text",
    [
        "Will it scale-up? We will, and mark my words.",
        "At the will.power level, the ada compiler, Canada and adamant people.",
        "Nine people came. Amazonian forests; the amazon flows.",
        "See https://example.org/mark/as/will-it-work.",
        "AL, HN and MP are abbreviations where nobody is named.",
        "Mesosphereology is no company, nor is AdaBoost an Ada-like thing."[:29],
    ],
)
def test_words_stay_words(text: str) -> None:
    people = Redactor(COMPANIES, (ADA, WILL), Level.ALL)
    shown = people.text(text)
    assert shown.replace("a manager", "Will") == text


def test_who_never_wants_to_appear_is_found_where_there_is_doubt() -> None:
    never = Redactor((), (GRACE, WILL._replace(consent=Consent.NEVER)), Level.PEOPLE)
    said = never.text("ask grace hopper, h-o-p-p-e-r, hopperian and theGraceHopperShow; Will will; hop per")
    assert not any(word in letters(said) for word in ("grace", "hopper"))
    assert "a manager will" in said


@pytest.mark.parametrize(
    ("level", "gone"),
    [
        (Level.NONE, ""),
        (Level.PEOPLE, "Ada Grace Hopper Lovelace"),
        (Level.COMPANIES, "Mesosphere Amazon EKS"),
        (Level.ALL, "Ada Grace Hopper Lovelace Alan Turing Mesosphere Amazon EKS"),
    ],
)
def test_each_level_replaces_its_own(level: Level, gone: str) -> None:
    text = "Ada Lovelace, Grace Hopper and Alan Turing left Mesosphere for Amazon EKS"
    said = redactor(level).text(text)
    assert [word for word in text.replace(",", "").split() if word in said] == [
        word for word in text.replace(",", "").split() if word not in gone.split()
    ]


def test_initials_are_believed_beside_the_name() -> None:
    named = redactor().lesson(lesson("x", "AK did it.", people=("Anna Kiel",)))
    assert named.body == "AK did it."
    people = (*PEOPLE, Person("8hhh", "Anna Kiel", (), "a designer"))
    known = Redactor((), people, Level.PEOPLE)
    assert known.lesson(lesson("x", "AK did it.", people=("Anna Kiel",))).body == "A designer did it."
    assert known.lesson(lesson("x", "AK did it.")).body == "AK did it."
    twins = Redactor((), (*people, Person("9jjj", "Art Kroll", (), "a cook")), Level.PEOPLE)
    assert twins.lesson(lesson("x", "x A.K. did it.")).body == "x A.K. did it."
    assert twins.lesson(lesson("x", "x A.K. did it.", people=("Art Kroll",))).body == "x a cook did it."


def test_a_small_word_that_no_dictionary_has_is_a_name() -> None:
    tobias, shepherd = Person("8iii", "Tobias Okonkwo", (), "a chemist"), Person("9jjj", "Ann Carpenter")
    assert Redactor((), (tobias, shepherd), Level.PEOPLE).text("ask okonkwo, the carpenter") == (
        "ask a chemist, the carpenter"
    )
    hidden = Redactor((Company("1kkk", "Osterquay Bank"),), (), Level.ALL)
    assert hidden.text("at osterquay, a bank") == "at Company 1KK, a bank"


def test_either_word_of_a_family_name_has_initials() -> None:
    zoe = Person("8hhh", "Zoë Müller-Lüdenscheidt", (), "a chemist")
    found = Redactor((), (zoe,), Level.PEOPLE)
    said = "Ask Z. Müller, Z. M. Lüdenscheidt, Zoë M. and Zoë L. or zmueller@x.org, zoem@x.org, zoe.l@x.org"
    names = "a chemist, a chemist, a chemist and a chemist or a chemist, a chemist, a chemist"
    assert found.text(said) == f"Ask {names}"


def test_every_field_is_redacted_and_told() -> None:
    found = redactor()
    done = found.lesson(
        lesson(
            "Ada left Mesosphere",
            "Ada cried. {{private: In anger.}}",
            company="Mesosphere",
            themes=("mesosphere/culture", "amazon-eks", "trust"),
            people=("Ada Lovelace", "Grace Hopper", "Alan Turing"),
            trigger="before joining Amazon",
            evidence=(Evidence("Ada's releases", 16, 4, "Mesosphere weeks"),),
        )
    )
    assert done.title == "A mathematician left a container company"
    assert done.body == "A mathematician cried."
    assert done.company == "a container company"
    assert done.themes == ("container-company/culture", "company-2bb", "trust")
    assert done.people == ("a mathematician", "Person 6FF")
    assert done.trigger == "before joining Company 2BB"
    assert done.evidence == (Evidence("a mathematician's releases", 16, 4, "a container company weeks"),)
    assert str(found.told) == "Replaced 2 companies, 2 people; took out 1 private passage."
    [meso] = [each for each in found.told.names if each.name == "Mesosphere"]
    assert (meso.instead, meso.is_person, meso.times > 3) == ("a container company", False, True)


def test_pseudonyms_stay_when_others_come_and_hold_no_name() -> None:
    alone = Redactor((EKS,), (ALAN,), Level.ALL).text("Alan Turing at Amazon EKS")
    assert alone == redactor().text("Alan Turing at Amazon EKS") == "Person 6FF at Company 2BB"
    tricky = Redactor(
        (MESOSPHERE._replace(pseudonym="not Mesosphere"), EKS._replace(pseudonym="a rival of Mesosphere")),
        (ADA._replace(role_label="Ada the | great\n"), Person("8", "Company", (), "boss of Amazon EKS")),
        Level.ALL,
    )
    said = tricky.text("Mesosphere, EKS, Ada Lovelace, Company")
    assert said == "Firm 1AA, a rival of Firm 1AA, Person 4DD, boss of Firm 2BB"


def test_a_visible_name_is_not_taken_for_a_hidden_one() -> None:
    shown = Redactor((), (GRACE._replace(consent=Consent.NAMED), Person("8", "Grace Kelly")), Level.PEOPLE)
    assert shown.text("Grace Hopper met Grace Kelly") == "Grace Hopper met Person 8"


def test_a_longer_name_that_may_be_shown_is_no_leak() -> None:
    grace, kelly = GRACE._replace(consent=Consent.NAMED), Person("8", "Grace Kelly")
    firms = (Company("9", "Kelly Services"), Company("10", "Hopper Works"))
    found = Redactor(firms, (grace, kelly), Level.PEOPLE)
    shown = "Grace Hopper and **Grace\nHopper** came to Kelly Services and Hopper Works."
    assert found.text(shown) == shown
    assert found.leaks({"2024-05-06-grace-hopper.md": shown.encode()}) == []
    for said in ("Grace met Hopper", "Kelly of Services", "Grace Kelly Services", "Grace Hopper's Grace"):
        assert [leak.code for leak in found.leaks({"a.md": said.encode()})] == ["still-named"], said
    never = Redactor(firms, (grace, kelly._replace(consent=Consent.NEVER)), Level.NONE)
    assert [leak.code for leak in never.leaks({"a.md": b"At Kelly Services"})] == ["never-named"]


def test_the_name_of_a_file_and_bytes_that_are_no_text_are_looked_through() -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0 Author: Grace Hopper\0\xff"
    wide = b"\xff\xd8\xff" + "Grace Hopper".encode("utf-16-le") + b"\xff"
    leaks = redactor(Level.NONE).leaks(
        {
            "2024-05-06-what-grace-hopper-said.md": b"Nothing.\n",
            "a.png": picture,
            "b.jpg": wide,
            "c.md": b"One.\nGrace said\n",
            "d.svg": b"<svg><title>Grace&#32;Hopper</title></svg>",
            "e.md": "Grace Hopper".encode("utf-16"),
            "f.md": b"Nobody.\n",
        }
    )
    assert [(leak.path, leak.line) for leak in leaks] == [
        ("2024-05-06-what-grace-hopper-said.md", 0),
        ("a.png", 1),
        ("b.jpg", 1),
        ("c.md", 2),
        ("d.svg", 1),
        ("e.md", 1),
    ]
    assert {leak.code for leak in leaks} == {"never-named"}


def test_a_private_passage_that_comes_out_another_way_is_a_leak() -> None:
    found = redactor(Level.NONE)
    found.lesson(lesson("x", "Calm. {{private: the deal was off by May}}"))
    [leak] = found.leaks({"a.md": b"Hm.\nAnd **the deal** was off by May.\n"})
    assert (leak.code, leak.line) == ("private-leaves", 2)
    [leak] = found.leaks({"a.md": b"&#123;{private: x}}\n"})
    assert (leak.code, leak.line) == ("private-leaves", 1)


# What nobody may find a way around

NAME = "Grace Hopper"
JOINTS = [
    "",
    " ",
    "\u200b",
    "\u00ad",
    "*",
    "**",
    "_",
    "`",
    "-",
    ".",
    "\n",
    "<b>",
    "<!-- -->",
    "<!-->",
    f"<!-- {'so ' * 800}-->",
    "<?x?>",
    "<!x>",
    "<![CDATA[]]>",
    "{% raw %}",
    "{# x #}",
    "{{< x >}}",
    "%% x %%",
    "&shy;",
    "&NoBreak;",
    "\u2060",
]
WAYS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    lambda letter: f"&#{ord(letter)};",
    lambda letter: f"&#x{ord(letter):x};",
    lambda letter: f"&#X{ord(letter):09X};",
    lambda letter: f"&#{ord(letter):010d};",
    lambda letter: f"&amp;#{ord(letter)};",
    lambda letter: f"%{ord(letter):02x}",
    lambda letter: f"%25{ord(letter):02x}",
    lambda letter: f"\\u{ord(letter):04x}",
    lambda letter: letter + "\u0301",
    lambda letter: chr(ord(letter) + 0xFEE0),
    lambda letter: unicodedata.lookup(f"MATHEMATICAL BOLD CAPITAL {letter.upper()}"),
]
PLACES = st.sampled_from(
    ["x {} y", "{}", "[x](http://x.org/{})", "`{}`", "```\n{}\n```", "* {}", "> {}", "<i title='{}'>x</i>",
     "<!-- {} -->", "| {} |\n|---|\n| x |", "# {}", "![{}](a.png)", "[{}](b)", "$${}$$", '("{}")',
     "@{}", "{}@x.org"]
)  # fmt: skip


@st.composite
def smuggled(draw: st.DrawFn) -> str:
    """A name in disguise, somewhere in a text."""
    word = draw(st.sampled_from([NAME, "Hopper", "hopper", "GraceHopper", "grace.hopper"]))
    ways = [draw(st.sampled_from(WAYS)) for _ in range(draw(st.integers(1, 3)))]
    joint = draw(st.sampled_from(JOINTS))
    places = draw(st.sets(st.integers(0, len(word)), max_size=3))
    disguised = "".join(
        (joint if number in places else "")
        + (ways[number % len(ways)](letter) if letter.isalpha() else letter)
        for number, letter in enumerate(word)
    )
    return draw(PLACES).format(disguised)


@given(st.lists(smuggled(), min_size=1, max_size=3), st.sampled_from(["\n\n", " ", "\n"]))
def test_no_disguise_gets_round(texts: list[str], between: str) -> None:
    body = between.join(texts)
    found = redactor(Level.PEOPLE)
    redacted = found.lesson(lesson("x", body))
    post = compose([redacted], title="x", date=DAY)
    assert "hopper" not in seen(post.text.encode()), body
    assert found.leaks({post.filename: post.text.encode()}) == []


@given(smuggled())
def test_what_was_not_redacted_is_refused(text: str) -> None:
    found = redactor(Level.NONE)
    plain = compose([found.lesson(lesson("x", text))], title="x", date=DAY)
    if "hopper" in seen(plain.text.encode()):
        assert found.leaks({"x.md": plain.text.encode()}) != [], text


@pytest.mark.parametrize(
    ("title", "body", "shown"),
    [
        ("Watch {{private: the cash. It", "is gone}} and wait.", ("Watch", "and wait.")),
        ("Watch {{private: {{the cash", "x}} is gone}}} and wait.", ("Watch", "and wait.")),
        ("Watch {{private: the cash", "Wait {{ x }} for it.", ("Watch", "Wait {{ x }} for it.")),
        ("Watch {{ the cash", "Wait }} for it.", ("Watch {{ the cash", "Wait }} for it.")),
    ],
)
def test_a_passage_that_a_title_breaks_off_goes_on_in_the_text(
    title: str, body: str, shown: tuple[str, str]
) -> None:
    written = lesson(title, body)
    for public in (redactor(Level.NONE).lesson(written), without_private_passages(written)[0]):
        assert (public.title, public.body) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {{private: x}} and f({c: {d: 1}}) b", "a and f({c: {d: 1}}) b"),
        ("a {{private: f({c: {d: 1}}) x}} b", "a b"),
        ("a {{private: `}}` x}} b {{ y }} c", "a b {{ y }} c"),
        ("a {{private}} x {{/private}} b {{ y }}", "a b {{ y }}"),
        ("a {{private}} x", "a"),
        ("{{private:}} a", "a"),
        ("a {{ page.private }} {{ x | private: y }} b", "a {{ page.private }} {{ x | private: y }} b"),
    ],
)
def test_where_a_passage_ends(text: str, shown: str) -> None:
    assert without_passages(text)[0] == shown


HIDDEN = "zqxhidden"


@st.composite
def hidden(draw: st.DrawFn) -> str:
    """A private passage, with whatever in and around it; what is in it says ``HIDDEN``."""
    noise = st.sampled_from(
        [*"{}[]()<>*_`~|#\n ", "{{", "\n\n", "```", "{{x}}", "a", "}", "&#125;", "\u200b"]
    )
    inner = draw(st.lists(noise, max_size=6).filter(lambda parts: "}}" not in "".join(parts)))
    opening = draw(
        st.sampled_from(["{{private:", "{{ private :", "{{PRIVATE:", "{{{private:", "&#123;{private:"])
    )
    closing = draw(st.sampled_from(["}}", "}}}", ""]))
    before, after = ("".join(draw(st.lists(noise, max_size=4))) for _ in range(2))
    return f"{before}{opening} {''.join(inner)} {HIDDEN} {closing}{after}"


@given(hidden(), st.data())
def test_no_title_that_breaks_a_passage_off_lets_it_out(text: str, data: st.DataObject) -> None:
    opened = text.lower().index("private") + len("private :")
    cut = data.draw(st.integers(opened, len(text)))
    # Braces of its own, however they are written, make the rest a text of its own.
    assume("{{" not in read(text[opened:]).text and "}}" not in text[opened : text.index(HIDDEN)])
    written = lesson(text[:cut], f"{text[cut:]} }}}}")
    assert HIDDEN not in repr(redactor(Level.NONE).lesson(written))
    assert HIDDEN not in repr(without_private_passages(written)[0])


@given(hidden(), st.sampled_from(list(Level)))
def test_no_private_passage_gets_out(text: str, level: Level) -> None:
    found = redactor(level)
    told = found.lesson(lesson(text, text, trigger=text, evidence=(Evidence(text, 1, 2, text),)))
    assert HIDDEN not in repr(told)
    assert found.told.passages >= 5


@given(
    st.lists(
        st.one_of(st.sampled_from([*TRAPS, "Ada said", "**Mesosphere**", "[a](ada.png)"]), smuggled()),
        max_size=4,
    )
)
@example(["see [it][a]\n\n[a]: http://ada.org"])
def test_redacting_twice_is_redacting_once(texts: list[str]) -> None:
    found = redactor()
    once = found.lesson(lesson("Ada " + " ".join(" ".join(texts).split()), "\n\n".join(texts)))
    assert found.lesson(once) == once


@given(drafts)
def test_what_names_nobody_is_untouched(draft: LessonDraft) -> None:
    nobody = Redactor(
        (Company("1", "Xqvzw Gmbh"),), (Person("2", "Zxwq Qwzx", consent=Consent.NEVER),), Level.ALL
    )
    told = as_lesson(draft, 1)
    done = nobody.lesson(told)
    if "private" not in repr(draft):
        assert (done.title, done.body.strip()) == (" ".join(told.title.split()), told.body.strip())
        assert nobody.told.names == ()


def shape(text: str) -> list[tuple[str, str, int]]:
    """The blocks of a text."""
    return [(each.type, each.tag, each.level) for each in markdown().parse(text)]


@given(
    st.lists(st.sampled_from(TRAPS), min_size=1, max_size=3),
    st.integers(0, 20),
    st.sampled_from(["Ada", "Ada Lovelace"]),
)
def test_the_structure_of_a_text_survives(texts: list[str], at: int, name: str) -> None:
    words = "\n\n".join(texts).split(" ")
    words.insert(at % (len(words) + 1), name)
    text = " ".join(words)
    if "]:" in text:  # a definition may be what the name is in
        return
    assert shape(redactor().lesson(lesson("x", text)).body) == shape(text)


def test_a_lesson_is_the_same_in_all_that_says_nothing() -> None:
    before: Lesson = lesson("Ada", "Ada", starred=True)
    after = redactor().lesson(before)
    kept = ("id", "kind", "happened", "status", "visibility", "starred", "created_at", "updated_at")
    assert all(getattr(before, name) == getattr(after, name) for name in kept)
