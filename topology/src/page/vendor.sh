#!/usr/bin/env bash
# Makes the third-party files of the page from npm's packages, into the resources or into DIR: vendor.sh [DIR]
# With --check it compares them with what is committed.
set -euo pipefail
cd "$(dirname "$0")"

committed=$(realpath ../main/resources/io/fourfold/topology/page/vendor)
icons=(activity arrow-left building-2 check chevron-left chevron-right circle-alert circle-user-round columns-2 eye git-compare-arrows image image-up images info key-round lasso-select list locate log-out mail-warning map maximize minus pause
  play plus refresh-cw rotate-ccw scan-search search sigma sun-moon trash-2 triangle-alert undo-2 upload whole-word wifi-off x zoom-in zoom-out)
tokens=(sizes fonts easings shadows gray teal red orange)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check=
out=$committed
case ${1:-} in
  --check) check=yes out=$work/vendor ;;
  ?*) out=$(realpath -m "$1") ;;
esac

cp package.json package-lock.json lit.js "$work"
if ! (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --silent); then
  echo "${check:+SKIPPED: vendored files are not compared: }npm cannot fetch the packages" >&2
  [[ $check ]] && exit 0 || exit 1
fi
mkdir -p "$out"
rm -f "$out"/*
modules=$work/node_modules

version() { node -p "require('$modules/$1/package.json').version"; }

# note PACKAGE FILE LICENCE: says what a vendored file is.
note() {
  printf '%s\n  made of   %s %s (npm)\n  licence   %s, see LICENCE-%s.txt\n  sha256    %s\n\n' \
    "$2" "$1" "$(version "$1")" "$3" "$1" "$(sha256sum <"$out/$2" | cut -d' ' -f1)" >>"$out/VENDORED.txt"
  cp "$modules/$1/LICENSE" "$out/LICENCE-$1.txt"
}

(cd "$work" && node_modules/.bin/esbuild lit.js --bundle --format=esm --minify --legal-comments=inline --log-level=error) >"$out/lit.js"
note lit lit.js BSD-3-Clause

for token in "${tokens[@]}"; do cat "$modules/open-props/$token.min.css"; echo; done >"$out/open-props.css"
note open-props open-props.css MIT

{
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  for icon in "${icons[@]}"; do
    sed -e '/^<!--/d' -e '/^<svg/,/^>/c<symbol id="'"$icon"'" viewBox="0 0 24 24">' -e 's/<\/svg>/<\/symbol>/' \
      "$modules/lucide-static/icons/$icon.svg"
  done
  echo '</svg>'
} >"$out/icons.svg"
note lucide-static icons.svg ISC

if [[ $check ]]; then
  diff -r "$committed" "$out" || { echo "The page's vendored files are not what vendor.sh makes: run it and commit" >&2; exit 1; }
  echo "The page's vendored files are what npm's packages give."
fi
