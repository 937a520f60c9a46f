#!/usr/bin/python3
"""One-node OpenStack Swift + s3api on loopback: `swift_s3.py DIR PORT`.

All state (config, rings, data, logs) is under DIR; /etc/swift is not read.
One supervisor process; proxy/account/container/object are forked children
(the imports are paid once). Kill the supervisor (TERM or KILL): the children
go with it (PR_SET_PDEATHSIG). DIR/ready appears when the S3 port answers.
"""
import ctypes, getpass, os, signal, socket, sys, time

T0 = time.time()
root, port = os.path.abspath(sys.argv[1]), int(sys.argv[2])
ACCESS = os.environ.get('S3_ACCESS_KEY', 'test:tester')   # tempauth: ACCOUNT:USER
SECRET = os.environ.get('S3_SECRET_KEY', 'testing-secret-of-swift')
REGION = os.environ.get('S3_REGION', 'us-east-1')
account, user = ACCESS.split(':')
conf_dir, log_dir, dev_dir = (os.path.join(root, d) for d in ('etc', 'log', 'node'))
for d in (conf_dir, log_dir, os.path.join(dev_dir, 'd1'), os.path.join(root, 'cache')):
    os.makedirs(d, exist_ok=True)

# fail at once if the file system has no user xattrs (Swift keeps metadata there)
probe = os.path.join(dev_dir, '.xattr'); open(probe, 'w').close()
os.setxattr(probe, 'user.swift.probe', b'x' * 2000); os.unlink(probe)

def free_ports(n):
    socks = [socket.socket() for _ in range(n)]
    for s in socks: s.bind(('127.0.0.1', 0))
    ports = [s.getsockname()[1] for s in socks]
    for s in socks: s.close()
    return ports

ports_file = os.path.join(conf_dir, 'ports')
if os.path.exists(ports_file):            # restart on the same data: rings hold the ports
    ports = [int(x) for x in open(ports_file).read().split()]
else:
    ports = free_ports(4)
    open(ports_file, 'w').write(' '.join(map(str, ports)))

def put(name, text):
    with open(os.path.join(conf_dir, name), 'w') as f: f.write(text)

put('swift.conf', '''[swift-hash]
swift_hash_path_suffix = fixture
swift_hash_path_prefix = fixture
[storage-policy:0]
name = Policy-0
default = yes
''')
COMMON = f'''[DEFAULT]
bind_ip = 127.0.0.1
bind_port = %d
workers = 0
user = {getpass.getuser()}
swift_dir = {conf_dir}
devices = {dev_dir}
mount_check = false
disable_fallocate = true
log_level = INFO
# no syslog: with verbose=True everything goes to stderr -> DIR/log/*.log
log_address = {root}/no-syslog
max_clients = 1024
'''
PIPE = 'catch_errors gatekeeper healthcheck proxy-logging cache listing_formats etag-quoter s3api tempauth copy slo dlo versioned_writes proxy-logging proxy-server'
put('proxy.conf', COMMON % port + f'''
[pipeline:main]
pipeline = {PIPE}
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = false
node_timeout = 10
conn_timeout = 2
[filter:s3api]
use = egg:swift#s3api
location = {REGION}
dns_compliant_bucket_names = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{ports[3]}
[filter:etag-quoter]
use = egg:swift#etag_quoter
enable_by_default = true
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {SECRET} .admin
''' + ''.join(f'[filter:{f}]\nuse = egg:swift#{f.replace("-", "_")}\n' for f in
      ('catch_errors', 'gatekeeper', 'healthcheck', 'proxy-logging', 'listing_formats', 'copy', 'slo', 'dlo', 'versioned_writes')))
put('memcache.conf', f'[memcache]\nmemcache_servers = 127.0.0.1:{ports[3]}\n')
for kind, p in zip(('account', 'container', 'object'), ports):
    put(f'{kind}.conf', COMMON % p + f'''
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
''')

import swift.common.utils as utils
utils.SWIFT_CONF_FILE = os.path.join(conf_dir, 'swift.conf')   # before storage_policy is imported
from swift.common.ring import RingBuilder
for kind, p in zip(('account', 'container', 'object'), ports):
    ring = os.path.join(conf_dir, f'{kind}.ring.gz')
    if os.path.exists(ring): continue
    b = RingBuilder(4, 1, 0)                                    # 2^4 partitions, 1 replica
    b.add_dev({'region': 1, 'zone': 1, 'weight': 1.0, 'device': 'd1', 'meta': '',
               'ip': '127.0.0.1', 'port': p, 'replication_ip': '127.0.0.1', 'replication_port': p})
    b.rebalance()
    b.get_ring().save(ring)

from swift.common.wsgi import run_wsgi
import swift.account.server, swift.container.server, swift.obj.server, swift.proxy.server  # pay imports once
import swift.common.middleware.s3api.s3api, swift.common.middleware.tempauth  # noqa
t_import = time.time()

def memcached():                            # tempauth raises 'Memcache required' without it
    pid = os.fork()
    if pid: return pid
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    fd = os.open(os.path.join(log_dir, 'memcached.log'), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(fd, 1); os.dup2(fd, 2)
    os.execvp('memcached', ['memcached', '-l', '127.0.0.1', '-p', str(ports[3]), '-U', '0', '-m', '16', '-t', '1',
                            '-u', getpass.getuser()])

def child(name):
    pid = os.fork()
    if pid: return pid
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)                  # die with the supervisor
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    fd = os.open(os.path.join(log_dir, name + '.log'), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(fd, 1); os.dup2(fd, 2)
    try:
        rc = run_wsgi(os.path.join(conf_dir, name + '.conf'), name + '-server', verbose=True)
    except BaseException:
        import traceback; traceback.print_exc(); rc = 1
    os._exit(rc or 0)

kids = {memcached(): 'memcached'}
kids.update({child(n): n + '-server' for n in ('account', 'container', 'object', 'proxy')})
def stop(*_):
    for k in kids:
        try: os.kill(k, signal.SIGKILL)
        except ProcessLookupError: pass
    for k in kids:
        try: os.waitpid(k, 0)
        except ChildProcessError: pass
    for f in ('ready', 'pid'):
        try: os.unlink(os.path.join(root, f))
        except FileNotFoundError: pass
    os._exit(0)
signal.signal(signal.SIGTERM, stop); signal.signal(signal.SIGINT, stop)
open(os.path.join(root, 'pid'), 'w').write(str(os.getpid()))

import http.client
def up(p, path):
    try:
        c = http.client.HTTPConnection('127.0.0.1', p, timeout=2)
        c.request('GET' if p == port else 'OPTIONS', path); c.getresponse().read(); c.close(); return True
    except OSError: return False
end = time.time() + 30
while not all(up(p, '/healthcheck') for p in ports[:3] + [port]):
    pid, st = os.waitpid(-1, os.WNOHANG)
    if pid: print(f'{kids.pop(pid)} died: see {log_dir}', file=sys.stderr); stop()
    if time.time() > end: print('not up in 30 s', file=sys.stderr); stop()
    time.sleep(0.02)
open(os.path.join(root, 'ready'), 'w').write(
    f'endpoint=http://127.0.0.1:{port}\nregion={REGION}\naccess_key={ACCESS}\nsecret_key={SECRET}\n'
    f'public_base=http://127.0.0.1:{port}/v1/AUTH_{account}\n')
print(f'ready in {time.time()-T0:.2f} s (imports+rings {t_import-T0:.2f} s)', file=sys.stderr)
while kids:
    pid, st = os.wait(); print(f'{kids.pop(pid)} exited {st}', file=sys.stderr); stop()
