#!/usr/bin/env bash
# Applies a change that was approved, and nothing else:
# LAYERS="network identity compute edge" bash ci/apply.sh <environment> <digest>
# The folder has applied, what is applied, and cdktf.out, what is to be applied. First all layers are planned and compared with
# the digest; then each layer is planned again, compared, and applied by this very plan file, in the order of the change.
set -euo pipefail
environment=$1 digest=${2:?the digest of the approved review is missing}
work=$(mktemp -d) folder=
trap 'rm -rf "$work"; [ -z "$folder" ] || rm -f "$folder/plan"' EXIT

npm run -s order -- --base applied --head cdktf.out --environment "$environment" --json >"$work/order.json" || {
  npm run -s order -- --base applied --head cdktf.out --environment "$environment" >&2 || true
  exit 1
}
# One line for each layer: those that the change touches, in their order, then the others, in which AWS may differ.
node - "$environment" "$work/order.json" >"$work/steps" <<'PROGRAM'
const [environment, file] = process.argv.slice(2);
const steps = JSON.parse(require("node:fs").readFileSync(file, "utf8")).flatMap(({ steps }) => steps);
const others = process.env.LAYERS.split(" ").filter((layer) => steps.every((step) => step.layer !== layer));
for (const { apply, folder, refreshedFirst } of [
  ...steps,
  ...others.map((layer) => ({ apply: "head", folder: `cdktf.out/stacks/${environment}-${layer}`, refreshedFirst: [] })),
])
  console.log([apply, refreshedFirst.length === 0 ? "apply" : "refresh", folder].join("\t"));
PROGRAM
if grep -qv '^head' "$work/steps"; then
  echo "the change takes two rounds, or destroys a layer: apply it by hand, docs/deploy.md, \"Change\"" >&2
  exit 1
fi

bash ci/plan.sh "$environment" cdktf.out "$work/plans"
npm run -s review -- --environment "$environment" --base applied --head cdktf.out --expect "$digest" \
  "$work"/plans/*.json >"$work/page.md" || {
  cat "$work/page.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
  echo "nothing was applied" >&2
  exit 1
}

while IFS=$'\t' read -r -u 3 _ first folder; do
  echo "apply $folder" >&2
  if [ "$first" = refresh ]; then
    terraform -chdir="$folder" apply -refresh-only -auto-approve -input=false -no-color -lock-timeout=10m >/dev/null
  fi
  terraform -chdir="$folder" plan -input=false -no-color -lock-timeout=10m -out=plan >/dev/null
  terraform -chdir="$folder" show -no-color -json plan |
    npm run -s review -- --environment "$environment" --expect "$digest" - >/dev/null
  terraform -chdir="$folder" apply -input=false -no-color -lock-timeout=10m plan
  rm "$folder/plan"
done 3<"$work/steps"

# A layer's state does not have what later layers added to its resources: the next plan would call it changed by somebody.
for layer in $LAYERS; do
  terraform -chdir="cdktf.out/stacks/$environment-$layer" \
    apply -refresh-only -auto-approve -input=false -no-color -lock-timeout=10m >/dev/null
done
