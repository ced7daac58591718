import pygame
from trains import Train, Track
def main():
    pygame.init(); screen = pygame.display.set_mode((800, 600)); clock = pygame.time.Clock()
    train = Train(Track.load('loop.json'))
    while True:
        for e in pygame.event.get():
            if e.type == pygame.QUIT: return
        train.step(clock.tick(60)); train.backward() if pygame.key.get_pressed()[pygame.K_LEFT] else train.forward()
        train.draw(screen); pygame.display.flip()
main()
