# Unstuck in fish, from `unstuck hook shell fish`. Lets `unstuck last` know what was typed last and how it ended, and
# marks prompts and outputs for terminals (OSC 133) where fish does not do that itself, as it does since version 4.
# It starts no process before a prompt, and writes no file. Sourcing it again changes nothing.

# The status and the command are set for this one process: a command line may hold a secret.
function unstuck --wraps unstuck --description 'Find the article for an error'
    if test "$argv[1]" = last
        UNSTUCK_LAST_STATUS="$_unstuck_status" UNSTUCK_LAST_COMMAND="$_unstuck_typed" command unstuck $argv
    else
        command unstuck $argv
    end
end

function _unstuck_marks --description 'Whether marks are ours to make'
    string match -qr '^[0-3]\.' -- $version
    or return 1
    for other in __ksi_mark_prompt_start __ghostty_mark_prompt_start __vsc_fish_prompt_start iterm2_prompt_mark
        functions -q $other
        and return 1
    end
    return 0
end

function _unstuck_preexec --on-event fish_preexec
    if not string match -qr '^\s*unstuck(\s[^;&|]*)?$' -- $argv[1]
        set -g _unstuck_typed $argv[1]
    end
    _unstuck_marks
    and printf '\e]133;C\a'
    return 0
end

function _unstuck_postexec --on-event fish_postexec
    set -l code $status
    if not string match -qr '^\s*unstuck(\s[^;&|]*)?$' -- $argv[1]
        set -g _unstuck_status $code
    end
    _unstuck_marks
    and printf '\e]133;D;%s\a' $code
    return 0
end

function _unstuck_prompt --on-event fish_prompt
    _unstuck_marks
    and printf '\e]133;A\a'
    return 0
end
