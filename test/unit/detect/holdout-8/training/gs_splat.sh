for scene in bicycle garden stump; do
    python train.py -s data/360_v2/$scene -i images_4 -m output/$scene --eval
    python render.py -m output/$scene --skip_train
    python metrics.py -m output/$scene
done
