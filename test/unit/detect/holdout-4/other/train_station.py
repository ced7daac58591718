"""Departures board for a railway."""
import requests
from model import Train, Station
s = Station('Bern')
for row in requests.get('https://api.example.org/board').json():
    t = Train(row['id'], row['to']); s.add(t); t.run(); t.update(row['delay'])
print(s.board())
