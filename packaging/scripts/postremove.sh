#!/bin/sh
# Removing keeps the kiosk's data: bookings that are not settled yet may be among them. Purging asks; where nobody
# can be asked, infomat/purge-data (debconf-set-selections) answers, and without an answer they stay.
set -e
data=/var/lib/infomat
[ ! -d /run/systemd/system ] || systemctl daemon-reload || :

case "$1" in
  purge)
    answer=false
    rm -rf /var/lib/infomat-update
    if [ -e /usr/share/debconf/confmodule ]; then
      . /usr/share/debconf/confmodule
      if [ -d "$data" ]; then
        db_input high infomat/purge-data || :
        db_go || :
        db_get infomat/purge-data && answer="$RET" || :
      fi
      db_purge || :
    fi
    if [ "$answer" = true ]; then rm -rf "$data"; fi
    ;;
  remove | 0) ;;
  *) exit 0 ;;
esac
if [ -d "$data" ]; then
  echo "infomat: the kiosk's data stay in $data. When they are no longer needed: rm -r $data" >&2
fi
exit 0
