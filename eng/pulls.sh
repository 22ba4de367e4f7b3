# shellcheck shell=bash
# The steps of the demonstration that pull as a namespace does. Sourced after stage.sh.

# pull NAMESPACE IMAGE: pulls with the namespace's docker-config.
pull() {
  rm -rf "$work/pulled"
  skopeo --insecure-policy copy --src-tls-verify=false --authfile "$work/$1.json" "docker://$2" "dir:$work/pulled"
}

show_pulls() {
  local namespace refusal
  step "Pull it with skopeo as demo/a-prod, with that namespace's docker-config"
  for namespace in a-prod b-prod; do
    call GET "/namespaces/demo/$namespace/docker-config" >"$work/$namespace.json"
  done
  pull a-prod "$reference" | show
  printf 'PULLED: %s bytes in %s files\n' "$(du --bytes --summarize "$work/pulled" | cut -f 1)" "$(find "$work/pulled" -type f | wc -l)" | show

  step "Pull it as demo/b-prod, whose workspace is not bound"
  if refusal=$(pull b-prod "$reference" 2>&1); then
    die "demo/b-prod pulled an image of a space that it is not bound to"
  fi
  printf 'REFUSED: %s\n' "$(tail -n 1 <<<"$refusal" | sed --regexp-extended 's/.*msg="(.*)"$/\1/; s/\\"/"/g')" | show
}
