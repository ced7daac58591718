from huggingface_hub import HfApi, ModelCard, ModelCardData

api = HfApi()
api.create_repo("me/llama-sft", exist_ok=True)
api.upload_folder(folder_path="runs/sft/final", repo_id="me/llama-sft", commit_message="End of training")
ModelCard.from_template(ModelCardData(license="apache-2.0", tags=["trl", "sft"])).push_to_hub("me/llama-sft")
