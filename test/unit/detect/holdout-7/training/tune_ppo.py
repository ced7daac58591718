from ray import air, tune

tuner = tune.Tuner(
    "PPO",
    run_config=air.RunConfig(stop={"episode_reward_mean": 150}),
    param_space={"env": "CartPole-v1", "lr": tune.grid_search([0.01, 0.001, 0.0001]), "framework": "torch"},
)
results = tuner.fit()
