#!/usr/bin/env bash
# packages.sh GROUP…: see that the Debian packages which packages.txt lists for these groups are there; install what is missing.
# With BOOK_FONTS, which names a folder of fonts, those of the system are not needed.
set -u
groups=" $* "
wanted=() given=()
while read -r group package gives; do
  [[ $group != '#'* && $groups == *" $group "* && ( -z ${BOOK_FONTS:-} || $package != fonts-* ) ]] || continue
  wanted+=("$package") given+=("$gives")
done < packages.txt

if ! command -v dpkg-query >/dev/null; then
  list=$(printf '%s, ' "${given[@]}")
  echo "Not Debian or Ubuntu: the system must already have ${list%, }. Fonts may lie in a folder: make pdf BOOK_FONTS=folder" >&2
  missing=()
  command -v chromium >/dev/null || [[ $groups != *" test "* ]] || missing+=(chromium)
  command -v java >/dev/null || [[ $groups != *" test "* ]] || missing+=(java)
  command -v pdftotext >/dev/null || [[ $groups != *" test "* ]] || missing+=(pdftotext)
  if [ ${#missing[@]} -gt 0 ]; then echo "Missing: ${missing[*]}. Install it and run make again." >&2; exit 1; fi
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then sudo=sudo; fi
if [ -n "$sudo" ] && ! command -v sudo >/dev/null; then
  echo "Missing Debian packages: ${missing[*]}. Ask an administrator to run: apt-get install ${missing[*]}" >&2; exit 1
fi
echo "Installing the Debian packages ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
{ $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 || {
  echo "apt-get could not install ${missing[*]}: check the network, or install them by hand and run make again." >&2; exit 1; }
