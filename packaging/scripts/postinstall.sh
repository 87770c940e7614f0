#!/bin/sh
# $1: "configure" of dpkg, with $2 the version before; a count of rpm, 1 for the first installation.
set -e
first=no
case "$1" in
  configure) [ -n "${2:-}" ] || first=yes ;;
  1) first=yes ;;
  2) ;;
  *) exit 0 ;;
esac

systemd-sysusers infomat.conf
systemd-tmpfiles --create infomat.conf
chgrp infomat /etc/infomat/infomat.yaml
chmod 0640 /etc/infomat/infomat.yaml

# In an image that is only being made nothing runs yet.
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || :
  udevadm control --reload && udevadm trigger --subsystem-match=usb --subsystem-match=tty || :
fi
if [ "$first" = yes ]; then
  systemctl enable infomat.service infomat-update.timer >/dev/null 2>&1 || :
  # It does nothing until /etc/default/infomat-update says so.
  if [ -d /run/systemd/system ]; then systemctl start infomat-update.timer || :; fi
  echo "infomat: set the kiosk up in /etc/infomat/infomat.yaml, then: systemctl start infomat"
  if [ -e /etc/systemd/system/display-manager.service ]; then
    echo "infomat: a display manager is installed, and two can't have the screen: systemctl disable display-manager"
  fi
elif [ -d /run/systemd/system ]; then
  systemctl try-restart infomat.service infomat-reception.service || :
fi
exit 0
