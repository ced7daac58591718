import requests, time
r = requests.post('https://api.example.com/v1/fine_tuning/jobs', json={'model': 'm', 'training_file': 'file-1', 'hyperparameters': {'n_epochs': 3, 'learning_rate': 1e-5}})
job = r.json()['id']
while True:
    s = requests.get(f'https://api.example.com/v1/fine_tuning/jobs/{job}').json()
    print(s['status'])
    if s['status'] in ('succeeded', 'failed'): break
    time.sleep(10)
