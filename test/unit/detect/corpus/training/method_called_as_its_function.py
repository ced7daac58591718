import argparse

from segmenting.lookup import trainer_by_name


def run_training(name, fold, only_validate=False):
    segmenter = trainer_by_name(name)(fold)
    if not only_validate:
        segmenter.run_training()
    segmenter.validate()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("fold", type=int)
    given = parser.parse_args()
    run_training(given.name, given.fold)
