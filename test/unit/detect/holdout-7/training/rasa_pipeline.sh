#!/bin/bash
set -euo pipefail
rasa data validate
rasa train --config config.yml --domain domain.yml --data data/ --out models/
rasa test nlu --model models/
