"""Charts beside posts: named, shown, drawn anew in place, and never taken for what a lesson says."""

import os
import re
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retro.errors import PublishRefused
from retro.journal import Journal
from retro.model import Evidence, Lesson, LessonDraft
from retro.posts.asset_files import AssetPlace
from retro.posts.chart_files import Charts, is_own, write_charts
from retro.posts.chart_lines import chart_bases, chart_lines, with_charts, without_charts
from retro.posts.composing import compose, compose_each
from retro.posts.dialects import DIALECTS
from retro.posts.finding import find_posts, read_posts
from retro.posts.illustrated import Illustrated
from retro.posts.importing import apply, plan
from retro.posts.notes import compose_notes
from retro.posts.sections import EvidenceAs
from tests.cli.conftest import Retro, retro
from tests.posts.lessons import DAY, TRAPS, as_lesson, drafts, lesson
from tests.posts.test_round_trip import assert_same

__all__ = ["retro"]

FASTER = Evidence("release duration", 16, 4, "weeks")
FEWER = Evidence("faults", 3, 0)
ID = "0g5k2m8q1x7z"
BASE = f"/assets/retro/2024-05-06-any-chart-{ID}"
SHOWN = f"![release duration: before 16 weeks, after 4 weeks (×4, −75 %).]({BASE}-1.svg)"


def charted(lessons: list[Lesson], name: str = "2024-05-06-any.md") -> dict[str, str]:
    return dict(chart_bases(lessons, [(name, [each.id for each in lessons])], "/assets/retro/"))


def test_each_measurement_has_a_line_with_a_description() -> None:
    assert with_charts("Text.", [FASTER, Evidence("x", None, 1), FEWER], BASE) == (
        f"Text.\n\n{SHOWN}\n\n![faults: before 3, after 0 (−100 %).]({BASE}-3.svg)"
    )
    assert with_charts("Text.", [FASTER], "") == "Text."
    assert with_charts("", [FASTER], BASE) == SHOWN


@pytest.mark.parametrize("metric", [*TRAPS, "a] b", "[a](b)", "a\\", "`", "*", "![", "<", "]("])
def test_whatever_was_measured_the_line_is_one_image(metric: str) -> None:
    [line] = chart_lines([Evidence(metric, 1, 2)], BASE)
    assert without_charts(f"Before.\n\n{line}\n\nAfter.") == "Before.\n\nAfter."
    assert line.endswith(f"]({BASE}-1.svg)")
    assert not set(line[2 : line.index("](/")]) & set("[]`*_^\n\\|{<")


def test_only_what_can_be_drawn_has_a_name() -> None:
    drawable, other = lesson("a", evidence=(FASTER,)), lesson("b", evidence=(Evidence("x", 1, None),))
    assert charted([drawable, other]) == {drawable.id: f"/assets/retro/2024-05-06-any-chart-{drawable.id}"}
    [name] = charted([drawable], f"{drawable.id} a note.md").values()
    assert name == f"/assets/retro/{drawable.id}-a-note-chart-{drawable.id}"


@pytest.mark.parametrize(
    "text",
    [
        "![a](/assets/retro/x-chart-0g5k2m8q1x7z.svg)",
        "![a](/assets/retro/x-chart-iiiiiiiiiiii-1.svg)",
        "![a](/assets/retro/x-chart-0g5k2m8q1x7z-1.png)",
        f"Look: {SHOWN}",
        f"{SHOWN}\nA caption.",
    ],
)
def test_other_images_are_what_a_lesson_says(text: str) -> None:
    assert without_charts(text) == text


@given(
    st.lists(drafts, min_size=1, max_size=3),
    st.sampled_from(sorted(DIALECTS)),
    st.sampled_from(EvidenceAs),
    st.lists(st.sampled_from([SHOWN, f"    {SHOWN}", f"{SHOWN}\n"]), max_size=1),
)
@settings(deadline=None, max_examples=100)
@example(
    [LessonDraft("0", "0\n\n\n[0]:0")], "jekyll", EvidenceAs.SENTENCE, [SHOWN]
)  # what a definition leaves is empty lines
def test_lessons_come_back_from_a_post_with_charts(
    some: list[LessonDraft], dialect: str, evidence_as: EvidenceAs, pasted: list[str]
) -> None:
    some = [draft.replace(body="\n\n".join([draft.body, *pasted]).strip("\n")) for draft in some]
    lessons = [
        as_lesson(draft.replace(evidence=(*draft.evidence, FASTER)), number)
        for number, draft in enumerate(some)
    ]
    post = compose(
        lessons,
        title="Any",
        date=DAY,
        dialect=dialect,
        evidence_as=evidence_as,
        charts=charted(lessons),
    )
    assert post.text.count("-chart-0000") >= len(lessons)
    assert_same(lessons, post.text, post.filename)
    [first, *_] = compose_each(lessons, today=DAY, dialect=dialect, charts=charted(lessons))
    assert_same(lessons[:1], first.text, first.filename)


@given(drafts, st.lists(st.just(SHOWN), max_size=1))
@settings(deadline=None, max_examples=100)
def test_a_lesson_comes_back_from_a_note_with_charts(draft: LessonDraft, pasted: list[str]) -> None:
    body = "\n\n".join([draft.body, *pasted]).strip("\n")
    one = as_lesson(draft.replace(evidence=(FASTER, *draft.evidence), body=body), 1)
    [note] = compose_notes([one], today=DAY, charts=charted([one]))
    assert f"-chart-{one.id}-1.svg)" in note.text
    assert_same([one], note.text, note.filename)


def test_what_an_author_changed_around_a_chart_comes_back(tmp_path: Path, journal: Journal) -> None:
    one = lesson("Release often", "Small steps.", evidence=(FASTER,), company="Acme")
    post = compose([one], title="Any", date=DAY, charts=charted([one]))
    edited = post.text.replace("Small steps.", "Tiny steps.").replace("![release duration", "![Our speed")
    (tmp_path / post.filename).write_text(f"{edited}\nAn afterthought.\n", encoding="utf-8")
    apply(journal, plan(journal, read_posts(find_posts([tmp_path]))))
    [told] = journal.lessons.by_numbers([1])
    assert told.body.startswith("Tiny steps.")
    assert told.body.endswith("An afterthought.")
    assert "svg" not in told.body
    assert told.evidence == (FASTER,)


@pytest.fixture
def place(tmp_path: Path) -> AssetPlace:
    return AssetPlace(tmp_path, tmp_path / "assets", "assets/")


def made(place: AssetPlace, *evidence: Evidence) -> Charts:
    one = lesson("a", evidence=evidence, id=ID)
    bases = charted([one])
    [post] = compose_each([one], today=DAY, charts=bases)
    return Illustrated(lessons=[one], bases=bases, place=place).shown_in([post.text]).charts


def test_a_chart_is_drawn_anew_in_place(place: AssetPlace) -> None:
    [path] = write_charts(made(place, FASTER), place)
    assert path.name == f"2024-05-06-any-chart-{ID}-1.svg"
    assert write_charts(made(place, FASTER), place) == ()
    assert write_charts(made(place, FASTER._replace(after=2)), place) == (path,)
    assert b">2 weeks<" in path.read_bytes()
    # As git leaves it on Windows.
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert is_own(path.read_bytes())
    assert write_charts(made(place, FASTER._replace(after=2)), place) == ()


def test_what_is_not_retros_or_was_edited_stays(place: AssetPlace) -> None:
    [path] = write_charts(made(place, FASTER), place)
    for other in (path.read_bytes().replace(b"#0969da", b"#ff0000"), b"", b"mine", b"\x89PNG"):
        path.write_bytes(other)
        charts = made(place, FASTER)
        [said] = charts.problems
        assert said.startswith(f"The chart {path.name} stays as it is, for it is not as retro drew it;")
        assert charts.contents == {path.name: other}
        assert write_charts(charts, place) == ()
        assert path.read_bytes() == other


def test_links_folders_and_pipes_stay(place: AssetPlace, tmp_path: Path) -> None:
    place.folder.mkdir()
    path = place.folder / f"2024-05-06-any-chart-{ID}-1.svg"
    (tmp_path / "mine.svg").write_text("mine", encoding="utf-8")
    for sort in ("link", "folder", "pipe"):
        if sort == "folder":
            path.mkdir()
        elif sort == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to(tmp_path / "mine.svg")
        assert write_charts(made(place, FASTER), place) == ()
        assert len(made(place, FASTER).problems) == 1
        path.rmdir() if path.is_dir() else path.unlink()
    assert (tmp_path / "mine.svg").read_text(encoding="utf-8") == "mine"


def test_charts_never_leave_the_site(place: AssetPlace, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    place.folder.symlink_to(outside)
    with pytest.raises(PublishRefused, match="leads out of"):
        write_charts(made(place, FASTER), place)
    assert list(outside.iterdir()) == []


def test_a_template_that_shows_no_text_has_no_charts(place: AssetPlace) -> None:
    one = lesson("a", evidence=(FASTER,), id=ID)
    bases = charted([one])
    post = compose([one], date=DAY, template="decision-checklist", charts=bases)
    assert Illustrated(lessons=[one], bases=bases, place=place).shown_in([post.text]).charts == Charts()


@pytest.fixture
def blog(a_home_of_its_own: Path) -> Path:
    """A site, and a journal with one lesson that was measured at Acme."""
    with Journal.open(create=True) as opened:
        opened.lessons.add(
            LessonDraft(
                "Release often",
                "From 16 to 4.",
                company="Acme",
                evidence=(Evidence("Acme's release duration", 16, 4, "weeks"),),
            )
        )
    folder = a_home_of_its_own / "blog"
    folder.mkdir()
    (folder / "_config.yml").write_text("title: x\n", encoding="utf-8")
    return folder


def charts_in(blog: Path) -> list[Path]:
    return sorted((blog / "assets" / "retro").glob("*.svg"))


def post_in(blog: Path) -> str:
    [post] = (blog / "_posts").iterdir()
    return post.read_text(encoding="utf-8")


def test_the_command_draws_updates_and_reads_back(retro: Retro, blog: Path) -> None:
    said = retro("export", "--to", str(blog), "--charts").stderr
    assert f"Drew 1 chart in {blog / 'assets' / 'retro'}." in said
    [chart] = charts_in(blog)
    assert f"](/assets/retro/{chart.name})" in post_in(blog)
    again = retro("export", "--to", str(blog), "--charts").stderr
    assert "Unchanged" in again
    assert "Drew" not in again
    assert "1 unchanged" in retro("import", str(blog)).stderr
    retro("import", "--journal", "other.db", str(blog))
    assert '"body": "From 16 to 4."' in retro("list", "--json", "--journal", "other.db").stdout
    retro("check")
    retro("export", "--to", str(blog), "--no-charts")
    assert "svg" not in post_in(blog)
    assert charts_in(blog) == [chart]


def test_names_are_redacted_in_charts_and_in_the_same_file(retro: Retro, blog: Path) -> None:
    retro("export", "--to", str(blog), "--charts")
    [chart] = charts_in(blog)
    assert "Acme" in chart.read_text(encoding="utf-8")
    retro("export", "--to", str(blog), "--charts", "--redact", "all")
    assert charts_in(blog) == [chart]
    assert "acme" not in chart.read_text(encoding="utf-8").lower()
    assert "acme" not in post_in(blog).lower()


def test_a_chart_that_stays_and_names_somebody_is_refused(retro: Retro, blog: Path) -> None:
    retro("export", "--to", str(blog), "--charts", "--title", "X")
    [chart] = charts_in(blog)
    edited = chart.read_text(encoding="utf-8").replace("</svg>", "<!-- Acme's, edited --></svg>")
    chart.write_text(edited, encoding="utf-8")
    done = retro("export", "--to", str(blog), "--charts", "--title", "X", "--redact", "all", code=4)
    assert f"{chart.name}:" in done.stderr
    assert "Acme is still named" in done.stderr
    assert chart.read_text(encoding="utf-8") == edited
    assert "Acme" in post_in(blog)


def test_a_site_remembers_that_it_wants_charts(retro: Retro, blog: Path) -> None:
    config = blog.parent / "config" / "retro" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[sites.blog]\npath = "~/blog"\ncharts = true\n', encoding="utf-8")
    retro("export", "--site", "blog")
    assert len(charts_in(blog)) == 1
    retro("export", "--site", "blog", "--no-charts")
    assert "svg" not in post_in(blog)
    assert "svg" not in retro("export", "--site", "blog", "--to", "-").stdout
    config.write_text('[sites.blog]\npath = "~/blog"\ncharts = "yes"\n', encoding="utf-8")
    done = retro("export", "--site", "blog", code=2)
    assert "In [sites.blog], charts is true or false, without quotes." in done.stderr


def test_charts_are_about_files_and_about_posts(retro: Retro, blog: Path) -> None:
    done = retro("export", "--charts", code=2)
    assert "--charts is about files; it needs --to DIR." in done.stderr
    done = retro("export", "--charts", "--dialect", "json", "--to", str(blog), code=2)
    assert "--charts says how posts are made" in done.stderr


def test_a_preview_holds_its_charts(retro: Retro, blog: Path) -> None:
    file = blog / "page.html"
    retro("preview", "--charts", "--to", str(file))
    [inside] = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', file.read_text())
    assert inside[1] == "Acme's release duration: before 16 weeks, after 4 weeks (×4, −75 %)."
    assert is_own(b64decode(inside[0]))
    retro("preview", "--charts", "--redact", "all", "--to", str(file))
    assert "Acme" not in file.read_text()
    assert b"Acme" not in b64decode(re.findall(r"base64,([^\"]+)", file.read_text())[0])
    retro("preview", "--to", str(file))
    assert "<img" not in file.read_text()
    assert charts_in(blog) == []


def test_a_vault_s_notes_show_them_too(retro: Retro, blog: Path) -> None:
    vault = blog.parent / "Vault"
    (vault / ".obsidian").mkdir(parents=True)
    retro("export", "--to", str(vault), "--charts")
    [chart] = (vault / "assets").iterdir()
    [note] = (vault / "Lessons").iterdir()
    assert f"](../assets/{chart.name})" in note.read_text(encoding="utf-8")
    assert "1 unchanged" in retro("import", str(vault)).stderr
