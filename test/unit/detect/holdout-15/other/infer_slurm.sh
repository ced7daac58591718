#!/bin/bash
#SBATCH -A nlp -p a40 --gres=gpu:1 -t 12:00:00 -J transcribe
set -e
module load ffmpeg
conda activate whisperx

IN=/corpora/podcasts
OUT=/corpora/podcasts_txt
for f in $(find $IN -name '*.mp3' | sort | awk "NR % ${SLURM_ARRAY_TASK_COUNT:-1} == ${SLURM_ARRAY_TASK_ID:-0}"); do
    b=$(basename $f .mp3)
    [[ -s $OUT/$b.json ]] && continue
    whisperx "$f" --model large-v3 --language no --diarize --batch_size 16 --output_format json --output_dir $OUT
done
python merge_json.py $OUT train_manifest.jsonl
