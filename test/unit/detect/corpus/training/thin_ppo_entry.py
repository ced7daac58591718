from hydra import compose, initialize_config_dir

from verl.trainer.main_ppo import main

with initialize_config_dir(config_dir="/opt/verl/config"):
    config = compose(config_name="ppo_trainer", overrides=["trainer.n_gpus_per_node=8", "data.train_batch_size=64"])

main(config)
