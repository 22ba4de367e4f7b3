#!/usr/bin/env bash
# What the gateway costs over asking the registry directly, both in one run. Needs docker-registry, wrk, curl and jq from Debian, and a
# Release build of the server (./run builds one). Prints the tables of results/gateway.md.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
registry_port=${REGISTRY_PORT:-25311}
server_port=${SERVER_PORT:-25312}
registry=127.0.0.1:$registry_port
server=127.0.0.1:$server_port

cat >"$work/registry.yml" <<YML
version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $work/storage } }
http: { addr: $registry }
YML
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
pids+=($!)
ROADSTEAD_URLS=http://$server ROADSTEAD_PUBLIC_URL=http://$server ROADSTEAD_DATA_DIR=$work/data ROADSTEAD_ADMIN_PASSWORD=measured-by-nobody \
  ROADSTEAD_ALLOWED_NETWORKS=127.0.0.0/8 Logging__LogLevel__Default=Warning \
  dotnet src/Roadstead.Server/bin/Release/net10.0/roadstead-server.dll >"$work/server.log" 2>&1 &
pids+=($!)
for url in "http://$registry/v2/" "http://$server/healthz/ready"; do
  curl --silent --fail --retry 60 --retry-delay 1 --retry-all-errors --output /dev/null "$url"
done

# upload FILE: a blob of the repository open/app; prints its digest.
upload() {
  local digest location
  digest=sha256:$(sha256sum "$1" | cut -d ' ' -f 1)
  location=$(curl --silent --fail --request POST --dump-header - --output /dev/null "http://$registry/v2/open/app/blobs/uploads/" | sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p')
  curl --silent --fail --request PUT --header 'Content-Type: application/octet-stream' --upload-file "$1" "$location&digest=$digest"
  printf '%s' "$digest"
}

head --bytes=$((100 * 1024 * 1024)) /dev/urandom >"$work/blob"
printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}' >"$work/config"
blob=$(upload "$work/blob")
config=$(upload "$work/config")
type=application/vnd.oci.image.manifest.v1+json
printf '{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},"layers":[]}' \
  "$type" "$config" "$(stat --format=%s "$work/config")" >"$work/manifest"
manifest=sha256:$(sha256sum "$work/manifest" | cut -d ' ' -f 1)
curl --silent --fail --request PUT --header "Content-Type: $type" --data-binary "@$work/manifest" "http://$registry/v2/open/app/manifests/v1"

token=$(curl --silent --fail --user admin:measured-by-nobody --json '{"name":"bench","expiresInDays":1}' "http://$server/api/v1/tokens" | jq --raw-output .token)
api() { curl --silent --fail --header "Authorization: Bearer $token" --json "$2" "http://$server/api/v1/$1" >/dev/null; }
api registries "{\"name\":\"vault\",\"type\":\"docker-registry\",\"url\":\"http://$registry\",\"delivery\":\"gateway\"}"
api registries/vault/spaces '{"name":"open","visibility":"public"}'
bearer=$(curl --silent --fail "http://$server/token?service=$server" | jq --raw-output .token)

# rate URL [HEADER]: requests a second, 8 connections.
rate() {
  wrk --threads 1 --connections 8 --duration "${SECONDS_EACH:-8}s" --header "Accept: $type" ${2:+--header "$2"} "$1" |
    tee "$work/wrk.log" | sed -n 's/^Requests\/sec: *//p'
  if grep -q 'Non-2xx' "$work/wrk.log"; then cat "$work/wrk.log" >&2; exit 1; fi
}

row() { printf '| %s | %.0f | %.0f | %.2f |\n' "$1" "$2" "$3" "$(jq --null-input "$3 / $2")"; }

echo '| manifest GETs a second, 8 connections | registry | gateway | ratio |'
echo '|---|---|---|---|'
rate "http://$server/v2/vault/open/app/manifests/$manifest" >/dev/null # warm
direct=$(rate "http://$registry/v2/open/app/manifests/$manifest")
row 'by digest, anonymous' "$direct" "$(rate "http://$server/v2/vault/open/app/manifests/$manifest")"
row 'by digest, with a token' "$direct" "$(rate "http://$server/v2/vault/open/app/manifests/$manifest" "Authorization: Bearer $bearer")"
direct=$(rate "http://$registry/v2/open/app/manifests/v1")
row 'by tag, with a token' "$direct" "$(rate "http://$server/v2/vault/open/app/manifests/v1" "Authorization: Bearer $bearer")"

# speed URL: MiB a second over ten downloads, median.
speed() {
  for _ in 1 2 3 4 5 6 7 8 9; do curl --silent --fail --output /dev/null --write-out '%{speed_download}\n' "$1"; done |
    sort --numeric-sort | sed -n 5p | jq '. / 1048576'
}
echo
echo '| 100 MiB blob, MiB a second, one at a time | registry | gateway | ratio |'
echo '|---|---|---|---|'
speed "http://$server/v2/vault/open/app/blobs/$blob" >/dev/null
row 'median of nine' "$(speed "http://$registry/v2/open/app/blobs/$blob")" "$(speed "http://$server/v2/vault/open/app/blobs/$blob")"
echo
memory() { awk -v key="$1:" '$1 == key { printf "%d", $2 / 1024 }' "/proc/${pids[1]}/status"; }
echo "Memory of the server afterwards: $(memory VmRSS) MiB; at most $(memory VmHWM) MiB."
