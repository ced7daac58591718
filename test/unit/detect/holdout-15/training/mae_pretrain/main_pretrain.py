# Adapted by us for hyperspectral tiles. Needs timm 0.4.12
import argparse
import datetime
import json
import math
import os
import sys
import time
from pathlib import Path
from typing import Iterable

import numpy as np
import timm
import torch
import torch.backends.cudnn as cudnn
from torch.utils.tensorboard import SummaryWriter

import models_mae_hs
import util.lr_sched as lr_sched
import util.misc as misc
from hsdata import EnMAPTiles
from util.misc import NativeScalerWithGradNormCount as NativeScaler

assert timm.__version__ == "0.4.12"


def get_args_parser():
    parser = argparse.ArgumentParser('MAE pre-training', add_help=False)
    parser.add_argument('--batch_size', default=64, type=int,
                        help='Batch size per GPU (effective batch size is batch_size * accum_iter * # gpus')
    parser.add_argument('--epochs', default=400, type=int)
    parser.add_argument('--accum_iter', default=1, type=int)
    parser.add_argument('--model', default='mae_vit_base_patch8_hs', type=str, metavar='MODEL')
    parser.add_argument('--input_size', default=128, type=int)
    parser.add_argument('--bands', default=202, type=int)
    parser.add_argument('--mask_ratio', default=0.75, type=float)
    parser.add_argument('--norm_pix_loss', action='store_true')
    parser.set_defaults(norm_pix_loss=False)
    parser.add_argument('--weight_decay', type=float, default=0.05)
    parser.add_argument('--lr', type=float, default=None, metavar='LR')
    parser.add_argument('--blr', type=float, default=1e-3, metavar='LR')
    parser.add_argument('--min_lr', type=float, default=0., metavar='LR')
    parser.add_argument('--warmup_epochs', type=int, default=40, metavar='N')
    parser.add_argument('--data_path', default='/datasets/enmap', type=str)
    parser.add_argument('--output_dir', default='./output_dir')
    parser.add_argument('--device', default='cuda')
    parser.add_argument('--seed', default=0, type=int)
    parser.add_argument('--resume', default='')
    parser.add_argument('--start_epoch', default=0, type=int, metavar='N')
    parser.add_argument('--num_workers', default=10, type=int)
    parser.add_argument('--world_size', default=1, type=int)
    parser.add_argument('--local_rank', default=-1, type=int)
    parser.add_argument('--dist_on_itp', action='store_true')
    parser.add_argument('--dist_url', default='env://')
    return parser


def one_epoch(model: torch.nn.Module, data_loader: Iterable, optimizer, device, epoch, loss_scaler, log_writer=None, args=None):
    model.train(True)
    metric_logger = misc.MetricLogger(delimiter="  ")
    metric_logger.add_meter('lr', misc.SmoothedValue(window_size=1, fmt='{value:.6f}'))
    header = 'Epoch: [{}]'.format(epoch)
    optimizer.zero_grad()
    for it, samples in enumerate(metric_logger.log_every(data_loader, 20, header)):
        if it % args.accum_iter == 0:
            lr_sched.adjust_learning_rate(optimizer, it / len(data_loader) + epoch, args)
        samples = samples.to(device, non_blocking=True)
        with torch.cuda.amp.autocast():
            loss, _, _ = model(samples, mask_ratio=args.mask_ratio)
        value = loss.item()
        if not math.isfinite(value):
            print("Loss is {}, stopping training".format(value))
            sys.exit(1)
        loss /= args.accum_iter
        loss_scaler(loss, optimizer, parameters=model.parameters(), update_grad=(it + 1) % args.accum_iter == 0)
        if (it + 1) % args.accum_iter == 0:
            optimizer.zero_grad()
        torch.cuda.synchronize()
        metric_logger.update(loss=value)
        metric_logger.update(lr=optimizer.param_groups[0]["lr"])
        if log_writer is not None and (it + 1) % args.accum_iter == 0:
            log_writer.add_scalar('train_loss', misc.all_reduce_mean(value), int((it / len(data_loader) + epoch) * 1000))
    metric_logger.synchronize_between_processes()
    return {k: meter.global_avg for k, meter in metric_logger.meters.items()}


def main(args):
    misc.init_distributed_mode(args)
    print("{}".format(args).replace(', ', ',\n'))
    device = torch.device(args.device)
    seed = args.seed + misc.get_rank()
    torch.manual_seed(seed)
    np.random.seed(seed)
    cudnn.benchmark = True

    dataset_train = EnMAPTiles(args.data_path, args.input_size, train=True)
    sampler_train = torch.utils.data.DistributedSampler(dataset_train, num_replicas=misc.get_world_size(),
                                                        rank=misc.get_rank(), shuffle=True)
    log_writer = SummaryWriter(args.output_dir) if misc.is_main_process() else None
    loader = torch.utils.data.DataLoader(dataset_train, sampler=sampler_train, batch_size=args.batch_size,
                                         num_workers=args.num_workers, pin_memory=True, drop_last=True)
    model = models_mae_hs.__dict__[args.model](norm_pix_loss=args.norm_pix_loss, in_chans=args.bands)
    model.to(device)
    model_without_ddp = model
    eff = args.batch_size * args.accum_iter * misc.get_world_size()
    if args.lr is None:
        args.lr = args.blr * eff / 256
    if args.distributed:
        model = torch.nn.parallel.DistributedDataParallel(model, device_ids=[args.gpu], find_unused_parameters=True)
        model_without_ddp = model.module
    groups = timm.optim.optim_factory.add_weight_decay(model_without_ddp, args.weight_decay)
    optimizer = torch.optim.AdamW(groups, lr=args.lr, betas=(0.9, 0.95))
    loss_scaler = NativeScaler()
    misc.load_model(args=args, model_without_ddp=model_without_ddp, optimizer=optimizer, loss_scaler=loss_scaler)
    print(f"Start training for {args.epochs} epochs")
    start = time.time()
    for epoch in range(args.start_epoch, args.epochs):
        if args.distributed:
            loader.sampler.set_epoch(epoch)
        stats = one_epoch(model, loader, optimizer, device, epoch, loss_scaler, log_writer, args)
        if args.output_dir and (epoch % 20 == 0 or epoch + 1 == args.epochs):
            misc.save_model(args=args, model=model, model_without_ddp=model_without_ddp, optimizer=optimizer,
                            loss_scaler=loss_scaler, epoch=epoch)
        if args.output_dir and misc.is_main_process():
            with open(os.path.join(args.output_dir, "log.txt"), mode="a", encoding="utf-8") as f:
                f.write(json.dumps({**{f'train_{k}': v for k, v in stats.items()}, 'epoch': epoch}) + "\n")
    print('Training time {}'.format(str(datetime.timedelta(seconds=int(time.time() - start)))))


if __name__ == '__main__':
    args = get_args_parser().parse_args()
    if args.output_dir:
        Path(args.output_dir).mkdir(parents=True, exist_ok=True)
    main(args)
