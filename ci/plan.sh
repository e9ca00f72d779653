#!/usr/bin/env bash
# Plans every layer of an environment, and keeps of each plan what has no secrets, for npm run review:
# LAYERS="network identity compute edge" bash ci/plan.sh <environment> <folder of a synth> <folder for the plans>
set -euo pipefail
environment=$1 synth=$2 plans=$3
stack=
trap '[ -z "$stack" ] || rm -f "$stack/plan"' EXIT
mkdir -p "$plans"
for layer in $LAYERS; do
  stack=$synth/stacks/$environment-$layer
  echo "plan $environment-$layer" >&2
  terraform -chdir="$stack" init -input=false -no-color >/dev/null
  # A role that reads cannot lock. What plan prints has values that nothing marks as secret: not into the log.
  terraform -chdir="$stack" plan -input=false -no-color -lock=false -out=plan >/dev/null
  terraform -chdir="$stack" show -no-color -json plan | npm run -s review -- --redact - >"$plans/$layer.json"
  rm "$stack/plan"
done
