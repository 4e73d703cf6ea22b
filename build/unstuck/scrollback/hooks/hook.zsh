# Unstuck in zsh, from `unstuck hook shell zsh`. Lets `unstuck last` know what was typed last and how it ended, and
# marks prompts and outputs for terminals (OSC 133). It starts no process before a prompt, and writes no file.
# Evaluating it again changes nothing.

# The status and the command are set for this one process: a command line may hold a secret.
function unstuck {
    if [[ ${1-} == last ]]; then
        UNSTUCK_LAST_STATUS=${_unstuck_status-} UNSTUCK_LAST_COMMAND=${_unstuck_typed-} command unstuck "$@"
    else
        command unstuck "$@"
    fi
}

function _unstuck_preexec {
    emulate -L zsh
    _unstuck_ran=1
    if [[ $1 == unstuck(|' '*) && $1 != *[\;\&\|]* ]]; then
        _unstuck_own=1
    else
        _unstuck_own='' _unstuck_typed=${1:-$3}
    fi
    if [[ -n $_unstuck_mark ]]; then print -nr -- $'\e]133;C\a'; fi
}

function _unstuck_precmd {
    local code=$?
    emulate -L zsh
    if [[ -n $_unstuck_ran ]]; then
        if [[ -n $_unstuck_mark ]]; then print -nr -- $'\e]133;D;'$code$'\a'; fi
        if [[ -z $_unstuck_own ]]; then _unstuck_status=$code; fi
        _unstuck_ran=''
    fi
    # Others write PS1 again for each prompt. Where it has marks of somebody else, ours are off.
    if [[ $PS1 == *$'%{\e]133;A\a%}'* ]]; then return; fi
    if [[ $PS1 == *[16]33\;[AP]* || $PS1 == *iterm2_prompt* || $PS1 == *__vsc_* ]]; then
        _unstuck_mark=''
    else
        PS1=$'%{\e]133;A\a%}'$PS1$'%{\e]133;B\a%}'
        _unstuck_mark=1
    fi
}

if (( ! ${+_unstuck_mark} )); then typeset -g _unstuck_own='' _unstuck_mark='' _unstuck_ran=''; fi
autoload -Uz add-zsh-hook
add-zsh-hook preexec _unstuck_preexec
add-zsh-hook precmd _unstuck_precmd
