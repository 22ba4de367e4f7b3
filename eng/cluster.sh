# shellcheck shell=bash
# A real Kubernetes cluster with one node for the demonstration. Sourced after stage.sh and kubernetes.sh.

cluster=$work/cluster

# start_cluster: returns when pods can run; kubectl for its administrator is 'kube'.
start_cluster() {
  local etcd token=$work/cluster/admin.token node_token
  mkdir -p "$cluster" "$cluster/node"
  openssl genrsa -out "$cluster/accounts.key" 2048 2>/dev/null
  random >"$token"
  node_token=$(random)
  # token, user, uid, groups
  printf '%s,admin,admin,system:masters\n%s,system:node:node-1,node-1,system:nodes\n' "$(<"$token")" "$node_token" >"$cluster/tokens.csv"

  take_port
  etcd=http://127.0.0.1:$port
  take_port
  background etcd etcd --data-dir "$cluster/etcd" --unsafe-no-fsync --log-level error --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
    --listen-peer-urls "http://127.0.0.1:$port" --initial-advertise-peer-urls "http://127.0.0.1:$port" --initial-cluster "default=http://127.0.0.1:$port"

  take_port
  cluster_url=https://127.0.0.1:$port
  background kube-apiserver "$ROADSTEAD_KUBERNETES/kube-apiserver" --etcd-servers "$etcd" --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$port" \
    --cert-dir "$cluster/certificates" --token-auth-file "$cluster/tokens.csv" --authorization-mode Node,RBAC --anonymous-auth=false \
    --service-account-key-file "$cluster/accounts.key" --service-account-signing-key-file "$cluster/accounts.key" \
    --service-account-issuer https://kubernetes.default.svc --service-cluster-ip-range 10.0.0.0/24 --allow-privileged
  wait_for 60 "the certificate of kube-apiserver" test -s "$cluster/certificates/apiserver.crt"
  kubeconfig admin "$(<"$token")" >"$cluster/admin.kubeconfig"
  kubeconfig node-1 "$node_token" >"$cluster/node.kubeconfig"
  printf 'header = "Authorization: Bearer %s"\n' "$(<"$token")" >"$cluster/admin.curlrc"
  wait_for 180 "the start of kube-apiserver" curl --silent --fail --config "$cluster/admin.curlrc" --cacert "$cluster/certificates/apiserver.crt" "$cluster_url/readyz"

  background kube-controller-manager "$ROADSTEAD_KUBERNETES/kube-controller-manager" --kubeconfig "$cluster/admin.kubeconfig" --service-account-private-key-file "$cluster/accounts.key" \
    --root-ca-file "$cluster/certificates/apiserver.crt" --leader-elect=false --port 0 --secure-port 0 --node-monitor-period 1s --flex-volume-plugin-dir "$cluster/volume-plugins"
  background kube-scheduler "$ROADSTEAD_KUBERNETES/kube-scheduler" --kubeconfig "$cluster/admin.kubeconfig" --leader-elect=false --port 0 --secure-port 0

  # The node ends when nobody holds the other end of its standard input, however that comes.
  mkfifo "$cluster/life"
  take_port
  # A part of the network that is set aside for measuring devices, so that nothing real lies there.
  eng/node.sh node-1 "$cluster/node" "$cluster/node.kubeconfig" 198.18.0.0/22 "$port" <"$cluster/life" >"$cluster/node.log" 2>&1 &
  pids+=("$!")
  exec {node_life}>"$cluster/life"
  wait_for 180 "the start of the node" kube wait --for=condition=Ready node/node-1 --timeout=10s
  kube get nodes --output=custom-columns=NAME:.metadata.name,KUBELET:.status.nodeInfo.kubeletVersion,RUNTIME:.status.nodeInfo.containerRuntimeVersion | show
}

# background NAME COMMAND...: ends with the demonstration; what it stored goes as well, so nothing is waited for.
background() {
  local name=$1
  shift
  "$@" >"$cluster/$name.log" 2>&1 &
  kills+=("$!")
}

kube() { "$ROADSTEAD_KUBERNETES/kubectl" --kubeconfig "$cluster/admin.kubeconfig" --cache-dir "$cluster/kubectl" "$@"; }

# kubeconfig USER TOKEN: prints it.
kubeconfig() {
  cat <<EOT
apiVersion: v1
kind: Config
clusters:
- name: demo
  cluster:
    server: $cluster_url
    certificate-authority-data: $(base64 --wrap=0 "$cluster/certificates/apiserver.crt")
users:
- name: $1
  user:
    token: $2
contexts:
- name: demo
  context:
    cluster: demo
    user: $1
current-context: demo
EOT
}
