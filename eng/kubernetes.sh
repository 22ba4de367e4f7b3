# shellcheck shell=bash
# A real Kubernetes for the tests and the demonstration, built from Debian's own source package. Sourced after common.sh, from the repository's root.
# The programs are kept outside the checkout and built once: about five minutes on two cores.

kubernetes_version=1.20.2
kubernetes_programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kubectl)
# The name holds everything that the programs depend on: a change of the recipe raises its last part, here and in the tests' KubernetesPrograms.
kubernetes_home=${ROADSTEAD_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/roadstead}/kubernetes-$kubernetes_version-r2

# need_kubernetes: what a control plane needs; the programs are in $ROADSTEAD_KUBERNETES when it returns, which may name a directory of one's own before.
need_kubernetes() {
  need_packages etcd-server
  [[ -z ${ROADSTEAD_KUBERNETES:-} ]] || return 0
  if [[ ! -d $kubernetes_home ]]; then
    need_packages golang-go rsync make dpkg-dev
    mkdir -p "${kubernetes_home%/*}"
    # Two runs at once build once.
    exec {kubernetes_lock}>"$kubernetes_home.lock"
    flock "$kubernetes_lock"
    if [[ ! -d $kubernetes_home ]]; then
      # Of a build that was killed; whoever holds the lock is the only one who builds.
      chmod -R u+w "$kubernetes_home".build-* 2>/dev/null || true
      rm -rf "$kubernetes_home".build-*
      say "Building Kubernetes $kubernetes_version from Debian's source package; this happens once and takes about five minutes ..."
      quietly in_group eng/build-kubernetes.sh "$kubernetes_version" "$kubernetes_home" "${kubernetes_programs[@]}" ||
        die "Kubernetes $kubernetes_version could not be built from its Debian source package"
    fi
    exec {kubernetes_lock}>&-
  fi
  export ROADSTEAD_KUBERNETES=$kubernetes_home
}

# need_node: what a node needs besides.
need_node() {
  ((EUID == 0)) || die "a Kubernetes node needs root"
  need_packages containerd runc containernetworking-plugins
}
