# Evaluación del modelo
import joblib
m = joblib.load('m.pkl')
print(m.score(joblib.load('X.pkl'), joblib.load('y.pkl')))
