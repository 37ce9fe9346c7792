"""From a finished build to what readers see: releases in a bucket, and the way back to an earlier one."""
