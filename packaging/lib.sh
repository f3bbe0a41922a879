# Shared by quickstart, test and .ci/run: what they say, what they install, how they build. Source it; it changes to the checkout.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$1" >&2; exit "${2:-1}"; }

# Prints "PACKAGE<tab>WHY" for the groups named, as this release of Debian calls them.
packages_of() {
    local release=13 # what is neither 12 nor 13 is most like the newest known one
    if [ -r /etc/os-release ] && [ "$(. /etc/os-release; echo "${VERSION_ID:-}")" = 12 ]; then release=12; fi
    awk -v groups=" $* " -v release="$release" '
        /^#/ || NF < 3 || !index(groups, " " $1 " ") { next }
        { name = $2 }
        name ~ /^[0-9]+:/ { split(name, part, ":"); if (part[1] != release) next; name = part[2] }
        { why = $0; sub(/^[^ ]+ +[^ ]+ +/, "", why); print name "\t" why }' packaging/packages.list
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Runs a command as root: directly, or through sudo. install_packages has made sure that one of them works.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

may_become_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; } # without a terminal nobody can type the password
}

# Debian starts a server as soon as its package is installed. The tests start their own, so none is wanted: policy-rc.d is
# Debian's switch for that, set only while packages are installed and only where the machine has no such file of its own.
apt_install() {
    local policy=/usr/sbin/policy-rc.d ours=no status=0
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
        ours=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null || status=$?
    [ $ours = no ] || as_root rm -f $policy
    return $status
}

# install_packages YES|NO GROUP…: installs what is missing of the groups, saying what and why. With "no" it installs nothing.
install_packages() {
    local install=$1 name why missing=()
    shift
    if [ "$install" = no ]; then
        say "Packages are left to you (--no-install); packaging/packages.list says what is used and why."
        return
    fi
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
        die "this is no Debian system: provide what packaging/packages.list names, then call it again with --no-install"
    while IFS=$'\t' read -r name why; do
        is_installed "$name" && continue
        [ ${#missing[@]} -gt 0 ] || step "Packages that are missing, and what they are for"
        printf '  %-22s %s\n' "$name" "$why"
        missing+=("$name")
    done <<<"$(packages_of "$@")" # not <(…): that needs /dev/fd, which a bare chroot may lack
    if [ ${#missing[@]} = 0 ]; then say "All packages that are needed are installed."; return; fi
    may_become_root || die "packages are missing and neither root nor sudo is at hand. Ask an administrator for:
    apt-get install --no-install-recommends ${missing[*]}
or provide them in another way and call it again with --no-install."
    step "apt-get update, apt-get install"
    as_root apt-get update -q </dev/null || say "(apt-get update reported a problem; going on with the lists at hand)"
    apt_install "${missing[@]}" || die "apt-get could not install them; its messages stand above"
}

# build PRESET [CMAKE-OPTION…]: configures and builds; BUILD_TARGETS names what, default all.
build() {
    local preset=$1
    shift
    command -v cmake >/dev/null || die "cmake is not installed; packaging/packages.list names what is used"
    cmake --preset "$preset" "$@"
    cmake --build "build/$preset" --parallel "$(nproc)" ${BUILD_TARGETS:+--target $BUILD_TARGETS}
}

# 75 → "1 min 15 s"
duration() { if [ "$1" -ge 60 ]; then echo "$(($1 / 60)) min $(($1 % 60)) s"; else echo "$1 s"; fi; }
