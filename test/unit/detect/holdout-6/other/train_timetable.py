import datetime as dt
from dataclasses import dataclass


@dataclass
class Train:
    number: str
    departs: dt.time

    def run(self, delay=0):
        return dt.datetime.combine(dt.date.today(), self.departs) + dt.timedelta(minutes=delay)


def train(number):
    return Train(number, dt.time(8, 30))


if __name__ == "__main__":
    for n in ("IC 5", "RE 7"):
        print(train(n).run(delay=5))
