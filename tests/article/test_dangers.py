"""What of a command is dangerous is found whatever words a quick look goes by."""

from __future__ import annotations

import pytest

from unstuck.article.dangers import PATTERNS, dangers

EXAMPLES = {
    "--privileged": ["docker run --privileged x"],
    "a download piped into a shell": ["curl -sSf https://x | sh", "wget -O- https://x | sudo bash"],
    "rm -rf": ["rm -rf x", "rm -fr x", "rm -r -f x", "rm\t-Rf x"],
    "--force": ["git push --force"],
    "push -f": ["git push origin main -f"],
    "chmod 777": ["chmod 777 x", "chmod -R 0777 x"],
    "git reset --hard": ["git reset --hard"],
    "git clean": ["git clean -fd"],
    "prune": ["docker system prune", "docker volume prune"],
    "mkfs": ["mkfs.ext4 /dev/sda1"],
    "dd to a device": ["dd if=x of=/dev/sda"],
    "a fork bomb": [":(){ :|:& };:"],
    "--no-verify": ["git commit --no-verify"],
    "switching certificate checks off": [
        *("curl --insecure https://x", "curl -k https://x", "git config http.sslVerify false"),
        *("npm config set strict-ssl false", "pip install --trusted-host x y", "NODE_TLS_REJECT_UNAUTHORIZED=0 node x"),
    ],
    "StrictHostKeyChecking=no": ["ssh -o StrictHostKeyChecking=no x"],
    "--break-system-packages": ["pip install --break-system-packages x"],
    "kill -9": ["kill -9 1", "killall -KILL x"],
    "DROP": ["DROP TABLE x"],
    "TRUNCATE": ["TRUNCATE TABLE x"],
}


def test_each_danger_has_an_example() -> None:
    assert EXAMPLES.keys() == PATTERNS.keys()


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in EXAMPLES.items() for code in codes])
def test_a_danger_is_found_and_not_in_a_comment(name: str, code: str) -> None:
    assert name in dangers(f"echo begin\n{code}\n")
    assert dangers(f"echo begin\n# {code}\n") == ()
