#!/bin/sh
# Fetches @cucumber/html-formatter from npm as the file pin says it: the version and
# the registry's checksum of it. A newer one: write both into pin (npm view
# @cucumber/html-formatter version dist.integrity), run this, look at a report.
set -eu
cd "$(dirname "$0")"
read -r version integrity < pin
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
npm pack --silent --pack-destination "$room" "@cucumber/html-formatter@$version" > /dev/null
got="sha512-$(openssl dgst -sha512 -binary "$room"/*.tgz | openssl base64 -A)"
[ "$got" = "$integrity" ] || { echo "the package is $got, and pin says $integrity" >&2; exit 1; }
tar -xzf "$room"/*.tgz -C "$room"
from="$room/package"
cp "$from/LICENSE" "$from/dist/main.js" "$from/dist/main.css" "$from/dist/main.js.LICENSE.txt" "$from/dist/src/icon.url" "$from/dist/src/index.mustache" .
chmod 644 LICENSE main.js main.css main.js.LICENSE.txt icon.url index.mustache
sha256sum LICENSE icon.url index.mustache main.css main.js main.js.LICENSE.txt > sums
