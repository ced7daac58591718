import dgl.function as fn
import torch
import torch.nn as nn
from dgl.nn.functional import edge_softmax
from dgl.utils import expand_as_pair


class GATv3Conv(nn.Module):
    r"""Attention with edge features.

    .. math:: e_{ij} = a^T LeakyReLU(W_s h_i + W_d h_j + W_e f_{ij})
    """

    def __init__(self, in_feats, edge_feats, out_feats, heads, feat_drop=0.0, attn_drop=0.0, residual=True):
        super().__init__()
        self.src, self.dst = expand_as_pair(in_feats)
        self.h, self.o = heads, out_feats
        self.fc_s, self.fc_d = nn.Linear(self.src, heads * out_feats), nn.Linear(self.dst, heads * out_feats)
        self.fc_e = nn.Linear(edge_feats, heads * out_feats, bias=False)
        self.a = nn.Parameter(torch.empty(1, heads, out_feats))
        self.fd, self.ad, self.act = nn.Dropout(feat_drop), nn.Dropout(attn_drop), nn.LeakyReLU(0.2)
        self.res = nn.Linear(self.dst, heads * out_feats, bias=False) if residual else None
        self.reset_parameters()

    def reset_parameters(self):
        g = nn.init.calculate_gain("relu")
        for l in (self.fc_s, self.fc_d, self.fc_e):
            nn.init.xavier_normal_(l.weight, g)
        nn.init.xavier_normal_(self.a, g)

    def forward(self, graph, feat, efeat):
        with graph.local_scope():
            hs, hd = feat if isinstance(feat, tuple) else (feat, feat)
            hs, hd = self.fd(hs), self.fd(hd)
            graph.srcdata["el"] = self.fc_s(hs).view(-1, self.h, self.o)
            graph.dstdata["er"] = self.fc_d(hd).view(-1, self.h, self.o)
            graph.apply_edges(fn.u_add_v("el", "er", "e"))
            e = self.act(graph.edata.pop("e") + self.fc_e(efeat).view(-1, self.h, self.o))
            graph.edata["a"] = self.ad(edge_softmax(graph, (e * self.a).sum(-1, keepdim=True)))
            graph.update_all(fn.u_mul_e("el", "a", "m"), fn.sum("m", "ft"))
            out = graph.dstdata["ft"]
            if self.res is not None:
                out = out + self.res(hd).view(-1, self.h, self.o)
            return out


class Readout(nn.Module):
    def __init__(self, dim, out):
        super().__init__()
        self.gate, self.head = nn.Linear(dim, 1), nn.Sequential(nn.Linear(dim, dim), nn.ReLU(), nn.Linear(dim, out))

    def forward(self, graph, h):
        with graph.local_scope():
            graph.ndata["h"], graph.ndata["w"] = h, torch.sigmoid(self.gate(h))
            import dgl
            return self.head(dgl.sum_nodes(graph, "h", "w"))
