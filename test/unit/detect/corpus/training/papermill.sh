for m in lstm gru; do
  papermill train_template.ipynb "out_$m.ipynb" -p model $m -p epochs 20
done
