# shellcheck shell=bash
# Makes small OCI images by hand (image-spec 1.1: layers, config, manifest) and pushes them with skopeo. Sourced after common.sh.

# A static program that containers of the images run; empty makes images that can be pulled but not run.
image_program=

# push_image DESTINATION TITLE CREATED [SKOPEO OPTION...]: a linux/amd64 image of two layers, the first of them the same in all.
push_image() {
  local destination=$1 title=$2 created=$3
  shift 3
  local layout base top config manifest
  layout=$(mktemp -d)
  mkdir -p "$layout/blobs/sha256" "$layout/base/etc" "$layout/top/srv"
  printf 'NAME="Roadstead demonstration"\nID=roadstead-demo\n' >"$layout/base/etc/os-release"
  printf '<!doctype html><title>%s</title><h1>%s</h1>\n' "$title" "$title" >"$layout/top/srv/index.html"

  [[ -z $image_program ]] || cp "$image_program" "$layout/base/program"

  base=$(add_layer "$layout" base)
  top=$(add_layer "$layout" top)
  config=$(jq --null-input --compact-output --arg created "$created" --arg title "$title" --argjson base "$base" --argjson top "$top" --arg program "${image_program:+/program}" '{
    created: $created, author: "Roadstead", architecture: "amd64", os: "linux",
    config: ({ Labels: { "org.opencontainers.image.title": $title } } + if $program == "" then { Cmd: ["/srv/index.html"] } else { Entrypoint: [$program] } end),
    rootfs: { type: "layers", diff_ids: [$base.diffId, $top.diffId] },
    history: [{ created: $created, created_by: "COPY base /" }, { created: $created, created_by: "COPY top /" }]
  }' | add_blob "$layout" application/vnd.oci.image.config.v1+json)
  manifest=$(jq --null-input --compact-output --argjson config "$config" --argjson base "$base" --argjson top "$top" '{
    schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", config: $config,
    layers: [$base.descriptor, $top.descriptor]
  }' | add_blob "$layout" application/vnd.oci.image.manifest.v1+json)
  jq --null-input --argjson manifest "$manifest" '{ schemaVersion: 2, manifests: [$manifest] }' >"$layout/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"

  quietly skopeo --insecure-policy copy --dest-tls-verify=false "$@" "oci:$layout" "docker://$destination"
  rm -rf "$layout"
}

# add_blob LAYOUT MEDIA-TYPE <content: stores it and prints its descriptor.
add_blob() {
  local file digest
  file=$(mktemp "$1/blob.XXXXXX")
  cat >"$file"
  digest=$(sha256 <"$file")
  jq --null-input --compact-output --arg type "$2" --arg digest "sha256:$digest" --argjson size "$(stat --format=%s "$file")" \
    '{ mediaType: $type, digest: $digest, size: $size }'
  mv "$file" "$1/blobs/sha256/$digest"
}

# add_layer LAYOUT FOLDER: prints {descriptor, diffId}; the same folder gives the same bytes.
add_layer() {
  local tar=$1/$2.tar descriptor
  tar --create --file "$tar" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --directory "$1/$2" .
  descriptor=$(gzip --no-name --stdout "$tar" | add_blob "$1" application/vnd.oci.image.layer.v1.tar+gzip)
  jq --null-input --compact-output --argjson descriptor "$descriptor" --arg diff "sha256:$(sha256 <"$tar")" '{ descriptor: $descriptor, diffId: $diff }'
}

sha256() { sha256sum | cut -d ' ' -f 1; }
