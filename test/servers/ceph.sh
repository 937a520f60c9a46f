#!/bin/bash
# ceph.sh start DIR PORT | stop DIR  -- Ceph RGW (mon + memstore osd + radosgw, no mgr) on 127.0.0.1
# needs: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd
set -eu
case "${1:-}" in
start)
  dir=$2 port=$3; mkdir -p "$dir"/{mon,osd,run,log}; dir=$(cd "$dir" && pwd)
  mp=$(python3 -c 'import socket;s=socket.socket();s.bind(("127.0.0.1",0));print(s.getsockname()[1])')
  fsid=$(cat /proc/sys/kernel/random/uuid)
  cat > "$dir/ceph.conf" <<C
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$mp/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail warn = 1
mon data avail crit = 1
ms mon client mode = crc
run dir = $dir/run
admin socket = $dir/run/\$name.\$pid.asok
log file = $dir/log/\$name.log
keyring = $dir/keyring
pid file =
mon data = $dir/mon
osd data = $dir/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd max object name len = 256
paxos propose interval = 0.05
mon osd initial require min compat client = luminous
rgw data = $dir/run
rgw dns name =
rgw relaxed s3 bucket names = true
rgw run sync thread = false
rgw enable usage log = false
rgw zone = default
rgw realm =
C
  export CEPH_CONF="$dir/ceph.conf"; : > "$dir/keyring"
  monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mp/0]" "$dir/monmap" >/dev/null
  ceph-mon --mkfs -i a --monmap "$dir/monmap" 2>>"$dir/log/out"
  ceph-mon -i a -f >>"$dir/log/out" 2>&1 </dev/null & echo $! > "$dir/run/mon.pid"
  u=$(cat /proc/sys/kernel/random/uuid)
  ceph osd new "$u" >/dev/null 2>>"$dir/log/out"
  ceph-osd -i 0 --mkfs --osd-uuid "$u" >>"$dir/log/out" 2>&1
  ceph-osd -i 0 -f >>"$dir/log/out" 2>&1 </dev/null & echo $! > "$dir/run/osd.pid"
  radosgw-admin user create --uid test --display-name test --access-key testkey --secret-key testing-secret-of-ceph >/dev/null 2>>"$dir/log/out"
  radosgw -f -n client.rgw --rgw-frontends="beast endpoint=127.0.0.1:$port tcp_nodelay=1" >>"$dir/log/out" 2>&1 </dev/null & echo $! > "$dir/run/rgw.pid"
  for i in $(seq 600); do curl -sf -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.05; done
  curl -sf -o /dev/null "http://127.0.0.1:$port/" ;;
stop)
  for p in rgw osd mon; do f=$2/run/$p.pid; [ -s "$f" ] && kill -9 "$(cat "$f")" 2>/dev/null || true; rm -f "$f"; done ;;
esac
