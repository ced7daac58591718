import pygame
import random


class Agent:
    def __init__(self, x, y):
        self.x, self.y, self.vx, self.vy = x, y, 0, 0

    def update(self, dt):
        self.x += self.vx * dt
        self.y += self.vy * dt

    def step(self):
        self.vx += random.uniform(-1, 1)


pygame.init()
agents = [Agent(0, i) for i in range(10)]
clock = pygame.time.Clock()
while True:
    dt = clock.tick(60) / 1000
    for agent in agents:
        agent.step()
        agent.update(dt)
