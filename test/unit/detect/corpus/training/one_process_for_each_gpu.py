import argparse
import subprocess
import sys

import torch


def main(settings):
    words = ["train.py"]
    words.append("--config={}".format(settings))
    workers = []
    for rank in range(torch.cuda.device_count()):
        workers.append(subprocess.Popen([str(sys.executable)] + words + [f"--rank={rank}"]))
    for worker in workers:
        worker.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--settings", default="settings.json")
    main(parser.parse_args().settings)
