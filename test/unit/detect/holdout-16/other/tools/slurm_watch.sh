#!/bin/bash
# which of my training jobs died, and why
since=${1:-$(date -d '2 days ago' +%F)}
sacct -u "$USER" -S "$since" -X -n -P -o JobID,JobName,State,Elapsed,ExitCode,NodeList | while IFS='|' read -r id name state el code node; do
  case $state in
    COMPLETED) c=32 ;;
    RUNNING|PENDING) c=33 ;;
    *) c=31 ;;
  esac
  printf "\e[${c}m%-10s %-24s %-12s %-12s %s\e[0m\n" "$id" "$name" "$state" "$el" "$node"
  log=$(ls -t logs/*"$id"* 2>/dev/null | head -1)
  [ -n "$log" ] || continue
  if [[ $c == 31 ]]; then
    grep -m3 -nE 'CUDA out of memory|NCCL|Traceback|nan|Killed' "$log" | sed 's/^/      /'
  elif [[ $state == RUNNING ]]; then
    grep -oE 'epoch[ =:]*[0-9]+.*loss[ =:]*[0-9.]+' "$log" | tail -1 | sed 's/^/      /'
  fi
done
