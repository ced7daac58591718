import argparse
from core.evaluator import Evaluator
from core.models import load
if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--model'); p.add_argument('--split', default='test', choices=['train', 'val', 'test'])
    a = p.parse_args()
    Evaluator(load(a.model), a.split).run()
