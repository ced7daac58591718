import random, shutil
from pathlib import Path
import click


@click.command()
@click.argument("src", type=click.Path(exists=True))
@click.argument("dst")
@click.option("--train", default=0.8, help="share for training")
@click.option("--seed", default=0)
def main(src, dst, train, seed):
    random.seed(seed)
    for cls in Path(src).iterdir():
        files = sorted(cls.glob("*.jpg"))
        random.shuffle(files)
        k = int(len(files) * train)
        for part, fs in (("train", files[:k]), ("val", files[k:])):
            out = Path(dst) / part / cls.name
            out.mkdir(parents=True, exist_ok=True)
            for f in fs:
                shutil.copy(f, out)


if __name__ == "__main__":
    main()
