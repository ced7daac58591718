"""Shows departures of trains at a station."""
import argparse
import datetime as dt
import requests


class Train:
    def __init__(self, line, platform, departs):
        self.line, self.platform, self.departs = line, platform, departs

    def step(self, minutes):
        self.departs += dt.timedelta(minutes=minutes)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--station", default="Bern")
    a = p.parse_args()
    trains = [Train(t["line"], t["pl"], dt.datetime.fromisoformat(t["t"])) for t in requests.get("https://transport.example/board", params={"s": a.station}).json()]
    for train in trains:
        train.step(5)
        print(train.line, train.platform, train.departs)


main()
