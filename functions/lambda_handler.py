"""The entry in AWS. One code makes two functions: the one on the web has no forge and no mail."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from functions import log
from functions.app import App, PackedListing
from functions.pages import HEADERS
from functions.posted_form import BadRequestError
from functions.response import Response
from functions.routes import handle, request_from_event

Event = Mapping[str, Any]


def handler(event: Event, _context: object) -> dict[str, Any]:
    return dispatch(event, app())


def dispatch(event: Event, running: App) -> dict[str, Any]:
    """A request is answered, a nudge wakes the worker, and anything else is turned away."""
    if "http" in (event.get("requestContext") or {}):
        try:
            return http(handle(request_from_event(event), running))
        except (BadRequestError, KeyError, TypeError):
            return http(
                Response(400, "This request cannot be read.\n", {**HEADERS, "Content-Type": "text/plain"})
            )
    if wakes(event):
        from functions import worker

        return {"done": worker.run(running)}
    log.event("event", "unknown")
    return http(Response(400))


def http(response: Response) -> dict[str, Any]:
    return {"statusCode": response.status, "headers": dict(response.headers), "body": response.body}


def wakes(event: Event) -> bool:
    """A schedule, or a new object in the inbox. What the nudge names is not read: the inbox is the truth."""
    if event.get("source") in ("aws.events", "aws.scheduler"):
        return True
    records = [record for record in event.get("Records") or [] if record.get("eventSource") == "aws:s3"]
    objects = [record.get("s3", {}).get("object", {}) for record in records]
    objects += [event.get("detail", {}).get("object", {})] if event.get("source") == "aws.s3" else []
    return any(str(each.get("key", "")).startswith("inbox/") for each in objects)


@cache
def app() -> App:
    """From the environment. What is missing stops it here, before anything is promised."""
    from functions.aws import AwsSecrets, S3Store, SesMail

    settings = os.environ
    store = S3Store(settings["BUCKET"])
    names = (
        ("form-key", "recipients")
        if "REPOSITORY" in settings
        else ("form-key", "origin-secrets", "recipients")
    )
    secrets = AwsSecrets(settings["SECRETS"], settings.get("SIGNING_KEY", ""), names)
    running = App(store, secrets, PackedListing(store), settings["ORIGIN"])
    if repository := settings.get("REPOSITORY"):
        from functions.github import GitHubForge

        api, ids = (
            settings.get("GITHUB_API", "https://api.github.com"),
            (settings["APP"], settings["INSTALLATION"]),
        )
        running.forge = GitHubForge(api, repository, *ids, secrets)
        running.referrals = GitHubForge(api, settings["REFERRALS_REPOSITORY"], *ids, secrets)
        running.mail = SesMail(settings["SENDER"])
    return running


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    app()  # at the start, so that a snapshot of a started function holds it
