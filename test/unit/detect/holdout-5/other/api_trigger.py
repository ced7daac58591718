import requests, sys
r = requests.post('https://ml.example.com/v1/train', json={'model': sys.argv[1], 'epochs': 10, 'learning_rate': 1e-4})
r.raise_for_status(); print(r.json()['job_id'])
