#!/usr/bin/env bash
# What the validating webhook costs over an endpoint that always allows, both in one run and one process, by HTTPS as API servers call it. Needs wrk
# from Debian. Prints the table of results/admission.md.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
mkdir "$work/bodies"
mkfifo "$work/input"
trap 'exec 3>&- || true; wait; rm -rf "$work"' EXIT

[[ -n ${BUILT:-} ]] || dotnet build bench/Roadstead.Benchmarks -c Release --nologo -v q >/dev/null
dotnet bench/Roadstead.Benchmarks/bin/Release/net10.0/Roadstead.Benchmarks.dll admission \
  tests/Roadstead.Server.Tests/Admission/Recordings/pod-create.json "$work/bodies" <"$work/input" >"$work/output" &
exec 3>"$work/input"
until grep -q '^world' "$work/output" 2>/dev/null; do sleep 0.2; done

# Every request is made once, before the clock runs; the answers must all be 200.
cat >"$work/load.lua" <<'LUA'
local requests, at = {}, 0
function init(args)
  for i = 0, 1999 do
    local body, path = io.open(args[1] .. "/" .. i .. ".json"), io.open(args[1] .. "/" .. i .. ".path")
    requests[#requests + 1] = wrk.format("POST", path:read("a"), { ["Content-Type"] = "application/json" }, body:read("a"))
    body:close() path:close()
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
LUA

# rate URL: requests a second, 8 connections.
rate() {
  wrk --threads 1 --connections 8 --duration "${SECONDS_EACH:-3}s" --script "$work/load.lua" "$1" -- "$work/bodies" |
    tee "$work/wrk.log" | sed -n 's/^Requests\/sec: *//p'
  if grep -q 'Non-2xx' "$work/wrk.log"; then cat "$work/wrk.log" >&2; exit 1; fi
}

validate=$(sed -n 's/^validate //p' "$work/output")
always=$(sed -n 's/^always //p' "$work/output")
sed -n 's/^world //p' "$work/output"
echo
echo '| reviews of a pod a second, 8 connections | always allows | validate | ratio |'
echo '|---|---|---|---|'
rate "$validate" >/dev/null # warm
rate "$always" >/dev/null
# Short turns, so that what else the machine does falls on both.
for _ in $(seq "${ROUNDS:-15}"); do
  baseline=$(rate "$always")
  measured=$(rate "$validate")
  printf '%.0f %.0f %.3f\n' "$baseline" "$measured" "$(jq --null-input "$measured / $baseline")" | tee -a "$work/rounds" >&2
done
middle=$(((${ROUNDS:-15} + 1) / 2))
median() { cut -d ' ' -f "$1" "$work/rounds" | sort --numeric-sort | sed -n "${middle}p"; }
printf '| median of %d turns | %.0f | %.0f | %.2f |\n' "${ROUNDS:-15}" "$(median 1)" "$(median 2)" "$(median 3)"
