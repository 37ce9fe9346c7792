"""The process that is AWS: ministack, what it lacks, and an end that comes with whoever started it.

It is run as a file, so that no folder of this repository is on its path: the functions that it starts see
what their zip holds. Its own folder is TMPDIR, where ministack keeps all it unpacks.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from typing import Any

from ministack import app
from ministack.services import cloudfront


def end_with_parent() -> None:
    """The pipe on our input closes when the parent ends, however it ends; then all of us end."""
    while os.read(0, 1024):
        pass
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


async def fetch_from_origin(origin: dict[str, Any], *request: Any) -> Any:
    """CloudFront in front of an HTTP API: ministack answers for buckets, load balancers and function URLs.

    An API's own host name is AWS's, which ministack never calls; so the request goes to the API inside.
    """
    host = origin["domain_name"]
    if ".execute-api." not in host:
        return await fetch_elsewhere(origin, *request)
    method, uri, query, headers, body, _https, client_ip, forwarded_for, _distribution = request
    sent = {
        name.lower(): value
        for name, value in cloudfront._origin_request_headers(
            origin, headers, client_ip, forwarded_for
        ).items()
    }
    status, answered, data = await app._handle_execute_api_request(
        f"{host.partition('.')[0]}.execute-api.{app._MINISTACK_HOST}",
        origin["origin_path"] + uri,
        method,
        sent,
        body,
        cloudfront.parse_qs(query, keep_blank_values=True),
        raw_path=origin["origin_path"] + uri,
        raw_query_string=query,
    )
    return status, "", {name.lower(): value for name, value in answered.items()}, data


fetch_elsewhere = cloudfront._fetch_from_origin

if __name__ == "__main__":
    cloudfront._fetch_from_origin = fetch_from_origin
    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.argv = sys.argv[:1]
    app.main()
