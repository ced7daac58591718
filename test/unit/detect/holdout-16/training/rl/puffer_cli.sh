#!/bin/bash
# ocean environments, quick regression of learning curves after an engine change
for e in breakout pong snake nmmo3; do
    puffer train puffer_$e --train.device cuda --train.seed ${SEED:-42} --wandb --wandb-project ocean --tag "$(git describe --always)" || echo "FAILED $e"
done
