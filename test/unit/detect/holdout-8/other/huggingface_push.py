from huggingface_hub import HfApi, create_repo
from datasets import load_dataset

create_repo("me/train-set", repo_type="dataset", exist_ok=True)
load_dataset("json", data_files={"train": "train.jsonl"}).push_to_hub("me/train-set")
HfApi().upload_folder(folder_path="runs/best", repo_id="me/model")
