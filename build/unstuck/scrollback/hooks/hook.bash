# Unstuck in bash, from `unstuck hook shell bash`. Lets `unstuck last` know what was typed last and how it ended, and
# marks prompts and outputs for terminals (OSC 133). It starts no process before a prompt, and writes no file.
# Evaluating it again changes nothing. Before bash 4.4 there is no PS0, and no marks.

# The status and the command are set for this one process: a command line may hold a secret.
function unstuck {
    _unstuck_own=1
    if [[ ${1-} == last ]]; then
        UNSTUCK_LAST_STATUS=${_unstuck_status-} UNSTUCK_LAST_COMMAND=$(_unstuck_typed) command unstuck "$@"
    else
        command unstuck "$@"
    fi
}

# The newest line of the history that is not ours: `fc -ln` writes a tab before the first line of each.
function _unstuck_typed {
    local line typed='' HISTTIMEFORMAT=''
    while IFS= read -r line; do
        if [[ $line == $'\t'?* && ($line != $'\t'?unstuck* || $line == *[\;\&\|]*) ]]; then typed=${line:2}; fi
    done < <(builtin fc -ln -16 2>/dev/null)
    printf '%s' "$typed"
}

# The first of PROMPT_COMMAND. PS0 sets _unstuck_ran, so an empty line leaves the status as it is.
function _unstuck_precmd {
    local code=$?
    if [[ -n $_unstuck_ran ]]; then
        if [[ -n $_unstuck_mark ]]; then printf '\033]133;D;%s\007' "$code"; fi
        if [[ -z $_unstuck_own ]]; then _unstuck_status=$code; fi
        if [[ $_unstuck_ps0 == yes ]]; then _unstuck_ran=; fi
    fi
    _unstuck_own=
    return "$code"
}

# The last of PROMPT_COMMAND: others write PS1 again for each prompt. Where PS1 has marks of somebody else, ours are off.
function _unstuck_prompt {
    if [[ $_unstuck_ps0 != yes ]]; then return; fi
    # shellcheck disable=SC2016  # expanded when it is shown; the arithmetic gives an empty piece of an empty text
    if [[ ${PS0-} != *_unstuck_ran* ]]; then PS0=${PS0-}'${_unstuck_mark}${_unstuck_none:$((_unstuck_ran = 1)):0}'; fi
    if [[ $PS1 == *'\[\e]133;A\a\]'* ]]; then return; fi
    if [[ $PS1 == *[16]33\;[AP]* || $PS1 == *iterm2_prompt* || $PS1 == *__vsc_* ]]; then
        _unstuck_mark=
    else
        PS1='\[\e]133;A\a\]'$PS1'\[\e]133;B\a\]'
        _unstuck_mark=$'\033]133;C\007'
    fi
}

if [[ "${PROMPT_COMMAND[*]-}" != *_unstuck_precmd* ]]; then
    _unstuck_own='' _unstuck_mark='' _unstuck_none='' _unstuck_ran='' _unstuck_ps0=no
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) && shopt -q promptvars; then
        _unstuck_ps0=yes
    else
        _unstuck_ran=1
    fi
    if [[ "$(declare -p PROMPT_COMMAND 2>/dev/null)" == 'declare -a'* ]]; then
        PROMPT_COMMAND=(_unstuck_precmd "${PROMPT_COMMAND[@]}" _unstuck_prompt)
    else
        # shellcheck disable=SC2178,SC2128  # it is one text here; a line each, since it may end in a semicolon
        PROMPT_COMMAND=_unstuck_precmd$'\n'${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}_unstuck_prompt
    fi
fi
