from config import get_args
from data_loader import get_loader
from solver import Solver

def main(config):
    loader = get_loader(config.test_path, config.image_size, 1, mode='test')
    s = Solver(config, None, loader)
    s.load_best()
    s.test()

if __name__ == '__main__':
    main(get_args())
