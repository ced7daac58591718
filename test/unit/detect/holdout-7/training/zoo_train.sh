#!/bin/sh
for env in CartPole-v1 Acrobot-v1 MountainCar-v0
do
  python -m rl_zoo3.train --algo dqn --env $env --seed 1 -n 100000 --eval-freq 10000
done
