#!/usr/bin/env bash
# Writes what a synth of the applied commit writes, to the folder applied beside cdktf.out: bash ci/applied.sh <commit>
set -euo pipefail
commit=$1
if ! git merge-base --is-ancestor "$commit" HEAD; then
  echo "$commit is applied, and is not in the history of this commit: bring this branch up to date" >&2
  exit 1
fi
source=$(mktemp -d)
trap 'git worktree remove --force "$source"' EXIT
git worktree add --quiet --detach "$source" "$commit"
output=$PWD/applied
# A departure that has ended since was none of the applied commit's faults.
today=$(git show --no-patch --format=%cs "$commit")
(
  cd "$source"
  npm ci --no-audit --no-fund
  CDKTF_OUTDIR=$output PALISADE_TODAY=$today npm run -s synth
)
