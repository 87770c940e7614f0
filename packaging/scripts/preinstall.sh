#!/bin/sh
# Before the files are replaced: a program that would not know the form of the kiosk's data is refused.
set -e
installed="${DPKG_ROOT:-}/usr/lib/infomat/data-forms"
brought="@DATA_FORMS@"

if [ -r "$installed" ]; then
  while read -r file number; do
    known=""
    for pair in $brought; do
      [ "${pair%=*}" != "$file" ] || known="${pair#*=}"
    done
    if [ -z "$known" ] || [ "$number" -gt "$known" ]; then
      echo "infomat: the installed version keeps $file in form $number, this one knows ${known:-none}." >&2
      echo "infomat: an older version can't read it, so nothing was changed and the installed one stays." >&2
      exit 1
    fi
  done <"$installed"
fi
exit 0
