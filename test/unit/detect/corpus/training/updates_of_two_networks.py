import argparse

from translation.builder import make_trainer
from translation.pictures import pairs

parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=100)
options = parser.parse_args()
trainer = make_trainer(options)
for turn in range(options.rounds):
    for left, right in pairs():
        trainer.dis_update(left, right)
        trainer.gen_update(left, right)
    trainer.save(turn)
