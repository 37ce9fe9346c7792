"""What is deployed: small, without any entry, and at work under the real runtime with real events."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyrage import x25519

from functions import aws, bundle
from functions.app import packed
from functions.response import Response
from records import packed_vocabularies
from records.vocabulary_reader import load_vocabularies
from tests.emulator import emulated, find_emulator, invoke
from tests.function_app import HELP, SITE, last_of, reference, shown_words
from tests.function_ports import CREDENTIALS
from tests.site_builder import MINI, PATIENCE, ROOT

EVENTS = ROOT / "tests" / "events"
LARGEST = 5_000_000
FORM_KEY = "k" * 64


def installed() -> Path:
    import yaml

    return Path(yaml.__file__).parents[1]


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deployed") / "function"
    bundle.bundle(folder, installed())
    return folder


def test_it_is_small_and_holds_no_entry(deployed, tmp_path):
    with zipfile.ZipFile(tmp_path / "f.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(deployed.rglob("*")):
            archive.write(file, file.relative_to(deployed))
    assert (tmp_path / "f.zip").stat().st_size < LARGEST
    names = {str(file.relative_to(deployed)) for file in deployed.rglob("*")}
    assert "functions/lambda_handler.py" in names
    assert not [
        name
        for name in names
        if "profiles/" in name or name.startswith(("boto", "content", "plugins", "tests"))
    ]


OURS = ("experts", "forms", "functions", "records")


def imported_at_once(file: Path) -> set[str]:
    """The modules of ours that a module needs as soon as it is loaded."""
    heads = [node for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.ImportFrom)]
    names = {f"{node.module}.{alias.name}" for node in heads for alias in node.names}
    return {name for name in names | {str(node.module) for node in heads} if name.split(".")[0] in OURS}


def test_every_module_that_is_needed_at_once_is_there(deployed):
    missing = {
        (file.relative_to(deployed).as_posix(), name)
        for folder in OURS
        for file in (deployed / folder).rglob("*.py")
        for name in imported_at_once(file)
        if (ROOT / f"{name.replace('.', '/')}.py").exists()
        and not (deployed / f"{name.replace('.', '/')}.py").exists()
    }
    assert missing == set()


def test_it_runs_with_nothing_but_itself(deployed):
    code = "import functions.lambda_handler, functions.worker, forms; print(len(forms.forms()))"
    done = subprocess.run([sys.executable, "-S", "-c",
    f"import sys; sys.path.insert(0, {str(deployed)!r}); {code}"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("7", "")


def test_the_packed_vocabularies_are_those_of_the_folder(deployed):
    fresh, packed_ones = (
        load_vocabularies(),
        packed_vocabularies.read((deployed / "records" / packed_vocabularies.FILE.name).read_bytes()),
    )
    assert not packed_vocabularies.FILE.exists(), (
        "in a checkout the folder is read, which cannot be out of date"
    )
    assert [*packed_ones] == [*fresh]
    for name, vocabulary in fresh.items():
        packed = packed_ones[name]
        assert (packed.title, packed.standard) == (vocabulary.title, vocabulary.standard)
        assert {**packed.terms} == {**vocabulary.terms}


def test_all_of_it_is_compiled_and_the_same_each_time(deployed, tmp_path):
    bundle.bundle(tmp_path / "again", installed())
    files = {file.relative_to(deployed) for file in deployed.rglob("*") if file.is_file()}
    compiled = {
        f"{file.parent.parent / file.name.split('.')[0]}.py" for file in files if file.suffix == ".pyc"
    }
    assert {str(file) for file in files if file.suffix == ".py"} == compiled
    assert [
        str(file)
        for file in files
        if (deployed / file).read_bytes() != (tmp_path / "again" / file).read_bytes()
    ] == []


def test_the_plans_of_telephone_numbers_come_along(deployed):
    code = (
        "from records import phone; print(phone.tidy('0044 (0)20 7123-4567'))\n"
        "import phonenumbers; print(phonenumbers.__file__)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], env={"PYTHONPATH": str(deployed)},
                          capture_output=True, text=True, check=False)  # fmt: skip
    archive = deployed / "phonenumbers.zip"
    assert (done.stdout.strip(), done.stderr) == (f"+44 20 7123 4567\n{archive}/phonenumbers/__init__.py", "")


NEEDED_BY_OTHERS = """
phonenumbers yaml jinja2 difflib experts.profile records.schema_keywords functions.answers functions.worker
botocore
"""
POST = """
import json, sys
sys.path.insert(0, sys.argv[1])
from functions import lambda_handler
from functions.app import App

class Store:
    kept = {}
    def put(self, key, body, *, replace=False):
        return self.kept.setdefault(key, body) is body

class Secrets:
    def get(self, name):
        return json.loads(sys.argv[2])[name]

answer = lambda_handler.dispatch(json.loads(sys.argv[3]), App(Store(), Secrets(), None, "https://directory.example.org"))
print(json.dumps([answer["statusCode"], len(Store.kept),
    [name for name in sys.argv[4].split() if name in sys.modules]]))
"""


BY_MAIL = {"reply": ["email"], "number": "", "email": "bird@mail.example.org"}


@pytest.mark.parametrize("changes", [BY_MAIL, {}], ids=["by mail", "by telephone"])
def test_a_message_loads_only_what_it_needs(deployed, changes):
    """Each of these would cost a cold start some hundredths; a number was checked on its step."""
    event_ = sending({**HELP, **changes})
    command = [
        sys.executable,
        "-c",
        POST,
        deployed,
        json.dumps(secrets()),
        json.dumps(event_),
        NEEDED_BY_OTHERS,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=deployed)
    assert json.loads(done.stdout) == [200, 2, []], done.stderr


def settings_for(url: str) -> dict[str, str]:
    own = {"BUCKET": "inbox", "SECRETS": "/directory", "ORIGIN": "https://directory.example.org"}
    return {**CREDENTIALS, **own, "AWS_ENDPOINT_URL": url, "AWS_REGION": "eu-west-2"}


@pytest.fixture(scope="module")
def cloud() -> Iterator[Any]:
    """A loopback AWS with a bucket, the site's listing and the secrets."""
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    settings = settings_for(f"http://{host}:{port}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(aws.PATIENCE, "read_timeout", PATIENCE)
        for name, value in settings.items():
            patch.setenv(name, value)
        yield prepare(settings)
    server.stop()


def secrets() -> dict[str, str]:
    editors = [x25519.Identity.generate() for _ in range(2)]
    return {
        "form-key": FORM_KEY,
        "origin-secrets": "the-front",
        "recipients": "\n".join(str(e.to_public()) for e in editors),
    }


def prepare(settings: dict[str, str]) -> Any:
    from functions.aws import S3Store, client

    store = S3Store("inbox")
    store.client.create_bucket(Bucket="inbox", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    for name, body in packed(MINI, SITE).items():
        store.put(f"site/{name}", body, replace=True)
    for name, value in secrets().items():
        client("ssm").put_parameter(
            Name=f"/directory/{name}", Value=value, Type="SecureString", Overwrite=True
        )
    return SimpleNamespace(store=store, settings=settings)


def event(name: str, **changes: Any) -> Any:
    return {**json.loads((EVENTS / f"{name}.json").read_text("utf-8")), **changes}


def sending(answers: dict[str, Any]) -> Any:
    body, query = last_of("message", answers, FORM_KEY)
    return event("http-post", body=body, rawQueryString=query)


@pytest.fixture(scope="module")
def emulator() -> Path:
    program = find_emulator()
    if program is None:
        pytest.skip("no emulator: install aws-sam-cli, or set LAMBDA_RIE to its path")
    return program


def test_real_events_under_the_real_runtime(emulator, deployed, cloud):
    with emulated(emulator, "functions.lambda_handler.handler", deployed, cloud.settings) as url:
        answer, _ = invoke(url, sending(HELP))
        assert answer["statusCode"] == 200, answer
        sent = Response(200, answer["body"])
        identity = reference(sent)
        assert len(shown_words(sent)) == 6
        assert cloud.store.keys(f"help/{identity}.")
        assert cloud.store.keys(f"sealed/{identity}.")
        assert invoke(url, event("http-get"))[0]["statusCode"] == 200
        assert invoke(url, event("http-post", body="help=unheard-of"))[0]["statusCode"] == 422
        assert invoke(url, event("s3-test"))[0]["statusCode"] == 400
        assert "done" in invoke(url, event("schedule"))[0]
        assert "done" in invoke(url, event("s3-created"))[0]
