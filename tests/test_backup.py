"""The bucket is lost and put back: nobody's message is, nothing is doubled, and nothing outlives its time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
import yaml

from functions import seal, upkeep
from functions.__main__ import main as tool
from functions.aws import S3Store
from hosting.backup import __main__ as command
from hosting.backup.folder import BackupError, Folder
from hosting.backup.reseal import reseal
from hosting.backup.restore import restore
from hosting.backup.retention import CLOSED_DAYS, FOLDERS, LIFETIMES, closed, retained
from hosting.backup.save import save
from tests.function_app import ENQUIRY, HELP, SIGNUP, Running, start
from tests.function_ports import bucket, github
from tests.site_builder import ROOT

DAY = 24 * 3600.0


@pytest.fixture
def running(tmp_path: Path, aws: str) -> Iterator[Running]:
    made = start(tmp_path)
    name = "experts/profiles/asha-example.yaml"
    files = {name: (made.repository / name).read_text("utf-8")}
    with (
        github(tmp_path / "github", files, made.clock) as (forge, fake),
        bucket(tmp_path.name, made.clock) as store,
    ):
        made.app.store, made.app.forge, made.app.referrals = store, forge, forge
        made.hub = fake  # type: ignore[attr-defined]
        yield made


def identities(running: Running) -> list[Any]:
    return [pyrage.x25519.Identity.from_str(key) for key in keys(running)]


def keys(running: Running) -> list[str]:
    return [running.app.secrets.get("editor-first")]


def recipients(running: Running) -> list[Any]:
    return seal.recipients(running.app.secrets.get("recipients"))


def back_up(running: Running, folder: Folder) -> list[str]:
    return [*save(running.app.store, folder, recipients(running), running.clock())]


def put_back(running: Running, folder: Folder) -> list[str]:
    return [*restore(running.app.store, folder, identities(running), running.clock())]


def lose(running: Running) -> None:
    """All of it, with the bucket; and another one under its name."""
    store = running.app.store
    for entry in store.keys(""):
        store.delete(entry.key)
    store.client.delete_bucket(Bucket=store.bucket)
    region = {"LocationConstraint": "eu-west-2"}
    store.client.create_bucket(Bucket=store.bucket, CreateBucketConfiguration=region)


def heads(running: Running) -> Counter[str]:
    return Counter(str(pull["head"]).rpartition("/")[2] for pull in running.hub.pulls)  # type: ignore[attr-defined]


def close(running: Running, identity: str) -> None:
    for pull in running.hub.pulls:  # type: ignore[attr-defined]
        if identity in pull["head"]:
            pull["state"] = "closed"


def held(store: S3Store) -> dict[str, bytes]:
    """Without what no copy has: the counts of the hour, and when a letter went."""
    entries = [entry.key for entry in store.keys("")]
    return {key: store.get(key) or b"" for key in entries if key.partition("/")[0] in FOLDERS}


def forget(store: S3Store, *prefixes: str) -> None:
    """As the lifecycle rules do."""
    for entry in [entry for prefix in prefixes for entry in store.keys(prefix)]:
        store.delete(entry.key)


def test_the_bucket_is_lost_and_put_back_and_each_has_one_proposal(running, tmp_path):
    folder = Folder(tmp_path / "backup")
    old = running.send("message", {**HELP, "alias": "Wren"})  # its receipt ends before it is settled
    settled = running.send("message", {**HELP, "alias": "Robin"})
    running.work()
    twin = running.send("message", {**HELP, "alias": "Wren"})
    running.work()
    close(running, settled)
    running.clock.sleep(40 * DAY)
    running.work()
    for entry in [
        entry.key for entry in running.app.store.keys("") if entry.key.startswith(("done/", "twins/"))
    ]:
        running.app.store.delete(entry)  # as the lifecycle rules do
    done = running.send("join-person", SIGNUP)
    running.work()
    waiting = [running.send("message", HELP), running.send("enquiry", ENQUIRY),
               running.send("join-person", {**SIGNUP, "name": "Bo Waits"})]  # fmt: skip
    back_up(running, folder)
    late = waiting[0]
    before = held(running.app.store)
    lose(running)
    running.clock.sleep(3600)
    told = put_back(running, folder)
    assert "1 hours old" in told[0]
    after = held(running.app.store)
    assert {key for key in after if key.startswith(f"sealed/{settled}.")} == set(), "it was closed"
    assert after.keys() - before.keys() == {f"done/{old}", f"done/{twin}"}, "else they were begun again"
    assert {key for key in before.keys() - after.keys() if f"sealed/{settled}." not in key} == set()
    assert {key: after[key] for key in before.keys() & after.keys()}.items() <= before.items()
    for _ in range(3):
        running.clock.sleep(900)
        assert upkeep.sweep(running.app) == 0
        running.work()
    assert heads(running) == Counter([old, settled, done, *waiting])
    assert running.waits() == []
    assert running.set_aside() == {}
    opened = [seal.unseal(body, keys(running)[0]) for key, body in held(running.app.store).items()
              if key.startswith(f"sealed/{late}.")]  # fmt: skip
    assert [each["answers"]["alias"] for each in opened] == [["Bird"]]


@pytest.mark.parametrize("point", ["after the backup", "before the loss, and no receipt is left"])
def test_what_became_a_proposal_after_the_backup_is_not_proposed_again(running, tmp_path, point):
    folder = Folder(tmp_path / "backup")
    sent = [running.send("message", HELP), running.send("join-person", SIGNUP)]
    back_up(running, folder)
    running.work()
    if point.startswith("before"):
        lose(running)
    put_back(running, folder)
    running.clock.sleep(900)
    running.work()
    assert heads(running) == Counter(sent)
    assert running.waits() == []


def test_it_puts_back_what_is_gone_and_leaves_what_is_there(running, tmp_path):
    folder = Folder(tmp_path / "backup")
    running.send("message", HELP)
    running.work()
    back_up(running, folder)
    store = running.app.store
    sealed = next(entry.key for entry in store.keys("sealed/"))
    before = held(store)
    store.put(next(key for key in before if key.startswith("done/")), b"newer", replace=True)
    store.delete(sealed)
    assert "1 are in the backup and gone from the bucket" in back_up(running, folder)[1]
    put_back(running, folder)
    assert store.get(sealed) == before[sealed]
    assert b"newer" in held(store).values()
    assert back_up(running, folder)[0].startswith("1 objects copied"), "put back, it has a new day"
    assert back_up(running, folder)[0].startswith("0 objects copied")


def test_a_run_that_is_killed_leaves_the_backup_before_it(running, tmp_path, monkeypatch):
    folder = Folder(tmp_path / "backup")
    running.send("message", HELP)
    back_up(running, folder)
    before = folder.index()
    running.send("enquiry", ENQUIRY)
    running.app.store.client.put_object(Bucket=running.app.store.bucket, Key="help/a name!", Body=b"")
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            back_up(running, folder)
    assert folder.index() == before
    told = back_up(running, folder)
    assert told[0] == "1 have names that are none of ours, and are not copied."
    assert before.keys() < folder.index().keys()


def test_nothing_in_the_folder_can_be_read_without_a_key(running, tmp_path):
    folder = Folder(tmp_path / "backup")
    running.send("join-person", {**SIGNUP, "message": "Canary41Zq"})
    running.send("message", {**HELP, "alias": "Canary42Zq"})
    back_up(running, folder)
    texts = [path.read_bytes() for path in folder.root.rglob("*") if path.is_file()]
    assert len(texts) > 3
    assert not any(b"Canary" in text or b"diaz" in text for text in texts)
    lose(running)
    stranger = [pyrage.x25519.Identity.generate()]
    with pytest.raises(BackupError, match="No key of yours opens the backup"):
        [*restore(running.app.store, folder, stranger, running.clock())]
    assert held(running.app.store) == {}


def test_an_answer_is_in_no_copy(running, tmp_path):
    folder = Folder(tmp_path / "backup")
    running.app.store.put(f"answers/{'0' * 64}.age", b"x")
    back_up(running, folder)
    assert folder.index() == {}


SEALED, SECOND = "sealed/a.0f", "sealed/b.0e.mark"
CASES: dict[str, tuple[dict[str, float], float, set[str]]] = {
    "open": ({SEALED: 0}, 364, {SEALED}),
    "open for a year": ({SEALED: 0}, 365, set()),
    "closed and young": ({SEALED: 0, "settled/a": 5}, 89, {SEALED, "settled/a"}),
    "closed and old": ({SEALED: 0, "settled/a": 5}, 90, {"settled/a"}),
    "closed under another": ({SECOND: 0, "also/a.b": 0, "settled/a": 5}, 90, {"also/a.b", "settled/a"}),
    "erased": ({SEALED: 0, "erased/a": 1, "help/a.ff": 0, "done/a": 0}, 2, {"erased/a"}),
    "erased as a twin": ({SECOND: 0, "also/a.b": 0, "erased/b": 1}, 2, {"erased/b"}),
    "worked off": ({"inbox/a": 0, "done/a": 1}, 2, {"done/a"}),
    "set aside, then worked off": ({"quarantine/a.poison": 0, "done/a": 1}, 2, {"done/a"}),
    "lost": ({"inbox/a": 0}, 700, {"inbox/a"}),
    "a receipt": ({"done/a": 0}, 30, set()),
    "what waits to be renewed": ({"pending/a": 0, "settled/a": 1}, 2, {"settled/a"}),
}  # fmt: skip


@pytest.mark.parametrize(("known", "days", "kept"), CASES.values(), ids=CASES)
def test_a_copy_keeps_nothing_longer_than_the_store(known, days, kept):
    times = {key: at * DAY for key, at in known.items()}
    assert {*retained(times, days * DAY)} == kept


def test_what_moved_to_another_lane_is_not_kept_twice():
    known = {"inbox/a": 0.0, "deferred/a": 1.0}
    assert {*retained(known, 2.0, ["deferred/a"])} == {"deferred/a"}
    assert {*retained(known, 2.0, known)} == {*known}


class Template(yaml.SafeLoader):
    """Reads `!Sub x` and the like as x."""


Template.add_multi_constructor("!", lambda loader, _, node: getattr(loader, f"construct_{node.id}")(node))


def test_the_days_are_those_of_the_template():
    template = yaml.load((ROOT / "template.yaml").read_text("utf-8"), Template)
    rules = template["Resources"]["Inbox"]["Properties"]["LifecycleConfiguration"]["Rules"]
    days = {rule["Prefix"].rstrip("/"): rule["ExpirationInDays"] for rule in rules
            if "Prefix" in rule and "TagFilters" not in rule}  # fmt: skip
    assert {folder: days[folder] for folder in FOLDERS if folder in days} == LIFETIMES
    assert [rule["ExpirationInDays"] for rule in rules if "TagFilters" in rule] == [CLOSED_DAYS]


def test_no_version_of_what_was_erased_is_kept():
    template = yaml.load((ROOT / "template.yaml").read_text("utf-8"), Template)
    assert "VersioningConfiguration" not in template["Resources"]["Inbox"]["Properties"]


def test_closed_counts_all_references_of_a_case():
    assert closed(["settled/a", "also/a.b", "also/c.d"]) == {"a", "b"}


def test_what_is_sealed_again_opens_for_the_new_editor_alone(running, monkeypatch, capsys, tmp_path):
    """The proposal still leads there, an answer reaches the same people, and nothing is proposed again."""
    shut, first, second = (
        running.send("message", {**HELP, "alias": name}) for name in ("Robin", "Wren", "Kite")
    )
    running.work()
    close(running, shut)
    running.clock.sleep(40 * DAY)
    running.work()
    store = running.app.store
    forget(store, "done/")
    before = held(store)
    joined, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    new = [joined.to_public(), other.to_public()]
    told = [*reseal(store, keys(running), new, running.clock())]
    assert told[0] == "2 objects are sealed to 2 recipients."
    assert "1 belong to closed cases" in told[1]
    for identity in (first, second):
        name = next(key for key in before if key.startswith(f"sealed/{identity}."))
        opened = seal.unseal(store.get(name), str(joined))
        assert opened["answers"] == seal.unseal(before[name], keys(running)[0])["answers"]
        with pytest.raises(pyrage.DecryptError):
            seal.unseal(store.get(name), keys(running)[0])
    running.clock.sleep(900)
    assert upkeep.sweep(running.app) == 0
    assert upkeep.sweep(running.app) == 0
    running.work()
    assert heads(running) == Counter([shut, first, second])
    again = [*reseal(store, keys(running), new, running.clock())]
    assert sum("No key of yours opens" in line for line in again) == 2
    monkeypatch.setenv("BUCKET", store.bucket)
    (tmp_path / "key").write_text(str(joined))
    monkeypatch.setenv("KEY", str(tmp_path / "key"))
    assert tool(["referral", first]) == 0
    assert "alias: Wren" in capsys.readouterr().out


WRONG = {
    "no bucket": (["save"], {"BACKUP": "x"}, "Which bucket?"),
    "no folder": (["save"], {"BUCKET": "b"}, "Which folder?"),
    "no key": (["restore"], {"BUCKET": "b", "BACKUP": "x"}, "Whose key?"),
    "no key to seal again": (["reseal"], {"BUCKET": "b"}, "Whose key?"),
    "nothing to put back": (["restore"], {"BUCKET": "b", "BACKUP": "x", "KEY": "key"}, "holds no backup"),
    "no secrets": (["save"], {"BUCKET": "b", "BACKUP": "x", "SECRETS": "/none"}, "recipients is missing"),
    "no command": (["keep"], {}, "python -m hosting.backup"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "settings", "message"), WRONG.values(), ids=WRONG)
def test_it_says_what_is_missing(aws, monkeypatch, tmp_path, capsys, arguments, settings, message):
    monkeypatch.chdir(tmp_path)
    Path("key").write_text(str(pyrage.x25519.Identity.generate()))
    for name in ("BUCKET", "FUNCTION_BUCKET", "BACKUP", "KEY", "SECRETS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert command.main(arguments) != 0
    assert re.search(re.escape(message), capsys.readouterr().err)


def test_a_folder_by_another_hand_changes_nothing(running, tmp_path):
    """What it names is put where the function reads; a link would send any file of this machine there."""
    running.send("message", HELP)
    running.work()
    folder = Folder(tmp_path / "copy")
    back_up(running, folder)
    index = folder.root / "index.json"
    sound = index.read_text("utf-8")
    before = held(running.app.store)
    for objects in (
        {"site/listing.json.gz": 1.0},
        {"state/health": 1.0},
        {"sealed/../site/x": 1.0},
        {"../x": 1.0},
        {"inbox/x": "soon"},
        {"inbox/x": float("nan")},
        {"inbox/x": None},
        ["inbox/x"],
    ):
        index.write_text(json.dumps({"at": 1, "objects": objects}), "utf-8")
        for act in (put_back, back_up):
            with pytest.raises(BackupError, match="names what is in no backup of ours"):
                act(running, folder)
    index.write_text(sound, "utf-8")
    name = next(key for key in before if key.startswith("sealed/"))
    (tmp_path / "private").write_text("theirs")
    folder.path(name).unlink()
    folder.path(name).symlink_to(tmp_path / "private")
    running.app.store.delete(name)
    with pytest.raises(BackupError, match="is a link"):
        put_back(running, folder)
    assert running.app.store.get(name) is None
