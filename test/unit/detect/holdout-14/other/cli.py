"""`toolbox` command."""
import argparse
import importlib
import sys


def cmd_info(args):
    import torch
    print(torch.__version__, torch.cuda.is_available())


def cmd_convert(args):
    from toolbox.convert import convert
    convert(args.source, args.target)


def cmd_predict(args):
    from toolbox.predict import Predictor
    for line in Predictor(args.model)(args.inputs):
        print(line)


def main(argv=None):
    parser = argparse.ArgumentParser("toolbox")
    sub = parser.add_subparsers(dest="command", required=True)
    sub.add_parser("info").set_defaults(func=cmd_info)
    p = sub.add_parser("convert")
    p.add_argument("source")
    p.add_argument("target")
    p.set_defaults(func=cmd_convert)
    p = sub.add_parser("predict")
    p.add_argument("--model", default="latest")
    p.add_argument("inputs", nargs="+")
    p.set_defaults(func=cmd_predict)
    args = parser.parse_args(argv)
    return args.func(args)


if __name__ == "__main__":
    sys.exit(main())
