#!/bin/sh
# Fetches what AWS does not bring, for its machines and not for this one, at the versions of the lock.
set -eu
rm -rf build/packages
for name in jinja2 markupsafe phonenumberslite pyrage pyyaml xkcdpass; do
  sed -n "/^$name==/p" requirements.txt | sed 's/ *\\$//'
done > build-packages.txt
trap 'rm -f build-packages.txt' EXIT
.venv/bin/python -m pip install --quiet --no-deps --only-binary :all: --python-version 3.13 --implementation cp \
  --platform manylinux_2_17_aarch64 --platform manylinux2014_aarch64 --target build/packages -r build-packages.txt
