#!/bin/sh
# Brings ONNX Runtime's shared library for this machine into ${ASSAY_NATIVE_DIR:-artifacts/native}.
#
# Quiet on success, and does nothing where the right library is there already. The library comes out of the npm package
# onnxruntime-node through npm itself, so that npm's own settings decide where from; the archive and the library are checked
# against the digests below before anything is put in place.
#
#   ASSAY_ONNXRUNTIME   use this library instead; it only has to exist
#   ASSAY_NATIVE_DIR    where to put the library
#
# Exit status: 0 the library is there; 1 it could not be brought or is not the expected one; 3 something has to be installed first.
set -eu

package=onnxruntime-node@1.30.0
archive_sha512='twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw=='
name=libonnxruntime.so.1

fail() {
    status=$1
    shift
    echo "fetch-onnxruntime: $*" >&2
    exit "$status"
}

if [ -n "${ASSAY_ONNXRUNTIME:-}" ]; then
    [ -f "$ASSAY_ONNXRUNTIME" ] || fail 1 "ASSAY_ONNXRUNTIME names $ASSAY_ONNXRUNTIME, which is not a file. Correct it or unset it."
    exit 0
fi

[ "$(uname -s)" = Linux ] || fail 3 "only Linux is served; install ONNX Runtime 1.21 or newer and name its library in ASSAY_ONNXRUNTIME."
case "$(uname -m)" in
    x86_64 | amd64)
        architecture=x64
        library_sha256=ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23
        ;;
    aarch64 | arm64)
        architecture=arm64
        library_sha256=1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76
        ;;
    *) fail 3 "no library is published for $(uname -m); build ONNX Runtime and name its library in ASSAY_ONNXRUNTIME." ;;
esac

repository=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
target=${ASSAY_NATIVE_DIR:-$repository/artifacts/native}

is_expected() {
    [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$library_sha256" ]
}

if is_expected "$target/$name"; then exit 0; fi

if ! command -v npm > /dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
        echo "fetch-onnxruntime: npm is missing; installing it with apt-get" >&2
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends npm; } > /dev/null 2>&1 ||
            fail 3 "apt-get could not install npm; install npm, or put ONNX Runtime's library somewhere and name it in ASSAY_ONNXRUNTIME."
    else
        fail 3 "npm is missing; install it (Debian: apt-get install npm), or name an existing library in ASSAY_ONNXRUNTIME."
    fi
fi

mkdir -p "$target" || fail 1 "$target cannot be made; set ASSAY_NATIVE_DIR to a folder that can be written."
# Beside the target, so that the last step is a rename on one file system.
work=$(mktemp -d "$target/.fetch.XXXXXX") || fail 1 "$target cannot be written; set ASSAY_NATIVE_DIR to another folder."
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

(cd "$work" && npm pack "$package" --silent > pack.log 2>&1) ||
    fail 1 "npm could not fetch $package: $(tail -n 1 "$work/pack.log"). Check npm's registry setting and the network."
archive=$(find "$work" -maxdepth 1 -name '*.tgz' | head -n 1)
[ -n "$archive" ] || fail 1 "npm pack left no archive of $package behind."

if command -v openssl > /dev/null 2>&1; then
    found=$(openssl dgst -sha512 -binary "$archive" | base64 | tr -d '\n')
    [ "$found" = "$archive_sha512" ] || fail 1 "the archive of $package is not the expected one (sha512 $found); nothing was kept."
else
    expected=$(printf '%s' "$archive_sha512" | base64 -d | od -An -v -tx1 | tr -d ' \n')
    found=$(sha512sum "$archive" | cut -d ' ' -f 1)
    [ "$found" = "$expected" ] || fail 1 "the archive of $package is not the expected one (sha512 $found); nothing was kept."
fi

tar -xzf "$archive" -O "package/bin/napi-v6/linux/$architecture/$name" > "$work/$name" ||
    fail 1 "the archive of $package has no library for linux/$architecture."
is_expected "$work/$name" || fail 1 "the library of $package for linux/$architecture is not the expected one; nothing was kept."
chmod 0644 "$work/$name"
mv -f "$work/$name" "$target/$name"
