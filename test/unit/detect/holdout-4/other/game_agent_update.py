import pygame
from sprites import Agent, World
pygame.init(); screen = pygame.display.set_mode((640, 480)); clock = pygame.time.Clock()
world = World(); player = Agent(world, x=10, y=20)
running = True
while running:
    for e in pygame.event.get():
        if e.type == pygame.QUIT: running = False
    player.handle_keys(); world.step(1 / 60); world.draw(screen)
    pygame.display.flip(); clock.tick(60)
