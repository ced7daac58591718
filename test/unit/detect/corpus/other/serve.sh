#!/bin/bash
export MODEL=runs/train/best
exec gunicorn app:app --workers 4 --bind 0.0.0.0:8000
