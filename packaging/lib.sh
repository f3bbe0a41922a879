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
        [ "$name" = npm ] && command -v npm >/dev/null && continue # other packages of Node.js bring their own, in conflict with Debian's
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

# Where KSyntaxHighlighting for Qt 6 is kept once it was built: outside of the build folders, for all checkouts of this user.
syntax_prefix() { printf '%s/kilter/ksyntaxhighlighting-5.116.0-%s' "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}" "$(. /etc/os-release; echo "${VERSION_CODENAME:-any}")"; }

# Debian 12 has KSyntaxHighlighting for Qt 5 only, so it is built once from Debian's own newer source, into syntax_prefix. Never fatal:
# without it the build goes on, and SQL and JSON are not coloured. About two minutes.
build_syntax_highlighting() {
    local prefix
    [ -r /etc/os-release ] && [ "$(. /etc/os-release; echo "${VERSION_ID:-}")" = 12 ] || return 0
    prefix=$(syntax_prefix)
    [ ! -d "$prefix/lib" ] || return 0
    command -v apt-get >/dev/null && command -v dpkg-source >/dev/null && is_installed extra-cmake-modules || {
        say "(KSyntaxHighlighting cannot be built without extra-cmake-modules and dpkg-dev: SQL and JSON will not be coloured)"
        return 0
    }
    step "KSyntaxHighlighting for Qt 6, once, into $prefix"
    local log=$prefix.log
    mkdir -p "${prefix%/*}"
    if (set -e; build_syntax_from_source "$prefix") >"$log" 2>&1 && [ -d "$prefix/lib" ]; then
        say "built"
    else
        say "(it could not be built, see $log; the build goes on, SQL and JSON will not be coloured)"
        rm -rf "$prefix"
    fi
}

# Only the tarball of Debian's source package is wanted: our sources.list stays as it is, the lists go to a folder of their own.
build_syntax_from_source() {
    local prefix=$1 ver=5.116.0 t uri
    t=$(mktemp -d)
    trap "rm -rf '$t'" EXIT # now, while the name is known
    mkdir -p "$t/lists/partial" "$t/parts"
    . /etc/os-release
    uri=$(apt-get indextargets --format '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)' |
        awk -F'|' -v r="$VERSION_CODENAME" '$1=="Packages"&&$3==r&&$4=="main"{print $2;exit}')
    [ -n "$uri" ]
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri trixie main" >"$t/sources.list"
    local o=(-qq -o Dir::Etc::sourcelist="$t/sources.list" -o Dir::Etc::sourceparts="$t/parts" -o Dir::State::lists="$t/lists"
        -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root)
    apt-get "${o[@]}" update
    cd "$t"
    apt-get "${o[@]}" source --download-only --tar-only ksyntax-highlighting=$ver-1
    echo "6f8ccacebd0dc9ce050b2b23b715750c97938b3336fbbb80967920cb8c1dfaa7  ksyntax-highlighting_$ver.orig.tar.xz" | sha256sum -c
    tar -xf ksyntax-highlighting_$ver.orig.tar.xz
    cd syntax-highlighting-$ver
    sed -i "s/^find_package(ECM $ver /find_package(ECM 5.103.0 /" CMakeLists.txt
    cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DQT_MAJOR_VERSION=6 -DBUILD_TESTING=OFF -DBUILD_SHARED_LIBS=OFF \
        -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_INSTALL_PREFIX="$prefix.new"
    cmake --build build --parallel "$(nproc)"
    cmake --install build
    mv "$prefix.new" "$prefix"
}

# Where the parsers of packaging/parsers are kept, for all checkouts of this user; tests look there.
parsers_folder() { printf '%s/kilter/diagram-parsers' "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}"; }

# Installs the parsers of other tools that judge exported diagrams, in the versions of the lock file. Never fatal: without them the tests that
# ask them are skipped (where KILTER_REQUIRE_SERVICES=1 only if npm tried and could not reach them: the file "unreachable" says so).
install_parsers() {
    local folder status=0
    folder=$(parsers_folder)
    cmp -s packaging/parsers/package-lock.json "$folder/package-lock.json" && [ -d "$folder/node_modules" ] && return
    command -v npm >/dev/null || { say "(without npm the parsers of Mermaid and DBML cannot be installed)"; return; }
    step "Parsers of Mermaid and DBML, once, into $folder"
    rm -rf "$folder.new"
    mkdir -p "$folder.new"
    cp packaging/parsers/package.json packaging/parsers/package-lock.json "$folder.new/"
    (cd "$folder.new" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) </dev/null || status=$?
    if [ $status != 0 ]; then
        rm -rf "$folder.new"
        mkdir -p "$folder"
        touch "$folder/unreachable"
        say "(npm could not install them: the tests that ask them are skipped)"
        return
    fi
    rm -rf "$folder"
    mv "$folder.new" "$folder"
}

# build PRESET [CMAKE-OPTION…]: configures and builds; BUILD_TARGETS names what, default all.
build() {
    local preset=$1
    shift
    command -v cmake >/dev/null || die "cmake is not installed; packaging/packages.list names what is used"
    [ "$preset" = core-only ] || build_syntax_highlighting
    [ ! -d "$(syntax_prefix)/lib" ] || set -- -DKILTER_SYNTAX_PREFIX="$(syntax_prefix)" "$@"
    cmake --preset "$preset" "$@"
    cmake --build "build/$preset" --parallel "$(nproc)" ${BUILD_TARGETS:+--target $BUILD_TARGETS}
}

# 75 → "1 min 15 s"
duration() { if [ "$1" -ge 60 ]; then echo "$(($1 / 60)) min $(($1 % 60)) s"; else echo "$1 s"; fi; }
