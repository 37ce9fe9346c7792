"""The account that is looked at, through one stack of it. Nothing here changes anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.ports import now
from hosting.doctor.rights import RIGHTS
from publishing.errors import in_words

PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,
    "read_timeout": 20,
    "retries": {"total_max_attempts": 3, "mode": "standard"},
}
DENIED = {
    "AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException",
    "UnauthorizedOperation", "403",
}  # fmt: skip
NO_STACK = "ValidationError"
# What `make deploy` is told, and the output of the stack that says the same.
DEPLOYED = {
    "ORIGIN": "Origin",
    "SITE_BUCKET": "SiteBucket",
    "FUNCTION_BUCKET": "FunctionBucket",
    "DISTRIBUTION": "Distribution",
}


class NotAskedError(Exception):
    """Nobody knows: a right is missing, or there was no answer. The text says which."""


class Account:
    def __init__(self, environment: Mapping[str, str] = os.environ, clock: Callable[[], float] = now) -> None:
        self.environment, self.clock = dict(environment), clock
        self.stack = environment.get("STACK") or "directory"
        self.clients: dict[tuple[str, str], Any] = {}
        self.pause: Callable[[float], None] = lambda seconds: None

    def ask(
        self, service: str, operation: str, *, absent: Iterable[str] = (), region: str = "", **arguments: Any
    ) -> Any:
        """The answer; None for an error with one of the codes in `absent`."""
        right = RIGHTS[service, operation]
        try:
            return getattr(self._client(service, region), operation)(**arguments)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in set(absent):
                return None
            if code in DENIED:
                raise NotAskedError(f"it needs the right {right}") from None
            raise NotAskedError(f"AWS answered {code or 'an error'} to {operation}") from None
        except (BotoCoreError, OSError, ValueError) as error:
            raise NotAskedError(str(in_words(error, operation))) from None

    def _client(self, service: str, region: str) -> Any:
        if (service, region) not in self.clients:
            chosen = {"region_name": region} if region else {}
            make: Any = boto3.client  # what its types know of services, a name that varies does not
            self.clients[service, region] = make(service, config=Config(**PATIENCE), **chosen)
        return self.clients[service, region]

    @property
    def region(self) -> str:
        return str(boto3.session.Session().region_name or "")

    @cached_property
    def about(self) -> Mapping[str, Any] | None:
        """The stack; None where there is none of this name."""
        answer = self.ask("cloudformation", "describe_stacks", absent=[NO_STACK], StackName=self.stack)
        return answer["Stacks"][0] if answer else None

    @cached_property
    def outputs(self) -> Mapping[str, str]:
        listed = (self.about or {}).get("Outputs", [])
        return {each["OutputKey"]: each.get("OutputValue", "") for each in listed}

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        listed = (self.about or {}).get("Parameters", [])
        return {each["ParameterKey"]: each.get("ParameterValue", "") for each in listed}

    @cached_property
    def resources(self) -> Mapping[str, str]:
        """The name in AWS by the name in the template."""
        names: dict[str, str] = {}
        more: dict[str, str] = {}
        while True:
            page = self.ask("cloudformation", "list_stack_resources", StackName=self.stack, **more)
            for each in page["StackResourceSummaries"]:
                names[each["LogicalResourceId"]] = each.get("PhysicalResourceId", "")
            if not page.get("NextToken"):
                return names
            more = {"NextToken": page["NextToken"]}

    def named(self, setting: str) -> str:
        """SITE_BUCKET and the like: what the stack says, else what `make deploy` is told."""
        given = self.environment.get(setting, "").strip()
        try:
            return self.output(DEPLOYED[setting])
        except NotAskedError as why:
            if given:
                return given
            raise NotAskedError(f"{why}; or set {setting}=") from None

    def parameter(self, name: str) -> str:
        """Of the stack; what it does not have cannot be asked about."""
        if name not in self.parameters:
            raise NotAskedError(f"the stack {self.stack} has no parameter {name}")
        return self.parameters[name]

    def output(self, name: str) -> str:
        if not self.outputs.get(name):
            raise NotAskedError(f"the stack {self.stack} has no output {name}")
        return self.outputs[name]
