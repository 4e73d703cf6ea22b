"""Pastes as people make them, each with the template that its keeper would write."""

from __future__ import annotations

from typing import NamedTuple


class PasteCase(NamedTuple):
    """A paste and the templates of the signature proposed for it, one for each line of the signature."""

    name: str
    paste: str
    lines: tuple[str, ...]

    @property
    def kb_id(self) -> str:
        """An id as people choose it: what fails, and a number."""
        return f"{self.name.upper().replace(' ', '_')}_001"


CASES = (
    PasteCase(
        "npm eresolve",
        """\
dev@build:~/web$ npm ci
npm ERR! code ERESOLVE
npm ERR! ERESOLVE could not resolve
npm ERR!
npm ERR! While resolving: react-scripts@5.0.1
npm ERR! Found: react@19.2.0
npm ERR! node_modules/react
npm ERR!   react@"^19.2.0" from the root project
npm ERR!
npm ERR! A complete log of this run can be found in: /home/dev/.npm/_logs/2026-11-21T04_52_07_022Z-debug-0.log
""",
        ("npm ERR! code ERESOLVE", "npm ERR! ERESOLVE could not resolve"),
    ),
    PasteCase(
        "npm missing script",
        """\
npm error Missing script: "biuld"
npm error
npm error To see a list of scripts, run:
npm error   npm run
npm error A complete log of this run can be found in: /root/.npm/_logs/2026-11-21T04_52_07_022Z-debug-0.log
""",
        ('npm error Missing script: "{script}"',),
    ),
    PasteCase(
        "pip no distribution",
        """\
$ pip install -r requirements.txt
Collecting flask
  Using cached flask-3.1.0-py3-none-any.whl (102 kB)
ERROR: Could not find a version that satisfies the requirement torchh==2.9.1 (from versions: none)
ERROR: No matching distribution found for torchh==2.9.1
""",
        ("Could not find a version that satisfies the requirement {package}=={version} (from versions: none)",),
    ),
    PasteCase(
        "git ref",
        """\
dev@build:~/app$ git pull origin feature/login
fatal: couldn't find remote ref feature/login
""",
        ("fatal: couldn't find remote ref {ref}",),
    ),
    PasteCase(
        "git index lock",
        """\
$ git commit -m "wip"
fatal: Unable to create '/home/mia/src/app/.git/index.lock': File exists.

Another git process seems to be running in this repository, e.g.
an editor opened by 'git commit'. Please make sure all processes
are terminated then try again.
""",
        ("fatal: Unable to create '{file:path}': File exists.",),
    ),
    PasteCase(
        "docker name in use",
        """\
$ docker run --name web nginx
docker: Error response from daemon: Conflict. The container name "/web" is already in use by container \
"6e3b1f0a9c2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7". You have to remove (or rename) that container \
to be able to reuse that name.
See 'docker run --help'.
""",
        (
            (
                'docker: Error response from daemon: Conflict. The container name "{container:path}" is already in '
                'use by container "{container2:hex}". You have to remove (or rename) that container to be able to '
                "reuse that name."
            ),
        ),
    ),
    PasteCase(
        "docker compose network",
        """\
[+] Running 1/1
 ✔ Container shop-db-1  Created    0.1s
Error response from daemon: network 3f2a9c0de1b24f7788aa9c0de1b24f77 not found
""",
        ("Error response from daemon: network {network:hex} not found",),
    ),
    PasteCase(
        "ssh host resolve",
        """\
$ ssh deploy@web01.internal
ssh: Could not resolve hostname web01.internal: Name or service not known
""",
        ("ssh: Could not resolve hostname {host}: Name or service not known",),
    ),
    PasteCase(
        "ssh refused",
        """\
$ ssh -p 2222 ops@10.20.30.40
ssh: connect to host 10.20.30.40 port 2222: Connection refused
""",
        ("ssh: connect to host {host:ip} port {port}: Connection refused",),
    ),
    PasteCase(
        "apt locate",
        """\
dev@build:~$ sudo apt-get install libfoo-dev
Reading package lists... Done
Building dependency tree... Done
E: Unable to locate package libfoo-dev
""",
        ("E: Unable to locate package {package}",),
    ),
    PasteCase(
        "apt unsigned",
        """\
Hit:1 http://archive.ubuntu.com/ubuntu noble InRelease
Err:5 https://download.example.com/apt stable InRelease
  The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 7EA0A9C3F273FCD8
Reading package lists... Done
""",
        ("The following signatures couldn't be verified because the public key is not available: NO_PUBKEY {key:hex}",),
    ),
    PasteCase(
        "rustc mismatched",
        """\
   Compiling demo v0.1.0 (/home/dev/demo)
error[E0308]: mismatched types
 --> src/main.rs:2:18
  |
2 |     let x: i32 = "1";
  |            ---   ^^^ expected `i32`, found `&str`
  |            |
  |            expected due to this

For more information about this error, try `rustc --explain E0308`.
error: could not compile `demo` (bin "demo") due to 1 previous error
""",
        ("error[E0308]: mismatched types",),
    ),
    PasteCase(
        "gcc undeclared",
        """\
gcc -Wall -c main.c -o main.o
main.c: In function 'main':
main.c:3:5: error: 'coutn' undeclared (first use in this function); did you mean 'count'?
    3 |     coutn++;
      |     ^~~~~
      |     count
main.c:3:5: note: each undeclared identifier is reported only once for each function it appears in
make: *** [Makefile:4: main.o] Error 1
""",
        (
            (
                "{file:path}:{line:int}:{column:int}: error: '{name}' undeclared (first use in this function); "
                "did you mean '{name2}'?"
            ),
        ),
    ),
    PasteCase(
        "linker",
        """\
/usr/bin/ld: /tmp/ccW2x1.o: in function `main':
main.c:(.text+0x9): undefined reference to `frobnicate'
collect2: error: ld returned 1 exit status
make: *** [Makefile:4: app] Error 1
""",
        ("undefined reference to `{symbol}'", "collect2: error: ld returned 1 exit status"),
    ),
    PasteCase(
        "go module",
        """\
$ go build ./...
cmd/api/main.go:8:2: no required module provides package github.com/acme/widgets/v2; to add it:
\tgo get github.com/acme/widgets/v2
""",
        ("{file:path}:{line:int}:{column:int}: no required module provides package {package}; to add it:",),
    ),
    PasteCase(
        "go panic",
        """\
panic: runtime error: index out of range [5] with length 3

goroutine 1 [running]:
main.main()
\t/tmp/sandbox/prog.go:9 +0x1d
exit status 2
""",
        ("panic: runtime error: index out of range [{index:int}] with length {length:int}",),
    ),
    PasteCase(
        "java cause",
        """\
2026-11-21 09:14:02.118 ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed
java.lang.IllegalStateException: Failed to start pool
\tat com.acme.Pool.start(Pool.java:41)
\tat com.acme.Main.main(Main.java:12)
Caused by: java.net.ConnectException: Connection refused: db.internal/10.1.2.3:5432
\tat java.base/sun.nio.ch.Net.connect0(Native Method)
\t... 12 more
""",
        ("java.net.ConnectException: Connection refused: {host}/{ip}:{port}",),
    ),
    PasteCase(
        "java class",
        """\
Exception in thread "main" java.lang.NoClassDefFoundError: com/acme/util/Frob
\tat com.acme.Main.main(Main.java:5)
Caused by: java.lang.ClassNotFoundException: com.acme.util.Frob
\tat java.base/jdk.internal.loader.BuiltinClassLoader.loadClass(BuiltinClassLoader.java:641)
\t... 1 more
""",
        ("java.lang.ClassNotFoundException: {class}",),
    ),
    PasteCase(
        "kubectl forbidden",
        """\
$ kubectl get pods -n shop
Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:shop:ci" cannot list resource "pods" \
in API group "" in the namespace "shop"
""",
        (
            (
                'Error from server (Forbidden): pods is forbidden: User "{user}" cannot list resource "{resource}" '
                'in API group "" in the namespace "{namespace}"'
            ),
        ),
    ),
    PasteCase(
        "kubectl not found",
        """\
Error from server (NotFound): deployments.apps "api-gateway" not found
""",
        ('Error from server (NotFound): deployments.apps "{name}" not found',),
    ),
    PasteCase(
        "terraform lock",
        """\
╷
│ Error: Error acquiring the state lock
│
│ Error message: ConditionalCheckFailedException: The conditional request failed
│ Lock Info:
│   ID:        7c0f2a54-8f0f-4b54-9a35-1f0a1b2c3d4e
│   Path:      acme-tfstate/prod/terraform.tfstate
╵
""",
        ("Error message: ConditionalCheckFailedException: The conditional request failed",),
    ),
    PasteCase(
        "psql role",
        """\
$ psql -h localhost -U shop
psql: error: connection to server at "localhost" (127.0.0.1), port 5432 failed: FATAL:  role "shop" does not exist
""",
        (
            (
                'psql: error: connection to server at "{server:host}" ({ip}), port {port} failed: FATAL: '
                'role "{role}" does not exist'
            ),
        ),
    ),
    PasteCase(
        "postgres log",
        """\
2026-11-21 09:14:02.118 UTC [4711] ERROR:  relation "orders" does not exist at character 15
2026-11-21 09:14:02.118 UTC [4711] STATEMENT:  SELECT * FROM orders WHERE id = 7;
""",
        ('relation "{relation}" does not exist at character {character:int}',),
    ),
    PasteCase(
        "nginx bind",
        """\
2026/11/21 09:14:02 [emerg] 1234#1234: bind() to 0.0.0.0:80 failed (98: Address already in use)
nginx: configuration file /etc/nginx/nginx.conf test failed
""",
        ("bind() to {ip}:{port} failed (98: Address already in use)",),
    ),
    PasteCase(
        "nginx upstream",
        """\
2026/11/21 09:14:02 [error] 31#31: *17 connect() failed (111: Connection refused) while connecting to upstream, \
client: 172.18.0.1, server: shop.example.com, request: "GET /api HTTP/1.1", upstream: "http://172.18.0.4:3000/api", \
host: "shop.example.com"
""",
        (
            (
                "connect() failed (111: Connection refused) while connecting to upstream, client: {client:ip}, "
                'server: {server:host}, request: "{request:rest}", upstream: "{upstream:url}", host: "{host}"'
            ),
        ),
    ),
    PasteCase(
        "systemd exec",
        """\
Nov 21 02:11:09 web01 systemd[1]: shop.service: Failed at step EXEC spawning /opt/shop/serve: No such file or directory
Nov 21 02:11:09 web01 systemd[1]: shop.service: Main process exited, code=exited, status=203/EXEC
Nov 21 02:11:09 web01 systemd[1]: shop.service: Failed with result 'exit-code'.
""",
        ("{unit}: Failed at step EXEC spawning {file:path}: No such file or directory",),
    ),
    PasteCase(
        "systemctl unit",
        """\
$ sudo systemctl start shopd
Failed to start shopd.service: Unit shopd.service not found.
""",
        ("Failed to start {unit}: Unit {unit2} not found.",),
    ),
    PasteCase(
        "bash command",
        """\
dev@build:~/app$ ./deploy.sh
./deploy.sh: line 12: kubectl-neat: command not found
""",
        ("{script:path}: line {line:int}: {command}: command not found",),
    ),
    PasteCase(
        "bash permission",
        """\
$ /srv/app/run.sh
bash: /srv/app/run.sh: Permission denied
""",
        ("bash: {script:path}: Permission denied",),
    ),
    PasteCase(
        "powershell policy",
        """\
PS C:\\work\\app> .\\build.ps1
.\\build.ps1 : File C:\\work\\app\\build.ps1 cannot be loaded because running scripts is disabled on this system.
At line:1 char:1
+ .\\build.ps1
+ ~~~~~~~~~~~
    + CategoryInfo          : SecurityError: (:) [], PSSecurityException
    + FullyQualifiedErrorId : UnauthorizedAccess
""",
        ("{script:path} : File {file:path} cannot be loaded because running scripts is disabled on this system.",),
    ),
    PasteCase(
        "powershell term",
        """\
PS C:\\> terraform
terraform : The term 'terraform' is not recognized as the name of a cmdlet, function, script file, or operable program.
At line:1 char:1
""",
        (
            (
                "{command} : The term '{term}' is not recognized as the name of a cmdlet, function, script file, "
                "or operable program."
            ),
        ),
    ),
    PasteCase(
        "windows access denied",
        """\
C:\\Users\\mia> net use Z: \\\\fileserver\\share
System error 53 has occurred.

The network path was not found.
""",
        ("The network path was not found.",),
    ),
    PasteCase(
        "windows update",
        """\
Windows Update encountered an unknown error. (0x80070005)
""",
        ("Windows Update encountered an unknown error. (0x80070005)",),
    ),
    PasteCase(
        "make rule",
        """\
$ make
make: *** No rule to make target 'src/util.o', needed by 'app'.  Stop.
""",
        ("make: *** No rule to make target '{target:path}', needed by '{name}'. Stop.",),
    ),
    PasteCase(
        "node module",
        """\
node:internal/modules/cjs/loader:1404
  throw err;
  ^

Error: Cannot find module 'express'
Require stack:
- /home/dev/shop/server.js
    at Function._resolveFilename (node:internal/modules/cjs/loader:1401:15)
    at Module.require (node:internal/modules/cjs/loader:1467:12) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/home/dev/shop/server.js' ]
}

Node.js v22.12.0
""",
        ("Error: Cannot find module '{module}'",),
    ),
    PasteCase(
        "node port",
        """\
Error: listen EADDRINUSE: address already in use :::3000
    at Server.setupListenHandle [as _listen2] (node:net:1937:16)
    at listenInCluster (node:net:1994:12)
""",
        ("Error: listen EADDRINUSE: address already in use :::{port}",),
    ),
    PasteCase(
        "python attribute",
        """\
Traceback (most recent call last):
  File "/home/dev/app/main.py", line 7, in <module>
    print(user.name.split())
          ^^^^^^^^^^^^^^^
AttributeError: 'NoneType' object has no attribute 'split'
""",
        ("AttributeError: '{object}' object has no attribute '{attribute}'",),
    ),
    PasteCase(
        "python errno",
        """\
Traceback (most recent call last):
  File "/srv/app/export.py", line 3, in <module>
    open("/var/lib/app/out.csv", "w")
PermissionError: [Errno 13] Permission denied: '/var/lib/app/out.csv'
""",
        ("PermissionError: [Errno 13] Permission denied: '{file:path}'",),
    ),
    PasteCase(
        "json log",
        """\
{"time":"2026-11-21T09:14:02Z","level":"info","msg":"starting"}
{"time":"2026-11-21T09:14:03Z","level":"error","msg":"dial tcp 10.0.0.7:6379: connect: connection refused","pid":12}
{"time":"2026-11-21T09:14:03Z","level":"info","msg":"shutting down"}
""",
        ("dial tcp {ip}:{port}: connect: connection refused",),
    ),
    PasteCase(
        "logfmt",
        """\
time="2026-11-21T09:14:03Z" level=error msg="failed to mount volume data-01: no such device" id=7
""",
        ("failed to mount volume {volume}: no such device",),
    ),
    PasteCase(
        "kernel segfault",
        """\
[345.678901] app[4711]: segfault at 0 ip 00007f2b1c0a3e10 sp 00007ffd5c3b2a90 error 4 in libc.so.6[7f2b1c000000+1c5000]
""",
        ("segfault at 0 ip {ip:hex} sp {sp:hex} error 4 in {file:path}[{hex}+{hex2:hex}]",),
    ),
    PasteCase(
        "curl certificate",
        """\
$ curl https://registry.example.com/v2/
curl: (60) SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html
""",
        ("curl: (60) SSL certificate problem: unable to get local issuer certificate",),
    ),
    PasteCase(
        "killed",
        """\
dev@build:~/app$ make train
python3 train.py
Killed
make: *** [Makefile:2: train] Error 137
""",
        ("Killed", "make: *** [Makefile:{line:int}: {target}] Error 137"),
    ),
    PasteCase(
        "connection timeout with a secret",
        """\
sqlalchemy.exc.OperationalError: could not connect to postgresql://shop:h7Kq2wPz@db.internal:5432/shop: timeout expired
""",
        ("sqlalchemy.exc.OperationalError: could not connect to {url}: timeout expired",),
    ),
)
