"""``retro run`` and ``retro retrospectives``: answered, left, gone on with, learned from, published."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft, Visibility
from retro.surroundings import Consent, RitualStep
from tests.cli.conftest import Retro
from tests.cli.test_leaving import into_file

ANSWERS = """liked: The team
  and its humour
lacked: Before releasing, run every test. We did not @eks #quality

learned: Secret {{private: of Ada}} thing
"""


@pytest.fixture
def held(retro: Retro) -> str:
    """A retrospective with three answers, of which two have become lessons; one of these is private."""
    told = retro(
        "run", "four-ls", "--company", "EKS", "--period", "2022..2023", "--json", stdin=ANSWERS
    ).stdout
    document = json.loads(told)["retrospective"]
    ids = {each["prompt"]: each["id"] for each in document["answers"]}
    with Journal.open() as journal:
        journal.retrospectives.learn([ids["lacked"]], LessonDraft("Test with Grace first", company="EKS"))
        secret = LessonDraft("Hidden lesson", visibility=Visibility.PRIVATE)
        journal.retrospectives.learn([ids["learned"]], secret)
        journal.people.describe("Grace", consent=Consent.ROLE_ONLY, role_label="a tester")
        journal.commitments.add(
            "Ask Grace {{private: and Ada}}",
            "asked three times",
            journal.today(),
            company="EKS",
            retrospective_id=document["id"],
        )
    return str(document["id"])


def test_a_pipe_brings_answers_and_the_open_one_is_gone_on_with(retro: Retro) -> None:
    retro("run", "four-ls", "--company", "EKS", stdin=ANSWERS)
    again = retro("run", "--json", stdin="liked: More\n")
    assert "Going on with" in again.stderr
    document = json.loads(again.stdout)["retrospective"]
    assert (document["format"], document["company"], document["step"]) == ("four-ls", "EKS", "answers")
    assert [each["text"] for each in document["answers"]][::3] == ["The team\nand its humour", "More"]
    assert len(retro("retrospectives", "--plain").stdout.splitlines()) == 1
    retro("run", "four-ls", "--new", stdin="liked: Another\n")
    rows = [line.split("\t")[1:] for line in retro("retrospectives", "--plain").stdout.splitlines()]
    assert sorted(rows) == [
        ["open", "four-ls", "", "", "answers", "1"],
        ["open", "four-ls", "EKS", "", "answers", "4"],
    ]
    retro("undo")
    assert len(retro("retrospectives", "--plain").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "stdin", "code", "said"),
    [
        ((), "liked: x", 2, "No retrospective of this sort is open"),
        (("four-ls",), "", 2, "needs a terminal"),
        (("four-ls",), "liked: x\nloved: y", 2, "Line 2 is no answer; it begins with lacked"),
        (("four-ls",), "liked:", 2, "Line 1 is no answer"),
        (("fuor-ls",), "liked: x", 1, "Did you mean four-ls"),
        (("four-ls", "--period", "some day"), "liked: x", 2, "is not a date"),
        (("four-ls", "--from", "lunch"), "", 2, "--from"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_begun(
    retro: Retro, words: tuple[str, ...], stdin: str, code: int, said: str
) -> None:
    done = retro("run", *words, stdin=stdin, code=code)
    assert said in done.stderr
    assert done.stdout == ""
    retro("add", "A lesson")
    assert "No retrospective" in retro("retrospectives", code=1).stderr


def test_formats_are_listed_with_the_users_own_and_what_is_wrong_with_them(
    retro: Retro, a_home_of_its_own: Path
) -> None:
    folder = a_home_of_its_own / "config" / "retro" / "formats"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('title = "Mine"\n[[prompt]]\nid = "a"\nquestion = "Why?"\n')
    (folder / "bad.toml").write_text("title")
    listed = retro("run", "--list", "--json")
    formats = {each["name"]: each for each in json.loads(listed.stdout)["formats"]}
    assert formats["mine"]["is_own"]
    assert formats["four-ls"]["prompts"][0]["kind"] == "win"
    assert "bad.toml: This is no TOML" in listed.stderr
    assert "mine\tMine\t1\t\n" in retro("run", "--list", "--plain").stdout
    assert "Leaving a company" in retro("run", "--list").stdout
    assert "no TOML" in retro("run", "bad", stdin="a: x", code=2).stderr
    retro("run", "mine", stdin="a: Because\n")


def test_what_came_of_it_is_shown(retro: Retro, held: str) -> None:
    shown = retro("retrospectives", "show", held[:5]).stdout
    assert shown.startswith("# 4Ls: EKS, 2022..2023\n")
    assert "* Test with Grace first (lesson)" in shown
    assert "* Hidden lesson (lesson) (private)" in shown
    document = json.loads(retro("retrospectives", "show", held, "--json").stdout)["retrospective"]
    assert [bool(each["lesson"]) for each in document["answers"]] == [False, True, True]
    assert len(document["commitments"]) == 1


def test_into_a_file_goes_nothing_that_is_private(tmp_path: Path, held: str) -> None:
    for words in (("show", held), ("show", held, "--json")):
        printed = into_file(tmp_path, "retrospectives", *words)
        assert printed.code == 0
        assert "The team" in printed.out
        for hidden in ("Ada", "Hidden", "Secret"):
            assert hidden not in printed.out, words
        assert "Left out 1 private lesson" in printed.err


def test_it_is_finished_reopened_and_thrown_away(retro: Retro, held: str) -> None:
    retro("retrospectives", "finish", held)
    assert "finished" in retro("retrospectives").stdout
    assert "No retrospective of this sort is open" in retro("run", stdin="liked: x", code=2).stderr
    retro("retrospectives", "reopen", held)
    retro("run", stdin="liked: x")
    retro("retrospectives", "rm", held)
    assert "no retrospective" in retro("retrospectives", "show", held, code=1).stderr
    assert "Ask Grace" in retro("commitments").stdout
    retro("undo")
    assert "Grace first" in retro("retrospectives", "show", held).stdout


def test_as_a_post_it_holds_its_public_lessons_and_answers_and_keeps_its_file(
    retro: Retro, held: str, tmp_path: Path
) -> None:
    posts = tmp_path / "posts"
    retro("retrospectives", "export", held, "--to", str(posts))
    [path] = posts.iterdir()
    text = path.read_text()
    assert "title: '4Ls: EKS, 2022..2023'" in text or 'title: "4Ls: EKS, 2022..2023"' in text
    for said in ("The team", "Test with Grace first", "What I will do", "Ask Grace"):
        assert said in text, said
    for hidden in ("Ada", "Hidden", "Secret"):
        assert hidden not in text, hidden
    with Journal.open() as journal:
        journal.retrospectives.answer(held, "longed-for", "Time")
    retro("retrospectives", "export", held, "--to", str(posts))
    assert [each.name for each in posts.iterdir()] == [path.name]
    assert "* Time" in path.read_text()


def test_redaction_holds_for_its_own_words_too(retro: Retro, held: str) -> None:
    text = retro("retrospectives", "export", held, "--redact", "all").stdout
    assert "EKS" not in text
    assert "Grace" not in text
    assert "a tester" in text
    with Journal.open() as journal:
        journal.people.describe("Grace", consent=Consent.NEVER)
    refused = retro("retrospectives", "export", held, code=4)
    assert "must not go out" in refused.stderr
    assert refused.stdout == ""


def test_a_post_of_it_is_read_back_as_its_lessons_alone(retro: Retro, held: str, tmp_path: Path) -> None:
    retro("retrospectives", "export", held, "--to", str(tmp_path / "posts"))
    env = {"RETRO_JOURNAL": str(tmp_path / "other.db")}
    retro("import", str(tmp_path / "posts"), env=env)
    with Journal.open(tmp_path / "other.db") as other:
        assert [each.title for each in other.lessons.by_numbers(range(1, 9))] == ["Test with Grace first"]
        assert other.candidates.count() == 0


def test_without_a_public_lesson_there_is_no_post(retro: Retro) -> None:
    made = json.loads(retro("run", "four-ls", "--json", stdin="liked: x").stdout)["retrospective"]["id"]
    assert "has become a lesson" in retro("retrospectives", "export", made, code=4).stderr


# On a terminal


class Talk:
    """A ritual on a terminal: what is asked is waited for, what is answered is typed."""

    def __init__(self, *words: str) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "retro", "run", *words],
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
            dimensions=(40, 120),
            encoding="utf-8",
            timeout=20,
        )

    def say(self, asked: str, *lines: str) -> None:
        """Type lines, each after a question."""
        for line in lines:
            self.child.expect(asked)
            self.child.sendline(line)

    def end(self) -> int:
        """How it ended."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus or 0)


@pytest.fixture
def talks() -> Iterator[list[Talk]]:
    """Every talk is ended, whatever happens in it."""
    talks: list[Talk] = []
    yield talks
    for talk in talks:
        talk.child.close(force=True)


def test_a_whole_ritual_on_a_terminal(talks: list[Talk]) -> None:
    with Journal.open() as journal:
        journal.lessons.add(LessonDraft("Boil the frog", company="EKS", happened=Span.parse("2022")))
        old = journal.commitments.add("Old promise", "is done", journal.today(), company="EKS")
    talk = Talk("four-ls", "--company", "EKS", "--period", "2022..2023")
    talks.append(talk)
    talk.say(r"still open \(enter\)\?", "d")
    talk.say(r"Why is it dropped\?", "", "Nobody asked")
    talk.child.expect("Boil the frog")
    talk.say("Enter goes on", "")
    talk.child.expect("What did I like")
    talk.say(">", "The team", "Oops", ":u", "")
    talk.child.expect("What did I learn")
    talk.say(">", ":p", "", "Measure the whole. Not the parts", "")
    talk.say(">", "Before releasing, run every test", "", "")
    talk.say("What matters", "3 x", "3 2", "")
    talk.say("Take it as it is", "", "s")
    talk.say("What will you do", "Write tests")
    talk.say("How will you see", "80 % covered")
    talk.say("Until when", "some day", "in 2 weeks")
    talk.say("What will you do", "")
    talk.say("Finish it", "")
    assert talk.end() == 0
    with Journal.open() as journal:
        [session] = journal.retrospectives.all()
        assert (session.is_open, session.step) == (False, RitualStep.SUMMARY)
        answers = journal.retrospectives.answers(session.id)
        assert [each.text for each in answers] == [
            "Before releasing, run every test",
            "Measure the whole. Not the parts",
            "The team",
        ]
        lesson = journal.lessons.get(answers[0].lesson_id or "")
        assert (lesson.kind, lesson.company, lesson.trigger) == ("mistake", "EKS", "before releasing")
        assert journal.commitments.get(old.id).reason == "Nobody asked"
        [made] = journal.commitments.of_retrospective(session.id)
        assert (made.text, made.company) == ("Write tests", "EKS")


def test_leaving_anywhere_keeps_what_was_confirmed_and_goes_on_there(talks: list[Talk]) -> None:
    talk = Talk("four-ls")
    talks.append(talk)
    talk.say("Enter goes on", "")
    talk.say(">", "The team", ":q")
    talk.child.expect("Go on with: retro run")
    assert talk.end() == 0
    again = Talk()
    talks.append(again)
    again.child.expect("Going on with")
    again.child.expect("What did I learn")
    again.child.expect(">")
    again.child.sendintr()
    again.child.expect("Everything that you confirmed is kept")
    assert again.end() == 130
    with Journal.open() as journal:
        [session] = journal.retrospectives.open()
        assert [each.text for each in journal.retrospectives.answers(session.id)] == ["The team"]
        assert session.step is RitualStep.ANSWERS
