# shellcheck shell=bash
# What the demonstrations share: parts that end with them, how they talk, and the steps that are the same. Sourced after common.sh, server.sh and images.sh, from the
# repository's root. Everything lives in one temporary directory and on loopback; Ctrl-C ends all of it.

umask 077
work=$(mktemp -d)
export TMPDIR=$work
# What is asked to end and waited for, and what is killed.
pids=() kills=()
finish() {
  local status=$? pid
  trap '' INT TERM
  end_groups
  for pid in "${pids[@]}"; do
    kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "${kills[@]}"; do
    kill -KILL "$pid" 2>/dev/null || true
    # Waited for, so that the shell does not report it.
    wait "$pid" 2>/dev/null || true
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
trap 'say "roadstead: step $current failed (line $LINENO of $0)"' ERR

# --- How a demonstration talks ---------------------------------------------------------------------------------------------------------------

current=0
# The demonstration says how many there are.
steps=0
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

# take_port: sets $port to a free loopback port that was not taken before.
port=28079
take_port() {
  while ((port < 28180)); do
    port=$((port + 1))
    # Nobody listens where a connection is refused.
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || return 0
  done
  die "no free port from 28080 to 28180"
}

# start_roadstead: on SQLite, in an empty data directory; sets $roadstead, $server and the passwords.
start_roadstead() {
  take_port
  roadstead=http://127.0.0.1:$port
  # The prefix satisfies any rule for passwords; the rest is random.
  admin_password=Demo-$(random)
  member_password=Demo-$(random)
  env ROADSTEAD_URLS="$roadstead" ROADSTEAD_PUBLIC_URL="$roadstead" ROADSTEAD_DATA_DIR="$work/data" ROADSTEAD_DATABASE= \
    ROADSTEAD_ADMIN_PASSWORD="$admin_password" ROADSTEAD_ALLOWED_NETWORKS=127.0.0.0/8 \
    dotnet "$server_dll" >"$work/server.log" 2>&1 &
  server=$!
  pids+=("$server")
  wait_for 60 "the start of the server" ready
}

ready() {
  # A dead server will never be ready: say so at once.
  kill -0 "$server" 2>/dev/null || die "the server ended at its start"
  curl --silent --fail --output /dev/null "$roadstead/healthz/ready"
}

# --- Steps -----------------------------------------------------------------------------------------------------------------------------------

sign_in() {
  local token
  printf 'user = "admin:%s"\n' "$admin_password" >"$work/admin.curlrc"
  token=$(call POST /tokens '{"name":"demo","expiresInDays":1}' | jq --raw-output .token)
  printf 'header = "Authorization: Bearer %s"\n' "$token" >"$work/admin.curlrc"
  call GET /me | jq --raw-output '"\(.user), platform role \(.platformRole)"' | show
}

# push_images REGISTRY ADDRESS <lines of name:tag and time of creation.
push_images() {
  local name created
  while read -r name created; do
    push_image "$2/$name" "$name" "$created"
    printf '%s\n' "$1/$name" | show
  done
}

integrate() {
  call POST /registries "$1" | jq --raw-output '"\(.name): \(.type) at \(.url), status \(.status), delivery \(.delivery)"' | show
}

# images_of NAMESPACE: what choose image offers there.
images_of() { call GET "/namespaces/demo/$1/images" | jq --raw-output '.items[].image'; }

offers() { images_of "$1" | grep --quiet --fixed-strings "$2"; }

# choose_tag NAMESPACE IMAGE: shows its tags, newest first, and sets $reference to the newest.
choose_tag() {
  call GET "/namespaces/demo/$1/tags?image=$2" | jq --raw-output '.items[] | "\(.tag)  \(.pushedAt)  \(.digest[0:19])  \(.reference)"' | show
  reference=$(call GET "/namespaces/demo/$1/tags?image=$2" | jq --raw-output '.items[0].reference')
}

explain() {
  call GET "/access?cluster=demo&namespace=$1&image=$2" | jq --raw-output '
    "\(.verdict) (\(.reason)): \(.message)",
    (.steps[] | "  \(if .ok == true then "ok  " elif .ok == false then "FAIL" else " -  " end) \(.check): \(.detail)" + (if .remedy then "  -> \(.remedy)" else "" end)),
    (if .remedy then "  What to do: \(.remedy)" else empty end)'
}

# leave_open WHAT: the demonstration lasts as long as its server does.
leave_open() {
  show <<EOT
Address            $roadstead
Platform admin     admin / $admin_password
Editor of team-a   anna / $member_password

Ctrl-C ends $1, and removes their data.
EOT
  wait "$server" || true
  die "the server ended"
}
