"""The directory in AWS: what the template needs beside it, and production rehearsed on this machine."""
