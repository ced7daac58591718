import random
import sys
from argparse import ArgumentParser

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
    bar = tqdm(range(1, opt.iterations + 1), desc="Training progress")
    for iteration in bar:
        gaussians.update_learning_rate(iteration)
        if not stack:
            stack = scene.getTrainCameras().copy()
        cam = stack.pop(random.randint(0, len(stack) - 1))
        pkg = render(cam, gaussians, pipe, background)
        gt = cam.original_image.cuda()
        loss = (1 - opt.lambda_dssim) * l1_loss(pkg["render"], gt) + opt.lambda_dssim * (1 - ssim(pkg["render"], gt))
        loss.backward()
        with torch.no_grad():
            if iteration in saving_iterations:
                scene.save(iteration)
            if iteration < opt.densify_until_iter and iteration % opt.densification_interval == 0:
                gaussians.densify_and_prune(opt.densify_grad_threshold, 0.005, scene.cameras_extent)
            gaussians.optimizer.step()
            gaussians.optimizer.zero_grad(set_to_none=True)


if __name__ == "__main__":
    parser = ArgumentParser(description="Training script parameters")
    lp, op, pp = ModelParams(parser), OptimizationParams(parser), PipelineParams(parser)
    parser.add_argument("--save_iterations", nargs="+", type=int, default=[7_000, 30_000])
    args = parser.parse_args(sys.argv[1:])
    training(lp.extract(args), op.extract(args), pp.extract(args), args.save_iterations)
