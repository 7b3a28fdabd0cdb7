#!/bin/bash
# One node of Ceph (monitor, object daemon in memory, S3 gateway) in $1, the gateway on port $2, the monitor on $3, for
# the user $4 with the secret $5. Says "ready" and lives as long as its standard input stays open, so that it goes with
# whoever started it, however that one ends; then kills its own daemons and removes $1.
set -eu
folder=$1 gateway_port=$2 monitor_port=$3 access_key=$4 secret_key=$5
daemons=()
clean_up() {
  [ ${#daemons[@]} = 0 ] || kill -9 "${daemons[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

cd "$folder"
mkdir mon osd rgw run log
fsid=$(cat /proc/sys/kernel/random/uuid)
cat > ceph.conf <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$monitor_port/0]
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr1 = false
# the secure mode that is the default between monitors wants keys, which a cluster without authentication lacks
ms_mon_client_mode = crc
ms_mon_cluster_mode = crc
ms_mon_service_mode = crc
run_dir = $folder/run
admin_socket = $folder/run/\$name.asok
pid_file = $folder/run/\$name.pid
log_file = $folder/log/\$name.log
crash_dir = $folder
# the defaults gather map changes for a second each, and making pools is a dozen of them
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_tick_interval = 1
[mon]
mon_data = $folder/mon
mon_data_avail_crit = 1
mon_data_avail_warn = 2
[osd]
osd_data = $folder/osd
osd_objectstore = memstore
memstore_device_bytes = 1073741824
[client.rgw]
rgw_data = $folder/rgw
rgw_frontends = beast endpoint=127.0.0.1:$gateway_port
rgw_thread_pool_size = 16
rgw_run_sync_thread = false
rgw_enable_usage_log = false
CONF
export CEPH_CONF=$folder/ceph.conf

monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor_port]" monmap >/dev/null
ceph-mon -i a --mkfs --monmap monmap
ceph-mon -i a -f >/dev/null 2>log/mon.err </dev/null & daemons+=($!)
osd=$(cat /proc/sys/kernel/random/uuid)
# by its own interpreter: another python3 earlier in the path lacks Ceph's modules
/usr/bin/python3 /usr/bin/ceph osd new "$osd" >/dev/null </dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$osd" 2>log/mkfs.err
ceph-osd -i 0 -f >/dev/null 2>log/osd.err </dev/null & daemons+=($!)
radosgw-admin user create --uid tests --display-name tests --access-key "$access_key" --secret-key "$secret_key" \
  >/dev/null 2>log/user.err </dev/null
radosgw -n client.rgw -f >/dev/null 2>log/rgw.err </dev/null & daemons+=($!)
until (: >"/dev/tcp/127.0.0.1/$gateway_port") 2>/dev/null; do
  kill -0 "${daemons[-1]}" || { cat log/rgw.err >&2; exit 1; }
  sleep 0.05
done
echo ready
cat >/dev/null
