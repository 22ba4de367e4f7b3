# shellcheck shell=bash
# Builds the server when its sources are newer than the last build. Sourced after common.sh.

server_dll=src/Roadstead.Server/bin/Release/net10.0/roadstead-server.dll

build_server() {
  local stamp=artifacts/server.built started
  need_dotnet
  need_packages libsqlite3-0
  if [[ -f $stamp && -f $server_dll && -z $(newer_sources "$stamp") ]]; then
    return 0
  fi
  say "Building Roadstead ..."
  mkdir -p "artifacts"
  # Dated from the start of the build: an edit made meanwhile is newer than the stamp.
  started=$(mktemp "artifacts/build.XXXXXX")
  if ! quietly dotnet build "src/Roadstead.Server" --configuration Release --nologo --verbosity quiet -p:UseSharedCompilation=false; then
    rm -f "$started"
    die "the build failed"
  fi
  mv "$started" "$stamp"
}

newer_sources() {
  find src Directory.*.props global.json .editorconfig \
    \( -name bin -o -name obj \) -prune -o -type f -newer "$1" -print -quit
}
