from river import compose, datasets, linear_model, metrics, optim, preprocessing, drift

model = compose.Select("airport", "distance") | preprocessing.StandardScaler()
model |= linear_model.LogisticRegression(optim.SGD(0.01))
metric = metrics.ROCAUC()
adwin = drift.ADWIN()
for i, (x, y) in enumerate(datasets.Phishing()):
    p = model.predict_proba_one(x)
    metric.update(y, p)
    model.learn_one(x, y)
    adwin.update(int(p.get(True, 0) > 0.5) != y)
    if i % 200 == 0:
        print(i, metric)
