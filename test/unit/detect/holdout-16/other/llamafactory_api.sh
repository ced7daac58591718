#!/bin/sh
export API_PORT=8800 CUDA_VISIBLE_DEVICES=0
case "$1" in
  web)  exec llamafactory-cli webchat --model_name_or_path saves/glm4-merged --template glm4 --infer_backend vllm ;;
  eval) exec llamafactory-cli eval --model_name_or_path saves/glm4-merged --template fewshot --task cmmlu_test --lang zh --n_shot 5 --batch_size 4 --save_dir eval ;;
  *)    exec llamafactory-cli api --model_name_or_path saves/glm4-merged --template glm4 --infer_backend vllm --vllm_enforce_eager ;;
esac
