import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Stand-ins for `torchrun` and `accelerate` that need no torch: they start as many processes as they are told and give each its
 * `LOCAL_RANK`, as the originals do. Returns their folder.
 */
export function standInLaunchers(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, countOption, countVariable] of [
    ['torchrun', '--nproc-per-node', 'PET_NPROC_PER_NODE'],
    ['accelerate', '--num_processes', 'ACCELERATE_NUM_PROCESSES'],
  ] as const) {
    const path = join(folder, name);
    writeFileSync(path, launcher(countOption, countVariable));
    chmodSync(path, 0o755);
  }
  return folder;
}

const launcher = (countOption: string, countVariable: string): string => `#!/usr/bin/env python3
import os, subprocess, sys

words = [part for word in sys.argv[1:] for part in (word.split("=", 1) if word.startswith("--n") else [word])]
count = int(os.environ.get("${countVariable}", "1"))
script = None
while words:
    word = words.pop(0)
    if word.replace("_", "-") == "${countOption}".replace("_", "-"):
        count = int(words.pop(0))
    elif word.endswith(".py"):
        script = [word, *words]
        break
ranks = [
    subprocess.Popen(
        [sys.executable, *script], env={**os.environ, "LOCAL_RANK": str(rank), "WORLD_SIZE": str(count)}
    )
    for rank in range(count)
]
sys.exit(max([rank.wait() for rank in ranks]))
`;

/**
 * A training of one rank: it works on the GPU that `CUDA_VISIBLE_DEVICES` names for its rank, as the simulated driver is told in the
 * list that `WATTLENS_SIM_PROCESSES` names, and says its rank and process in the folder of the script.
 */
export const rankedTraining = (seconds: number): string => `
import os, time

def train(steps):
    weight, learning_rate = 0.0, 0.1
    for step in range(steps):
        gradient = 2 * (weight - 3.0)
        weight -= learning_rate * gradient
        time.sleep(${seconds} / steps)

if __name__ == "__main__":
    rank = int(os.environ["LOCAL_RANK"])
    gpu = os.environ.get("CUDA_VISIBLE_DEVICES", "0,1,2,3").split(",")[rank]
    with open(os.environ["WATTLENS_SIM_PROCESSES"], "a") as listed:
        listed.write(f"{gpu} {os.getpid()} 80\\n")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ranks.txt"), "a") as ranks:
        ranks.write(f"{rank} of {os.environ['WORLD_SIZE']} on {gpu}: {os.getpid()}\\n")
    train(20)
`;
