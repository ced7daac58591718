import argparse

from mypkg import __version__


def build_parser():
    p = argparse.ArgumentParser("mypkg")
    sub = p.add_subparsers(dest="cmd", required=True)
    t = sub.add_parser("train", help="how to train: prints the command")
    t.add_argument("--epochs", type=int, default=3)
    sub.add_parser("version")
    return p


def main(argv=None):
    a = build_parser().parse_args(argv)
    if a.cmd == "version":
        print(__version__)
    elif a.cmd == "train":
        print(f"torchrun --nproc_per_node 8 -m mypkg.train --epochs {a.epochs}")


if __name__ == "__main__":
    main()
