"""All of production on this machine: created from nothing, filled, published and served; and removed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from functions.ports import now
from hosting.rehearsal import package, seeds
from hosting.rehearsal.emulator import Emulator, emulator
from hosting.rehearsal.front import Front
from hosting.rehearsal.github_repository import Repository
from hosting.rehearsal.letters import Letter, letters
from hosting.rehearsal.parameters import REFERRALS, REPOSITORY, STACK, parameters
from hosting.rehearsal.proposals import EditorsGitHub
from hosting.rehearsal.publication import Publication, start_empty, start_repository
from hosting.rehearsal.stack import Stack

Say = Callable[[str], None]


@dataclass
class Production:
    aws: Emulator
    stack: Stack
    template: str  # its address in S3
    given: dict[str, str]  # the stack's parameters
    github: EditorsGitHub
    front: Front
    publication: Publication
    key: Path  # opens what is sealed

    @property
    def origin(self) -> str:
        return self.front.origin

    @property
    def directory(self) -> Repository:
        return self.github.repositories[REPOSITORY]

    @property
    def referrals(self) -> Repository:
        return self.github.repositories[REFERRALS]

    def letters(self) -> list[Letter]:
        return letters(self.aws, self.origin, self.front.url)


@contextmanager
def production(site: Path, say: Say, port: int = 0, **settings: str) -> Iterator[Production]:
    """`settings` go into the environment of builds. The site is not published yet."""
    with ExitStack() as running:
        front = Front(port)
        running.callback(front.close)
        say("An empty AWS starts on this machine.")
        aws = running.enter_context(emulator())
        github = running.enter_context(stand_in(aws, site))
        say("The function is packed.")
        secret = secrets.token_hex(32)
        package.make_bucket(aws)
        template = package.upload(aws, package.make_zip(), package.TEMPLATE.read_text("utf-8"))
        keys = [aws.folder / f"editor-{number}.key" for number in (1, 2)]  # the fewest that sealing takes
        seeds.put_secrets(aws, secret, [seeds.make_editors_key(key) for key in keys])
        say("The stack is created from template.yaml.")
        stack, given = Stack(aws, STACK), parameters(github.url, secret)
        stack.create(template, given)
        outputs = stack.outputs()
        github.key.key_id = outputs["SigningKey"]
        seeds.leave_the_sandbox(aws)
        seeds.import_app_key(aws, outputs["SigningKey"])
        front.lead_to(aws, outputs["DistributionDomain"])
        github.site = front.url
        bare = github.repositories[REPOSITORY].repository
        publication = Publication(aws, bare, front.origin, outputs, **settings)
        running.callback(publication.stop)
        made = Production(aws, stack, template, given, github, front, publication, keys[0])
        github.letters = made.letters
        yield made


class StandIn(EditorsGitHub):
    def __init__(self, aws: Emulator) -> None:
        self.key = seeds.AppKey(aws)
        super().__init__(now, self.key.verify)


@contextmanager
def stand_in(aws: Emulator, site: Path) -> Iterator[StandIn]:
    github = StandIn(aws)
    try:
        for name in (REPOSITORY, REFERRALS):
            bare = aws.folder / f"{name.rpartition('/')[2]}.git"
            start_repository(site, bare) if name == REPOSITORY else start_empty(bare)
            github.repositories[name] = Repository(name, bare, github.url)
        yield github
    finally:
        github.close()
