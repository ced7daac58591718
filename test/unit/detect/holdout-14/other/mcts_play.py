"""Let a trained AlphaZero net play against Stockfish."""
import math
import chess, chess.engine
import numpy as np
import torch
from net import AlphaNet, encode, move_index


class Node:
    def __init__(self, prior):
        self.prior, self.visits, self.value_sum, self.children = prior, 0, 0.0, {}

    @property
    def value(self):
        return self.value_sum / self.visits if self.visits else 0.0


def simulate(root, board, net, c=1.5):
    path, node, b = [root], root, board.copy()
    while node.children:
        total = math.sqrt(node.visits)
        move, node = max(node.children.items(), key=lambda kv: -kv[1].value + c * kv[1].prior * total / (1 + kv[1].visits))
        b.push(move)
        path.append(node)
    with torch.no_grad():
        policy, value = net(encode(b)[None])
    p = policy[0].softmax(-1)
    for m in b.legal_moves:
        node.children[m] = Node(float(p[move_index(m)]))
    v = float(value)
    for n in reversed(path):
        n.visits += 1
        n.value_sum += v
        v = -v


net = AlphaNet()
net.load_state_dict(torch.load("best.pt"))
net.train(False)
engine = chess.engine.SimpleEngine.popen_uci("stockfish")
score = 0
for game in range(20):
    board = chess.Board()
    while not board.is_game_over():
        if board.turn == (game % 2 == 0):
            root = Node(1.0)
            for _ in range(200):
                simulate(root, board, net)
            board.push(max(root.children, key=lambda m: root.children[m].visits))
        else:
            board.push(engine.play(board, chess.engine.Limit(time=0.05)).move)
    score += {"1-0": 1, "0-1": 0}.get(board.result(), 0.5)
print(score)
engine.quit()
