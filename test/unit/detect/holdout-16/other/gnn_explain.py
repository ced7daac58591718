import argparse
import matplotlib.pyplot as plt
import networkx as nx
import torch
from rdkit import Chem
from rdkit.Chem import Draw
from torch_geometric.data import Batch
from torch_geometric.utils import to_networkx

from molnet.featurise import mol_to_graph
from molnet.models import MPNN


def occlude(model, g):
    """Change of the prediction when the features of one atom are zeroed."""
    with torch.no_grad():
        base = model(Batch.from_data_list([g]))[0]
        copies = []
        for i in range(g.num_nodes):
            c = g.clone()
            c.x = c.x.clone()
            c.x[i] = 0
            copies.append(c)
        return base.item(), (base - model(Batch.from_data_list(copies)).squeeze(-1)).tolist()


def integrated(model, g, steps=32):
    total = torch.zeros_like(g.x)
    for k in range(1, steps + 1):
        c = g.clone()
        c.x = (g.x * k / steps).requires_grad_(True)
        model(Batch.from_data_list([c])).sum().backward()
        total += c.x.grad
    return (total * g.x / steps).sum(1).tolist()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("ckpt")
    ap.add_argument("smiles", nargs="+")
    ap.add_argument("--method", choices=["occlude", "ig"], default="occlude")
    a = ap.parse_args()
    ck = torch.load(a.ckpt, map_location="cpu")
    model = MPNN(**ck["config"])
    model.load_state_dict(ck["state_dict"])
    model.eval()
    for n, s in enumerate(a.smiles):
        mol = Chem.MolFromSmiles(s)
        g = mol_to_graph(mol)
        w = occlude(model, g)[1] if a.method == "occlude" else integrated(model, g)
        top = sorted(range(len(w)), key=lambda i: -abs(w[i]))[:5]
        print(s, [(mol.GetAtomWithIdx(i).GetSymbol(), round(w[i], 3)) for i in top])
        Draw.MolToFile(mol, f"mol_{n}.png", highlightAtoms=top)
        nx.draw(to_networkx(g), node_color=w, cmap="coolwarm")
        plt.savefig(f"graph_{n}.png")
        plt.clf()
