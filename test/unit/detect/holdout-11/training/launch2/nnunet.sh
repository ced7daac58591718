export nnUNet_raw=/data/raw nnUNet_preprocessed=/data/pre nnUNet_results=/data/res
nnUNetv2_plan_and_preprocess -d 501 --verify_dataset_integrity
for FOLD in 0 1 2 3 4; do
  nnUNetv2_train 501 3d_fullres $FOLD --npz
done
nnUNetv2_find_best_configuration 501 -c 3d_fullres
