#!/bin/bash
pkill -f "python train.py" || true
echo "python train.py was stopped" | mail -s "training" me@example.org
tmux kill-session -t training
