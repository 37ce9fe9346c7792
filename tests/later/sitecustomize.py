"""Only for `make test-later`, which puts this folder on the path of every Python that it starts.

libfaketime 0.9.10 moves the day but not the seconds that waiting is counted in, and refuses the way in
which Python 3.11 and newer sleep: it is replaced by one that it knows.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


try:
    time.sleep(1e-9)
except OSError:
    time.sleep = sleep
