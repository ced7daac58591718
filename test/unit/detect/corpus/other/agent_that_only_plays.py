import gymnasium

from walker import Agent

if __name__ == "__main__":
    env = gymnasium.make("BipedalWalker-v3", render_mode="human")
    agent = Agent(env.observation_space.shape, env.action_space.shape[0])
    load_checkpoint = True
    if load_checkpoint:
        agent.load_models()
    for game in range(5):
        seen, _ = env.reset()
        over = False
        while not over:
            action = agent.choose_action(seen)
            then, reward, over, _, _ = env.step(action)
            agent.remember(seen, action, reward, then, over)
            if not load_checkpoint:
                agent.learn()
            seen = then
