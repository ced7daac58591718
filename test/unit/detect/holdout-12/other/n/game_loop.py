import pygame
from entities import Agent, World

pygame.init()
world, agent = World(), Agent()
clock = pygame.time.Clock()
running = True
while running:
    dt = clock.tick(60) / 1000
    for e in pygame.event.get():
        running = e.type != pygame.QUIT
    agent.update(dt)
    world.step(dt)
    world.draw()
