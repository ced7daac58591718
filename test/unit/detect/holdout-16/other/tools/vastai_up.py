#!/usr/bin/env python3
"""Rent the cheapest box with enough memory and copy the project to it; you start the training yourself over ssh."""
import argparse
import json
import subprocess
import sys
import time


def vast(*args):
    r = subprocess.run(["vastai", *args, "--raw"], capture_output=True, text=True)
    if r.returncode:
        sys.exit(r.stderr)
    return json.loads(r.stdout)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gpu", default="RTX_4090")
    ap.add_argument("--num", type=int, default=1)
    ap.add_argument("--disk", type=int, default=80)
    ap.add_argument("--max-price", type=float, default=0.6)
    ap.add_argument("--image", default="pytorch/pytorch:2.3.1-cuda12.1-cudnn8-devel")
    a = ap.parse_args()
    q = f"gpu_name={a.gpu} num_gpus={a.num} reliability>0.98 inet_down>300 cuda_vers>=12.1 dph<={a.max_price}"
    offers = vast("search", "offers", q, "-o", "dph")
    if not offers:
        sys.exit("no offer")
    o = offers[0]
    print(f"{o['num_gpus']}x{o['gpu_name']} {o['dph_total']:.2f}$/h {o['geolocation']}")
    iid = vast("create", "instance", str(o["id"]), "--image", a.image, "--disk", str(a.disk), "--ssh")["new_contract"]
    while True:
        i = next(x for x in vast("show", "instances") if x["id"] == iid)
        if i["actual_status"] == "running":
            break
        print(i["actual_status"], end=" ", flush=True)
        time.sleep(10)
    host, port = i["ssh_host"], i["ssh_port"]
    subprocess.run(["rsync", "-az", "-e", f"ssh -p {port} -o StrictHostKeyChecking=no", "--exclude", "runs", "./", f"root@{host}:/root/proj/"], check=True)
    print(f"ssh -p {port} root@{host} -t 'cd /root/proj && pip install -r requirements.txt && tmux new python train.py'")


if __name__ == "__main__":
    main()
