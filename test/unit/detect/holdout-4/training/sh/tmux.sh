tmux new-session -d -s exp "cd ~/proj && source venv/bin/activate && python -m proj.train --config cfg/a.yml"
tmux new-window -t exp "watch nvidia-smi"
