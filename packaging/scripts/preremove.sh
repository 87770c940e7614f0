#!/bin/sh
# $1: "remove" of dpkg, or 0 of rpm. An upgrade goes on while the kiosk runs, and restarts it at the end.
set -e
case "$1" in
  remove | 0)
    if [ -d /run/systemd/system ]; then systemctl stop infomat-update.timer infomat-reception.service infomat.service || :; fi
    systemctl disable infomat-update.timer infomat-reception.service infomat.service >/dev/null 2>&1 || :
    ;;
esac
exit 0
