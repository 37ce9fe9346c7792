"""The table of rights against the template, both ways; and the code against the rights that its role has."""

from __future__ import annotations

import ast
import fnmatch
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forms import TRAP
from functions import __main__ as editors
from functions import upkeep
from functions.ports import RefusedError, StoredObject
from hosting.rights import Right, as_markdown, table
from tests.function_app import ENQUIRY, HELP, SIGNUP, Running, answers_for, start
from tests.site_builder import ROOT
from tests.stack_template import resources, short, template, written_out

TABLE = table()
# One right as the two sides have it: who, effect, action, resource, condition.
Line = tuple[str, str, str, str, str]


def in_table() -> set[Line]:
    return {(row.who, row.effect, may, on, row.only_if) for row in TABLE for may in row.may for on in row.on}


def in_template() -> set[Line]:
    return {*of_roles(), *of_buckets(), *of_keys()}


def of_roles() -> Iterator[Line]:
    for who, role in resources("AWS::IAM::Role").items():
        assert not role.get("ManagedPolicyArns"), f"{who} has rights that no table here can show"
        for policy in role.get("Policies", []):
            yield from lines(who, policy["PolicyDocument"])


def of_buckets() -> Iterator[Line]:
    for policy in resources("AWS::S3::BucketPolicy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            who = {"cloudfront.amazonaws.com": "CloudFront"}.get(
                str(named(statement["Principal"])), "everybody"
            )
            yield from lines(who, {"Statement": [statement]})


def of_keys() -> Iterator[Line]:
    for key in resources("AWS::KMS::Key").values():
        yield from lines("the account", key["KeyPolicy"])


def named(principal: Any) -> Any:
    return next(iter(principal.values())) if isinstance(principal, dict) else principal


def lines(who: str, document: dict[str, Any]) -> Iterator[Line]:
    for statement in document["Statement"]:
        assert not {"NotAction", "NotResource", "NotPrincipal"} & statement.keys()
        for action in as_list(statement["Action"]):
            for resource in as_list(statement["Resource"]):
                only = condition(statement.get("Condition", {}))
                yield who, statement["Effect"], action, short(resource), only


def as_list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def condition(given: dict[str, dict[str, Any]]) -> str:
    return " and ".join(
        f"{key} is {short(value).lower() if value is False else short(value)}"
        for test in given.values()
        for key, value in test.items()
    )


def test_the_table_is_what_the_template_grants() -> None:
    assert sorted(in_template() - in_table()) == []
    assert sorted(in_table() - in_template()) == []


def test_what_is_wide_has_a_reason() -> None:
    def is_wide(row: Right) -> bool:
        return "*" in row.on or any("*" in may for may in row.may)

    assert [row.who for row in TABLE if is_wide(row) != bool(row.wide)] == []
    assert [row.who for row in TABLE if not row.why] == []


def test_the_table_is_printed_row_by_row() -> None:
    assert as_markdown().count("\n") == len(TABLE) + 2


def test_sealed_messages_are_read_by_editors_alone() -> None:
    readers = {
        who for who, effect, action, on, _ in in_template()
        if (effect, action) == ("Allow", "s3:GetObject") and fnmatch.fnmatch("Inbox/sealed/x", on)
    }  # fmt: skip
    assert readers == {"EditorsRole"}


def test_who_may_take_a_role() -> None:
    trusts = {
        name: [
            (named(each["Principal"]), each["Action"], condition(each.get("Condition", {})))
            for each in role["AssumeRolePolicyDocument"]["Statement"]
        ]
        for name, role in resources("AWS::IAM::Role").items()
    }
    host = "token.actions.githubusercontent.com"
    provider = {"Fn::If": ["MakesProvider", {"Ref": "GitHub"}, {"Ref": "GitHubOidcProvider"}]}
    only = f"{host}:aud is sts.amazonaws.com and {host}:sub is repo:DeployRepository:environment:deploy"
    assert trusts.pop("DeployRole") == [(provider, "sts:AssumeRoleWithWebIdentity", only)]
    assert trusts.pop("EditorsRole") == [({"Ref": "EditorsPrincipal"}, "sts:AssumeRole", "")]
    services = {
        name: [(str(as_list(who)), str(as_list(what)[0])) for who, what, _ in each]
        for name, each in trusts.items()
    }
    lambdas, schedules = "['lambda.amazonaws.com']", "['scheduler.amazonaws.com']"
    assert services == {
        "WebRole": [(lambdas, "sts:AssumeRole")], "WorkerRole": [(lambdas, "sts:AssumeRole")],
        "WorkerSweepRole": [(schedules, "sts:AssumeRole")],
        "WorkerStillCorrectRole": [(schedules, "sts:AssumeRole")],
    }  # fmt: skip


def test_each_function_is_called_by_whom_the_template_names_and_by_nobody_else() -> None:
    calls = {
        (short(each["FunctionName"]), each["Principal"], "SourceArn" in each)
        for each in resources("AWS::Lambda::Permission").values()
    }
    assert calls == {("Web", "apigateway.amazonaws.com", True), ("Worker", "events.amazonaws.com", True)}


# What the code asks of AWS, by the name of the method or the target, and the rights which that takes.
ASKED = {
    "put_object": {"s3:PutObject"}, "get_object": {"s3:GetObject"}, "list_objects_v2": {"s3:ListBucket"},
    "delete_object": {"s3:DeleteObject"}, "put_object_tagging": {"s3:PutObjectTagging"},
    "send_email": {"ses:SendEmail", "ses:SendRawEmail"}, "get_send_statistics": {"ses:GetSendStatistics"},
    "sign": {"kms:Sign"}, "AmazonSSM.GetParameters": {"ssm:GetParameters"},
}  # fmt: skip
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}  # Lambda itself


def asked_by_the_functions() -> set[str]:
    """`call(client.method, ...)` and `signed(service, target, ...)`, which are the only two ways to AWS."""
    tree = ast.parse((ROOT / "functions" / "aws.py").read_text("utf-8"))
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="call"), args=[ast.Attribute(attr=name), *_]):
                names.add(name)
            case ast.Call(func=ast.Name(id="signed"), args=[_, ast.Constant(value=str(name)), *_]):
                names.add(name)
    return names


def test_the_functions_ask_for_what_they_may_and_may_nothing_that_they_do_not_ask() -> None:
    unknown = asked_by_the_functions() - ASKED.keys()
    assert unknown == set(), "say in ASKED which right it takes, and give it to the role"
    needed = set().union(*(ASKED[name] for name in asked_by_the_functions()))
    given = {may for row in TABLE if row.who in ("WebRole", "WorkerRole") for may in row.may}
    assert given - LOGS == needed


def test_only_one_module_of_the_functions_speaks_to_aws() -> None:
    speakers = {
        path.name
        for path in (ROOT / "functions").glob("*.py")
        if re.search(r"import boto|botocore|\bclient\(", path.read_text("utf-8"))
    }
    assert speakers == {"aws.py"}


class Held:
    """A store that grants what a role may, and refuses all else as S3 would."""

    def __init__(self, store: Any, who: str) -> None:
        self.store, self.who, self.used = store, who, set[tuple[str, str]]()

    def may(self, action: str, on: str) -> None:
        granted = [row for row in TABLE if row.who == self.who and action in row.may]
        fitting = {each for row in granted for each in row.on if fnmatch.fnmatchcase(on, each)}
        assert fitting, f"{self.who} has no right to {action} on {on}"
        self.used |= {(action, each) for each in fitting}

    def put(self, key: str, body: bytes, *, replace: bool = False) -> bool:
        self.may("s3:PutObject", f"Inbox/{key}")
        return bool(self.store.put(key, body, replace=replace))

    def get(self, key: str) -> bytes | None:
        self.may("s3:GetObject", f"Inbox/{key}")
        return self.store.get(key)  # type: ignore[no-any-return]

    def newer(self, key: str, version: str) -> tuple[bytes | None, str]:
        self.may("s3:GetObject", f"Inbox/{key}")
        return self.store.newer(key, version)  # type: ignore[no-any-return]

    def keys(self, prefix: str) -> list[StoredObject]:
        self.may("s3:ListBucket", "Inbox")
        return self.store.keys(prefix)  # type: ignore[no-any-return]

    def delete(self, key: str) -> None:
        self.may("s3:DeleteObject", f"Inbox/{key}")
        self.store.delete(key)

    def settle(self, key: str) -> None:
        self.may("s3:PutObjectTagging", f"Inbox/{key}")
        self.store.settle(key)

    def place(self, key: str) -> str:
        return str(self.store.place(key))


class Roles:
    """A whole function, whose parts may no more than their roles in AWS."""

    def __init__(self, folder: Path) -> None:
        self.running: Running = start(folder)
        self.store = self.running.app.store
        self.web, self.worker, self.editors = (
            Held(self.store, who) for who in ("WebRole", "WorkerRole", "EditorsRole")
        )
        self.running.app.mail.store = self.worker  # type: ignore[union-attr]

    def on_the_web(self) -> Running:
        self.running.app.store = self.web  # type: ignore[assignment]
        return self.running

    def work(self) -> None:
        self.running.app.store = self.worker  # type: ignore[assignment]
        self.running.work()
        self.running.app.store = self.web  # type: ignore[assignment]


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Roles:
    """After every kind of message has been sent and dealt with, answered, closed and erased."""
    used = Roles(tmp_path_factory.mktemp("roles"))
    running = used.on_the_web()
    filling_in = {form: answers_for(running, form, "one") for form in ("change", "still-correct", "remove")}
    for form, answers in {"join-person": SIGNUP, "enquiry": ENQUIRY, **filling_in}.items():
        running.send(form, answers)
    identity, words = running.words(HELP)
    running.deliver("join-person", {**SIGNUP, TRAP: "x"})
    running.look("one two three four five six")
    running.look(words)
    used.work()
    reply_to(used, identity)
    running.look(words)
    running.clock.sleep(3600)
    used.work()
    close_all(used)
    used.work()
    erase(used, identity)
    return used


def reply_to(used: Roles, identity: str) -> None:
    keys = editors.editor_keys(used.running.folder / "var")
    file = used.running.folder / "answer.txt"
    file.write_text("Call us at any time.\n")
    assert editors.reply.reply(used.editors, identity, keys, str(file), used.running.clock()) == 0
    assert editors.open_sealed(used.editors, identity, keys) == 0


def close_all(used: Roles) -> None:
    running = used.running
    running.app.store = used.worker  # type: ignore[assignment]
    for kind in ("signup", "referral"):
        upkeep.settle(running.app, kind)


def erase(used: Roles, identity: str) -> None:
    keys = editors.editor_keys(used.running.folder / "var")
    assert editors.erase(used.editors, identity, keys) == 0


def test_the_roles_suffice_for_all_that_is_done(roles: Roles) -> None:
    for held in (roles.web, roles.worker, roles.editors):
        assert held.used


@pytest.mark.parametrize("flag", ["--put-back", "--throw-away"])
def test_the_editors_role_suffices_for_the_intake(tmp_path: Path, flag: str) -> None:
    used = Roles(tmp_path)
    running = used.on_the_web()
    identity = running.send("join-person", SIGNUP)
    assert editors.intake.show(used.editors, running.clock()) == 0
    assert editors.intake.act(used.editors, [identity], "") in (0, None)
    assert editors.intake.act(used.editors, [identity], flag) in (0, None)


@pytest.mark.parametrize(
    ("who", "action", "key"),
    [
        ("WebRole", "get", "sealed/x"), ("WebRole", "get", "inbox/x"), ("WebRole", "keys", "answers/"),
        ("WebRole", "delete", "sealed/x"), ("WorkerRole", "get", "sealed/x.age"),
        ("WorkerRole", "delete", "sealed/x"), ("WorkerRole", "get", "answers/x"),
        ("EditorsRole", "get", "site/listing.json.gz"), ("EditorsRole", "get", "tries/x"),
    ],
)  # fmt: skip
def test_what_a_role_may_not(roles: Roles, who: str, action: str, key: str) -> None:
    with pytest.raises((AssertionError, RefusedError), match="has no right"):
        getattr(Held(roles.store, who), action)(key)


def test_nothing_is_put_aside_for_a_function_unless_somebody_says_so() -> None:
    given = template()["Parameters"]
    assert (given["WebConcurrency"]["Default"], given["WorkerConcurrency"]["Default"]) == ("", "")
    assert [name for name, each in written_out()["Resources"].items() if "Version" in each["Type"]] == []


# The same of publishing. What only `--purge` does is done by a person, and never by the workflow's role.
PUBLISHED = {
    "get_object": {"s3:GetObject"}, "put_object": {"s3:PutObject"}, "delete_objects": {"s3:DeleteObject"},
    "copy_object": {"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"},
    "head_object": {"s3:GetObjectVersion"}, "get_bucket_versioning": {"s3:GetBucketVersioning"},
    "create_invalidation": {"cloudfront:CreateInvalidation"}, "get_caller_identity": set(),
    "list_object_versions": set(),
    "list_objects_v2": {"s3:ListBucket"},  # which also makes S3 say "not there" of what is not there
}  # fmt: skip


def test_the_role_for_publishing_may_what_publishing_asks_and_no_more() -> None:
    modules = (ROOT / "publishing").glob("*.py")
    asked = set().union(*(asked_by_name(path.read_text("utf-8")) for path in modules))
    assert asked == PUBLISHED.keys(), "say in PUBLISHED which right it takes, and give it to the role"
    needed = set().union(*(PUBLISHED[name] for name in asked))
    given = {may for row in TABLE if row.who == "DeployRole" for may in row.may}
    assert given == needed


def asked_by_name(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="_call" | "_write"), args=[_, ast.Constant(value=str(name)), *_]
            ):
                names.add(name)
    return names
