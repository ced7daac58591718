import argparse
from mmengine.config import Config
from mmengine.runner import Runner


def main():
    p = argparse.ArgumentParser(description="MMDet test (and eval) a model")
    p.add_argument("config")
    p.add_argument("checkpoint")
    a = p.parse_args()
    cfg = Config.fromfile(a.config)
    cfg.load_from = a.checkpoint
    cfg.work_dir = "./work_dirs/test"
    runner = Runner.from_cfg(cfg)
    runner.test()


if __name__ == "__main__":
    main()
