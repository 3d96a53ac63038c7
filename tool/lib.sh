# lib.sh - sourced by the tools: where we are, how to say things, how to build and install.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PG_CONFIG=${PG_CONFIG:-pg_config}

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Compiles and installs into the server that PG_CONFIG names.
build_and_install() {
	mkdir -p build
	say "building"
	make -s -j2 all >build/make.log 2>&1 || { cat build/make.log >&2; exit 1; }
	say "installing into $("$PG_CONFIG" --version)"
	if [ -w "$("$PG_CONFIG" --pkglibdir)" ]; then
		make -s install >build/install.log 2>&1 || { cat build/install.log >&2; exit 1; }
	else
		sudo env PG_CONFIG="$PG_CONFIG" make -s install >build/install.log 2>&1 || { cat build/install.log >&2; exit 1; }
	fi
}

# Runs the rest of the calling tool against a private server.
in_private_server() {
	[ -n "${PGI_PRIVATE_SERVER:-}" ] && return
	say "starting a private server"
	PGI_PRIVATE_SERVER=1 exec tool/cluster "$0" "$@"
}
