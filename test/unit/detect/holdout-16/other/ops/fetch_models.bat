@echo off
rem downloads the weights that the demos and the training scripts start from
setlocal enabledelayedexpansion
if "%HF_HOME%"=="" set HF_HOME=D:\hf
where huggingface-cli >nul 2>nul || pip install -q huggingface_hub
for %%m in (openai/whisper-small google/flan-t5-base stabilityai/sd-turbo) do (
  set name=%%m
  set name=!name:/=__!
  if not exist "%HF_HOME%\local\!name!" (
    huggingface-cli download %%m --local-dir "%HF_HOME%\local\!name!" --exclude *.msgpack *.h5
  )
)
curl -L -o yolo11n.pt https://github.com/ultralytics/assets/releases/download/v8.3.0/yolo11n.pt
echo done, now run train.bat
pause
