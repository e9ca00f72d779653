#!/bin/sh
# Checks that this folder is as it was handed over: no file is changed, missing or added, and each function's package is the
# package that its configuration names. Needs no more than a POSIX shell, and sha256sum, shasum or openssl.
# Exit status: 0 whole, 1 not whole, 2 the check could not run.
# What was made here by running Terraform may be there: state/, .terraform/, and plan files by the name tfplan.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2

if command -v sha256sum >/dev/null 2>&1; then
  sum_of() { sha256sum <"$1" | cut -c1-64; }
elif command -v shasum >/dev/null 2>&1; then
  sum_of() { shasum -a 256 <"$1" | cut -c1-64; }
elif command -v openssl >/dev/null 2>&1; then
  sum_of() { openssl dgst -sha256 -r <"$1" | cut -c1-64; }
else
  echo "verify.sh: none of sha256sum, shasum and openssl is installed" >&2
  exit 2
fi
[ -f SHA256SUMS ] || { echo "verify.sh: SHA256SUMS is missing" >&2; exit 1; }

status=0
fault() {
  printf '%s\n' "$1" >&2
  status=1
}

# Hexadecimal digits to base64, in which Terraform writes a hash.
base64_of() {
  printf '%s\n' "$1" | awk '{
    digits = "0123456789abcdef"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (i = 1; i <= length($0); i += 6) {
      part = substr($0, i, 6); given = length(part) / 2; value = 0
      while (length(part) < 6) part = part "0"
      for (j = 1; j <= 6; j++) value = value * 16 + index(digits, substr(part, j, 1)) - 1
      group = ""
      for (j = 0; j < 4; j++) { group = substr(letters, value % 64 + 1, 1) group; value = int(value / 64) }
      if (given == 1) group = substr(group, 1, 2) "=="
      if (given == 2) group = substr(group, 1, 3) "="
      printf "%s", group
    }
    print ""
  }'
}

files=0
while read -r sum name; do
  files=$((files + 1))
  if [ -L "$name" ] || [ ! -f "$name" ]; then
    fault "missing: $name"
    continue
  fi
  found=$(sum_of "$name")
  [ "$found" = "$sum" ] || fault "changed: $name"
  case $name in
    */stacks/*/assets/*.zip)
      configuration=${name%%/assets/*}/cdk.tf.json
      grep -Fq "\"source_code_hash\": \"$(base64_of "$found")\"" "$configuration" ||
        fault "no function of $configuration names this package: $name"
      ;;
  esac
done <SHA256SUMS
[ "$files" -gt 0 ] || fault "SHA256SUMS names no file"

newline='
'
old_ifs=$IFS
IFS=$newline
set -f
for name in $(find . ! -type d | sed 's|^\./||'); do
  case $name in
    SHA256SUMS | SHA256SUMS.sig | state/*) continue ;;
    terraform/stacks/*/.terraform/* | between/stacks/*/.terraform/*) continue ;;
    terraform/stacks/*/*/* | between/stacks/*/*/*) ;;
    terraform/stacks/*/tfplan | between/stacks/*/tfplan) continue ;;
  esac
  cut -c67- SHA256SUMS | grep -Fxq -e "$name" || fault "added: $name"
done
IFS=$old_ifs

if [ "$status" -eq 0 ]; then
  echo "whole: $files files"
else
  echo "This folder is not as it was handed over: unpack the bundle again, and ask who made it." >&2
fi
exit "$status"
