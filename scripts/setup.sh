# What demo and test have in common; sourced by them from the top folder.
# Each step looks first whether it is done, so that everything can be run again.

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

fail() {
  printf '\nerror: %s\nhint:  %s\n' "$1" "$2" >&2
  exit 3
}

# A network with a certificate authority of its own: pip reads another variable.
if [ -n "${SSL_CERT_FILE:-}" ]; then
  export PIP_CERT="${PIP_CERT:-$SSL_CERT_FILE}"
fi

is_debian_root() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

install_packages() {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
  local candidate
  for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  fail "no Python 3.11 or newer is here" "install one, then run this again"
}

# make_environment EXTRAS: a virtual environment in .venv with the project and, say, [dev].
make_environment() {
  local python stamp
  python=$(find_python) || exit 3
  stamp=".venv/installed-$(cat pyproject.toml scripts/setup.sh | cksum | cut -d' ' -f1)$1"
  [ -e "$stamp" ] && return
  say "Making a virtual environment in .venv"
  if ! "$python" -m venv .venv; then
    is_debian_root || fail "$python can't make virtual environments" "sudo apt-get install python3-venv"
    install_packages python3-venv
    "$python" -m venv .venv
  fi
  .venv/bin/python -m pip install --quiet --upgrade pip
  .venv/bin/python -m pip install --quiet --editable ".$1"
  touch "$stamp"
}

engine_answers() { .venv/bin/python -c 'from roadmap_lab.sandbox.engine import connect; connect()' 2>/dev/null; }

ensure_engine() {
  engine_answers && return
  if [ -n "${DOCKER_HOST:-}" ] || ! is_debian_root; then
    .venv/bin/roadmap-lab doctor || true
    fail "no Docker engine answers" "run the command above, then run this again"
  fi
  if ! command -v dockerd >/dev/null; then
    say "Installing a Docker engine"
    install_packages docker.io
  fi
  say "Starting the Docker engine"
  if [ -d /run/systemd/system ]; then
    systemctl start docker
  else
    setsid nohup dockerd >/var/log/dockerd.log 2>&1 </dev/null &
  fi
  local _
  for _ in $(seq 60); do
    engine_answers && return
    sleep 1
  done
  tail -n 20 /var/log/dockerd.log >&2 || true
  fail "the Docker engine did not start" "its last lines are above"
}

ensure_images() {
  say "Building the images (once)"
  .venv/bin/roadmap-lab images build && return
  # Where no registry gives a base image, mmdebstrap makes one.
  if is_debian_root && ! command -v mmdebstrap >/dev/null; then
    install_packages mmdebstrap
    .venv/bin/roadmap-lab images build
  else
    exit 3
  fi
}
