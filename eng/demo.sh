#!/usr/bin/env bash
# demo.sh [--kubernetes]: the main job on real parts: integrate, divide, bind, choose, and pull; or, on a real cluster with a node, deploy.
# Every call of $roadstead below is one of the API's (docs at /openapi/v1.json).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=eng/common.sh
source eng/common.sh
# shellcheck source=eng/server.sh
source eng/server.sh
# shellcheck source=eng/images.sh
source eng/images.sh
# shellcheck source=eng/stage.sh
source eng/stage.sh
# shellcheck source=eng/pulls.sh
source eng/pulls.sh
# shellcheck source=eng/kubernetes.sh
source eng/kubernetes.sh
# shellcheck source=eng/cluster.sh
source eng/cluster.sh
# shellcheck source=eng/pods.sh
source eng/pods.sh

kubernetes=false steps=16
case "$*" in
  '') ;;
  --kubernetes) kubernetes=true steps=22 ;;
  *) die "usage: eng/demo.sh [--kubernetes]" ;;
esac

step "Prerequisites: the .NET SDK, Debian packages, a build"
need_dotnet
need_packages docker-registry skopeo apache2-utils curl jq libsqlite3-0
! $kubernetes || { need_kubernetes && need_node && need_packages openssl; }
build_server

if $kubernetes; then
  step "A real Kubernetes on this machine: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and a node (containerd, runc, kubelet)"
  start_cluster
  # Images that pods can run.
  image_program=$ROADSTEAD_KUBERNETES/pause
fi

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
push_images locked "$locked" <<'IMAGES'
team-a/backend:1.0 2026-01-12T09:00:00Z
team-a/backend:1.1 2026-03-02T09:00:00Z
team-a/backend:2.0 2026-09-21T09:00:00Z
team-a/frontend:3.1 2026-08-05T09:00:00Z
team-ab/payroll:1.0 2026-05-01T09:00:00Z
public/base:12 2026-06-30T09:00:00Z
public/base:13 2026-10-01T09:00:00Z
IMAGES
push_images open "$open" <<'IMAGES'
team-b/worker:0.9 2026-07-07T09:00:00Z
public/tools:1.4 2026-02-14T09:00:00Z
IMAGES
unset REGISTRY_AUTH_FILE

step "Roadstead on SQLite, in an empty data directory"
start_roadstead

step "Sign in as the first platform admin; a token for the API"
sign_in

step "Integrate both registries (checked before they are saved)"
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

if $kubernetes; then
  step "Connect the cluster by a kubeconfig with the rights of deploy/cluster-role.yaml, and enforce admission in it"
  connect_cluster
  step "Two workspaces, a member of the first, and a namespace each in the cluster 'demo'"
  kube create namespace a-prod >/dev/null
  kube create namespace b-prod >/dev/null
else
  step "Two workspaces, a member of the first, and a namespace each in the standalone cluster 'demo'"
  call POST /clusters '{"name":"demo","kind":"standalone"}' >/dev/null
fi
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
choose_tag a-prod "$image"

if $kubernetes; then
  show_pods
else
  show_pulls
fi

step "Explain, for the bound namespace"
explain a-prod "$reference" | show

step "Explain, for the unbound one"
explain b-prod "$reference" | show

step "The console is open"
if $kubernetes; then
  leave_open "the registries, the cluster with its node, and the server"
else
  leave_open "the registries and the server"
fi
