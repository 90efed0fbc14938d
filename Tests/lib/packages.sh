# Sourced. Installs Debian packages that are missing, and starts no service by that.
# shellcheck shell=bash
# shellcheck source=Tests/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# shellcheck disable=SC2034 # used by those who source this file
# What the toolchain itself and building need, what running and trying it out needs, what the tests need.
declare -a \
    build_packages=(git gcc libc6-dev libstdc++-12-dev libcurl4 libncurses6 libxml2 tzdata pkg-config libedit-dev
        libpq-dev librabbitmq-dev libsimdjson-dev libsqlite3-dev libssl-dev libsystemd-dev libxlsxwriter-dev
        libzip-dev) \
    run_packages=(rabbitmq-server python3) \
    test_packages=(postgresql prometheus python3-venv sqlite3 faketime tmux chromium chromium-driver valgrind
        amqp-tools default-jdk-headless librabbitmq-client-java)

# What the files of Deploy/ are checked with; what the Debian package
# is made with, and tried with.
# shellcheck disable=SC2034
test_packages+=(mandoc prometheus shellcheck systemd) \
    packing_packages=(dpkg-dev debhelper git patchelf python3) \
    package_test_packages=(debootstrap lintian)

missing_packages() {
    local name
    for name; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null | grep -q '^.i' || echo "$name"
    done
}

# A package's maintainer scripts start its service unless /usr/sbin/policy-rc.d says no. Ours stands there
# only while apt-get runs; the machine's own comes back afterwards, also on Ctrl-C.
without_services() (
    policy=/usr/sbin/policy-rc.d own="Put here by rebated's package helper while it installs; safe to remove."
    saved=$policy.before-rebated
    if [[ -e $policy ]] && ! grep -qF "$own" "$policy"; then mv "$policy" "$saved"; fi
    trap 'rm -f "$policy"; if [[ -e $saved ]]; then mv "$saved" "$policy"; fi' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\n# %s\nexit 101\n' "$own" >"$policy"
    chmod 755 "$policy"
    "$@"
)

install_packages() {
    local log options=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=600)
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! apt-get install "${options[@]}" "$@" >"$log" 2>&1; then
        # The lists of a fresh system are empty or old.
        if ! { apt-get update -q && apt-get install "${options[@]}" "$@"; } >"$log" 2>&1; then
            tail -n 20 "$log" >&2
            die "apt-get could not install: $*"
        fi
    fi
    rm -f "$log"
}

# need_packages PACKAGE…: as root installs what is missing; as somebody else says what to install.
need_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if [[ $(id -u) != 0 ]]; then
        die "These Debian packages are missing, and installing them needs root:" "
    sudo apt-get install --no-install-recommends ${missing[*]}
then run this again. (A broker that the package starts as a service is not used; it may be stopped.)"
    fi
    say "installing ${missing[*]}"
    (
        flock 9
        without_services install_packages "${missing[@]}"
    ) 9>/run/lock/rebated-packages
}

# need_swift: a toolchain that can build the package.
need_swift() {
    command -v swift >/dev/null ||
        die "There is no Swift toolchain on the PATH. Version 6.3 or newer is needed: https://www.swift.org/install/linux/"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [[ $(printf '%s\n' 6.3 "${version:-0}" | sort -V | head -n 1) == 6.3 ]] ||
        die "Swift ${version:-of unknown version} is too old: 6.3 or newer is needed (https://www.swift.org/install/linux/)"
}
