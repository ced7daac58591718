import argparse


def build_parser():
    parser = argparse.ArgumentParser("training")
    g = parser.add_argument_group("optimization")
    g.add_argument("--lr", type=float, default=1e-4)
    g.add_argument("--epochs", type=int, default=100)
    g.add_argument("--batch-size", type=int, default=32)
    g.add_argument("--optimizer", choices=["adamw", "lion"], default="adamw")
    g.add_argument("--do-train", action="store_true")
    return parser


if __name__ == "__main__":
    build_parser().print_help()
