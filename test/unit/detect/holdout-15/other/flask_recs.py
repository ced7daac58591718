import os
import pickle
from flask import Flask, jsonify, request, abort
import numpy as np
from scipy.sparse import load_npz
from implicit.als import AlternatingLeastSquares

app = Flask(__name__)
ROOT = os.environ.get("ARTIFACTS", "artifacts")
model = AlternatingLeastSquares.load(os.path.join(ROOT, "als.npz"))
plays = load_npz(os.path.join(ROOT, "plays.npz")).tocsr()
with open(os.path.join(ROOT, "ids.pkl"), "rb") as f:
    users, items = pickle.load(f)
item_index = {v: k for k, v in enumerate(items)}
user_index = {v: k for k, v in enumerate(users)}


@app.route("/similar/<item>")
def similar(item):
    if item not in item_index:
        abort(404)
    ids, scores = model.similar_items(item_index[item], N=int(request.args.get("n", 10)) + 1)
    return jsonify([{"id": items[i], "score": float(s)} for i, s in zip(ids[1:], scores[1:])])


@app.route("/recommend/<user>")
def recommend(user):
    if user not in user_index:
        return jsonify([])
    u = user_index[user]
    ids, scores = model.recommend(u, plays[u], N=20, filter_already_liked_items=True)
    return jsonify([{"id": items[i], "score": float(s)} for i, s in zip(ids, scores)])


@app.route("/session", methods=["POST"])
def session():
    liked = [item_index[i] for i in request.get_json()["items"] if i in item_index]
    if not liked:
        abort(400)
    v = model.item_factors[liked].mean(0)
    s = model.item_factors @ v
    return jsonify([items[i] for i in np.argsort(-s)[:20]])


if __name__ == "__main__":
    app.run("0.0.0.0", 5000, debug=bool(os.environ.get("DEBUG")))
