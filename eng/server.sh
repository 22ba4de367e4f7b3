# shellcheck shell=bash
# Builds the server when its sources are newer than the last build. Sourced after common.sh;
# who calls build_server traps signals with end_groups.

server_dll=src/Roadstead.Server/bin/Release/net10.0/roadstead-server.dll

build_server() {
  local stamp=artifacts/server.built started project
  need_dotnet
  need_packages libsqlite3-0
  if [[ -f $stamp && -f $server_dll && -z $(newer_sources "$stamp") ]]; then
    return 0
  fi
  say "Building Roadstead ..."
  # Output folders first: one that the build adds would make its project's folder look edited.
  for project in src/*/; do
    mkdir -p "$project/bin" "$project/obj"
  done
  mkdir -p artifacts
  started=$(date +%s.%N)
  quietly in_group dotnet build src/Roadstead.Server --configuration Release --nologo --verbosity quiet -p:UseSharedCompilation=false || die "the build failed"
  # Dated from the start of the build: an edit made meanwhile is newer.
  touch --date="@$started" "$stamp"
}

# Folders count too: a deleted file shows in its folder's time.
newer_sources() {
  find src Directory.*.props global.json .editorconfig \
    \( -name bin -o -name obj \) -prune -o -newer "$1" -print -quit
}
