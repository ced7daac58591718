import os
import requests
from huggingface_hub import hf_hub_download, snapshot_download
from tqdm import tqdm

URLS = {"trained_resnet.pth": "https://example.org/resnet.pth"}


def fetch(url, dst):
    r = requests.get(url, stream=True, timeout=30)
    with open(dst, "wb") as f, tqdm(total=int(r.headers.get("content-length", 0)), unit="B") as bar:
        for chunk in r.iter_content(1 << 20):
            bar.update(f.write(chunk))


if __name__ == "__main__":
    os.makedirs("weights", exist_ok=True)
    for k, u in URLS.items():
        fetch(u, os.path.join("weights", k))
    snapshot_download("bert-base-uncased", local_dir="weights/bert")
