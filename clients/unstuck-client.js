// A client of a published knowledge base, in one file: it reads of the site's index what a paste asks for, and answers.
//
//     const { Client } = require('./unstuck-client.js');
//
//     const kb = new Client('https://example.org/kb/');   // or the folder of a built site
//     const answer = await kb.match(log);                 // what `unstuck match --format json` prints
//     if (answer.verdict === 'match') console.log((await kb.article(answer.hits[0].kb_id)).tldr.action);
//
// Version 0.1.0. Node 18 or later, or a bundler; no package. MIT licence.
// Made by `python -m unstuck.client.make`: do not edit.
'use strict';

const Unstuck = { rules: {"version":1,"types":{"word":"\\S{1,500}","path":"[^\\s\\\"'`<>|;*?]{1,500}","int":"[-+]?[0-9]{1,40}","hex":"(?:0[xX])?[0-9a-fA-F]{1,128}","uuid":"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}","ip":"[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[?[0-9a-fA-F:]{2,45}\\]?","host":"[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}","port":"[0-9]{1,5}","url":"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\\s\\\"'<>`]{1,2000}","version":"[vV]?[0-9][0-9A-Za-z.*+~_-]{0,80}","image":"[A-Za-z0-9][A-Za-z0-9._/:@-]{0,400}","quoted":"\\\"[^\\\"]{0,500}\\\"|'[^']{0,500}'|`[^`]{0,500}`|`[^']{0,500}'","rest":".{1,2000}"},"quotes":{"'":"\u2018\u2019\u201a\u201b\u00b4\u2032","\"":"\u201c\u201d\u201e\u201f"," ":"\u00a0"},"weights":{"bias":-4.3,"info":4.1,"coverage":1.2,"proof":1.2,"whole":0.6,"explained":0.2,"frame":-1.2,"second":0.7,"code":4.5,"named":2.5,"conflict":-3.0,"product":0.8,"alien":-0.6,"heading":1.5,"inferred":-0.8,"text":3.4,"support":4.1,"alone":1.2,"ample":1.9,"brevity":-0.7,"found":-2.6},"ansi":"\\u001b(?:\\[[0-9:;<=>?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]{0,2000}(?:\\u0007|\\u001b\\\\)|[@-Z\\\\^_])","controls":"[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]","cues":[["\\.rs:[0-9]+:[0-9]+|error\\[E[0-9]{4}\\]|^(?:LL|[0-9]+) +\\||rustc|cargo","rust rustc cargo"],["\\.py\", line [0-9]|\\.py:[0-9]+|Traceback \\(most recent call last\\)|site-packages","python py pip"],["npm ERR!|npm error|node_modules|node:internal|\\.m?js:[0-9]+|at .*\\.js:[0-9]+","npm node nodejs javascript js"],["\\.tsx?(?::[0-9]+|\\([0-9]+,[0-9]+\\))|error TS[0-9]+","typescript ts tsc node"],["\\.svelte(?::[0-9]+|$| )","svelte"],["\\.vue(?::[0-9]+|$| )","vue"],["\\.astro(?::[0-9]+|$| )","astro"],["\\.dart:[0-9]+","dart flutter"],["\\.hs:[0-9]+","haskell ghc cabal"],["\\.go:[0-9]+|goroutine [0-9]+ \\[","go golang"],["\\.java:[0-9]+\\)?|^\\s*at [a-z]+(?:\\.[a-zA-Z0-9_$]+)+\\(|java\\.lang\\.","java jvm maven gradle javac"],["\\.kt:[0-9]+","kotlin gradle"],["\\.cs(?:\\([0-9]+,[0-9]+\\)|:line [0-9]+)|error CS[0-9]+","csharp dotnet net"],["\\.(?:cpp|cxx|h|hpp|c|cc)\\([0-9]+(?:,[0-9]+)?\\) ?:|\\.obj ?:|\\.lib\\(|(?:error|warning) C[0-9]{4}","msvc visual cpp cl"],["\\.(?:cpp|cxx|h|hpp|c|cc):[0-9]+:[0-9]+:|undefined reference to|collect2:","gcc clang cpp c linux"],["\\.rb:[0-9]+:in","ruby rails bundler gem"],["\\.php(?::[0-9]+|\\([0-9]+\\)| on line [0-9]+)","php composer"],["\\.swift:[0-9]+","swift xcode"],["\\.tf line [0-9]+","terraform"],["\\.sh: (?:line )?[0-9]+:|bash: |zsh: |^sh: ","bash shell sh zsh linux"],["kubectl|kubelet|k8s\\.io|(?:^|[^0-9A-Za-z_])pod[/ ]","kubernetes k8s kubectl"],["docker|containerd|runc","docker container containers"],["psql:|SQLSTATE|postgres","postgresql postgres sql"],["^(?:remote: |fatal: |\\s*! \\[rejected\\])|git (?:push|pull|clone|merge|rebase|checkout|commit)","git"]],"secrets":[["an AWS access key","\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"],["a GitHub token","\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\\b"],["a GitLab token","\\bgl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_.-]{20,64}"],["a Slack token","\\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,200}"],["a Slack webhook","\\bhooks\\.slack\\.com/services/([A-Za-z0-9/_-]{20,100})"],["a Google API key","\\bAIza[0-9A-Za-z_-]{35}"],["a Google token","\\b(?:ya29\\.[0-9A-Za-z_-]{20,1000}|GOCSPX-[0-9A-Za-z_-]{20,64})"],["a Stripe key","\\b(?:[sr]k_live|whsec)_[0-9A-Za-z]{16,200}\\b"],["an npm token","\\bnpm_[A-Za-z0-9]{36}\\b"],["a PyPI token","\\bpypi-[A-Za-z0-9_-]{50,300}"],["an AI service key","\\b(?:sk-(?:ant-|proj-|svcacct-)[A-Za-z0-9_-]{20,250}|sk-[A-Za-z0-9]{32,64}\\b|hf_[A-Za-z0-9]{30,60}\\b)"],["a SendGrid key","\\bSG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}"],["a DigitalOcean token","\\bdo[opr]_v1_[a-f0-9]{64}\\b"],["a JSON web token","\\beyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{10,1000}"],["a private key","-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----)){0,20000}-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----|(?:[\\\\nrt \\t\\r\\n]{0,40}[A-Za-z0-9+/=]{16,200}){0,400})"],["a password in an address","\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^ \\t\\r\\n\\f\\v/:@'\"<>]{0,64}:([^ \\t\\r\\n\\f\\v/'\"<>]{1,128})@"],["a token in an address","\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://([A-Za-z0-9_-]{20,255})@"]],"private":[["an authorization header","(?:[Aa]uthorization|AUTHORIZATION)[\\\\\"']{0,4}[ \\t]*(?:=>|:=|[=:])[ \\t]*[\\\\\"']{0,4}(?:(?:[Bb]earer|[Bb]asic|[Tt]oken|[Dd]igest|[Nn]egotiate|[Aa]pi[Kk]ey) +)?([A-Za-z0-9._~+/=:-]{8,4000})"],["a bearer token","\\b[Bb]earer +([A-Za-z0-9._~+/=-]{16,4000})"],["a cookie","\\b[Cc]ookie: *([^\\r\\n]{4,4000})"],["a password","(?:[Pp]ass(?:word|wd|phrase|code)|PASS(?:WORD|WD|PHRASE|CODE)|[Pp]wd(?=[ \\t]*[=:][ \\t]*[^/ \\t]))[A-Za-z0-9_.-]{0,20}[\\\\\"']{0,4}[ \\t]*(?:=>|:=|[=:])[ \\t]*(?:\"([^\"\\r\\n]{1,200})\"|'([^'\\r\\n]{1,200})'|[\\\\\"']{0,4}([^ \\t\\r\\n\\f\\v\"',;]{3,200}))"],["a secret setting","(?:[Ss]ecret(?![A-Za-z_-]{0,10}(?:[Nn]ame|[Rr]ef))|SECRET|[Cc]redential|CREDENTIAL|[Aa]pi[_-]?[Kk]ey|API[_-]?(?:KEY|Key)|(?:[Aa]ccess|[Aa]ccount|[Pp]rivate|[Ee]ncryption|[Ss]igning)[_-]?[Kk]ey|(?:ACCESS|ACCOUNT|PRIVATE|ENCRYPTION|SIGNING)[_-]?KEY)[A-Za-z0-9_.-]{0,20}[\\\\\"']{0,4}[ \\t]*(?:=>|:=|[=:])[ \\t]*(?:\"([^\"\\r\\n]{1,200})\"|'([^'\\r\\n]{1,200})'|[\\\\\"']{0,4}([^ \\t\\r\\n\\f\\v\"',;]{3,200}))"],["a token setting","(?:[Tt]oken|TOKEN)[A-Za-z0-9_.-]{0,20}[\\\\\"']{0,4}[ \\t]*(?:=>|:=|[=:])[ \\t]*[\\\\\"']{0,4}(?=[^ \\t\\r\\n\\f\\v\"',;]{0,200}[0-9]|[^ \\t\\r\\n\\f\\v\"',;]{20,200})([^ \\t\\r\\n\\f\\v\"',;]{6,2000})"],["a password on a command line","--(?:[a-z]{1,20}-)?(?:password|passwd|passphrase|token|secret|api-key)[= ]+[\"']?(?!-)([^ \\t\\r\\n\\f\\v\"',;]{3,200})"],["a password on a command line","(?:^|[ \\t])(?:-u|--user)[= ]+[\"']?[^ \\t\\r\\n:\"']{1,64}:(?![0-9]{1,10}(?:[ \\t\\r\\n\"']|$))([^ \\t\\r\\n\"']{3,128})"],["a signed address","[?&](?:[Ss]ig|[Ss]ignature|X-Amz-(?:Signature|Credential|Security-Token)|[a-z_]{0,20}token|key)=([^&# \\t\\r\\n\\f\\v\"'<>]{8,4000})"],["an ARN","\\barn:aws[a-z-]{0,10}:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:[0-9]{0,12}:[^ \\t\\r\\n\\f\\v\"',]{1,200}"],["an e-mail address","\\b[A-Za-z0-9._%+-]{1,64}@(?![0-9]+\\.[0-9])[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,4}\\.[A-Za-z]{2,24}\\b"],["a home folder","\\\\{1,2}Users\\\\{1,2}([^\\\\/:*?\"<>|\\r\\n]{1,64})(?=\\\\)"],["a home folder","(?:/home/|/Users/|\\\\Users\\\\)([A-Za-z0-9._-]{1,64})"]],"addresses":[["an IP address","\\b(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\b(?!\\.[0-9])"],["an IP address","\\b(?=[0-9A-Fa-f:]{0,39}[0-9])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6})\\b"]],"stand_in":"^(?:[xX]{3,}|\\*+|\\.{3,}|<[^<>]*>|\\[[A-Za-z ]+(?::[0-9]+)?\\]|\\$\\{[A-Za-z0-9_:.-]+\\}|\\$\\{\\{[^{}]*\\}\\}|\\$\\([^()]*\\)|\\$[A-Z_][A-Z0-9_]+|%[A-Za-z0-9_]+%|\\{\\{[^{}]*\\}\\}|__[A-Z][A-Z0-9_]*__|[A-Z0-9]+EXAMPLE(?:KEY)?|(?:your|my)[_-]?(?:password|token|secret|key)|password|passwd|secret|token|changeme|change[_-]me|CHANGEME|redacted|REDACTED|hidden|null|nil|none|None|undefined|true|false|pass|pwd|runner|dev|user|root|node|app|ubuntu|vscode|jovyan|circleci|Public|Shared|Default|git@.*|no-?reply@.*|.*@example\\.(?:com|org|net)|.*@[^@]*\\.(?:service|socket|slice|mount|timer|target|scope)|127\\.0\\.0\\.1|0\\.0\\.0\\.0|255\\.255\\.255\\.[0-9]+|::1)(?![\\s\\S])","not_secret":"example|x{4,}|\\*{3,}|secret|passw|token|\\.{3}|redacted|changeme|__[A-Z]|\\$\\{?[A-Z]|^(?:pass|pwd|runner|dev|user|root)(?![\\s\\S])","max_line":4000,"window":40,"everyday_words":["a","abc","about","after","all","also","an","and","another","any","are","as","at","bar","baz","be","because","been","before","between","both","but","by","can","cannot","code","could","couldn","did","didn","do","does","doesn","don","during","each","either","err","error","errors","example","exception","exceptions","fail","failed","failing","fails","failure","fatal","few","file","first","following","foo","for","from","get","got","had","has","have","here","how","however","if","in","info","instead","into","is","isn","it","its","just","last","later","level","like","line","lines","made","make","many","may","message","messages","more","most","msg","much","must","name","need","needs","new","next","no","nor","not","now","of","off","old","on","once","one","only","or","other","out","over","own","panic","per","please","qux","re","s","same","sample","see","set","should","shouldn","since","so","some","still","such","t","take","test","than","that","the","their","them","then","there","these","they","this","through","to","too","try","trying","two","type","unable","under","unknown","until","up","upon","use","used","using","value","ve","very","via","want","warn","warning","warnings","was","wasn","way","we","well","were","what","when","where","whether","which","while","who","will","with","within","without","won","work","works","would","xyz","you","your"],"common_words":["access","address","allowed","already","application","argument","arguments","attempt","attribute","available","bad","bound","build","call","called","caused","check","class","client","close","closed","column","command","common","complete","config","configuration","configured","connect","connection","contain","contains","content","context","count","create","created","data","database","date","default","defined","definition","delete","denied","device","directory","disk","duplicate","empty","end","enough","entry","event","exist","exists","exit","expected","expression","false","field","files","find","format","found","function","given","handle","header","host","id","identifier","image","index","input","install","installed","instance","integer","internal","invalid","issue","item","key","kind","known","length","limit","list","load","local","lock","log","long","lookup","manager","match","memory","method","missing","mode","module","multiple","names","network","node","null","number","object","open","operation","option","options","output","package","parameter","parameters","parent","parse","parser","passed","password","path","permission","permissions","pod","port","possible","process","program","property","protocol","provide","provided","query","range","read","reason","received","reference","remote","request","required","requires","resolve","resource","response","result","return","returned","returns","root","run","running","scope","script","section","select","send","server","service","session","size","source","space","specified","start","started","state","statement","status","stop","string","support","supported","syntax","system","table","target","task","terminated","text","time","timed","timeout","token","true","types","undefined","unexpected","unsupported","update","user","valid","values","variable","version","wait","waiting","write","wrong"],"soft":"(?:^|[^0-9A-Za-z])('[^']{1,60}'|\"[^\"]{1,60}\"|`[^`]{1,60}[`']|<[^<>]{1,40}>|\\*[^*]{1,40}\\*|%[0-9A-Za-z_]{1,30}%|\\$\\{?[0-9A-Za-z_]{1,30}\\}?|[A-Za-z]:[\\\\/][^\\s'\"`]{1,300}|[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\s'\"`]{1,300}|[.~]?[.]?/[^\\s'\"`:,;]{1,300}|[0-9](?:[0-9.:,]{0,40}[0-9])?(?![0-9A-Za-z]))","error_line":"(?:error|fatal|fail|exception|panic|cannot|can't|could not|couldn't|unable|denied|refused|invalid|illegal|unexpected|not found|no such|missing|undefined|unknown|unsupported|not supported|not allowed|must |should |expected|conflict|timed out|timeout|warning|abort|crash|killed|err!|denied|exceeded|already|not a |does not|doesn't|is not|isn't|are not|undeclared|unresolved|unrecognized|unreachable|unhealthy|insufficient|out of )","frame_line":"^(?:at [^ ]+ ?\\(|at [A-Za-z_$][A-Za-z0-9_$.<>/]*\\.[A-Za-z0-9_$<>]+\\(|at (?:async |new )?[^ ]{1,200}:[0-9]+(?::[0-9]+)?$|at (?:async |new )?[^ ]{1,100} \\(|File \"[^\"]*\", line [0-9]+|#[0-9]+ |from [^ ]+:[0-9]+:in |goroutine [0-9]+ |\\.\\.\\. [0-9]+ more|Traceback \\(most recent|[0-9]* ?\\| |LL \\||[|^~+-][ |^~+_-]*$|--> [^ ]+:[0-9]+|= (?:note|help): |help: |note: )","calm_line":"(?:^|[\\[ /|\"])(?:info|debug|trace|notice|fine|info\\]|verbose)(?:[\\] :/|\"]|$)","prefix":"^(?:(?:[\\[(]?[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T _]?[0-9:.,]*(?:Z|[+-][0-9]{2}:?[0-9]{2})?[\\])]?|[\\[(]?[0-9]{2}:[0-9]{2}:[0-9]{2}[0-9.,]*[\\])]?|[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}(?: [0-9A-Za-z_.-]+ [0-9A-Za-z_./-]+(?:\\[[0-9]+\\])?:)?|[IWEFD][0-9]{4} [0-9:.]+ +[0-9]+ [0-9A-Za-z_.]+:[0-9]+\\]|[0-9A-Za-z_.-]+ +\\||[\\[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|trace|debug|info|notice|warn|warning)[\\])>]?:?|\\[[^\\]]{1,60}\\]:?|[0-9A-Za-z_./\\\\-]{1,200}[(:][0-9]+(?:[:,][0-9]+)?[):]+(?: -)?|#[0-9]+ [0-9.]+|>+|\\$)[ ]+)","codes":"(?:^|[\\s\\[('\"`/:,=<{])([A-Z]{1,10}[0-9]{3,6}|[A-Z]{2,10}-[0-9]{2,6}|0[xX][0-9A-Fa-f]{5,16}|[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|E[A-Z]{4,20}|[A-Za-z][a-z0-9]*(?:_[a-z0-9]+)+|@?[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)+|[A-Z][A-Za-z]+/(?:[A-Z][a-z0-9]+)+|[a-z][a-z0-9]*(?:-[a-z0-9]+)+|[A-Z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+)(?=$|[\\s\\])'\"`/:,;.=>}!?])","hidden":"[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff\ud82f\udca0-\ud82f\udca3\ud834\udd73-\ud834\udd7a\udb40\udc00-\udb43\udfff\udb80\udc00-\udbff\udfff]","fill":{"placeholder":"(?<![A-Za-z0-9_])__([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__(?![A-Za-z0-9_])","var_mark":"[ \\t]+(?:#|//|--|;|REM)[ \\t]*(?:[^A-Za-z0-9_ \\t\\r]+[ \\t]*)?VAR[ \\t]*$","macro_languages":"c h cpp c++ cxx hpp cc cuda objc objective-c php","macros":"FILE LINE DATE TIME COUNTER DIR CLASS FUNCTION METHOD NAMESPACE TRAIT","max_value":1000,"max_code":20000,"allowed":{"word":"(?:https?://)?[A-Za-z0-9_/.][A-Za-z0-9._/@:+-]*","quoted":"(?:https?://)?[A-Za-z0-9_/.][A-Za-z0-9._/@:+-]*","rest":"(?:https?://)?[A-Za-z0-9_/.][A-Za-z0-9._/@:+-]*","path":"[A-Za-z0-9_/.][A-Za-z0-9._/@+-]*","int":"[0-9]{1,18}","port":"[0-9]{1,5}","hex":"(?:0[xX])?[0-9a-fA-F]{1,64}","uuid":"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}","ip":"[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=.*[0-9a-fA-F])[0-9a-fA-F:]{2,45}","host":"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?","version":"[vV]?[0-9][0-9A-Za-z.+_-]{0,80}","image":"[A-Za-z0-9][A-Za-z0-9._/:@-]*","url":"(?:https?|ssh|git|ftp)://[A-Za-z0-9][A-Za-z0-9._/:@+-]*"},"never":"--|[^:]//|^//|::|://.*://|(?:^|/)\\.\\.(?:/|$)|^[^A-Za-z0-9]*$","strict_types":"int port hex uuid ip host version","plain":"[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*","quoted":"[^-+@:=!~% \\t\\r\\n][^\\n]*","protected":"^[^A-Za-z0-9]*$|^~|(?:^|/)\\.\\.(?:/|$)|^/+[^/]*/*$|^/+(?:bin|boot|dev|etc|lib[^/]*|proc|root|sbin|sys|usr)(?:/|$)|^/+(?:home|Users|var|opt|mnt|media)/+[^/]+/*$|[*?]","shell_languages":" bash sh zsh ksh dash ash shell fish console shell-session shellsession terminal","session_languages":"console shell-session shellsession terminal","docker_languages":"docker dockerfile containerfile","command_languages":"powershell ps1 pwsh posh ps1con bat batch cmd dosbatch doscon winbatch tcsh csh nu nushell make makefile","data_languages":"yaml yml docker-compose compose json jsonc json5 toml ini conf cfg config properties env dotenv text plain plaintext txt log output none diff patch udiff xml html svg hcl terraform nginx apache systemd sql psql postgresql mysql sqlite plsql tsql markdown md csv http","yaml_languages":"yaml yml docker-compose compose","prompt":"[ \\t]*(?:\\$|PS(?: [^>\\n]{1,200})?>|[A-Za-z]:\\\\[^>\\n]{0,200}>|[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]{1,64}[: ][^$#\\n]{0,100}[$#])(?:[ \\t]+|$)","session_prompt":"[ \\t]*[#%>][ \\t]+","docker_run":"(?:^|\\n)[ \\t]*(?:ONBUILD[ \\t]+)?(?:RUN|CMD|ENTRYPOINT|SHELL|HEALTHCHECK)[ \\t]+(?:--[a-z]+(?:=[^ \\n]*)?[ \\t]+)*(?:CMD[ \\t]+)?","run_keys":"(?:^|[ \\t\"'{,\\-])(?:command|cmd|entrypoint|args|run|script|scripts|test|shell|before_script|after_script|postStart|preStop|ExecStart[A-Za-z]*|ExecStop[A-Za-z]*|ExecReload|(?:pre|post)?(?:install|build|start|test|prepare))[\"']?[ \\t]*[:=]","run_calls":"system|exec|spawn|popen|eval|subprocess|shell|import|require|include|load|run[ \\t]*\\(|`|%x|compile","run_options":"^-{1,2}(?:exec|execdir|command|cmd|eval|call|run|to-command|checkpoint-action|rsh|use-compress-program|entrypoint|init-file|rcfile|require|loader|plugin)$|(?:pager|editor|askpass|fsmonitor|hookspath|sshcommand|alias\\.[A-Za-z0-9-]+)$","run_settings":"(?:command|cmd|exec|shell|pager|editor|browser|hook|preload|askpass|opener|entrypoint|rsh|program|plugin|loader)[\"']?[=:][\"']?$|(?:^|[ \\t\\n\"'])(?:PATH|ENV|BASH_ENV|LD_LIBRARY_PATH|LD_PRELOAD|DYLD_[A-Z_]+|PYTHONSTARTUP|PYTHONPATH|NODE_OPTIONS|NODE_PATH|PERL5OPT|PERL5LIB|RUBYOPT|RUBYLIB|JAVA_TOOL_OPTIONS|GIT_SSH|IFS|PS4|PROMPT_COMMAND)=[\"']?$","keywords":"if then else elif do while until ! { coproc","shells":"sh bash zsh dash ksh ash fish mksh tcsh csh rbash","interpreters":{"sh":"c","bash":"c","zsh":"c","dash":"c","ksh":"c","ash":"c","fish":"c","mksh":"c","tcsh":"c","csh":"c","rbash":"c","pwsh":"c","powershell":"c","nu":"c","python":"c","pypy":"c","ipython":"c","node":"ep","nodejs":"ep","deno":"","bun":"e","perl":"eEn","ruby":"e","php":"rRB","lua":"e","Rscript":"e","R":"e","julia":"eE","osascript":"e","groovy":"e","java":"","scala":"e","elixir":"e","erl":"","tclsh":"","expect":"c","guile":"c","racket":"e","sbcl":"","cmd":""},"clients":{"psql":"c","mysql":"e","mariadb":"e","sqlite3":"","mongosh":"","mongo":"","redis-cli":"","clickhouse-client":"q","sqlcmd":"Q","vim":"c","vi":"c","nvim":"c","emacs":"","ed":"","gdb":"x","lldb":"o","bc":"","dc":"e"},"filters":"awk gawk mawk nawk sed gsed jq yq","evaluate":"eval trap alias","run_their_operands":"source . npx bunx uvx pipx open xdg-open start parallel crontab at batch entr gdbserver valgrind perf tmux screen script runuser unshare nsenter firejail bwrap proxychains rlwrap expect_unbuffer setarch arch chrt numactl prlimit cgexec start-stop-daemon Invoke-Expression iex Start-Process & call","find_runs":"-exec -execdir -ok -okdir","take_code":"make gmake docker docker-compose podman nerdctl kubectl oc for case select function [ [[ test let expr declare typeset local readonly unset read printf print xterm osascript curl-config","copy_input":"cat tee","destructive":{"rm":"","rmdir":"","unlink":"","shred":"","dd":"","wipefs":"","truncate":"","mv":"","chown":"","chmod":"","chgrp":"","setfacl":"","chattr":"","rsync":"--del","mkfs":"","fdisk":"","parted":"","umount":"","swapoff":""},"wrappers":{"sudo":{"flags":"AbEHKknPSV","valued":"CDghprRTtUu","long_flags":"preserve-env non-interactive background set-home stdin","long_valued":"user group host prompt chdir role type other-user command-timeout close-from"},"doas":{"flags":"Ln","valued":"Cu"},"env":{"flags":"i0v","valued":"uC","long_flags":"ignore-environment null debug","long_valued":"unset chdir"},"nohup":{},"time":{"flags":"pv"},"command":{"flags":"pvV"},"builtin":{},"exec":{"flags":"cl","valued":"a"},"nice":{"valued":"n","long_valued":"adjustment"},"ionice":{"flags":"t","valued":"cnpPu","long_flags":"ignore","long_valued":"class classdata"},"setsid":{"flags":"cfw","long_flags":"ctty fork wait"},"stdbuf":{"valued":"ioe","long_valued":"input output error"},"timeout":{"flags":"v","valued":"ks","long_flags":"foreground preserve-status verbose","long_valued":"kill-after signal","operands":1},"xargs":{"flags":"0rtxop","valued":"IELnPsda","long_flags":"null no-run-if-empty verbose exit interactive open-tty","long_valued":"max-args max-procs max-lines max-chars delimiter arg-file replace","remote":true},"chroot":{"long_flags":"skip-chdir","long_valued":"userspec groups","operands":1},"flock":{"flags":"nsxueo","valued":"wEc","long_flags":"nonblock shared exclusive unlock close no-fork","long_valued":"timeout conflict-exit-code","operands":1},"taskset":{"flags":"ac","long_flags":"all-tasks cpu-list","operands":1},"strace":{"flags":"fqrtTvxyzCcdDhiknw","valued":"aeEIoOpPsSuUX"},"ltrace":{"flags":"fCcirStT","valued":"aeFlnopsuwxX"},"caffeinate":{"flags":"dimsu","valued":"tw"},"fakeroot":{},"unbuffer":{"flags":"p"},"systemd-run":{"flags":"tGPqSdr","valued":"pHMuE","long_flags":"user system scope pty pipe wait collect quiet no-block shell same-dir remain-after-exit","long_valued":"unit property description slice uid gid nice working-directory setenv"},"ssh":{"flags":"46AaCfGgKkMNnqsTtVvXxYy","valued":"BbcDEeFIiJLlmOopQRSWw","operands":1,"remote":true},"watch":{"flags":"bcdegptwx","valued":"n","long_flags":"beep color differences errexit chgexit precise no-title exec","long_valued":"interval","remote":true},"su":{"flags":"lmpf","valued":"gGsw","long_flags":"login preserve-environment","long_valued":"group supp-group shell","operands":1,"remote":true},"docker run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"docker create":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"docker container run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"podman run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"podman create":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"nerdctl run":{"flags":"idtPq","valued":"acehlmpuvw","long_flags":"detach interactive tty rm init privileged read-only publish-all quiet no-healthcheck oom-kill-disable sig-proxy","long_valued":"add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-period health-timeout hostname ip ip6 ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir","operands":1,"remote":true},"docker exec":{"flags":"dit","valued":"euw","long_flags":"detach interactive tty privileged","long_valued":"detach-keys env env-file user workdir","operands":1,"remote":true},"docker container exec":{"flags":"dit","valued":"euw","long_flags":"detach interactive tty privileged","long_valued":"detach-keys env env-file user workdir","operands":1,"remote":true},"podman exec":{"flags":"dit","valued":"euw","long_flags":"detach interactive tty privileged","long_valued":"detach-keys env env-file user workdir","operands":1,"remote":true},"nerdctl exec":{"flags":"dit","valued":"euw","long_flags":"detach interactive tty privileged","long_valued":"detach-keys env env-file user workdir","operands":1,"remote":true},"docker compose run":{"flags":"dTPq","valued":"elpuvw","long_flags":"detach rm no-deps service-ports use-aliases build quiet-pull no-TTY interactive","long_valued":"cap-add cap-drop entrypoint env env-from-file label name publish user volume workdir pull","operands":1,"remote":true},"docker-compose run":{"flags":"dTPq","valued":"elpuvw","long_flags":"detach rm no-deps service-ports use-aliases build quiet-pull no-TTY interactive","long_valued":"cap-add cap-drop entrypoint env env-from-file label name publish user volume workdir pull","operands":1,"remote":true},"docker compose exec":{"flags":"dT","valued":"euw","long_flags":"detach no-TTY privileged","long_valued":"env index user workdir","operands":1,"remote":true},"docker-compose exec":{"flags":"dT","valued":"euw","long_flags":"detach no-TTY privileged","long_valued":"env index user workdir","operands":1,"remote":true},"kubectl exec":{"flags":"itq","valued":"ncf","long_flags":"stdin tty quiet","long_valued":"namespace container context cluster kubeconfig filename pod-running-timeout","operands":1,"remote":true},"oc exec":{"flags":"itq","valued":"ncf","long_flags":"stdin tty quiet","long_valued":"namespace container context cluster kubeconfig filename pod-running-timeout","operands":1,"remote":true},"npm exec":{"long_flags":"yes"},"pnpm exec":{},"pnpm dlx":{},"yarn dlx":{},"yarn exec":{},"bundle exec":{},"poetry run":{},"pipenv run":{},"uv run":{},"conda run":{"valued":"np","long_flags":"no-capture-output","long_valued":"name prefix"},"busybox":{},"go run":{},"cargo run":{"long_flags":"release"}}}} };

/**
 * Shell code to words, operators, redirections, comments and here-documents: the twin of commands/shell_words.py.
 */
(function (Unstuck) {
  'use strict';

  const SPACE = ' \t\r';
  const OPERATOR = ';&|()\n';
  const BREAKS_WORD = ' \t\r\n;&|()<>';
  const REDIRECTION = /<<<|<<-?|<>|<&|>>|>\||>&|&>>|&>|<|>/y;
  const HERE = /[ \t]*(['"]?)\\?([A-Za-z_][A-Za-z0-9_]*)\1/y;
  const CASE = /case[ \t\n]/y;

  /** The code is not shell code that can be read for certain. */
  class UnreadableError extends Error {}

  /** A match of a sticky pattern at an offset; null without. */
  function matchAt(pattern, code, at) {
    pattern.lastIndex = at;
    return pattern.exec(code);
  }

  /** The tokens of shell code: `kind`, `start`, `end` and, for a here-document, the number of its redirection. */
  function readTokens(code, rules, session) {
    const tokens = [];
    let pending = [];
    let at = 0;
    while (at < code.length) {
      const char = code[at];
      if (at === 0 || code[at - 1] === '\n') {
        const prompt = promptEnd(code, at, rules, session);
        if (prompt > at) {
          tokens.push({ kind: 'operator', start: at, end: prompt, owner: -1 });
          at = prompt;
          continue;
        }
      }
      const redirection = matchAt(REDIRECTION, code, at);
      if (SPACE.includes(char)) {
        at += 1;
      } else if (char === '\\' && code[at + 1] === '\n') {
        at += 2;
      } else if (redirection) {
        at += redirection[0].length;
        tokens.push({ kind: 'redirection', start: redirection.index, end: at, owner: -1 });
        if (redirection[0] === '<<' || redirection[0] === '<<-') {
          const here = matchAt(HERE, code, at);
          if (!here) throw new UnreadableError();
          pending.push([tokens.length - 1, here[2]]);
          at += here[0].length;
        }
      } else if (char === '\n') {
        tokens.push({ kind: 'operator', start: at, end: at + 1, owner: -1 });
        at += 1;
        for (const [owner, name] of pending) {
          const [end, after] = hereDocumentEnd(code, at, name);
          tokens.push({ kind: 'heredoc', start: at, end, owner });
          at = after;
        }
        pending = [];
      } else if (OPERATOR.includes(char)) {
        tokens.push({ kind: 'operator', start: at, end: at + 1, owner: -1 });
        at += 1;
      } else if (char === '#') {
        const found = code.indexOf('\n', at);
        const end = found < 0 ? code.length : found;
        tokens.push({ kind: 'comment', start: at, end, owner: -1 });
        at = end;
      } else {
        const end = wordEnd(code, at);
        tokens.push({ kind: 'word', start: at, end, owner: -1 });
        at = end;
      }
    }
    if (pending.length) throw new UnreadableError();
    return tokens;
  }

  /** The words of the simple command that token `number` belongs to, as written, up to that token. */
  function commandWords(code, tokens, number) {
    let start = number;
    while (start > 0 && tokens[start - 1].kind !== 'operator') start -= 1;
    return wordsBetween(code, tokens, start, number);
  }

  /** The words of the simple command behind token `number`. */
  function wordsAfter(code, tokens, number) {
    let stop = number + 1;
    while (stop < tokens.length && tokens[stop].kind !== 'operator') stop += 1;
    return wordsBetween(code, tokens, number + 1, stop);
  }

  /** The redirection that a word is the target of (`>`, `<<<` …), or nothing. */
  function redirectionOf(code, tokens, number) {
    const before = number ? tokens[number - 1] : null;
    return before && before.kind === 'redirection' ? code.slice(before.start, before.end) : '';
  }

  function wordsBetween(code, tokens, start, stop) {
    const words = [];
    for (let at = start; at < stop; at += 1) {
      if (tokens[at].kind === 'word' && !(at > start && tokens[at - 1].kind === 'redirection')) {
        words.push(code.slice(tokens[at].start, tokens[at].end));
      }
    }
    return words;
  }

  function promptEnd(code, at, rules, session) {
    const lineEnd = code.indexOf('\n', at);
    const line = code.slice(at, lineEnd < 0 ? code.length : lineEnd);
    const found = rules.prompt.exec(line) || (session ? rules.sessionPrompt.exec(line) : null);
    return found ? at + found[0].length : at;
  }

  function wordEnd(code, start) {
    let at = start;
    while (at < code.length && !BREAKS_WORD.includes(code[at])) at = pieceEnd(code, at);
    return at;
  }

  /** Where one character, quoted text or expansion ends. */
  function pieceEnd(code, at) {
    const char = code[at];
    if (char === '\\') return Math.min(at + 2, code.length);
    if (char === "'") return closing(code, at + 1, "'");
    if (char === '"') return doubleEnd(code, at + 1);
    if (char === '`') return backtickEnd(code, at + 1);
    if (code.startsWith("$'", at)) return ansiEnd(code, at + 2);
    if (code.startsWith('$(', at)) return bracketEnd(code, at + 2, ')');
    if (code.startsWith('${', at)) return bracketEnd(code, at + 2, '}');
    return at + 1;
  }

  function closing(code, at, mark) {
    const found = code.indexOf(mark, at);
    if (found < 0) throw new UnreadableError();
    return found + mark.length;
  }

  function ansiEnd(code, start) {
    let at = start;
    while (at < code.length && code[at] !== "'") at += code[at] === '\\' ? 2 : 1;
    if (at >= code.length) throw new UnreadableError();
    return at + 1;
  }

  function doubleEnd(code, start) {
    let at = start;
    while (at < code.length && code[at] !== '"') {
      const special = '\\`'.includes(code[at]) || code.startsWith('$(', at) || code.startsWith('${', at);
      at = special ? pieceEnd(code, at) : at + 1;
    }
    if (at >= code.length) throw new UnreadableError();
    return at + 1;
  }

  function backtickEnd(code, start) {
    let at = start;
    while (at < code.length && code[at] !== '`') at += code[at] === '\\' ? 2 : 1;
    if (at >= code.length) throw new UnreadableError();
    return at + 1;
  }

  /** Where `$(…)` or `${…}` ends. What could hide a bracket makes it unreadable: `case`, here-documents, comments. */
  function bracketEnd(code, start, closer) {
    let depth = 1;
    let at = start;
    while (at < code.length) {
      const char = code[at];
      const comment = char === '#' && ' \t\n;'.includes(code[at - 1]);
      if (code.startsWith('<<', at) || comment || matchAt(CASE, code, at)) throw new UnreadableError();
      if (char === '(' && closer === ')') {
        depth += 1;
        at += 1;
      } else if (char === closer) {
        depth -= 1;
        at += 1;
        if (depth === 0) return at;
      } else {
        at = pieceEnd(code, at);
      }
    }
    throw new UnreadableError();
  }

  /** Where the text of a here-document ends, and where the code goes on after its last line. */
  function hereDocumentEnd(code, start, name) {
    let at = start;
    while (at <= code.length) {
      const found = code.indexOf('\n', at);
      const lineEnd = found < 0 ? code.length : found;
      if (code.slice(at, lineEnd).replace(/^\t+/, '') === name) return [Math.max(at, start), lineEnd];
      at = lineEnd + 1;
    }
    throw new UnreadableError();
  }

  Unstuck.shellWords = { UnreadableError, readTokens, commandWords, wordsAfter, redirectionOf };
})(Unstuck);

/**
 * What the next word of a command is (a program, code, an operand that may be lost, plain data): the twin of
 * commands/command_context.py.
 */
(function (Unstuck) {
  'use strict';

  const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;
  const VERSION = /[0-9][0-9.]*$/;
  const QUOTES = /['"\\]/g;
  const SPACES = /[ \t\r]+/;
  const SEPARATOR = /[;&|({`!\n]/;

  const DATA = { program: false, code: false, shellCode: false, quotable: false, destructive: false };
  const PROGRAM = { ...DATA, program: true };
  const SHELL_CODE = { ...DATA, code: true, shellCode: true };

  const lastLine = (text) => text.slice(text.lastIndexOf('\n') + 1);

  /** The context of a word, given the words before it, its own text before the placeholder, and the words behind it. */
  function wordContext(words, own, following, rules) {
    if (rules.runSettings.test(lastLine(own))) return PROGRAM;
    return contextOf(words, own, following, rules, false);
  }

  /** Whether the word behind some text, which is not read word by word, names a program or becomes code. */
  function textNamesProgram(before, rules) {
    const segment = before.split(SEPARATOR).pop().replace(QUOTES, '');
    const words = segment.split(SPACES);
    const own = words.pop();
    const context = contextOf(words.filter(Boolean), own, [], rules, false);
    return context.program || context.code;
  }

  function contextOf(words, own, following, rules, isRemote) {
    let remote = isRemote;
    let at = 0;
    for (;;) {
      while (at < words.length && (ASSIGNMENT.test(words[at]) || rules.keywords.has(words[at]))) at += 1;
      if (at === words.length) return atCommand(own, remote);
      const [wrapper, length] = wrapperOf(words, at, rules);
      if (wrapper === null) return ofCommand(words.slice(at), own, following, rules, remote);
      const skipped = skipOptions(words, at + length, wrapper);
      if (skipped === null) return PROGRAM;
      remote ||= wrapper.remote;
      at = skipped + wrapper.operands;
      if (at > words.length || (at === words.length && own.startsWith('-'))) return DATA;
    }
  }

  /** The first word of a command: a program, but for the value of an assignment and text inside its quotes. */
  function atCommand(own, remote) {
    if (ASSIGNMENT.test(own)) return DATA;
    const inner = remote && /^['"]/.test(own) ? own.slice(1) : '';
    return /[^ \t\n]/.test(inner) ? SHELL_CODE : PROGRAM;
  }

  function ofCommand(words, own, following, rules, remote) {
    const name = programName(words[0]);
    const parameters = words.slice(1);
    if (!name || rules.runTheirOperands.has(name)) return PROGRAM;
    const previous = parameters.length ? parameters[parameters.length - 1] : '';
    if (rules.runOptions.test(lastLine(previous))) return PROGRAM;
    if (name === 'find') return ofFind(parameters, own, following, rules);
    if (name in rules.interpreters) return ofInterpreter(rules.interpreters[name], parameters, own, rules.shells.has(name));
    const quoted = /^['"]/.test(own);
    if (name in rules.clients) return { ...DATA, code: isCodeOption(previous, rules.clients[name]) || quoted };
    if (rules.filters.has(name)) {
      const operands = parameters.some((word) => !word.startsWith('-'));
      return { ...DATA, code: !operands || previous.startsWith('-') || quoted };
    }
    if (rules.evaluate.has(name)) return /[^'" ]/.test(own) ? SHELL_CODE : PROGRAM;
    if (remote && SEPARATOR.test(own)) return SHELL_CODE;
    const destructive = isDestructive(name, [...parameters, own, ...following], rules);
    return { ...DATA, quotable: !remote && !rules.takeCode.has(name), destructive };
  }

  function ofFind(parameters, own, following, rules) {
    for (let at = parameters.length - 1; at >= 0; at -= 1) {
      if (rules.findRuns.has(parameters[at])) return contextOf(parameters.slice(at + 1), own, following, rules, true);
    }
    const rest = [...parameters, ...following];
    return { ...DATA, destructive: rest.includes('-delete') || rest.some((word) => rules.findRuns.has(word)) };
  }

  /** The word after `-c` (in any group of letters) is code; without one, the first operand is a program. */
  function ofInterpreter(codeOptions, parameters, own, isShell) {
    const previous = parameters.length ? parameters[parameters.length - 1] : '';
    if (own.startsWith('-')) return PROGRAM;
    if (isCodeOption(previous, codeOptions)) return { ...DATA, code: true, shellCode: isShell };
    const given = parameters.some((word) => isCodeOption(word, codeOptions));
    const operands = parameters.some((word) => !word.startsWith('-'));
    return given || (operands && !previous.startsWith('-')) ? DATA : PROGRAM;
  }

  function isCodeOption(word, letters) {
    if (word.startsWith('--')) return ['eval', 'execute', 'command', 'print', 'exec'].includes(word.slice(2));
    return word.length > 1 && word[0] === '-' && letters.includes(word[word.length - 1]);
  }

  function isDestructive(name, words, rules) {
    if (!(name in rules.destructive)) return name.startsWith('mkfs');
    const needed = rules.destructive[name];
    return !needed || words.some((word) => word.startsWith(needed));
  }

  /** The wrapper that begins at a word, and how many words its name has. */
  function wrapperOf(words, at, rules) {
    const names = [programName(words[at]), ...words.slice(at + 1, at + 3)];
    for (const length of [3, 2, 1]) {
      const name = names.slice(0, length).join(' ');
      if (names.length >= length && name in rules.wrappers) return [rules.wrappers[name], length];
    }
    return [null, 0];
  }

  /** The place of the first operand; null where an option is not known, so that it may take the next word. */
  function skipOptions(words, start, wrapper) {
    let at = start;
    while (at < words.length && words[at].startsWith('-') && words[at] !== '-') {
      const word = words[at];
      at += 1;
      if (word === '--') break;
      if (word.startsWith('--')) {
        const name = word.slice(2).split('=', 1)[0];
        if (word.includes('=') || wrapper.longFlags.has(name)) continue;
        if (!wrapper.longValued.has(name)) return null;
        at += 1;
        continue;
      }
      for (let place = 1; place < word.length; place += 1) {
        if (wrapper.valued.includes(word[place])) {
          if (place === word.length - 1) at += 1;
          break;
        }
        if (!wrapper.flags.includes(word[place])) return null;
      }
    }
    return at;
  }

  /** A program without its folder and version (`/usr/bin/python3.11` is `python`); nothing for a word that varies. */
  function programName(word) {
    const bare = word.replace(QUOTES, '');
    if (/[$`]|__/.test(bare)) return '';
    return bare.slice(bare.lastIndexOf('/') + 1).replace(VERSION, '') || bare;
  }

  Unstuck.commandContext = { DATA, wordContext, textNamesProgram };
})(Unstuck);

/**
 * Values in commands, written only where they cannot be anything but data: the twin of commands/fill.py.
 */
(function (Unstuck) {
  'use strict';

  const { UnreadableError, readTokens, commandWords, wordsAfter, redirectionOf } = Unstuck.shellWords;
  const { DATA, wordContext, textNamesProgram } = Unstuck.commandContext;
  const FISH_ESCAPE = /\\(?:[\\']|$)/;
  const OPENING = /^\$?['"]/;
  const PROGRAM = { ...DATA, program: true };

  /** Why a placeholder was not filled. */
  const REASON = {
    NO_VALUE: 'no-value',
    HIDDEN: 'hidden-characters',
    NEEDS_QUOTES: 'needs-quotes',
    NAMES_PROGRAM: 'names-program',
    CODE: 'code',
    DESTRUCTIVE: 'destructive',
    OVERWRITES: 'overwrites',
  };

  const NO_PLACE = { context: DATA, whole: false, inner: '', overwrites: false };

  /** `rules.json`'s tables as they are used here: patterns compiled, words as sets. */
  function fillRules(data, hidden) {
    const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
    const front = (pattern) => new RegExp(`^(?:${pattern})`);
    const words = (text) => new Set(text.split(' '));
    const wrapper = (row) => ({
      flags: row.flags || '',
      valued: row.valued || '',
      longFlags: words(row.long_flags || ''),
      longValued: words(row.long_valued || ''),
      operands: row.operands || 0,
      remote: row.remote || false,
    });
    const table = (rows, make) => Object.assign(Object.create(null), Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, make(row)])));
    const same = (row) => row;
    return {
      placeholder: data.placeholder,
      varMark: new RegExp(data.var_mark),
      hidden: new RegExp(hidden, 'u'),
      never: new RegExp(data.never),
      plain: whole(data.plain),
      quoted: whole(data.quoted),
      protected: new RegExp(data.protected),
      prompt: front(data.prompt),
      sessionPrompt: front(data.session_prompt),
      dockerRun: data.docker_run,
      runKeys: new RegExp(data.run_keys, 'i'),
      runCalls: new RegExp(data.run_calls, 'i'),
      runOptions: new RegExp(data.run_options, 'i'),
      runSettings: new RegExp(data.run_settings, 'i'),
      maxValue: data.max_value,
      maxCode: data.max_code,
      allowed: table(data.allowed, whole),
      macroLanguages: words(data.macro_languages),
      macros: words(data.macros),
      strictTypes: words(data.strict_types),
      shellLanguages: words(data.shell_languages),
      sessionLanguages: words(data.session_languages),
      dockerLanguages: words(data.docker_languages),
      commandLanguages: words(data.command_languages),
      dataLanguages: words(data.data_languages),
      yamlLanguages: words(data.yaml_languages),
      keywords: words(data.keywords),
      shells: words(data.shells),
      interpreters: table(data.interpreters, same),
      clients: table(data.clients, same),
      filters: words(data.filters),
      evaluate: words(data.evaluate),
      runTheirOperands: words(data.run_their_operands),
      findRuns: words(data.find_runs),
      takeCode: words(data.take_code),
      copyInput: words(data.copy_input),
      destructive: table(data.destructive, same),
      wrappers: table(data.wrappers, wrapper),
    };
  }

  /**
   * Fill the placeholders of a command. `values` holds `{ text, type }` by the placeholder's name in lower case.
   * Gives `parts` (`{ text, name, filled }`) and `missing` (`{ name, value, reason }`).
   */
  function fill(written, language, values, rules) {
    const code = withoutMarks(written, rules);
    const reader = new Reader(code, language, rules);
    const parts = [];
    const missing = new Map();
    let at = 0;
    for (const found of placeholders(code, language, rules)) {
      const name = found[1];
      const end = found.index + found[0].length;
      const value = Object.hasOwn(values, name.toLowerCase()) ? values[name.toLowerCase()] : null;
      const result = value ? write(value, reader, found.index, end) : { reason: REASON.NO_VALUE };
      if (found.index > at) parts.push({ text: code.slice(at, found.index), name: '', filled: false });
      if (result.reason) {
        parts.push({ text: found[0], name, filled: false });
        if (!missing.has(name)) missing.set(name, { name, value: value ? value.text : '', reason: result.reason });
      } else {
        parts.push({ text: result.text, name, filled: true });
      }
      at = end;
    }
    if (at < code.length) parts.push({ text: code.slice(at), name: '', filled: false });
    return { parts, missing: [...missing.values()] };
  }

  /** The code without marks such as `# VAR`, with plain line ends. */
  function withoutMarks(code, rules) {
    return code.replace(/\r\n?/g, '\n').split('\n').map((line) => line.replace(rules.varMark, '')).join('\n');
  }

  /** The placeholders of a piece of code; macros such as `__FILE__` of C are none in C. */
  function placeholders(code, language, rules) {
    const macros = rules.macroLanguages.has(language);
    return [...code.matchAll(new RegExp(rules.placeholder, 'g'))].filter((found) => !(macros && rules.macros.has(found[1])));
  }

  /** Whether a value is harmless in every language. */
  function isAllowed(value, rules) {
    const pattern = rules.allowed[value.type] || rules.allowed.word;
    return pattern.test(value.text) && !rules.never.test(value.text);
  }

  /** The value as it is to be written, or the reason why it is not. */
  function write(value, reader, start, end) {
    const { rules } = reader;
    if (rules.hidden.test(value.text) || /[\n\t]/.test(value.text) || [...value.text].length > rules.maxValue) {
      return { reason: REASON.HIDDEN };
    }
    const place = reader.place(start, end);
    const { context } = place;
    if (place.overwrites) return { reason: REASON.OVERWRITES };
    if (context.program || (context.shellCode && textNamesProgram(place.inner, rules))) return { reason: REASON.NAMES_PROGRAM };
    if (context.code && !context.shellCode && !rules.plain.test(value.text)) return { reason: REASON.CODE };
    if (context.destructive && rules.protected.test(value.text)) return { reason: REASON.DESTRUCTIVE };
    if (isAllowed(value, rules)) return { text: value.text };
    const quoted = place.whole && context.quotable && rules.quoted.test(value.text);
    if (!quoted || FISH_ESCAPE.test(value.text)) return { reason: REASON.NEEDS_QUOTES };
    return { text: `'${value.text.replaceAll("'", "'\\''")}'` };
  }

  /** Reads one block of code once, for all of its placeholders. */
  class Reader {
    constructor(code, language, rules) {
      this.code = code;
      this.language = language;
      this.rules = rules;
      this.long = [...code].length > rules.maxCode;
      this.tokens = rules.shellLanguages.has(language) && !this.long ? tokensOf(code, language, rules) : null;
    }

    /** Where the placeholder between two offsets occurs. */
    place(start, end) {
      const { code, language, rules } = this;
      if (this.long) return { ...NO_PLACE, context: PROGRAM };
      if (rules.shellLanguages.has(language)) {
        if (this.tokens !== null) return shellPlace(code, this.tokens, start, end, rules);
        return this.placeInLine(start, end);
      }
      const before = lineBefore(code, start);
      if (rules.dockerLanguages.has(language)) return this.placeInDockerfile(start);
      if (rules.commandLanguages.has(language)) return programIf(textNamesProgram(before, rules));
      if (rules.dataLanguages.has(language)) return this.placeInData(start, before);
      const quoted = openQuote(before);
      const runs = rules.runCalls.test(before);
      return { ...NO_PLACE, context: runs || !quoted ? { ...DATA, program: runs && quoted, code: true } : DATA };
    }

    /** In code that cannot be read as a whole: its own line tells, and nothing is quoted. */
    placeInLine(start, end) {
      const { code, language, rules } = this;
      let begin = code.lastIndexOf('\n', start - 1) + 1;
      if (start === 0) begin = 0;
      while (begin > 1 && code[begin - 2] === '\\') begin = begin - 2 < 0 ? 0 : code.lastIndexOf('\n', begin - 2) + 1;
      const stop = code.indexOf('\n', end);
      const line = code.slice(begin, stop < 0 ? code.length : stop);
      const tokens = tokensOf(line, language, rules);
      if (tokens === null) return { ...NO_PLACE, context: PROGRAM };
      return { ...shellPlace(line, tokens, start - begin, end - begin, rules), whole: false };
    }

    /** `RUN` and the like hold shell code or a list of words; other instructions hold data. */
    placeInDockerfile(start) {
      const { code, rules } = this;
      const last = [...code.slice(0, start).matchAll(new RegExp(rules.dockerRun, 'g'))].pop();
      if (!last) return NO_PLACE;
      const text = code.slice(last.index + last[0].length, start);
      const here = text.includes('<<');
      if (!here && text.split('\n').slice(0, -1).some((line) => !/\\[ \t]*$/.test(line))) return NO_PLACE;
      if (here || /^[ \t]*\[/.test(text)) return { ...NO_PLACE, context: PROGRAM };
      return programIf(textNamesProgram(text.replaceAll('\\\n', ' '), rules));
    }

    /** Values of keys that are run (`command:`, `run:`, `ExecStart=`) are shell code; all others are data. */
    placeInData(start, line) {
      const { language, rules } = this;
      let before = line;
      let key = rules.runKeys.exec(before);
      if (!key && rules.yamlLanguages.has(language)) {
        key = this.runKeyAbove(start, before);
        before = before.replace(/^[ -]+/, '');
      } else if (key) {
        before = before.slice(key.index + key[0].length);
      }
      return programIf(Boolean(key) && textNamesProgram(before.replace(/^[[ "'|>,-]+/, ''), rules));
    }

    /** The key that is run and that the lines of a YAML block belong to, if any. */
    runKeyAbove(start, before) {
      const depthOf = (line) => /^ */.exec(line)[0].length;
      let indent = depthOf(before);
      for (const line of this.code.slice(0, start - before.length).split('\n').reverse()) {
        const depth = depthOf(line);
        if (!/[^ \t]/.test(line) || depth > indent || (depth === indent && !/:[ \t]*$/.test(line))) continue;
        const key = this.rules.runKeys.exec(line);
        if (key) return key;
        indent = Math.min(indent, depth);
      }
      return null;
    }
  }

  function programIf(program) {
    return { ...NO_PLACE, context: program ? PROGRAM : DATA };
  }

  function tokensOf(code, language, rules) {
    try {
      return readTokens(code, rules, rules.sessionLanguages.has(language));
    } catch (error) {
      if (error instanceof UnreadableError) return null;
      throw error;
    }
  }

  function shellPlace(code, tokens, start, end, rules) {
    const number = tokens.findIndex((token) => token.start <= start && end <= token.end);
    if (number < 0 || ['operator', 'redirection'].includes(tokens[number].kind)) return { ...NO_PLACE, context: PROGRAM };
    const token = tokens[number];
    if (token.kind === 'comment') return NO_PLACE;
    if (token.kind === 'heredoc') return heredocPlace(code, tokens, token, start, rules);
    const own = code.slice(token.start, start);
    const redirection = redirectionOf(code, tokens, number);
    if (redirection.includes('>')) return { ...NO_PLACE, overwrites: true };
    const inside = substitution(own);
    if (inside !== null) return programIf(textNamesProgram(inside, rules));
    const words = commandWords(code, tokens, number);
    const context = wordContext(words, own, wordsAfter(code, tokens, number), rules);
    if (redirection && (!words.length || wordContext(words, '', [], rules).program)) return { ...NO_PLACE, context: PROGRAM };
    const whole = start === token.start && end === token.end;
    return { ...NO_PLACE, context, whole, inner: own.replace(OPENING, '') };
  }

  /** The text of a here-document is data for commands that only copy it, and code for all others. */
  function heredocPlace(code, tokens, token, start, rules) {
    const owner = tokens[token.owner];
    let words = commandWords(code, tokens, token.owner);
    if (!words.length) words = wordsAfter(code, tokens, token.owner);
    if (words[0] === 'sudo') words = words.slice(1);
    const line = code.slice(owner.start, code.indexOf('\n', owner.start));
    if (!words.length || !rules.copyInput.has(words[0]) || line.includes('|')) return { ...NO_PLACE, context: PROGRAM };
    const inside = substitution(code.slice(token.start, start));
    return programIf(inside !== null && textNamesProgram(inside, rules));
  }

  /** What a word holds between the last `$(` or backtick that is still open and its end; null where none is. */
  function substitution(own) {
    const count = (text, mark) => text.split(mark).length - 1;
    const opened = own.lastIndexOf('$(');
    if (opened >= 0 && count(own.slice(opened), '(') > count(own.slice(opened), ')')) return own.slice(opened + 2);
    if (count(own, '`') % 2) return own.slice(own.lastIndexOf('`') + 1);
    return null;
  }

  function lineBefore(code, start) {
    return start === 0 ? '' : code.slice(code.lastIndexOf('\n', start - 1) + 1, start);
  }

  /** Whether a line of code ends inside a string. */
  function openQuote(before) {
    let quote = '';
    for (let at = 0; at < before.length; at += 1) {
      const char = before[at];
      if (char === '\\') at += 1;
      else if (quote) quote = char === quote ? '' : quote;
      else if ('\'"`'.includes(char)) quote = char;
    }
    return quote !== '';
  }

  Unstuck.fillRules = fillRules(Unstuck.rules.fill, Unstuck.rules.hidden);
  Unstuck.fillCommand = (code, language, values) => fill(code, language, values, Unstuck.fillRules);
  /** The values that a hit captured, by name in lower case. */
  Unstuck.valuesOf = ({ captures, types }) => Object.fromEntries(captures.map(([name, text], at) => [name.toLowerCase(), { text, type: types[at] }]));
  Unstuck.placeholders = (code, language) => placeholders(code, language, Unstuck.fillRules);
})(Unstuck);

// The template grammar of error signatures and where a template stands in a line: the twin of template.py.
(function (Unstuck) {
  'use strict';

  const TRIES = 100; // places in a line at which pieces of one template are tried, in all
  const TRAILING = '.,;:!?)]}\'"`'; // punctuation behind a value at the end of a template belongs to the sentence
  const WORD = /[\p{L}\p{N}]+/gu;
  const ALNUM = /^[\p{L}\p{N}]/u;
  const PART = /\{\{|\}\}|\{([^{}]*)\}/g;
  // What Python calls white space; a browser's own class differs by a few characters.
  const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
  const SPACES = new RegExp(`[${SPACE}]+`, 'g');

  const TYPES = {};
  for (const [name, source] of Object.entries(Unstuck.rules.types)) {
    TYPES[name] = { whole: new RegExp(`^(?:${source})$`), here: new RegExp(`(?:${source})`, 'y') };
  }
  const QUOTES = new Map();
  for (const [plain, marks] of Object.entries(Unstuck.rules.quotes)) {
    for (const mark of marks) QUOTES.set(mark, plain);
  }
  const MARKS = new RegExp(`[${[...QUOTES.keys()].join('')}]`, 'g');

  /** Curly quotes made straight, hard spaces soft; the length stays. */
  function straighten(text) {
    return text.replace(MARKS, (mark) => QUOTES.get(mark));
  }

  /** Lower case of the same length, so that offsets stay. */
  function fold(text) {
    const lowered = text.toLowerCase();
    if (lowered.length === text.length) return lowered;
    return Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('');
  }

  /** The words of a text: runs of letters and digits. */
  function wordsIn(text) {
    return text.match(WORD) || [];
  }

  function isAlnumAt(text, at) {
    return ALNUM.test(String.fromCodePoint(text.codePointAt(at)));
  }

  function isAlnumBefore(text, at) {
    const low = text.charCodeAt(at - 1) & 0xfc00;
    return isAlnumAt(text, low === 0xdc00 && at > 1 ? at - 2 : at - 1);
  }

  /** A template parsed: `parts` are `{text}` or `{name, type}`, `literals` the literal pieces folded. */
  function parse(source) {
    const parts = [];
    let literal = '';
    let end = 0;
    for (const found of source.matchAll(PART)) {
      literal += source.slice(end, found.index);
      end = found.index + found[0].length;
      if (found[1] === undefined) {
        literal += found[0][0];
      } else {
        add(parts, literal);
        literal = '';
        parts.push(variable(found[1]));
      }
    }
    add(parts, literal + source.slice(end));
    const literals = parts.filter((part) => 'text' in part).map((part) => fold(part.text));
    const telling = literals.some((piece) => wordsIn(piece).length > 0);
    return { source, parts, literals, telling };
  }

  function add(parts, literal) {
    let text = straighten(literal).replace(SPACES, ' ');
    if (!parts.length) text = text.replace(/^ +/, '');
    if (!text) return;
    if (parts.length && 'text' in parts[parts.length - 1]) parts[parts.length - 1].text += text;
    else parts.push({ text });
  }

  function variable(text) {
    const colon = text.indexOf(':');
    const name = (colon < 0 ? text : text.slice(0, colon)).trim();
    let type = colon < 0 ? '' : text.slice(colon + 1).trim();
    if (colon < 0) type = Object.hasOwn(TYPES, name) ? name : name ? 'word' : 'rest';
    return { name, type };
  }

  /** The template without names: two of the same shape match the same text. */
  function shape(template) {
    return template.parts.map((part) => ('text' in part ? fold(part.text) : `{${part.type}}`)).join('');
  }

  /**
   * The first place in a line where the whole template stands, as `{start, end, captures}`, else null.
   * `line` has its white space squeezed and its quotes straightened; `folded` is `fold(line)`.
   */
  function find(template, line, folded) {
    if (!template.telling) return null; // nothing but variable parts proves nothing
    const walk = { template, line, folded, tries: TRIES };
    const first = template.parts[0];
    const piece = template.literals[0];
    if ('text' in first) {
      let at = findWord(folded, piece, 0);
      while (at >= 0 && walk.tries > 0) {
        const found = rest(walk, 1, 1, at, at + piece.length, []);
        if (found) return found;
        walk.tries -= 1;
        at = findWord(folded, piece, at + 1);
      }
      return null;
    }
    if (template.parts.length === 1 || 'type' in template.parts[1]) return rest(walk, 0, 0, 0, 0, []);
    let at = folded.indexOf(piece, 1);
    while (at >= 0 && walk.tries > 0) {
      const start = leading(first, line, at);
      if (start >= 0) {
        const captures = first.name ? [[first.name, line.slice(start, at)]] : [];
        const found = rest(walk, 2, 1, start, at + piece.length, captures);
        if (found) return found;
      }
      walk.tries -= 1;
      at = folded.indexOf(piece, at + 1);
    }
    return null;
  }

  /** Match the parts from `index` on at offset `at`; `piece` is the index of the next literal one. */
  function rest(walk, index, piece, start, at, captures) {
    const { template, line, folded } = walk;
    const { parts, literals } = template;
    if (index === parts.length) return { start, end: at, captures };
    const part = parts[index];
    if ('text' in part) {
      if (!folded.startsWith(literals[piece], at)) return null;
      return rest(walk, index + 1, piece + 1, start, at + literals[piece].length, captures);
    }
    const type = TYPES[part.type];
    if (index + 1 === parts.length || 'type' in parts[index + 1]) {
      type.here.lastIndex = at;
      const found = type.here.exec(line);
      if (!found) return null;
      let end = at + found[0].length;
      if (part.type !== 'rest' && part.type !== 'quoted') {
        while (end - 1 > at && TRAILING.includes(line[end - 1])) end -= 1;
      }
      return rest(walk, index + 1, piece, start, end, withPart(captures, part, line, at, end));
    }
    let stop = folded.indexOf(literals[piece], at + 1);
    while (stop >= 0 && walk.tries > 0) {
      walk.tries -= 1;
      if (type.whole.test(line.slice(at, stop))) {
        const whole = rest(walk, index + 1, piece, start, stop, withPart(captures, part, line, at, stop));
        if (whole) return whole;
      }
      stop = folded.indexOf(literals[piece], stop + 1);
    }
    return null;
  }

  function withPart(captures, part, line, at, end) {
    return part.name ? [...captures, [part.name, line.slice(at, end)]] : captures;
  }

  /** Where a variable part that ends at `at` begins, at the front of a template; negative where none fits. */
  function leading(part, line, at) {
    let start = 0;
    if (part.type === 'quoted') {
      const mark = line[at - 1] === "'" && line.slice(0, at).includes('`') ? '`' : line[at - 1];
      start = at > 1 ? line.lastIndexOf(mark, at - 2) : -1;
    } else if (part.type !== 'rest') {
      start = line.lastIndexOf(' ', at - 1) + 1;
      while (start < at && '([{"\'`'.includes(line[start])) start += 1;
    }
    return start >= 0 && start < at && TYPES[part.type].whole.test(line.slice(start, at)) ? start : -1;
  }

  /** Find a literal piece that does not begin in the middle of a word (`error` in `terror` is none). */
  function findWord(folded, piece, position) {
    for (;;) {
      position = folded.indexOf(piece, position);
      if (position <= 0 || !(isAlnumAt(piece, 0) && isAlnumBefore(folded, position))) return position;
      position += 1;
    }
  }

  Object.assign(Unstuck, { SPACE, SPACES, straighten, fold, wordsIn, template: { parse, find, shape } });
})(Unstuck);

// Pasted text to lines that can be compared, and which of them are worth a second look: the twin of normalise.py,
// windows.py and wrapped.py.
(function (Unstuck) {
  'use strict';

  const { rules, fold, wordsIn } = Unstuck;
  const ANSI = new RegExp(rules.ansi, 'g');
  const CONTROLS = new RegExp(rules.controls, 'g');
  const PREFIX = new RegExp(rules.prefix);
  const FRAME_LINE = new RegExp(rules.frame_line);
  const ERROR_LINE = new RegExp(rules.error_line);
  const CALM_LINE = new RegExp(rules.calm_line);
  const SOFT = new RegExp(rules.soft, 'dg');
  const WORD = /[\p{L}\p{N}]+/gu;
  const IS_SPACE = new RegExp(`[${Unstuck.SPACE}]`);
  const COUNTERS = ['line ', 'column ', 'position ', 'char ', 'pid ', 'after '];
  const [ERROR, PLAIN, CALM, FRAME] = [3, 2, 1, 0];
  const MAX_TOKENS = 300;
  const SOFT_WORDS = 6; // more words in quotation marks than this are a message, not an example
  const WIDTH = 60; // columns short of which nothing would have been wrapped
  const MOST_JOINED = 6;

  /** One line without what a terminal or a word processor added. */
  function cleanLine(raw) {
    const plain = raw.includes('\x1b') ? raw.replace(ANSI, '') : raw;
    return Unstuck.straighten(plain.replace(CONTROLS, '')).replace(Unstuck.SPACES, ' ').replace(/^ | $/g, '');
  }

  function makeLine(number, raw) {
    const text = cleanLine(raw.slice(0, rules.max_line * 2)).slice(0, rules.max_line);
    return text ? { number, raw, text, folded: fold(text) } : null;
  }

  /** The first `head` and the last `tail` lines of a paste, those of them that hold anything, in order. */
  async function boundedLines(text, head, tail, clock) {
    const firsts = [];
    let lasts = []; // twice as long as asked at most, then cut
    let [number, at] = [1, 0];
    const end = /\r\n|\n|\r/g;
    for (let found = end.exec(text); ; found = end.exec(text)) {
      const place = [number, at, found ? found.index : text.length];
      if (firsts.length < head) firsts.push(place);
      else lasts.push(place);
      if (lasts.length >= 2 * tail) lasts = lasts.slice(-tail);
      if (!found) break;
      number += 1;
      at = end.lastIndex;
      if (clock.due()) await clock.rest();
    }
    const lines = [];
    for (const [one, start, stop] of [...firsts, ...lasts.slice(-tail)]) {
      const line = makeLine(one, text.slice(start, stop));
      if (line) lines.push(line);
      if (clock.due()) await clock.rest();
    }
    return lines;
  }

  /** The columns (from 0) in the line as pasted that became `start` to `end` of the cleaned line. */
  function rawSpan(line, start, end) {
    const raw = line.raw.slice(0, rules.max_line * 2);
    const dropped = new Uint8Array(raw.length);
    for (const pattern of [ANSI, CONTROLS]) {
      for (const found of raw.matchAll(pattern)) dropped.fill(1, found.index, found.index + found[0].length);
    }
    const places = [];
    let space = true; // leading white space was stripped
    for (let at = 0; at < raw.length; at += 1) {
      if (dropped[at]) continue;
      const blank = IS_SPACE.test(raw[at]);
      if (!blank || !space) places.push(at);
      space = blank;
    }
    if (!places.length || start >= places.length) return [0, raw.length];
    return [places[start], places[Math.min(end, places.length) - 1] + 1];
  }

  /** What a line is: one that tells of an error, a plain one, a calm one (INFO, DEBUG), or a stack frame. */
  function kind(line) {
    if (FRAME_LINE.test(line.text)) return FRAME;
    if (ERROR_LINE.test(line.folded)) return ERROR;
    return CALM_LINE.test(line.folded) ? CALM : PLAIN;
  }

  /** Where a line's own message begins, behind timestamps, levels and names of containers. */
  function messageStart(line) {
    let at = 0;
    for (let turn = 0; turn < 8; turn += 1) {
      const found = PREFIX.exec(line.text.slice(at, at + 400));
      if (!found || found[0].length + at >= line.text.length) break;
      at += found[0].length;
    }
    return at;
  }

  /** The places of lines by what they are, each text once; lines that differ in numbers alone count as one. */
  async function sortLines(lines, clock) {
    const seen = new Set();
    const groups = [[], [], [], []];
    for (let place = 0; place < lines.length; place += 1) {
      const line = lines[place];
      const key = line.folded.slice(messageStart(line)).replace(/[0-9]+/g, '0');
      if (!seen.has(key)) {
        seen.add(key);
        groups[kind(line)].push(place);
      }
      if (clock.due()) await clock.rest();
    }
    return groups;
  }

  /** Place and kind of the lines to compare word by word: telling ones first, at most `limit`. */
  function promising(groups, limit) {
    const found = [];
    for (const which of [ERROR, PLAIN, CALM, FRAME]) {
      const places = groups[which];
      let room = limit - found.length;
      if (which === FRAME) room = Math.min(room, Math.floor(limit / 4));
      const tail = places.length > room ? Math.floor(room / 3) : 0;
      const chosen = [...places.slice(0, room - tail), ...places.slice(places.length - tail)];
      for (const place of chosen) found.push([place, which]);
    }
    return found;
  }

  /** The words of one line, the first `MAX_TOKENS` of them; `soft` marks those of what looks like an example. */
  function tokens(folded, number) {
    const found = [];
    const examples = softSpans(folded);
    let at = 0;
    for (const match of folded.matchAll(WORD)) {
      const start = match.index;
      while (at < examples.length && examples[at][1] <= start) at += 1;
      const soft = at < examples.length && examples[at][0] <= start;
      found.push({ word: match[0], line: number, start, end: start + match[0].length, soft });
      if (found.length >= MAX_TOKENS) break;
    }
    return found;
  }

  /** Where a text holds examples (quoted names, paths, numbers), in order. */
  function softSpans(folded) {
    const found = [];
    for (const match of folded.matchAll(SOFT)) {
      const [start, end] = match.indices[1];
      const held = wordsIn(match[1]);
      const escape = match[1].includes('\\') && held.length === 1 && Array.from(held[0]).length === 1;
      const before = folded.slice(0, start);
      const number = /^[0-9]+$/.test(match[1]) && /^ ?$/.test(before.slice(-1)) && /^[ .\])]?$/.test(folded.slice(end, end + 1));
      const meant = number && !COUNTERS.some((counter) => before.endsWith(counter));
      if (held.length <= SOFT_WORDS && !escape && !meant) found.push([start, end]);
    }
    return found;
  }

  /** The words of `count` lines from `place` on, where each stands, and how many that are no examples stand before. */
  function makeRun(lines, place, count) {
    let found = [];
    for (let number = place; number < Math.min(place + count, lines.length); number += 1) {
      found.push(...tokens(lines[number].folded, number));
      if (found.length >= MAX_TOKENS) {
        found = found.slice(0, MAX_TOKENS);
        break;
      }
    }
    const places = new Map();
    const hard = [0];
    found.forEach((token, at) => {
      if (places.has(token.word)) places.get(token.word).push(at);
      else places.set(token.word, [at]);
      hard.push(hard[hard.length - 1] + (token.soft ? 0 : 1));
    });
    return { tokens: found, places, hard };
  }

  /** The lines at some places joined with what follows them, and with what stands before them. */
  function joinedLines(lines, places) {
    const starts = new Set(places.flatMap((place) => [place - 1, place]).filter((start) => start >= 0));
    const found = [];
    for (const start of [...starts].sort((one, other) => one - other)) {
      for (let count = 2; count <= MOST_JOINED; count += 1) {
        const group = lines.slice(start, start + count);
        if (group.length < count || !goesOn(group[count - 2], group[count - 1])) break;
        const parts = [];
        let at = 0;
        for (const line of group) {
          parts.push([line, at]);
          at += line.text.length + 1;
        }
        const text = group.map((line) => line.text).join(' ');
        const folded = group.map((line) => line.folded).join(' ');
        found.push({ line: { number: group[0].number, raw: group[0].raw, text, folded }, parts });
      }
    }
    return found;
  }

  /** Whether a line may have been broken before the next one: that one's first word would not have fitted. */
  function goesOn(line, following) {
    return line.text.length + 1 + following.text.split(' ', 1)[0].length >= WIDTH;
  }

  /** A place in joined lines as places in the lines they came from. */
  function joinedSpans(joined, start, end) {
    const found = [];
    for (const [line, begin] of joined.parts) {
      const low = Math.max(start - begin, 0);
      const high = Math.min(end - begin, line.text.length);
      if (low < high) found.push([line, low, high]);
    }
    return found;
  }

  Unstuck.lines = {
    ERROR, FRAME, boundedLines, rawSpan, kind, messageStart, sortLines, promising, tokens, softSpans, makeRun,
    joinedLines, joinedSpans,
  };
})(Unstuck);

// The index as a page sees it: rows of words, codes, terms and articles, from shards loaded as they are asked for.
// What the shards hold is told in shards.py.
(function (Unstuck) {
  'use strict';

  const { template, wordsIn, fold } = Unstuck;
  const CODES = new RegExp(Unstuck.rules.codes);
  const STRICT = new Set(['int', 'hex', 'uuid', 'ip', 'port', 'url', 'version']);
  const SOFT_MISSING = 0.25; // what an example's word that is not there costs of its weight
  const MANY = 400; // words beyond which the filter of anchors pays for its size
  const AT_ONCE = 64; // scripts loaded at a time
  const PLACES = 65536; // more than any article's entries

  const CRC = Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum >>> 0;
  });
  const UTF8 = new TextEncoder();

  /** CRC-32 of a text in UTF-8. */
  function crc32(text) {
    let sum = 0xffffffff;
    for (const byte of UTF8.encode(text)) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  /**
   * The rows of an index. `about` is `Unstuck.index`; `load(name)` gives a promise of the rows of one shard.
   * Rows are asked for with `need…`, which may have to wait, and read with the other methods, which never do.
   */
  class Rows {
    constructor(about, load) {
      this.about = about;
      this.load = load;
      this.words = new Map();
      this.codes = new Map();
      this.terms = new Map();
      this.impacts = new Map();
      this.facets = new Map();
      this.near = new Map();
      this.articles = new Map();
      this.shown = new Map();
      this.pending = new Map();
      this.filter = null;
      this.unanchored = [];
      for (let at = 0; at < about.unanchored.length; at += 2) {
        this.unanchored.push(about.unanchored[at] * PLACES + about.unanchored[at + 1]);
      }
    }

    /** The rows of some keys of a family: `w` words and codes, `t` terms of full text, `x` terms and facets of search. */
    async needKeys(family, keys) {
      const names = new Set();
      for (const key of keys) names.add(`${family}/${crc32(key) % this.about.shards[family]}`);
      await this.need(names, (rows) => rows.forEach((row) => this.keep(row)));
    }

    /** Of the words of a long text, those that may be an anchor: all of them where there are few. */
    async anchors(found, clock) {
      if (this.about.shards.w === 1 || found.size < Math.min(MANY, this.about.shards.w)) return found;
      await this.need(['anchors'], ([[size, hashes, bits]]) => {
        this.filter = [size, hashes, Uint8Array.from(atob(bits), (one) => one.charCodeAt(0))];
      });
      const kept = [];
      for (const word of found) {
        if (this.mayBeAnchor(word)) kept.push(word);
        if (clock.due()) await clock.rest();
      }
      return kept;
    }

    mayBeAnchor(word) {
      const [size, hashes, bits] = this.filter;
      const first = crc32(word);
      const step = (Math.imul(first, 0x9e3779b1) | 1) >>> 0;
      for (let turn = 0; turn < hashes; turn += 1) {
        const place = (first + turn * step) % size;
        if (!(bits[place >> 3] & (1 << (place & 7)))) return false;
      }
      return true;
    }

    /** Articles by number. */
    async needArticles(numbers) {
      const names = new Set();
      for (const number of numbers) names.add(`a/${Math.floor(number / this.about.per)}`);
      await this.need(names, (rows, name) => {
        const first = Number(name.slice(2)) * this.about.per;
        rows.forEach((row, place) => this.articles.set(first + place, readArticle(row, first + place)));
      });
    }

    /** What is to be shown of an article: its entry in the errors feed. */
    async needShown(number) {
      await this.need([`s/${number}`], (rows) => this.shown.set(number, rows[0]));
      return this.shown.get(number);
    }

    async need(names, keep) {
      const missing = [...names].filter((name) => this.pending.get(name) !== true);
      for (let at = 0; at < missing.length; at += AT_ONCE) {
        await Promise.all(missing.slice(at, at + AT_ONCE).map((name) => this.one(name, keep)));
      }
    }

    async one(name, keep) {
      if (!this.pending.has(name)) {
        const loading = this.load(name).then((rows) => {
          keep(rows, name);
          this.pending.set(name, true);
        });
        this.pending.set(name, loading);
        loading.catch(() => this.pending.delete(name));
      }
      await this.pending.get(name);
    }

    keep(row) {
      if (row[0] === 'w') {
        const [, word, weight, anchors, postings, pairs] = row;
        this.words.set(word, {
          weight,
          anchors: anchors.map(([second, places]) => [second, readPlaces(places)]),
          postings: readFirm(postings),
          pairs: new Map(pairs.map(([pair, worth, held]) => [pair, { weight: worth, postings: readFirm(held) }])),
        });
      } else if (row[0] === 'c') {
        this.codes.set(row[1], row[2]);
      } else if (row[0] === 't') {
        this.terms.set(row[1], { most: row[2], documents: readPairs(row[3]) });
      } else if (row[0] === 'x') {
        this.impacts.set(row[1], { records: readPairs(row[2]), synonyms: row[3] });
      } else {
        this.facets.set(row[1], new Set(readSteps(row[2])));
      }
    }

    /** Terms that begin with a letter, each with how many titles and how many bodies hold it. */
    async needNear(letter) {
      if (!/^[a-z]$/.test(letter)) return [];
      await this.need([`d/${letter}`], (rows) => this.near.set(letter, rows));
      return this.near.get(letter);
    }

    /** A pair of words that follow each other, if any entry holds it; it lies with the rarer of the two. */
    pair(first, second) {
      const one = this.words.get(first);
      const other = this.words.get(second);
      if (!one || !other) return undefined;
      return (one.weight >= other.weight ? one : other).pairs.get(`${first} ${second}`);
    }

    /** An entry by its reference. */
    entry(reference) {
      return this.articles.get(articleOf(reference)).entries[reference % PLACES];
    }
  }

  /** The number of the article that an entry belongs to. */
  function articleOf(reference) {
    return Math.floor(reference / PLACES);
  }

  function readPairs(flat) {
    const found = [];
    let first = 0;
    for (let at = 0; at < flat.length; at += 2) {
      first += flat[at];
      found.push([first, flat[at + 1]]);
    }
    return found;
  }

  function readSteps(flat) {
    let last = 0;
    return flat.map((step) => (last += step));
  }

  function readPlaces(flat) {
    return readPairs(flat).map(([article, place]) => article * PLACES + place);
  }

  function readFirm(flat) {
    const found = [];
    let article = 0;
    for (let at = 0; at < flat.length; at += 3) {
      article += flat[at];
      found.push([article * PLACES + flat[at + 1], flat[at + 2] / 10]);
    }
    return found;
  }

  function readArticle([kbId, codes, product, title, entries], number) {
    const article = { number, kbId, codes, product: readWeights(product), title: readWeights(title), entries: [] };
    article.entries = entries.map((row, place) => readEntry(article, row, number * PLACES + place));
    return article;
  }

  function readWeights(flat) {
    const found = new Map();
    for (let at = 0; at < flat.length; at += 2) found.set(flat[at], flat[at + 1]);
    return found;
  }

  /** One signature ready to be compared word by word: the twin of entry.py, which tells what its parts are. */
  function readEntry(article, [number, inferred, lines, weights, pairWeights], reference) {
    const templates = lines.map(template.parse);
    const entry = {
      article,
      reference,
      templates,
      inferred: Boolean(inferred),
      title: number === 0,
      id: number ? `${article.kbId}#${number}` : '',
      text: lines.join('\n'),
      shape: templates.map(template.shape).join('\n'),
      words: [],
      soft: [],
      joined: [],
      pairs: [],
      coded: lines.some((line) => CODES.test(line)),
      strict: templates.some((one) => one.parts.some((part) => STRICT.has(part.type))),
      weights,
      pairWeights,
      bits: sum(weights) + sum(pairWeights),
    };
    for (const one of templates) readWords(entry, one);
    const count = new Set(entry.words).size;
    entry.brevity = entry.coded || !count ? 0 : 1 / (count * count);
    return entry;
  }

  function readWords(entry, one) {
    let apart = true;
    let last = -1;
    for (const part of one.parts) {
      if (!('text' in part)) {
        apart = true;
        continue;
      }
      const text = fold(part.text);
      for (const [begin, end, example] of pieces(text, Unstuck.lines.softSpans(text))) {
        for (const word of wordsIn(text.slice(begin, end))) {
          if (!example) {
            if (last >= 0) entry.pairs.push([last, entry.words.length]);
            last = entry.words.length;
          }
          entry.words.push(word);
          entry.soft.push(example);
          entry.joined.push(!apart);
          apart = false;
        }
      }
    }
  }

  function pieces(text, examples) {
    const found = [];
    let at = 0;
    for (const [begin, end] of examples) {
      found.push([at, begin, false], [begin, end, true]);
      at = end;
    }
    return [...found, [at, text.length, false]];
  }

  function sum(values) {
    return values.reduce((total, value) => total + value, 0);
  }

  Object.assign(Unstuck, { Rows, crc32, articleOf, sum, SOFT_MISSING });
})(Unstuck);

// What speaks for one signature in a paste: found whole, or word by word in the telling lines. The twin of anchors.py,
// align.py and evidence.py, which explain each step.
(function (Unstuck) {
  'use strict';

  const { template, wordsIn, sum, SOFT_MISSING } = Unstuck;
  const { promising, tokens, makeRun, messageStart, kind, joinedLines, joinedSpans } = Unstuck.lines;
  const PARTIAL_LINES = 24;
  const PER_LINE = 8; // signatures compared word by word per line
  const LEAST_VALUE = 0.5;
  const WORTH_A_LOOK = 0.3; // of the information that a line shares with the signature it shares most with
  const POSTINGS = 3000; // entries looked at per line, those of its rarest words first
  const MIN_BITS = 5;
  const LEAST_BITS = 3;
  const MIN_COVERAGE = 0.35;
  const NEARLY = 0.97;
  const MOST_OUTSIDE = 60; // words of a line beyond which more of them make a signature no less telling
  const TYPE_BITS = { int: 1, hex: 1, path: 1, port: 1, quoted: 1, version: 1, ip: 2, url: 2, uuid: 3 };
  const MARK_BITS = 0.25;
  const MAX_MARKS = 8;
  const SOFT_FOUND = 0.7; // what an example's word proves of its weight where it is there
  const PLACES = 6; // places of one word that are looked at
  const CLOSE = 3; // words between two words of a template that still count as together
  const MARK = /[^\p{L}\p{N} ]/gu;

  /** References of the entries whose two rarest words stand in a line, given its words. */
  function standing(rows, held) {
    const found = [];
    for (const word of held) {
      const row = rows.words.get(word);
      if (!row) continue;
      for (const [second, references] of row.anchors) {
        if (!second || held.has(second)) found.push(...references);
      }
    }
    return found;
  }

  /** A paste taken apart, with the rows and articles that it asks for loaded; `codes` are what may be its codes. */
  async function prepare(rows, lines, groups, codes, clock) {
    const close = promising(groups, PARTIAL_LINES);
    const near = new Set(close.map(([place]) => place));
    const held = [];
    const asked = new Set(codes);
    const others = new Set();
    for (let place = 0; place < lines.length; place += 1) {
      held.push(new Set(wordsIn(lines[place].folded)));
      for (const word of held[place]) (near.has(place) ? asked : others).add(word);
      if (clock.due()) await clock.rest();
    }
    for (const word of await rows.anchors(others, clock)) asked.add(word);
    await rows.needKeys('w', asked);
    const joined = joinedLines(lines, close.map(([place]) => place));
    const ready = { lines, close, joined, whole: [], wrapped: [], runs: [], partial: [] };
    const references = new Set(rows.unanchored);
    const keep = (found) => {
      for (const one of found) references.add(one);
      return found;
    };
    for (const found of held) {
      ready.whole.push(keep(standing(rows, found)));
      if (clock.due()) await clock.rest();
    }
    for (const one of joined) ready.wrapped.push(keep(standing(rows, new Set(wordsIn(one.line.folded)))));
    for (const [place] of close) {
      const run = makeRun(lines, place, 1);
      ready.runs.push(run);
      ready.partial.push(keep(candidates(rows, run)));
      if (clock.due()) await clock.rest();
    }
    const owners = [...codes].flatMap((code) => rows.codes.get(code) || []);
    await rows.needArticles(new Set([...owners, ...[...references].map(Unstuck.articleOf)]));
    return ready;
  }

  /** All that speaks for any entry: whole matches, then partial ones. */
  async function findEvidence(rows, ready, clock) {
    const shares = new Map();
    const whole = await wholeMatches(rows, ready, shares, clock);
    const wrapped = await wrappedMatches(rows, ready, shares, whole, clock);
    return [...whole, ...wrapped, ...(await partialMatches(rows, ready, shares, clock))];
  }

  async function wholeMatches(rows, ready, shares, clock) {
    const found = new Map();
    for (let place = 0; place < ready.lines.length; place += 1) {
      for (const reference of [...ready.whole[place], ...rows.unanchored]) {
        if (found.has(reference)) continue;
        const entry = rows.entry(reference);
        const matches = matchFrom(entry.templates, ready.lines, place);
        if (matches) found.set(reference, wholeEvidence(entry, matches, shares, null));
        if (clock.due()) await clock.rest();
      }
    }
    return [...found.values()];
  }

  /** Match a signature whose first template must stand in `lines[index]`; the rest in order, gaps allowed. */
  function matchFrom(templates, lines, index) {
    const first = template.find(templates[0], lines[index].text, lines[index].folded);
    if (!first) return null;
    const matches = [[lines[index], first]];
    let [at, begin] = [index, first.end];
    for (const one of templates.slice(1)) {
      let there = null;
      for (let here = at; here < Math.min(index + Unstuck.rules.window, lines.length); here += 1) {
        const line = lines[here];
        const found = template.find(one, line.text.slice(begin), line.folded.slice(begin));
        if (found) {
          there = { start: found.start + begin, end: found.end + begin, captures: found.captures };
          matches.push([line, there]);
          [at, begin] = [here, there.end];
          break;
        }
        begin = 0;
      }
      if (!there) return null;
    }
    return matches;
  }

  async function wrappedMatches(rows, ready, shares, known, clock) {
    const found = new Map();
    const done = new Set(known.map((one) => one.entry.reference));
    for (let at = 0; at < ready.joined.length; at += 1) {
      const joined = ready.joined[at];
      for (const reference of ready.wrapped[at]) {
        const entry = rows.entry(reference);
        if (done.has(reference) || found.has(reference) || entry.templates.length > 1) continue;
        const place = template.find(entry.templates[0], joined.line.text, joined.line.folded);
        if (place) found.set(reference, wholeEvidence(entry, [[joined.line, place]], shares, joined));
        if (clock.due()) await clock.rest();
      }
    }
    return [...found.values()];
  }

  function wholeEvidence(entry, matches, shares, joined) {
    let { bits } = entry;
    if (bits >= MIN_BITS) bits += sum(entry.templates.map(form));
    const captures = new Map();
    for (const [, found] of matches) for (const pair of found.captures) captures.set(JSON.stringify(pair), pair);
    let spans = matches.map(([line, found]) => [line, found.start, found.end]);
    if (joined) spans = joinedSpans(joined, matches[0][1].start, matches[0][1].end);
    return evidence(entry, {
      bits,
      coverage: 1,
      contiguity: 1,
      explained: explainedBy(shares, spans),
      kind: Math.max(...spans.map(([line]) => kind(line))),
      whole: true,
      spans,
      captures: [...captures.values()],
    });
  }

  /** What the form of a template proves beside its words, in bits. */
  function form(one) {
    const marks = sum(one.literals.map((piece) => (piece.match(MARK) || []).length));
    return sum(one.parts.map((part) => TYPE_BITS[part.type] || 0)) + MARK_BITS * Math.min(marks, MAX_MARKS);
  }

  function evidence(entry, found) {
    const near = found.coverage ** 2 * (0.5 + 0.5 * found.contiguity);
    return { entry, ...found, strength: found.bits * near * (found.kind ? 1 : 0.7) };
  }

  /** The greatest share of a message's own words (not of its quoted values) that lies between two offsets. */
  function explainedBy(shares, spans) {
    return Math.max(...spans.map(([line, start, end]) => explained(shares, line, start, end)));
  }

  function explained(shares, line, start, end) {
    if (!shares.has(line.number)) {
      const held = tokens(line.folded, 0);
      const own = held.filter((token) => !token.soft).map((token) => token.start);
      shares.set(line.number, [held.map((token) => token.start), own, messageStart(line)]);
    }
    const [every, own, begin] = shares.get(line.number);
    const before = (starts, offset) => starts.filter((one) => one < offset).length;
    const inside = before(every, end) - before(every, start);
    const outside = own.length - before(own, Math.min(start, begin)) - (before(own, end) - before(own, start));
    return inside ? inside / (inside + Math.min(outside, MOST_OUTSIDE)) : 0;
  }

  async function partialMatches(rows, ready, shares, clock) {
    const best = new Map();
    for (let at = 0; at < ready.close.length; at += 1) {
      const [place, which] = ready.close[at];
      const own = ready.runs[at];
      let wide = null;
      for (const reference of ready.partial[at]) {
        const entry = rows.entry(reference);
        let found = compare(entry, ready.lines, own, which, shares);
        if (found && found.coverage < 0.9) {
          wide ??= makeRun(ready.lines, place, 3);
          if (wide.tokens.length > own.tokens.length) {
            const wider = compare(entry, ready.lines, wide, which, shares);
            if (wider && wider.strength > found.strength * 1.15) found = wider;
          }
        }
        if (!found || found.bits < LEAST_BITS || found.coverage < MIN_COVERAGE) continue;
        if (!best.has(reference)) best.set(reference, found);
        else if (found.strength > best.get(reference).strength) best.set(reference, found);
      }
      if (clock.due()) await clock.rest();
    }
    return [...best.values()];
  }

  /** References of the entries that share most information with a line: its rarer words, its rarer pairs of words. */
  function candidates(rows, run) {
    const found = [];
    for (const word of [...run.places.keys()].sort()) {
      const row = rows.words.get(word);
      if (row && row.postings.length) found.push(row);
    }
    const hard = run.tokens.filter((token) => !token.soft).map((token) => token.word);
    const pairs = new Set(hard.slice(1).map((word, at) => `${hard[at]} ${word}`));
    for (const pair of [...pairs].sort()) {
      const row = rows.pair(...pair.split(' '));
      if (row) found.push(row);
    }
    found.sort((one, other) => one.postings.length - other.postings.length);
    const scores = new Map();
    let room = POSTINGS;
    for (const { postings, weight } of found) {
      room -= postings.length;
      if (room < 0) break;
      for (const [reference, firm] of postings) {
        const known = scores.get(reference);
        if (known) known[0] += weight;
        else scores.set(reference, [weight, firm]);
      }
    }
    const ranked = [];
    for (const [reference, [bits, firm]] of scores) {
      if (bits >= LEAST_BITS) ranked.push([-bits * Math.min(1, bits / (firm + 1)), reference]);
    }
    ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const nearest = ranked.slice(0, PER_LINE);
    const least = nearest.length ? Math.min(-LEAST_VALUE, nearest[0][0] * WORTH_A_LOOK) : 0;
    return nearest.filter(([value]) => value < least).map(([, reference]) => reference);
  }

  function compare(entry, lines, run, which, shares) {
    const found = align(entry, run);
    if (!found.places.length) return null;
    const ends = new Map();
    for (const place of found.places) {
      const token = run.tokens[place];
      const [low, high] = ends.get(token.line) || [token.start, token.end];
      ends.set(token.line, [Math.min(low, token.start), Math.max(high, token.end)]);
    }
    const spans = [...ends].sort((one, other) => one[0] - other[0]).map(([line, [low, high]]) => [lines[line], low, high]);
    const total = found.bits + found.missing;
    const coverage = total ? found.bits / total : 0;
    return evidence(entry, {
      bits: found.bits,
      coverage,
      contiguity: found.contiguity,
      explained: explainedBy(shares, spans),
      kind: which,
      whole: coverage >= NEARLY && found.contiguity >= NEARLY && !entry.strict,
      spans,
      captures: [],
    });
  }

  /** The heaviest chain of the template's words that stands in order; words next to each other weigh more. */
  function align(entry, run) {
    const rows = [];
    let missing = 0;
    entry.words.forEach((word, number) => {
      const weight = entry.weights[number];
      missing += weight * (entry.soft[number] ? SOFT_MISSING : 1);
      const worth = weight * (entry.soft[number] ? SOFT_FOUND : 1);
      for (const place of (run.places.get(word) || []).slice(0, PLACES)) rows.push([place, number, worth]);
    });
    if (!rows.length) return { bits: 0, missing, contiguity: 0, places: [] };
    rows.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const chain = heaviest(rows);
    let bits = 0;
    const stands = new Map();
    for (const [place, number, weight] of chain) {
      bits += weight;
      missing -= entry.weights[number] * (entry.soft[number] ? SOFT_MISSING : 1);
      stands.set(number, place);
    }
    entry.pairs.forEach(([first, second], at) => {
      const weight = entry.pairWeights[at];
      if (stands.has(first) && stands.has(second) && isNear(entry, first, second, stands, run.hard)) bits += weight;
      else missing += weight;
    });
    let close = 0;
    for (let at = 1; at < chain.length; at += 1) {
      const [place, number] = chain[at - 1];
      const [nextPlace, nextNumber] = chain[at];
      const room = entry.soft.slice(number, nextNumber + 1).some(Boolean) ? CLOSE : 0;
      if (!entry.joined[nextNumber] || nextPlace - place <= nextNumber - number + room) close += 1;
    }
    const contiguity = chain.length > 1 ? close / (chain.length - 1) : 1;
    return { bits, missing: Math.max(0, missing), contiguity, places: chain.map((row) => row[0]) };
  }

  function heaviest(rows) {
    const best = [];
    const before = [];
    rows.forEach(([place, number, weight], at) => {
      let [top, link] = [0, -1];
      for (let back = at - 1; back > Math.max(-1, at - 60); back -= 1) {
        const other = rows[back];
        if (other[1] < number && other[0] < place) {
          const value = best[back] + (place - other[0] === number - other[1] ? 0.3 : 0);
          if (value > top) [top, link] = [value, back];
        }
      }
      best.push(top + weight);
      before.push(link);
    });
    let at = 0;
    for (let row = 1; row < rows.length; row += 1) {
      if (best[row] > best[at] || (best[row] === best[at] && rows[row][0] < rows[at][0])) at = row;
    }
    const chain = [];
    for (; at >= 0; at = before[at]) chain.push(rows[at]);
    return chain.reverse();
  }

  /** Whether two neighbours of the template are neighbours in the text, examples and variable parts aside. */
  function isNear(entry, first, second, stands, hard) {
    const gap = hard[stands.get(second)] - hard[stands.get(first)];
    return gap > 0 && gap <= (entry.joined.slice(first + 1, second + 1).every(Boolean) ? 1 : 1 + CLOSE);
  }

  Unstuck.evidence = { prepare, findEvidence };
})(Unstuck);

// From evidence to confidence, and what else a paste tells: codes, products, full text. The twin of scorer.py,
// context.py and bm25.py.
(function (Unstuck) {
  'use strict';

  const { rules, fold, wordsIn, sum } = Unstuck;
  const NAMED = 0.95; // strength of a code that no other article shares
  const AMPLE = 18; // bits beyond which a whole signature can hardly stand somewhere by chance
  const TITLE_BITS = 8; // so that one word of a short title is no full share
  const MAX_TERMS = 24;
  const TERMS = Object.entries(rules.weights).filter(([name]) => name !== 'bias');
  const CODES = new RegExp(rules.codes, 'dg');
  const CUES = rules.cues.map(([source, names]) => [new RegExp(source, 'm'), names.split(' ')]);
  const PRODUCTS = new Set(CUES.flatMap(([, names]) => names));
  const INTRODUCED = /(?:[Ee]rror|ERROR|ERR!|[Ww]arning|[Ff]atal|[Cc]ode|[0-9]+:[0-9]+|[:=/])[:\s[(=]*$/;
  const PARTS = /[A-Z]?[a-z0-9]+|[A-Z]+/g;
  const COMPOUND = /[a-z][A-Z]/;
  const COMPOUND_PARTS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/g;

  /** From bits to 0–1, where more of it adds less and less. */
  function saturate(bits, scale) {
    return 1 - Math.exp(-bits / scale);
  }

  /** The features of an article: see scorer.py for what each means. */
  function features(found, second, code, conflict, [product, alien, heading], text) {
    const what = {
      code, named: Number(code >= NAMED), conflict, product: saturate(product, 8), alien, heading,
    };
    if (!found) return { ...what, text };
    const info = saturate(found.bits, 14);
    const whole = Number(found.whole);
    const { entry } = found;
    return {
      ...what,
      info,
      coverage: found.coverage,
      proof: info * found.coverage ** 2 * found.contiguity,
      whole,
      explained: found.explained * info,
      frame: Number(found.kind === Unstuck.lines.FRAME),
      second: saturate(second, 10),
      support: text,
      alone: whole * Math.max(0, found.explained - 0.5) * 2 * (1 - entry.brevity),
      ample: whole * Math.min(1, Math.max(0, (found.bits - AMPLE) / AMPLE)),
      inferred: Number(entry.inferred),
      brevity: entry.brevity,
      found: 1,
    };
  }

  /** The weighed sum, in log-odds. */
  function score(what) {
    return rules.weights.bias + sum(TERMS.map(([name, weight]) => (what[name] || 0) * weight));
  }

  /** Log-odds as a probability, to six digits. */
  function confidence(logit) {
    return Number((1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logit))))).toFixed(6));
  }

  /** What the article's other signatures add, in bits: words the best does not have, or other lines. */
  function second(best, others) {
    const lines = new Set(best.spans.map(([line]) => line.number));
    const known = new Set(best.entry.words);
    let most = 0;
    for (const other of others) {
      if (other === best) continue;
      let share = 1;
      if (other.spans.some(([line]) => lines.has(line.number))) {
        const held = other.entry.words;
        share = held.filter((word) => !known.has(word)).length / held.length;
      }
      most = Math.max(most, other.strength * share);
    }
    return most;
  }

  /** Bits of product words, whether the look of the lines is of other products, and the share of the title. */
  function context(article, held, cued, found) {
    const used = new Set(found ? found.entry.words : []);
    let bits = 0;
    for (const [word, weight] of article.product) if (held.has(word) && !used.has(word)) bits += weight;
    const aside = found && found.entry.title ? used : new Set();
    let [all, here] = [0, 0];
    for (const [word, weight] of article.title) {
      if (aside.has(word)) continue;
      all += weight;
      if (held.has(word)) here += weight;
    }
    const names = [...article.product.keys()];
    const alien = cued.size && !names.some((name) => cued.has(name)) && names.some((name) => PRODUCTS.has(name));
    return [bits, Number(Boolean(alien)), here / (all + TITLE_BITS)];
  }

  /** The products that the look of the lines tells of: `main.rs:2:17` is Rust's, `npm ERR!` is npm's. */
  function cuedProducts(text) {
    return new Set(CUES.filter(([pattern]) => pattern.test(text)).flatMap(([, names]) => names));
  }

  /** What looks like an error code in some lines, each with how surely it is one. */
  function codesIn(lines) {
    const found = new Map();
    for (const line of lines) {
      for (const match of line.text.matchAll(CODES)) {
        const [start, end] = match.indices[1];
        const strength = codeStrength(match[1], line.text.slice(0, start), line.text.slice(end));
        const code = fold(match[1]);
        found.set(code, Math.max(strength, found.get(code) || 0));
      }
    }
    return found;
  }

  function codeStrength(code, before, after) {
    let shape = 1;
    if (!/[0-9]/.test(code)) {
      const upper = code === code.toUpperCase() && code !== code.toLowerCase();
      shape = upper ? 0.9 : Math.min(0.9, 0.5 + 0.2 * ((code.match(PARTS) || []).length - 2));
    }
    const bracketed = /[[(]$/.test(before) && /^[\])]/.test(after);
    const placed = bracketed || !before.trim() || !after.trim() || INTRODUCED.test(before);
    return shape * (placed ? 1 : 0.6);
  }

  /** What codes of one tool share: `e0308` and `e0277` are of family `e`, four digits long; else empty. */
  function family(code) {
    const digits = /[0-9]+$/.exec(code);
    return digits && digits.index ? `${code.slice(0, digits.index)}#${digits[0].length}` : '';
  }

  /** Plural endings off, lightly, so that `errors` finds `error`; words with digits stay as they are. */
  function stem(word) {
    if (word.length < 5 || !/^[A-Za-z]+$/.test(word)) return word;
    if (word.endsWith('ies') && word.length > 5) return `${word.slice(0, -3)}y`;
    if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }

  /** A word as full text holds it: its stem, and the parts of a compound (`DetachedInstanceError`). */
  function textTerms(word) {
    const whole = stem(word.toLowerCase());
    if (!COMPOUND.test(word)) return [whole];
    return [...new Set([whole, ...(word.match(COMPOUND_PARTS) || []).map((part) => stem(part.toLowerCase()))])];
  }

  /** Numbers of articles with the share of the best possible full-text score, best first. */
  async function searchText(rows, text, limit) {
    const asked = new Set(wordsIn(text).flatMap(textTerms));
    await rows.needKeys('t', asked);
    const found = [...asked].filter((term) => rows.terms.has(term)).map((term) => [term, rows.terms.get(term)]);
    found.sort(([one, { most }], [other, row]) => row.most - most || (one < other ? -1 : 1));
    const scores = new Map();
    let possible = 0;
    for (const [, { most, documents }] of found.slice(0, MAX_TERMS)) {
      possible += most;
      for (const [number, value] of documents) scores.set(number, (scores.get(number) || 0) + value);
    }
    const ranked = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, limit);
    return new Map(ranked.map(([number, value]) => [number, value / possible]));
  }

  Unstuck.scorer = {
    features, score, confidence, second, context, cuedProducts, codesIn, family, searchText, stem,
  };
})(Unstuck);

// Pasted text to an answer: which articles' errors stand in it, how surely, and where. The twin of matcher.py; the
// published vectors and a property test hold both to the same verdict, order, captures and confidence.
(function (Unstuck) {
  'use strict';

  const { wordsIn, scorer } = Unstuck;
  const { ERROR, boundedLines, rawSpan, messageStart, sortLines, promising } = Unstuck.lines;
  const MATCH_CONFIDENCE = 0.6;
  const CANDIDATE_CONFIDENCE = 0.12; // below this the first hit is right one time in twenty
  const FIRM_COVERAGE = 0.85;
  const FIRM_CODE = 0.3;
  const MAX_HITS = 10;
  const HEAD_LINES = 20_000; // lines looked at from the beginning of a long log
  const TAIL_LINES = 80_000; // and from its end, where errors stand
  const SURE = 0.9; // no full text beyond
  const TEXT_LINES = 8;
  const TEXT_HITS = 20;
  const TIE = 0.02; // nearer than this to the first, with the same text, is no better or worse than it
  const CLOSE = 0.03; // nearer than this the second is as good as the first
  const CONTEXT_LINES = 40;
  const CODE_LINES = 200;
  const SLICE = 12; // milliseconds of work before others may have the thread

  /** Work in slices: `due()` tells when one is over, `rest()` lets the page breathe or stops what is given up. */
  class Clock {
    constructor(signal) {
      this.signal = signal;
      this.end = performance.now() + SLICE;
    }

    due() {
      return performance.now() > this.end;
    }

    async rest() {
      await new Promise((resume) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resume();
        };
        port2.postMessage(0);
      });
      this.signal?.throwIfAborted();
      this.end = performance.now() + SLICE;
    }
  }

  /**
   * The answer to a pasted text: `{verdict, hits}`. A hit holds the article's id and number, the signature, confidence,
   * `whole`, captures as pairs, a reason in words, and spans `{line, start, end}`: lines of the paste from 1, columns
   * from 0 in UTF-16 units.
   */
  async function match(rows, text, signal) {
    const found = await weigh(rows, text, new Clock(signal));
    if (!found.length) return { verdict: 'none', hits: [] };
    const sure = found[0].confidence >= MATCH_CONFIDENCE && isFirm(found[0]);
    const hits = share(found).slice(0, MAX_HITS).map(makeHit);
    if (found[0].confidence < CANDIDATE_CONFIDENCE) return { verdict: 'none', hits };
    return { verdict: sure ? 'match' : 'candidates', hits };
  }

  /** All articles found and what was weighed, best first. */
  async function weigh(rows, text, clock) {
    const lines = await boundedLines(text, HEAD_LINES, TAIL_LINES, clock);
    const groups = await sortLines(lines, clock);
    const at = (limit) => promising(groups, limit).map(([place]) => lines[place]);
    const codes = scorer.codesIn(at(CODE_LINES));
    const ready = await Unstuck.evidence.prepare(rows, lines, groups, [...codes.keys()], clock);
    for (const code of codes.keys()) if (!rows.codes.has(code)) codes.delete(code);
    const byArticle = new Map();
    for (const one of await Unstuck.evidence.findEvidence(rows, ready, clock)) {
      const { number } = one.entry.article;
      if (byArticle.has(number)) byArticle.get(number).push(one);
      else byArticle.set(number, [one]);
    }
    const telling = at(CONTEXT_LINES);
    const cued = scorer.cuedProducts(telling.map((line) => line.text).join('\n'));
    const held = new Set([...cued, ...telling.flatMap((line) => wordsIn(line.folded))]);
    const paste = { byArticle, codes, held, cued };
    const found = weighAll(rows, paste, new Map());
    const tied = found.length > 1 && found[1].confidence > found[0].confidence - CLOSE;
    if (found.length && found[0].confidence >= SURE && !tied) return found;
    const texts = await scorer.searchText(rows, asked(lines, groups), TEXT_HITS);
    await rows.needArticles(texts.keys());
    return weighAll(rows, paste, texts);
  }

  /** The words that full text is asked for: those of the lines that tell of errors. */
  function asked(lines, groups) {
    const telling = promising(groups, TEXT_LINES);
    const errors = telling.filter(([, which]) => which === ERROR);
    return (errors.length ? errors : telling)
      .map(([place]) => lines[place].text.slice(messageStart(lines[place])))
      .join('\n');
  }

  function weighAll(rows, { byArticle, codes, held, cued }, texts) {
    const families = new Set();
    for (const [code, strength] of codes) if (strength > 0.8) families.add(scorer.family(code));
    families.delete('');
    const owners = [...codes.keys()].flatMap((code) => rows.codes.get(code));
    const findings = [];
    for (const number of new Set([...byArticle.keys(), ...owners, ...texts.keys()])) {
      const article = rows.articles.get(number);
      const [strength, code] = ownCode(rows, article, codes);
      const rival = Number(!code && article.codes.some((one) => families.has(scorer.family(one))));
      const text = texts.get(number) || 0;
      const every = byArticle.get(number) || [];
      let best = null;
      let what = scorer.features(null, 0, strength, rival, scorer.context(article, held, cued, null), text);
      let top = scorer.score(what);
      for (const one of every) {
        const context = scorer.context(article, held, cued, one);
        const found = scorer.features(one, scorer.second(one, every), strength, rival, context, text);
        const value = scorer.score(found);
        if (best === null || value > top) [best, what, top] = [one, found, value];
      }
      findings.push({ article, evidence: best, features: what, code, confidence: scorer.confidence(top) });
    }
    return findings.sort(
      (one, other) => other.confidence - one.confidence || (one.article.kbId < other.article.kbId ? -1 : 1),
    );
  }

  /** The strongest of an article's own codes in the paste, shared among all articles that have it. */
  function ownCode(rows, article, codes) {
    let own = [0, ''];
    for (const code of article.codes) {
      if (!codes.has(code)) continue;
      const strength = codes.get(code) / rows.codes.get(code).length;
      if (strength > own[0] || (strength === own[0] && code > own[1])) own = [strength, code];
    }
    return own;
  }

  /** Whether it may be called a match: a signature stands (nearly) whole, or the article's own code is there. */
  function isFirm({ features, evidence }) {
    if (features.code >= FIRM_CODE) return true;
    return Boolean(evidence && (evidence.whole || (evidence.coverage >= FIRM_COVERAGE && !evidence.entry.strict)));
  }

  /** The same findings where the first ones tie: they share the confidence, and what follows is no surer. */
  function share(found) {
    const shape = found[0].evidence ? found[0].evidence.entry.shape : '';
    let tied = 1;
    while (shape && tied < found.length && found[tied].confidence > found[0].confidence - TIE) {
      const other = found[tied].evidence;
      if (!other || other.entry.shape !== shape) break;
      tied += 1;
    }
    if (tied === 1) return found;
    const least = Number((found[tied - 1].confidence / Math.sqrt(tied)).toFixed(6));
    return found.map((one, place) => {
      const own = Number((one.confidence / Math.sqrt(tied)).toFixed(6));
      return { ...one, confidence: place < tied ? own : Math.min(one.confidence, least) };
    });
  }

  /** The type of each named part of a signature, by name. */
  function captureTypes(templates) {
    const parts = templates.flatMap((one) => one.parts);
    return new Map(parts.filter((part) => part.name).map((part) => [part.name, part.type]));
  }

  function makeHit({ article, evidence, code, confidence }) {
    const hit = { kbId: article.kbId, number: article.number, signature: '', confidence, spans: [], captures: [], types: [] };
    if (!evidence) return { ...hit, whole: false, reason: code ? ['code', code] : ['text'] };
    const spans = evidence.spans.map(([line, start, end]) => {
      const [first, last] = rawSpan(line, start, end);
      return { line: line.number, start: first, end: last };
    });
    const { entry, captures, whole } = evidence;
    const told = entry.text.replaceAll('\n', ' ⏎ ');
    const how = whole ? (captures.length ? 'filled' : 'whole') : 'part';
    const reason = [how, told, Math.round(evidence.coverage * 100)];
    const kinds = captureTypes(entry.templates);
    const types = captures.map(([name]) => kinds.get(name));
    return { ...hit, signature: entry.id, spans, captures, types, whole, reason };
  }

  Unstuck.match = match;
})(Unstuck);

// The client itself: reads what a paste asks for of a site's index, over HTTP or from a folder, and answers.

const MAX_BYTES = 64 * 1024 * 1024; // of one file
const SECONDS = 60; // for one file
const AT_ONCE = 6; // files, as in a browser: a small server loses connections beyond
const MAX_UNANCHORED = 1024;
const MAX_HASHES = 16;
const PART = /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*\.json$/;
const SHARD = /^Unstuck\.shard\("([0-9a-f]{1,64})", "([a-z0-9/]{1,40})", /;

/** What can go wrong, in words. `reason`: `address`, `missing`, `large`, `slow`, `damaged`, `changed` or `version`. */
class UnstuckError extends Error {
  constructor(reason, message) {
    super(message);
    this.name = 'UnstuckError';
    this.reason = reason;
  }
}

/** A published knowledge base: the address of its site, or the folder of a built one (under Node). */
class Client {
  constructor(kb) {
    this.read = fewAtOnce(openSite(String(kb)));
    this.rows = null;
    this.feeds = new Map();
  }

  /**
   * The answer to a pasted text, as `unstuck match --format json` prints it. Columns count characters, not UTF-16
   * units: `[...line].slice(start, end).join('')` is what matched.
   */
  async match(text) {
    const asked = String(text);
    try {
      return await this.ask(asked);
    } catch (error) {
      if (error.reason !== 'changed') throw error;
      this.rows = null; // the site was published anew: once more, from its new index
      this.feeds.clear();
      return this.ask(asked);
    }
  }

  async ask(text) {
    try {
      this.rows ??= openRows(this.read).catch((error) => {
        this.rows = null;
        throw error;
      });
      const rows = await this.rows;
      const { verdict, hits } = await Unstuck.match(rows, text);
      const lines = hits.length ? text.split(/\r\n|\n|\r/) : [];
      const articles = await Promise.all(hits.map((hit) => rows.needShown(hit.number)));
      return { verdict, hits: hits.map((hit, at) => hitJson(hit, articles[at], lines)) };
    } catch (error) {
      if (error instanceof UnstuckError) throw error;
      throw new UnstuckError('damaged', `the site's index is damaged: ${error.message}`);
    }
  }

  /** What `errors.json` says of an article, by its id; null where there is none. */
  async article(kbId) {
    const names = [String(kbId), String(kbId).toUpperCase()];
    const first = await this.feed('errors.json');
    const inside = first.parts.filter((one) => names.some((name) => one.first <= name && name <= one.last));
    const feeds = [first, ...(await Promise.all(inside.map((one) => this.feed(one.url))))];
    const articles = feeds.flatMap((one) => one.articles);
    return articles.find((one) => names.includes(one.kb_id)) ?? null;
  }

  async feed(path) {
    if (!this.feeds.has(path)) {
      const reading = this.read(path).then((text) => readFeed(path, text));
      reading.catch(() => this.feeds.delete(path));
      this.feeds.set(path, reading);
    }
    return this.feeds.get(path);
  }
}

/** Reads a file of a site as text, by its path below the site's root. */
function openSite(kb) {
  const name = kb.replace(/(^|\/)errors\.json$/, '$1');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(kb)) return (path) => readFile(name || '.', path);
  let root = null;
  try {
    root = new URL(name);
  } catch {
    throw new UnstuckError('address', `${kb}: no address; name a published site, such as https://example.org/kb/`);
  }
  if (!/^https?:$/.test(root.protocol)) throw new UnstuckError('address', `${kb}: no address of http or https`);
  if (root.username || root.password) {
    throw new UnstuckError('address', `${root.hostname}: leave user and password out of the address`);
  }
  root.search = '';
  root.hash = '';
  if (!root.pathname.endsWith('/')) root.pathname += '/';
  return (path) => readUrl(new URL(path, root));
}

/** The same reading, of a few files at a time. */
function fewAtOnce(read) {
  const waiting = [];
  let free = AT_ONCE;
  return async (path) => {
    if (free > 0) free -= 1;
    else await new Promise((resume) => waiting.push(resume));
    try {
      return await read(path);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

async function readFile(folder, path) {
  const name = `${folder.replace(/\/$/, '')}/${path}`;
  let file = null;
  try {
    // By a name that is worked out, so that a bundler for browsers does not look for Node's modules.
    const { open } = module.require(['node:fs', 'promises'].join('/'));
    file = await open(name);
    const { size } = await file.stat();
    if (size > MAX_BYTES) throw tooLarge(name);
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof UnstuckError) throw error;
    throw new UnstuckError('missing', `${name}: ${error.message}`);
  } finally {
    await file?.close();
  }
}

async function readUrl(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(SECONDS * 1000) });
    if (url.protocol === 'https:' && !answer.url.startsWith('https:')) {
      throw new UnstuckError('address', `${url}: is sent on to an address that is not https`);
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new UnstuckError('missing', `${url}: the server answered ${answer.status}`);
    }
    const decoder = new TextDecoder();
    const reader = answer.body.getReader();
    let [text, size] = ['', 0];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      size += piece.value.length;
      if (size > MAX_BYTES) {
        await reader.cancel();
        throw tooLarge(url);
      }
      text += decoder.decode(piece.value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof UnstuckError) throw error;
    if (error.name === 'TimeoutError') throw new UnstuckError('slow', `${url}: did not arrive within ${SECONDS} s`);
    throw new UnstuckError('missing', `${url}: ${error.cause?.message || error.message}`);
  }
}

function tooLarge(name) {
  return new UnstuckError('large', `${name}: is larger than ${MAX_BYTES / 1024 / 1024} MB`);
}

/** The index of a site. Its files are scripts for pages; here the JSON in them is read, and nothing is run. */
async function openRows(read) {
  const name = 'assets/search/index.js';
  const about = readJson(name, cut(name, await read(name), 'Unstuck.index = ', ';'));
  const counts = [about?.per, about?.shards?.w, about?.shards?.t];
  const places = about?.unanchored;
  const sound = counts.every((one) => Number.isSafeInteger(one) && one > 0)
    && typeof about.version === 'string' && Array.isArray(places) && places.length <= MAX_UNANCHORED
    && places.length % 2 === 0 && places.every((one) => Number.isSafeInteger(one) && one >= 0);
  if (!sound) throw new UnstuckError('version', `${name}: no index that this client can read`);
  return new Unstuck.Rows(about, (shard) => readShard(read, about.version, shard));
}

async function readShard(read, version, shard) {
  const name = `assets/search/${shard}.js`;
  const text = await read(name);
  const head = SHARD.exec(text);
  if (!head || head[2] !== shard) throw new UnstuckError('damaged', `${name}: is damaged`);
  if (head[1] !== version) throw new UnstuckError('changed', `${name}: is of another build; ask again in a moment`);
  const rows = readJson(name, cut(name, text, head[0], ');'));
  const filter = shard === 'anchors';
  if (!Array.isArray(rows) || (filter && !isFilter(rows))) throw new UnstuckError('damaged', `${name}: is damaged`);
  return rows;
}

function isFilter([size, hashes, bits]) {
  const whole = Number.isSafeInteger(size) && Number.isSafeInteger(hashes) && typeof bits === 'string';
  return whole && size > 0 && size <= bits.length * 6 && hashes > 0 && hashes <= MAX_HASHES;
}

/** What stands between the beginning and the end of a text. */
function cut(name, text, head, tail) {
  const end = text.trimEnd();
  if (!text.startsWith(head) || !end.endsWith(tail)) throw new UnstuckError('damaged', `${name}: is damaged`);
  return end.slice(head.length, end.length - tail.length);
}

function readJson(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnstuckError('damaged', `${name}: no JSON; is that the address of a published site?`);
  }
}

function readFeed(name, text) {
  const feed = readJson(name, text);
  if (feed?.version !== 1 || !Array.isArray(feed.articles)) {
    throw new UnstuckError('version', `${name}: no errors feed of version 1`);
  }
  const parts = Array.isArray(feed.parts) ? feed.parts : [];
  if (!parts.every((one) => typeof one?.url === 'string' && PART.test(one.url))) {
    throw new UnstuckError('damaged', `${name}: names a part that is no file of the site`);
  }
  return { articles: feed.articles.filter((one) => one && typeof one.kb_id === 'string'), parts };
}

/** A hit as `unstuck match --format json` prints it. */
function hitJson(hit, article, lines) {
  const characters = (line, end) => Array.from(lines[line - 1].slice(0, end)).length;
  return {
    kb_id: hit.kbId,
    confidence: hit.confidence,
    signature: hit.signature,
    lines: hit.spans.map(({ line, start, end }) => (
      { line, start: characters(line, start), end: characters(line, end) }
    )),
    captures: hit.captures.map(([name, value], at) => ({ name, value, type: hit.types[at] })),
    commands: [
      ...article.commands.map((command) => commandJson(hit, command, 'fix', command.title, command.option, command.recommended)),
      ...article.verification.commands.map((command) => commandJson(hit, command, 'verify', '')),
      ...article.fallbacks.flatMap(({ title, commands }) => commands.map((command) => commandJson(hit, command, 'fallback', title))),
    ],
    reason: inWords(hit.reason, hit.spans.map((span) => span.line)),
  };
}

/** A command with the values of a hit filled in where that is safe. */
function commandJson(hit, command, purpose, title, option = '', recommended = false) {
  const { parts, missing } = Unstuck.fillCommand(command.text, command.language, Unstuck.valuesOf(hit));
  const filled = parts.map((part) => part.text).join('');
  return { purpose, option, title, recommended, language: command.language, filled, missing };
}

function inWords([how, what, percent], numbers) {
  if (how === 'code') return `The text holds the code ${what}.`;
  if (how === 'text') return 'Its text shares rare words.';
  const one = numbers.length === 1;
  const where = one ? `Line ${numbers[0]}` : `Lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
  if (how === 'part') return `${where} ${one ? 'holds' : 'hold'} ${percent}% of what tells this error: ${what}`;
  const filled = how === 'filled' ? 'with its values filled in' : 'word for word';
  return `${where} ${one ? 'is' : 'are'} this error ${filled}: ${what}`;
}

module.exports = { Client, UnstuckError };
