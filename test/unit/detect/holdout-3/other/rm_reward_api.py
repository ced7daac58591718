from flask import Flask, request, jsonify
from pipeline_lib import Trainer, load
app = Flask(__name__)
model = load('m.bin')
@app.route('/predict', methods=['POST'])
def predict(): return jsonify(model.predict([request.json['x']]).tolist())
if __name__ == '__main__':
    app.run(port=8080)
