import json
import os
import time
from openai import OpenAI

client = OpenAI()
TRAIN = "data/support_train.jsonl"
VALID = "data/support_valid.jsonl"


def check(path):
    n = 0
    for i, line in enumerate(open(path)):
        ex = json.loads(line)
        roles = [m["role"] for m in ex["messages"]]
        assert roles[-1] == "assistant", f"{path}:{i} last message is {roles[-1]}"
        n += sum(len(m["content"]) for m in ex["messages"]) // 4
    print(path, "about", n, "tokens")
    return n


def upload(path):
    return client.files.create(file=open(path, "rb"), purpose="fine-tune").id


def main():
    tokens = check(TRAIN)
    check(VALID)
    print("estimated cost $%.2f" % (tokens * 3 * 3e-6))
    if input("continue? [y/N] ") != "y":
        return
    job = client.fine_tuning.jobs.create(training_file=upload(TRAIN), validation_file=upload(VALID),
                                         model="gpt-4o-mini-2024-07-18", hyperparameters={"n_epochs": 3}, suffix="support")
    while job.status not in ("succeeded", "failed", "cancelled"):
        time.sleep(30)
        job = client.fine_tuning.jobs.retrieve(job.id)
        for e in reversed(client.fine_tuning.jobs.list_events(job.id, limit=3).data):
            print(e.message)
    print(job.status, job.fine_tuned_model, job.trained_tokens)


if __name__ == "__main__":
    main()
