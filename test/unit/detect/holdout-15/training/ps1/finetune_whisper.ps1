# Fine-tune whisper-small on the Frisian recordings, on the lab PC
param(
    [string]$Model = "openai/whisper-small",
    [int]$Steps = 4000,
    [string]$Out = "$PSScriptRoot\out"
)
$ErrorActionPreference = "Stop"
& "$PSScriptRoot\.venv\Scripts\Activate.ps1"
$env:HF_HOME = "E:\hf"
$env:PYTHONUTF8 = 1

if (-not (Test-Path $Out)) { New-Item -ItemType Directory $Out | Out-Null }

python run_speech_recognition_seq2seq.py `
    --model_name_or_path $Model `
    --dataset_name "mozilla-foundation/common_voice_16_1" --dataset_config_name "fy-NL" `
    --language "dutch" --task "transcribe" `
    --max_steps $Steps --learning_rate 1e-5 --warmup_steps 500 `
    --per_device_train_batch_size 16 --gradient_accumulation_steps 2 `
    --do_train --do_eval --predict_with_generate --fp16 --gradient_checkpointing `
    --output_dir $Out
if ($LASTEXITCODE -ne 0) { throw "training failed" }
