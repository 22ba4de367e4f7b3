# shellcheck shell=bash
# Builds the server when its sources are newer than the last build. Sourced after common.sh.

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
  # Dated from the start of the build: an edit made meanwhile is newer than the stamp.
  started=$(mktemp artifacts/build.XXXXXX)
  if ! quietly dotnet build src/Roadstead.Server --configuration Release --nologo --verbosity quiet -p:UseSharedCompilation=false; then
    rm -f "$started"
    die "the build failed"
  fi
  mv "$started" "$stamp"
}

# Folders count too: a deleted file shows in its folder's time.
newer_sources() {
  find src Directory.*.props global.json .editorconfig \
    \( -name bin -o -name obj \) -prune -o -newer "$1" -print -quit
}
