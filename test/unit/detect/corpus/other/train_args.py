import argparse


def get_train_args():
    parser = argparse.ArgumentParser("train")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--do_train", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    print(get_train_args())
