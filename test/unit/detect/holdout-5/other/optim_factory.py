import torch
from torch.optim import SGD, AdamW, RMSprop
REG = {'sgd': SGD, 'adamw': AdamW, 'rmsprop': RMSprop}
def build_optimizer(model, cfg):
    decay = [p for n, p in model.named_parameters() if p.ndim > 1]; rest = [p for p in model.parameters() if p.ndim <= 1]
    return REG[cfg.name]([{'params': decay, 'weight_decay': cfg.wd}, {'params': rest, 'weight_decay': 0}], lr=cfg.lr)
def clip_and_step(loss, optimizer, params):
    optimizer.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(params, 1.); optimizer.step()
