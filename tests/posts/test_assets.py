"""The images of lessons go out with them: named, copied, and never a file that is none of theirs."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given

from retro.errors import PublishRefused
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Source
from retro.posts.asset_files import AssetPlace, copy_assets, place_for
from retro.posts.assets import LARGEST_ASSET, Assets, assets_of, relocated
from retro.posts.composing import compose
from retro.posts.finding import find_posts, read_posts
from retro.posts.images import image_addresses, local_path, with_addresses
from retro.posts.importing import apply, plan
from retro.posts.reading.sites import Sites
from retro.posts.writing import write_posts
from tests.cli.conftest import Retro, retro
from tests.posts.lessons import DAY, lesson, texts

__all__ = ["retro"]


def png(colour: int = 0) -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes([0, colour, 0, 0])))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


def put(path: Path, content: bytes | str = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def from_file(body: str, path: Path, title: str = "A lesson") -> Lesson:
    return lesson(title, body, source=Source(str(path)))


def placed_in(place: AssetPlace, lessons: list[Lesson], assets: Assets) -> list[Lesson]:
    """Lessons with the addresses that their images have there."""
    return [
        relocated(each, images, place.prefix) for each, images in zip(lessons, assets.by_lesson, strict=True)
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of Jekyll's, with pictures where authors keep them."""
    root = tmp_path.resolve() / "site"
    put(root / "_config.yml", "title: x\n")
    put(root / "_posts" / "2021-03-04-x.md")
    put(root / "_posts" / "pics" / "A Graph.PNG", png(1))
    put(root / "images" / "b.png", png(2))
    put(root / "images" / "c.svg", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>")
    return root


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("![a](b.png)", ["b.png"]),
        ("![a [x] `y`](b.png 'T') and ![](<c d.png>)", ["b.png", "c d.png"]),
        ("[![a](b.png)](https://example.org)", ["b.png"]),
        ("![a](b_(1).png) ![a](c\\).png)", ["b_(1).png", "c\\).png"]),
        ("![a][x]\n\n[x]: b.png 'T'", ["b.png"]),
        ("<img alt='a' src=\"b.png\"/> <IMG SRC='c.png'> <img src=d.png>", ["b.png", "c.png", "d.png"]),
        ("`![a](b.png)` and\n```\n![a](c.png)\n```\n![`x`](d.png)", ["d.png"]),
        ("[a](b.png) and ! [a](c.png)", []),
    ],
)
def test_addresses_of_images(text: str, addresses: list[str]) -> None:
    assert list(image_addresses(text)) == addresses
    assert with_addresses(text, lambda address: address) == text
    changed = with_addresses(text, lambda address: f"z/{address}")
    assert list(image_addresses(changed)) == [f"z/{address}" for address in addresses]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("a.png", "a.png"),
        ("a%20b.PNG?raw=true#x", "a b.PNG"),
        ("..\\a.png", "../a.png"),
        ("a\\_b.png", "a_b.png"),
        ("file:///x/a.png", "/x/a.png"),
        ("https://example.org/a.png", None),
        ("//example.org/a.png", None),
        ("data:image/png;base64,AA", None),
        ("{{ x }}/a.png", None),
        ("a.txt", None),
        ("/etc/passwd", None),
        ("a%00.png", None),
        ("", None),
        ("#a.png", None),
    ],
)
def test_which_addresses_are_of_this_disk(address: str, path: str | None) -> None:
    assert local_path(address) == path


@given(texts)
def test_no_text_is_changed_but_in_its_addresses(text: str) -> None:
    assert with_addresses(text, lambda address: address) == text


def test_images_are_found_named_and_copied(site: Path, tmp_path: Path) -> None:
    post = site / "_posts" / "2021-03-04-x.md"
    one = from_file("![g](pics/A%20Graph.PNG) and ![b](/images/b.png)", post)
    two = from_file("<img src='/images/c.svg'> and ![b](../images/b.png)", post)
    three = lesson("Without", "![x](https://example.org/x.png)")
    assets = assets_of([one, two, three])
    assert assets.problems == ()
    names = {asset.source.name: asset.name for asset in assets.found}
    assert {name: copy.rsplit("-", 1)[0] for name, copy in names.items()} == {
        "A Graph.PNG": "a-graph", "b.png": "b", "c.svg": "c",
    }  # fmt: skip
    assert all(len(copy.rsplit("-", 1)[1].split(".")[0]) == 8 for copy in names.values())
    place = place_for(tmp_path / "out")
    placed = placed_in(place, [one, two, three], assets)
    assert placed[0].body == f"![g](assets/{names['A Graph.PNG']}) and ![b](assets/{names['b.png']})"
    assert placed[1].body == f"<img src='assets/{names['c.svg']}'> and ![b](assets/{names['b.png']})"
    assert placed[2] is three
    copied = copy_assets(assets.found, place)
    assert {path.name: path.read_bytes() for path in copied} == {
        asset.name: asset.source.read_bytes() for asset in assets.found
    }
    assert copy_assets(assets.found, place) == ()
    assert assets_of([one, two, three]) == assets


@pytest.mark.parametrize(
    ("mark", "posts", "images", "prefix"),
    [
        ({"_config.yml": 'baseurl: "/blog" # x\n'}, "_posts", "assets/retro", "/blog/assets/retro/"),
        ({"_config.yml": "baseurl: ../evil\n"}, "_posts", "assets/retro", "/assets/retro/"),
        ({"hugo.toml": ""}, "content/posts", "static/assets/retro", "/assets/retro/"),
        ({"zola.toml": ""}, "content/blog", "static/assets/retro", "/assets/retro/"),
        ({"_config.yml": "", "scaffolds/x.md": ""}, "source/_posts", "source/assets/retro", "/assets/retro/"),
        ({".eleventy.js": ""}, "posts", "assets/retro", "/assets/retro/"),
        ({".obsidian/x": ""}, "Lessons/Work", "assets", "../../assets/"),
        ({}, "posts", "posts/assets", "assets/"),
    ],
)
def test_where_each_site_wants_its_images(
    tmp_path: Path, mark: dict[str, str], posts: str, images: str, prefix: str
) -> None:
    root = tmp_path.resolve() / "site"
    (root / posts).mkdir(parents=True)
    for name, text in mark.items():
        put(root / name, text)
    place = place_for(root / posts)
    assert (place.folder, place.prefix) == (root / images, prefix)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("gone.png", "is not there"),
        ("../../secret.png", "lies outside of the site"),
        ("../../../../../../../../etc/hosts.png", "is not there"),
        ("/images/link.png", "lies outside of the site"),
        ("/linked/secret.png", "lies outside of the site"),
        ("/images/text.png", "is no image, whatever its name says"),
        ("/images/page.svg", "is no image, whatever its name says"),
        ("/images/folder.png", "is not there"),
        ("/images/loop.png", "is not there"),
        ("/.git/x.png", "lies in a hidden folder"),
        ("/images/large.png", "is larger than 32 MiB"),
        (f"/images/{'x' * 400}.png", "is not there"),
    ],
)
def test_what_may_not_be_taken_along(site: Path, address: str, why: str) -> None:
    secret = put(site.parent / "elsewhere" / "secret.png", png(9))
    put(site.parent / "secret.png", png(9))
    (site / "images" / "link.png").symlink_to(secret)
    (site / "linked").symlink_to(secret.parent)
    (site / "images" / "loop.png").symlink_to(site / "images" / "loop.png")
    put(site / "images" / "text.png", "secret")
    put(site / "images" / "page.svg", "<html>secret</html>")
    (site / "images" / "folder.png").mkdir()
    put(site / ".git" / "x.png", png(3))
    with put(site / "images" / "large.png", png(4)).open("r+b") as large:
        large.truncate(LARGEST_ASSET + 1)
    told = from_file(f"![x]({address})", site / "_posts" / "2021-03-04-x.md")
    assets = assets_of([told])
    assert assets.found == ()
    assert assets.problems == (f"“A lesson”: the image {address} {why}.",)
    assert placed_in(place_for(site), [told], assets) == [told]


def test_without_a_site_a_post_reaches_no_further_than_the_folder_above(
    tmp_path: Path, a_home_of_its_own: Path
) -> None:
    put(tmp_path / "a" / "images" / "x.png", png(1))
    put(tmp_path / "x.png", png(1))
    post = put(tmp_path / "a" / "posts" / "x.md")
    assert len(assets_of([from_file("![x](../images/x.png)", post)]).found) == 1
    assert assets_of([from_file("![x](../../x.png)", post)]).found == ()
    put(a_home_of_its_own / "x.png", png(1))
    assert assets_of([from_file("![x](../x.png)", a_home_of_its_own / "notes" / "x.md")]).found == ()


def test_a_lesson_from_no_file_shows_images_by_their_whole_path(tmp_path: Path) -> None:
    image = put(tmp_path / "My graph.png", png(1))
    assert [asset.source for asset in assets_of([lesson("x", f"![x](<{image}>)")]).found] == [image]
    told = assets_of([lesson("x", "![x](graph.png)"), lesson("y", "![y](/nowhere/at/all.png)")])
    assert told.problems == (
        "“x”: the image graph.png has no folder to be in, for the lesson came from no file.",
        "“y”: the image /nowhere/at/all.png is not there.",
    )


@pytest.mark.parametrize(
    "name", ["../../x.png", "..\\x.png", "-rf.png", "a\u202eb.png", "ÄÖ $(x).png", "." * 200 + ".png"]
)
def test_names_of_copies_are_safe(tmp_path: Path, name: str) -> None:
    image = put(tmp_path / "site" / "pics" / Path(name.replace("\\", "_")).name, png(1))
    told = from_file(f"![x](<pics/{image.name}>)", tmp_path / "site" / "x.md")
    for asset in assets_of([told]).found:
        assert asset.name == asset.name.strip(".-/\\")
        assert set(asset.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_copies_never_leave_the_site(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "assets").symlink_to(outside)
    told = from_file("![b](/images/b.png)", site / "_posts" / "2021-03-04-x.md")
    place = place_for(site / "_posts")
    with pytest.raises(PublishRefused, match="leads out of"):
        copy_assets(assets_of([told]).found, place)
    assert list(outside.iterdir()) == []


def test_a_copy_that_somebody_changed_stays(site: Path, tmp_path: Path) -> None:
    told = from_file("![b](/images/b.png)", site / "_posts" / "2021-03-04-x.md")
    assets = assets_of([told])
    place = AssetPlace(tmp_path, tmp_path / "assets", "assets/")
    [copy] = copy_assets(assets.found, place)
    copy.write_bytes(b"mine")
    assert copy_assets(assets.found, place) == ()
    assert copy.read_bytes() == b"mine"


def test_what_comes_back_from_a_site_is_unchanged(journal: Journal, site: Path, tmp_path: Path) -> None:
    put(
        site / "_posts" / "2021-03-04-x.md",
        "---\ntitle: What I learned\n---\n\n## Lessons learned\n\n"
        "- Always look at the graph twice. ![g](pics/A%20Graph.PNG)\n"
        "- Never trust ![b](/images/b.png) without its numbers, whoever drew it\n",
    )
    apply(journal, plan(journal, read_posts(find_posts([site]))))
    lessons = [item for item in journal.lessons.by_numbers(range(1, 10)) if item.deleted_at is None]
    before = {item.id: (item.title, item.body, item.source) for item in lessons}
    place, assets = place_for(site / "_posts"), assets_of(lessons)
    assert assets.problems == ()
    post = compose(placed_in(place, lessons, assets), title="Out", date=DAY)
    [written] = write_posts(journal, [post], site / "_posts")
    copy_assets(assets.found, place)
    assert "/assets/retro/a-graph-" in post.text
    again = list(plan(journal, read_posts(find_posts([site]))))
    assert {str(row.state) for each in again for row in each.rows} == {"unchanged"}
    written.path.write_text(written.path.read_text().replace("whoever drew it", "whoever made it"))
    apply(journal, plan(journal, read_posts(find_posts([site]))))
    after = {item.id: item for item in journal.lessons.by_ids(list(before))}
    changed = [item for item in after.values() if "whoever made it" in item.title]
    assert [item.title for item in changed] == [
        "Never trust ![b](/images/b.png) without its numbers, whoever made it"
    ]
    assert {item.source for item in after.values()} == {source for _, _, source in before.values()}
    assert assets_of(list(after.values())).problems == ()
    with Journal.open(tmp_path / "other.db") as other:
        apply(other, plan(other, read_posts(find_posts([written.path]))))
        elsewhere = [item for item in other.lessons.by_numbers(range(1, 10)) if item.deleted_at is None]
        found = assets_of(elsewhere, Sites())
        assert found.problems == ()
        assert {asset.name for asset in found.found} == {asset.name for asset in assets.found}


def test_the_command_copies_images_and_tells_what_is_missing(retro: Retro, tmp_path: Path) -> None:
    put(tmp_path / "blog" / "images" / "b.png", png(1))
    put(tmp_path / "blog" / "_config.yml")
    put(
        tmp_path / "blog" / "_posts" / "2021-03-04-x.md",
        "---\ntitle: What I learned\n---\n\n## Lessons learned\n\n"
        "- Always look at the graph twice. ![b](/images/b.png) ![c](/images/gone.png)\n",
    )
    retro("import", "blog")
    done = retro("export", "--to", "blog/_posts", "--title", "Out")
    assert "“Always look at the graph twice.”: the image /images/gone.png is not there." in done.stderr
    assert f"Copied 1 image to {tmp_path / 'blog' / 'assets' / 'retro'}." in done.stderr
    assert len(list((tmp_path / "blog" / "assets" / "retro").iterdir())) == 1
    done = retro("export", "--to", "blog/_posts", "--title", "Out")
    assert "Copied" not in done.stderr
    done = retro("export")
    assert "1 image not copied; --to DIR takes images along." in done.stderr
    assert "![b](/images/b.png)" in done.stdout


def test_drafts_without_images_are_left_alone() -> None:
    draft = LessonDraft("A lesson", "Without any.")
    assert assets_of([draft]).found == ()
