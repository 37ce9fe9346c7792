"""A GitHub on the loopback: it keeps real git objects, counts the limits, and fails on request."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

WRITES_A_MINUTE, WRITES_AN_HOUR, PULLS_A_MINUTE = 80, 500, 10
NAME, ZERO = "acme/directory", "0" * 40
Reply = tuple[int, Any, dict[str, str]]


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class FakeGitHub:
    def __init__(self, repository: Path, clock: Clock, verify: Callable[[bytes, bytes], None]) -> None:
        self.repository, self.clock, self.verify = repository, clock, verify
        self.pulls: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self.writes: list[float] = []
        self.opened: list[float] = []
        self.limited = 0
        self.exchanges: list[tuple[str, str, Any, int, Any]] = []
        # (method, path, when) -> None, "drop" for a lost connection, or what to answer with: a status, with
        # headers, and with a body: bytes as they are, anything else as JSON
        self.fault: Callable[[str, str, str], Any] = lambda method, path, when: None
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                with fake.lock, suppress(ConnectionError):
                    fake.serve(self, json.loads(body) if body else None)

            do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def serve(self, request: BaseHTTPRequestHandler, body: Any) -> None:
        method, path = request.command, urlsplit(request.path).path
        for when in ("before", "after"):
            planned = self.fault(method, path, when)
            if planned is None and when == "before":
                reply = self.answer(request, method, body)
            elif planned == "drop":
                request.close_connection = True
                return
            elif planned is not None:
                status, *more = planned if isinstance(planned, tuple) else (planned,)
                headers = more[0] if more else {}
                reply = status, more[1] if len(more) > 1 else {"message": "injected"}, headers
                break
        self.exchanges.append((method, request.path, body, reply[0], reply[1]))
        self.write(request, *reply)

    def write(self, request: BaseHTTPRequestHandler, status: int, data: Any, headers: dict[str, str]) -> None:
        if status >= 400 and isinstance(data, dict):
            data["documentation_url"] = "https://docs.github.com/rest"
        content = data if isinstance(data, bytes) else json.dumps(data).encode()
        request.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            **headers,
        }.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)

    def answer(self, request: BaseHTTPRequestHandler, method: str, body: Any) -> Reply:
        bearer = (request.headers.get("authorization") or "").removeprefix("Bearer ")
        url = urlsplit(request.path)
        if match := re.fullmatch(r"/app/installations/(\d+)/access_tokens", url.path):
            return self.make_token(bearer)
        if bearer not in self.tokens:
            return 401, {"message": "Bad credentials", "documentation_url": "", "status": "401"}, {}
        match = re.fullmatch(rf"/repos/{NAME}(/.*)", url.path)
        if not match:
            return 404, {"message": "Not Found"}, {}
        if method != "GET" and (limit := self.limit(match[1])):
            return limit
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        return self.route(method, unquote(match[1]), query, body)

    def limit(self, path: str) -> Reply | None:
        """The documented limits on writing; pull requests in a burst meet a narrower one."""
        now = self.clock()
        over = sum(now - at < 60 for at in self.writes) >= WRITES_A_MINUTE
        over |= sum(now - at < 3600 for at in self.writes) >= WRITES_AN_HOUR
        over |= path == "/pulls" and sum(now - at < 60 for at in self.opened) >= PULLS_A_MINUTE
        if over:
            self.limited += 1
            return 403, {"message": "You have exceeded a secondary rate limit"}, {"retry-after": "60"}
        self.writes.append(now)
        if path == "/pulls":
            self.opened.append(now)
        return None

    def make_token(self, jwt: str) -> Reply:
        head, claims, signature = (part + "=" * (-len(part) % 4) for part in jwt.split("."))
        try:
            self.verify(jwt.rpartition(".")[0].encode(), base64.urlsafe_b64decode(signature))
        except Exception:
            return 401, {"message": "A JSON web token could not be decoded"}, {}
        stated = json.loads(base64.urlsafe_b64decode(claims))
        if (
            not stated["iat"] <= self.clock() < stated["exp"]
            or stated["exp"] - stated["iat"] > 600
            or not head
        ):
            return 401, {"message": "'Expiration time' claim is wrong"}, {}
        token = f"ghs_{len(self.tokens):036d}"
        self.tokens.add(token)
        return 201, {"token": token, "expires_at": "2030-01-01T00:00:00Z", "permissions": {}}, {}

    def route(self, method: str, path: str, query: dict[str, str], body: Any) -> Reply:
        routes: list[tuple[str, str, Callable[..., Reply]]] = [
            ("GET", r"/branches/(.+)", self.get_branch),
            ("GET", r"/contents/(.+)", lambda name: self.get_content(name, query.get("ref", "main"))),
            ("GET", r"/pulls", lambda: self.list_pulls(query)),
            ("POST", r"/git/trees", lambda: self.make_tree(body)),
            ("POST", r"/git/commits", lambda: self.make_commit(body)),
            ("POST", r"/git/refs", lambda: self.make_ref(body)),
            ("POST", r"/pulls", lambda: self.make_pull(body)),
            ("PATCH", r"/git/refs/(.+)", lambda ref: self.move_ref(ref, body)),
            ("PATCH", r"/pulls/(\d+)", lambda number: self.change_pull(int(number), body)),
            ("POST", r"/issues/(\d+)/labels", lambda number: self.add_labels(int(number), body)),
            (
                "DELETE",
                r"/issues/(\d+)/labels/(.+)",
                lambda number, name: self.remove_label(int(number), name),
            ),
        ]
        for wanted, pattern, act in routes:
            if wanted == method and (match := re.fullmatch(pattern, path)):
                return act(*match.groups())
        return 404, {"message": "Not Found"}, {}

    def get_branch(self, name: str) -> Reply:
        sha = self.git("rev-parse", "--verify", "--quiet", f"refs/heads/{name}", check=False)
        if not sha:
            return 404, {"message": "Branch not found"}, {}
        tree = self.git("rev-parse", f"{sha}^{{tree}}")
        commit = {"sha": sha, "commit": {"tree": {"sha": tree, "url": ""}, "message": ""}}
        return 200, {"name": name, "commit": commit, "protected": True}, {}

    def get_content(self, path: str, ref: str) -> Reply:
        done = subprocess.run(
            ["git", "-C", self.repository, "cat-file", "blob", f"{ref}:{path}"], capture_output=True
        )
        if done.returncode:
            return 404, {"message": "Not Found"}, {}
        return 200, {"type": "file", "path": path, "content": base64.encodebytes(done.stdout).decode()}, {}

    def make_tree(self, body: Any) -> Reply:
        entries = self.git("ls-tree", "-r", "-z", body["base_tree"]).split("\0")
        files = dict(reversed(line.split("\t", 1)) for line in entries if line)
        for item in body["tree"]:
            if re.search(r"(^|/)(\.\.?|\.git)?(/|$)", item["path"]):
                return 422, {"message": "tree.path contains a malformed path component"}, {}
            if item.get("sha", "") is None:
                if files.pop(item["path"], None) is None:
                    return 422, {"message": "GitRPC::BadObjectState"}, {}
                continue
            blob = self.git("hash-object", "-w", "--stdin", stdin=item["content"])
            files[item["path"]] = f"{item['mode']} blob {blob}"
        return 201, {"sha": self.write_tree(files), "url": "", "tree": [], "truncated": False}, {}

    def write_tree(self, files: dict[str, str]) -> str:
        here = {path: entry for path, entry in files.items() if "/" not in path}
        for folder in sorted({path.partition("/")[0] for path in files if "/" in path}):
            inside = {
                path.partition("/")[2]: entry
                for path, entry in files.items()
                if path.startswith(folder + "/")
            }
            here[folder] = f"040000 tree {self.write_tree(inside)}"
        return self.git("mktree", "-z", stdin="".join(f"{entry}\t{path}\0" for path, entry in here.items()))

    def make_commit(self, body: Any) -> Reply:
        parents = [part for sha in body["parents"] for part in ("-p", sha)]
        sha = self.git("commit-tree", body["tree"], *parents, stdin=body["message"])
        return 201, {"sha": sha, "tree": {"sha": body["tree"]}, "message": body["message"]}, {}

    def make_ref(self, body: Any) -> Reply:
        if self.git("for-each-ref", body["ref"]):
            return 422, {"message": "Reference already exists"}, {}
        if not self.git("cat-file", "-t", body["sha"], check=False):
            return 422, {"message": "Object does not exist"}, {}
        self.git("update-ref", body["ref"], body["sha"], ZERO)
        return 201, {"ref": body["ref"], "node_id": "", "url": "", "object": {"sha": body["sha"]}}, {}

    def move_ref(self, ref: str, body: Any) -> Reply:
        if not self.git("for-each-ref", f"refs/{ref}"):
            return 422, {"message": "Reference does not exist"}, {}
        self.git("update-ref", f"refs/{ref}", body["sha"])
        return 200, {"ref": f"refs/{ref}", "object": {"sha": body["sha"]}}, {}

    def make_pull(self, body: Any) -> Reply:
        if not self.git("for-each-ref", f"refs/heads/{body['head']}"):
            fault = {"resource": "PullRequest", "field": "head", "code": "invalid"}
            return 422, {"message": "Validation Failed", "errors": [fault]}, {}
        if any(pull["head"] == body["head"] and pull["state"] == "open" for pull in self.pulls):
            fault = {
                "resource": "PullRequest",
                "code": "custom",
                "message": "A pull request already exists for it.",
            }
            return 422, {"message": "Validation Failed", "errors": [fault]}, {}
        number = len(self.pulls) + 1
        url = f"https://github.example/{NAME}/pull/{number}"
        self.pulls.append({**body, "number": number, "state": "open", "labels": [], "html_url": url})
        return 201, self.pulls[-1], {}

    def list_pulls(self, query: dict[str, str]) -> Reply:
        wanted, state = query.get("head", "").partition(":")[2], query.get("state", "open")
        matching = [pull for pull in self.pulls if not wanted or pull["head"] == wanted]
        shown = [
            {**pull, "head": {"ref": pull["head"]}} for pull in matching if state in ("all", pull["state"])
        ]
        latest_first = shown[::-1] if query.get("direction") == "desc" else shown
        return 200, latest_first[: int(query.get("per_page", 30))], {}

    def add_labels(self, number: int, body: Any) -> Reply:
        pull = self.pulls[number - 1]
        pull["labels"] = sorted({*pull["labels"], *body["labels"]})
        return 200, [{"name": name} for name in pull["labels"]], {}

    def change_pull(self, number: int, body: Any) -> Reply:
        self.pulls[number - 1] |= body
        return 200, self.pulls[number - 1], {}

    def remove_label(self, number: int, name: str) -> Reply:
        pull = self.pulls[number - 1]
        if name not in pull["labels"]:
            return 404, {"message": "Label does not exist"}, {}
        pull["labels"] = [label for label in pull["labels"] if label != name]
        return 200, [{"name": label} for label in pull["labels"]], {}

    def git(self, *command: str, stdin: str = "", check: bool = True) -> str:
        who = {
            f"GIT_{role}_{part}": "bot@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for part in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["git", "-C", str(self.repository), *command],
            input=stdin.encode(),
            capture_output=True,
            check=check,
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", **who},
        )
        return done.stdout.decode().strip()
