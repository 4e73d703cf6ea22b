"""Commands with a placeholder, and what becomes of values in them: the source of `vectors/fill-1.json`.

A case is a language, a command and the values tried in it. The expected result is worked out by the Python filler, and
read by a person when the vectors are written; from then on both twins must give it.
"""

from __future__ import annotations

from collections.abc import Iterator

HARMLESS = {"x": ("app-1.2", "word")}
NEEDS_QUOTES = {"x": ("it's $(id) `id` a;b", "rest")}
OPTION = {"x": ("--upload-pack=id", "word")}
PATH = {"x": ("/srv/app/cache", "path")}
ROOT = {"x": ("/", "path")}
NUMBER = {"x": ("8080", "port")}

SHELL = (
    *("cat __X__", 'cat "__X__"', "cat '__X__'", "cat $'__X__'", "cat a__X__", "cat __X__b", "cat --file=__X__"),
    *("echo $(cat __X__)", "echo `cat __X__`", "echo $(__X__ a)", "echo `__X__ a`", 'echo "$(cat "__X__")"'),
    *("echo ${A:-__X__}", "echo ${__X__}", "echo $((__X__ + 1))", "[[ __X__ -gt 1 ]]", "[ -f __X__ ]"),
    "test -v __X__",
    *("__X__", "__X__ --version", "A=1 __X__", "A=__X__ ls", "PATH=__X__:$PATH ls"),
    "GIT_SSH_COMMAND=__X__ git fetch",
    *("export A=__X__", "sudo __X__", "sudo -u __X__ ls", "sudo -u root cat __X__", "sudo --unknown cat __X__"),
    *("env -u A cat __X__", "nohup __X__ &", "time cat __X__", "timeout 5 __X__", "timeout __X__ ls", "exec __X__"),
    *("ls | __X__", "ls | grep __X__", "ls && cat __X__", "ls; __X__", "ls & __X__", "(__X__)", "{ cat __X__; }"),
    *("if cat __X__; then __X__; fi", "for i in __X__; do ls; done", "while cat __X__; do ls; done", "! __X__"),
    *("case __X__ in a) ls;; esac", "a=(__X__ b)", "f() { cat __X__; }", "ls > __X__", "ls >> __X__", "ls 2> __X__"),
    *("ls &> __X__", "wc -l < __X__", "bash < __X__", "wc <<< __X__", "bash <<< __X__", "diff <(cat __X__) b"),
    *("bash __X__", "sh -x __X__", "bash -c '__X__'", "bash -c 'cat __X__'", "bash -lc 'cat __X__'", ". __X__"),
    *("source __X__", "eval __X__", "eval 'cat __X__'", "trap '__X__' EXIT", "alias a='__X__'", "watch cat __X__"),
    *("watch '__X__'", "xargs __X__", "xargs -n 1 cat __X__", "ssh __X__", "ssh -p __X__ host", "ssh host __X__"),
    *("ssh host cat __X__", "ssh host 'cat __X__'", "ssh host 'ls; __X__'", "ssh -o ProxyCommand=__X__ host"),
    *("su -c '__X__' bob", "docker run --rm __X__", "docker run -it --rm alpine __X__", "docker exec -it web __X__"),
    *("docker exec -it __X__ ls", "docker exec web cat __X__", "docker logs __X__", "docker compose exec web __X__"),
    *("docker run -v __X__:/data alpine", "docker run --new-option __X__", "kubectl exec pod -- __X__"),
    *("kubectl exec -n __X__ pod -- ls", "kubectl logs __X__", "npx __X__", "npm exec __X__", "npm install __X__"),
    *("python __X__", "python -m __X__", "python -c '__X__'", "python -c 'import __X__'"),
    "python3.11 -c 'f()' __X__",
    *('python -c "print(\\"__X__\\")"', "node -e 'require(\"__X__\")'", "node __X__", "node --require=__X__ a.js"),
    *("perl -ne 'print if /__X__/' f", "ruby -e '__X__'", "php -r '__X__'", "awk '/__X__/' f", "awk 1 __X__"),
    *("sed -i 's/__X__/b/' f", "sed -i s/a/b/ __X__", "jq '.__X__' f", "psql -c 'select __X__'", "psql __X__"),
    *("mysql -e 'select __X__'", "sqlite3 f 'select __X__'", "find __X__ -name a", "find . -name __X__"),
    *("find . -exec __X__ {} +", "find . -exec rm __X__ {} +", "find __X__ -delete", "rm -rf __X__"),
    "rm -rf '__X__'",
    *("chown -R me __X__", "mv __X__ a", "dd if=a of=__X__", "rsync -a --delete a __X__", "rsync -a a __X__"),
    *("mkfs.ext4 __X__", "tar --to-command __X__ -xf a", "git clone __X__", "git pull --rebase origin __X__"),
    *(
        "git config core.pager __X__",
        "git config alias.a __X__",
        "git rebase --exec __X__",
        "git -c core.editor=__X__ c",
    ),
    *(
        "cat <<EOF\n__X__\nEOF",
        "cat <<'EOF' > f\n__X__\nEOF",
        "sudo tee f <<EOF\n__X__\nEOF",
        "cat <<EOF | sh\n__X__\nEOF",
    ),
    *("bash <<EOF\ncat __X__\nEOF", "cat <<EOF\n$(__X__)\nEOF", "cat <<EOF\n$(cat __X__)\nEOF", "cat <<EOF\n__X__"),
    *(
        "cat a \\\n  __X__",
        "cat a\n\ncat __X__",
        "cat 'a\n__X__",
        "echo don't\ncat __X__",
        "cat __X__ # VAR",
        "# cat __X__",
    ),
    *("cat a # __X__", "$ cat __X__", "user@host:~$ cat __X__", "cat __X__  # 🖐️ VAR", "cat __X__ __Y__ __X__"),
    *("__TOOL__ __X__", "$TOOL __X__", "/usr/bin/sudo cat __X__", "'cat' __X__", "open __X__"),
    "parallel __X__ ::: a",
)
OTHER = (
    ("console", "$ cat __X__\nnot found: it's\n$ ls"),
    ("console", "# echo __X__"),
    ("console", "# __X__"),
    ("console", "> __X__"),
    ("console", "% sudo cat __X__"),
    ("fish", "cat __X__"),
    ("zsh", "cat __X__"),
    ("", "cat __X__"),
    ("make", "all:\n\tcat __X__"),
    ("make", "all:\n\t__X__"),
    ("makefile", "A := $(shell __X__)"),
    ("powershell", "Get-Item __X__"),
    ("powershell", "__X__"),
    ("powershell", "iex __X__"),
    ("powershell", "& __X__"),
    ("cmd", "type __X__"),
    ("bat", "dir & __X__"),
    ("tcsh", "cat __X__"),
    ("nu", "open __X__"),
    ("dockerfile", "FROM __X__"),
    ("dockerfile", "FROM alpine\nRUN cat __X__"),
    ("dockerfile", "RUN __X__"),
    ("dockerfile", "run __X__"),
    ("dockerfile", "RUN --mount=type=cache,target=/a cat __X__"),
    ("dockerfile", "ONBUILD RUN __X__"),
    ("dockerfile", "HEALTHCHECK --interval=5s CMD __X__"),
    ("dockerfile", "HEALTHCHECK CMD curl __X__"),
    ("dockerfile", 'CMD ["__X__"]'),
    ("dockerfile", 'ENTRYPOINT ["sh", "-c", "__X__"]'),
    ("dockerfile", "RUN apt-get install \\\n    __X__"),
    ("dockerfile", "RUN ls\nENV A=__X__"),
    ("dockerfile", "RUN <<EOF\ncat __X__\nEOF"),
    ("dockerfile", "RUN sh -c '__X__'"),
    ("yaml", "image: __X__"),
    ("yaml", 'image: "__X__:latest"'),
    ("yaml", "a: [b, __X__]"),
    ("yaml", "run: __X__"),
    ("yaml", "- run: cat __X__"),
    ("yaml", "run: |\n  ls\n  __X__"),
    ("yaml", "run: |\n  ls\n  cat __X__"),
    ("yaml", "command: __X__"),
    ("yaml", 'command: ["__X__", "a"]'),
    ("yaml", "command:\n  - __X__"),
    ("yaml", "command:\n  - sh\n  - -c\n  - __X__"),
    ("yaml", "services:\n  a:\n    command: a\n    image: __X__"),
    ("json", '{"image": "__X__"}'),
    ("json", '{"scripts": {"build": "__X__"}}'),
    ("toml", 'name = "__X__"'),
    ("ini", "ExecStart=__X__"),
    ("ini", "User=__X__"),
    ("sql", "SELECT '__X__'"),
    ("sql", "DROP TABLE __X__"),
    ("python", 'open("__X__")'),
    ("python", "x = __X__"),
    ("python", 'os.system("__X__")'),
    ("python", "import __X__"),
    ("python", '"""__X__"""'),
    ("javascript", "fetch('__X__')"),
    ("javascript", "`__X__`"),
    ("js", "require('__X__')"),
    ("perl", 'print "__X__"'),
    ("perl", "`__X__`"),
    ("c", 'printf("%s", __FILE__);'),
    ("cpp", "f(__LINE__, __X__);"),
    ("bash", "touch __FILE__"),
    ("text", "see __X__"),
    ("diff", "+FROM __X__"),
    ("nginx", "root __X__;"),
)
VALUES: dict[str, tuple[tuple[str, str], ...]] = {
    "cat __X__": (
        *(("a", "word"), ("-a", "word"), ("a b", "word"), ("a'b", "rest"), ("a\\b", "rest"), ("a\\'b", "rest")),
        *(("a\\\\b", "rest"), ("a\\", "rest"), ("C:\\dir\\file", "rest"), ("a\nb", "rest"), ("a\tb", "rest")),
        *(("a\x1b[31m", "rest"), ("a\u202eb", "rest"), ("a\u200bb", "rest"), ("a\U000e0041b", "rest"), ("", "word")),
        *(
            ("é", "word"),
            ("日本 語", "rest"),
            ("😀", "rest"),
            ("a" * 1001, "word"),
            ("a" * 1000, "word"),
            ("!!", "word"),
        ),
        *(
            ("~", "path"),
            ("~/a", "path"),
            (".", "path"),
            ("..", "path"),
            ("../a", "path"),
            ("./a", "path"),
            ("/", "path"),
        ),
        *(("a//b", "path"), ("a--b", "word"), ("a::b", "word"), (":main", "word"), ("+x", "word"), ("@file", "word")),
        *(("a=b", "word"), ("a,b", "word"), ("a:b", "word"), ("a%b", "word"), ("a*", "word"), ("$(id)", "rest")),
        *(("12", "int"), ("-12", "int"), ("0x1f", "hex"), ("xyz", "hex"), ("10.0.0.1", "ip"), ("fe80::1", "ip")),
        *(("::", "ip"), ("::1", "ip"), ("a.example", "host"), ("-a.example", "host"), ("a.example-", "host")),
        *(("v1.2.3-rc.1", "version"), ("1.0; id", "version"), ("ghcr.io/a/b:1@sha256", "image"), ("80", "port")),
        *(("https://e.test/a/b", "url"), ("https://e.test/a?b=c&d", "url"), ("file:///etc/passwd", "url")),
        *(
            ("https://e.test/a", "word"),
            ("ext::sh", "word"),
            ("'quoted'", "quoted"),
            ("'a'; id", "quoted"),
            ("x", "odd"),
        ),
        ("00000000-0000-0000-0000-000000000000", "uuid"),
    ),
    "rm -rf __X__": (
        *(("/", "path"), ("/etc", "path"), ("/etc/passwd", "path"), ("/home/ann", "path"), ("/home/ann/a", "path")),
        *(("/srv", "path"), ("/srv/a", "path"), ("/srv/../etc", "path"), ("~", "rest"), ("*", "rest")),
        ("a*", "rest"),
        *(("a b", "rest"), (".", "path"), ("./a", "path"), ("/usr/share/a/b", "path"), ("//", "path")),
        ("/ ", "rest"),
    ),
    "rm -rf /__X__": (("etc", "word"), ("etc/passwd", "path"), ("srv/app/a", "path")),
    "rm -rf --one=/__X__": (("etc", "word"), ("srv/app/a", "path")),
    "rm -rf build/__X__": (("etc", "word"),),
    "python -c 'x = __X__'": (
        *(("a.b", "word"), ("a-b.c_1", "word"), ("1", "int"), ("a/b", "path"), ("os;id()", "rest"), ("a b", "rest")),
        *((".a", "word"), ("a.", "word"), ("a..b", "word")),
    ),
}


def cases() -> Iterator[tuple[str, str, dict[str, tuple[str, str]]]]:
    """Language, command and values by placeholder."""
    for code in SHELL:
        for values in (HARMLESS, NEEDS_QUOTES):
            yield "bash", code, values
    for language, code in OTHER:
        for values in (HARMLESS, NEEDS_QUOTES, NUMBER):
            yield language, code, values
    for code, texts in VALUES.items():
        for value in texts:
            yield "bash", code, {"x": value}
    for values in (OPTION, PATH, ROOT, {}):
        yield "bash", "ls __X__", values
