# Unstuck in PowerShell, from `unstuck hook shell pwsh`. Lets `unstuck last` know what was typed last and how it ended,
# and marks prompts for terminals (OSC 133). It writes no file. Evaluating it again changes nothing.

if (-not (Test-Path Variable:Global:UnstuckHook)) {
    $Global:UnstuckHook = @{ Prompt = $Function:prompt; Status = ''; History = 0 }

    function Global:prompt {
        $ok = $?
        $code = $Global:LASTEXITCODE
        $last = Get-History -Count 1
        # An empty line, and a command of ours, leave the status as it is.
        if ($last -and $last.Id -ne $Global:UnstuckHook.History) {
            $Global:UnstuckHook.History = $last.Id
            if ($last.CommandLine -notmatch '^\s*unstuck(\s|$)') {
                $Global:UnstuckHook.Status = if ($ok) { '0' } elseif ($code) { "$code" } else { '1' }
            }
        }
        $text = (& $Global:UnstuckHook.Prompt) -join ''
        $Global:LASTEXITCODE = $code
        if ($text -match '[16]33;[AP]') { return $text }
        $esc = [char]27
        $bel = [char]7
        "$esc]133;D;$($Global:UnstuckHook.Status)$bel$esc]133;A$bel$text$esc]133;B$bel"
    }

    function Global:unstuck {
        $program = Get-Command unstuck -CommandType Application -ErrorAction Stop | Select-Object -First 1
        try {
            # Set for this one process: a command line may hold a secret.
            if ($args.Count -gt 0 -and $args[0] -eq 'last') {
                $typed = Get-History | Where-Object CommandLine -NotMatch '^\s*unstuck(\s|$)' | Select-Object -Last 1
                $env:UNSTUCK_LAST_STATUS = $Global:UnstuckHook.Status
                $env:UNSTUCK_LAST_COMMAND = if ($typed) { $typed.CommandLine } else { '' }
            }
            if ($MyInvocation.ExpectingInput) { $input | & $program @args } else { & $program @args }
        }
        finally {
            Remove-Item Env:UNSTUCK_LAST_STATUS, Env:UNSTUCK_LAST_COMMAND -ErrorAction Ignore
        }
    }
}
