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
NUDGES = ("help/", "inbox/")


def handler(event: Event, _context: object) -> dict[str, Any]:
    return dispatch(event, app())


def dispatch(event: Event, running: App) -> dict[str, Any]:
    """A request is answered, a nudge wakes the worker, and anything else is turned away."""
    if at(event, "requestContext", "http"):
        try:
            request = request_from_event(event)
        except (BadRequestError, LookupError, TypeError, AttributeError, ValueError):
            return http(
                Response(400, "This request cannot be read.\n", {**HEADERS, "Content-Type": "text/plain"})
            )
        return http(handle(request, running))
    if event_is_weekly(event):
        from functions import renewal_letters

        return {"done": renewal_letters.run(running)}
    if wakes(event):
        from functions import worker

        return {"done": worker.run(running)}
    log.event("event", "unknown")
    return http(Response(400))


def http(response: Response) -> dict[str, Any]:
    return {"statusCode": response.status, "headers": dict(response.headers), "body": response.body}


def event_is_weekly(event: Event) -> bool:
    return [at(event, "source"), at(event, "job")] == ["aws.scheduler", "still-correct"]


def wakes(event: Event) -> bool:
    """A schedule, or a new object in a lane. What the nudge names is not read: what is there is the truth."""
    source = at(event, "source")
    if source in ("aws.events", "aws.scheduler"):
        return True
    listed = at(event, "Records")
    records = listed if isinstance(listed, list) else []
    keys = [at(each, "s3", "object", "key") for each in records if at(each, "eventSource") == "aws:s3"]
    keys += [at(event, "detail", "object", "key")] if source == "aws.s3" else []
    return any(str(key).startswith(NUDGES) for key in keys)


def at(here: Any, *path: str) -> Any:
    """What is at a path in an event, which may have nothing or anything there."""
    for name in path:
        here = here.get(name) if isinstance(here, Mapping) else None
    return here


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
        from functions.metered_mail import MeteredMail
        from functions.worker import SPACING

        api, ids = (
            settings.get("GITHUB_API", "https://api.github.com"),
            (settings["APP"], settings["INSTALLATION"]),
        )
        running.forge = GitHubForge(api, repository, *ids, secrets)
        running.referrals = GitHubForge(api, settings["REFERRALS_REPOSITORY"], *ids, secrets)
        running.mail = MeteredMail(SesMail(settings["SENDER"]), store)
        running.spacing = SPACING
    return running


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    app()  # at the start, which has more of a processor than a first request
