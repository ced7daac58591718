import dataclasses
import levanter.main.train_lm as train_lm
from levanter.config import main as config_main

if __name__ == "__main__":
    config_main(train_lm.main)()
