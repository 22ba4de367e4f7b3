#!/usr/bin/env bash
# The main job on real parts: integrate, divide, bind, choose, pull. Every call below is one of the API's (docs at /openapi/v1.json).
# Everything lives in one temporary directory and on loopback; Ctrl-C ends all of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=eng/common.sh
source eng/common.sh
# shellcheck source=eng/server.sh
source eng/server.sh
# shellcheck source=eng/images.sh
source eng/images.sh

umask 077
work=$(mktemp -d)
export TMPDIR=$work
pids=()
finish() {
  local status=$? pid
  trap '' INT TERM
  end_group
  for pid in "${pids[@]}"; do
    kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "${pids[@]}"; do
    for _ in {1..50}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.2
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  if ((status != 0 && status != 130 && status != 143)) && [[ -s $work/server.log ]]; then
    say "The end of the server's log:"
    tail -n 20 "$work/server.log" >&2
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'say "roadstead: step $current failed (line $LINENO of eng/demo.sh)"' ERR

# --- How the demonstration talks -------------------------------------------------------------------------------------------------------------

current=0
steps=16
step() {
  current=$((current + 1))
  printf '[%2d/%d] %s\n' "$current" "$steps" "$*"
}
show() { sed 's/^/          /'; }

random() { od --address-radix=n --read-bytes=12 --format=x1 /dev/urandom | tr --delete ' \n'; }

# call METHOD PATH [BODY]: one call of the API as the platform admin; prints the reply. Any status but 2xx ends the demonstration with the problem's words.
call() {
  local method=$1 path=$2 body=${3-} status reply=$work/reply.json
  local options=(--silent --show-error --config "$work/admin.curlrc" --request "$method" --output "$reply" --write-out '%{http_code}')
  [[ -z $body ]] || options+=(--header 'Content-Type: application/json' --data "$body")
  : >"$reply"
  status=$(curl "${options[@]}" "$roadstead/api/v1$path")
  if [[ $status != 2* ]]; then
    say "roadstead: $method $path answered $status: $(jq --raw-output '[.code, .title, .detail, (.errors // empty | tostring)] | map(select(. != null)) | join(" - ")' "$reply" 2>/dev/null || cat "$reply")"
    return 1
  fi
  cat "$reply"
}

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || die "$what did not happen in time"
    sleep 0.2
  done
}

# --- Parts -----------------------------------------------------------------------------------------------------------------------------------

# start_registry NAME [HTPASSWD FILE]: a Docker Registry on a free loopback port; sets $address.
start_registry() {
  local name=$1 users=${2-} log=$work/$1.log
  {
    printf 'version: 0.1\nlog: { level: info }\nhttp: { addr: "127.0.0.1:0" }\nstorage: { filesystem: { rootdirectory: "%s" } }\n' "$work/$name"
    [[ -z $users ]] || printf 'auth: { htpasswd: { realm: "%s", path: "%s" } }\n' "$name" "$users"
  } >"$work/$name.yml"
  docker-registry serve "$work/$name.yml" >"$log" 2>&1 &
  pids+=("$!")
  wait_for 20 "the start of docker-registry '$name'" grep --quiet 'listening on' "$log"
  address=$(sed --quiet --regexp-extended 's/.*listening on ([0-9.]+:[0-9]+).*/\1/p' "$log" | head -n 1)
}

free_port() {
  local port
  for port in {28080..28180}; do
    # Nobody listens where a connection is refused.
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { printf '%s' "$port"; return; }
  done
  die "no free port from 28080 to 28180"
}

# images_of NAMESPACE: what choose image offers there.
images_of() { call GET "/namespaces/demo/$1/images" | jq --raw-output '.items[].image'; }

offers() { images_of "$1" | grep --quiet --fixed-strings "$2"; }

# pull NAMESPACE IMAGE: pulls as the namespace does, with its docker-config.
pull() {
  rm -rf "$work/pulled"
  skopeo --insecure-policy copy --src-tls-verify=false --authfile "$work/$1.json" "docker://$2" "dir:$work/pulled"
}

explain() {
  call GET "/access?cluster=demo&namespace=$1&image=$2" | jq --raw-output '
    "\(.verdict) (\(.reason)): \(.message)",
    (.steps[] | "  \(if .ok == true then "ok  " elif .ok == false then "FAIL" else " -  " end) \(.check): \(.detail)" + (if .remedy then "  -> \(.remedy)" else "" end)),
    (if .remedy then "  What to do: \(.remedy)" else empty end)'
}

# --- The demonstration -----------------------------------------------------------------------------------------------------------------------

step "Prerequisites: the .NET SDK, Debian packages, a build"
need_dotnet
need_packages docker-registry skopeo apache2-utils curl jq libsqlite3-0
build_server

step "Two Docker Registries: one with a password, one without"
upstream_password=$(random)
htpasswd -niB integration <<<"$upstream_password" >"$work/users"
start_registry locked "$work/users"
locked=$address
start_registry open
open=$address
printf 'locked (with a password) %s\nopen (without)           %s\n' "$locked" "$open" | show

step "Small real images, pushed with skopeo"
REGISTRY_AUTH_FILE=$work/push.json
export REGISTRY_AUTH_FILE
printf '%s' "$upstream_password" | quietly skopeo login --tls-verify=false --username integration --password-stdin "$locked"
while read -r name created; do
  push_image "$locked/$name" "$name" "$created"
  printf '%s\n' "locked/$name" | show
done <<'IMAGES'
team-a/backend:1.0 2026-01-12T09:00:00Z
team-a/backend:1.1 2026-03-02T09:00:00Z
team-a/backend:2.0 2026-09-21T09:00:00Z
team-a/frontend:3.1 2026-08-05T09:00:00Z
team-ab/payroll:1.0 2026-05-01T09:00:00Z
public/base:12 2026-06-30T09:00:00Z
public/base:13 2026-10-01T09:00:00Z
IMAGES
while read -r name created; do
  push_image "$open/$name" "$name" "$created"
  printf '%s\n' "open/$name" | show
done <<'IMAGES'
team-b/worker:0.9 2026-07-07T09:00:00Z
public/tools:1.4 2026-02-14T09:00:00Z
IMAGES
unset REGISTRY_AUTH_FILE

step "Roadstead on SQLite, in an empty data directory"
roadstead=http://127.0.0.1:$(free_port)
# The prefix satisfies any rule for passwords; the rest is random.
admin_password=Demo-$(random)
member_password=Demo-$(random)
env ROADSTEAD_URLS="$roadstead" ROADSTEAD_PUBLIC_URL="$roadstead" ROADSTEAD_DATA_DIR="$work/data" ROADSTEAD_DATABASE= \
  ROADSTEAD_ADMIN_PASSWORD="$admin_password" ROADSTEAD_ALLOWED_NETWORKS=127.0.0.0/8 \
  dotnet "$server_dll" >"$work/server.log" 2>&1 &
server=$!
pids+=("$server")
ready() {
  # A dead server will never be ready: say so at once.
  kill -0 "$server" 2>/dev/null || die "the server ended at its start"
  curl --silent --fail --output /dev/null "$roadstead/healthz/ready"
}
wait_for 60 "the start of the server" ready

step "Sign in as the first platform admin; a token for the API"
printf 'user = "admin:%s"\n' "$admin_password" >"$work/admin.curlrc"
token=$(call POST /tokens '{"name":"demo","expiresInDays":1}' | jq --raw-output .token)
printf 'header = "Authorization: Bearer %s"\n' "$token" >"$work/admin.curlrc"
call GET /me | jq --raw-output '"\(.user), platform role \(.platformRole)"' | show

step "Integrate both registries (checked before they are saved)"
integrate() {
  call POST /registries "$1" | jq --raw-output '"\(.name): \(.type) at \(.url), status \(.status), delivery \(.delivery)"' | show
}
integrate "$(jq --null-input --arg url "http://$locked" --arg password "$upstream_password" \
  '{ name: "locked", type: "docker-registry", url: $url, username: "integration", password: $password }')"
integrate "$(jq --null-input --arg url "http://$open" '{ name: "open", type: "docker-registry", url: $url }')"

step "Spaces: 'team-a' is private, 'public' is public; everything else stays in the private root '*'"
space=$(call POST /registries/locked/spaces '{"name":"team-a","visibility":"private"}' | jq --raw-output .id)
call POST /registries/locked/spaces '{"name":"public","visibility":"public"}' >/dev/null
call POST /registries/open/spaces '{"name":"public","visibility":"public"}' >/dev/null
for registry in locked open; do
  call GET "/registries/$registry/spaces" | jq --raw-output '.items[] | "\(.registry)/\(.name): \(.visibility), pulled by \(.pullPrefix)"' | show
done

step "Two workspaces, a member of the first, and a namespace each in the standalone cluster 'demo'"
call POST /clusters '{"name":"demo","kind":"standalone"}' >/dev/null
call POST /workspaces '{"name":"team-a","displayName":"Team A"}' >/dev/null
call POST /workspaces '{"name":"team-b","displayName":"Team B"}' >/dev/null
call PUT /workspaces/team-a/namespaces/demo/a-prod >/dev/null
call PUT /workspaces/team-b/namespaces/demo/b-prod >/dev/null
call POST /users "$(jq --null-input --arg password "$member_password" '{ name: "anna", password: $password, platformRole: "user" }')" >/dev/null
call PUT /workspaces/team-a/members/anna '{"role":"editor"}' >/dev/null
printf 'team-a: namespace demo/a-prod, member anna (editor)\nteam-b: namespace demo/b-prod\n' | show

step "Bind the private space 'team-a' to the workspace team-a"
call PUT "/spaces/$space/workspaces/team-a" >/dev/null
call GET "/spaces/$space" | jq --raw-output '.workspaces[] | "bound to \(.name): \(.state)"' | show

step "Choose an image: what each namespace is offered (from the index, filled in the background)"
wait_for 60 "the first crawl" offers a-prod team-a/backend
wait_for 60 "the first crawl" offers b-prod public/tools
for namespace in a-prod b-prod; do
  { printf 'demo/%s:\n' "$namespace"; images_of "$namespace" | sed 's/^/  /'; } | show
done
image=$(images_of a-prod | grep '/team-a/backend$')
if offers b-prod /team-a/; then
  die "choose image offers demo/b-prod an image of a space that it is not bound to"
fi

step "Choose a tag of $image, newest first"
call GET "/namespaces/demo/a-prod/tags?image=$image" | jq --raw-output '.items[] | "\(.tag)  \(.pushedAt)  \(.digest[0:19])  \(.reference)"' | show
reference=$(call GET "/namespaces/demo/a-prod/tags?image=$image" | jq --raw-output '.items[0].reference')

step "Pull it with skopeo as demo/a-prod, with that namespace's docker-config"
for namespace in a-prod b-prod; do
  call GET "/namespaces/demo/$namespace/docker-config" >"$work/$namespace.json"
done
pull a-prod "$reference" | show
printf 'PULLED: %s bytes in %s files\n' "$(du --bytes --summarize "$work/pulled" | cut -f 1)" "$(find "$work/pulled" -type f | wc -l)" | show

step "Pull it as demo/b-prod, whose workspace is not bound"
if refusal=$(pull b-prod "$reference" 2>&1); then
  die "demo/b-prod pulled an image of a space that it is not bound to"
fi
printf 'REFUSED: %s\n' "$(tail -n 1 <<<"$refusal" | sed --regexp-extended 's/.*msg="(.*)"$/\1/; s/\\"/"/g')" | show

step "Explain, for the bound namespace"
explain a-prod "$reference" | show

step "Explain, for the unbound one"
explain b-prod "$reference" | show

step "The console is open"
show <<EOT
Address            $roadstead
Platform admin     admin / $admin_password
Editor of team-a   anna / $member_password

Ctrl-C ends the registries and the server, and removes their data.
EOT

# The demonstration lasts as long as its server does.
wait "$server" || true
die "the server ended"
