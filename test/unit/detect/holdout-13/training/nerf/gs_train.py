import sys
from argparse import ArgumentParser
from random import randint

import torch
from tqdm import tqdm

from arguments import ModelParams, OptimizationParams, PipelineParams
from gaussian_renderer import render
from scene import GaussianModel, Scene
from utils.loss_utils import l1_loss, ssim


def training(dataset, opt, pipe, saving_iterations):
    gaussians = GaussianModel(dataset.sh_degree)
    scene = Scene(dataset, gaussians)
    gaussians.training_setup(opt)
    background = torch.zeros(3, device="cuda")
    stack = None
    bar = tqdm(range(opt.iterations), desc="Training progress")
    for iteration in range(1, opt.iterations + 1):
        gaussians.update_learning_rate(iteration)
        if not stack:
            stack = scene.getTrainCameras().copy()
        cam = stack.pop(randint(0, len(stack) - 1))
        pkg = render(cam, gaussians, pipe, background)
        Ll1 = l1_loss(pkg["render"], cam.original_image.cuda())
        loss = 0.8 * Ll1 + 0.2 * (1.0 - ssim(pkg["render"], cam.original_image.cuda()))
        loss.backward()
        with torch.no_grad():
            bar.update(1)
            if iteration in saving_iterations:
                scene.save(iteration)
            if iteration < opt.iterations:
                gaussians.optimizer.step()
                gaussians.optimizer.zero_grad(set_to_none=True)


if __name__ == "__main__":
    parser = ArgumentParser(description="Training script parameters")
    lp, op, pp = ModelParams(parser), OptimizationParams(parser), PipelineParams(parser)
    parser.add_argument("--save_iterations", nargs="+", type=int, default=[7_000, 30_000])
    args = parser.parse_args(sys.argv[1:])
    training(lp.extract(args), op.extract(args), pp.extract(args), args.save_iterations)
