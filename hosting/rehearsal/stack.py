"""A stack of CloudFormation: created and updated by a change set as `sam deploy` does it, and deleted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from hosting.rehearsal.emulator import Emulator
from hosting.rehearsal.errors import RehearsalError

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
WITHIN = 300  # seconds
NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed", "NO_CHANGES")


class Stack:
    def __init__(self, aws: Emulator, name: str) -> None:
        self.aws, self.name = aws, name
        self.client = aws.client("cloudformation")

    def create(self, template: str, parameters: Mapping[str, str]) -> None:
        """`template` is its address in S3. A failure rolls back, and its first reason is told."""
        self.apply("CREATE", template, parameters)

    def update(self, template: str, parameters: Mapping[str, str]) -> bool:
        """False if there was nothing to change."""
        return self.apply("UPDATE", template, parameters)

    def apply(self, kind: str, template: str, parameters: Mapping[str, str]) -> bool:
        named = {"StackName": self.name, "ChangeSetName": f"{self.name}-{kind.lower()}-{time.monotonic_ns()}"}
        given = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
        try:
            self.client.create_change_set(
                **named, ChangeSetType=kind, TemplateURL=template, Parameters=given,
                Capabilities=CAPABILITIES, OnStackFailure="DELETE" if kind == "CREATE" else "ROLLBACK",
            )  # fmt: skip
        except ClientError as error:
            raise RehearsalError(f"The template is refused: {error.response['Error']['Message']}") from None
        if not self.is_ready(named):
            return False
        self.client.execute_change_set(**named)
        self.expect(f"{kind}_COMPLETE")
        return True

    def is_ready(self, named: Mapping[str, str]) -> bool:
        for _ in patiently():
            told = self.client.describe_change_set(**named)
            if told["Status"] == "CREATE_COMPLETE":
                return True
            if told["Status"] == "FAILED":
                if any(words in told.get("StatusReason", "") for words in NOTHING_TO_DO):
                    return False
                raise RehearsalError(f"The change set failed: {told.get('StatusReason', 'no reason given')}")
        raise RehearsalError(f"The change set of {self.name} was not ready in {WITHIN} seconds.")

    def expect(self, wanted: str) -> None:
        for _ in patiently():
            status = self.status()
            if status == wanted:
                return
            if not status.endswith("_IN_PROGRESS"):
                raise RehearsalError(f"{self.name} ended as {status or 'deleted'}. {self.first_reason()}")
        raise RehearsalError(f"{self.name} was not {wanted} in {WITHIN} seconds.")

    def delete(self) -> None:
        self.client.delete_stack(StackName=self.name)
        for _ in patiently():
            status = self.status()
            if status in ("", "DELETE_COMPLETE"):
                return
            if status == "DELETE_FAILED":
                raise RehearsalError(f"{self.name} could not be deleted. {self.first_reason()}")
        raise RehearsalError(f"{self.name} was not deleted in {WITHIN} seconds.")

    def status(self) -> str:
        try:
            return str(self.client.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"])
        except ClientError:
            return ""

    def first_reason(self) -> str:
        """The failure that made all others fail; CloudFormation lists the newest first."""
        try:
            events = self.client.describe_stack_events(StackName=self.name)["StackEvents"]
        except ClientError:
            return "CloudFormation kept no events."
        failed = [each for each in events if each["ResourceStatus"].endswith("_FAILED")]
        if not failed:
            return "No resource failed."
        first = failed[-1]
        reason = first.get("ResourceStatusReason", "no reason given")
        return f"{first['LogicalResourceId']} ({first['ResourceType']}): {reason}"

    def outputs(self) -> dict[str, str]:
        told = self.client.describe_stacks(StackName=self.name)["Stacks"][0].get("Outputs", [])
        return {each["OutputKey"]: each["OutputValue"] for each in told}

    def resources(self) -> dict[str, tuple[str, str]]:
        """Logical id -> (type, physical id)."""
        pages = self.client.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {
            each["LogicalResourceId"]: (each["ResourceType"], each["PhysicalResourceId"])
            for page in pages
            for each in page["StackResourceSummaries"]
        }


def patiently() -> Iterator[Any]:
    end_at = time.monotonic() + WITHIN
    while time.monotonic() < end_at:
        yield None
        time.sleep(0.2)
