from datetime import date
from fitness import Workout, Runner
w = Workout(date.today()); r = Runner('Ann', pace=5.2)
for km in range(10):
    r.step(km); w.log(r.pace)
w.fit(r)
print(w.summary())
