while ($true) { nvidia-smi; Get-Content train.log -Tail 5; Start-Sleep 5 }
