"""What a question asks for: by it the answer is a lesson, a mistake, a success or advice."""

import pytest

from retro.model import Kind
from retro.posts.document import read_post
from retro.posts.extraction import extract
from retro.posts.extraction.questions import role_of_answer
from retro.posts.extraction.roles import Role


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("What's the best decision you made early on?", Role.WINS),
        ("Q: And the worst?", Role.MISTAKES),
        ("Q3. What did you get wrong?", Role.MISTAKES),
        ("A mistake you see other bakers make?", Role.MISTAKES),
        ("What are you bad at?", Role.MISTAKES),
        ("What did we get right?", Role.WINS),
        ("What advice would you give your younger self?", Role.PRACTICES),
        ("What should new bakers know?", Role.PRACTICES),
        ("What did you take away from it?", Role.LESSONS),
        ("Something you've changed your mind about?", Role.LESSONS),
        ("How do you hire?", Role.LESSONS),
        ("Would you do it again?", Role.LESSONS),
        ("Who are you?", Role.NOTHING),
        ("What do you do here?", Role.NOTHING),
        ("What's next?", Role.NOTHING),
        ("A favourite book?", Role.NOTHING),
        ("Where did you grow up?", Role.UNKNOWN),
        ("What I learned", Role.UNKNOWN),
        ("", Role.UNKNOWN),
    ],
)
def test_what_is_asked_for(question: str, role: Role) -> None:
    assert role_of_answer(question) is role


INTERVIEW = """\
# Ten questions for a baker

**Who are you?**

I'm Ada. I have two shops.

**What was the best decision you made?**

We closed on Mondays. Nobody minded, and the dough was better on Tuesdays.

We talked about it for a year.

(My brother still asks.)

**And the worst?**

Bread by mail. It was dry when it came.

**Where are you from?**

From a village with one oven.

**What would you tell others?**

Wake up early. I never did.

---

Find me at the oven.
"""


def test_answers_are_lessons_with_all_that_belongs_to_them() -> None:
    found = [lesson.draft for lesson in extract(read_post(INTERVIEW, "x.md"))]
    assert [(draft.title, draft.kind) for draft in found] == [
        ("We closed on Mondays.", Kind.OUTCOME),
        ("Bread by mail.", Kind.MISTAKE),
        ("Wake up early.", Kind.TIP),
    ]
    assert "We talked about it for a year." in found[0].body


def test_a_question_in_the_midst_of_prose_is_answered_by_the_sentence_after_it() -> None:
    text = "# Looking back at a bakery\n\nWe closed. What did we get right? We wrote everything down.\n"
    [lesson] = extract(read_post(text, "x.md"))
    assert (lesson.draft.title, lesson.draft.kind) == ("We wrote everything down.", Kind.OUTCOME)


def test_what_readers_are_asked_is_no_question_to_answer() -> None:
    text = "# Looking back at a bakery\n\nWhat did you learn from it? The comments are open until Friday.\n"
    assert extract(read_post(text, "x.md")) == ()
