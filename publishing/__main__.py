"""`python -m publishing deploy | rollback`: see docs/operations.md."""

from __future__ import annotations

import argparse
import sys

from publishing.cloud import Cloud
from publishing.deploy import deploy
from publishing.errors import PublishingError
from publishing.purge import purge
from publishing.rollback import rollback, show
from publishing.settings import from_environment
from publishing.state import Lock


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        _run(chosen)
    except PublishingError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Run the same command again: it goes on where it was.", file=sys.stderr)
        return 130
    return 0


def _run(chosen: argparse.Namespace) -> None:
    settings = from_environment()
    cloud = Cloud(settings.bucket, settings.function_bucket, settings.distribution)
    lock = Lock(cloud)
    if chosen.command == "rollback":
        if chosen.to:
            rollback(cloud, lock, chosen.to, dry=chosen.dry_run, show_removed=chosen.show_removed)
        else:
            show(cloud, lock)
    elif chosen.purge:
        purge(cloud, lock, chosen.purge, dry=chosen.dry_run)
    else:
        deploy(
            settings,
            cloud,
            lock,
            dry=chosen.dry_run,
            again=chosen.again,
            show_removed=chosen.show_removed,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m publishing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    send = commands.add_parser("deploy", help="send what make publish built")
    send.add_argument("--again", action="store_true", help="send everything, without comparing")
    send.add_argument("--purge", metavar="SLUG", help="erase all that is left of a removed entry")
    back = commands.add_parser("rollback", help="show an earlier release again; without an id, list them")
    back.add_argument("to", nargs="?", metavar="ID")
    for command in (send, back):
        command.add_argument(
            "--show-removed", action="store_true", help="even if that lists removed entries again"
        )
        command.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
