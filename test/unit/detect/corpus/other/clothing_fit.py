from wardrobe import Dress, Body

body = Body.load("me.json")
for dress in Dress.all():
    if dress.fit(body):
        print(dress.name)
    train = body.next_train()
    train.step()
