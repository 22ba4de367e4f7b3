#!/usr/bin/env bash
# guide.sh: takes the pictures of docs/guide anew, in each language, while the walks of the end-to-end tests go through the running console.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=eng/common.sh
source eng/common.sh
# shellcheck source=eng/kubernetes.sh
source eng/kubernetes.sh

(($# == 0)) || die "usage: eng/guide.sh"

# What they look like depends on the fonts: these, and no others that happen to be here, are Debian's own.
need_dotnet
need_packages libsqlite3-0 docker-registry skopeo apache2-utils chromium-headless-shell fonts-dejavu-core fonts-noto-cjk pngquant
need_kubernetes

directory=$(mktemp -d)
export TMPDIR=$directory/tmp
mkdir "$TMPDIR"
finish() {
  local status=$?
  end_groups
  rm -rf "$directory"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tests=Roadstead.EndToEnd.Tests
say "Building ..."
quietly in_group dotnet restore Roadstead.slnx --locked-mode --verbosity quiet || die "the restore failed"
quietly in_group dotnet build "tests/$tests" --no-restore --configuration Release --nologo --verbosity quiet -p:UseSharedCompilation=true -p:SharedCompilationId="roadstead-guide-$$" || die "the build failed"

for language in en zh-Hans; do
  say "Walking through the console ($language) ..."
  pictures=$directory/$language
  quietly in_group env ROADSTEAD_GUIDE_PICTURES="$pictures" ROADSTEAD_GUIDE_LANGUAGE="$language" \
    dotnet "tests/$tests/bin/Release/net10.0/$tests.dll" --no-progress --filter-class "$tests.Walks.WalkTests" || die "a walk did not arrive"
  # A screen has few colours: with a palette of them a picture is a third as large.
  pngquant --force --ext .png --strip --speed 1 "$pictures"/*.png
  home=docs/guide
  [[ $language == en ]] || home+=/$language
  rm -rf "$home/pictures"
  mkdir -p "$home"
  cp -r "$pictures" "$home/pictures"
done

say "The guide has $(find docs/guide -name '*.png' | wc -l) pictures of $(find docs/guide -name '*.png' -printf '%s\n' | awk '{ sum += $1 } END { printf "%.1f", sum / 1e6 }') MB."
