from flask import Flask, request, jsonify
import joblib
app = Flask(__name__)
model = joblib.load('model.pkl')
@app.route('/predict', methods=['POST'])
def predict():
    return jsonify(model.predict([request.json['x']]).tolist())
@app.route('/train', methods=['POST'])
def train():
    return jsonify(error='not here'), 404
if __name__ == '__main__':
    app.run(debug=True)
