#!/usr/bin/env bash
# node.sh NAME DIRECTORY KUBECONFIG SUBNET PORT: a real Kubernetes node (containerd, runc, kubelet) on this machine, until its standard input closes.
# The programs are in $ROADSTEAD_KUBERNETES. DIRECTORY gets containerd.sock, containerd.log, kubelet.log, manifests/ for static pods, and hosts/ for
# where else containerd finds a registry (hosts/docker.io/hosts.toml).
#
# The node lives in process and mount namespaces of its own, with all its files in memory: when its first process ends, in whatever way,
# the kernel ends the others and takes mounts, files, network namespaces and interfaces with it. Only control groups are removed by hand.
# The network is the machine's, so that 127.0.0.1 in the name of an image means the same as everywhere else here.
set -euo pipefail

name=$1 directory=$2 kubeconfig=$3 subnet=$4 port=$5

# --- Outside: the namespaces and the control groups ------------------------------------------------------------------------------------------

groups=/sys/fs/cgroup
# Version 1 has a tree per controller, version 2 is one tree.
trees() {
  if [[ -e $groups/cgroup.controllers ]]; then
    printf '%s\n' "$groups"
  else
    find "$groups" -maxdepth 1 -mindepth 1 -type d -exec test -e '{}/cgroup.procs' ';' -print
  fi
}

# remove_groups NAME: false while a process of it is still ending.
remove_groups() {
  local tree status=0
  while read -r tree; do
    [[ ! -d $tree/$1 ]] || find "$tree/$1" -depth -type d -exec rmdir '{}' ';' 2>/dev/null || true
    [[ ! -d $tree/$1 ]] || status=1
  done < <(trees)
  return "$status"
}

# enter_groups NAME: makes them and moves this process there.
enter_groups() {
  local tree
  while read -r tree; do
    mkdir "$tree/$1"
    # A cpuset takes no process before it has processors and memory.
    if [[ -e $tree/cpuset.cpus && -e $tree/cpuset.mems ]]; then
      cat "$tree/cpuset.cpus" >"$tree/$1/cpuset.cpus"
      cat "$tree/cpuset.mems" >"$tree/$1/cpuset.mems"
    fi
    echo "$BASHPID" >"$tree/$1/cgroup.procs"
  done < <(trees)
}

if [[ ${6-} != inside ]]; then
  ((EUID == 0)) || { printf 'A Kubernetes node needs root.\n' >&2; exit 1; }
  # What an earlier node that was killed could not remove. The name ends in the process that owned it.
  while read -r tree; do
    for left in "$tree"/roadstead-node-*; do
      [[ ! -d $left ]] || kill -0 "${left##*-}" 2>/dev/null || remove_groups "${left##*/}" || true
    done
  done < <(trees)

  group=roadstead-node-$$
  {
    enter_groups "$group"
    exec unshare --mount --pid --cgroup --fork --kill-child --mount-proc --propagation private "$BASH" "$0" "$@" inside
  } <&0 &
  child=$!
  trap 'kill -KILL "$child" 2>/dev/null || true' INT TERM
  status=0
  wait "$child" || status=$?
  # A signal ends the wait before the child has ended.
  wait "$child" 2>/dev/null || true
  for _ in {1..50}; do
    ! remove_groups "$group" || break
    sleep 0.1
  done
  exit "$status"
fi

# --- Inside: this is process 1 ---------------------------------------------------------------------------------------------------------------

programs=$ROADSTEAD_KUBERNETES

# The own control groups are the root of what is seen here, so that whatever runc makes lies below them.
if [[ -e $groups/cgroup.controllers ]]; then
  mount -t cgroup2 cgroup2 "$groups"
  # Version 2 wants processes in the leaves alone.
  mkdir "$groups/node"
  echo 0 >"$groups/node/cgroup.procs"
else
  mapfile -t mounts < <(findmnt --noheadings --raw --submounts --output TARGET,FSTYPE,FS-OPTIONS "$groups" | grep ' cgroup')
  mount -t tmpfs -o mode=0755 tmpfs "$groups"
  for line in "${mounts[@]}"; do
    read -r target type options <<<"$line"
    mkdir "$target"
    mount -t "$type" -o "${options#rw,}" "$type" "$target"
  done
fi

# These have their places in the file system built in. Programs move first: a cache may be below one of them.
mount --bind "$programs" /mnt
for private in /run /var/lib /var/log; do
  case $directory/ in
    "$private"/*) printf 'The directory of a node may not be below %s.\n' "$private" >&2; exit 1 ;;
  esac
  mount -t tmpfs -o mode=0755 tmpfs "$private"
done
mkdir -p /run/sysctl /var/lib/kubelet /var/lib/cni "$directory/manifests" "$directory/hosts"

# kubelet and the network plugin set these for the whole machine; here they believe to have done it.
while read -r key value; do
  [[ -e /proc/sys/$key ]] || continue
  printf '%s\n' "$value" >"/run/sysctl/${key//\//.}"
  mount --bind "/run/sysctl/${key//\//.}" "/proc/sys/$key"
done <<'SYSCTL'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
net/ipv4/ip_forward 1
SYSCTL

# Without restrict_oom_score_adj runc fails where lowering a score is not allowed.
mkdir -p /run/node/net.d
cat >/run/node/containerd.toml <<EOT
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
[grpc]
  address = "$directory/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "roadstead.test/pause:1"
  stream_server_port = "0"
  max_concurrent_downloads = 8
[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "$directory/hosts"
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
  conf_dir = "/run/node/net.d"
EOT

cat >/run/node/net.d/10-pods.conf <<EOT
{ "cniVersion": "0.4.0", "name": "$name", "type": "ptp", "ipMasq": false, "ipam": { "type": "host-local", "subnet": "$subnet" } }
EOT

# Nothing here is for a node that has to live long: no limits of calls and events, no eviction, no collection of images. Its state is looked at
# every second, because that is what its start waits for.
cat >/run/node/kubelet.yaml <<EOT
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: $port
readOnlyPort: 0
healthzPort: 0
authentication: { anonymous: { enabled: false }, webhook: { enabled: false } }
authorization: { mode: AlwaysAllow }
featureGates: { EphemeralContainers: true }
staticPodPath: $directory/manifests
resolvConf: ""
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
makeIPTablesUtilChains: false
oomScoreAdj: 0
maxPods: 500
nodeStatusUpdateFrequency: 1s
nodeStatusReportFrequency: 1m
kubeAPIQPS: 500
kubeAPIBurst: 1000
eventRecordQPS: 0
registryPullQPS: 0
# The default watches, and a machine that is too busy to begin a watch within a second has its pods pull without their secrets once.
configMapAndSecretChangeDetectionStrategy: Get
serializeImagePulls: false
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: { memory.available: "0%", nodefs.available: "0%", imagefs.available: "0%" }
EOT

# The image of every pod's sandbox, as 'docker save' writes images.
mkdir /run/node/image
tar --create --file /run/node/image/layer.tar --mtime=@0 --owner=0 --group=0 --directory /mnt pause
layer=$(sha256sum </run/node/image/layer.tar)
printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/pause"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "${layer%% *}" >/run/node/image/config.json
printf '[{"Config":"config.json","RepoTags":["roadstead.test/pause:1"],"Layers":["layer.tar"]}]' >/run/node/image/manifest.json
tar --create --file /run/node/pause.tar --directory /run/node/image manifest.json config.json layer.tar

say_why() {
  printf '%s ended:\n' "$1"
  tail -n 20 "$directory/$1.log"
} >&2
ctr() { command ctr --address "$directory/containerd.sock" --namespace k8s.io "$@"; }

exec {life}<&0 </dev/null
containerd --config /run/node/containerd.toml >"$directory/containerd.log" 2>&1 &
containerd=$!
# kubelet looks for a Docker for five seconds, then asks containerd once, and ends when that does not listen yet.
until [[ -S $directory/containerd.sock ]]; do
  kill -0 "$containerd" 2>/dev/null || { say_why containerd; exit 1; }
  sleep 0.05
done
/mnt/kubelet --config /run/node/kubelet.yaml --kubeconfig "$kubeconfig" --hostname-override "$name" --root-dir /var/lib/kubelet --cert-dir /var/lib/kubelet/pki \
  --volume-plugin-dir /var/lib/kubelet/volume-plugins --container-runtime remote --container-runtime-endpoint "unix://$directory/containerd.sock" \
  >"$directory/kubelet.log" 2>&1 &
kubelet=$!
until ctr version >/dev/null 2>&1; do
  kill -0 "$containerd" 2>/dev/null || { say_why containerd; exit 1; }
  sleep 0.05
done
ctr images import /run/node/pause.tar >/dev/null

# Process 1 ends, and all with it, when one of the two does or nobody holds the other end of standard input.
cat <&"$life" >/dev/null &
wait -n || true
kill -0 "$containerd" 2>/dev/null || say_why containerd
kill -0 "$kubelet" 2>/dev/null || say_why kubelet
