#!/usr/bin/env bash
# Judges what lies under deploy, each file by the program that will read it: the rules of Prometheus and their unit tests, the proxies'
# and systemd's configuration, the Helm chart and the compose files. What is missing and may not be installed here is named in the
# last line, and only with CI=true is it a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
missing=() failed=0

# judge COMMAND PACKAGE FUNCTION: runs the function if there is the command.
judge() {
  if ! need "$1" "$2"; then
    missing+=("$2")
    return
  fi
  say "$3"
  "$3" || { echo "deploy: $3 found something" >&2; failed=1; }
}

prometheus_rules() {
  promtool check config --lint=all --lint-fatal deploy/prometheus/prometheus.yaml &&
    promtool test rules deploy/prometheus/tests/*.yaml
}

caddy_configuration() {
  local file
  for file in deploy/caddy/Caddyfile deploy/caddy/instances.Caddyfile; do
    XDG_DATA_HOME=$scratch XDG_CONFIG_HOME=$scratch caddy validate --adapter caddyfile --config "$file" 2>"$scratch/caddy" ||
      { cat "$scratch/caddy" >&2; return 1; }
    [ -z "$(caddy fmt --diff "$file" 2>&1 | grep '^[-+]')" ] || { echo "$file: run caddy fmt --overwrite" >&2; return 1; }
  done
}

# The example names certificates that only its host has, so it gets others, and the rest of a configuration around it. nginx opens the
# ports even for a test: here those of the loopback address, above 1024.
nginx_configuration() {
  mkdir -p "$scratch/nginx"
  openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=quiz.example.org -keyout "$scratch/nginx/key.pem" \
    -out "$scratch/nginx/fullchain.pem" 2>/dev/null
  sed -e "s|/etc/ssl/quiz.example.org|$scratch/nginx|" -e '/listen \[::\]/d' -e 's/listen \([0-9]*\)/listen 127.0.0.1:20\1/' \
    deploy/nginx/trivium.conf >"$scratch/nginx/trivium.conf"
  printf 'pid %s/pid;\nevents {}\nhttp {\n  access_log off;\n  include %s/trivium.conf;\n}\n' \
    "$scratch/nginx" "$scratch/nginx" >"$scratch/nginx.conf"
  nginx -t -q -p "$scratch/nginx" -e stderr -c "$scratch/nginx.conf"
}

# An unknown setting is only a remark to systemd-analyze, so any remark about the unit counts; those about others are none of ours.
# What the unit runs is not installed here.
systemd_unit() {
  sed 's|^\(Exec[A-Za-z]*\)=.*|\1=/bin/true|' deploy/systemd/trivium.service >"$scratch/trivium.service"
  local said
  if ! said=$(systemd-analyze verify --man=no --recursive-errors=no "$scratch/trivium.service" 2>&1) ||
    grep -q 'trivium\.service' <<<"$said"; then
    echo "$said" >&2
    return 1
  fi
}

chart_and_compose() {
  (cd deploy/check && go vet . && go run . ..)
}

judge promtool prometheus prometheus_rules
judge caddy caddy caddy_configuration
if need openssl openssl; then judge nginx nginx-light nginx_configuration; else missing+=(openssl); fi
judge systemd-analyze systemd systemd_unit
judge go golang chart_and_compose

if [ ${#missing[@]} -gt 0 ]; then
  [ "${CI:-}" = true ] && failed=1
  printf 'Not everything under deploy was judged. Please install: %s\n' "${missing[*]}"
fi
exit "$failed"
