"""What GitHub tells an app about itself, its installation, and the repositories that it was given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gate import settings
from hosting.rehearsal.github_repository import Reply

RIGHTS = {"contents": "write", "pull_requests": "write", "metadata": "read"}
NOT_FOUND: Reply = (404, {"message": "Not Found"}, {})
AS_APP, AS_INSTALLED = "/app", "/installation/"


class App:
    """`installed` is None where the app was taken away; a repository is private unless `public` names it."""

    def __init__(self) -> None:
        self.permissions = {**RIGHTS}
        self.installed: dict[str, Any] | None = {"account": {"login": "acme"}, "permissions": {**RIGHTS}}
        self.public: set[str] = set()
        self.labels = [*settings.table()["labels"]]

    def as_app(self, path: str) -> Reply:
        if path == AS_APP:
            return 200, {"slug": "forms", "permissions": self.permissions}, {}
        return (200, self.installed, {}) if self.installed is not None else NOT_FOUND

    def as_installed(self, path: str, repositories: Iterable[str]) -> Reply:
        if path != "/installation/repositories":
            return NOT_FOUND
        listed = [{"full_name": name, "private": name not in self.public} for name in repositories]
        return 200, {"repositories": listed}, {}

    def all_labels(self) -> Reply:
        return 200, [{"name": name} for name in self.labels], {}
