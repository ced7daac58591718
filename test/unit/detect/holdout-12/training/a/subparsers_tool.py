import argparse
from project.loop import train as run_training
from project.evaluate import evaluate

def cmd_train(args):
    run_training(args.config, epochs=args.epochs)

def cmd_eval(args):
    evaluate(args.ckpt)

def main():
    ap = argparse.ArgumentParser()
    sub = ap.add_subparsers(required=True)
    t = sub.add_parser("train")
    t.add_argument("config")
    t.add_argument("--epochs", type=int, default=12)
    t.set_defaults(func=cmd_train)
    e = sub.add_parser("eval")
    e.add_argument("ckpt")
    e.set_defaults(func=cmd_eval)
    args = ap.parse_args()
    args.func(args)

if __name__ == "__main__":
    main()
