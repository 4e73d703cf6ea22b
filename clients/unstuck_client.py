#!/usr/bin/env python3
"""A client of a published knowledge base, in one file: it reads the site's feeds once and then answers by itself.

    from unstuck_client import Client

    kb = Client("https://example.org/kb/")        # or the folder of a built site
    answer = kb.match(open("build.log").read())   # what `unstuck match --format json` prints
    if answer["verdict"] == "match":
        print(kb.article(answer["hits"][0]["kb_id"])["tldr"]["action"])

Version 0.1.0. Standard library only, Python 3.9 or later. MIT licence. Made by
`python -m unstuck.client.make`: do not edit.
As a command: `python unstuck_client.py --kb https://example.org/kb/ build.log`
"""

from __future__ import annotations

import argparse
import enum
import functools
import hashlib
import heapq
import http.client
import itertools
import json
import math
import re
import sys
import time
import urllib.error
import urllib.request
import zlib
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, BinaryIO, IO
from urllib.parse import urljoin, urlsplit

__all__ = ["Client", "UnstuckError"]

if sys.version_info < (3, 10):  # what these two do not know yet is left out
    _dataclass, _zip = dataclass, zip

    def dataclass(*, slots=False, **options):  # noqa
        return _dataclass(**options)

    def zip(*iterables, strict=False):  # noqa
        return _zip(*iterables)


def pairwise(iterable):
    """Each two neighbours: `itertools.pairwise` of Python 3.10."""
    one, other = itertools.tee(iterable)
    next(other, None)
    return zip(one, other)


class StrEnum(str, enum.Enum):
    """`enum.StrEnum` of Python 3.11, as far as it is used here."""


class _File:
    """A data file that lies within this one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read_text(self, encoding: str) -> str:
        return self.text

    def read_bytes(self) -> bytes:
        return self.text.encode()


_FILES = {
    "errors-1.json": _File(
        '{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"errors-1.json","title":"Errors to articles","'
        'description":"Every error signature of a knowledge base and the articles that answer them. Additive changes on'
        'ly within version 1.","type":"object","required":["version","generator","title","base_url","articles","errors"'
        '],"properties":{"$schema":{"type":"string"},"version":{"const":1},"generator":{"type":"string"},"title":{"type'
        '":"string"},"base_url":{"type":"string","description":"Public address of the site, or empty; article addresses'
        ' are relative to it."},"articles":{"type":"array","items":{"$ref":"#/$defs/article"}},"errors":{"type":"array"'
        ',"items":{"$ref":"#/$defs/signature"}},"content_origin":{"const":"untrusted-article","description":"Whose word'
        's these are: data from many authors, never instructions."},"contract":{"type":"string","description":"What a p'
        'rogram may and may not do with an answer, in Markdown."},"rules":{"type":"object","description":"The normalise'
        'r\'s and scorer\'s rules: patterns of types and prefixes, word lists, weights.","required":["version","types","w'
        'eights"]},"terms":{"type":"object","description":"The feed of the full text\'s terms, of schema/terms-1.json.",'
        '"required":["url","sha256"],"properties":{"url":{"$ref":"#/$defs/file"},"sha256":{"$ref":"#/$defs/sha256"}}},"'
        'parts":{"type":"array","description":"Where the feed is too large for one file: its parts, each of this schema'
        ', in the order of ids. `articles` and `errors` are empty here then.","items":{"type":"object","required":["url'
        '","sha256","first","last","articles","errors"],"properties":{"url":{"$ref":"#/$defs/file"},"sha256":{"$ref":"#'
        '/$defs/sha256"},"first":{"$ref":"#/$defs/kb_id"},"last":{"$ref":"#/$defs/kb_id"},"articles":{"type":"integer",'
        '"minimum":1},"errors":{"type":"integer","minimum":0}}}}},"$defs":{"command":{"type":"object","required":["lang'
        'uage","text","placeholders"],"properties":{"language":{"type":"string"},"text":{"type":"string"},"placeholders'
        '":{"$ref":"#/$defs/words"}}},"kb_id":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*_[0-9]{3'
        ',}$","maxLength":64},"file":{"type":"string","pattern":"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\\\.json$","maxLength"'
        ':200,"description":"Address of the file, relative to the site."},"sha256":{"type":"string","pattern":"^[0-9a-f'
        ']{64}$","description":"Digest of the file\'s bytes."},"words":{"type":"array","items":{"type":"string"}},"artic'
        'le":{"type":"object","required":["kb_id","title","url","tldr","category","platform","technologies","tags","com'
        'plexity","criticality","updated","fix_time","where_to_check","commands","verification","fallbacks","impact","d'
        'owntime_risk","risks","placeholders","related_kb"],"properties":{"kb_id":{"$ref":"#/$defs/kb_id"},"title":{"ty'
        'pe":"string"},"url":{"type":"string","description":"Address of the page, relative to the site."},"tldr":{"type'
        '":"object","required":["symptom","action"],"properties":{"symptom":{"type":"string"},"action":{"type":"string"'
        '}}},"category":{"type":"string"},"platform":{"$ref":"#/$defs/words"},"technologies":{"$ref":"#/$defs/words"},"'
        'tags":{"$ref":"#/$defs/words"},"complexity":{"type":["integer","null"],"minimum":1,"maximum":5},"criticality":'
        '{"enum":["","low","medium","high","critical"]},"created":{"type":"string","description":"ISO date, or empty."}'
        ',"updated":{"type":"string","description":"ISO date of the last change, or empty."},"fix_time":{"type":["objec'
        't","null"],"required":["text","seconds"],"properties":{"text":{"type":"string"},"seconds":{"type":"integer","m'
        'inimum":0}}},"where_to_check":{"$ref":"#/$defs/words"},"commands":{"type":"array","description":"The fix, reco'
        'mmended option first. Placeholders stand as __NAME__.","items":{"type":"object","required":["option","title","'
        'recommended","language","text","placeholders"],"properties":{"option":{"type":"string"},"title":{"type":"strin'
        'g"},"recommended":{"type":"boolean"},"language":{"type":"string"},"text":{"type":"string"},"placeholders":{"$r'
        'ef":"#/$defs/words","description":"Names of the values to be filled before it is run."}}}},"verification":{"ty'
        'pe":"object","required":["commands","expected"],"properties":{"commands":{"type":"array","items":{"$ref":"#/$d'
        'efs/command"}},"expected":{"$ref":"#/$defs/words"}}},"fallbacks":{"type":"array","items":{"type":"object","req'
        'uired":["title","when","risks","commands"],"properties":{"title":{"type":"string"},"when":{"type":"string"},"r'
        'isks":{"type":"string"},"commands":{"type":"array","items":{"$ref":"#/$defs/command"}}}}},"impact":{"type":"st'
        'ring"},"downtime_risk":{"type":"string"},"risks":{"$ref":"#/$defs/words","description":"What the fix itself ma'
        'y break."},"placeholders":{"type":"array","items":{"type":"object","required":["name","description","example"]'
        ',"properties":{"name":{"type":"string"},"description":{"type":"string"},"example":{"type":"string"}}}},"relate'
        'd_kb":{"type":"array","items":{"type":"string"}}}},"signature":{"type":"object","required":["id","kb_id","line'
        's","captures","samples","versions","inferred"],"properties":{"id":{"type":"string"},"kb_id":{"$ref":"#/$defs/k'
        'b_id"},"lines":{"type":"array","minItems":1,"items":{"type":"string"},"description":"Templates; several must f'
        'ollow each other in this order, gaps allowed."},"captures":{"type":"array","items":{"type":"object","required"'
        ':["name","type","placeholder"],"properties":{"name":{"type":"string"},"type":{"enum":["word","path","int","hex'
        '","uuid","ip","host","port","url","version","image","quoted","rest"]},"placeholder":{"type":["string","null"]}'
        '}}},"samples":{"$ref":"#/$defs/words"},"versions":{"type":"string"},"inferred":{"type":"boolean"},"confidence_'
        'inputs":{"type":["object","null"],"description":"What is known of the signature before any paste.","required":'
        '["bits","firm_bits","brevity","coded","strict"],"properties":{"bits":{"type":"number","minimum":0,"description'
        '":"Information of its words in this knowledge base."},"firm_bits":{"type":"number","minimum":0,"description":"'
        'The same, with an author\'s examples counted little."},"brevity":{"type":"number","minimum":0,"maximum":1,"desc'
        'ription":"1 for a single plain word, near 0 from five words on."},"coded":{"type":"boolean","description":"It '
        'holds an error code."},"strict":{"type":"boolean","description":"It has variable parts of a type that few word'
        's are of."}}}}}}}'
    ),
    "terms-1.json": _File(
        '{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"terms-1.json","title":"Full-text terms of art'
        'icles","description":"How often each article of a knowledge base holds each term of the full text, title and e'
        "rrors counted several times. With errors.json, all that the matcher's confidence and candidates are made of. A"
        'dditive changes only within version 1.","type":"object","required":["version","generator","articles"],"propert'
        'ies":{"$schema":{"type":"string"},"version":{"const":1},"generator":{"type":"string"},"articles":{"type":"arra'
        'y","items":{"type":"object","required":["kb_id","terms"],"properties":{"kb_id":{"$ref":"#/$defs/kb_id"},"terms'
        '":{"type":"object","description":"Stems, and parts of compound words, with their counts.","additionalPropertie'
        's":{"type":"integer","minimum":1,"maximum":1000000000}}}}},"parts":{"type":"array","description":"Where the fe'
        'ed is too large for one file: its parts, each of this schema, in the order of ids. `articles` is empty here th'
        'en.","items":{"type":"object","required":["url","sha256","first","last","articles"],"properties":{"url":{"$ref'
        '":"#/$defs/file"},"sha256":{"$ref":"#/$defs/sha256"},"first":{"$ref":"#/$defs/kb_id"},"last":{"$ref":"#/$defs/'
        'kb_id"},"articles":{"type":"integer","minimum":1}}}}},"$defs":{"kb_id":{"type":"string","pattern":"^[A-Za-z][A'
        '-Za-z0-9]*(_[A-Za-z0-9]+)*_[0-9]{3,}$","maxLength":64},"file":{"type":"string","pattern":"^[A-Za-z0-9_-]+(/[A-'
        'Za-z0-9_-]+)*\\\\.json$","maxLength":200,"description":"Address of the part, relative to the site."},"sha256":{"'
        'type":"string","pattern":"^[0-9a-f]{64}$","description":"Digest of the part\'s bytes."}}}'
    ),
    "rules.json": _File(
        '{"version":1,"types":{"word":"\\\\S{1,500}","path":"[^\\\\s\\\\\\"\'`<>|;*?]{1,500}","int":"[-+]?[0-9]{1,40}","hex":"('
        '?:0[xX])?[0-9a-fA-F]{1,128}","uuid":"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}","ip":"[0-9]{1,3}(?:'
        '\\\\.[0-9]{1,3}){3}|\\\\[?[0-9a-fA-F:]{2,45}\\\\]?","host":"[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}","port":"[0-9]{1,5}","'
        'url":"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\\\\s\\\\\\"\'<>`]{1,2000}","version":"[vV]?[0-9][0-9A-Za-z.*+~_-]{0,80}","im'
        'age":"[A-Za-z0-9][A-Za-z0-9._/:@-]{0,400}","quoted":"\\\\\\"[^\\\\\\"]{0,500}\\\\\\"|\'[^\']{0,500}\'|`[^`]{0,500}`|`[^\']{'
        '0,500}\'","rest":".{1,2000}"},"quotes":{"\'":"\\u2018\\u2019\\u201a\\u201b\\u00b4\\u2032","\\"":"\\u201c\\u201d\\u201e\\u20'
        '1f"," ":"\\u00a0"},"weights":{"bias":-4.3,"info":4.1,"coverage":1.2,"proof":1.2,"whole":0.6,"explained":0.2,"fr'
        'ame":-1.2,"second":0.7,"code":4.5,"named":2.5,"conflict":-3.0,"product":0.8,"alien":-0.6,"heading":1.5,"inferr'
        'ed":-0.8,"text":3.4,"support":4.1,"alone":1.2,"ample":1.9,"brevity":-0.7,"found":-2.6},"ansi":"\\\\u001b(?:\\\\[[0'
        '-9:;<=>?]*[ -/]*[@-~]|\\\\][^\\\\u0007\\\\u001b]{0,2000}(?:\\\\u0007|\\\\u001b\\\\\\\\)|[@-Z\\\\\\\\^_])","controls":"[\\\\u0000-\\'
        '\\u0008\\\\u000b\\\\u000c\\\\u000e-\\\\u001f\\\\u007f\\\\u200b-\\\\u200f\\\\u2028-\\\\u202e\\\\u2060-\\\\u2069\\\\ufeff]","cues":[["\\\\.'
        'rs:[0-9]+:[0-9]+|error\\\\[E[0-9]{4}\\\\]|^(?:LL|[0-9]+) +\\\\||rustc|cargo","rust rustc cargo"],["\\\\.py\\", line [0-'
        '9]|\\\\.py:[0-9]+|Traceback \\\\(most recent call last\\\\)|site-packages","python py pip"],["npm ERR!|npm error|nod'
        'e_modules|node:internal|\\\\.m?js:[0-9]+|at .*\\\\.js:[0-9]+","npm node nodejs javascript js"],["\\\\.tsx?(?::[0-9]+'
        '|\\\\([0-9]+,[0-9]+\\\\))|error TS[0-9]+","typescript ts tsc node"],["\\\\.svelte(?::[0-9]+|$| )","svelte"],["\\\\.vue'
        '(?::[0-9]+|$| )","vue"],["\\\\.astro(?::[0-9]+|$| )","astro"],["\\\\.dart:[0-9]+","dart flutter"],["\\\\.hs:[0-9]+",'
        '"haskell ghc cabal"],["\\\\.go:[0-9]+|goroutine [0-9]+ \\\\[","go golang"],["\\\\.java:[0-9]+\\\\)?|^\\\\s*at [a-z]+(?:\\'
        '\\.[a-zA-Z0-9_$]+)+\\\\(|java\\\\.lang\\\\.","java jvm maven gradle javac"],["\\\\.kt:[0-9]+","kotlin gradle"],["\\\\.cs('
        '?:\\\\([0-9]+,[0-9]+\\\\)|:line [0-9]+)|error CS[0-9]+","csharp dotnet net"],["\\\\.(?:cpp|cxx|h|hpp|c|cc)\\\\([0-9]+('
        '?:,[0-9]+)?\\\\) ?:|\\\\.obj ?:|\\\\.lib\\\\(|(?:error|warning) C[0-9]{4}","msvc visual cpp cl"],["\\\\.(?:cpp|cxx|h|hpp'
        '|c|cc):[0-9]+:[0-9]+:|undefined reference to|collect2:","gcc clang cpp c linux"],["\\\\.rb:[0-9]+:in","ruby rail'
        's bundler gem"],["\\\\.php(?::[0-9]+|\\\\([0-9]+\\\\)| on line [0-9]+)","php composer"],["\\\\.swift:[0-9]+","swift xc'
        'ode"],["\\\\.tf line [0-9]+","terraform"],["\\\\.sh: (?:line )?[0-9]+:|bash: |zsh: |^sh: ","bash shell sh zsh linu'
        'x"],["kubectl|kubelet|k8s\\\\.io|(?:^|[^0-9A-Za-z_])pod[/ ]","kubernetes k8s kubectl"],["docker|containerd|runc"'
        ',"docker container containers"],["psql:|SQLSTATE|postgres","postgresql postgres sql"],["^(?:remote: |fatal: |\\'
        '\\s*! \\\\[rejected\\\\])|git (?:push|pull|clone|merge|rebase|checkout|commit)","git"]],"secrets":[["an AWS access '
        'key","\\\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\\\b"],["a GitHub token","\\\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Z'
        'a-z0-9_]{22,255})\\\\b"],["a GitLab token","\\\\bgl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_.-]{20,64}"],["a Slack toke'
        'n","\\\\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,200}"],["a Slack webhook","\\\\bhooks\\\\.slack\\\\.com/services/([A-Za-z'
        '0-9/_-]{20,100})"],["a Google API key","\\\\bAIza[0-9A-Za-z_-]{35}"],["a Google token","\\\\b(?:ya29\\\\.[0-9A-Za-z_'
        '-]{20,1000}|GOCSPX-[0-9A-Za-z_-]{20,64})"],["a Stripe key","\\\\b(?:[sr]k_live|whsec)_[0-9A-Za-z]{16,200}\\\\b"],['
        '"an npm token","\\\\bnpm_[A-Za-z0-9]{36}\\\\b"],["a PyPI token","\\\\bpypi-[A-Za-z0-9_-]{50,300}"],["an AI service k'
        'ey","\\\\b(?:sk-(?:ant-|proj-|svcacct-)[A-Za-z0-9_-]{20,250}|sk-[A-Za-z0-9]{32,64}\\\\b|hf_[A-Za-z0-9]{30,60}\\\\b)"'
        '],["a SendGrid key","\\\\bSG\\\\.[A-Za-z0-9_-]{16,32}\\\\.[A-Za-z0-9_-]{32,64}"],["a DigitalOcean token","\\\\bdo[opr]'
        '_v1_[a-f0-9]{64}\\\\b"],["a JSON web token","\\\\beyJ[A-Za-z0-9_-]{10,2000}\\\\.eyJ[A-Za-z0-9_-]{10,4000}\\\\.[A-Za-z0'
        '-9_-]{10,1000}"],["a private key","-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-('
        '?!----)){0,20000}-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----|(?:[\\\\\\\\nrt \\\\t\\\\r\\\\n]{0,40}[A-Z'
        'a-z0-9+/=]{16,200}){0,400})"],["a password in an address","\\\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^ \\\\t\\\\r\\\\n\\\\f\\\\'
        'v/:@\'\\"<>]{0,64}:([^ \\\\t\\\\r\\\\n\\\\f\\\\v/\'\\"<>]{1,128})@"],["a token in an address","\\\\b[A-Za-z][A-Za-z0-9+.-]{1,2'
        '0}://([A-Za-z0-9_-]{20,255})@"]],"private":[["an authorization header","(?:[Aa]uthorization|AUTHORIZATION)[\\\\\\'
        '\\\\"\']{0,4}[ \\\\t]*(?:=>|:=|[=:])[ \\\\t]*[\\\\\\\\\\"\']{0,4}(?:(?:[Bb]earer|[Bb]asic|[Tt]oken|[Dd]igest|[Nn]egotiate|['
        'Aa]pi[Kk]ey) +)?([A-Za-z0-9._~+/=:-]{8,4000})"],["a bearer token","\\\\b[Bb]earer +([A-Za-z0-9._~+/=-]{16,4000})'
        '"],["a cookie","\\\\b[Cc]ookie: *([^\\\\r\\\\n]{4,4000})"],["a password","(?:[Pp]ass(?:word|wd|phrase|code)|PASS(?:W'
        'ORD|WD|PHRASE|CODE)|[Pp]wd(?=[ \\\\t]*[=:][ \\\\t]*[^/ \\\\t]))[A-Za-z0-9_.-]{0,20}[\\\\\\\\\\"\']{0,4}[ \\\\t]*(?:=>|:=|[=:'
        '])[ \\\\t]*(?:\\"([^\\"\\\\r\\\\n]{1,200})\\"|\'([^\'\\\\r\\\\n]{1,200})\'|[\\\\\\\\\\"\']{0,4}([^ \\\\t\\\\r\\\\n\\\\f\\\\v\\"\',;]{3,200}))"],'
        '["a secret setting","(?:[Ss]ecret(?![A-Za-z_-]{0,10}(?:[Nn]ame|[Rr]ef))|SECRET|[Cc]redential|CREDENTIAL|[Aa]pi'
        '[_-]?[Kk]ey|API[_-]?(?:KEY|Key)|(?:[Aa]ccess|[Aa]ccount|[Pp]rivate|[Ee]ncryption|[Ss]igning)[_-]?[Kk]ey|(?:ACC'
        'ESS|ACCOUNT|PRIVATE|ENCRYPTION|SIGNING)[_-]?KEY)[A-Za-z0-9_.-]{0,20}[\\\\\\\\\\"\']{0,4}[ \\\\t]*(?:=>|:=|[=:])[ \\\\t]*'
        '(?:\\"([^\\"\\\\r\\\\n]{1,200})\\"|\'([^\'\\\\r\\\\n]{1,200})\'|[\\\\\\\\\\"\']{0,4}([^ \\\\t\\\\r\\\\n\\\\f\\\\v\\"\',;]{3,200}))"],["a token'
        ' setting","(?:[Tt]oken|TOKEN)[A-Za-z0-9_.-]{0,20}[\\\\\\\\\\"\']{0,4}[ \\\\t]*(?:=>|:=|[=:])[ \\\\t]*[\\\\\\\\\\"\']{0,4}(?=[^'
        ' \\\\t\\\\r\\\\n\\\\f\\\\v\\"\',;]{0,200}[0-9]|[^ \\\\t\\\\r\\\\n\\\\f\\\\v\\"\',;]{20,200})([^ \\\\t\\\\r\\\\n\\\\f\\\\v\\"\',;]{6,2000})"],["a p'
        'assword on a command line","--(?:[a-z]{1,20}-)?(?:password|passwd|passphrase|token|secret|api-key)[= ]+[\\"\']?('
        '?!-)([^ \\\\t\\\\r\\\\n\\\\f\\\\v\\"\',;]{3,200})"],["a password on a command line","(?:^|[ \\\\t])(?:-u|--user)[= ]+[\\"\']?['
        '^ \\\\t\\\\r\\\\n:\\"\']{1,64}:(?![0-9]{1,10}(?:[ \\\\t\\\\r\\\\n\\"\']|$))([^ \\\\t\\\\r\\\\n\\"\']{3,128})"],["a signed address","[?'
        '&](?:[Ss]ig|[Ss]ignature|X-Amz-(?:Signature|Credential|Security-Token)|[a-z_]{0,20}token|key)=([^&# \\\\t\\\\r\\\\n\\'
        '\\f\\\\v\\"\'<>]{8,4000})"],["an ARN","\\\\barn:aws[a-z-]{0,10}:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:[0-9]{0,12}:[^ \\\\t\\\\r'
        '\\\\n\\\\f\\\\v\\"\',]{1,200}"],["an e-mail address","\\\\b[A-Za-z0-9._%+-]{1,64}@(?![0-9]+\\\\.[0-9])[A-Za-z0-9-]{1,63}(?'
        ':\\\\.[A-Za-z0-9-]{1,63}){0,4}\\\\.[A-Za-z]{2,24}\\\\b"],["a home folder","\\\\\\\\{1,2}Users\\\\\\\\{1,2}([^\\\\\\\\/:*?\\"<>|\\\\'
        'r\\\\n]{1,64})(?=\\\\\\\\)"],["a home folder","(?:/home/|/Users/|\\\\\\\\Users\\\\\\\\)([A-Za-z0-9._-]{1,64})"]],"addresses"'
        ':[["an IP address","\\\\b(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\\\b'
        '(?!\\\\.[0-9])"],["an IP address","\\\\b(?=[0-9A-Fa-f:]{0,39}[0-9])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:'
        '[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6})\\\\b"]],"stand_in":"^(?:[xX]{3,}|\\\\*+|\\\\.{3,}|<[^<>]*>|\\\\[[A-'
        'Za-z ]+(?::[0-9]+)?\\\\]|\\\\$\\\\{[A-Za-z0-9_:.-]+\\\\}|\\\\$\\\\{\\\\{[^{}]*\\\\}\\\\}|\\\\$\\\\([^()]*\\\\)|\\\\$[A-Z_][A-Z0-9_]+|%[A'
        '-Za-z0-9_]+%|\\\\{\\\\{[^{}]*\\\\}\\\\}|__[A-Z][A-Z0-9_]*__|[A-Z0-9]+EXAMPLE(?:KEY)?|(?:your|my)[_-]?(?:password|token'
        '|secret|key)|password|passwd|secret|token|changeme|change[_-]me|CHANGEME|redacted|REDACTED|hidden|null|nil|non'
        'e|None|undefined|true|false|pass|pwd|runner|dev|user|root|node|app|ubuntu|vscode|jovyan|circleci|Public|Shared'
        '|Default|git@.*|no-?reply@.*|.*@example\\\\.(?:com|org|net)|.*@[^@]*\\\\.(?:service|socket|slice|mount|timer|targe'
        't|scope)|127\\\\.0\\\\.0\\\\.1|0\\\\.0\\\\.0\\\\.0|255\\\\.255\\\\.255\\\\.[0-9]+|::1)(?![\\\\s\\\\S])","not_secret":"example|x{4,}|'
        '\\\\*{3,}|secret|passw|token|\\\\.{3}|redacted|changeme|__[A-Z]|\\\\$\\\\{?[A-Z]|^(?:pass|pwd|runner|dev|user|root)(?!'
        '[\\\\s\\\\S])","max_line":4000,"window":40,"everyday_words":["a","abc","about","after","all","also","an","and","an'
        'other","any","are","as","at","bar","baz","be","because","been","before","between","both","but","by","can","can'
        'not","code","could","couldn","did","didn","do","does","doesn","don","during","each","either","err","error","er'
        'rors","example","exception","exceptions","fail","failed","failing","fails","failure","fatal","few","file","fir'
        'st","following","foo","for","from","get","got","had","has","have","here","how","however","if","in","info","ins'
        'tead","into","is","isn","it","its","just","last","later","level","like","line","lines","made","make","many","m'
        'ay","message","messages","more","most","msg","much","must","name","need","needs","new","next","no","nor","not"'
        ',"now","of","off","old","on","once","one","only","or","other","out","over","own","panic","per","please","qux",'
        '"re","s","same","sample","see","set","should","shouldn","since","so","some","still","such","t","take","test","'
        'than","that","the","their","them","then","there","these","they","this","through","to","too","try","trying","tw'
        'o","type","unable","under","unknown","until","up","upon","use","used","using","value","ve","very","via","want"'
        ',"warn","warning","warnings","was","wasn","way","we","well","were","what","when","where","whether","which","wh'
        'ile","who","will","with","within","without","won","work","works","would","xyz","you","your"],"common_words":["'
        'access","address","allowed","already","application","argument","arguments","attempt","attribute","available","'
        'bad","bound","build","call","called","caused","check","class","client","close","closed","column","command","co'
        'mmon","complete","config","configuration","configured","connect","connection","contain","contains","content","'
        'context","count","create","created","data","database","date","default","defined","definition","delete","denied'
        '","device","directory","disk","duplicate","empty","end","enough","entry","event","exist","exists","exit","expe'
        'cted","expression","false","field","files","find","format","found","function","given","handle","header","host"'
        ',"id","identifier","image","index","input","install","installed","instance","integer","internal","invalid","is'
        'sue","item","key","kind","known","length","limit","list","load","local","lock","log","long","lookup","manager"'
        ',"match","memory","method","missing","mode","module","multiple","names","network","node","null","number","obje'
        'ct","open","operation","option","options","output","package","parameter","parameters","parent","parse","parser'
        '","passed","password","path","permission","permissions","pod","port","possible","process","program","property"'
        ',"protocol","provide","provided","query","range","read","reason","received","reference","remote","request","re'
        'quired","requires","resolve","resource","response","result","return","returned","returns","root","run","runnin'
        'g","scope","script","section","select","send","server","service","session","size","source","space","specified"'
        ',"start","started","state","statement","status","stop","string","support","supported","syntax","system","table'
        '","target","task","terminated","text","time","timed","timeout","token","true","types","undefined","unexpected"'
        ',"unsupported","update","user","valid","values","variable","version","wait","waiting","write","wrong"],"soft":'
        '"(?:^|[^0-9A-Za-z])(\'[^\']{1,60}\'|\\"[^\\"]{1,60}\\"|`[^`]{1,60}[`\']|<[^<>]{1,40}>|\\\\*[^*]{1,40}\\\\*|%[0-9A-Za-z_]{'
        '1,30}%|\\\\$\\\\{?[0-9A-Za-z_]{1,30}\\\\}?|[A-Za-z]:[\\\\\\\\/][^\\\\s\'\\"`]{1,300}|[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\\\s\'\\"'
        '`]{1,300}|[.~]?[.]?/[^\\\\s\'\\"`:,;]{1,300}|[0-9](?:[0-9.:,]{0,40}[0-9])?(?![0-9A-Za-z]))","error_line":"(?:error'
        "|fatal|fail|exception|panic|cannot|can't|could not|couldn't|unable|denied|refused|invalid|illegal|unexpected|n"
        'ot found|no such|missing|undefined|unknown|unsupported|not supported|not allowed|must |should |expected|confli'
        "ct|timed out|timeout|warning|abort|crash|killed|err!|denied|exceeded|already|not a |does not|doesn't|is not|is"
        'n\'t|are not|undeclared|unresolved|unrecognized|unreachable|unhealthy|insufficient|out of )","frame_line":"^(?:'
        'at [^ ]+ ?\\\\(|at [A-Za-z_$][A-Za-z0-9_$.<>/]*\\\\.[A-Za-z0-9_$<>]+\\\\(|at (?:async |new )?[^ ]{1,200}:[0-9]+(?::['
        '0-9]+)?$|at (?:async |new )?[^ ]{1,100} \\\\(|File \\"[^\\"]*\\", line [0-9]+|#[0-9]+ |from [^ ]+:[0-9]+:in |gorout'
        'ine [0-9]+ |\\\\.\\\\.\\\\. [0-9]+ more|Traceback \\\\(most recent|[0-9]* ?\\\\| |LL \\\\||[|^~+-][ |^~+_-]*$|--> [^ ]+:[0'
        '-9]+|= (?:note|help): |help: |note: )","calm_line":"(?:^|[\\\\[ /|\\"])(?:info|debug|trace|notice|fine|info\\\\]|ve'
        'rbose)(?:[\\\\] :/|\\"]|$)","prefix":"^(?:(?:[\\\\[(]?[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T _]?[0-9:.,]*(?:Z|[+-][0-9]'
        '{2}:?[0-9]{2})?[\\\\])]?|[\\\\[(]?[0-9]{2}:[0-9]{2}:[0-9]{2}[0-9.,]*[\\\\])]?|[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-'
        '9]{2}:[0-9]{2}(?: [0-9A-Za-z_.-]+ [0-9A-Za-z_./-]+(?:\\\\[[0-9]+\\\\])?:)?|[IWEFD][0-9]{4} [0-9:.]+ +[0-9]+ [0-9A-'
        'Za-z_.]+:[0-9]+\\\\]|[0-9A-Za-z_.-]+ +\\\\||[\\\\[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|trace|debu'
        'g|info|notice|warn|warning)[\\\\])>]?:?|\\\\[[^\\\\]]{1,60}\\\\]:?|[0-9A-Za-z_./\\\\\\\\-]{1,200}[(:][0-9]+(?:[:,][0-9]+)?'
        '[):]+(?: -)?|#[0-9]+ [0-9.]+|>+|\\\\$)[ ]+)","codes":"(?:^|[\\\\s\\\\[(\'\\"`/:,=<{])([A-Z]{1,10}[0-9]{3,6}|[A-Z]{2,10'
        '}-[0-9]{2,6}|0[xX][0-9A-Fa-f]{5,16}|[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|E[A-Z]{4,20}|[A-Za-z][a-z0-9]*(?:_[a-z0-9]+)'
        '+|@?[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)+|[A-Z][A-Za-z]+/(?:[A-Z][a-z0-9]+)+|[a-z][a-z0-9]*(?'
        ':-[a-z0-9]+)+|[A-Z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+)(?=$|[\\\\s\\\\])\'\\"`/:,;.=>}!?])","hidden":"[\\\\u0000-\\\\u0008\\\\u0'
        '00b-\\\\u001f\\\\u007f-\\\\u009f\\\\u00ad\\\\u034f\\\\u061c\\\\u115f\\\\u1160\\\\u17b4\\\\u17b5\\\\u180b-\\\\u180f\\\\u200b-\\\\u200f\\\\u20'
        '28-\\\\u202e\\\\u2060-\\\\u206f\\\\u2800\\\\u3164\\\\ud800-\\\\udfff\\\\ue000-\\\\uf8ff\\\\ufdd0-\\\\ufdef\\\\ufe00-\\\\ufe0f\\\\ufeff\\\\uf'
        'fa0\\\\ufff0-\\\\uffff\\ud82f\\udca0-\\ud82f\\udca3\\ud834\\udd73-\\ud834\\udd7a\\udb40\\udc00-\\udb43\\udfff\\udb80\\udc00-\\udb'
        'ff\\udfff]","fill":{"placeholder":"(?<![A-Za-z0-9_])__([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__(?![A-Za-z0-9_])","var_m'
        'ark":"[ \\\\t]+(?:#|//|--|;|REM)[ \\\\t]*(?:[^A-Za-z0-9_ \\\\t\\\\r]+[ \\\\t]*)?VAR[ \\\\t]*$","macro_languages":"c h cpp '
        'c++ cxx hpp cc cuda objc objective-c php","macros":"FILE LINE DATE TIME COUNTER DIR CLASS FUNCTION METHOD NAME'
        'SPACE TRAIT","max_value":1000,"max_code":20000,"allowed":{"word":"(?:https?://)?[A-Za-z0-9_/.][A-Za-z0-9._/@:+'
        '-]*","quoted":"(?:https?://)?[A-Za-z0-9_/.][A-Za-z0-9._/@:+-]*","rest":"(?:https?://)?[A-Za-z0-9_/.][A-Za-z0-9'
        '._/@:+-]*","path":"[A-Za-z0-9_/.][A-Za-z0-9._/@+-]*","int":"[0-9]{1,18}","port":"[0-9]{1,5}","hex":"(?:0[xX])?'
        '[0-9a-fA-F]{1,64}","uuid":"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}","ip":"[0-9]{1,3}(?:\\\\.[0-9]{1'
        ',3}){3}|(?=.*[0-9a-fA-F])[0-9a-fA-F:]{2,45}","host":"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?","versio'
        'n":"[vV]?[0-9][0-9A-Za-z.+_-]{0,80}","image":"[A-Za-z0-9][A-Za-z0-9._/:@-]*","url":"(?:https?|ssh|git|ftp)://['
        'A-Za-z0-9][A-Za-z0-9._/:@+-]*"},"never":"--|[^:]//|^//|::|://.*://|(?:^|/)\\\\.\\\\.(?:/|$)|^[^A-Za-z0-9]*$","stri'
        'ct_types":"int port hex uuid ip host version","plain":"[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*","quoted":"[^-+@:=!'
        '~% \\\\t\\\\r\\\\n][^\\\\n]*","protected":"^[^A-Za-z0-9]*$|^~|(?:^|/)\\\\.\\\\.(?:/|$)|^/+[^/]*/*$|^/+(?:bin|boot|dev|etc|'
        'lib[^/]*|proc|root|sbin|sys|usr)(?:/|$)|^/+(?:home|Users|var|opt|mnt|media)/+[^/]+/*$|[*?]","shell_languages":'
        '" bash sh zsh ksh dash ash shell fish console shell-session shellsession terminal","session_languages":"consol'
        'e shell-session shellsession terminal","docker_languages":"docker dockerfile containerfile","command_languages'
        '":"powershell ps1 pwsh posh ps1con bat batch cmd dosbatch doscon winbatch tcsh csh nu nushell make makefile","'
        'data_languages":"yaml yml docker-compose compose json jsonc json5 toml ini conf cfg config properties env dote'
        'nv text plain plaintext txt log output none diff patch udiff xml html svg hcl terraform nginx apache systemd s'
        'ql psql postgresql mysql sqlite plsql tsql markdown md csv http","yaml_languages":"yaml yml docker-compose com'
        'pose","prompt":"[ \\\\t]*(?:\\\\$|PS(?: [^>\\\\n]{1,200})?>|[A-Za-z]:\\\\\\\\[^>\\\\n]{0,200}>|[A-Za-z0-9_.-]{1,64}@[A-Za-'
        'z0-9_.-]{1,64}[: ][^$#\\\\n]{0,100}[$#])(?:[ \\\\t]+|$)","session_prompt":"[ \\\\t]*[#%>][ \\\\t]+","docker_run":"(?:^'
        '|\\\\n)[ \\\\t]*(?:ONBUILD[ \\\\t]+)?(?:RUN|CMD|ENTRYPOINT|SHELL|HEALTHCHECK)[ \\\\t]+(?:--[a-z]+(?:=[^ \\\\n]*)?[ \\\\t]+'
        ')*(?:CMD[ \\\\t]+)?","run_keys":"(?:^|[ \\\\t\\"\'{,\\\\-])(?:command|cmd|entrypoint|args|run|script|scripts|test|shel'
        'l|before_script|after_script|postStart|preStop|ExecStart[A-Za-z]*|ExecStop[A-Za-z]*|ExecReload|(?:pre|post)?(?'
        ':install|build|start|test|prepare))[\\"\']?[ \\\\t]*[:=]","run_calls":"system|exec|spawn|popen|eval|subprocess|she'
        'll|import|require|include|load|run[ \\\\t]*\\\\(|`|%x|compile","run_options":"^-{1,2}(?:exec|execdir|command|cmd|e'
        'val|call|run|to-command|checkpoint-action|rsh|use-compress-program|entrypoint|init-file|rcfile|require|loader|'
        'plugin)$|(?:pager|editor|askpass|fsmonitor|hookspath|sshcommand|alias\\\\.[A-Za-z0-9-]+)$","run_settings":"(?:co'
        'mmand|cmd|exec|shell|pager|editor|browser|hook|preload|askpass|opener|entrypoint|rsh|program|plugin|loader)[\\"'
        '\']?[=:][\\"\']?$|(?:^|[ \\\\t\\\\n\\"\'])(?:PATH|ENV|BASH_ENV|LD_LIBRARY_PATH|LD_PRELOAD|DYLD_[A-Z_]+|PYTHONSTARTUP|PY'
        'THONPATH|NODE_OPTIONS|NODE_PATH|PERL5OPT|PERL5LIB|RUBYOPT|RUBYLIB|JAVA_TOOL_OPTIONS|GIT_SSH|IFS|PS4|PROMPT_COM'
        'MAND)=[\\"\']?$","keywords":"if then else elif do while until ! { coproc","shells":"sh bash zsh dash ksh ash fis'
        'h mksh tcsh csh rbash","interpreters":{"sh":"c","bash":"c","zsh":"c","dash":"c","ksh":"c","ash":"c","fish":"c"'
        ',"mksh":"c","tcsh":"c","csh":"c","rbash":"c","pwsh":"c","powershell":"c","nu":"c","python":"c","pypy":"c","ipy'
        'thon":"c","node":"ep","nodejs":"ep","deno":"","bun":"e","perl":"eEn","ruby":"e","php":"rRB","lua":"e","Rscript'
        '":"e","R":"e","julia":"eE","osascript":"e","groovy":"e","java":"","scala":"e","elixir":"e","erl":"","tclsh":""'
        ',"expect":"c","guile":"c","racket":"e","sbcl":"","cmd":""},"clients":{"psql":"c","mysql":"e","mariadb":"e","sq'
        'lite3":"","mongosh":"","mongo":"","redis-cli":"","clickhouse-client":"q","sqlcmd":"Q","vim":"c","vi":"c","nvim'
        '":"c","emacs":"","ed":"","gdb":"x","lldb":"o","bc":"","dc":"e"},"filters":"awk gawk mawk nawk sed gsed jq yq",'
        '"evaluate":"eval trap alias","run_their_operands":"source . npx bunx uvx pipx open xdg-open start parallel cro'
        'ntab at batch entr gdbserver valgrind perf tmux screen script runuser unshare nsenter firejail bwrap proxychai'
        'ns rlwrap expect_unbuffer setarch arch chrt numactl prlimit cgexec start-stop-daemon Invoke-Expression iex Sta'
        'rt-Process & call","find_runs":"-exec -execdir -ok -okdir","take_code":"make gmake docker docker-compose podma'
        'n nerdctl kubectl oc for case select function [ [[ test let expr declare typeset local readonly unset read pri'
        'ntf print xterm osascript curl-config","copy_input":"cat tee","destructive":{"rm":"","rmdir":"","unlink":"","s'
        'hred":"","dd":"","wipefs":"","truncate":"","mv":"","chown":"","chmod":"","chgrp":"","setfacl":"","chattr":"","'
        'rsync":"--del","mkfs":"","fdisk":"","parted":"","umount":"","swapoff":""},"wrappers":{"sudo":{"flags":"AbEHKkn'
        'PSV","valued":"CDghprRTtUu","long_flags":"preserve-env non-interactive background set-home stdin","long_valued'
        '":"user group host prompt chdir role type other-user command-timeout close-from"},"doas":{"flags":"Ln","valued'
        '":"Cu"},"env":{"flags":"i0v","valued":"uC","long_flags":"ignore-environment null debug","long_valued":"unset c'
        'hdir"},"nohup":{},"time":{"flags":"pv"},"command":{"flags":"pvV"},"builtin":{},"exec":{"flags":"cl","valued":"'
        'a"},"nice":{"valued":"n","long_valued":"adjustment"},"ionice":{"flags":"t","valued":"cnpPu","long_flags":"igno'
        're","long_valued":"class classdata"},"setsid":{"flags":"cfw","long_flags":"ctty fork wait"},"stdbuf":{"valued"'
        ':"ioe","long_valued":"input output error"},"timeout":{"flags":"v","valued":"ks","long_flags":"foreground prese'
        'rve-status verbose","long_valued":"kill-after signal","operands":1},"xargs":{"flags":"0rtxop","valued":"IELnPs'
        'da","long_flags":"null no-run-if-empty verbose exit interactive open-tty","long_valued":"max-args max-procs ma'
        'x-lines max-chars delimiter arg-file replace","remote":true},"chroot":{"long_flags":"skip-chdir","long_valued"'
        ':"userspec groups","operands":1},"flock":{"flags":"nsxueo","valued":"wEc","long_flags":"nonblock shared exclus'
        'ive unlock close no-fork","long_valued":"timeout conflict-exit-code","operands":1},"taskset":{"flags":"ac","lo'
        'ng_flags":"all-tasks cpu-list","operands":1},"strace":{"flags":"fqrtTvxyzCcdDhiknw","valued":"aeEIoOpPsSuUX"},'
        '"ltrace":{"flags":"fCcirStT","valued":"aeFlnopsuwxX"},"caffeinate":{"flags":"dimsu","valued":"tw"},"fakeroot":'
        '{},"unbuffer":{"flags":"p"},"systemd-run":{"flags":"tGPqSdr","valued":"pHMuE","long_flags":"user system scope '
        'pty pipe wait collect quiet no-block shell same-dir remain-after-exit","long_valued":"unit property descriptio'
        'n slice uid gid nice working-directory setenv"},"ssh":{"flags":"46AaCfGgKkMNnqsTtVvXxYy","valued":"BbcDEeFIiJL'
        'lmOopQRSWw","operands":1,"remote":true},"watch":{"flags":"bcdegptwx","valued":"n","long_flags":"beep color dif'
        'ferences errexit chgexit precise no-title exec","long_valued":"interval","remote":true},"su":{"flags":"lmpf","'
        'valued":"gGsw","long_flags":"login preserve-environment","long_valued":"group supp-group shell","operands":1,"'
        'remote":true},"docker run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init'
        ' privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host ann'
        'otation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cp'
        'us cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file exp'
        'ose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip'
        '6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap mem'
        'ory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart run'
        'time security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume vol'
        'ume-driver volumes-from workdir","operands":1,"remote":true},"docker create":{"flags":"idtPq","valued":"acehlm'
        'puvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-k'
        'ill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent c'
        'groupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option'
        ' dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries'
        ' health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac'
        '-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-ad'
        'j pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-'
        'opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true}'
        ',"docker container run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init pr'
        'ivileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annota'
        'tion attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus '
        'cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose'
        ' gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 i'
        'pc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory'
        '-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtim'
        'e security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume'
        '-driver volumes-from workdir","operands":1,"remote":true},"podman run":{"flags":"idtPq","valued":"acehlmpuvw",'
        '"long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-di'
        'sable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupn'
        's cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-s'
        'earch domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries healt'
        'h-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-addre'
        'ss memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid '
        'pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sy'
        'sctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"podm'
        'an create":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read'
        '-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach b'
        'lkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus c'
        'puset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-a'
        'dd health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation '
        'label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness m'
        'ount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-op'
        't shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volum'
        'es-from workdir","operands":1,"remote":true},"nerdctl run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags"'
        ':"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-pr'
        'oxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cp'
        'u-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domain'
        'name entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-peri'
        'od health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory me'
        'mory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit p'
        'latform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs u'
        'limit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"docker exec":{"f'
        'lags":"dit","valued":"euw","long_flags":"detach interactive tty privileged","long_valued":"detach-keys env env'
        '-file user workdir","operands":1,"remote":true},"docker container exec":{"flags":"dit","valued":"euw","long_fl'
        'ags":"detach interactive tty privileged","long_valued":"detach-keys env env-file user workdir","operands":1,"r'
        'emote":true},"podman exec":{"flags":"dit","valued":"euw","long_flags":"detach interactive tty privileged","lon'
        'g_valued":"detach-keys env env-file user workdir","operands":1,"remote":true},"nerdctl exec":{"flags":"dit","v'
        'alued":"euw","long_flags":"detach interactive tty privileged","long_valued":"detach-keys env env-file user wor'
        'kdir","operands":1,"remote":true},"docker compose run":{"flags":"dTPq","valued":"elpuvw","long_flags":"detach '
        'rm no-deps service-ports use-aliases build quiet-pull no-TTY interactive","long_valued":"cap-add cap-drop entr'
        'ypoint env env-from-file label name publish user volume workdir pull","operands":1,"remote":true},"docker-comp'
        'ose run":{"flags":"dTPq","valued":"elpuvw","long_flags":"detach rm no-deps service-ports use-aliases build qui'
        'et-pull no-TTY interactive","long_valued":"cap-add cap-drop entrypoint env env-from-file label name publish us'
        'er volume workdir pull","operands":1,"remote":true},"docker compose exec":{"flags":"dT","valued":"euw","long_f'
        'lags":"detach no-TTY privileged","long_valued":"env index user workdir","operands":1,"remote":true},"docker-co'
        'mpose exec":{"flags":"dT","valued":"euw","long_flags":"detach no-TTY privileged","long_valued":"env index user'
        ' workdir","operands":1,"remote":true},"kubectl exec":{"flags":"itq","valued":"ncf","long_flags":"stdin tty qui'
        'et","long_valued":"namespace container context cluster kubeconfig filename pod-running-timeout","operands":1,"'
        'remote":true},"oc exec":{"flags":"itq","valued":"ncf","long_flags":"stdin tty quiet","long_valued":"namespace '
        'container context cluster kubeconfig filename pod-running-timeout","operands":1,"remote":true},"npm exec":{"lo'
        'ng_flags":"yes"},"pnpm exec":{},"pnpm dlx":{},"yarn dlx":{},"yarn exec":{},"bundle exec":{},"poetry run":{},"p'
        'ipenv run":{},"uv run":{},"conda run":{"valued":"np","long_flags":"no-capture-output","long_valued":"name pref'
        'ix"},"busybox":{},"go run":{},"cargo run":{"long_flags":"release"}}}}'
    ),
}


# -------------------- unstuck.errors


class UnstuckError(Exception):
    """A problem the user can do something about. `exit_code` is the command's exit status."""

    exit_code = 3


class UsageError(UnstuckError):
    """Wrong arguments or configuration."""

    exit_code = 2


# -------------------- unstuck
__version__ = "0.1.0"


# -------------------- unstuck_search.rules
RULES = _FILES["rules.json"]


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A command that runs its operands as a command (`sudo`, `ssh`, `docker exec`).

    `flags` are its short options without a value, `valued` those with one; the `long_` ones likewise. `operands` of its
    own come before the command that it runs. A `remote` one hands its operands to a shell, which reads them again.
    """

    flags: str = ""
    valued: str = ""
    long_flags: frozenset[str] = frozenset()
    long_valued: frozenset[str] = frozenset()
    operands: int = 0
    remote: bool = False


@dataclass(frozen=True, slots=True)
class FillRules:
    """What `commands.fill` goes by.

    `placeholder` finds a placeholder and `var_mark` the comment that marks its line; `macros` are no placeholders in
    `macro_languages`. `hidden` finds invisible characters. `allowed` holds the allow-list of each type of capture (for
    the whole value), `never` what no value may contain, `strict_types` the types whose values may be written in code,
    `plain` such values, `quoted` values that may be put in single quotes, `protected` paths that a destructive command
    may not be given. Longer values than `max_value` and longer code than `max_code` characters are not looked at.
    `prompt` and `session_prompt` find the beginning of a line of a session.

    `docker_run` finds instructions that run something, `run_keys` keys of data files that do, `run_calls` calls in
    source code that do, `run_options` options and `run_settings` assignments whose value is run. Of commands:
    `wrappers` run their operands; `interpreters` run code given with one of these option letters, else a file;
    `clients` take code with these letters; the first operand of `filters` is code; `evaluate` read their operands as
    shell code; `run_their_operands` name programs; `take_code` may read an operand as code; `copy_input` only copy a
    here-document; `destructive` ones may lose what they are given (where an option begins with the text, if any).
    """

    placeholder: re.Pattern[str]
    var_mark: re.Pattern[str]
    hidden: re.Pattern[str]
    never: re.Pattern[str]
    plain: re.Pattern[str]
    quoted: re.Pattern[str]
    protected: re.Pattern[str]
    prompt: re.Pattern[str]
    session_prompt: re.Pattern[str]
    docker_run: re.Pattern[str]
    run_keys: re.Pattern[str]
    run_calls: re.Pattern[str]
    run_options: re.Pattern[str]
    run_settings: re.Pattern[str]
    max_value: int
    max_code: int
    allowed: Mapping[str, re.Pattern[str]]
    macro_languages: frozenset[str]
    macros: frozenset[str]
    strict_types: frozenset[str]
    shell_languages: frozenset[str]
    session_languages: frozenset[str]
    docker_languages: frozenset[str]
    command_languages: frozenset[str]
    data_languages: frozenset[str]
    yaml_languages: frozenset[str]
    keywords: frozenset[str]
    shells: frozenset[str]
    interpreters: Mapping[str, str]
    clients: Mapping[str, str]
    filters: frozenset[str]
    evaluate: frozenset[str]
    run_their_operands: frozenset[str]
    find_runs: frozenset[str]
    take_code: frozenset[str]
    copy_input: frozenset[str]
    destructive: Mapping[str, str]
    wrappers: Mapping[str, Wrapper]


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns, word lists, weights and bounds.

    `types` holds the pattern of each type of variable part; `quotes` maps typographic marks to plain ones, by code
    point; `weights` are the scorer's terms.
    `soft` finds what an author put in as an example (quoted names, paths, numbers); `prefix` one piece of what a log
    puts before a message; `codes` what looks like an error code; the three `*_line` patterns tell lines apart;
    `cues` name the products that a line of a certain look comes from.
    `secrets`, `private` and `addresses` are what a text is redacted of, by kind: always, where it is to be shared, and
    where addresses are asked for too; their patterns mean the same here and in a browser (word characters and letters
    are ASCII, white space is spelt out). `not_secret` finds signs of an example in a value, `stand_in` is a whole one.
    `hidden` finds characters that nobody sees (controls but tab and line break, bidirectional and zero-width ones,
    private use), which no terminal and no command may get; `fill` is for values in commands.
    `max_line` bounds the characters of a line looked at, `window` the lines that a multi-line signature spans.
    """

    types: Mapping[str, str]
    quotes: Mapping[int, str]
    weights: Mapping[str, float]
    ansi: re.Pattern[str]
    controls: re.Pattern[str]
    soft: re.Pattern[str]
    prefix: re.Pattern[str]
    codes: re.Pattern[str]
    error_line: re.Pattern[str]
    frame_line: re.Pattern[str]
    calm_line: re.Pattern[str]
    cues: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    everyday_words: frozenset[str]
    common_words: frozenset[str]
    secrets: tuple[tuple[str, re.Pattern[str]], ...]
    private: tuple[tuple[str, re.Pattern[str]], ...]
    addresses: tuple[tuple[str, re.Pattern[str]], ...]
    stand_in: re.Pattern[str]
    not_secret: re.Pattern[str]
    max_line: int
    window: int
    hidden: re.Pattern[str]
    fill: FillRules


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with the package."""
    data = json.loads(RULES.read_text(encoding="utf-8"))
    patterns = ("ansi", "controls", "soft", "prefix", "codes", "error_line", "frame_line", "calm_line")
    return Rules(
        types=data["types"],
        quotes={ord(mark): plain for plain, marks in data["quotes"].items() for mark in marks},
        weights=data["weights"],
        **{name: re.compile(data[name]) for name in patterns},
        cues=tuple((re.compile(pattern, re.MULTILINE), frozenset(names.split())) for pattern, names in data["cues"]),
        everyday_words=frozenset(data["everyday_words"]),
        common_words=frozenset(data["common_words"]),
        secrets=_kinds(data["secrets"]),
        private=_kinds(data["private"]),
        addresses=_kinds(data["addresses"]),
        stand_in=re.compile(data["stand_in"], re.ASCII),
        not_secret=re.compile(data["not_secret"], re.ASCII | re.IGNORECASE),
        max_line=data["max_line"],
        window=data["window"],
        hidden=re.compile(data["hidden"]),
        fill=_fill_rules(data["fill"], data["hidden"]),
    )


def _kinds(rows: list[list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.ASCII)) for kind, pattern in rows)


def _fill_rules(data: Mapping[str, Any], hidden: str) -> FillRules:
    def pattern(name: str, flags: int = 0) -> re.Pattern[str]:
        return re.compile(data[name], re.ASCII | flags)

    def words(name: str, separator: str | None = None) -> frozenset[str]:
        return frozenset(data[name].split(separator))

    return FillRules(
        placeholder=pattern("placeholder"),
        var_mark=pattern("var_mark"),
        hidden=re.compile(hidden),
        never=pattern("never"),
        plain=pattern("plain"),
        quoted=pattern("quoted"),
        protected=pattern("protected"),
        prompt=pattern("prompt"),
        session_prompt=pattern("session_prompt"),
        docker_run=pattern("docker_run"),
        run_keys=pattern("run_keys", re.IGNORECASE),
        run_calls=pattern("run_calls", re.IGNORECASE),
        run_options=pattern("run_options", re.IGNORECASE),
        run_settings=pattern("run_settings", re.IGNORECASE),
        max_value=data["max_value"],
        max_code=data["max_code"],
        allowed={name: re.compile(expression, re.ASCII) for name, expression in data["allowed"].items()},
        macro_languages=words("macro_languages"),
        macros=words("macros"),
        strict_types=words("strict_types"),
        shell_languages=words("shell_languages", " "),  # a block without a language most likely holds commands
        session_languages=words("session_languages"),
        docker_languages=words("docker_languages"),
        command_languages=words("command_languages"),
        data_languages=words("data_languages"),
        yaml_languages=words("yaml_languages"),
        keywords=words("keywords"),
        shells=words("shells"),
        interpreters=data["interpreters"],
        clients=data["clients"],
        filters=words("filters"),
        evaluate=words("evaluate"),
        run_their_operands=words("run_their_operands"),
        find_runs=words("find_runs"),
        take_code=words("take_code"),
        copy_input=words("copy_input"),
        destructive=data["destructive"],
        wrappers={name: _wrapper(row) for name, row in data["wrappers"].items()},
    )


def _wrapper(row: Mapping[str, Any]) -> Wrapper:
    return Wrapper(
        flags=row.get("flags", ""),
        valued=row.get("valued", ""),
        long_flags=frozenset(row.get("long_flags", "").split()),
        long_valued=frozenset(row.get("long_valued", "").split()),
        operands=row.get("operands", 0),
        remote=row.get("remote", False),
    )


# -------------------- unstuck_search.text
QUOTES = load_rules().quotes
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def words(folded: str) -> list[str]:
    """The words of folded text: runs of letters and digits."""
    return _WORD.findall(folded)


# -------------------- unstuck_search.index.article_terms
_WORD = re.compile(r"[^\W_]+")
_LEAD = re.compile(r"^([A-Za-z0-9_./@-]{3,60})(?::|$)")
_TAIL = re.compile(r"\(([A-Za-z0-9_./@-]{3,60})\)$")
_INTRODUCED = re.compile(r"(?:[Ee]rror|ERROR|ERR!|[Ww]arning|[Ff]atal|[Cc]ode|[0-9]+:[0-9]+|[:=/])[:\s\[(=]*$")
_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
_FAMILY = re.compile(r"[0-9]+$")


@dataclass(frozen=True, slots=True)
class Context:
    """An article's title and the words that name its product: technologies, tags, category, platform."""

    title: str
    words: tuple[str, ...] = ()


def product_words(context: Context) -> frozenset[str]:
    """The folded words of technologies, tags, category and platform."""
    return frozenset(_WORD.findall(fold(" ".join(context.words))))


def title_words(kb_id: str, context: Context) -> frozenset[str]:
    """The folded words of title and id."""
    return frozenset(_WORD.findall(fold(f"{kb_id} {context.title}")))


def cued_products(text: str, rules: Rules) -> frozenset[str]:
    """The products that the look of the lines tells of: `main.rs:2:17` is Rust's, `npm ERR!` is npm's."""
    return frozenset(name for pattern, names in rules.cues if pattern.search(text) for name in names)


def title_codes(title: str, rules: Rules) -> tuple[str, ...]:
    """The error codes an article is about, folded: those its title holds, and a title that is one identifier."""
    found = dict.fromkeys(fold(match[1]) for match in rules.codes.finditer(title))
    for pattern in (_LEAD, _TAIL):
        match = pattern.search(title.strip())
        if match and (any(mark in match[1] for mark in "0123456789_-/") or match[1].isupper()):
            found[fold(match[1])] = None
    return tuple(code for code in found if code not in rules.everyday_words and code not in rules.common_words)


def title_message(title: str, rules: Rules) -> str:
    """A title as a message: without the code before or behind it."""
    text = title.strip()
    match = _TAIL.search(text)
    if match:
        text = text[: match.start()]
    head, colon, rest = text.partition(": ")
    if colon and len(head) <= 60 and any(rules.codes.search(word) and _FAMILY.search(word) for word in head.split()):
        text = rest
    return text


def code_strength(code: str, before: str, after: str) -> float:
    """How surely a code in a line is this line's error code, 0 to 1.

    Letters with digits (`E0308`) are codes wherever they stand, lower-case words joined by a mark seldom are; what
    stands in brackets, behind `error`, or at either end of a line is where tools put codes.
    """
    parts = len(_PARTS.findall(code))
    if any(mark.isdigit() for mark in code):
        shape = 1.0
    else:
        shape = 0.9 if code.isupper() else min(0.9, 0.5 + 0.2 * (parts - 2))
    placed = (before[-1:] in ("[", "(") and after[:1] in ("]", ")")) or (
        not before.strip() or not after.strip() or _INTRODUCED.search(before) is not None
    )
    return shape * (1.0 if placed else 0.6)


def family(code: str) -> str:
    """What codes of one tool share: `e0308` and `e0277` are of family `e`, four digits long; else empty."""
    match = _FAMILY.search(code)
    return f"{code[: match.start()]}#{len(match[0])}" if match and match.start() else ""


# -------------------- unstuck_search.lines.normalise
_LINE_END = re.compile(r"\r\n|\n|\r")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paste. `number` counts from 1; `raw` is as pasted.

    `text` has colours and controls taken out, quotes straightened and white space squeezed; `folded` is its lower
    case, of equal length.
    """

    number: int
    raw: str
    text: str
    folded: str


def bounded_lines(text: str, rules: Rules, head: int, tail: int) -> list[Line]:
    """The first `head` and the last `tail` lines of a paste, those of them that hold anything, in order."""
    places = _places(text)
    kept = [*itertools.islice(places, head), *deque(places, maxlen=tail)]
    lines = (_make_line(number, text[start:end], rules) for number, start, end in kept)
    return [line for line in lines if line is not None]


def _places(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line."""
    number, at = 1, 0
    for found in _LINE_END.finditer(text):
        yield number, at, found.start()
        number, at = number + 1, found.end()
    yield number, at, len(text)


def _make_line(number: int, raw: str, rules: Rules) -> Line | None:
    clean = clean_line(raw[: rules.max_line * 2], rules)[: rules.max_line]
    return Line(number, raw, clean, fold(clean)) if clean else None


def clean_line(raw: str, rules: Rules) -> str:
    """One line without what a terminal or a word processor added."""
    if "\x1b" in raw:
        raw = rules.ansi.sub("", raw)
    return _SPACE.sub(" ", rules.controls.sub("", raw).translate(QUOTES)).strip()


def raw_span(line: Line, start: int, end: int, rules: Rules) -> tuple[int, int]:
    """The columns (from 0) in the line as pasted that became `start` to `end` of the cleaned line."""
    raw = line.raw[: rules.max_line * 2]
    dropped = [False] * len(raw)
    for pattern in (rules.ansi, rules.controls):
        for found in pattern.finditer(raw):
            dropped[found.start() : found.end()] = [True] * (found.end() - found.start())
    places = []
    space = True  # leading white space was stripped
    for index, character in enumerate(raw):
        if dropped[index]:
            continue
        if character.isspace() or character == "\u00a0":
            if not space:
                places.append(index)
            space = True
        else:
            places.append(index)
            space = False
    if not places or start >= len(places):
        return 0, len(raw)
    return places[start], places[min(end, len(places)) - 1] + 1


# -------------------- unstuck_search.signatures.template
# What a variable part may hold: a pattern for the whole captured text, one character class per run.
TYPES = load_rules().types
_ANONYMOUS = "rest"  # an anonymous part promises nothing about what stands there, spaces included
_TRIES = 100  # places in a line at which pieces of one template are tried, in all
_TRAILING = ".,;:!?)]}'\"`"  # punctuation behind a value at the end of a template belongs to the sentence
_FULL = {name: re.compile(pattern) for name, pattern in TYPES.items()}
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}\Z")
_WORD_template = re.compile(r"[^\W_]+(?:[._:/-]+[^\W_]+)*")
_SPACE = re.compile(r"\s+")


class TemplateError(ValueError):
    """A template that is not of the grammar; `column` counts from 1 into the template."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A part that varies. `name` is empty for an anonymous one."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a template stands in a line (character offsets), and what its named parts hold."""

    start: int
    end: int
    captures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One line of a signature, parsed. `literals` are its literal pieces folded for comparison."""

    source: str
    parts: tuple[Literal | Variable, ...]
    literals: tuple[str, ...]

    @property
    def literal_words(self) -> tuple[str, ...]:
        """The words that do not vary, in order."""
        return tuple(word for part in self.parts if isinstance(part, Literal) for word in _WORD_template.findall(part.text))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the variable parts, in order."""
        return tuple(part.name for part in self.parts if isinstance(part, Variable) and part.name)

    @property
    def shape(self) -> str:
        """The template without names: two of the same shape match the same text."""
        return "".join(fold(part.text) if isinstance(part, Literal) else f"{{{part.type}}}" for part in self.parts)

    def captures(self, line: str) -> dict[str, str] | None:
        """Captured values by name where the template stands in a line as it was pasted, else None."""
        squeezed = _SPACE.sub(" ", line.translate(QUOTES))
        found = self.find(squeezed, fold(squeezed))
        return None if found is None else dict(found.captures)

    def find(self, line: str, folded: str) -> Found | None:
        """The first place in a line where the whole template stands.

        `line` has its white space squeezed and its quotes straightened; `folded` is `fold(line)`, of equal length.
        """
        if not any(character.isalnum() for piece in self.literals for character in piece):
            return None  # nothing but variable parts proves nothing
        walk = _Walk(self, line, folded)
        first = self.parts[0]
        if isinstance(first, Literal):
            piece = self.literals[0]
            at = _find_word(folded, piece, 0)
            while at >= 0 and walk.tries > 0:
                found = walk.rest(1, 1, at, at + len(piece), ())
                if found is not None:
                    return found
                walk.tries -= 1
                at = _find_word(folded, piece, at + 1)
            return None
        if len(self.parts) == 1 or isinstance(self.parts[1], Variable):
            return walk.rest(0, 0, 0, 0, ())
        piece = self.literals[0]
        at = folded.find(piece, 1)
        while at >= 0 and walk.tries > 0:
            start = _leading(first, line, at)
            if start >= 0:
                captures = ((first.name, line[start:at]),) if first.name else ()
                found = walk.rest(2, 1, start, at + len(piece), captures)
                if found is not None:
                    return found
            walk.tries -= 1
            at = folded.find(piece, at + 1)
        return None


class _Walk:
    """One attempt to lay a template over a line; `tries` bounds the places looked at in all."""

    def __init__(self, template: Template, line: str, folded: str) -> None:
        self.template = template
        self.line = line
        self.folded = folded
        self.tries = _TRIES

    def rest(self, index: int, piece: int, start: int, at: int, captures: tuple[tuple[str, str], ...]) -> Found | None:
        """Match the parts from `index` on at offset `at`; `piece` is the index of the next literal one."""
        parts = self.template.parts
        if index == len(parts):
            return Found(start, at, captures)
        part = parts[index]
        if isinstance(part, Literal):
            literal = self.template.literals[piece]
            if not self.folded.startswith(literal, at):
                return None
            return self.rest(index + 1, piece + 1, start, at + len(literal), captures)
        full = _FULL[part.type]
        if index + 1 == len(parts) or isinstance(parts[index + 1], Variable):
            found = full.match(self.line, at)
            if found is None:
                return None
            end = found.end()
            while part.type not in ("rest", "quoted") and end - 1 > at and self.line[end - 1] in _TRAILING:
                end -= 1
            return self.rest(index + 1, piece, start, end, self._with(captures, part, at, end))
        stop = self.folded.find(self.template.literals[piece], at + 1)
        while stop >= 0 and self.tries > 0:
            self.tries -= 1
            if full.fullmatch(self.line, at, stop):
                whole = self.rest(index + 1, piece, start, stop, self._with(captures, part, at, stop))
                if whole is not None:
                    return whole
            stop = self.folded.find(self.template.literals[piece], stop + 1)
        return None

    def _with(
        self, captures: tuple[tuple[str, str], ...], part: Variable, at: int, end: int
    ) -> tuple[tuple[str, str], ...]:
        return (*captures, (part.name, self.line[at:end])) if part.name else captures


def _leading(part: Variable, line: str, at: int) -> int:
    """Where a variable part that ends at `at` begins, at the front of a template; negative where none fits."""
    if part.type == "rest":
        start = 0
    elif part.type == "quoted":
        start = line.rfind("`" if line[at - 1] == "'" and "`" in line[:at] else line[at - 1], 0, at - 1)
    else:
        start = line.rfind(" ", 0, at) + 1
        while start < at and line[start] in "([{\"'`":
            start += 1
    return start if 0 <= start < at and _FULL[part.type].fullmatch(line, start, at) else -1


def _find_word(folded: str, piece: str, position: int) -> int:
    """Find a literal piece that does not begin in the middle of a word (`error` in `terror` is none)."""
    while True:
        position = folded.find(piece, position)
        if position <= 0 or not (piece[0].isalnum() and folded[position - 1].isalnum()):
            return position
        position += 1


@functools.lru_cache(maxsize=65536)
def parse(text: str) -> Template:
    """Parse a template.

    Raises:
        TemplateError: a brace that is not paired, an unknown type, or a name that is not a word.
    """
    parts: list[Literal | Variable] = []
    literal = ""
    end = 0
    for found in _PART.finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        token = found.group()
        if token in ("{{", "}}"):
            literal += token[0]
        elif found.group(1) is None:
            raise TemplateError(f"a lone `{token}`; write `{token * 2}` for a literal brace", found.start() + 1)
        else:
            _add(parts, literal)
            literal = ""
            parts.append(_variable(found.group(1), found.start() + 1))
    _add(parts, literal + text[end:])
    folded = tuple(fold(part.text) for part in parts if isinstance(part, Literal))
    return Template(text, tuple(parts), folded)


def _add(parts: list[Literal | Variable], literal: str) -> None:
    """Add literal text as a line would show it: white space squeezed, straight quotes."""
    text = _SPACE.sub(" ", literal.translate(QUOTES))
    if not parts:
        text = text.lstrip()
    if text and parts and isinstance(parts[-1], Literal):
        parts[-1] = Literal(parts[-1].text + text)
    elif text:
        parts.append(Literal(text))


def _variable(text: str, column: int) -> Variable:
    name, colon, kind = (part.strip() for part in text.partition(":"))
    if name and not _NAME.match(name):
        raise TemplateError(f"`{{{text}}}` is no variable part: names are letters, digits and `_`", column)
    if colon and kind not in TYPES:
        raise TemplateError(f"`{kind}` is no type; the types are {', '.join(TYPES)}", column)
    if not colon:
        kind = name if name in TYPES else ("word" if name else _ANONYMOUS)
    return Variable(name, kind)


def escape(text: str) -> str:
    """Literal text as a template that matches it alone."""
    return text.replace("{", "{{").replace("}", "}}")


# -------------------- unstuck_search.signatures.signature
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """One way an article's error shows: one template, or several for lines that follow each other in this order.

    `id` is unique in its knowledge base (`CROSS_DOCKER_001#2`).
    """

    id: str
    kb_id: str
    templates: tuple[Template, ...]
    samples: tuple[str, ...] = ()
    versions: str = ""
    inferred: bool = False

    @property
    def text(self) -> str:
        """The signature as written, lines joined by line breaks."""
        return "\n".join(template.source for template in self.templates)

    @property
    def shape(self) -> str:
        """Equal for signatures that match the same text."""
        return "\n".join(template.shape for template in self.templates)


def make_signature(
    kb_id: str,
    number: int,
    lines: Iterable[str],
    samples: Iterable[str] = (),
    versions: str = "",
    *,
    inferred: bool = False,
) -> Signature:
    """A signature from its templates.

    Raises:
        TemplateError: one of them is not of the grammar.
    """
    templates = tuple(parse(line) for line in lines)
    return Signature(f"{kb_id}#{number}", kb_id, templates, tuple(samples), versions, inferred)


def capture_types(signature: Signature) -> dict[str, str]:
    """The type of each named part of a signature, by name."""
    parts = (part for template in signature.templates for part in template.parts)
    return {part.name: part.type for part in parts if isinstance(part, Variable) and part.name}


def anchors(template: Template) -> tuple[str, ...]:
    """The whole words that any line matching the template holds: not those that touch a variable part."""
    found: list[str] = []
    for index, part in enumerate(template.parts):
        if isinstance(part, Literal):
            text = fold(part.text)
            spans = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
            for start, end, word in spans:
                open_left = start == 0 and index > 0 and isinstance(template.parts[index - 1], Variable)
                last = index == len(template.parts) - 1
                open_right = end == len(text) and (last or isinstance(template.parts[index + 1], Variable))
                # The end of a template may cut a word short ("permission den"): only a known end is whole.
                if not open_left and not (open_right and not last):
                    found.append(word)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LineMatch:
    """Where one template of a signature stands: an input line and offsets into its cleaned text."""

    line: Line
    found: Found


def match_from(signature: Signature, lines: list[Line], index: int, window: int) -> tuple[LineMatch, ...] | None:
    """Match a signature whose first template must stand in `lines[index]`; the rest in order, gaps allowed."""
    first = signature.templates[0].find(lines[index].text, lines[index].folded)
    if first is None:
        return None
    matches = [LineMatch(lines[index], first)]
    at = index
    begin = first.end
    for template in signature.templates[1:]:
        for here in range(at, min(index + window, len(lines))):
            line = lines[here]
            found = template.find(line.text[begin:], line.folded[begin:])
            if found is not None:
                found = Found(found.start + begin, found.end + begin, found.captures)
                matches.append(LineMatch(line, found))
                at, begin = here, found.end
                break
            begin = 0
        else:
            return None
    return tuple(matches)


# -------------------- unstuck.feeds.errors_json
JSON = dict[str, Any]


def read_signatures(feed: JSON) -> list[Signature]:
    """The signatures of a feed, for a matcher."""
    return [
        make_signature(
            one["kb_id"],
            int(one["id"].rpartition("#")[2]),
            one["lines"],
            one["samples"],
            one["versions"],
            inferred=one["inferred"],
        )
        for one in feed["errors"]
    ]


def read_contexts(feed: JSON) -> dict[str, Context]:
    """What a feed tells a matcher of each article beside its signatures: its title and the words of its product."""
    return {
        one["kb_id"]: Context(
            one["title"], (*one["technologies"], *one["tags"], *one["platform"], *filter(None, [one["category"]]))
        )
        for one in feed["articles"]
    }


# -------------------- unstuck_search.commands.command_context
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_VERSION = re.compile(r"[0-9][0-9.]*\Z")
_QUOTES = re.compile(r"['\"\\]")
_SPACES = re.compile(r"[ \t\r]+")
_SEPARATOR = re.compile(r"[;&|({`!\n]")


@dataclass(frozen=True, slots=True)
class Context_command_context:
    """What a word is to the command that it stands in.

    `program`: it names what is run (or may do so). `code`: it is, or may become part of, code. `shell_code`: that code
    is shell code. `quotable`: the command takes the word as it is, so a quoted value is safe. `destructive`: what the
    word names may be lost.
    """

    program: bool = False
    code: bool = False
    shell_code: bool = False
    quotable: bool = False
    destructive: bool = False
PROGRAM = Context_command_context(program=True)


def word_context(words: Sequence[str], own: str, following: Sequence[str], rules: FillRules) -> Context_command_context:
    """The context of a word.

    Args:
        words: the words of its simple command before it, as written.
        own: its own text before the placeholder.
        following: the words behind it.
    """
    if rules.run_settings.search(own.rpartition("\n")[2]):
        return PROGRAM
    return _context(list(words), own, list(following), rules, remote=False)


def text_names_program(before: str, rules: FillRules) -> bool:
    """Whether the word behind some text, which is not read word by word, names a program or becomes code.

    The last command of the text counts; quotes are left out, as they do not change what a word means.
    """
    segment = _QUOTES.sub("", _SEPARATOR.split(before)[-1])
    *words, own = _SPACES.split(segment)
    words = [word for word in words if word]
    context = _context(words, own, [], rules, remote=False)
    return context.program or context.code


def _context(words: list[str], own: str, following: list[str], rules: FillRules, *, remote: bool) -> Context_command_context:
    at = 0
    while True:
        while at < len(words) and (_ASSIGNMENT.match(words[at]) or words[at] in rules.keywords):
            at += 1
        if at == len(words):
            return _at_command(own, remote=remote)
        wrapper, length = _wrapper_command_context(words, at, rules)
        if wrapper is None:
            return _of_command(words[at:], own, following, rules, remote=remote)
        skipped = _skip_options(words, at + length, wrapper)
        if skipped is None:
            return PROGRAM
        remote = remote or wrapper.remote
        at = skipped + wrapper.operands
        if at > len(words) or (at == len(words) and own.startswith("-")):
            return Context_command_context()  # the value of an option, or an operand of the wrapper itself


def _at_command(own: str, *, remote: bool) -> Context_command_context:
    """The first word of a command: a program, but for the value of an assignment and text inside its quotes."""
    if _ASSIGNMENT.match(own):
        return Context_command_context()
    # `ssh host "systemctl restart __X__"`: the rest of the command is in this word.
    inner = own[1:] if remote and own[:1] in ("'", '"') else ""
    return Context_command_context(code=True, shell_code=True) if inner.strip(" \t\n") else PROGRAM


def _of_command(words: list[str], own: str, following: list[str], rules: FillRules, *, remote: bool) -> Context_command_context:
    name, arguments = program_name(words[0]), words[1:]
    if not name or name in rules.run_their_operands:
        return PROGRAM
    previous = arguments[-1] if arguments else ""
    if rules.run_options.search(previous.rpartition("\n")[2]):
        return PROGRAM
    if name == "find":
        return _of_find(arguments, own, following, rules)
    if name in rules.interpreters:
        return _of_interpreter(rules.interpreters[name], arguments, own, is_shell=name in rules.shells)
    if name in rules.clients:
        return Context_command_context(code=_is_code_option(previous, rules.clients[name]) or own[:1] in ("'", '"'))
    if name in rules.filters:
        operands = any(not argument.startswith("-") for argument in arguments)
        return Context_command_context(code=not operands or previous.startswith("-") or own[:1] in ("'", '"'))
    if name in rules.evaluate:
        return Context_command_context(code=True, shell_code=True) if own.strip("'\" ") else PROGRAM
    if remote and _SEPARATOR.search(own):
        return Context_command_context(code=True, shell_code=True)
    destructive = _is_destructive(name, [*arguments, own, *following], rules)
    return Context_command_context(quotable=not remote and name not in rules.take_code, destructive=destructive)


def _of_find(arguments: list[str], own: str, following: list[str], rules: FillRules) -> Context_command_context:
    for at in range(len(arguments) - 1, -1, -1):
        if arguments[at] in rules.find_runs:
            return _context(arguments[at + 1 :], own, following, rules, remote=True)
    rest = [*arguments, *following]
    return Context_command_context(destructive="-delete" in rest or any(word in rules.find_runs for word in rest))


def _of_interpreter(code_options: str, arguments: list[str], own: str, *, is_shell: bool) -> Context_command_context:
    """The word after `-c` (in any group of letters) is code; without one, the first operand is a program."""
    previous = arguments[-1] if arguments else ""
    if own.startswith("-"):
        return PROGRAM  # `-mNAME`, `--require=FILE`
    if _is_code_option(previous, code_options):
        return Context_command_context(code=True, shell_code=is_shell)
    given = any(_is_code_option(argument, code_options) for argument in arguments)
    operands = any(not argument.startswith("-") for argument in arguments)
    return Context_command_context() if given or (operands and not previous.startswith("-")) else PROGRAM


def _is_code_option(word: str, letters: str) -> bool:
    if word.startswith("--"):
        return word[2:] in ("eval", "execute", "command", "print", "exec")
    return len(word) > 1 and word[0] == "-" and word[-1] in letters


def _is_destructive(name: str, words: list[str], rules: FillRules) -> bool:
    if name not in rules.destructive:
        return name.startswith("mkfs")
    needed = rules.destructive[name]
    return not needed or any(word.startswith(needed) for word in words)


def _wrapper_command_context(words: list[str], at: int, rules: FillRules) -> tuple[Wrapper | None, int]:
    """The wrapper that begins at a word, and how many words its name has (`docker compose run`: three)."""
    names = [program_name(words[at]), *words[at + 1 : at + 3]]
    for length in (3, 2, 1):
        wrapper = rules.wrappers.get(" ".join(names[:length])) if len(names) >= length else None
        if wrapper is not None:
            return wrapper, length
    return None, 0


def _skip_options(words: list[str], at: int, wrapper: Wrapper) -> int | None:
    """The place of the first operand; None where an option is not known, so that it may take the next word."""
    while at < len(words) and words[at].startswith("-") and words[at] != "-":
        word = words[at]
        at += 1
        if word == "--":
            break
        if word.startswith("--"):
            name, has_value, _ = word[2:].partition("=")
            if has_value or name in wrapper.long_flags:
                continue
            if name not in wrapper.long_valued:
                return None
            at += 1
            continue
        for place, letter in enumerate(word[1:], 1):
            if letter in wrapper.valued:
                at += place == len(word) - 1
                break
            if letter not in wrapper.flags:
                return None
    return at


def program_name(word: str) -> str:
    """A program without its folder and version (`/usr/bin/python3.11` is `python`); nothing for a word that varies."""
    bare = _QUOTES.sub("", word)
    if "$" in bare or "`" in bare or "__" in bare:
        return ""
    return _VERSION.sub("", bare.rpartition("/")[2]) or bare


# -------------------- unstuck_search.commands.shell_words
_SPACE_shell_words = " \t\r"
_OPERATOR = ";&|()\n"
_BREAKS_WORD = " \t\r\n;&|()<>"
_REDIRECTION = re.compile(r"<<<|<<-?|<>|<&|>>|>\||>&|&>>|&>|<|>")
_CASE = re.compile(r"case[ \t\n]")
_HERE = re.compile(r"[ \t]*(['\"]?)\\?([A-Za-z_][A-Za-z0-9_]*)\1")


class UnreadableError(Exception):
    """The code is not shell code that can be read for certain."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of shell code. `kind` is `word`, `operator`, `redirection`, `comment` or `heredoc`.

    `start` and `end` are offsets into the code; `owner` is the number of the redirection of a here-document.
    """

    kind: str
    start: int
    end: int
    owner: int = -1


def read_tokens(code: str, rules: FillRules, *, session: bool) -> list[Token]:
    """The tokens of shell code. In a `session`, lines begin with prompts (`#`, `%` and `>` among them).

    Raises:
        UnreadableError: a quote or bracket is open, or a construct is not known for certain.
    """
    tokens: list[Token] = []
    pending: list[tuple[int, str]] = []
    at = 0
    while at < len(code):
        char = code[at]
        if at == 0 or code[at - 1] == "\n":
            prompt = _prompt_end(code, at, rules, session=session)
            if prompt > at:
                tokens.append(Token("operator", at, prompt))
                at = prompt
                continue
        redirection = _REDIRECTION.match(code, at)
        if char in _SPACE_shell_words:
            at += 1
        elif char == "\\" and code[at + 1 : at + 2] == "\n":
            at += 2
        elif redirection:
            at = redirection.end()
            tokens.append(Token("redirection", redirection.start(), at))
            if redirection[0] in ("<<", "<<-"):
                here = _HERE.match(code, at)
                if not here:
                    raise UnreadableError
                pending.append((len(tokens) - 1, here[2]))
                at = here.end()
        elif char == "\n":
            tokens.append(Token("operator", at, at + 1))
            at += 1
            for owner, name in pending:
                end, after = _here_document_end(code, at, name)
                tokens.append(Token("heredoc", at, end, owner))
                at = after
            pending = []
        elif char in _OPERATOR:
            tokens.append(Token("operator", at, at + 1))
            at += 1
        elif char == "#":
            end = code.find("\n", at)
            end = len(code) if end < 0 else end
            tokens.append(Token("comment", at, end))
            at = end
        else:
            end = _word_end(code, at)
            tokens.append(Token("word", at, end))
            at = end
    if pending:
        raise UnreadableError
    return tokens


def command_words(code: str, tokens: Sequence[Token], number: int) -> list[str]:
    """The words of the simple command that token `number` belongs to, as written, up to that token.

    Redirections and their targets are left out.
    """
    start = number
    while start > 0 and tokens[start - 1].kind != "operator":
        start -= 1
    return list(_words_between(code, tokens, start, number))


def words_after(code: str, tokens: Sequence[Token], number: int) -> list[str]:
    """The words of the simple command behind token `number`."""
    stop = number + 1
    while stop < len(tokens) and tokens[stop].kind != "operator":
        stop += 1
    return list(_words_between(code, tokens, number + 1, stop))


def redirection_of(code: str, tokens: Sequence[Token], number: int) -> str:
    """The redirection that a word is the target of (`>`, `<<<` …), or nothing."""
    before = tokens[number - 1] if number else None
    return code[before.start : before.end] if before and before.kind == "redirection" else ""


def _words_between(code: str, tokens: Sequence[Token], start: int, stop: int) -> Iterator[str]:
    for at in range(start, stop):
        if tokens[at].kind == "word" and not (at > start and tokens[at - 1].kind == "redirection"):
            yield code[tokens[at].start : tokens[at].end]


def _prompt_end(code: str, at: int, rules: FillRules, *, session: bool) -> int:
    line_end = code.find("\n", at)
    line = code[at : len(code) if line_end < 0 else line_end]
    found = rules.prompt.match(line) or (rules.session_prompt.match(line) if session else None)
    return at + found.end() if found else at


def _word_end(code: str, at: int) -> int:
    while at < len(code) and code[at] not in _BREAKS_WORD:
        at = _piece_end(code, at)
    return at


def _piece_end(code: str, at: int) -> int:
    """Where one character, quoted text or expansion ends."""
    char = code[at]
    if char == "\\":
        return min(at + 2, len(code))
    if char == "'":
        return _closing(code, at + 1, "'")
    if char == '"':
        return _double_end(code, at + 1)
    if char == "`":
        return _backtick_end(code, at + 1)
    if code.startswith("$'", at):
        return _ansi_end(code, at + 2)
    if code.startswith("$(", at):
        return _bracket_end(code, at + 2, ")")
    if code.startswith("${", at):
        return _bracket_end(code, at + 2, "}")
    return at + 1


def _closing(code: str, at: int, mark: str) -> int:
    found = code.find(mark, at)
    if found < 0:
        raise UnreadableError
    return found + len(mark)


def _ansi_end(code: str, at: int) -> int:
    while at < len(code) and code[at] != "'":
        at += 2 if code[at] == "\\" else 1
    if at >= len(code):
        raise UnreadableError
    return at + 1


def _double_end(code: str, at: int) -> int:
    while at < len(code) and code[at] != '"':
        at = _piece_end(code, at) if code[at] in "\\`" or code.startswith(("$(", "${"), at) else at + 1
    if at >= len(code):
        raise UnreadableError
    return at + 1


def _backtick_end(code: str, at: int) -> int:
    while at < len(code) and code[at] != "`":
        at += 2 if code[at] == "\\" else 1
    if at >= len(code):
        raise UnreadableError
    return at + 1


def _bracket_end(code: str, at: int, closing: str) -> int:
    """Where `$(…)` or `${…}` ends. What could hide a bracket makes it unreadable: `case`, here-documents, comments."""
    depth = 1
    while at < len(code):
        char = code[at]
        if code.startswith("<<", at) or (char == "#" and code[at - 1] in " \t\n;") or _CASE.match(code, at):
            raise UnreadableError
        if char == "(" and closing == ")":
            depth += 1
            at += 1
        elif char == closing:
            depth -= 1
            at += 1
            if depth == 0:
                return at
        else:
            at = _piece_end(code, at)
    raise UnreadableError


def _here_document_end(code: str, at: int, name: str) -> tuple[int, int]:
    """Where the text of a here-document ends, and where the code goes on after its last line."""
    start = at
    while at <= len(code):
        line_end = code.find("\n", at)
        line_end = len(code) if line_end < 0 else line_end
        if code[at:line_end].lstrip("\t") == name:
            return max(at, start), line_end
        at = line_end + 1
    raise UnreadableError


# -------------------- unstuck_search.commands.fill
_FISH_ESCAPE = re.compile(r"\\(?:[\\']|$)")
_OPENING = re.compile(r"^\$?['\"]")


class Reason(StrEnum):
    """Why a placeholder was not filled."""

    NO_VALUE = "no-value"
    HIDDEN = "hidden-characters"
    NEEDS_QUOTES = "needs-quotes"
    NAMES_PROGRAM = "names-program"
    CODE = "code"
    DESTRUCTIVE = "destructive"
    OVERWRITES = "overwrites"


@dataclass(frozen=True, slots=True)
class Value:
    """A value for a placeholder; `type` is the one of the capture it comes from (`word` where it comes from none)."""

    text: str
    type: str = "word"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a filled command. `name` is the placeholder that it was or still is; empty for the author's text."""

    text: str
    name: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A placeholder that stayed: its value (empty where there is none) and why it was not written."""

    name: str
    value: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Filled:
    """A command with values in place of those placeholders that could be filled."""

    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]

    @property
    def text(self) -> str:
        """The command."""
        return "".join(part.text for part in self.parts)


def fill(code: str, language: str, values: Mapping[str, Value], rules: FillRules) -> Filled:
    """Fill the placeholders of a command.

    Args:
        code: the command as its author wrote it; marks such as `# VAR` are taken off.
        language: the language of the block, in lower case (empty where it has none).
        values: by the placeholder's name, in lower case.
        rules: the tables.
    """
    code = without_marks(code, rules)
    reader = _Reader(code, language, rules)
    parts: list[Part] = []
    missing: dict[str, Missing] = {}
    at = 0
    for found in placeholders(code, language, rules):
        name = found[1]
        value = values.get(name.lower())
        written = _write(value, reader, found.start(), found.end()) if value else Reason.NO_VALUE
        if found.start() > at:
            parts.append(Part(code[at : found.start()]))
        if isinstance(written, Reason):
            parts.append(Part(found[0], name))
            missing.setdefault(name, Missing(name, value.text if value else "", written))
        else:
            parts.append(Part(written, name, filled=True))
        at = found.end()
    if at < len(code):
        parts.append(Part(code[at:]))
    return Filled(tuple(parts), tuple(missing.values()))


def without_marks(code: str, rules: FillRules) -> str:
    """The code without marks such as `# VAR`, with plain line ends."""
    lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(rules.var_mark.sub("", line) for line in lines)


def placeholders(code: str, language: str, rules: FillRules) -> list[re.Match[str]]:
    """The placeholders of a piece of code; macros such as `__FILE__` of C are none in C."""
    return [
        found
        for found in rules.placeholder.finditer(code)
        if not (language in rules.macro_languages and found[1] in rules.macros)
    ]


def is_allowed(value: Value, rules: FillRules) -> bool:
    """Whether a value is harmless in every language."""
    pattern = rules.allowed.get(value.type, rules.allowed["word"])
    return pattern.fullmatch(value.text) is not None and rules.never.search(value.text) is None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a placeholder occurs: its context, whether it is a whole bare word, and the shell code before it inside its
    word."""

    context: Context_command_context
    whole: bool = False
    inner: str = ""
    overwrites: bool = False


def _write(value: Value, reader: _Reader, start: int, end: int) -> str | Reason:
    """The value as it is to be written, or why it is not."""
    rules = reader.rules
    if rules.hidden.search(value.text) or "\n" in value.text or "\t" in value.text or len(value.text) > rules.max_value:
        return Reason.HIDDEN
    place = reader.place(start, end)
    context = place.context
    if place.overwrites:
        return Reason.OVERWRITES
    if context.program or (context.shell_code and text_names_program(place.inner, rules)):
        return Reason.NAMES_PROGRAM
    if context.code and not context.shell_code and rules.plain.fullmatch(value.text) is None:
        return Reason.CODE
    if context.destructive and rules.protected.search(value.text):
        return Reason.DESTRUCTIVE
    if is_allowed(value, rules):
        return value.text
    if not (place.whole and context.quotable and rules.quoted.fullmatch(value.text)):
        return Reason.NEEDS_QUOTES
    if _FISH_ESCAPE.search(value.text):
        return Reason.NEEDS_QUOTES  # fish reads a backslash before a quote or backslash as an escape
    return "'" + value.text.replace("'", "'\\''") + "'"


class _Reader:
    """Reads one block of code once, for all of its placeholders."""

    def __init__(self, code: str, language: str, rules: FillRules) -> None:
        self.code = code
        self.language = language
        self.rules = rules
        self.tokens: list[Token] | None = None
        if language in rules.shell_languages and len(code) <= rules.max_code:
            self.tokens = _tokens(code, language, rules)

    def place(self, start: int, end: int) -> _Place:
        """Where the placeholder between two offsets occurs."""
        if len(self.code) > self.rules.max_code:
            return _Place(Context_command_context(program=True))
        if self.language in self.rules.shell_languages:
            if self.tokens is not None:
                return _shell_place(self.code, self.tokens, start, end, self.rules)
            return self._place_in_line(start, end)
        before = _line_before(self.code, start)
        if self.language in self.rules.docker_languages:
            return self._place_in_dockerfile(start)
        if self.language in self.rules.command_languages:
            return _Place(Context_command_context(program=text_names_program(before, self.rules)))
        if self.language in self.rules.data_languages:
            return self._place_in_data(start, before)
        quoted = _open_quote(before)
        runs = self.rules.run_calls.search(before) is not None
        return _Place(Context_command_context(program=runs and quoted, code=True) if runs or not quoted else Context_command_context())

    def _place_in_line(self, start: int, end: int) -> _Place:
        """In code that cannot be read as a whole: its own line tells, and nothing is quoted."""
        begin = self.code.rfind("\n", 0, start) + 1
        while begin > 1 and self.code[begin - 2] == "\\":
            begin = self.code.rfind("\n", 0, begin - 1) + 1
        stop = self.code.find("\n", end)
        line = self.code[begin : len(self.code) if stop < 0 else stop]
        tokens = _tokens(line, self.language, self.rules)
        if tokens is None:
            return _Place(Context_command_context(program=True))
        place = _shell_place(line, tokens, start - begin, end - begin, self.rules)
        return _Place(place.context, False, place.inner, place.overwrites)

    def _place_in_dockerfile(self, start: int) -> _Place:
        """`RUN` and the like hold shell code or a list of words; other instructions hold data."""
        instructions = list(self.rules.docker_run.finditer(self.code, 0, start))
        if not instructions:
            return _Place(Context_command_context())
        text = self.code[instructions[-1].end() : start]
        here = "<<" in text
        if not here and any(not line.rstrip(" \t").endswith("\\") for line in text.split("\n")[:-1]):
            return _Place(Context_command_context())  # the instruction ended on a line above
        if here or text.lstrip(" \t").startswith("["):
            return _Place(Context_command_context(program=True))
        return _Place(Context_command_context(program=text_names_program(text.replace("\\\n", " "), self.rules)))

    def _place_in_data(self, start: int, before: str) -> _Place:
        """Values of keys that are run (`command:`, `run:`, `ExecStart=`) are shell code; all others are data."""
        key = self.rules.run_keys.search(before)
        if key is None and self.language in self.rules.yaml_languages:
            key = self._run_key_above(start, before)
            before = before.lstrip(" -")
        elif key is not None:
            before = before[key.end() :]
        return _Place(Context_command_context(program=key is not None and text_names_program(before.lstrip("[ \"'|>-,"), self.rules)))

    def _run_key_above(self, start: int, before: str) -> re.Match[str] | None:
        """The key that is run and that the lines of a YAML block belong to, if any."""
        indent = len(before) - len(before.lstrip(" "))
        for line in reversed(self.code[: start - len(before)].split("\n")):
            depth = len(line) - len(line.lstrip(" "))
            if not line.strip(" \t") or depth > indent or (depth == indent and not line.rstrip(" \t").endswith(":")):
                continue
            key = self.rules.run_keys.search(line)
            if key is not None:
                return key
            indent = min(indent, depth)
        return None


def _tokens(code: str, language: str, rules: FillRules) -> list[Token] | None:
    try:
        return read_tokens(code, rules, session=language in rules.session_languages)
    except UnreadableError:
        return None


def _shell_place(code: str, tokens: Sequence[Token], start: int, end: int, rules: FillRules) -> _Place:
    number = next((at for at, token in enumerate(tokens) if token.start <= start and end <= token.end), -1)
    if number < 0 or tokens[number].kind in ("operator", "redirection"):
        return _Place(Context_command_context(program=True))
    token = tokens[number]
    if token.kind == "comment":
        return _Place(Context_command_context())
    if token.kind == "heredoc":
        return _heredoc_place(code, tokens, token, start, rules)
    own = code[token.start : start]
    redirection = redirection_of(code, tokens, number)
    if ">" in redirection:
        return _Place(Context_command_context(), overwrites=True)
    inside = _substitution(own)
    if inside is not None:
        return _Place(Context_command_context(program=text_names_program(inside, rules)))
    words = command_words(code, tokens, number)
    context = word_context(words, own, words_after(code, tokens, number), rules)
    if redirection and (not words or word_context(words, "", (), rules).program):
        return _Place(Context_command_context(program=True))  # `bash < FILE` runs what it reads
    whole = start == token.start and end == token.end
    return _Place(context, whole, _OPENING.sub("", own))


def _heredoc_place(code: str, tokens: Sequence[Token], token: Token, start: int, rules: FillRules) -> _Place:
    """The text of a here-document is data for commands that only copy it, and code for all others."""
    words = command_words(code, tokens, token.owner) or words_after(code, tokens, token.owner)
    if words[:1] == ["sudo"]:
        words = words[1:]
    line = code[tokens[token.owner].start : code.index("\n", tokens[token.owner].start)]
    if not words or words[0] not in rules.copy_input or "|" in line:
        return _Place(Context_command_context(program=True))
    inside = _substitution(code[token.start : start])
    return _Place(Context_command_context(program=inside is not None and text_names_program(inside, rules)))


def _substitution(own: str) -> str | None:
    """What a word holds between the last `$(` or backtick that is still open and its end; None where none is."""
    opened = own.rfind("$(")
    if opened >= 0 and own.count("(", opened) > own.count(")", opened):
        return own[opened + 2 :]
    if own.count("`") % 2:
        return own[own.rfind("`") + 1 :]
    return None


def _line_before(code: str, start: int) -> str:
    return code[code.rfind("\n", 0, start) + 1 : start]


def _open_quote(before: str) -> bool:
    """Whether a line of code ends inside a string."""
    quote = ""
    at = 0
    while at < len(before):
        char = before[at]
        if char == "\\":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"`":
            quote = char
        at += 1
    return bool(quote)


# -------------------- unstuck_search.matcher.answer


class Verdict(StrEnum):
    """What an answer amounts to."""

    MATCH = "match"
    CANDIDATES = "candidates"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """A marked place in the paste: line from 1, columns from 0 (end exclusive) in the line as pasted."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `captures` holds name and value in order, `types` the type of each; `reason` says in words why
    it was found.

    `signature` is empty where an article was found by its title, its code or its text alone; `whole` tells that a
    signature (or the title) stands there with nothing missing.
    """

    kb_id: str
    signature: str
    confidence: float
    spans: tuple[Span, ...]
    captures: tuple[tuple[str, str], ...]
    reason: str
    whole: bool = True
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a paste and the articles found, best first; where the verdict is `none`, its near misses."""

    verdict: Verdict
    hits: tuple[Hit, ...]


# -------------------- unstuck.lookup.answer_json
JSON = dict[str, Any]


def answer_json(
    answer: Answer, articles: Mapping[str, JSON], identity: object = None, elapsed_ms: float | None = None
) -> JSON:
    """The answer as contracted for `--format json` and `--batch`; `articles` are the errors feed's entries by id."""
    hits = [
        {
            "kb_id": hit.kb_id,
            "confidence": hit.confidence,
            "signature": hit.signature,
            "lines": [{"line": span.line, "start": span.start, "end": span.end} for span in hit.spans],
            "captures": [
                {"name": name, "value": value, "type": kind}
                for (name, value), kind in zip(hit.captures, hit.types, strict=True)
            ],
            "commands": list(_commands(hit, articles[hit.kb_id])),
            "reason": hit.reason,
        }
        for hit in answer.hits
    ]
    result: JSON = {"verdict": answer.verdict.value, "hits": hits}
    if identity is not None:
        result = {"id": identity, **result}
    if elapsed_ms is not None:
        result["elapsed_ms"] = round(elapsed_ms, 3)
    return result


def fill_command(hit: Hit, command: JSON) -> Filled:
    """A command of the errors feed with the values that a hit captured."""
    values = {name.lower(): Value(value, kind) for (name, value), kind in zip(hit.captures, hit.types, strict=True)}
    return fill(command["text"], command["language"], values, load_rules().fill)


def _commands(hit: Hit, article: JSON) -> Iterator[JSON]:
    """Every command that the article gives: the fix, its verification, its fallbacks."""
    for command in article["commands"]:
        yield _command(hit, command, "fix", command["title"], command["option"], recommended=command["recommended"])
    for command in article["verification"]["commands"]:
        yield _command(hit, command, "verify", "")
    for fallback in article["fallbacks"]:
        for command in fallback["commands"]:
            yield _command(hit, command, "fallback", fallback["title"])


def _command(hit: Hit, command: JSON, purpose: str, title: str, option: str = "", *, recommended: bool = False) -> JSON:
    filled = fill_command(hit, command)
    return {
        "purpose": purpose,
        "option": option,
        "title": title,
        "recommended": recommended,
        "language": command["language"],
        "filled": filled.text,
        "missing": [{"name": one.name, "value": one.value, "reason": one.reason.value} for one in filled.missing],
    }


# -------------------- unstuck.remote.json_schema
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class SchemaError(ValueError):
    """Data is not of its schema; the message names the place."""


def check_shape(value: object, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None, at: str = "") -> None:
    """Check a value.

    Raises:
        SchemaError: it is not of the schema.
    """
    whole = root if root is not None else schema
    if "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        check_shape(value, found, whole, at)
    kinds = schema.get("type")
    if kinds is not None and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        raise SchemaError(f"{at or 'it'} is no {kinds if isinstance(kinds, str) else ' or '.join(kinds)}")
    if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
        raise SchemaError(f"{at} is not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        raise SchemaError(f"{at} is none of {', '.join(map(repr, schema['enum']))}")
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            raise SchemaError(f"{at} is longer than {schema['maxLength']} characters")
        if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
            raise SchemaError(f"{at} is not of the form {schema['pattern']}")
    elif isinstance(value, dict):
        for name in schema.get("required", ()):
            if name not in value:
                raise SchemaError(f"{at or 'it'} lacks `{name}`")
        for name, rule in schema.get("properties", {}).items():
            if name in value:
                check_shape(value[name], rule, whole, f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            raise SchemaError(f"{at} has too few items")
        rule = schema.get("items")
        if rule is not None:
            for number, item in enumerate(value):
                check_shape(item, rule, whole, f"{at}[{number}]")
    elif isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        raise SchemaError(f"{at} is out of range")


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and not (isinstance(value, bool) and kind != "boolean")


# -------------------- unstuck.resources


def schema_path(name: str) -> _File:
    return _FILES[f"{name}.json"]


# -------------------- unstuck.remote.feed
JSON = dict[str, Any]
Get = Callable[[str, str], bytes]
MAX_PARTS = 1_000
MAX_TOTAL = 1024 * 1024 * 1024
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class RemoteFeed:
    """A whole feed, and how often each article holds each term, in the order of ids.

    `terms` is None where the feed names none, or where they could not be had; `trouble` says why then.
    """

    feed: JSON
    terms: tuple[tuple[str, Mapping[str, int]], ...] | None
    trouble: str = ""


def read_remote_feed(address: str, data: bytes, get: Get) -> RemoteFeed:
    """A feed from its first file's bytes. `get` gives the bytes of another file by its path and digest; `address` is
    how messages name the feed.

    Raises:
        UsageError: it is no errors feed, or one of its parts cannot be had.
    """
    left = [MAX_TOTAL - len(data)]

    def checked(named: Mapping[str, str]) -> bytes:
        found = get(named["url"], named["sha256"])
        left[0] -= len(found)
        if left[0] < 0:
            raise UsageError(f"{address}: is larger than {MAX_TOTAL // 1024 // 1024} MB in all")
        if hashlib.sha256(found).hexdigest() != named["sha256"]:
            raise UsageError(f"{address}: {named['url']} is of another build; ask again in a moment")
        return found

    feed = _read(address, data, "errors-1")
    for part in _parts(address, feed, "errors-1", checked):
        feed["articles"] += part["articles"]
        feed["errors"] += part["errors"]
    _check_ids(address, feed)
    if "terms" not in feed:
        return RemoteFeed(feed, None)
    try:
        terms = _terms(address, checked(feed["terms"]), {one["kb_id"] for one in feed["articles"]}, checked)
    except UsageError as error:
        return RemoteFeed(feed, None, str(error))
    return RemoteFeed(feed, terms)


def _terms(
    address: str, data: bytes, known: set[str], get: Callable[[Mapping[str, str]], bytes]
) -> tuple[tuple[str, Mapping[str, int]], ...]:
    first = _read(address, data, "terms-1")
    terms: dict[str, Mapping[str, int]] = {}
    for part in (first, *_parts(address, first, "terms-1", get)):
        for one in part["articles"]:
            if one["kb_id"] not in known or one["kb_id"] in terms:
                raise UsageError(f"{address}: the articles of its terms are not its own")
            if not all(type(count) is int and 0 < count <= _MOST for count in one["terms"].values()):
                raise UsageError(f"{address}: a term is held less than once")
            terms[one["kb_id"]] = one["terms"]
    return tuple(sorted(terms.items()))


def _parts(address: str, first: JSON, schema: str, get: Callable[[Mapping[str, str]], bytes]) -> Iterator[JSON]:
    named = first.get("parts", ())
    if len(named) > MAX_PARTS:
        raise UsageError(f"{address}: has more than {MAX_PARTS} parts")
    for one in named:
        yield _read(address, get(one), schema)


def _read(address: str, data: bytes, schema: str) -> JSON:
    try:
        found: JSON = json.loads(data)
        check_shape(found, json.loads(schema_path(schema).read_bytes()))
    except SchemaError as error:
        raise UsageError(f"{address}: no {schema.partition('-')[0]} feed of version 1: {error}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{address}: no JSON; is that the address of a published site?") from None
    return found


def _check_ids(address: str, feed: JSON) -> None:
    known = {one["kb_id"] for one in feed["articles"]}
    fit = len(known) == len(feed["articles"]) and all(one["kb_id"] in known for one in feed["errors"])
    for one in feed["errors"]:
        kb_id, mark, number = one["id"].rpartition("#")
        fit = fit and bool(mark) and kb_id == one["kb_id"]
        if not fit or not (number.isascii() and number.isdigit() and len(number) < 9):
            raise UsageError(f"{address}: no errors feed of version 1: {one['id'][:80]} is no id of an error")
    if not fit:
        raise UsageError(f"{address}: no errors feed of version 1: ids of articles and errors do not fit each other")


# -------------------- unstuck.remote.fetch
CONNECT_SECONDS = 10.0
TOTAL_SECONDS = 60.0
MAX_BYTES = 64 * 1024 * 1024
MAX_REDIRECTS = 5
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the bytes, None where what one has is still right, and the ETag to ask with the next time."""

    data: bytes | None
    etag: str


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MAX_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (scheme == "http" and urlsplit(req.full_url).scheme == "https"):
            raise urllib.error.URLError("is sent on to an address that is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, etag: str = "") -> Fetched:
    """Get a file, unless it is still the one of this ETag.

    Raises:
        UsageError: it cannot be had; the message says why.
    """
    # Handlers by name: the usual opener would read file: and ftp: as well.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    headers = {"User-Agent": f"unstuck/{__version__}", "Accept": "application/json", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  (the opener knows http and https alone)
        with opener.open(request, timeout=CONNECT_SECONDS) as answer:
            return Fetched(_read_fetch(url, answer), answer.headers.get("ETag", ""))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return Fetched(None, etag)
            raise UsageError(f"{url}: the server answered {error.code} {error.reason}") from None
    except urllib.error.URLError as error:
        reason = getattr(error.reason, "strerror", None) or error.reason
        raise UsageError(f"{url}: {reason}") from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise UsageError(f"{url}: {getattr(error, 'strerror', None) or error or type(error).__name__}") from None


def _read_fetch(url: str, answer: Any) -> bytes:
    coding = answer.headers.get("Content-Encoding", "identity").lower()
    if coding not in ("identity", "gzip"):
        raise UsageError(f"{url}: comes in an encoding that was not asked for")
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if coding == "gzip" else None
    until = time.monotonic() + TOTAL_SECONDS
    found = bytearray()
    while chunk := answer.read1(_CHUNK):
        if time.monotonic() > until:
            raise UsageError(f"{url}: did not arrive within {TOTAL_SECONDS:.0f} s")
        found += unzip.decompress(chunk, MAX_BYTES + 1) if unzip else chunk
        if len(found) > MAX_BYTES or (unzip and unzip.unconsumed_tail):
            raise UsageError(f"{url}: is larger than {MAX_BYTES // 1024 // 1024} MB")
    declared = answer.headers.get("Content-Length", "")
    if (unzip and not unzip.eof) or (not unzip and declared.isdigit() and int(declared) != len(found)):
        raise UsageError(f"{url}: ended early")
    return bytes(found)


# -------------------- unstuck_search.fulltext.tokens


def stem(word: str) -> str:
    """Plural and verb endings off, lightly, so that `errors` finds `error`; words with digits stay as they are."""
    if len(word) < 5 or not word.isalpha() or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


# -------------------- unstuck_search.index.bm25
_COMPOUND = re.compile(r"[a-z][A-Z]")
_PARTS_bm25 = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_K1 = 1.2
_B = 0.5
MAX_TERMS = 24
KEPT = 200  # documents kept of each term
_ALWAYS = 50  # documents that may hold a term however few there are in all


def text_terms(word: str) -> list[str]:
    """A word as it is indexed: its stem, and the parts of a compound (`DetachedInstanceError`)."""
    whole = stem(word.lower())
    if not _COMPOUND.search(word):
        return [whole]
    return list(dict.fromkeys([whole, *(stem(part.lower()) for part in _PARTS_bm25.findall(word))]))


@dataclass(frozen=True, slots=True)
class Posted:
    """One term: the most it can add to a score, and the documents it adds most to with what it adds, in thousandths."""

    most: int
    documents: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class FullText:
    """An inverted index of stems; documents by their place in `ids`."""

    ids: Sequence[str]
    terms: Mapping[str, Posted]

    def search(self, words: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """Article and the share of the best possible score, best first; only the rarest words are looked up."""
        asked = dict.fromkeys(term for word in words for term in text_terms(word))
        found = {term: self.terms[term] for term in asked if term in self.terms}
        chosen = sorted(found, key=lambda term: (-found[term].most, term))[:MAX_TERMS]
        scores: dict[int, int] = defaultdict(int)
        for term in chosen:
            for number, value in found[term].documents:
                scores[number] += value
        possible = sum(found[term].most for term in chosen)
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:limit]
        return [(self.ids[number], score / possible) for number, score in ranked]


def build_fulltext(articles: Iterable[tuple[str, Mapping[str, int]]]) -> FullText:
    """The full text of a knowledge base: the id and the `count_terms` of each article, in the order of their ids.

    What each term adds to each article's BM25 score is worked out here. Terms that a sixth of all articles hold are
    left out, and of each other one the articles beyond the best `KEPT`: they would not come to the front.
    """
    ids: list[str] = []
    lengths: list[int] = []
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, (identity, counts) in enumerate(articles):
        ids.append(identity)
        lengths.append(sum(counts.values()))
        for term, count in counts.items():
            postings[term].extend((number, count))
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    norms = [_K1 * (1 - _B + _B * length / average) for length in lengths]
    most = max(_ALWAYS, len(ids) // 6)
    return FullText(
        ids,
        {
            term: _posted(list(zip(held[::2], held[1::2], strict=True)), norms, len(ids))
            for term, held in postings.items()
            if len(held) <= 2 * most
        },
    )


def _posted(held: Sequence[tuple[int, int]], norms: Sequence[float], documents: int) -> Posted:
    idf = math.log((documents + 1) / (len(held) + 0.5)) * (_K1 + 1) * 1000
    values = [(number, round(idf * count / (count + norms[number]))) for number, count in held]
    if len(values) > KEPT:
        values = sorted(sorted(values, key=lambda one: (-one[1], one[0]))[:KEPT])
    return Posted(round(idf), values)


# -------------------- unstuck.remote.cache
_FEED = "errors.json"


def feed_address(kb: str) -> str:
    """Where the feed of a site is.

    Raises:
        UsageError: it is no address of a site.
    """
    try:
        parts = urlsplit(kb)
        _ = parts.port
    except ValueError:
        raise UsageError(f"{kb}: no address; name a published site, such as https://example.org/kb/") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not kb.isprintable() or " " in kb:
        raise UsageError(f"{kb}: no address of http or https; name a published site, such as https://example.org/kb/")
    if "@" in parts.netloc:
        raise UsageError(f"{parts.hostname}: leave user and password out of the address")
    bare = parts._replace(query="", fragment="").geturl()
    return bare if parts.path.endswith(".json") else urljoin(bare.rstrip("/") + "/", _FEED)


# -------------------- unstuck.terminal.text
# Emoji are written with joiners and variation selectors; a terminal shows the picture without them.
_EMOJI_JOINERS = re.compile("(?<=[\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f\u200d]+")


def safe(text: str) -> str:
    """Without anything that would move a cursor, change a colour or turn the direction of writing."""
    if text.isascii() and text.isprintable():
        return text
    shown = _EMOJI_JOINERS.sub("", text)
    return load_rules().hidden.sub(lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else "\ufffd", shown)


def safe_line(text: str) -> str:
    """The same, on one line: line breaks and tabs are written out too."""
    return safe(text).replace("\n", "\\n").replace("\t", "\\t")


# -------------------- unstuck_search.index.anchors
UNANCHORED = 64  # signatures without a single whole word that are tried everywhere
Groups = Sequence[tuple[str, Sequence[int]]]


def group(templates: Iterable[Template], frequency: Counter[str]) -> tuple[dict[str, Groups], list[int]]:
    """Each template, by its number, under the rarest word that its line must hold and, therein, under the next
    rarest, which is empty where there is none; then those without such a word."""
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    unanchored: list[int] = []
    for number, template in enumerate(templates):
        fixed = sorted(set(anchors(template)), key=lambda word: (frequency[word], word))
        if fixed:
            groups[fixed[0]][fixed[1] if len(fixed) > 1 else ""].append(number)
        elif template.literals and len(unanchored) < UNANCHORED:
            unanchored.append(number)
    return {word: tuple(sorted(seconds.items())) for word, seconds in groups.items()}, unanchored


def standing(by_anchor: Mapping[str, Groups], folded: str) -> Iterator[int]:
    """The numbers of those that may stand whole in a folded line."""
    held = dict.fromkeys(words(folded))
    for word in held:
        for second, numbers in by_anchor.get(word, ()):
            if not second or second in held:
                yield from numbers


# -------------------- unstuck_search.lines.kinds
WORD = re.compile(r"[^\W_]+")
_COUNTERS = ("line ", "column ", "position ", "char ", "pid ", "after ")
_DIGITS = re.compile(r"[0-9]+")
ERROR, PLAIN, CALM, FRAME = 3, 2, 1, 0
MAX_TOKENS = 300
SOFT_WORDS = 6  # more words in quotation marks than this are a message, not an example


@dataclass(frozen=True, slots=True)
class Token_kinds:
    """A word of a line: folded text, the line's place in the list of lines, offsets in its cleaned text.

    `soft` marks the words of what looks like an example: a quoted name, a path, a number.
    """

    word: str
    line: int
    start: int
    end: int
    soft: bool


def kind(line: Line, rules: Rules) -> int:
    """What a line is: one that tells of an error, a plain one, a calm one (INFO, DEBUG), or a stack frame."""
    if rules.frame_line.search(line.text):
        return FRAME
    if rules.error_line.search(line.folded):
        return ERROR
    return CALM if rules.calm_line.search(line.folded) else PLAIN


def message_start(line: Line, rules: Rules) -> int:
    """Where a line's own message begins, behind timestamps, levels and names of containers."""
    at = 0
    for _ in range(8):
        found = rules.prefix.match(line.text[at : at + 400])
        if not found or found.end() + at >= len(line.text):
            break
        at += found.end()
    return at


def promising(lines: list[Line], rules: Rules, limit: int) -> list[tuple[int, int]]:
    """Place and kind of the lines to compare word by word: telling ones first, each text once, at most `limit`.

    Lines that differ in nothing but numbers count as one.
    """
    seen: set[str] = set()
    groups: dict[int, list[int]] = {ERROR: [], PLAIN: [], CALM: [], FRAME: []}
    for place, line in enumerate(lines):
        key = _DIGITS.sub("0", line.folded[message_start(line, rules) :])
        if key not in seen:
            seen.add(key)
            groups[kind(line, rules)].append(place)
    found: list[tuple[int, int]] = []
    for which, places in groups.items():
        room = limit - len(found) if which != FRAME else min(limit - len(found), limit // 4)
        tail = room // 3 if len(places) > room else 0
        chosen = [*places[: room - tail], *places[len(places) - tail :]]
        found += [(place, which) for place in chosen]
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """The words of one line or of a few joined ones, ready to be compared with templates.

    `places` gives the positions of each word, ascending; `hard`, by position, how many words that are no examples
    stand before it.
    """

    tokens: tuple[Token_kinds, ...]
    places: Mapping[str, tuple[int, ...]]
    hard: tuple[int, ...]


def make_run(lines: Sequence[Line], place: int, count: int, rules: Rules) -> Run:
    """The words of `count` lines from `place` on, at most `MAX_TOKENS`."""
    found: list[Token_kinds] = []
    for number in range(place, min(place + count, len(lines))):
        found += tokens(lines[number].folded, number, rules)
        if len(found) >= MAX_TOKENS:
            del found[MAX_TOKENS:]
            break
    places: dict[str, tuple[int, ...]] = {}
    hard = [0]
    for at, token in enumerate(found):
        places[token.word] = (*places.get(token.word, ()), at)
        hard.append(hard[-1] + (not token.soft))
    return Run(tuple(found), places, tuple(hard))


def tokens(folded: str, number: int, rules: Rules) -> list[Token_kinds]:
    """The words of one line, the first `MAX_TOKENS` of them."""
    found: list[Token_kinds] = []
    examples = soft_spans(folded, rules)
    at = 0
    for match in WORD.finditer(folded):
        start, end = match.span()
        while at < len(examples) and examples[at][1] <= start:
            at += 1
        found.append(Token_kinds(match.group(), number, start, end, at < len(examples) and examples[at][0] <= start))
        if len(found) >= MAX_TOKENS:
            break
    return found


def soft_spans(folded: str, rules: Rules) -> list[tuple[int, int]]:
    """Where a text holds examples (quoted names, paths, numbers), in order.

    A quotation of many words is none, nor is an escape such as `'\\r'`: those are part of the message. Nor is a number
    that stands by itself (`exit code 137`, `HTTP 404`), unless it counts lines.
    """
    found = []
    for match in rules.soft.finditer(folded):
        held = WORD.findall(match[1])
        escape = "\\" in match[1] and len(held) == 1 and len(held[0]) == 1
        before, after = folded[: match.start(1)], folded[match.end(1) :]
        number = match[1].isdigit() and before[-1:] in ("", " ") and after[:1] in ("", " ", ".", "]", ")")
        meant = number and not before.endswith(_COUNTERS)
        if len(held) <= SOFT_WORDS and not escape and not meant:
            found.append(match.span(1))
    return found


# -------------------- unstuck_search.index.pattern
STRICT_TYPES = frozenset({"int", "hex", "uuid", "ip", "port", "url", "version"})
SOFT_MISSING = 0.25  # what an example's word that is not there costs of its weight


@dataclass(frozen=True, slots=True)
class Pattern:
    """One signature ready to be compared word by word.

    `soft` marks the words of an author's example (a quoted name, a path, a number); `joined` those that follow the
    word before them with nothing variable between; `pairs` holds the places of words that follow each other when
    examples and variable parts are left out. `coded` tells that it holds an error code, `strict` that it has parts
    of a type that few words are of: where such a signature does not match as a template, something else stands there.
    """

    signature: Signature
    title: bool
    words: tuple[str, ...]
    soft: tuple[bool, ...]
    joined: tuple[bool, ...]
    pairs: tuple[tuple[int, int], ...]
    coded: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Entry(Pattern):
    """A pattern and, in bits, what each of its words is worth and what each of its pairs adds."""

    weights: tuple[float, ...]
    pair_weights: tuple[float, ...]

    @property
    def bits(self) -> float:
        """The information of all its words and pairs."""
        return sum(self.weights) + sum(self.pair_weights)

    @property
    def firm_bits(self) -> float:
        """The same with the words of an author's examples counted little."""
        own = zip(self.weights, self.soft, strict=True)
        return sum(weight * (SOFT_MISSING if soft else 1.0) for weight, soft in own) + sum(self.pair_weights)

    @property
    def brevity(self) -> float:
        """How little there is to it, 0 to 1: a single plain word is 1, five words are next to nothing."""
        count = len(set(self.words))
        return 0.0 if self.coded else 1.0 / (count * count) if count else 1.0


def make_pattern(signature: Signature, rules: Rules, *, title: bool = False) -> Pattern:
    """A pattern from a signature."""
    found: list[str] = []
    soft: list[bool] = []
    joined: list[bool] = []
    pairs: list[tuple[int, int]] = []
    for template in signature.templates:
        apart = True
        last = -1
        for part in template.parts:
            if not isinstance(part, Literal):
                apart = True
                continue
            text = fold(part.text)
            for begin, end, example in _pieces(text, soft_spans(text, rules)):
                for word in words(text[begin:end]):
                    if not example:
                        if last >= 0:
                            pairs.append((last, len(found)))
                        last = len(found)
                    found.append(word)
                    soft.append(example)
                    joined.append(not apart)
                    apart = False
    strict = any(
        isinstance(part, Variable) and part.type in STRICT_TYPES
        for template in signature.templates
        for part in template.parts
    )
    coded = any(rules.codes.search(template.source) for template in signature.templates)
    return Pattern(signature, title, tuple(found), tuple(soft), tuple(joined), tuple(pairs), coded, strict)


def _pieces(text: str, examples: list[tuple[int, int]]) -> Iterable[tuple[int, int, bool]]:
    at = 0
    for begin, end in examples:
        yield at, begin, False
        yield begin, end, True
        at = end
    yield at, len(text), False


def pair_name(pattern: Pattern, pair: tuple[int, int]) -> str:
    """The two words of a pair, as tables of pairs name them."""
    return f"{pattern.words[pair[0]]} {pattern.words[pair[1]]}"


def weigh_pattern(one: Pattern, weights: Mapping[str, float], pair_weights: Mapping[str, float]) -> Entry:
    """A pattern with the worth of its words and pairs."""
    own = tuple(weights[word] for word in one.words)
    paired = tuple(pair_weights[pair_name(one, pair)] for pair in one.pairs)
    return Entry(
        one.signature, one.title, one.words, one.soft, one.joined, one.pairs, one.coded, one.strict, own, paired
    )


# -------------------- unstuck_search.index.build
EVERYDAY = 0.15  # what an everyday word is worth of its rarity
COMMON = 0.55  # and a word that half of all errors share
PRIOR = (
    512  # articles that every knowledge base is taken to have beside its own, so that a small one is not easily sure
)
PAIR = 0.6  # what a pair of words is worth of its rarity
NUMBER = 5.0  # bits that a bare number is worth at most
HELD = 400  # a word in more entries than this finds none; it only adds to what rarer ones found
_DIGITS_build = 3  # of a weight: the browser's twin reads the same ones


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article beside its signatures: words of its product and (other) words of its title, each
    with its bits in the order of the alphabet, and the error codes it is about."""

    product: Mapping[str, float]
    title: Mapping[str, float]
    codes: tuple[str, ...]
NO_FACTS = Facts({}, {}, ())


@dataclass(frozen=True, slots=True)
class Index:
    """All entries of a knowledge base by word, by anchor and by code.

    The tables may be dictionaries (`build_index`) or read from a file as they are asked (`stored`). Entries are in the
    order of their articles' ids. `by_anchor` groups the entries of an anchor (the rarest word that every line
    matching the entry holds) by a second such word, empty where there is none; `postings` and `pair_postings` leave
    out what more than `HELD` entries hold; `firm_bits` are those of each entry.
    """

    rules: Rules
    articles: int
    entries: Sequence[Entry]
    firm_bits: Sequence[float]
    unanchored: Sequence[int]
    postings: Mapping[str, Sequence[int]]
    weights: Mapping[str, float]
    by_anchor: Mapping[str, Groups]
    pair_postings: Mapping[str, Sequence[int]]
    pair_weights: Mapping[str, float]
    facts: Mapping[str, Facts]
    by_code: Mapping[str, Sequence[str]]


def build_index(signatures: Iterable[Signature], contexts: Mapping[str, Context], rules: Rules) -> Index:
    """The index of a knowledge base, from its signatures and from title and products of its articles."""
    patterns = _patterns(signatures, contexts, rules)
    held: dict[str, set[str]] = defaultdict(set)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(patterns):
        distinct = dict.fromkeys(pattern.words)
        held[pattern.signature.kb_id].update(distinct)
        for word in distinct:
            postings[word].append(number)
    frequency = Counter(word for found in held.values() for word in found)
    weights = {word: _weigh(word, frequency[word], len(held), rules) for word in frequency}
    pair_postings, pair_weights = _pairs(patterns, weights, len(held))
    entries = [weigh_pattern(one, weights, pair_weights) for one in patterns]
    by_anchor, unanchored = group((one.signature.templates[0] for one in patterns), frequency)
    facts = _facts(contexts, rules)
    by_code: dict[str, list[str]] = defaultdict(list)
    for kb_id in sorted(facts):
        for code in facts[kb_id].codes:
            by_code[code].append(kb_id)
    return Index(
        rules=rules,
        articles=len(held),
        entries=entries,
        firm_bits=[round(entry.firm_bits, 1) for entry in entries],
        unanchored=unanchored,
        postings=_finding(postings),
        weights=weights,
        by_anchor=by_anchor,
        pair_postings=_finding(pair_postings),
        pair_weights=pair_weights,
        facts=facts,
        by_code=dict(by_code),
    )


def _patterns(signatures: Iterable[Signature], contexts: Mapping[str, Context], rules: Rules) -> list[Pattern]:
    """The patterns of all signatures and titles, an article's together and articles in the order of their ids."""
    by_article: dict[str, list[Pattern]] = defaultdict(list)
    for one in signatures:
        by_article[one.kb_id].append(make_pattern(one, rules))
    for kb_id, context in contexts.items():
        message = title_message(context.title, rules)
        if message:
            by_article[kb_id].append(make_pattern(make_signature(kb_id, 0, [escape(message)]), rules, title=True))
    return [pattern for kb_id in sorted(by_article) for pattern in by_article[kb_id]]


def _finding(postings: Mapping[str, list[int]]) -> dict[str, list[int]]:
    return {word: numbers for word, numbers in postings.items() if len(numbers) <= HELD}


def _weigh(word: str, frequency: int, articles: int, rules: Rules) -> float:
    """The information of a word in bits: rare in this knowledge base is telling, everyday words hardly."""
    bits = math.log2((articles + PRIOR) / (frequency + 1))
    if word.isdigit():
        bits = min(bits * COMMON, NUMBER)
    elif word in rules.everyday_words or len(word) == 1:
        bits *= EVERYDAY
    elif word in rules.common_words:
        bits *= COMMON
    return round(bits, _DIGITS_build)


def _pairs(
    patterns: Sequence[Pattern], weights: Mapping[str, float], articles: int
) -> tuple[dict[str, list[int]], dict[str, float]]:
    """Which entries hold which pair of words, and what the two prove by following each other, beyond themselves, in
    bits: `no field` is rarer than both."""
    together: dict[str, set[str]] = defaultdict(set)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(patterns):
        for name in dict.fromkeys(pair_name(pattern, pair) for pair in pattern.pairs):
            postings[name].append(number)
            together[name].add(pattern.signature.kb_id)
    worth = {}
    for name, held_by in together.items():
        one, _, other = name.partition(" ")
        bits = PAIR * math.log2((articles + PRIOR) / (len(held_by) + 1))
        worth[name] = round(max(0.0, bits - 0.5 * (weights[one] + weights[other])), _DIGITS_build)
    return postings, worth


def _facts(contexts: Mapping[str, Context], rules: Rules) -> dict[str, Facts]:
    products = {kb_id: product_words(context) for kb_id, context in contexts.items()}
    titles = {kb_id: title_words(kb_id, context) - products[kb_id] for kb_id, context in contexts.items()}
    frequency = Counter(word for table in (products, titles) for found in table.values() for word in found)

    def worth(found: Iterable[str]) -> dict[str, float]:
        return {word: _context_weight(word, frequency[word], len(contexts), rules) for word in sorted(found)}

    return {
        kb_id: Facts(worth(products[kb_id]), worth(titles[kb_id]), title_codes(context.title, rules))
        for kb_id, context in contexts.items()
    }


def _context_weight(word: str, frequency: int, articles: int, rules: Rules) -> float:
    """The information of a word as the name of a product, in bits."""
    if word in rules.everyday_words:
        return 0.0
    bits = math.log2((articles + PRIOR) / (frequency + 1))
    return round(bits * COMMON if word in rules.common_words else bits, _DIGITS_build)


# -------------------- unstuck_search.lines.wrapped
WIDTH = 60  # columns short of which nothing would have been wrapped
MOST = 6  # lines joined at most


@dataclass(frozen=True, slots=True)
class Joined:
    """Some lines as one. `line` has their text joined by spaces; `parts` are the lines and where each begins in it."""

    line: Line
    parts: tuple[tuple[Line, int], ...]

    def spans(self, start: int, end: int) -> tuple[tuple[Line, int, int], ...]:
        """A place in the joined text as places in the lines it came from."""
        found = []
        for line, begin in self.parts:
            low, high = max(start - begin, 0), min(end - begin, len(line.text))
            if low < high:
                found.append((line, low, high))
        return tuple(found)


def joined_lines(lines: Sequence[Line], places: Iterable[int]) -> Iterator[Joined]:
    """The lines at some places joined with what follows them, and with what stands before them."""
    starts = sorted({start for place in places for start in (place - 1, place) if start >= 0})
    for start in starts:
        for count in range(2, MOST + 1):
            group = lines[start : start + count]
            if len(group) < count or not _goes_on(group[-2], group[-1]):
                break
            parts = []
            at = 0
            for line in group:
                parts.append((line, at))
                at += len(line.text) + 1
            first = group[0]
            text = " ".join(line.text for line in group)
            folded = " ".join(line.folded for line in group)
            yield Joined(Line(first.number, first.raw, text, folded), tuple(parts))


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a line may have been broken before the next one: that one's first word would not have fitted."""
    return len(line.text) + 1 + len(following.text.partition(" ")[0]) >= WIDTH


# -------------------- unstuck_search.matcher.align
SOFT_FOUND = 0.7  # what an example's word proves of its weight where it is there
_PLACES = 6  # places of one word that are looked at
_CLOSE = 3  # words between two words of a template that still count as together


@dataclass(frozen=True, slots=True)
class Alignment:
    """`bits` found and `missing`, the share of template neighbours that are neighbours here, and the words' places."""

    bits: float
    missing: float
    contiguity: float
    places: tuple[int, ...]

    @property
    def coverage(self) -> float:
        """The share of the template's information that was found."""
        total = self.bits + self.missing
        return self.bits / total if total else 0.0


def align(entry: Entry, run: Run) -> Alignment:
    """The heaviest chain of the template's words that stands in order; words next to each other weigh more."""
    rows: list[tuple[int, int, float]] = []
    missing = 0.0
    for number, word in enumerate(entry.words):
        weight = entry.weights[number]
        soft = entry.soft[number]
        missing += weight * (SOFT_MISSING if soft else 1.0)
        worth = weight * (SOFT_FOUND if soft else 1.0)
        rows += [(place, number, worth) for place in run.places.get(word, ())[:_PLACES]]
    if not rows:
        return Alignment(0.0, missing, 0.0, ())
    rows.sort(key=lambda row: (row[0], -row[1]))
    best: list[float] = []
    before: list[int] = []
    for at, (place, number, weight) in enumerate(rows):
        top, link = 0.0, -1
        for back in range(at - 1, max(-1, at - 60), -1):
            other = rows[back]
            if other[1] < number and other[0] < place:
                bonus = 0.3 if place - other[0] == number - other[1] else 0.0
                value = best[back] + bonus
                if value > top:
                    top, link = value, back
        best.append(top + weight)
        before.append(link)
    at = max(range(len(rows)), key=lambda row: (best[row], -rows[row][0]))
    chain = []
    while at >= 0:
        chain.append(rows[at])
        at = before[at]
    chain.reverse()
    bits = 0.0
    stands: dict[int, int] = {}
    for place, number, weight in chain:
        bits += weight
        missing -= entry.weights[number] * (SOFT_MISSING if entry.soft[number] else 1.0)
        stands[number] = place
    for (first, second), weight in zip(entry.pairs, entry.pair_weights, strict=True):
        if first in stands and second in stands and _near(entry, first, second, stands, run.hard):
            bits += weight
        else:
            missing += weight
    pairs = close = 0
    for (place, number, _), (next_place, next_number, _) in pairwise(chain):
        pairs += 1
        if not entry.joined[next_number] or next_place - place <= next_number - number + _CLOSE * (
            1 if any(entry.soft[number : next_number + 1]) else 0
        ):
            close += 1
    contiguity = close / pairs if pairs else 1.0
    return Alignment(bits, max(0.0, missing), contiguity, tuple(row[0] for row in chain))


def _near(entry: Entry, first: int, second: int, stands: Mapping[int, int], hard: Sequence[int]) -> bool:
    """Whether two neighbours of the template are neighbours in the text: examples aside, or a few words apart where
    the template has a variable part between them."""
    gap = hard[stands[second]] - hard[stands[first]]
    return 0 < gap <= (1 if all(entry.joined[first + 1 : second + 1]) else 1 + _CLOSE)


# -------------------- unstuck_search.matcher.evidence
PARTIAL_LINES = 24
PER_LINE = 8  # signatures compared word by word per line
_LEAST_VALUE = 0.5
_WORTH_A_LOOK = 0.3  # of the information that a line shares with the signature it shares most with
_MOST_KNOWN = 100_000  # lines of which is kept what they may hold
_POSTINGS = 3000  # entries looked at per line, those of its rarest words first
_MIN_BITS = 5.0
_LEAST_BITS = 3.0
_MIN_COVERAGE = 0.35
_NEARLY = 0.97
_MOST_OUTSIDE = 60  # words of a line beyond which more of them make a signature no less telling
# What a variable part adds by holding what its type asks for, and punctuation by standing where it should, in bits.
_TYPE_BITS = {"int": 1.0, "hex": 1.0, "path": 1.0, "port": 1.0, "quoted": 1.0, "version": 1.0}
_TYPE_BITS |= {"ip": 2.0, "url": 2.0, "uuid": 3.0}
_MARK_BITS = 0.25
_MAX_MARKS = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the index in one place of the paste.

    `bits` is the information found, `coverage` the share of the entry's that was found, `contiguity` the share of
    neighbours that stand together, `explained` the share of the line's own words that the entry accounts for, `kind`
    what sort of line it is. `spans` are places in cleaned lines.
    """

    entry: Entry
    bits: float
    coverage: float
    contiguity: float
    explained: float
    kind: int
    whole: bool
    spans: tuple[tuple[Line, int, int], ...]
    captures: tuple[tuple[str, str], ...]

    @property
    def strength(self) -> float:
        """One number to keep the best of several by: information, discounted by what is missing."""
        return self.bits * self.coverage**2 * (0.5 + 0.5 * self.contiguity) * (1.0 if self.kind else 0.7)


def find_evidence(index: Index, lines: list[Line]) -> list[Evidence]:
    """All that speaks for any entry: whole matches, then partial ones."""
    shares = _Shares(index.rules)
    whole = _whole_matches(index, lines, shares)
    return [*whole, *_wrapped_matches(index, lines, shares, whole), *_partial_matches(index, lines, shares)]


def _whole_matches(index: Index, lines: list[Line], shares: _Shares) -> list[Evidence]:
    """Every entry that stands whole in the paste, once, where it stands first."""
    found: dict[int, Evidence] = {}
    seen: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(lines):
        numbers = seen.get(line.folded)
        if numbers is None:
            numbers = (*standing(index.by_anchor, line.folded), *index.unanchored)
            if len(seen) < _MOST_KNOWN:
                seen[line.folded] = numbers
        for number in numbers:
            if number in found:
                continue
            entry = index.entries[number]
            matches = match_from(entry.signature, lines, place, index.rules.window)
            if matches is not None:
                found[number] = _whole(index, entry, matches, shares)
    return list(found.values())


def _wrapped_matches(index: Index, lines: list[Line], shares: _Shares, known: Iterable[Evidence]) -> list[Evidence]:
    """Entries of one line that stand whole in a message broken over the telling lines."""
    found: dict[str, Evidence] = {}
    done = {one.entry.signature.id for one in known}
    for joined in joined_lines(lines, (place for place, _ in promising(lines, index.rules, PARTIAL_LINES))):
        for number in standing(index.by_anchor, joined.line.folded):
            entry = index.entries[number]
            identity = entry.signature.id
            if identity in done or identity in found or len(entry.signature.templates) > 1:
                continue
            place = entry.signature.templates[0].find(joined.line.text, joined.line.folded)
            if place is not None:
                one = _whole(index, entry, (LineMatch(joined.line, place),), shares, joined)
                found[identity] = one
    return list(found.values())


def _whole(
    index: Index, entry: Entry, matches: tuple[LineMatch, ...], shares: _Shares, joined: Joined | None = None
) -> Evidence:
    bits = entry.bits
    if bits >= _MIN_BITS:
        bits += sum(_form(template) for template in entry.signature.templates)
    captures = tuple(dict.fromkeys(pair for one in matches for pair in one.found.captures))
    spans = tuple((one.line, one.found.start, one.found.end) for one in matches)
    if joined is not None:
        spans = joined.spans(matches[0].found.start, matches[0].found.end)
    explained = max(shares.explained(line, start, end) for line, start, end in spans)
    best = max(kind(line, index.rules) for line, _, _ in spans)
    return Evidence(entry, bits, 1.0, 1.0, explained, best, True, spans, captures)


def _form(template: Template) -> float:
    """What the form of a template proves beside its words, in bits."""
    marks = sum(not character.isalnum() and character != " " for piece in template.literals for character in piece)
    types = sum(_TYPE_BITS.get(part.type, 0.0) for part in template.parts if isinstance(part, Variable))
    return types + _MARK_BITS * min(marks, _MAX_MARKS)


class _Shares:
    """How much of each line's message lies between two offsets; looks at every line once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[int, tuple[list[int], list[int], int]] = {}

    def explained(self, line: Line, start: int, end: int) -> float:
        """The share of a message's own words (not of its quoted values) that lie between two offsets."""
        known = self._known.get(line.number)
        if known is None:
            held = tokens(line.folded, 0, self._rules)
            every = [token.start for token in held]
            own = [token.start for token in held if not token.soft]
            known = self._known[line.number] = (every, own, message_start(line, self._rules))
        every, own, begin = known
        inside = bisect_left(every, end) - bisect_left(every, start)
        own_inside = bisect_left(own, end) - bisect_left(own, start)
        outside = len(own) - bisect_left(own, min(start, begin)) - own_inside
        return inside / (inside + min(outside, _MOST_OUTSIDE)) if inside else 0.0


def _partial_matches(index: Index, lines: list[Line], shares: _Shares) -> list[Evidence]:
    """Entries that stand in part in a telling line, or in it and the one or two after it (a wrapped message)."""
    best: dict[int, Evidence] = {}
    for place, which in promising(lines, index.rules, PARTIAL_LINES):
        own = make_run(lines, place, 1, index.rules)
        numbers = _candidates(index, own)
        wide = None
        for number in numbers:
            entry = index.entries[number]
            evidence = _compare(entry, lines, own, which, shares)
            if evidence is not None and evidence.coverage < 0.9:
                wide = make_run(lines, place, 3, index.rules) if wide is None else wide
                if len(wide.tokens) > len(own.tokens):
                    wider = _compare(entry, lines, wide, which, shares)
                    if wider is not None and wider.strength > evidence.strength * 1.15:
                        evidence = wider
            if evidence is None or evidence.bits < _LEAST_BITS or evidence.coverage < _MIN_COVERAGE:
                continue
            if number not in best or evidence.strength > best[number].strength:
                best[number] = evidence
    return list(best.values())


def _candidates(index: Index, run: Run) -> list[int]:
    """The entries that share most information with a line: its rarer words, and its rarer pairs of words."""
    hard = [token.word for token in run.tokens if not token.soft]
    found = [(index.postings[word], index.weights[word]) for word in sorted(run.places) if word in index.postings]
    for first, second in sorted(set(pairwise(hard))):
        pair = f"{first} {second}"
        if pair in index.pair_postings:
            found.append((index.pair_postings[pair], index.pair_weights[pair]))
    found.sort(key=lambda one: len(one[0]))
    scores: dict[int, float] = defaultdict(float)
    room = _POSTINGS
    for postings, weight in found:
        room -= len(postings)
        if room < 0:
            break
        for number in postings:
            scores[number] += weight
    ranked = [
        (-bits * min(1.0, bits / (index.firm_bits[number] + 1.0)), number)
        for number, bits in scores.items()
        if bits >= _LEAST_BITS
    ]
    nearest = heapq.nsmallest(PER_LINE, ranked)
    return [number for value, number in nearest if value < min(-_LEAST_VALUE, nearest[0][0] * _WORTH_A_LOOK)]


def _compare(entry: Entry, lines: list[Line], run: Run, which: int, shares: _Shares) -> Evidence | None:
    found = align(entry, run)
    if not found.places:
        return None
    ends: dict[int, tuple[int, int]] = {}
    for place in found.places:
        token = run.tokens[place]
        low, high = ends.get(token.line, (token.start, token.end))
        ends[token.line] = (min(low, token.start), max(high, token.end))
    spans = tuple((lines[line], low, high) for line, (low, high) in sorted(ends.items()))
    explained = max(shares.explained(line, start, end) for line, start, end in spans)
    whole = found.coverage >= _NEARLY and found.contiguity >= _NEARLY and not entry.strict
    return Evidence(entry, found.bits, found.coverage, found.contiguity, explained, which, whole, spans, ())


# -------------------- unstuck_search.matcher.scorer


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed for one article, each from 0 to 1.

    info: how much information was found (10 bits make 0.63). coverage: the share of the template that was found.
    proof: both together, and how well the neighbours keep together: a little of much and much of little are equally
    weak. whole: nothing was missing. explained: the share of the line accounted for. frame: it stands in a stack
    frame. second: what another signature of the article adds. code: the paste holds the article's own code.
    conflict: it holds another code of the same family. product: words of its product in the paste. alien: the look
    of the lines is of other products. heading: the share of its title's information in the paste, beside the
    signature. inferred: nobody wrote the signature as one. text: the share of the best possible full-text score,
    where no signature is found; support: the same where one is. alone: the whole signature is all that the line
    says. ample: it stands whole and is long (36 bits make 1). brevity: the signature is next to nothing (one word
    that is no code). found: by a signature at all.
    """

    info: float = 0.0
    coverage: float = 0.0
    proof: float = 0.0
    whole: float = 0.0
    explained: float = 0.0
    frame: float = 0.0
    second: float = 0.0
    code: float = 0.0
    named: float = 0.0
    conflict: float = 0.0
    product: float = 0.0
    alien: float = 0.0
    heading: float = 0.0
    inferred: float = 0.0
    text: float = 0.0
    support: float = 0.0
    alone: float = 0.0
    ample: float = 0.0
    brevity: float = 0.0
    found: float = 0.0
NAMED = 0.95  # strength of a code that no other article shares
AMPLE = 18.0  # bits beyond which a whole signature can hardly stand somewhere by chance


def saturate(bits: float, scale: float) -> float:
    """From bits to 0–1, where more of it adds less and less."""
    return 1.0 - math.exp(-bits / scale)


def features(
    evidence: Evidence | None,
    second: float,
    code: float,
    conflict: float,
    context: tuple[float, float, float],
    text: float,
) -> Features:
    """The features of an article; `second` in bits, `context`: product in bits,
    whether it is another product, share of the title."""
    if evidence is None:
        return Features(
            code=code,
            named=float(code >= NAMED),
            conflict=conflict,
            product=saturate(context[0], 8.0),
            alien=context[1],
            heading=context[2],
            text=text,
        )
    info = saturate(evidence.bits, 14.0)
    return Features(
        info=info,
        coverage=evidence.coverage,
        proof=info * evidence.coverage**2 * evidence.contiguity,
        whole=float(evidence.whole),
        explained=evidence.explained * info,
        frame=float(evidence.kind == FRAME),
        second=saturate(second, 10.0),
        code=code,
        named=float(code >= NAMED),
        conflict=conflict,
        product=saturate(context[0], 8.0),
        alien=context[1],
        heading=context[2],
        support=text,
        alone=float(evidence.whole) * max(0.0, evidence.explained - 0.5) * 2 * (1.0 - evidence.entry.brevity),
        ample=float(evidence.whole) * min(1.0, max(0.0, (evidence.bits - AMPLE) / AMPLE)),
        inferred=float(evidence.entry.signature.inferred),
        brevity=evidence.entry.brevity,
        found=1.0,
    )
WEIGHTS = Features(**{name: weight for name, weight in load_rules().weights.items() if name != "bias"})
BIAS = load_rules().weights["bias"]
_TERMS = tuple((term.name, float(getattr(WEIGHTS, term.name))) for term in fields(Features))


def score(found: Features) -> float:
    """The weighed sum, in log-odds."""
    return BIAS + sum(float(getattr(found, name)) * weight for name, weight in _TERMS)


def confidence(logit: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


# -------------------- unstuck_search.matcher.matcher
MATCH_CONFIDENCE = 0.6
CANDIDATE_CONFIDENCE = 0.12  # below this the first hit is right one time in twenty: near misses of an honest no
_FIRM_COVERAGE = 0.85
_FIRM_CODE = 0.3
MAX_HITS = 10
HEAD_LINES = 20_000  # lines looked at from the beginning of a long log
TAIL_LINES = 80_000  # and from its end, where errors stand
_SURE = 0.9  # no full text beyond
_TEXT_LINES = 8
_TEXT_HITS = 20
_TIE = 0.02  # nearer than this to the first, with the same text, is no better or worse than it
_CLOSE_matcher = 0.03  # nearer than this the second is as good as the first
_CONTEXT_LINES = 40
_TITLE_BITS = 8.0  # so that one word of a short title is no full share


@dataclass(frozen=True, slots=True)
class Finding:
    """An article found: its best evidence, what was weighed, and its confidence."""

    kb_id: str
    evidence: Evidence | None
    features: Features
    code: str
    confidence: float

    @property
    def firm(self) -> bool:
        """Whether it may be called a match: a signature stands (nearly) whole, or the article's own code is there."""
        if self.features.code >= _FIRM_CODE:
            return True
        one = self.evidence
        return one is not None and (one.whole or (one.coverage >= _FIRM_COVERAGE and not one.entry.strict))


class Matcher:
    """Matches pasted text against the signatures of one knowledge base. Immutable once built.

    `signatures` holds those of the index by id; `fulltext` is called once, when full text is first needed, and may be
    left out.
    """

    def __init__(
        self, index: Index, signatures: Mapping[str, Signature], fulltext: Callable[[], FullText] | None = None
    ) -> None:
        self.rules = index.rules
        self.signatures = signatures
        self._index = index
        self._products = frozenset(name for _, names in self.rules.cues for name in names)
        self._make_fulltext = fulltext
        self._fulltext: FullText | None = None

    def match(self, text: str) -> Answer:
        """The answer to a pasted text."""
        found = self.weigh(text)
        if not found:
            return Answer(Verdict.NONE, ())
        sure = found[0].confidence >= MATCH_CONFIDENCE and found[0].firm
        hits = tuple(self._hit(one) for one in share(found)[:MAX_HITS])
        if found[0].confidence < CANDIDATE_CONFIDENCE:
            return Answer(Verdict.NONE, hits)
        return Answer(Verdict.MATCH if sure else Verdict.CANDIDATES, hits)

    def weigh(self, text: str) -> list[Finding]:
        """All articles found and what was weighed, best first."""
        lines = bounded_lines(text, self.rules, HEAD_LINES, TAIL_LINES)
        by_article: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in find_evidence(self._index, lines):
            by_article[evidence.entry.signature.kb_id].append(evidence)
        codes = self._codes(lines)
        telling = promising(lines, self.rules, _CONTEXT_LINES)
        held = {word for place, _ in telling for word in words(lines[place].folded)}
        cued = cued_products("\n".join(lines[place].text for place, _ in telling), self.rules)
        texts: dict[str, float] = {}
        found = self._weigh_all(by_article, codes, held | cued, cued, texts)
        tied = len(found) > 1 and found[1].confidence > found[0].confidence - _CLOSE_matcher
        if (not found or found[0].confidence < _SURE or tied) and self._make_fulltext is not None:
            texts = self._search(lines)
            found = self._weigh_all(by_article, codes, held | cued, cued, texts)
        return found

    def _weigh_all(
        self,
        by_article: Mapping[str, list[Evidence]],
        codes: Mapping[str, float],
        held: set[str],
        cued: frozenset[str],
        texts: Mapping[str, float],
    ) -> list[Finding]:
        families = {family(code) for code, strength in codes.items() if strength > 0.8} - {""}
        owners = sorted({kb_id for code in codes for kb_id in self._index.by_code.get(code, ())})
        findings = []
        for kb_id in {**by_article, **dict.fromkeys(owners), **texts}:
            facts = self._index.facts.get(kb_id, NO_FACTS)
            shared = [(codes[code] / len(self._index.by_code[code]), code) for code in facts.codes if code in codes]
            own = max(shared, default=(0.0, ""))
            rival = not own[1] and any(family(one) in families for one in facts.codes)
            text = texts.get(kb_id, 0.0)
            best: Evidence | None = None
            what = features(None, 0.0, own[0], float(rival), self._context(facts, held, cued, None), text)
            top = score(what)
            for evidence in by_article.get(kb_id, ()):
                second = _second(evidence, by_article[kb_id])
                context = self._context(facts, held, cued, evidence)
                new = features(evidence, second, own[0], float(rival), context, text)
                value = score(new)
                if best is None or value > top:
                    best, what, top = evidence, new, value
            findings.append(Finding(kb_id, best, what, own[1], round(confidence(top), 6)))
        findings.sort(key=lambda one: (-one.confidence, one.kb_id))
        return findings

    def _context(
        self, facts: Facts, held: set[str], cued: frozenset[str], evidence: Evidence | None
    ) -> tuple[float, float, float]:
        """What the paste holds beside the evidence itself: bits of product words, whether the look of its lines
        is of other products than the article's, and the share of the title's information."""
        used = set(evidence.entry.words) if evidence else set()
        bits = sum(weight for word, weight in facts.product.items() if word in held and word not in used)
        aside = used if evidence is not None and evidence.entry.title else ()
        title = [(word, weight) for word, weight in facts.title.items() if word not in aside]
        found = sum(weight for word, weight in title if word in held)
        known = cued and cued.isdisjoint(facts.product) and not self._products.isdisjoint(facts.product)
        return bits, float(bool(known)), found / (sum(weight for _, weight in title) + _TITLE_BITS)

    def _codes(self, lines: list[Line]) -> dict[str, float]:
        """Codes of this knowledge base's titles that the paste holds, each with how surely it is one."""
        found: dict[str, float] = {}
        for place, _ in promising(lines, self.rules, 200):
            line = lines[place].text
            for match in self.rules.codes.finditer(line):
                code = fold(match[1])
                if code in self._index.by_code:
                    strength = code_strength(match[1], line[: match.start(1)], line[match.end(1) :])
                    found[code] = max(strength, found.get(code, 0.0))
        return found

    def _search(self, lines: list[Line]) -> dict[str, float]:
        if self._fulltext is None and self._make_fulltext is not None:
            self._fulltext = self._make_fulltext()
        if self._fulltext is None:
            return {}
        telling = promising(lines, self.rules, _TEXT_LINES)
        chosen = [place for place, which in telling if which == ERROR] or [place for place, _ in telling]
        asked = [
            word for place in chosen for word in words(lines[place].text[message_start(lines[place], self.rules) :])
        ]
        return dict(self._fulltext.search(asked, _TEXT_HITS))

    def _hit(self, finding: Finding) -> Hit:
        evidence = finding.evidence
        if evidence is None:
            reason = f"The text holds the code {finding.code}." if finding.code else "Its text shares rare words."
            return Hit(finding.kb_id, "", finding.confidence, (), (), reason, whole=False)
        spans = tuple(Span(line.number, *raw_span(line, start, end, self.rules)) for line, start, end in evidence.spans)
        signature = evidence.entry.signature
        told = signature.text.replace("\n", " ⏎ ")
        numbers = [str(span.line) for span in spans]
        lines = f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {', '.join(numbers[:-1])} and {numbers[-1]}"
        if evidence.whole:
            be = "is" if len(numbers) == 1 else "are"
            how = "with its values filled in" if evidence.captures else "word for word"
            reason = f"{lines} {be} this error {how}: {told}"
        else:
            hold = "holds" if len(numbers) == 1 else "hold"
            reason = f"{lines} {hold} {evidence.coverage:.0%} of what tells this error: {told}"
        name = "" if evidence.entry.title else signature.id
        types = capture_types(signature)
        return Hit(
            finding.kb_id,
            name,
            finding.confidence,
            spans,
            evidence.captures,
            reason,
            whole=evidence.whole,
            types=tuple(types[name] for name, _ in evidence.captures),
        )


def build_matcher(
    signatures: Iterable[Signature],
    contexts: Mapping[str, Context] | None = None,
    fulltext: Callable[[], FullText] | None = None,
    rules: Rules | None = None,
) -> Matcher:
    """A matcher over signatures that are in memory; `contexts` gives title and product words by article."""
    by_id = {signature.id: signature for signature in signatures}
    return Matcher(build_index(by_id.values(), contexts or {}, rules or load_rules()), by_id, fulltext)


def share(found: Sequence[Finding]) -> list[Finding]:
    """The same findings where the first ones tie: equal text, nearly equally sure, so that one is right about as often
    as the others. They share the confidence (by the root of their number, as product and title still put the right
    one first more often than not), and what follows is no surer than they are."""
    first = found[0]
    shape = first.evidence.entry.signature.shape if first.evidence else ""
    tied = 1
    while shape and tied < len(found) and found[tied].confidence > first.confidence - _TIE:
        other = found[tied].evidence
        if other is None or other.entry.signature.shape != shape:
            break
        tied += 1
    if tied == 1:
        return list(found)
    most = [round(one.confidence / math.sqrt(tied), 6) for one in found[:tied]]
    rest = [replace(one, confidence=min(one.confidence, most[-1])) for one in found[tied:]]
    return [*(replace(one, confidence=value) for one, value in zip(found, most, strict=False)), *rest]


def _second(best: Evidence, others: Iterable[Evidence]) -> float:
    """What the article's other signatures add, in bits: words the best does not have, or other lines."""
    lines = {line.number for line, _, _ in best.spans}
    known = set(best.entry.words)
    most = 0.0
    for other in others:
        if other is best:
            continue
        if lines & {line.number for line, _, _ in other.spans}:
            new = [word for word in other.entry.words if word not in known]
            most = max(most, other.strength * len(new) / len(other.entry.words))
        else:
            most = max(most, other.strength)
    return most


# -------------------- unstuck.client.client
JSON = dict[str, Any]
MAX_PASTE = 128 * 1024 * 1024


class Client:
    """The matcher of one published knowledge base: a site's address, or the folder or `errors.json` of a built one.

    `warning` says why answers may differ from the site's own; empty where they do not. Patterns come from this file
    alone: a site's regular expressions are not run.

    Raises:
        UnstuckError: the feeds cannot be had, or are none; the message says why.
    """

    def __init__(self, kb: str) -> None:
        remote = "://" in kb
        address = feed_address(kb) if remote else str(_feed_file(kb))

        def get(path: str, _: str) -> bytes:
            if remote:
                return fetch(urljoin(address, path)).data or b""
            return _read_file(Path(address).parent / path)

        found = read_remote_feed(address, get(address if remote else Path(address).name, ""), get)
        fulltext = build_fulltext(found.terms or ())
        try:
            self._matcher = build_matcher(read_signatures(found.feed), read_contexts(found.feed), lambda: fulltext)
        except TemplateError as error:
            raise UsageError(f"{address}: holds a broken template: {error}") from None
        self._by_id = {one["kb_id"]: one for one in found.feed["articles"]}
        self._articles = {kb_id.casefold(): article for kb_id, article in self._by_id.items()}
        self.warning = found.trouble
        if found.terms is None and not found.trouble:
            self.warning = f"{address}: names no full-text terms"
        if found.feed.get("rules", own := json.loads(RULES.read_text(encoding="utf-8"))) != own:
            self.warning = f"{address}: was made with other rules than this client; the site publishes its own client"

    def match(self, text: str) -> JSON:
        """The answer to a pasted text, as `unstuck match --format json` prints it."""
        return answer_json(self._matcher.match(text), self._by_id)

    def article(self, kb_id: str) -> JSON | None:
        """What `errors.json` says of an article, by its id without regard to case; None where there is none."""
        return self._articles.get(kb_id.casefold())


def _feed_file(kb: str) -> Path:
    path = Path(kb)
    return path / "errors.json" if path.is_dir() else path


def _read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > limit:
        raise UsageError(f"{path}: is larger than {limit // 1024 // 1024} MB")
    return data


def main(arguments: list[str]) -> int:
    """The command line: prints the answer as JSON. 0 found (or candidates), 1 no match, 2 trouble."""
    parser = argparse.ArgumentParser(description="Find the article for an error in FILE or on standard input.")
    parser.add_argument("--kb", required=True, metavar="URL|DIR", help="a published site, or the folder of one")
    parser.add_argument("file", nargs="?", default="-", metavar="FILE|-")
    asked = parser.parse_args(arguments)
    try:
        client = Client(asked.kb)
        if client.warning:
            print(f"unstuck: {safe_line(client.warning)}", file=sys.stderr)  # noqa: T201  (this file is a command)
        data = sys.stdin.buffer.read(MAX_PASTE) if asked.file == "-" else _read_file(Path(asked.file), MAX_PASTE)
    except UnstuckError as error:
        print(f"unstuck: {safe_line(str(error))}", file=sys.stderr)  # noqa: T201  (this file is a command)
        return 2
    answer = client.match(data.decode("utf-8", "replace"))
    return _write_client(sys.stdout.buffer, answer) or (1 if answer["verdict"] == "none" else 0)


def _write_client(out: BinaryIO, answer: JSON) -> int:
    try:
        out.write((json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
        out.flush()
    except OSError:
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
