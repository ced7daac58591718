from railway import Track, Train

for train in Train.all():
    if Track.blocked(train):
        train.backward()
    train.step()
