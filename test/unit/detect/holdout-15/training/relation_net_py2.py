#-------------------------------------
# few-shot omniglot, python 2.7 / pytorch 0.3
#-------------------------------------
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable
from torch.optim.lr_scheduler import StepLR
import numpy as np
import task_generator as tg
import os
import math
import argparse

parser = argparse.ArgumentParser(description="One Shot Visual Recognition")
parser.add_argument("-f","--feature_dim",type = int, default = 64)
parser.add_argument("-r","--relation_dim",type = int, default = 8)
parser.add_argument("-w","--class_num",type = int, default = 5)
parser.add_argument("-e","--episode",type = int, default= 1000000)
parser.add_argument("-g","--gpu",type=int, default=0)
args = parser.parse_args()

class CNNEncoder(nn.Module):
    def __init__(self):
        super(CNNEncoder, self).__init__()
        self.layer1 = nn.Sequential(nn.Conv2d(1,64,kernel_size=3,padding=0), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2))
        self.layer2 = nn.Sequential(nn.Conv2d(64,64,kernel_size=3,padding=1), nn.BatchNorm2d(64), nn.ReLU())

    def forward(self,x):
        return self.layer2(self.layer1(x))

class RelationHead(nn.Module):
    def __init__(self,hidden):
        super(RelationHead, self).__init__()
        self.conv = nn.Sequential(nn.Conv2d(128,64,3,padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.fc1 = nn.Linear(64*6*6,hidden)
        self.fc2 = nn.Linear(hidden,1)

    def forward(self,x):
        h = self.conv(x).view(x.size(0),-1)
        return F.sigmoid(self.fc2(F.relu(self.fc1(h))))

def main():
    print "init data folders"
    train_chars, test_chars = tg.omniglot_character_folders()
    print "init neural networks"
    enc = CNNEncoder()
    rel = RelationHead(args.relation_dim)
    enc.cuda(args.gpu)
    rel.cuda(args.gpu)
    enc_opt = torch.optim.Adam(enc.parameters(), lr=0.001)
    rel_opt = torch.optim.Adam(rel.parameters(), lr=0.001)
    sch = StepLR(enc_opt, step_size=100000, gamma=0.5)
    if os.path.exists("./models/enc.pkl"):
        enc.load_state_dict(torch.load("./models/enc.pkl"))
        print "load feature encoder success"
    mse = nn.MSELoss().cuda(args.gpu)
    for episode in xrange(args.episode):
        sch.step(episode)
        task = tg.OmniglotTask(train_chars, args.class_num, 1, 19)
        xs, ys = tg.get_loader(task, split="train").next()
        xq, yq = tg.get_loader(task, split="test").next()
        fs = enc(Variable(xs).cuda(args.gpu))
        fq = enc(Variable(xq).cuda(args.gpu))
        fs = fs.unsqueeze(0).repeat(fq.size(0),1,1,1,1)
        fq = fq.unsqueeze(1).repeat(1,args.class_num,1,1,1)
        pairs = torch.cat((fs,fq),2).view(-1,128,13,13)
        scores = rel(pairs).view(-1,args.class_num)
        onehot = Variable(torch.zeros(yq.size(0), args.class_num).scatter_(1,yq.view(-1,1),1)).cuda(args.gpu)
        loss = mse(scores,onehot)
        enc.zero_grad()
        rel.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm(enc.parameters(),0.5)
        enc_opt.step()
        rel_opt.step()
        if (episode+1)%100 == 0:
            print "episode:",episode+1,"loss",loss.data[0]

if __name__ == '__main__':
    main()
