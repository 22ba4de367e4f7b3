# shellcheck shell=bash
# The steps of the demonstration that a cluster and its pods are for. Sourced after stage.sh and cluster.sh.

# connect_cluster: as an administrator of a cluster does it: an account with the rights that Roadstead needs, and its kubeconfig.
connect_cluster() {
  local token
  kube apply --filename deploy/cluster-role.yaml | show
  kube create namespace roadstead >/dev/null
  kube create serviceaccount roadstead --namespace roadstead >/dev/null
  kube create clusterrolebinding roadstead --clusterrole roadstead --serviceaccount roadstead:roadstead >/dev/null
  token=$(kube create --raw /api/v1/namespaces/roadstead/serviceaccounts/roadstead/token --filename - \
    <<<'{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":86400}}' | jq --raw-output .status.token)
  call POST /clusters "$(kubeconfig roadstead "$token" | jq --raw-input --slurp '{ name: "demo", kubeconfig: . }')" >/dev/null
  wait_for 60 "the connection to the cluster" cluster_is connected
  call PATCH /clusters/demo '{"admission":"enforce"}' >/dev/null
  wait_for 60 "admission in the cluster" kube get validatingwebhookconfigurations --selector app.kubernetes.io/managed-by=roadstead --output 'jsonpath={.items[0].metadata.name}'
  call GET /clusters/demo | jq --raw-output '"\(.name): \(.status), Kubernetes \(.version) at \(.server), admission: \(.admission)"' | show
}

cluster_is() { call GET /clusters/demo | jq --exit-status --arg status "$1" '.status == $status'; }

show_pods() {
  local refusal copied id pod
  step "The pull secret that Roadstead keeps in the namespace, and the service account that refers to it"
  wait_for 60 "the pull secret of demo/a-prod" pull_secret_is ready
  kube get secret roadstead-pull --namespace a-prod --output json | jq --raw-output '.data[".dockerconfigjson"] | @base64d | fromjson | .auths | keys[] | "secret roadstead-pull: \(.)"' | show
  kube get serviceaccount default --namespace a-prod --output json | jq --raw-output '"service account default: imagePullSecrets \([.imagePullSecrets[].name] | join(", "))"' | show

  step "Deploy the chosen image in demo/a-prod, through Roadstead"
  call POST /namespaces/demo/a-prod/deployments "$(jq --null-input --arg image "$reference" '{ name: "backend", image: $image }')" |
    jq --raw-output '"deployment \(.namespace)/\(.name): \(.image)"' | show
  wait_for 60 "the roll-out" rolled_out
  kube get pods --namespace a-prod --output 'custom-columns=POD:.metadata.name,NODE:.spec.nodeName,PHASE:.status.phase,IMAGE:.spec.containers[0].image' | show

  step "A pod with the same image in demo/b-prod, whose workspace is not bound; the image is on the node already"
  refused b-prod "$reference"

  step "The same with a's pull secret, copied by hand"
  copied=$(kube get secret roadstead-pull --namespace a-prod --output json | jq '{ apiVersion, kind, type, data, metadata: { name: "copied" } }')
  kube create --namespace b-prod --filename - <<<"$copied" >/dev/null
  refused b-prod "$reference" '{"imagePullSecrets":[{"name":"copied"}]}'

  step "The same by the image's ID on the node, which no registry and no secret is asked for"
  id=$(kube get pods --namespace a-prod --output 'jsonpath={.items[0].status.containerStatuses[0].imageID}')
  refused b-prod "$(ctr --address "$cluster/node/containerd.sock" --namespace k8s.io images list | awk -v "digest=${id#*@}" '$1 ~ /^sha256:/ && $3 == digest { print $1 }')"

  step "A public image in demo/b-prod"
  image=$(images_of b-prod | grep '/public/base$')
  kube run base --image "$image:13" --namespace b-prod >/dev/null
  wait_for 60 "the start of the pod" kube wait --for=condition=Ready pod/base --namespace b-prod --timeout=10s
  kube get pods --namespace b-prod --output 'custom-columns=POD:.metadata.name,NODE:.spec.nodeName,PHASE:.status.phase,IMAGE:.spec.containers[0].image' | show
}

pull_secret_is() {
  call GET /workspaces/team-a/namespaces | jq --exit-status --arg state "$1" '.items[] | select(.namespace == "a-prod") | .pullSecret.state == $state'
}

rolled_out() { call GET /namespaces/demo/a-prod/deployments/backend | jq --exit-status '.state == "available"'; }

# refused NAMESPACE IMAGE [FIELDS OF THE POD'S SPECIFICATION]: shows the words of the refusal; a pod that is taken ends the demonstration.
refused() {
  local pod answer
  pod=$(jq --null-input --arg image "$2" --argjson more "${3-"{}"}" \
    '{ apiVersion: "v1", kind: "Pod", metadata: { name: "intruder" }, spec: ({ containers: [{ name: "main", image: $image, imagePullPolicy: "IfNotPresent" }] } + $more) }')
  if answer=$(kube create --namespace "$1" --filename - <<<"$pod" 2>&1); then
    die "demo/$1 was given a pod with an image that it may not use"
  fi
  # Only Roadstead's own words count: an API server that fails has refused nothing.
  [[ $answer == *'denied the request: '* ]] || die "the pod was not refused by admission: $answer"
  printf 'REFUSED: %s\n' "${answer#*denied the request: }" | show
}
