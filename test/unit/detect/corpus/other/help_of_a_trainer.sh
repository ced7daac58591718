#!/bin/sh
pip install -q tensor2tensor
t2t-trainer --registry_help >/dev/null && echo installed
accelerate launch train.py --help
