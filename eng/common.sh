# shellcheck shell=bash
# What the scripts share. Sourced, never run, by scripts that stand in the root of the repository.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# No build server stays behind when a script ends.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '%s\n' "$*" >&2; }

die() {
  say "roadstead: $*"
  exit 1
}

# be_batch: this script and what it starts are scheduled as a batch of which each may have a processor for 6 ms at once: its caches stay warm.
# It is chrt --batch (policy 3) with that time, which Linux takes since 6.12 and chrt does not know; by perl, which every Debian has.
be_batch() {
  local call
  case $(uname --machine) in
    x86_64) call=314 ;;
    aarch64) call=274 ;;
    *) return 1 ;;
  esac
  perl -e 'my $how = pack("L2QlLQ3", 48, 3, 0, 0, 0, 6_000_000, 0, 0); exit(syscall($ARGV[0] + 0, $ARGV[1] + 0, $how, 0) != 0)' "$call" "$$"
}

need_dotnet() {
  local found
  if ! command -v dotnet >/dev/null 2>&1; then
    die "the .NET SDK 10 is missing: install it (dotnet-sdk-10.0, https://dot.net/download) and put 'dotnet' on the PATH"
  fi
  found=$(dotnet --list-sdks | cut -d ' ' -f 1 | paste -sd ' ' -)
  case " $found" in
    *' 10.'*) ;;
    *) die "the .NET SDK 10 is missing (found: ${found:-none}): install it (dotnet-sdk-10.0, https://dot.net/download)" ;;
  esac
}

# need_packages NAME...: Debian packages. Installs what is missing as root; otherwise one line names it.
need_packages() {
  local name missing=()
  command -v dpkg-query >/dev/null 2>&1 || die "this needs Debian 12 or later, with the packages: $*"
  for name in "$@"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null || true) == installed ]] || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    die "missing packages; install them with: sudo apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "Installing Debian packages: ${missing[*]}"
  # The lists may be absent, or so old that what they name is gone.
  apt-get install --simulate "${missing[@]}" >/dev/null 2>&1 || apt_update || true
  apt_install "${missing[@]}" || { apt_update && apt_install "${missing[@]}"; } || die "'apt-get install' failed for: ${missing[*]}"
}

# For the lock of the lists apt does not wait by itself, and a machine that has just started may be reading them.
apt_update() {
  local deadline=$((SECONDS + 300)) status said
  while true; do
    status=0
    said=$(LC_ALL=C apt-get update --quiet --quiet -o Acquire::Retries=5 2>&1) || status=$?
    ((status != 0 && SECONDS < deadline)) && [[ $said == *'Could not get lock'* ]] || break
    sleep 1
  done
  [[ -z $said ]] || say "$said"
  return "$status"
}

# Somebody else's installation is waited for.
apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends --quiet -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 "$@" |
    sed --unbuffered --quiet --regexp-extended 's/^(Setting up [^ ]+).*/  \1/p' >&2
}

# quietly COMMAND...: shows the output only when the command fails.
quietly() {
  local log out in status=0
  log=$(mktemp)
  exec {out}>"$log" {in}<"$log"
  # Nameless from here on, so that no interruption leaves it behind.
  rm -f "$log"
  "$@" >&"$out" 2>&1 || status=$?
  ((status == 0)) || cat <&"$in" >&2
  exec {out}>&- {in}<&-
  return "$status"
}

# start_group COMMAND...: starts it in a process group of its own, whose number is then in $group, so that end_groups ends it with all its children.
group=
declare -A groups=()
start_group() {
  set -m
  "$@" </dev/null &
  set +m
  group=$!
  groups[$group]=1
}

# wait_group GROUP: waits for its command and returns its status.
wait_group() {
  local status=0
  wait "$1" || status=$?
  # What a crashed command left behind.
  kill -KILL -- "-$1" 2>/dev/null || true
  unset "groups[$1]"
  return "$status"
}

# in_group COMMAND...: one after the other.
in_group() {
  start_group "$@"
  wait_group "$group"
}

# Asks first: tests stop what they started by themselves.
end_groups() {
  local one left
  for one in "${!groups[@]}"; do
    kill -INT -- "-$one" 2>/dev/null || true
  done
  for _ in {1..50}; do
    left=false
    for one in "${!groups[@]}"; do
      ! kill -0 -- "-$one" 2>/dev/null || left=true
    done
    $left || break
    sleep 0.2
  done
  for one in "${!groups[@]}"; do
    kill -KILL -- "-$one" 2>/dev/null || true
  done
  groups=()
}
