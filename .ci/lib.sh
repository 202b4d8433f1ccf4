# Small words that the scripts beside this file share. Sourced, never run.
# shellcheck shell=bash

say() { printf '\n== %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
may_install() { [ "$(id -u)" = 0 ] && have apt-get; }

# install PACKAGE...: without questions, recommendations or started services. RUNLEVEL=1 keeps a package's
# service (Redis, Prometheus) from being started: tests start their own on free ports.
install() {
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >"${install_log:-/dev/null}" 2>&1
}

# need COMMAND PACKAGE...: true when the command is there, or could be installed.
need() {
  local command=$1
  shift
  have "$command" && return 0
  may_install || return 1
  say "installing $*"
  install "$@" && have "$command"
}

# roomy_tmp prints a folder for temporary files with at least 4 GiB free: linking with the race detector and a
# browser's profile are large, and /tmp may be a small part of memory.
roomy_tmp() {
  local dir
  for dir in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
    if [ -w "$dir" ] && [ "$(df -Pk "$dir" | awk 'NR==2 {print $4}')" -gt $((4 * 1024 * 1024)) ]; then
      printf '%s\n' "$dir"
      return
    fi
  done
  printf '%s\n' "${TMPDIR:-/tmp}"
}
