#!/bin/busybox sh
# The first process of the small Linux: mounts what Node needs, loads USB's two ends, runs the test.
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox mount -t proc none /proc
/bin/busybox mount -t sysfs none /sys
/bin/busybox mount -t devtmpfs none /dev
for module in $(/bin/busybox cat /modules/order); do /bin/busybox insmod "/modules/$module" || echo "FAILED insmod $module"; done
/bin/busybox mount -t configfs none /sys/kernel/config
cd /test && /node /test/guest.js
echo "Node ended with $?"
/bin/busybox poweroff -f
