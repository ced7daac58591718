#!/usr/bin/env python3
import random
import numpy as np
import torch
import learn2learn as l2l
from torch import nn, optim


def accuracy(predictions, targets):
    return (predictions.argmax(dim=1).view(targets.shape) == targets).sum().float() / targets.size(0)


def fast_adapt(batch, learner, loss, steps, shots, ways, device):
    data, labels = batch
    data, labels = data.to(device), labels.to(device)
    idx = np.zeros(data.size(0), dtype=bool)
    idx[np.arange(shots * ways) * 2] = True
    support, query = torch.from_numpy(idx), torch.from_numpy(~idx)
    for _ in range(steps):
        learner.adapt(loss(learner(data[support]), labels[support]))
    pred = learner(data[query])
    return loss(pred, labels[query]), accuracy(pred, labels[query])


def main(ways=5, shots=1, meta_lr=0.003, fast_lr=0.5, meta_batch_size=32, adaptation_steps=1, num_iterations=60000, cuda=True, seed=42):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    device = torch.device('cuda' if cuda and torch.cuda.device_count() else 'cpu')
    tasksets = l2l.vision.benchmarks.get_tasksets('mini-imagenet', train_ways=ways, train_samples=2 * shots,
                                                  test_ways=ways, test_samples=2 * shots, root='~/data')
    model = l2l.vision.models.MiniImagenetCNN(ways).to(device)
    maml = l2l.algorithms.MAML(model, lr=fast_lr, first_order=False)
    opt = optim.Adam(maml.parameters(), meta_lr)
    loss = nn.CrossEntropyLoss(reduction='mean')
    for iteration in range(num_iterations):
        opt.zero_grad()
        terr = tacc = verr = vacc = 0.0
        for task in range(meta_batch_size):
            e, a = fast_adapt(tasksets.train.sample(), maml.clone(), loss, adaptation_steps, shots, ways, device)
            e.backward()
            terr += e.item()
            tacc += a.item()
            e, a = fast_adapt(tasksets.validation.sample(), maml.clone(), loss, adaptation_steps, shots, ways, device)
            verr += e.item()
            vacc += a.item()
        print('\nIteration', iteration)
        print('Meta Train Error', terr / meta_batch_size, 'Accuracy', tacc / meta_batch_size)
        print('Meta Valid Error', verr / meta_batch_size, 'Accuracy', vacc / meta_batch_size)
        for p in maml.parameters():
            p.grad.data.mul_(1.0 / meta_batch_size)
        opt.step()


if __name__ == '__main__':
    main()
