import json, matplotlib.pyplot as plt
logs = [json.loads(l) for l in open('train_log.jsonl')]
plt.plot([l['step'] for l in logs], [l['loss'] for l in logs])
plt.savefig('loss.png')
