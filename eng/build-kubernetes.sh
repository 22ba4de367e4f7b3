#!/usr/bin/env bash
# build-kubernetes.sh VERSION DIRECTORY PROGRAM...: builds the programs, and the one that pods of the tests run, from Debian's source package.
# The directory appears in one step, complete. Needs golang-go, rsync, make and dpkg-dev.
set -euo pipefail

version=$1 directory=$2
shift 2
programs=("$@")

build=$(mktemp -d "$directory.build-XXXXXX")
cleanup() {
  # Go's caches are read-only.
  chmod -R u+w "$build"
  rm -rf "$build"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$build"

# From the Debian mirror that this machine's apt already uses, checked by Debian's own keys; apt's own lists stay as they are.
mkdir -p lists/partial
apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | sort --unique |
  sed 's|.*|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] & bookworm main|' >sources.list
# The lists and the download are in this user's own directory, which apt's sandbox user may not enter.
options=(-o "Dir::Etc::SourceList=$build/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$build/lists" -o Acquire::Languages=none -o APT::Sandbox::User=root -o Acquire::Retries=5)
apt-get "${options[@]}" update
apt-get "${options[@]}" source --download-only kubernetes golang-github-modern-go-reflect2

mkdir source
tar --extract --strip-components=1 --directory=source --file="$(echo kubernetes_*.orig.tar.*)"
# The copy of this library in the tree is older than Debian's Go, which breaks it: the API server would crash at the first patch of a mutating webhook.
rm -r source/vendor/github.com/modern-go/reflect2
mkdir source/vendor/github.com/modern-go/reflect2
tar --extract --strip-components=1 --directory=source/vendor/github.com/modern-go/reflect2 --file="$(echo golang-github-modern-go-reflect2_*.orig.tar.*)"
mkdir -p source/.go/src/k8s.io
ln -s ../../.. source/.go/src/k8s.io/kubernetes
export GOCACHE=$build/gocache GOPROXY=off CGO_ENABLED=0
# Upstream's make: plain 'go build' refuses this go.mod with Debian's Go.
(cd source && GOPATH=$PWD/.go make WHAT="${programs[*]/#/cmd/}" KUBE_GIT_VERSION="v$version")

mkdir programs pause
for program in "${programs[@]}"; do
  cp "source/_output/bin/$program" programs/
done

# What the sandbox of a pod and the pods of the tests run: it waits until it is told to end.
cat >pause/main.go <<'GO'
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	<-signals
}
GO
(cd pause && GO111MODULE=off go build -ldflags='-s -w' -o ../programs/pause main.go)
mv programs "$directory"
